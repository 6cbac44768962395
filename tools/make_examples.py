"""Builds the books in `examples/` from the folders beside them: tools/make_examples.py [--check].

The same folder always gives the same bytes: fixed times, a fixed order, nothing compressed (the
output of a compressor differs between its versions). With `--check` nothing is written, and the
exit code is 1 if a book is not what its folder gives.
"""

import io
import sys
import zipfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BOOKS = ("the-tide-tables",)
TIME = (2024, 3, 20, 0, 0, 0)


def main(arguments: list[str]) -> int:
    stale = 0
    for name in BOOKS:
        book = EXAMPLES / f"{name}.epub"
        data = build(EXAMPLES / name)
        if book.is_file() and book.read_bytes() == data:
            continue
        stale += 1
        if "--check" in arguments:
            print(f"{book} is not what {EXAMPLES / name} gives", file=sys.stderr)
        else:
            book.write_bytes(data)
    return 1 if stale and "--check" in arguments else 0


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
