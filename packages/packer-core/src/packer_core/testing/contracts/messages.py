"""What the texts of a plugin promise."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packer_core.messages import CORE_FOLDER
from packer_core.testing.contracts.assertions import fail, must

_LANGUAGES = {"en": "English", "fr": "French"}
_TABLES = ("finding", "error", "label")
_PARTS = {"message", "why", "fix"}


class MessagesContract:
    """What holds for every folder of texts, with ``en/*.toml`` and ``fr/*.toml``.

    ``provider`` is the folder.
    """

    def test_both_languages_have_the_same_files(self, provider: Path) -> None:
        """English and French are of equal rank."""
        english, french = (set(_files(provider, each)) for each in _LANGUAGES)
        must(english | french, f"there are no texts in {provider}/en and {provider}/fr")
        for name in english ^ french:
            lacking = "French" if name in english else "English"
            fail(f"{name} is not there in {lacking}")

    def test_a_file_holds_known_tables_only(self, provider: Path) -> None:
        """Findings, errors and labels; what else stands there nobody reads."""
        for language in _LANGUAGES:
            for name, data in _files(provider, language).items():
                for table in data:
                    told = f"{language}/{name} has a table {table}: {', '.join(_TABLES)} are read"
                    must(table in _TABLES, told)

    def test_a_finding_says_what_and_why_and_what_to_do(self, provider: Path) -> None:
        """In three texts, none of them empty."""
        for language in _LANGUAGES:
            for name, data in _files(provider, language).items():
                for key, entry in data.get("finding", {}).items():
                    place = f"{language}/{name}: the finding {key}"
                    stated = set(entry) if isinstance(entry, Mapping) else set()
                    must(stated == _PARTS, f"{place} does not state message, why and fix alone")
                    for part, text in entry.items():
                        must(str(text).strip(), f"{place} has an empty {part}")

    def test_both_languages_have_the_same_texts(self, provider: Path) -> None:
        """What one language says the other says too."""
        english, french = (_texts(provider, each) for each in _LANGUAGES)
        for key in sorted(english.keys() ^ french.keys()):
            lacking = "French" if key in english else "English"
            fail(f"the text of {key} is missing in {lacking}")

    def test_both_languages_fill_in_the_same_facts(self, provider: Path) -> None:
        """The placeholders in braces."""
        english, french = (_texts(provider, each) for each in _LANGUAGES)
        for key in english.keys() & french.keys():
            facts = [_placeholders(key, text) for text in (english[key], french[key])]
            told = f"{key} fills in {facts[0] or 'nothing'} in English, {facts[1] or 'nothing'} in"
            must(facts[0] == facts[1], f"{told} French")

    def test_no_text_takes_the_place_of_one_of_packers(self, provider: Path) -> None:
        """A key of Packer's own keeps its text."""
        if provider == CORE_FOLDER:
            return
        own, packers = _texts(provider, "en"), _texts(CORE_FOLDER, "en")
        for key in own.keys() & packers.keys():
            must(own[key] == packers[key], f"{key} is a text of Packer's already, another one")


def _files(folder: Path, language: str) -> dict[str, dict[str, Any]]:
    """What is in the files of a language, by their names."""
    found = {}
    for path in sorted((folder / language).glob("*.toml")):
        try:
            found[path.name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            fail(f"{language}/{path.name} is no TOML in UTF-8: {error}")
    return found


def _texts(folder: Path, language: str) -> dict[str, str]:
    """All texts of a language by their dotted keys."""
    found: dict[str, str] = {}
    for data in _files(folder, language).values():
        found.update(_flat(data))
    return found


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)


def _placeholders(key: str, text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        fail(f"the braces of {key} do not fit together ({error}): {text}")
