"""Cases: examples of good and bad releases that a rule set is tried on.

A file of cases is YAML with three keys. ``names`` maps dirnames to the ids of the findings
expected, none for a good name. ``base`` is an intact release in the short form of
:class:`packer_core.rules.cases.short_views.ShortView`. ``releases`` is a list of ``about`` (a
sentence), ``with`` (what differs from ``base``; an empty value removes a key), ``profile`` and
``findings``.
"""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from packer_core.formats.yaml import load_yaml
from packer_core.rules.cases.short_views import ShortView, read_view
from packer_core.rules.parsing.faults import Fault, broken
from packer_core.rules.parsing.loading import LONGEST, merge
from packer_core.rules.parsing.structure import structure
from packer_core.values import WorkMetadata

#: Values in a file of cases; more are no examples but an attack by aliases.
MOST_VALUES = 100_000


@frozen(kw_only=True)
class Case:
    """One example: a name alone, or a whole release where ``view`` is given."""

    about: str
    name: str
    expected: frozenset[str]
    view: ShortView | None = None
    profile: str | None = None


@frozen(kw_only=True)
class _Release:
    """An entry of ``releases``, its overlay aside."""

    about: str
    findings: tuple[str, ...] = ()
    profile: str = ""


@frozen(kw_only=True)
class _Document:
    names: Mapping[str, tuple[str, ...]] = field(factory=dict)


def read_cases(
    text: str | bytes, name: str, metadata: type[WorkMetadata] = WorkMetadata
) -> tuple[Case, ...]:
    """Read a file of cases.

    :param name: the name of the file, for errors.
    :param metadata: the class of the kind's metadata.
    :raises packer_core.errors.BadConfiguration: when it is no such file.
    """
    data = _parsed(text, name)
    faults: list[Fault] = []
    releases, base = data.pop("releases", None) or [], data.pop("base", None) or {}
    names = {key: value or [] for key, value in (data.pop("names", None) or {}).items()}
    document = structure(_Document, {**data, "names": names}, "", faults)
    cases = [
        _release_case(release, base, f"releases[{index}]", metadata, faults)
        for index, release in enumerate(releases)
    ]
    if faults:
        raise broken(name, faults)
    return (
        *(
            Case(about=each, name=each, expected=frozenset(findings))
            for each, findings in document.names.items()
        ),
        *(case for case in cases if case is not None),
    )


def _parsed(text: str | bytes, name: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise broken(name, [Fault("", "rules.too_long", str(LONGEST))])
    # Only who tries a rule set pays for the parser of its cases.
    from ruamel.yaml.error import YAMLError

    try:
        data = load_yaml(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except (YAMLError, UnicodeDecodeError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise broken(name, [Fault("", "rules.not_yaml", reason)]) from error
    shape = isinstance(data, dict) and isinstance(data.get("names") or {}, dict)
    if not shape or not isinstance(data.get("releases") or [], list):
        raise broken(name, [Fault("", "rules.table_expected")])
    if _values(data) > MOST_VALUES:
        raise broken(name, [Fault("", "rules.too_long", str(MOST_VALUES))])
    return dict(data)


def _values(data: object) -> int:
    """How many values there are, shared ones each time; the count ends past the limit."""
    count, waiting = 0, [data]
    while waiting and count <= MOST_VALUES:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return count


def _release_case(
    release: object, base: object, key: str, metadata: type[WorkMetadata], faults: list[Fault]
) -> Case | None:
    before = len(faults)
    if not isinstance(release, Mapping) or not isinstance(base, Mapping):
        faults.append(Fault(key, "rules.table_expected"))
        return None
    plain = {name: value for name, value in release.items() if name != "with" and value is not None}
    read: _Release = structure(_Release, plain, key, faults)
    overlay = release.get("with") or {}
    if not isinstance(overlay, Mapping):
        faults.append(Fault(f"{key}.with", "rules.table_expected"))
        return None
    view = read_view(merge(base, overlay), f"{key}.with", metadata, faults)
    if view is None or len(faults) > before:
        return None
    return Case(
        about=read.about,
        name=view.name,
        expected=frozenset(read.findings),
        view=view,
        profile=read.profile or None,
    )
