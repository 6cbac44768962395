"""Where every byte of a set of RAR volumes will lie: arithmetic, before anything is written."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from packer_core.archives.dostime import dos_time
from packer_core.archives.rar4.blocks import (
    END_SIZE,
    PLAIN_END_SIZE,
    START_SIZE,
    FileHeader,
    dictionary_flags,
    file_flags,
)
from packer_core.archives.rar4.names import encode_name
from packer_core.errors import BadValue, HeaderAcrossVolumes, VolumesOverflow
from packer_core.values import Member

#: Readers keep names in buffers of this order; WinRAR itself writes no longer ones.
_NAME_LIMIT = 1024


@frozen(kw_only=True)
class Part:
    """A run of a member's bytes in one volume; the header lies right before ``at``.

    ``at`` is the offset in the volume, ``offset`` that in the member.
    """

    header: FileHeader
    at: int
    offset: int
    size: int

    @property
    def begins(self) -> bool:
        """Whether the member begins here."""
        return self.offset == 0

    @property
    def ends(self) -> bool:
        """Whether the member ends here."""
        return self.offset + self.size == self.header.member.size


@frozen(kw_only=True)
class Volume:
    """One volume: its number from 0, its size, and what it holds."""

    number: int
    size: int
    parts: tuple[Part, ...]
    last: bool


@frozen(kw_only=True)
class Layout:
    """A whole set; without ``split`` it is one archive that calls itself no volume."""

    volumes: tuple[Volume, ...]
    split: bool
    headers: tuple[FileHeader, ...] = field(repr=False)


def lay_out(
    members: Sequence[Member], volume_size: int | None, limit: int, utc_offset: int
) -> Layout:
    """Lay members out over volumes of exactly ``volume_size`` bytes, the last one excepted.

    The order is the one given, but for members that have to wait lest a header cross a volume.
    ``None`` makes one archive of any size.

    Raises :class:`packer_core.errors.VolumesOverflow` over ``limit`` volumes,
    :class:`packer_core.errors.HeaderAcrossVolumes` where no order helps, and
    :class:`packer_core.errors.BadValue` for a name or a size that the format cannot hold.
    """
    headers = _headers(members, utc_offset)
    if volume_size is None:
        return Layout(volumes=(_single(headers),), split=False, headers=headers)
    smallest = START_SIZE + END_SIZE + 1 + max(header.size for header in headers)
    if volume_size < smallest:
        raise BadValue(field="volume_size", value=volume_size, expected=f">= {smallest}")
    volumes = _in_some_order(headers, volume_size, limit)
    if volumes is None:
        raise VolumesOverflow(
            count=_estimate(headers, volume_size), limit=limit, fitting=_fitting(headers, limit)
        )
    return Layout(volumes=volumes, split=True, headers=headers)


def _headers(members: Sequence[Member], utc_offset: int) -> tuple[FileHeader, ...]:
    if not members:
        raise BadValue(field="members", value="", expected=">= 1")
    dictionary = dictionary_flags(max(member.size for member in members))
    seen: set[str] = set()
    for member in members:
        if member.name.lower() in seen:
            raise BadValue(field="member", value=member.name, expected="unique")
        seen.add(member.name.lower())
    return tuple(_header(member, utc_offset, dictionary) for member in members)


def _header(member: Member, utc_offset: int, dictionary: int) -> FileHeader:
    steps = member.name.split("/")
    if not {"", ".", ".."}.isdisjoint(steps) or "\\" in member.name or "\0" in member.name:
        raise BadValue(field="member", value=member.name, expected="a/b/name")
    try:
        name, unicode_form = encode_name(member.name)
    except UnicodeEncodeError:
        raise BadValue(field="member", value=ascii(member.name), expected="Unicode") from None
    if len(name) > _NAME_LIMIT:
        raise BadValue(field="member", value=member.name, expected=f"<= {_NAME_LIMIT}")
    if member.size and (member.is_dir or member.source is None):
        raise BadValue(field="member", value=member.name, expected="a source")
    time = dos_time(member.mtime_ns, utc_offset)
    flags = file_flags(member, time, unicode_form, dictionary)
    return FileHeader(member=member, name=name, time=time, flags=flags)


def _single(headers: Iterable[FileHeader]) -> Volume:
    parts, at = [], START_SIZE
    for header in headers:
        at += header.size
        parts.append(Part(header=header, at=at, offset=0, size=header.member.size))
        at += header.member.size
    return Volume(number=0, size=at + PLAIN_END_SIZE, parts=tuple(parts), last=True)


def _in_some_order(
    headers: Sequence[FileHeader], size: int, limit: int
) -> tuple[Volume, ...] | None:
    """The volumes, ``None`` where there would be too many.

    From another beginning, small members first, members may fit that otherwise do not.
    """
    small_first = sorted(headers, key=lambda header: header.member.size)
    try:
        return _fill(_fitting_order(headers, size), size, limit)
    except HeaderAcrossVolumes as error:
        try:
            return _fill(_fitting_order(small_first, size), size, limit)
        except HeaderAcrossVolumes:
            raise error from None


def _fitting_order(headers: Sequence[FileHeader], size: int) -> Iterator[FileHeader]:
    """The order given, but for members after which no header would fit into the volume.

    Such a one waits until its end falls elsewhere. So does one that ends where a volume does, if
    possible: libarchive looks into the next volume only for a member that goes on there.
    """
    capacity = size - START_SIZE - END_SIZE
    widest = max(header.size for header in headers)
    waiting, room = list(headers), capacity
    while waiting:
        chosen = _first(waiting, room, capacity, range(widest + 1, capacity + 1))
        if chosen is None:
            chosen = _first(waiting, room, capacity, range(1)) or 0
        header = waiting.pop(chosen)
        room = _room_after(header, room, capacity)
        yield header


def _first(waiting: Sequence[FileHeader], room: int, capacity: int, wanted: range) -> int | None:
    """The first of the members that leaves a volume with one of the amounts of room wanted."""
    for index, header in enumerate(waiting):
        if _room_after(header, room, capacity) in wanted:
            return index
    return None


def _room_after(header: FileHeader, room: int, capacity: int) -> int:
    """What a member leaves of the volume that it ends in, if it begins with so much room."""
    room = room or capacity
    rest = header.member.size - (room - header.size)
    if rest <= 0:
        return -rest
    in_last = rest % (capacity - header.size)
    return capacity - header.size - in_last if in_last else 0


class _Filling:
    """The volumes so far, and the one being filled."""

    def __init__(self, volume_size: int) -> None:
        self.volume_size = volume_size
        self.volumes: list[Volume] = []
        self._begin()

    def _begin(self) -> None:
        self.parts: list[Part] = []
        self.at = START_SIZE

    @property
    def room(self) -> int:
        return self.volume_size - END_SIZE - self.at

    def put(self, header: FileHeader, offset: int) -> int:
        """Add the next part of a member, as long as the room allows; its size."""
        self.at += header.size
        size = min(header.member.size - offset, self.room)
        self.parts.append(Part(header=header, at=self.at, offset=offset, size=size))
        self.at += size
        return size

    def turn(self, last: bool = False) -> None:
        """Close the volume."""
        self.volumes.append(
            Volume(
                number=len(self.volumes),
                size=self.at + END_SIZE,
                parts=tuple(self.parts),
                last=last,
            )
        )
        self._begin()


def _fill(headers: Iterable[FileHeader], size: int, limit: int) -> tuple[Volume, ...] | None:
    filling = _Filling(size)
    for header in headers:
        offset, begun = 0, False
        while not begun or offset < header.member.size:
            if filling.room == 0:
                filling.turn()
            if len(filling.volumes) >= limit:
                return None
            # A part of nothing would be no part: at least one byte goes with a header.
            if filling.room < header.size + (offset < header.member.size):
                volume = len(filling.volumes) + 1
                raise HeaderAcrossVolumes(member=header.member.name, volume=volume)
            offset += filling.put(header, offset)
            begun = True
    filling.turn(last=True)
    return tuple(filling.volumes)


def _estimate(headers: Sequence[FileHeader], size: int) -> int:
    """How many volumes there would be: exact for one member."""
    longest = max(header.size for header in headers)
    others = sum(header.size for header in headers) - longest
    payload = sum(header.member.size for header in headers) + others
    return -(-payload // (size - START_SIZE - END_SIZE - longest))


def _fitting(headers: Sequence[FileHeader], limit: int) -> int:
    """The smallest volume size, in bytes, that keeps the set within ``limit`` volumes."""
    frame = START_SIZE + END_SIZE
    low = frame + 1 + max(header.size for header in headers)
    high = frame + sum(header.size + header.member.size for header in headers)
    while low < high:
        middle = (low + high) // 2
        if _fits(headers, middle, limit):
            high = middle
        else:
            low = middle + 1
    return low


def _fits(headers: Sequence[FileHeader], size: int, limit: int) -> bool:
    try:
        return _in_some_order(headers, size, limit) is not None
    except HeaderAcrossVolumes:
        # Such a size is refused for another reason; its neighbours are not.
        return True
