"""Running ffmpeg and ffprobe: no shell, no terminal, a limit on time and on what they say."""

from collections.abc import Sequence
from pathlib import Path

from packer_core.children import Limits, find_program, running
from packer_core.errors import BadConfiguration
from packer_core.run import Run
from packer_plugins_tv.sample.limits import Malformed

#: Seconds that a program may take, and bytes that it may print and write.
PATIENCE = 300.0
MOST_OUTPUT, MOST_WRITTEN = 16 << 20, 2 << 30

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
    program = find_program(command[0])
    if program is None:
        raise BadConfiguration(where=command[0], reason="cut-no-program")
    limits = Limits(seconds=seconds, silence=seconds, written=MOST_WRITTEN, said=MOST_OUTPUT)
    with running([program, *command[1:]], limits, run.checkpoint) as child:
        output = b"".join(child.chunks())
        code = child.code()
        if child.overran:
            raise Malformed("cut-too-costly")
    if code != 0:
        raise Malformed("cut-program-failed")
    return output
