"""Finding the cluster where a time is: by the cues where there are any, else step by step."""

from collections.abc import Iterator

from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.ebml import Bytes, Element, children, read_uint
from packer_plugins_tv.sample.matroska.film import Film

#: Bytes of one cue point; a hundred tracks fit.
_CUE_POINT = 1 << 16

#: How far into a cluster its time is looked for; it comes first but for a checksum or a gap.
_FIRST_CHILDREN = 4


def seek(film: Film, time: int) -> int:
    """Where the last known cluster begins that is not later than a time (in ticks)."""
    at = best = _by_cues(film, time)
    while at < film.end:
        element = film.file.head(at, film.end)
        if element.id in (ids.SEGMENT, ids.EBML):
            break
        if element.id == ids.CLUSTER:
            if cluster_time(film.file, element, film.end) > time:
                break
            best = at
        at = _end(film, element)
    return best


def cluster_time(file: Bytes, cluster: Element, end: int) -> int:
    """The time of a cluster in ticks; 0 where it does not come first, as it should."""
    at, end = cluster.data, min(end, cluster.end or end)
    for _ in range(_FIRST_CHILDREN):
        if at >= end:
            break
        child = file.head(at, end)
        if child.id == ids.TIMESTAMP:
            return read_uint(file.content(child, 8))
        if child.end is None:
            break
        at = child.end
    return 0


def _by_cues(film: Film, time: int) -> int:
    """Where the cues lead to, never beyond the time; the first cluster where they are no use."""
    best = film.first
    try:
        for cue_time, position in _walk_cues(film):
            if cue_time > time:
                break
            best = position
    except Malformed:
        return film.first
    if not film.first <= best < film.end:
        return film.first
    return best if film.file.upto(best, 4) == ids.CLUSTER.to_bytes(4, "big") else film.first


def _walk_cues(film: Film) -> Iterator[tuple[int, int]]:
    """Times and the positions of their clusters (RFC 9559 section 5.1.5)."""
    if film.cues is None or film.cues.end is None:
        return
    file, at = film.file, film.cues.data
    while at < film.cues.end:
        point = file.head(at, film.cues.end)
        if point.id == ids.CUE_POINT:
            found = _read_cue(film, file.content(point, _CUE_POINT))
            if found is not None:
                yield found
        if point.end is None:
            raise Malformed("cut-broken")
        at = point.end


def _read_cue(film: Film, data: bytes) -> tuple[int, int] | None:
    """A cue point of the video; ``None`` for those of other tracks."""
    time = 0
    for id_, content in children(data, film.file.work):
        if id_ == ids.CUE_TIME:
            time = read_uint(content)
        elif id_ == ids.CUE_TRACK_POSITIONS:
            place = dict(children(content, film.file.work))
            if read_uint(place.get(ids.CUE_TRACK, b"")) == film.video.number:
                return time, film.segment + read_uint(place.get(ids.CUE_CLUSTER_POSITION, b""))
    return None


def _end(film: Film, element: Element) -> int:
    """Where an element of the segment ends, also one that does not say so."""
    if element.end is not None:
        return element.end
    if element.id != ids.CLUSTER:
        raise Malformed("cut-broken")
    at = element.data
    while at < film.end:
        child = film.file.head(at, film.end)
        if child.id in ids.TOP_LEVEL:
            return at
        if child.end is None:
            raise Malformed("cut-broken")
        at = child.end
    return film.end
