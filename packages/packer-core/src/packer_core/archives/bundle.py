"""A stored ZIP of several files, to be packed itself: what accompanies the works of a release.

Its size is known before a byte is written, and the same members make the same bytes.
"""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from packer_core.archives.copying import Copier, write_at
from packer_core.archives.dostime import dos_time
from packer_core.archives.zip.blocks import StoredEntry, end_record
from packer_core.errors import BadValue
from packer_core.values import Member

#: Bytes of a name that a record of a ZIP can count.
_NAME_LIMIT = 0xFFFF


def bundle_size(members: Sequence[Member]) -> int:
    """Bytes of the ZIP that :func:`write_bundle` makes of the members.

    Raises :class:`packer_core.errors.BadValue` for a name that no ZIP should hold.
    """
    placed = list(_lay_out(members, utc_offset=0))
    return _directory_start(placed) + len(_directory(placed))


def write_bundle(
    members: Sequence[Member],
    open_source: Callable[[int], int],
    target: int,
    utc_offset: int,
    advance: Callable[[int], None],
) -> None:
    """Write the members, in their order, as a ZIP.

    :param open_source: gives a descriptor of a member's source, open for reading at any offset.
    :param target: the descriptor of an empty file, open for writing at any offset.
    :param utc_offset: seconds east of UTC of the local times in the ZIP.
    :param advance: is told of bytes copied; raises to stop the work.

    Raises :class:`packer_core.errors.SourceChanged` for a source that is not as long as its member
    and :class:`packer_core.errors.BadValue` for a name that no ZIP should hold.
    """
    copier = Copier(_Opened(open_source, advance))
    written = []
    for each in _lay_out(members, utc_offset):
        # The header states the checksum, which is known only when the data are written.
        crc = copier.copy(each.member, 0, each.member.size, target, each.data_at)
        entry = evolve(each.entry, crc32=crc)
        write_at(target, entry.local(), each.at)
        written.append(evolve(each, entry=entry))
    write_at(target, _directory(written), _directory_start(written))


@frozen
class _Opened:
    """The two ways out of this module, as the copier takes them."""

    _source: Callable[[int], int]
    _advance: Callable[[int], None]

    def source(self, index: int) -> int:
        return self._source(index)

    def advance(self, count: int) -> None:
        self._advance(count)


@frozen
class _Placed:
    """A member, its entry, and where its local header begins."""

    member: Member
    entry: StoredEntry
    at: int

    @property
    def data_at(self) -> int:
        return self.at + len(self.entry.local())

    @property
    def end(self) -> int:
        return self.data_at + self.entry.size


def _lay_out(members: Sequence[Member], utc_offset: int) -> Iterator[_Placed]:
    """The members one after the other, their checksums still unknown."""
    at = 0
    for member in members:
        entry = StoredEntry(
            name=_name(member),
            size=member.size,
            crc32=0,
            time=dos_time(member.mtime_ns, utc_offset).packed,
        )
        placed = _Placed(member, entry, at)
        yield placed
        at = placed.end


def _name(member: Member) -> str:
    """The name as a ZIP writes it; refused where unpacking it could write anywhere else."""
    parts = member.name.split("/")
    try:
        length = len(member.name.encode("utf-8")) + 1
    except UnicodeEncodeError:
        length = _NAME_LIMIT + 1
    unsafe = {"", ".", ".."} & {*parts} or any(sign in member.name for sign in "\\\0")
    if unsafe or length > _NAME_LIMIT:
        raise BadValue(field="name", value=ascii(member.name), expected="member_name")
    return f"{member.name}/" if member.is_dir else member.name


def _directory_start(placed: Sequence[_Placed]) -> int:
    return placed[-1].end if placed else 0


def _directory(placed: Sequence[_Placed]) -> bytes:
    """The central directory and what ends the ZIP."""
    records = b"".join(each.entry.central(each.at) for each in placed)
    return records + end_record(len(placed), len(records), _directory_start(placed))
