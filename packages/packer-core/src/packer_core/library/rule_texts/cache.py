"""Answers kept on the disk, each in one file: a line of JSON about it, then its bytes."""

import contextlib
import hashlib
import json
from pathlib import Path

from attrs import asdict, frozen

from packer_core.files.removing import remove_as_read
from packer_core.files.replacing import write_whole
from packer_core.files.system_errors import system_faults

_SCHEMA = 1

#: Bytes of the line about a copy, and of the copy itself.
_LONGEST_LINE = 16_384
_LARGEST = 16_000_000

#: The first second after the year 9999.
_END_OF_TIME = 253_402_300_800


@frozen(kw_only=True)
class Copy:
    """A kept answer; ``checked`` is when the site last confirmed it, in seconds since the epoch."""

    url: str
    body: bytes
    checked: int
    content_type: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def sha256(self) -> str:
        """The sum of the bytes, in hex."""
        return hashlib.sha256(self.body).hexdigest()


class Cache:
    """The copies in a folder, by address. Names come from sums: no address becomes a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Copy | None:
        """The copy of an address, ``None`` where there is none or it is damaged."""
        try:
            with self._place(url).open("rb") as file:
                line, body = file.readline(_LONGEST_LINE), file.read(_LARGEST + 1)
            told = json.loads(line)
            schema, sha256 = told.pop("schema"), told.pop("sha256")
            copy = Copy(**told, body=body)
            whole = copy.sha256 == sha256 and 0 <= copy.checked < _END_OF_TIME
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return copy if whole and (schema, copy.url) == (_SCHEMA, url) else None

    def has(self, url: str) -> bool:
        """Whether there is a copy of an address."""
        return self._place(url).is_file()

    def keep(self, copy: Copy) -> None:
        """Write a copy in one step: a reader sees the old one or the new one.

        Raises :class:`packer_core.errors.NotAllowed` where the folder cannot be written.
        """
        about = asdict(copy, filter=lambda attribute, _: attribute.name != "body")
        line = json.dumps({"schema": _SCHEMA, "sha256": copy.sha256, **about})
        place = self._place(copy.url)
        with system_faults(self._folder):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, line.encode("ascii") + b"\n" + copy.body, mode=0o600, sync=False)

    def forget(self, url: str) -> None:
        """Remove the copy of an address."""
        place = self._place(url)
        with contextlib.suppress(OSError):
            remove_as_read(place, place.read_bytes())

    def _place(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.copy"
