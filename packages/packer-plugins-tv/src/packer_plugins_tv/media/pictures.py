"""The resolution of pictures by their size, in the words of release names."""

from packer_core.values import VideoTrack

#: Lines up to which pictures are of standard definition, which names do not write.
SD = 576

# Width and height up to which pictures are called so; bars above and below are often cut off.
_SIZES = ((1024, SD, 0), (1280, 720, 720), (1920, 1088, 1080), (4096, 2304, 2160))


def lines_of(track: VideoTrack) -> int:
    """``720``, ``1080``, ``2160`` or ``4320``; 0 for standard definition, or where unknown."""
    if not track.width or not track.height:
        return 0
    # Pictures that stand upright are called as if they lay.
    width, height = max(track.width, track.height), min(track.width, track.height)
    for most_wide, most_high, lines in _SIZES:
        if width <= most_wide and height <= most_high:
            return lines
    return 4320


def resolution_of(track: VideoTrack) -> str | None:
    """``720p``, or ``1080i`` where the lines are interlaced; ``None`` for standard definition."""
    lines = lines_of(track)
    interlaced = track.scan in ("interlaced", "mbaff")
    return f"{lines}{'i' if interlaced else 'p'}" if lines else None
