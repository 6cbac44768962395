"""Which forms of a dirname fit an episode, a match, a film."""

from collections.abc import Iterator

from packer_core.values import EpisodeMetadata


def forms_of(metadata: EpisodeMetadata) -> Iterator[str]:
    """The forms that fit, the best one first.

    Of a video of which nothing is known that is none. What no form fits is an episode, so that the
    error tells what an episode lacks.
    """
    if metadata.episodes:
        yield from _numbered(metadata)
    elif metadata.event or metadata.opponents:
        yield "sport"
        if metadata.air_date is not None and metadata.air_date.day and metadata.show:
            yield "daily"
    elif metadata.air_date is not None and metadata.air_date.day and metadata.show:
        yield "daily"
    elif metadata.part and metadata.season is None:
        yield "miniseries"
    elif metadata.season == 0 and metadata.episode_title:
        yield "special"
    elif not metadata.show and metadata.season is None:
        yield from ("feature", "oneoff") if metadata.title else ()
        return
    elif metadata.season is None and metadata.year and not metadata.episode_title:
        yield from ("feature", "oneoff")
    yield "episode"


def _numbered(metadata: EpisodeMetadata) -> Iterator[str]:
    if len(metadata.episodes) > 1:
        yield "multi"
    # The number stays where it says more than that this is a special.
    if metadata.episodes == (0,) and metadata.episode_title:
        yield "special"
    if metadata.season is None:
        yield "noseason"
