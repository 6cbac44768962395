"""The tags of the tracks, which go into a sample, without the figures that hold for the work."""

from packer_plugins_tv.sample.limits import Work
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.ebml import children, element, read_uint

#: Names of statistics that muxers write of a whole track, alone or before a language.
_FIGURES = ("BPS", "DURATION", "NUMBER_OF_FRAMES", "NUMBER_OF_BYTES", "_STATISTICS_")


def tags_of_tracks(data: bytes, tracks: frozenset[int], work: Work) -> bytes:
    """Of the data of the element Tags, what describes the tracks of these UIDs and holds still."""
    kept = []
    for id_, tag in children(data, work):
        if id_ == ids.TAG and not tracks.isdisjoint(_targets(tag, work)):
            kept.append(_without_figures(tag, work))
    return b"".join(kept)


def _targets(tag: bytes, work: Work) -> frozenset[int]:
    targets = b"".join(content for id_, content in children(tag, work) if id_ == ids.TARGETS)
    uids = (read_uint(it) for id_, it in children(targets, work) if id_ == ids.TAG_TRACK_UID)
    return frozenset(uids)


def _without_figures(tag: bytes, work: Work) -> bytes:
    kept = [
        (id_, content)
        for id_, content in children(tag, work)
        if id_ == ids.TARGETS or (id_ == ids.SIMPLE_TAG and not _is_figure(content, work))
    ]
    if not any(id_ == ids.SIMPLE_TAG for id_, _ in kept):
        return b""
    return element(ids.TAG, b"".join(element(id_, content) for id_, content in kept))


def _is_figure(simple_tag: bytes, work: Work) -> bool:
    name = dict(children(simple_tag, work)).get(ids.TAG_NAME, b"").decode("utf-8", "replace")
    return name.startswith("_STATISTICS_") or name.partition("-")[0] in _FIGURES
