"""Walking through the frames of a file, without reading them (RFC 9559 section 10)."""

from collections.abc import Generator, Iterator

from attrs import frozen

from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.ebml import Bytes, Element, read_uint, read_vint
from packer_plugins_tv.sample.matroska.film import Film

_KEY, _LACING = 0x80, 0x06

#: Track number, relative time, flags and the number of frames at the beginning of a block.
_BLOCK_HEAD = 12
_MOST_EXTRAS = 64

#: What a cut writes anew, or leaves out.
_OURS = frozenset({ids.BLOCK, ids.BLOCK_DURATION, ids.VOID, ids.CRC_32})

Stretch = tuple[int, int]


@frozen
class Block:
    """One block: where it is and what its header says.

    ``time`` and ``duration`` are ticks; ``body`` and ``end`` are where the frames are, lacing
    included; ``extras`` are the other children of its group; ``cluster`` is where its cluster is.
    """

    cluster: int
    track: int
    time: int
    key: bool
    flags: int
    body: int
    end: int
    frames: int = 1
    duration: int | None = None
    grouped: bool = False
    extras: tuple[Stretch, ...] = ()


def walk_blocks(film: Film, at: int) -> Iterator[Block]:
    """The blocks from the cluster at an offset to the end, in the order of the file."""
    file = film.file
    while at < film.end:
        element = file.head(at, film.end)
        if element.id in (ids.SEGMENT, ids.EBML):
            return
        if element.id == ids.CLUSTER:
            at = yield from _walk_cluster(film, element)
        elif element.end is None:
            raise Malformed("cut-broken")
        else:
            at = element.end


def _walk_cluster(film: Film, cluster: Element) -> Generator[Block, None, int]:
    """The blocks of a cluster; returns where it ends."""
    file, at = film.file, cluster.data
    end = film.end if cluster.end is None else cluster.end
    time: int | None = None
    while at < end:
        element = file.head(at, end)
        if cluster.end is None and element.id in ids.TOP_LEVEL:
            return at
        if element.end is None:
            raise Malformed("cut-broken")
        if element.id == ids.TIMESTAMP:
            time = read_uint(file.content(element, 8))
        elif element.id in (ids.SIMPLE_BLOCK, ids.BLOCK_GROUP):
            if time is None:
                raise Malformed("cut-broken")
            block = _read(file, element, cluster.start, time)
            if block is not None:
                yield block
        at = element.end
    return end


def _read(file: Bytes, element: Element, cluster: int, time: int) -> Block | None:
    end = element.data if element.end is None else element.end
    if element.id == ids.BLOCK_GROUP:
        return _read_group(file, element.data, end, cluster, time)
    track, relative, flags, body, frames = _read_block_head(file, element.data, end)
    return Block(
        cluster, track, time + relative, bool(flags & _KEY), flags, body, end, frames=frames
    )


def _read_group(file: Bytes, at: int, end: int, cluster: int, time: int) -> Block | None:
    """A BlockGroup; ``None`` for one without a block."""
    block: Element | None = None
    duration: int | None = None
    key, extras = True, []
    while at < end:
        child = file.head(at, end)
        if child.end is None:
            raise Malformed("cut-broken")
        at = child.end
        if child.id == ids.BLOCK:
            block = child
        elif child.id == ids.BLOCK_DURATION:
            duration = read_uint(file.content(child, 8))
        elif child.id == ids.REFERENCE_BLOCK:
            key = False
        if child.id not in _OURS:
            extras.append((child.start, child.end))
        if len(extras) > _MOST_EXTRAS:
            raise Malformed("cut-broken")
    if block is None or block.end is None:
        return None
    track, relative, flags, body, frames = _read_block_head(file, block.data, block.end)
    where = (body, block.end, frames, duration, True, tuple(extras))
    return Block(cluster, track, time + relative, key, flags, *where)


def _read_block_head(file: Bytes, at: int, end: int) -> tuple[int, int, int, int, int]:
    """Track number, relative time, flags, where the frames begin, how many they are."""
    raw = file.upto(at, min(_BLOCK_HEAD, end - at))
    track, width = read_vint(raw)
    body = width + 3
    if len(raw) < body:
        raise Malformed("cut-broken")
    flags = raw[width + 2]
    relative = int.from_bytes(raw[width : width + 2], "big", signed=True)
    frames = raw[body] + 1 if flags & _LACING and len(raw) > body else 1
    return track, relative, flags, at + body, frames
