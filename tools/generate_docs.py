"""Writes the parts of the documentation that the code knows best: checks, errors, hooks, settings.

A generated part stands between ``<!-- NAME: generated -->`` and ``<!-- NAME: end -->``. With
``--check`` nothing is written: exit code 1 says that a page is not what would be generated.
"""

import configparser
import importlib
import inspect
import re
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import attrs

from packer_core import errors, hookspecs
from packer_core.errors import PackerError, exit_code, http_status
from packer_core.messages import Catalogue
from packer_core.nfo.variables import variable_names
from packer_core.plugins import ENTRY_POINTS, FIRST_PARTY, Plugins, load
from packer_core.rules import (
    RECEIVER_CHECKS,
    Check,
    Found,
    explanations,
    load_rule_sets,
    profiles_of,
)
from packer_core.settings import FAMILIES, SETTINGS
from packer_core.stages.fix.fixers import TABLE
from packer_core.values import (
    BookMetadata,
    DocumentMetadata,
    EpisodeMetadata,
    Finding,
    RuleSet,
    Severity,
)

DOCS = Path(__file__).resolve().parents[1] / "docs"

#: What the first word of a check's id is about.
_FAMILIES = {
    "dirname": "The dirname",
    "name": "The dirname and the work",
    "video": "The pictures of a video",
    "audio": "Its sound",
    "subtitles": "Its subtitles",
    "mkv": "Its container",
    "content": "The work",
    "layout": "The files of a release",
    "file": "Their names",
    "sample": "The sample",
    "pack": "Archives, as the rules want them",
    "sfv": "The SFV",
    "diz": "`file_id.diz`",
    "nfo": "The NFO",
    "archive": "Archives, as they are",
}


def checks() -> str:
    """Every check, then every other finding, each with its texts."""
    texts, every = _own().catalogue("en"), _own().checks()
    parts = [
        _table(title, [_check_row(each, texts) for each in every if _family(each.id) == family])
        for family, title in _FAMILIES.items()
    ]
    receivers = [_row(each.id, str(each.severity), texts) for each in RECEIVER_CHECKS]
    parts.append(_table("Receiving sites (`check --receiver`)", receivers))
    known = {each.id for each in (*every, *RECEIVER_CHECKS)}
    others = [_row(id_, "", texts) for id_ in sorted(texts._table("finding")) if id_ not in known]
    parts.append(_table("Faults of archives, and findings of extractors and plans", others))
    return "\n\n".join(parts)


@cache
def _own() -> Plugins:
    """What the project's own packages bring, whatever else is installed."""
    own = [
        entry
        for entry in entry_points(group=ENTRY_POINTS)
        if entry.dist is not None and entry.dist.name in FIRST_PARTY
    ]
    return load(own)


@cache
def _rule_sets() -> Mapping[str, RuleSet]:
    files = sorted(_own().rule_set_files(), key=lambda file: file.name)
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    return load_rule_sets(texts, {check.id for check in _own().checks()}).rule_sets


def _family(check_id: str) -> str:
    return check_id.partition(".")[0]


def _check_row(check: Check, texts: Catalogue) -> list[str]:
    return _row(check.id, "; ".join(_severities(check)), texts)


def _severities(check: Check) -> Iterator[str]:
    """The check's own severity, and what rule sets and profiles make of it."""
    yield str(check.severity)
    for rules in _rule_sets().values():
        for profile in profiles_of(rules):
            every = explanations(rules, _own().checks(), profile)
            found = {each.id: each.severity for each in every}
            if check.id in found and found[check.id] != check.severity:
                yield f"{rules.id} ({profile}): {found[check.id]}"


def _row(finding_id: str, severity: str, texts: Catalogue) -> list[str]:
    finding = Finding(id=finding_id, severity=Severity.ERROR, subject="{subject}")
    words = texts.finding(finding)
    fix = f"{words.fix} (`check --fix`)" if finding_id in TABLE else words.fix
    return [f"`{finding_id}`", severity, words.message, words.why, fix]


def _table(title: str, rows: Sequence[Sequence[str]]) -> str:
    return f"## {title}\n\n" + _rows(("check", "severity", "says", "why", "what to do"), rows)


def _rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def error_table() -> str:
    """Every code of an error with its exit code and its HTTP status."""
    rows = [
        [
            f"`{kind.code}`",
            str(exit_code(kind)),
            str(http_status(kind)),
            _plain(kind.__doc__),
            ", ".join(f"`{name}`" for name in _facts_of(kind)),
        ]
        for kind in _family_of(PackerError)
        if kind.__module__ == errors.__name__ and kind is not PackerError
    ]
    return _rows(("code", "exit", "HTTP", "when", "facts"), rows)


def _facts_of(kind: type[PackerError]) -> list[str]:
    """The facts of an error; that the root of all may have a reason is no news."""
    below_root = kind.__mro__[: kind.__mro__.index(PackerError)]
    stated = {name for each in below_root for name in each.__annotations__}
    return [name for name in kind.declared if name in stated]


def _family_of(kind: type[PackerError]) -> list[type[PackerError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in _family_of(child))]


def hooks() -> str:
    """Every hook with what it returns, and every Protocol and class that plugins meet."""
    names = [name for name in vars(hookspecs) if name.startswith("packer_")]
    parts = [_function(getattr(hookspecs, name), name, "###") for name in names]
    kinds = [
        kind
        for kind in vars(hookspecs).values()
        if inspect.isclass(kind) and kind.__module__ == hookspecs.__name__
    ]
    return "\n\n".join([*parts, *(_class(kind) for kind in (*kinds, Check, Found))])


def _class(kind: type[Any]) -> str:
    parts = [f"### {kind.__name__}", _plain(inspect.getdoc(kind))]
    if attrs.has(kind):
        fields = [[f"`{each.name}`", f"`{_type(each.type)}`"] for each in attrs.fields(kind)]
        parts.append(_rows(("field", "type"), fields))
        return "\n\n".join(parts)
    for name, member in vars(kind).items():
        if isinstance(member, property) and member.fget is not None:
            parts.append(f"**`{name}`**: {_plain(inspect.getdoc(member.fget))}")
        elif isinstance(member, types.FunctionType) and not name.startswith("_"):
            parts.append(_function(member, name, "####"))
    return "\n\n".join(parts)


def _function(function: Callable[..., object], name: str, level: str) -> str:
    signature = inspect.signature(function)
    shown = ", ".join(
        f"{each.name}: {_type(each.annotation)}"
        for each in signature.parameters.values()
        if each.name != "self"
    )
    returned = _type(signature.return_annotation)
    return f"{level} {name}\n\n`{name}({shown}) -> {returned}`\n\n" + _plain(
        inspect.getdoc(function)
    )


def _type(annotation: object) -> str:
    text = inspect.formatannotation(annotation)
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", text)


def _plain(doc: str | None) -> str:
    """A docstring as Markdown: references by their last name, parameters as a list."""
    text = re.sub(r":\w+:`(?:[\w.]+\.)?(\w+)`", r"`\1`", doc or "")
    text = text.replace("``", "`")
    text = re.sub(r"^:param (\w+):", r"* `\1`:", text, flags=re.MULTILINE)
    return re.sub(r"^:raises ([\w.]+\.)?(\w+):", r"* raises `\2`", text, flags=re.MULTILINE)


def settings() -> str:
    """Every setting with its variable, its default and what it is for."""
    rows = [
        [f"`{each.name}`", f"`{each.variable}`", _default(each.default), each.help["en"]]
        for each in (*SETTINGS, *(family.of("*") for family in FAMILIES))
    ]
    return _rows(("setting", "in the environment", "default", "what it is for"), rows)


def _default(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if text else ""


def variables() -> str:
    """What a template may name, in a release of any kind."""
    texts = _own().catalogue("en")
    rows = [
        f"| `{name}` | {texts.label(f'nfo.variable.{name}')} |"
        for name in variable_names(BookMetadata, EpisodeMetadata, DocumentMetadata)
    ]
    return "\n".join(["| variable | what it is |", "| --- | --- |", *rows])


def rooms() -> str:
    """The rooms of core, high to low, as the import contract has them, and those of the stages."""
    contracts = configparser.ConfigParser()
    contracts.read(DOCS.parent / ".importlinter")
    rows = []
    for contract, within in (("layers", "packer_core"), ("stages", "packer_core.stages")):
        for line in contracts[f"importlinter:contract:{contract}"]["layers"].split("\n"):
            names = [each for each in line.split(" | ") if each and not each.startswith("(")]
            rows += [_room(within, name) for name in names]
    return _rows(("room", "what is in it"), rows)


def _room(within: str, name: str) -> list[str]:
    module = importlib.import_module(f"{within}.{name}")
    about = _plain(module.__doc__).split("\n\n")[0].replace("\n", " ")
    prefix = within.removeprefix("packer_core").lstrip(".")
    return [f"`{prefix}{'/' if prefix else ''}{name}`", about.rstrip(".:")]


#: Page -> the name of its generated part, and what makes it.
PARTS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "checks.md": ("checks", checks),
    "data-flow.md": ("rooms", rooms),
    "exit-codes.md": ("errors", error_table),
    "plugins.md": ("hooks", hooks),
    "settings.md": ("settings", settings),
    "templates.md": ("variables", variables),
}


def generated(page: str) -> str:
    """A page with its generated part as it should be."""
    name, make = PARTS[page]
    begin, end = f"<!-- {name}: generated -->", f"<!-- {name}: end -->"
    text = (DOCS / page).read_text(encoding="utf-8")
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2]
    if not found:
        raise SystemExit(f"{page} has no place for {name}: {begin}")
    return f"{before}{begin}\n\n{make()}\n\n{end}{after or chr(10)}"


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or compare them."""
    stale = []
    for page in PARTS:
        text = generated(page)
        if (DOCS / page).read_text(encoding="utf-8") == text:
            continue
        stale.append(page)
        if "--check" not in arguments:
            (DOCS / page).write_text(text, encoding="utf-8")
    verb = "is not up to date: run tools/generate_docs.py" if "--check" in arguments else "written"
    for page in stale:
        print(f"docs/{page} {verb}", file=sys.stderr)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
