"""What a template of an NFO or a DIZ may name.

The fields below are of every release; beside them a template sees each field of the metadata class
of its kind (``isbn``, ``issue``, ``pages`` of a book …) by its own name. What each variable
is, in the reader's language, is the label ``nfo.variable.<name>`` of the message catalogue.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs
from attrs import field, frozen

from packer_core.nfo.labels import language_name
from packer_core.values.dates import PartialDate
from packer_core.values.metadata import WorkMetadata

#: Text, a count, whether, or not known.
Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None


@frozen(kw_only=True)
class NfoVariables:
    """The facts a text may state. ``work`` holds the fields of the metadata by their names.

    Sizes are bytes. There is no size of the release: it depends on the length of its own texts.
    ``volume_size`` is ``None`` for a single volume; ``text_language`` (``en``, ``fr``) is that
    of the labels, ``work["language"]`` that of the work, by its name.
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
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    text_language: str = "en"
    work: Mapping[str, Value] = field(factory=dict)

    def values(self) -> dict[str, Value]:
        """Every variable by its name; the release's own names win."""
        own = {name: getattr(self, name) for name in RELEASE_VARIABLES}
        return {**self.work, **own}


#: The names of the variables that every release has.
RELEASE_VARIABLES: tuple[str, ...] = tuple(
    name for name in attrs.fields_dict(NfoVariables) if name != "work"
)


def variable_names(metadata: type[WorkMetadata]) -> tuple[str, ...]:
    """The names of all variables for releases of one kind, for the table in the documentation."""
    return (*RELEASE_VARIABLES, *attrs.fields_dict(metadata))


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
    tags: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> NfoVariables:
    """The variables of a release of any kind.

    :param metadata: an instance of any metadata class; each of its fields becomes a variable.
    :param language: the name of the work's language where the caller knows one; the catalogue's
        name of it in ``text_language`` comes first, the bare tag last.
    :param notes: free lines of the group, shown in a section of their own.

    For the rounds of a plan, ``attrs.evolve`` the result with another ``disk_count``.
    """
    work = {name: _value(getattr(metadata, name)) for name in attrs.fields_dict(type(metadata))}
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
        tags=tuple(tags),
        notes=tuple(notes),
        text_language=text_language,
        work=work,
    )


def _value(value: object) -> Value:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Sequence):
        return tuple(str(item) for item in value)
    return str(value)
