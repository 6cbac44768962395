"""Loading the texts and filling in their parameters."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from packer_core.errors import PackerError
from packer_core.escaping import Lines, escape_line
from packer_core.values import Finding

#: The folder of the core's own texts.
CORE_FOLDER = Path(__file__).parent

LANGUAGES = ("en", "fr")


@frozen
class FindingText:
    """A finding in words: what is the matter, why the rule exists, what to do."""

    message: str
    why: str
    fix: str


class _Facts(dict[str, Any]):
    """Parameters of a text; one that is missing shows as its own name."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Catalogue:
    """The texts of one language, read from ``folders`` when first asked for."""

    def __init__(self, language: str, folders: Iterable[Path] = (CORE_FOLDER,)) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._folders = tuple(folders)
        self._tables: dict[str, dict[str, Any]] | None = None

    def extended(self, *folders: Path) -> "Catalogue":
        """The same texts and those of more folders."""
        return Catalogue(self.language, (*self._folders, *folders))

    def finding(self, finding: Finding) -> FindingText:
        """The texts of a finding, its parameters filled in."""
        entry = self._table("finding").get(finding.id, {})
        words = {name: self._fact(name, finding.params) for name in finding.params}
        facts = _Facts(words, subject=escape_line(finding.subject))
        message = entry.get("message", escape_line(finding.id))
        return FindingText(
            message.format_map(facts),
            entry.get("why", "").format_map(facts),
            entry.get("fix", "").format_map(facts),
        )

    def error(self, error: PackerError) -> str:
        """The one line that tells an expected error."""
        text = self._table("error").get(error.code)
        if text is None:
            return escape_line(str(error))
        words = {name: self._fact(name, error.facts) for name in error.facts}
        return str(text.format_map(_Facts(words)))

    def label(self, key: str, **facts: object) -> str:
        """A short text of a surface or a template."""
        text = self._table("label").get(key)
        if text is None:
            # A code that came with a row or an event; nothing in it is to be filled in.
            return escape_line(key)
        words = {name: _shown(value) for name, value in facts.items()}
        return str(text).format_map(_Facts(words))

    def findings(self) -> Mapping[str, Mapping[str, str]]:
        """The texts of all findings, by id: message, why and fix, with their placeholders."""
        return self._table("finding")

    def labels(self) -> Mapping[str, str]:
        """All labels, by key."""
        return self._table("label")

    def has(self, table: str, key: str) -> bool:
        """Whether a text exists, in this language or in English."""
        return key in self._table(table)

    def _fact(self, name: str, facts: Mapping[str, object]) -> object:
        """A fact in words where its value is a code: that of the label ``<name>.<value>``.

        A ``reason`` may be the key of a label as it stands. The label may use the other facts.
        """
        value, labels = facts[name], self._table("label")
        for key in (f"{name}.{value}", str(value) if name == "reason" else ""):
            if key in labels:
                words = {each: _shown(fact) for each, fact in facts.items()}
                return str(labels[key]).format_map(_Facts(words))
        return _shown(value)

    def _table(self, name: str) -> dict[str, Any]:
        if self._tables is None:
            self._tables = _load(self._folders, ("en", self.language))
        return self._tables[name]


def _shown(value: object) -> object:
    """A fact as it may stand in a sentence: one line, all of it seen, whoever gave it."""
    if isinstance(value, bool | int | float | Lines) or value is None:
        return value
    return escape_line(str(value))


def _load(folders: Iterable[Path], languages: Iterable[str]) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {"finding": {}, "error": {}, "label": {}}
    for language in languages:
        for folder in folders:
            for path in sorted((folder / language).glob("*.toml")):
                with path.open("rb") as file:
                    data = tomllib.load(file)
                for name, table in tables.items():
                    table.update(data.get(name, {}))
    return tables
