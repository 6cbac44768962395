"""Which form of a name metadata call for."""

from collections.abc import Iterator, Sequence

from packer_core.values.works.metadata import EpisodeMetadata, WorkMetadata


def form_for(metadata: WorkMetadata, forms: Sequence[str]) -> str:
    """The form, of those that a rule set has, whose name says what the metadata know.

    Works other than those of TV take the first of ``forms``; so does a video of which nothing
    is known. What no form fits is an episode, so that the error tells what an episode lacks.
    """
    wished = _wished(metadata) if isinstance(metadata, EpisodeMetadata) else iter(())
    return next((form for form in wished if form in forms), forms[0])


def _wished(metadata: EpisodeMetadata) -> Iterator[str]:
    """The forms that fit, the best one first."""
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
