"""What one volume says, before it is compared with its neighbours."""

from attrs import define, field, frozen

#: Members of one volume that are still believed.
MEMBER_LIMIT = 20_000


class BrokenVolume(Exception):
    """A volume cannot be read further: the fault to tell, caught where volumes are scanned."""

    def __init__(self, kind: str, offset: int, expected: object, found: object) -> None:
        super().__init__(kind, offset)
        self.kind = kind
        self.offset = offset
        self.expected = expected
        self.found = found


@frozen(kw_only=True)
class ScannedPart:
    """A member, or what this volume holds of it.

    ``offset`` is that of its header in the volume; ``packed`` the bytes that lie here, ``size``
    those of the whole member, ``None`` where it is not stated. ``stated`` is the CRC-32 of the
    header, ``found`` that of the bytes; the first is ``None`` where the header has none, or one
    that cannot be compared.
    """

    name: str
    offset: int
    size: int | None
    packed: int
    stated: int | None
    found: int
    before: bool = False
    after: bool = False
    stored: bool = True
    encrypted: bool = False
    is_dir: bool = False
    unpack_version: int = 0


@define(kw_only=True)
class ScannedVolume:
    """One volume as read; filled while reading.

    ``path`` is that of the release, ``container`` the ZIP that holds it. ``broken`` says that its
    end was not reached: nothing can be said of what it leads over to. ``number`` counts from 0;
    ``first`` is ``None`` for formats that do not tell; ``follows`` says that another one comes.
    """

    path: str
    container: str = ""
    size: int = 0
    generation: int = 0
    is_volume: bool = False
    first: bool | None = None
    part_names: bool | None = None
    solid: bool = False
    encrypted: bool = False
    recovery: bool = False
    number: int | None = None
    has_end: bool = False
    modern: bool = False
    follows: bool | None = None
    broken: bool = False
    parts: list[ScannedPart] = field(factory=list)

    def add(self, part: ScannedPart) -> None:
        """Take a part, but not without end."""
        if len(self.parts) == MEMBER_LIMIT:
            raise BrokenVolume("rar.too_many", part.offset, f"<= {MEMBER_LIMIT}", "")
        self.parts.append(part)

    @property
    def name(self) -> str:
        """The name of the volume, without folders and container."""
        return self.path.rpartition("!")[2].rpartition("/")[2]
