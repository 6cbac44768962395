"""A sample of any container by PyAV, the Python library around ffmpeg's, where it is installed."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from packer_core.errors import BadConfiguration, Unreadable
from packer_core.files.removing import made_here
from packer_core.run import Run
from packer_plugins_tv.sample.interval import Point, Wanted
from packer_plugins_tv.sample.limits import Malformed, Work

#: Seconds after the earliest start in which a key frame is looked for.
_AROUND = 60.0
_MICROSECONDS = 1_000_000
_KINDS = ("video", "audio", "subtitle")

#: No times, names of programs or random numbers in the output: the same bytes each time.
_EXACT = {"fflags": "+bitexact"}


def cut_by_pyav(source: Path, target: Path, wanted: Wanted, run: Run) -> None:
    """Cut a sample of ``source`` to ``target``, which must not exist.

    :raises packer_core.errors.Unreadable: where the library cannot cut it.
    :raises packer_core.errors.BadConfiguration: where the library is not installed.
    """
    try:
        av: Any = importlib.import_module("av")
    except ImportError:
        raise BadConfiguration(where="av", reason="cut-no-program") from None
    try:
        with made_here(target), av.open(str(source.absolute())) as film:
            _Cut(av, film, Work(run.checkpoint)).write(target, wanted)
    except Malformed as error:
        raise Unreadable(path=str(source), reason=error.reason) from None
    except (av.error.FFmpegError, ValueError) as error:
        raise Unreadable(path=str(source), reason="cut-program-failed") from error


@frozen
class _Cut:
    """The library, an open film, and the count of the work."""

    av: Any
    film: Any
    work: Work

    def write(self, target: Path, wanted: Wanted) -> None:
        """Choose the interval and copy its packets."""
        if not self.film.streams.video:
            raise Malformed("cut-no-video")
        start, end = self._choose(wanted)
        with self.av.open(str(target.absolute()), "w", options=_EXACT) as output:
            streams = {each.index: self._copied(output, each) for each in self._streams()}
            self._copy(output, streams, start, end)

    def _streams(self) -> list[Any]:
        pictures = self.film.streams.video[0]
        kept = [each for each in self.film.streams if each.type in _KINDS]
        return [each for each in kept if each.type != "video" or each is pictures]

    def _copied(self, output: Any, stream: Any) -> Any:
        copy = output.add_stream_from_template(stream)
        copy.metadata.update(stream.metadata)
        copy.disposition = stream.disposition
        return copy

    def _choose(self, wanted: Wanted) -> tuple[float, float]:
        """Start and end in seconds, as the file counts them."""
        duration = (self.film.duration or 0) / _MICROSECONDS
        origin = (self.film.start_time or 0) / _MICROSECONDS
        late = wanted.fits_after_start(duration)
        keys = list(self._keys(origin, wanted.start if late else 0.0, wanted if late else None))
        key = next((each for each in keys if late and each.time >= wanted.start), None)
        if key is None or duration - key.time < wanted.least:
            keys = list(self._keys(origin, 0.0, None)) if late else keys
            key = wanted.start_around_middle(keys, duration)
        if key is None:
            raise Malformed("cut-no-keyframe")
        best = min(key.time + wanted.aim, max(duration, key.time + 1))
        end = wanted.end(key.time, [*keys, Point(best, key=False)])
        stop = best if end is None or end.time <= key.time else end.time
        return key.time + origin, stop + origin

    def _keys(self, origin: float, start: float, wanted: Wanted | None) -> Iterator[Point]:
        pictures = self.film.streams.video[0]
        self._seek(origin + start)
        for packet in self.film.demux(pictures):
            self.work.step()
            time = _time(packet)
            if time is None:
                continue
            if wanted is not None and time - origin > start + wanted.most + _AROUND:
                return
            if packet.is_keyframe:
                yield Point(time - origin)

    def _seek(self, time: float) -> None:
        self.film.seek(int(time * _MICROSECONDS), backward=True)

    def _copy(self, output: Any, streams: dict[int, Any], start: float, end: float) -> None:
        pictures = self.film.streams.video[0]
        begun, finished = False, set()
        self._seek(start)
        for packet in self.film.demux(self._streams()):
            self.work.look()
            time, stream = _time(packet), packet.stream
            if time is None or time < start - 0.001:
                continue
            if time >= end - 0.001:
                finished.add(stream.index)
                if pictures.index in finished and time > end + 1:
                    return
                continue
            begun = begun or (stream is pictures and packet.is_keyframe)
            if stream is not pictures or begun:
                self._mux(output, packet, streams[stream.index], start)

    def _mux(self, output: Any, packet: Any, stream: Any, start: float) -> None:
        shift = round(start / packet.time_base)
        if packet.pts is not None:
            packet.pts -= shift
        if packet.dts is not None:
            packet.dts -= shift
        packet.stream = stream
        output.mux(packet)


def _time(packet: Any) -> float | None:
    """When a packet is shown, in seconds; AVI only knows when it is decoded."""
    ticks = packet.dts if packet.pts is None else packet.pts
    return None if ticks is None else float(ticks * packet.time_base)
