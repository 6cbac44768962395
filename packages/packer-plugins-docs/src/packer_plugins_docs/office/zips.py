"""ZIP packages of office programs: their parts by name."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from packer_core.archives.zip.package import ZipPackage

#: Bytes of one part read into memory.
MAX_PART = 8 << 20


class OfficeZip(ZipPackage):
    """An open package. Part names count without regard to case (ECMA-376 part 2, 6.3.5).

    ``names`` are all files of it in lower case with their entries, in the order of the directory.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.names: dict[str, zipfile.ZipInfo] = {}
        for entry in self.entries:
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            self.names.setdefault(name, entry)

    def read(self, name: str, limit: int = MAX_PART) -> bytes:
        """The contents of a part of at most ``limit`` bytes, empty when there is none."""
        entry = self._part(name)
        return b"" if entry is None else self.read_entry(entry, limit)

    def begin(self, name: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a part, or all where it has fewer."""
        return b"".join(self.stream(name, limit))

    def stream(self, name: str, limit: int) -> Iterator[bytes]:
        """The first ``limit`` bytes of a part, piece by piece; nothing when there is none."""
        entry = self._part(name)
        return iter(()) if entry is None else self.stream_entry(entry, limit)

    def _part(self, name: str) -> zipfile.ZipInfo | None:
        return self.names.get(name.lower().lstrip("/"))
