"""Builds the works in `examples/`: tools/make_examples.py [--check | --video].

The books are made from the folders beside them, the document by tools/example_document.py. The
same source always gives the same bytes: fixed times, a fixed order, nothing compressed (the
output of a compressor differs between its versions). With `--check` nothing is written, and the
exit code is 1 if a work is not what its source gives.

The video, made by tools/example_video.py, is another matter: its bytes depend on the version of
ffmpeg. Only `--video` makes it anew, and it makes nothing else.
"""

import io
import sys
import zipfile
from pathlib import Path

# Run as a script, the folder above is not where Python looks.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools import example_document, example_video

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BOOKS = ("the-tide-tables",)
TIME = (2024, 3, 20, 0, 0, 0)


def main(arguments: list[str]) -> int:
    if "--video" in arguments:
        example_video.build(EXAMPLES / example_video.NAME)
        return 0
    stale = 0
    for work, data in works().items():
        if work.is_file() and work.read_bytes() == data:
            continue
        stale += 1
        if "--check" in arguments:
            print(f"{work} is not what its source gives", file=sys.stderr)
        else:
            work.write_bytes(data)
    return 1 if stale and "--check" in arguments else 0


def works() -> dict[Path, bytes]:
    """Every example and its bytes."""
    made = {EXAMPLES / f"{name}.epub": build(EXAMPLES / name) for name in BOOKS}
    return {**made, EXAMPLES / example_document.NAME: example_document.build()}


def build(folder: Path) -> bytes:
    """The EPUB of a folder: `mimetype` comes first, as OCF 3.3 section 4.3 asks."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    files.sort(key=lambda path: (path.name != "mimetype", path.relative_to(folder).as_posix()))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return book.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
