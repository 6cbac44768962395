"""What office files carry besides the work, as findings; their texts are in ``messages``."""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from packer_core.reading.texts import unique
from packer_core.values import Finding, Severity
from packer_core.values.rules.findings import Param
from packer_plugins_docs.office.sniff import EXTENSIONS, extension

#: Names shown of a list, and characters of a name.
_SHOWN, _LONGEST = 6, 60


@frozen(kw_only=True)
class Traces:
    """What a file carries besides the work.

    ``macros``, ``embedded``, ``hidden`` (sheets, slides) and ``links`` are names inside the file;
    ``identities`` are persons and accounts that the file names; ``comments`` and ``changes`` are
    counts, ``commenters`` and ``changers`` who made them.
    """

    macros: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    comments: int = 0
    commenters: tuple[str, ...] = ()
    changes: int = 0
    changers: tuple[str, ...] = ()


def of_traces(path: Path, traces: Traces) -> tuple[Finding, ...]:
    """The findings about a file's traces; macros and everything about persons are warnings."""
    everybody = unique([*traces.identities, *traces.commenters, *traces.changers])
    rows = (
        ("office.macros", Severity.WARNING, len(traces.macros), traces.macros),
        ("office.embedded", Severity.INFO, len(traces.embedded), traces.embedded),
        ("office.hidden", Severity.INFO, len(traces.hidden), traces.hidden),
        ("office.links", Severity.INFO, len(traces.links), traces.links),
        ("office.comments", Severity.WARNING, traces.comments, unique(traces.commenters)),
        ("office.tracked_changes", Severity.WARNING, traces.changes, unique(traces.changers)),
        ("office.identities", Severity.WARNING, len(everybody), everybody),
    )
    return tuple(_finding(*row, path) for row in rows if row[2])


def wrong_extension(path: Path, format_: str) -> tuple[Finding, ...]:
    """A warning where a file's name claims another format than its contents have."""
    found, right = extension(path), EXTENSIONS.get(format_, ())
    if found in right or not right:
        return ()
    params = {"found": found, "expected": right[0]}
    warning = Severity.WARNING
    return (Finding(id="input.extension", severity=warning, subject=path.name, params=params),)


def _finding(
    identity: str, severity: Severity, count: int, names: Iterable[str], path: Path
) -> Finding:
    params: dict[str, Param] = {"count": count, "names": _shown(tuple(names))}
    return Finding(id=identity, severity=severity, subject=path.name, params=params)


def _shown(names: tuple[str, ...]) -> str:
    short = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in names]
    return ", ".join([*short[:_SHOWN], *(["…"] if len(short) > _SHOWN else [])]) or "?"
