"""ZIP files of books: entries are found however a careless program wrote their names."""

import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote

from packer_core.archives.zip.package import ZipPackage

#: Bytes of one entry read into memory.
MAX_ENTRY = 4 << 20


class BookZip(ZipPackage):
    """An open ZIP file of a book."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._folded: dict[str, zipfile.ZipInfo] | None = None

    def find(self, name: str, base: str = "") -> zipfile.ZipInfo | None:
        """The entry of a name or of a reference relative to the folder ``base``.

        Tried in this order: as written, percent-decoded, with ``\\`` as ``/`` and ``.`` and ``..``
        resolved, and at last without regard to case.
        """
        name = name.partition("#")[0].strip().replace("\\", "/")
        if not name:
            return None
        joined = posixpath.join(base, name) if base else name
        plain = unquote(joined) if "%" in joined else joined
        for candidate in dict.fromkeys((joined, plain)):
            entry = self.entry_called(_resolved(candidate))
            if entry is not None:
                return entry
        return self._all_folded().get(_resolved(plain).casefold())

    def read(self, entry: zipfile.ZipInfo, limit: int = MAX_ENTRY) -> bytes:
        """The contents of an entry of at most ``limit`` bytes."""
        return self.read_entry(entry, limit)

    def read_named(self, name: str, limit: int = MAX_ENTRY) -> bytes | None:
        """The contents of the entry of a name, ``None`` when there is none."""
        entry = self.find(name)
        return None if entry is None else self.read(entry, limit)

    def _all_folded(self) -> dict[str, zipfile.ZipInfo]:
        if self._folded is None:
            self._folded = {}
            for entry in self.entries:
                name = _resolved(entry.filename.replace("\\", "/")).casefold()
                self._folded.setdefault(name, entry)
        return self._folded


def _resolved(name: str) -> str:
    """A path without ``.``, ``..`` and a leading ``/``."""
    if "./" in name or "//" in name or name.endswith("."):
        name = posixpath.normpath(name)
    return name.lstrip("/")
