"""Follows members through the volumes of a set, and compares them with what is stated of them."""

from collections.abc import Collection, Sequence

from packer_core.archives.crc import combine
from packer_core.archives.damage import Faults, Place, hex_crc
from packer_core.archives.rar_read.scanned import ScannedPart, ScannedVolume
from packer_core.values import MemberFacts


def chain_members(
    volumes: Sequence[ScannedVolume], after_gap: Collection[str], faults: Faults
) -> tuple[MemberFacts, ...]:
    """The members of a set whose volumes are in order.

    ``after_gap`` are the paths of volumes whose predecessor is missing: what they go on with has
    no beginning, which is no fault of theirs.
    """
    chain = _Chain()
    for volume in volumes:
        place = faults.at(volume.path)
        if volume.path in after_gap:
            chain.lose()
        for index, part in enumerate(volume.parts):
            chain.add(part, place, first=index == 0)
        if volume.broken:
            chain.lose()
    return tuple(chain.members)


class _Chain:
    """The members so far, and the one that goes on in the next volume."""

    def __init__(self) -> None:
        self.members: list[MemberFacts] = []
        self._open: list[ScannedPart] = []
        self._lost = False

    def lose(self) -> None:
        """What lies between is unknown: the member at hand cannot be followed any more."""
        if self._open:
            self._finish(None)
        self._lost = True

    def add(self, part: ScannedPart, place: Place, *, first: bool) -> None:
        """The next part of the set; ``first`` of its volume."""
        if part.before:
            self._go_on(part, place, first=first)
        else:
            self._begin(part, place)
        if self._open and not part.after:
            self._finish(place)

    def _begin(self, part: ScannedPart, place: Place) -> None:
        if self._open:
            place.fault("rar.chain", part.offset, expected=self._open[-1].name, found=part.name)
            self._finish(None)
        self._open = [part]
        self._lost = False

    def _go_on(self, part: ScannedPart, place: Place, *, first: bool) -> None:
        if self._open and first and _alike(self._open[-1], part):
            self._open.append(part)
            return
        if not (self._lost and first):
            expected = self._open[-1].name if self._open else ""
            place.fault("rar.chain", part.offset, expected=expected, found=part.name)
        if self._open:
            self._finish(None)
        if not self.members or self.members[-1].name != part.name:
            self.members.append(_facts(part, verified=False))
        # One fault is enough: what goes on has no beginning in the next volume either.
        self._lost = part.after

    def _finish(self, place: Place | None) -> None:
        """The member is at its end; without a place it cannot be judged."""
        parts, self._open = self._open, []
        verified = place is not None and _compare(parts, place)
        self.members.append(_facts(parts[-1], verified=verified))


def _alike(one: ScannedPart, other: ScannedPart) -> bool:
    """Whether two parts are of one member."""
    return (one.name, one.size, one.stored) == (other.name, other.size, other.stored)


def _compare(parts: Sequence[ScannedPart], place: Place) -> bool:
    """Compare a whole member with its last header; whether its contents are proven."""
    last = parts[-1]
    if last.is_dir or not last.stored or last.encrypted:
        return last.is_dir
    size, crc = 0, 0
    for part in parts:
        crc = combine(crc, part.found, part.packed)
        size += part.packed
    if last.size is not None and size != last.size:
        place.fault("rar.file.size", last.offset, expected=last.size, found=size)
        return False
    if last.stated is None:
        return False
    if crc != last.stated:
        place.fault("rar.file.crc", last.offset, expected=hex_crc(last.stated), found=hex_crc(crc))
        return False
    return True


def _facts(part: ScannedPart, *, verified: bool) -> MemberFacts:
    return MemberFacts(
        name=part.name,
        size=part.size,
        # The checksum of a part that goes on is not that of the member.
        crc32=None if part.after else part.stated,
        method="store" if part.stored else "compress",
        encrypted=part.encrypted,
        is_dir=part.is_dir,
        verified="own" if verified else "",
    )
