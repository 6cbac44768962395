"""A contact sheet: pictures of a work side by side, to look at. It is never part of a release."""

from pathlib import Path

from packer_core.errors import Unreadable
from packer_core.files.removing import made_here
from packer_core.run import Run
from packer_plugins_tv.sample.ffmpeg import measure
from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.programs import SAFELY, named, run_program

#: Pixels of the width of one picture, and how many there are at most in a row.
WIDTH = 320
MOST = 10


def contact_sheet(source: Path, target: Path, run: Run, columns: int = 4, rows: int = 4) -> None:
    """Write a PNG or JPEG, by the name of ``target``, of pictures evenly spread over a work.

    ``target`` must not exist; ``columns`` and ``rows`` are 1 to :data:`MOST`.

    :raises packer_core.errors.Unreadable: where ffmpeg cannot read the source.
    :raises packer_core.errors.BadConfiguration: where ffmpeg is not installed.
    """
    columns, rows = min(max(1, columns), MOST), min(max(1, rows), MOST)
    try:
        with made_here(target):
            _draw(source, target, run, columns, rows)
            if not target.stat().st_size:
                raise Malformed("cut-program-failed")
    except Malformed as error:
        raise Unreadable(path=str(source), reason=error.reason) from None


def _draw(source: Path, target: Path, run: Run, columns: int, rows: int) -> None:
    count, length = columns * rows, measure(source, run).length
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y"]
    # Seeking to each picture is far faster than decoding all between them.
    for index in range(count):
        time = length * (index + 0.5) / count
        command += [*SAFELY, "-ss", f"{time:.3f}", "-t", "5", "-i", named(source)]
    pictures = "".join(
        f"[{index}:V:0]trim=end_frame=1,scale={WIDTH}:-2,setsar=1,format=yuvj420p[p{index}];"
        for index in range(count)
    )
    inputs = "".join(f"[p{index}]" for index in range(count))
    sheet = f"{pictures}{inputs}concat=n={count}:v=1:a=0,tile={columns}x{rows}[sheet]"
    command += ["-filter_complex", sheet, "-map", "[sheet]", "-frames:v", "1", "-q:v", "3"]
    run_program([*command, "-fflags", "+bitexact", "-flags:v", "+bitexact", named(target)], run)
