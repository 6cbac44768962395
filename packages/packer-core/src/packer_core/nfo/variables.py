"""What a template of an NFO or a DIZ may name.

The fields below are of every release; beside them a template sees each field of the metadata class
of its kind (``isbn``, ``issue``, ``pages`` of a book …) by its own name. What each variable
is, in the reader's language, is the label ``nfo.variable.<name>`` of the message catalogue.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs
from attrs import field, frozen

from packer_core.nfo.words.labels import language_name
from packer_core.nfo.words.tracks import TRACKS, Scalar, Track, plain, track_facts
from packer_core.values.works.metadata import WorkMetadata

#: Text, a count, whether, not known; or several of them, or tracks.
Value: TypeAlias = Scalar | tuple[Scalar | Track, ...]


@frozen(kw_only=True)
class NfoVariables:
    """The facts a text may state. ``work`` holds the fields of the metadata by their names.

    Sizes are bytes. There is no size of the release: it depends on the length of its own texts.
    ``volume_size`` is ``None`` for a single volume; ``sample_seconds`` is how long the sample is,
    ``None`` where there is none; ``text_language`` (``en``, ``fr``) is that
    of the labels, ``work["language"]`` that of the work, by its name; ``labels`` are those that
    plugins bring, by their key.
    """

    dirname: str
    group: str
    kind: str = ""
    form: str = ""
    rule_set: str = ""
    format: str = ""
    release_date: str = ""
    payload_size: int = 0
    volume_size: int | None = None
    disk_count: int = 1
    sample_seconds: float | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    text_language: str = "en"
    work: Mapping[str, Value] = field(factory=dict)
    labels: Mapping[str, str] = field(factory=dict)

    def values(self) -> dict[str, Value]:
        """Every variable by its name; the release's own names win."""
        own = {name: getattr(self, name) for name in RELEASE_VARIABLES}
        return {**self.work, **own}


#: The names of the variables that every release has.
RELEASE_VARIABLES: tuple[str, ...] = tuple(
    name for name in attrs.fields_dict(NfoVariables) if name not in ("work", "labels")
)


#: Names that mean something else in a template: those of the engine, of a text's own parts.
_OF_TEMPLATES = frozenset(
    "caller cycler dict disk false joiner label loop namespace none range self super true".split()
)


def reserved_names() -> frozenset[str]:
    """The names that no field of a metadata class may have: a template means something else."""
    from packer_core.nfo.words.functions import FUNCTIONS
    from packer_core.nfo.words.media import MEDIA_FUNCTIONS

    return frozenset({*RELEASE_VARIABLES, *FUNCTIONS, *MEDIA_FUNCTIONS, *_OF_TEMPLATES})


def variable_names(*metadata: type[WorkMetadata]) -> tuple[str, ...]:
    """The names of all variables for releases of these kinds, each once.

    It is what the table in the documentation lists.
    """
    works = (name for each in metadata for name in attrs.fields_dict(each))
    return tuple(dict.fromkeys((*RELEASE_VARIABLES, *works)))


def nfo_variables(
    metadata: WorkMetadata,
    *,
    dirname: str,
    group: str,
    language: str | None = None,
    text_language: str = "en",
    kind: str = "",
    form: str = "",
    rule_set: str = "",
    format: str = "",  # noqa: A002 - the word of the field
    release_date: str = "",
    payload_size: int = 0,
    volume_size: int | None = None,
    disk_count: int = 1,
    sample_seconds: float | None = None,
    tags: Sequence[str] = (),
    notes: Sequence[str] = (),
    credits: Sequence[str] = (),  # noqa: A002 - the word of the field
    labels: Mapping[str, str] | None = None,
) -> NfoVariables:
    """The variables of a release of any kind.

    :param metadata: an instance of any metadata class; each of its fields becomes a variable.
    :param language: the name of the work's language where the caller knows one; the catalogue's
        name of it in ``text_language`` comes first, the bare tag last.
    :param notes: free lines of the group, shown in a section of their own.
    :param credits: the notices of the providers whose data the texts show.
    :param labels: those of plugins in ``text_language``, by their key (``nfo.tracks``).

    For the rounds of a plan, ``attrs.evolve`` the result with another ``disk_count``.
    """
    work = {
        name: _value(getattr(metadata, name), text_language)
        for name in attrs.fields_dict(type(metadata))
    }
    if metadata.language:
        work["language"] = language_name(metadata.language, text_language, language)
    if metadata.year is None and metadata.published is not None:
        work["year"] = metadata.published.year
    return NfoVariables(
        dirname=dirname,
        group=group,
        kind=kind,
        form=form,
        rule_set=rule_set,
        format=format,
        release_date=release_date,
        payload_size=payload_size,
        volume_size=volume_size,
        disk_count=disk_count,
        sample_seconds=sample_seconds,
        tags=tuple(tags),
        notes=tuple(notes),
        credits=tuple(credits),
        text_language=text_language,
        work=work,
        labels=labels or {},
    )


def _value(value: object, text_language: str) -> Value:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_item(item, text_language) for item in value)
    return plain(value)


def _item(item: object, text_language: str) -> Scalar | Track:
    return track_facts(item, text_language) if isinstance(item, TRACKS) else plain(item)
