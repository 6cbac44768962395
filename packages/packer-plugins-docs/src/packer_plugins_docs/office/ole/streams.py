"""A compound file ([MS-CFB]) with bounds: its streams and storages by their names."""

import contextlib
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packer_core.errors import Unreadable
from packer_plugins_docs.office.ole.property_sets import LARGEST, Value, read_set

#: What olefile raises over broken files, its own errors being children of ``OSError``.
BROKEN = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)

#: Entries looked at, and the largest file whose tables are read: 2 GiB is the format's limit
#: for sectors of 512 bytes.
_MOST, _LARGEST = 4096, 2 << 30


class OleStreams:
    """The streams of an open compound file. Names are in lower case, joined by ``/``."""

    def __init__(self, file: Any) -> None:
        self._file = file
        every = [tuple(each) for each in file.listdir(streams=True, storages=True)][:_MOST]
        names = {"/".join(each).lower(): each for each in every}
        self._paths = {name: "/".join(each) for name, each in names.items()}
        kinds = {name: file.get_type(path) for name, path in self._paths.items()}
        self.streams = tuple(name for name, kind in kinds.items() if kind == 2)
        self.storages = tuple(name for name, kind in kinds.items() if kind == 1)

    def has(self, name: str) -> bool:
        """Whether there is a stream or a storage of this name."""
        return name in self._paths

    def begin(self, name: str, count: int) -> bytes:
        """The first ``count`` bytes of a stream at most; nothing where there is none."""
        return self.read(name, 0, count)

    def read(self, name: str, start: int, count: int) -> bytes:
        """Bytes of a stream; nothing where it is missing or broken."""
        if name not in self.streams or start < 0 or count <= 0:
            return b""
        try:
            with self._file.openstream(self._paths[name]) as stream:
                stream.seek(start)
                return bytes(stream.read(count))
        except BROKEN:
            return b""

    def properties(self, name: str) -> Mapping[int, Value]:
        """The properties of a set by their ids; none where it is missing or broken."""
        # olefile's own reader believes the counts of a file, for hours, and catches Ctrl-C.
        return read_set(self.read(name, 0, LARGEST))


@contextlib.contextmanager
def open_ole(path: Path) -> Iterator[OleStreams]:
    """An open compound file; raises :class:`packer_core.errors.Unreadable`."""
    import olefile

    if path.stat().st_size > _LARGEST:
        raise Unreadable(path=str(path), reason="too-large")
    with path.open("rb") as raw:
        try:
            file = olefile.OleFileIO(raw)
        except BROKEN as error:
            raise Unreadable(path=str(path), reason="office-broken") from error
        try:
            streams = OleStreams(file)
        except BROKEN as error:
            raise Unreadable(path=str(path), reason="office-broken") from error
        yield streams
