"""Running ffmpeg and ffprobe: no shell, no terminal, a limit on time and on what they say."""

import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from select import select

from packer_core.errors import BadConfiguration
from packer_core.run import Run
from packer_plugins_tv.sample.work import Malformed

#: Seconds that a program may take, and bytes that it may print.
PATIENCE = 300.0
MOST_OUTPUT = 16 << 20

#: Seconds between two looks at whether the work shall stop.
_GLANCE = 0.05
_CHUNK = 1 << 16

#: What ffmpeg may take a file for: containers of video, never a list that leads to other files.
_FORMATS = "mov,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,matroska,rm,dv,gxf,mxf,nut,ivf,h264,hevc,obu"

#: Said before a source is named.
SAFELY = ("-protocol_whitelist", "file", "-format_whitelist", _FORMATS)


def named(path: Path) -> str:
    """A path that ffmpeg takes neither for an option nor for an address."""
    return f"file:{path.absolute()}"


def run_program(command: Sequence[str], run: Run, seconds: float = PATIENCE) -> bytes:
    """What a program prints.

    :raises Malformed: where it fails, says too much or takes too long.
    :raises packer_core.errors.BadConfiguration: where it is not installed.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
    except FileNotFoundError:
        raise BadConfiguration(where=command[0], reason="cut-no-program") from None
    try:
        output = b"".join(_read(process, run, time.monotonic() + seconds))
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Malformed("cut-too-costly") from None
    finally:
        process.kill()
        if process.stdout:
            process.stdout.close()
        process.wait()
    if code != 0:
        raise Malformed("cut-program-failed")
    return output


def _read(process: "subprocess.Popen[bytes]", run: Run, until: float) -> Iterable[bytes]:
    size, pipe = 0, process.stdout
    while pipe is not None:
        run.checkpoint()
        if time.monotonic() > until or size > MOST_OUTPUT:
            raise Malformed("cut-too-costly")
        if not select([pipe], [], [], _GLANCE)[0]:
            continue
        chunk = pipe.read(_CHUNK)
        if not chunk:
            return
        size += len(chunk)
        yield chunk
