"""A sample of any container by ffmpeg, where it is installed: packets are copied, not coded.

ffprobe finds the key frames, ffmpeg cuts, ffprobe measures what came of it.
"""

import math
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from packer_core.errors import Unreadable
from packer_core.files.removing import made_here
from packer_core.run import Run
from packer_plugins_tv.sample.interval import Point, Wanted
from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.programs import SAFELY, named, run_program

#: Seconds after the earliest start in which a key frame is looked for.
_AROUND = 60.0

#: Seconds by which a cut is moved so that the rounding of times does not lose a frame.
_HAIR = 0.001

#: Seconds by which the length of what was cut may miss the limits.
_TOLERANCE = 1.0

#: No times, names of programs or random numbers in the output: the same bytes each time.
_EXACT = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")


@frozen
class Span:
    """Seconds: where a file's times begin, and how long it is."""

    start: float
    length: float


def cut_by_ffmpeg(source: Path, target: Path, wanted: Wanted, run: Run) -> None:
    """Cut a sample of ``source`` to ``target``, which must not exist.

    :raises packer_core.errors.Unreadable: where ffmpeg cannot cut it.
    :raises packer_core.errors.BadConfiguration: where ffmpeg or ffprobe is not installed.
    """
    try:
        with made_here(target):
            _cut(source, target, wanted, run)
    except Malformed as error:
        raise Unreadable(path=str(source), reason=error.reason) from None


def _cut(source: Path, target: Path, wanted: Wanted, run: Run) -> None:
    span = measure(source, run)
    start, end = _choose(source, span, wanted, run)
    from_there = ("-ss", f"{max(0.0, start - _HAIR):.6f}", "-copypriorss", "0")
    command = (
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *SAFELY, *from_there[:2]),
        *("-i", named(source), "-t", f"{end - start - _HAIR:.6f}", *from_there[2:]),
        *("-map", "0:V:0", "-map", "0:a?", "-map", "0:s?", "-c", "copy", "-map_chapters", "-1"),
        *(*_EXACT, named(target)),
    )
    run_program(command, run)
    length = measure(target, run).length
    whole = span.length < wanted.least
    if not whole and not wanted.least - _TOLERANCE <= length <= wanted.most + _TOLERANCE:
        raise Malformed("cut-length")


def measure(path: Path, run: Run) -> Span:
    """How long a file is.

    :raises Malformed: where ffprobe cannot tell.
    """
    entries = ("-show_entries", "format=start_time,duration", "-of", "default=noprint_wrappers=1")
    said = run_program(("ffprobe", "-v", "error", *SAFELY, *entries, named(path)), run)
    fields = dict(line.partition("=")[::2] for line in said.decode("utf-8", "replace").split("\n"))
    length = _number(fields.get("duration", ""))
    if length is None or length <= 0:
        raise Malformed("cut-length")
    return Span(_number(fields.get("start_time", "")) or 0.0, length)


def _choose(source: Path, span: Span, wanted: Wanted, run: Run) -> tuple[float, float]:
    """Start and end of the sample, in seconds from the beginning of the work."""
    if wanted.fits_after_start(span.length):
        keys = _keys(source, span, wanted.start, run, wanted)
        key = next((key for key in keys if key.time >= wanted.start), None)
        if key is not None and span.length - key.time >= wanted.least:
            return key.time, _end(key, keys, span, wanted)
    keys = _keys(source, span, 0.0, run)
    key = wanted.start_around_middle(keys, span.length)
    if key is None:
        raise Malformed("cut-no-keyframe")
    return key.time, _end(key, keys, span, wanted)


def _end(key: Point, keys: list[Point], span: Span, wanted: Wanted) -> float:
    best = min(key.time + wanted.aim, span.length)
    end = wanted.end(key.time, [*keys, Point(best, key=False)])
    return best if end is None or end.time <= key.time else end.time


def _keys(
    source: Path, span: Span, start: float, run: Run, wanted: Wanted | None = None
) -> list[Point]:
    """The key frames from a place on; without ``wanted`` those of the whole work."""
    reach = "" if wanted is None else f"%+{wanted.most + _AROUND:.3f}"
    interval = ("-read_intervals", f"{span.start + start:.3f}{reach}") if reach else ()
    command = (
        *("ffprobe", "-v", "error", *SAFELY, "-select_streams", "V:0", *interval),
        *("-show_entries", "packet=pts_time,dts_time,flags", "-of", "csv=p=0", named(source)),
    )
    return sorted(_read_keys(run_program(command, run).decode("ascii", "replace"), span))


def _read_keys(said: str, span: Span) -> Iterator[Point]:
    for line in said.splitlines():
        shown, decoded, flags, *_ = [*line.split(","), "", "", ""]
        # AVI knows no time of showing.
        time = _number(shown)
        time = _number(decoded) if time is None else time
        if time is not None and flags.startswith("K"):
            yield Point(time - span.start)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
