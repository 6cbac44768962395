"""Films made on the spot, and programs of others that say what is in a film.

The pictures are tiny and the sound thin: what matters is how the containers are built.
"""

import json
import os
import shutil
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from packer_plugins_tv.sample.limits import Work
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.blocks import walk_blocks
from packer_plugins_tv.sample.matroska.ebml import Bytes, children, element, uint, vint
from packer_plugins_tv.sample.matroska.film import read_film
from tests.support.needs import need
from tests.support.readers import REMEDY, run

#: Seconds of a film; of one as long as an episode's sample takes; pictures a second.
SECONDS = 30
LONG_SECONDS = 200
RATE = 10

#: What a picture of less than 65,536 bytes begins with: its length (ISO/IEC 14496-15).
_PREFIX = b"\0\0"

_LINE = "{number}\n00:{begin} --> 00:{end}\nLine {number}\n\n"


def need_programs(*programs: str) -> None:
    for program in programs:
        need(program, shutil.which(program), REMEDY)


def ffmpeg(*arguments: str | Path) -> None:
    run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments])


def mkvmerge(source: Path, path: Path, *options: str) -> None:
    run(["mkvmerge", "--quiet", "--engage", "no_variable_data", "-o", path, *options, source])


def picture(seconds: float = SECONDS) -> tuple[str, ...]:
    """Arguments of ffmpeg: a moving picture as an input."""
    return ("-f", "lavfi", "-i", f"testsrc2=s=64x36:r={RATE}:d={seconds:g}")


def tone(seconds: float = SECONDS, pitch: int = 440) -> tuple[str, ...]:
    """Arguments of ffmpeg: a tone as an input."""
    return ("-f", "lavfi", "-i", f"sine=f={pitch}:r=48000:d={seconds:g}")


def h264(gop: int, more: str = "") -> tuple[str, ...]:
    """Arguments of ffmpeg: small H.264 with B-frames and a key frame every ``gop`` frames."""
    params = f"scenecut=0:keyint={gop}:min-keyint={gop}:threads=1{more}"
    return ("-c:v", "libx264", "-preset", "superfast", "-bf", "3", "-x264-params", params)


@dataclass(frozen=True)
class Films:
    """Makes each film once; ``films("no-cues.mkv")`` is made by the method of that name."""

    folder: Path

    def __call__(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            make = getattr(self, "_" + name.partition(".")[0].replace("-", "_"))
            make(path)
        return path

    def _plain(self, path: Path) -> None:
        """Two tracks of sound, two of subtitles, tags, a title."""
        lines = self.folder / "lines.srt"
        lines.write_text(_subtitles())
        ffmpeg(
            *(*picture(), *tone(), *tone(pitch=330), "-i", lines, "-i", lines),
            *("-map", "0", "-map", "1", "-map", "2", "-map", "3", "-map", "4", *h264(20)),
            *("-c:a:0", "ac3", "-c:a:1", "libopus", "-b:a", "32k", "-c:s:0", "srt"),
            *("-c:s:1", "ass", "-metadata:s:a:0", "language=eng"),
            *("-metadata:s:a:1", "language=fre", "-metadata:s:s:0", "language=eng"),
            *("-metadata:s:s:1", "language=ger", "-disposition:a:0", "default"),
            *("-disposition:s:0", "forced", "-metadata", "title=The Film", path),
        )

    def _long(self, path: Path) -> None:
        """Long enough for a sample as it is demanded."""
        ffmpeg(*picture(LONG_SECONDS), *tone(LONG_SECONDS), *h264(60), "-c:a", "ac3", path)

    def _few_keys(self, path: Path) -> None:
        """One key frame, at the very beginning."""
        ffmpeg(*picture(), *h264(100_000), path)

    def _open_gop(self, path: Path) -> None:
        """Key frames from which the picture only recovers, and pictures that lead them."""
        ffmpeg(*picture(), *h264(20, ":open-gop=1"), path)

    def _short(self, path: Path) -> None:
        ffmpeg(*picture(14), *tone(14), *h264(20), "-c:a", "aac", "-b:a", "32k", path)

    def _tiny(self, path: Path) -> None:
        ffmpeg(*picture(4), *tone(4), *h264(20), "-c:a", "aac", "-b:a", "32k", path)

    def _vp9(self, path: Path) -> None:
        codecs = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "20")
        ffmpeg(*picture(), *tone(), *codecs, "-c:a", "libvorbis", "-q:a", "0", path)

    def _live(self, path: Path) -> None:
        """Neither sizes nor an index: what a live stream leaves behind."""
        self._pipe(self("vp9.webm"), path, "-f", "webm", "-live", "1")

    def _piped(self, path: Path) -> None:
        """A file that was never finished: no length, no index."""
        self._pipe(self("plain.mkv"), path, "-map", "0", "-f", "matroska")

    def _pipe(self, source: Path, path: Path, *options: str) -> None:
        command = ["ffmpeg", "-v", "error", "-i", str(source), "-c", "copy", *options, "pipe:1"]
        with path.open("wb") as file:
            subprocess.run(command, stdout=file, check=True)

    def _mkvmerge(self, path: Path) -> None:
        mkvmerge(self("plain.mkv"), path)

    def _no_cues(self, path: Path) -> None:
        mkvmerge(self("plain.mkv"), path, "--no-cues", "--engage", "no_meta_seek")

    def _groups(self, path: Path) -> None:
        """Groups instead of simple blocks, the other lacing, a second head at the end."""
        hacks = ("no_simpleblocks", "lacing_ebml", "write_headers_twice")
        engaged = [word for hack in hacks for word in ("--engage", hack)]
        mkvmerge(self("plain.mkv"), path, *engaged, "--enable-durations")

    def _stripped(self, path: Path) -> None:
        """The first bytes of each picture are in the head of its track, not in the frames."""
        path.write_bytes(_strip(self("plain.mkv")))

    def _nanoseconds(self, path: Path) -> None:
        mkvmerge(
            self("plain.mkv"), path, "--timestamp-scale", "100000", "--cluster-length", "500ms"
        )

    def _late(self, path: Path) -> None:
        """Times begin at half an hour."""
        ffmpeg(
            "-i", self("plain.mkv"), "-map", "0", "-c", "copy", "-output_ts_offset", "1800", path
        )

    def _other(self, path: Path) -> None:
        """Another container than Matroska, by the extension of ``path``."""
        coded = ("-c:v", "mpeg4", "-g", "20") if path.suffix == ".avi" else h264(20)
        sound = (*tone(), *tone(pitch=330), "-map", "0", "-map", "1", "-map", "2", "-c:a", "mp2")
        languages = ("-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=fre")
        ffmpeg(*picture(), *sound, *coded, "-b:a", "64k", *languages, path)


def _strip(source: Path) -> bytes:
    """A film like another one, but its pictures lack the bytes that all begin with."""
    descriptor = os.open(source, os.O_RDONLY)
    film = read_film(Bytes(descriptor, source.stat().st_size, Work(lambda: None)))
    compression = uint(ids.CONTENT_ALGORITHM, 3) + element(ids.CONTENT_SETTINGS, _PREFIX)
    encoding = element(ids.CONTENT_ENCODING, element(ids.CONTENT_COMPRESSION, compression))
    entries = [
        it for id_, it in children(film.tracks_data, film.file.work) if id_ == ids.TRACK_ENTRY
    ]
    entries[0] += element(ids.CONTENT_ENCODINGS, encoding)
    head = b"".join(element(ids.TRACK_ENTRY, entry) for entry in entries)
    body = element(ids.INFO, uint(ids.TIMESTAMP_SCALE, film.scale)) + element(ids.TRACKS, head)
    for block in walk_blocks(film, film.first):
        frame = os.pread(descriptor, block.end - block.body, block.body)
        if block.track == film.video.number:
            assert frame.startswith(_PREFIX)
            frame = frame[len(_PREFIX) :]
        data = vint(block.track) + struct.pack(">hB", 0, block.flags) + frame
        if block.duration is None:
            written = element(ids.SIMPLE_BLOCK, data)
        else:
            lasting = uint(ids.BLOCK_DURATION, block.duration)
            written = element(ids.BLOCK_GROUP, element(ids.BLOCK, data) + lasting)
        body += element(ids.CLUSTER, uint(ids.TIMESTAMP, block.time) + written)
    os.close(descriptor)
    kind = element(ids.DOC_TYPE, b"matroska") + uint(ids.DOC_TYPE_VERSION, 4)
    return element(ids.EBML, kind) + element(ids.SEGMENT, body)


def _subtitles() -> str:
    """A line every four seconds, on the screen for five and a half."""
    times = range(0, SECONDS - 6, 4)
    return "".join(
        _LINE.format(number=number, begin=f"{at // 60:02}:{at % 60:02},000", end=_clock(at + 5))
        for number, at in enumerate(times, 1)
    )


def _clock(at: int) -> str:
    return f"{at // 60:02}:{at % 60:02},500"


@cache
def probe(path: Path, *entries: str) -> Any:
    """What ffprobe says of a file, as JSON; asked once, so the file must not change."""
    shown = ("-show_format", "-show_streams", *entries)
    return json.loads(run(["ffprobe", "-v", "error", "-of", "json", *shown, path]))


def length(path: Path) -> float:
    """Seconds, as ffprobe counts them."""
    return float(probe(path)["format"]["duration"])


@dataclass(frozen=True)
class Packet:
    """A frame: its time in seconds, whether it is a key frame, a checksum of its bytes."""

    time: float
    key: bool
    hash: str


@cache
def packets(path: Path) -> dict[int, list[Packet]]:
    """The frames of each stream, in the order in which they are stored."""
    said = probe(path, "-show_packets", "-show_data_hash", "md5")
    found: dict[int, list[Packet]] = {each["index"]: [] for each in said["streams"]}
    for each in said["packets"]:
        time = float(each.get("pts_time", each.get("dts_time", "nan")))
        packet = Packet(time, each["flags"].startswith("K"), each["data_hash"])
        found[each["stream_index"]].append(packet)
    return found


def place_in(part: Sequence[Packet], whole: Sequence[Packet]) -> int:
    """Where the frames of a sample are in the work; AssertionError if they are not all there."""
    hashes, wanted = [each.hash for each in whole], [each.hash for each in part]
    for at in range(len(hashes) - len(wanted) + 1):
        if hashes[at : at + len(wanted)] == wanted:
            return at
    raise AssertionError("the frames are not those of the work")


def play(path: Path) -> str:
    """What ffmpeg complains of while it decodes all of a file."""
    mapped = ("-map", "0:v", "-map", "0:a?", "-f", "null", "-")
    return run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, *mapped])


def structure(path: Path) -> str:
    """What mkvinfo says of a file; AssertionError if it or mkvmerge finds a fault."""
    described = json.loads(run(["mkvmerge", "-J", path]))
    assert (described["errors"], described["warnings"]) == ([], [])
    said = run(["mkvinfo", "--all", path])
    assert "(Unknown element" not in said
    assert "rror" not in said
    return said
