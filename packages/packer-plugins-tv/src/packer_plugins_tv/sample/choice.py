"""Which blocks of a file become its sample."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from attrs import evolve, frozen

from packer_plugins_tv.sample.interval import PATIENCE, Point, Wanted
from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.blocks import Block, walk_blocks
from packer_plugins_tv.sample.matroska.entries import is_entry
from packer_plugins_tv.sample.matroska.film import Film
from packer_plugins_tv.sample.matroska.seeking import cluster_time, seek

#: Seconds before and after a sample in which blocks are looked for that belong to it: subtitles
#: that began earlier, sound that lies behind the pictures.
_AROUND = 10.0
_BEHIND = 5.0

#: Blocks of one sample; eight tracks of the most finely cut sound have fewer.
_MOST_BLOCKS = 400_000


@frozen(kw_only=True)
class Selection:
    """The blocks of a sample in their order; ``start`` and ``end`` are ticks of the film."""

    start: int
    end: int
    blocks: tuple[Block, ...]


@frozen(kw_only=True)
class _Section:
    """What is around a sample that begins at ``key``: its pictures from there on, in the order
    in which they are decoded, and the blocks of other tracks. ``whole`` tells that the film ends.
    """

    key: Block
    frames: tuple[Block, ...]
    blocks: tuple[Block, ...]
    whole: bool


def choose(film: Film, wanted: Wanted) -> Selection:
    """The sample of a film: at a key frame late enough or, in a short film, around the middle.

    :raises Malformed: where the film is broken or has no key frame.
    """
    origin = cluster_time(film.file, film.file.head(film.first, film.end), film.end)
    duration = None if film.duration is None else film.seconds(film.duration)
    if duration is None or wanted.fits_after_start(duration):
        selection = _after_start(film, wanted, origin)
        if selection is not None:
            return selection
    return _around_middle(film, wanted, origin)


def _after_start(film: Film, wanted: Wanted, origin: int) -> Selection | None:
    """``None`` where the film ends too early after all."""
    key = _first_key(film, origin + film.ticks(wanted.start))
    if key is None:
        return None
    selection = _select(film, wanted, _gather(film, key, wanted))
    long_enough = film.seconds(selection.end - selection.start) >= wanted.least
    return selection if long_enough else None


def _first_key(film: Film, time: int) -> Block | None:
    """The first key frame that is not before a time; soon after it, one without a past."""
    first: Block | None = None
    for block in walk_blocks(film, seek(film, time)):
        if block.track != film.video.number:
            continue
        if first is not None and block.time > first.time + film.ticks(PATIENCE):
            break
        if block.key and block.time >= time:
            if is_entry(film, block):
                return block
            first = first or block
    return first


def _around_middle(film: Film, wanted: Wanted, origin: int) -> Selection:
    keys: dict[Point, Block] = {}
    end = origin
    for block in walk_blocks(film, film.first):
        if block.track != film.video.number:
            continue
        end = max(end, block.time + _length(film, block))
        if block.key and len(keys) < _MOST_BLOCKS:
            seconds = film.seconds(block.time - origin)
            keys.setdefault(Point(seconds, clean=is_entry(film, block)), block)
    best = wanted.start_around_middle(keys, film.seconds(end - origin))
    if best is None:
        raise Malformed("cut-no-keyframe")
    return _select(film, wanted, _gather(film, keys[best], wanted))


def _gather(film: Film, key: Block, wanted: Wanted) -> _Section:
    """Everything from shortly before a key frame to shortly after the longest sample."""
    limit = key.time + film.ticks(wanted.most + _BEHIND)
    frames: list[Block] = []
    blocks: list[Block] = []
    kinds = {track.number: track.kind for track in film.tracks}
    at = min(key.cluster, seek(film, key.time - film.ticks(_AROUND)))
    for block in walk_blocks(film, at):
        kind = kinds.get(block.track)
        if frames and block.time > limit and kind in (ids.VIDEO, ids.AUDIO):
            return _Section(key=key, frames=tuple(frames), blocks=tuple(blocks), whole=False)
        if block.track == film.video.number:
            # What comes after the key frame but is shown before it needs pictures from before.
            if (frames or block.body == key.body) and block.time >= key.time:
                frames.append(block)
                blocks.append(block)
        elif kind is not None and _ends(block) >= key.time:
            blocks.append(block)
        if len(blocks) > _MOST_BLOCKS:
            raise Malformed("cut-too-costly")
    return _Section(key=key, frames=tuple(frames), blocks=tuple(blocks), whole=True)


def _ends(block: Block) -> int:
    return block.time + (block.duration or 0)


def _select(film: Film, wanted: Wanted, section: _Section) -> Selection:
    start = section.key.time
    ends = list(_possible_ends(film, section))
    points = [Point(film.seconds(time - start), key=key) for time, key, _ in ends]
    best = wanted.end(0.0, points)
    if best is None:
        raise Malformed("cut-broken")
    end, _, count = ends[points.index(best)]
    shown = frozenset(block.body for block in section.frames[:count])
    kept = _Keeping(film, start, end, shown).keep(section.blocks)
    return Selection(start=start, end=end, blocks=tuple(kept))


def _possible_ends(film: Film, section: _Section) -> Iterator[tuple[int, bool, int]]:
    """Times, whether a key frame is there, and how many pictures come before.

    A picture is only decoded after those it needs: the order of decoding can be left where all
    pictures so far are shown before all that follow.
    """
    times = [frame.time for frame in section.frames]
    latest = list(accumulate(times, max))
    earliest = list(accumulate(reversed(times), min))[::-1]
    for count in range(1, len(times)):
        if latest[count - 1] < earliest[count]:
            yield earliest[count], section.frames[count].key, count
    if section.whole or len(times) == 1:
        last = max(section.frames, key=lambda frame: frame.time)
        yield last.time + _length(film, last, times), False, len(times)


def _length(film: Film, block: Block, times: Sequence[int] = ()) -> int:
    """How long a picture is shown, in ticks; 1 where nothing tells."""
    if block.duration:
        return block.duration
    if film.video.frame_ns:
        return max(1, round(film.video.frame_ns / film.scale))
    return max(1, (max(times) - min(times)) // (len(times) - 1)) if len(times) > 1 else 1


@frozen
class _Keeping:
    """Which blocks go into the sample, and how they are clipped."""

    film: Film
    start: int
    end: int
    shown: frozenset[int]

    def keep(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """The blocks of the sample, in their order."""
        kinds = {track.number: track.kind for track in self.film.tracks}
        begun = {self.film.video.number}
        for block in blocks:
            kind = kinds[block.track]
            if block.track == self.film.video.number:
                if block.body in self.shown:
                    yield block
            elif kind == ids.SUBTITLE:
                if block.time < self.end and (
                    block.time >= self.start or _ends(block) > self.start
                ):
                    yield self._clipped(block)
            elif self.start <= block.time < self.end and (
                kind != ids.VIDEO or block.key or block.track in begun
            ):
                begun.add(block.track)
                yield block

    def _clipped(self, block: Block) -> Block:
        """A subtitle that is shown no longer than the sample lasts."""
        if block.duration is None:
            return block
        time = max(block.time, self.start)
        return evolve(block, time=time, duration=max(0, min(_ends(block), self.end) - time))
