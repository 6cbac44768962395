"""Names seen in public tables, with what others read in them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from packer_core.naming import (
    language_tag,
    month_number,
    parse_best,
    parse_name,
    read_issue,
    rebuild_name,
)
from packer_core.values import ParsedName
from tests.support.rule_sets import rule_sets

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

Facts = Mapping[str, Any]

SETS = rule_sets()
EBOOK = SETS["EBOOK-2022"]
TV = tuple(rules for rules in SETS.values() if rules.kind == "TV")


def rows(corpus: Path, name: str) -> list[dict[str, Any]]:
    found = json.loads((corpus / "names" / name).read_text(encoding="utf-8"))
    return (
        found if isinstance(found, list) else [{"name": k, "expected": v} for k, v in found.items()]
    )


def plain(text: str) -> str:
    """Text without case and punctuation, which tables write as they please."""
    return "".join(char for char in text.lower() if char.isalnum())


def of(parsed: ParsedName, *names: str) -> str:
    return " ".join(parsed.fields[name] for name in names if name in parsed.fields)


def curated(parsed: ParsedName) -> dict[str, Any]:
    """The fields of the first table: numbers as such, a title with all that follows it."""
    issue = read_issue(parsed.fields.get("issue", ""))
    year = parsed.fields.get("year")
    title = of(parsed, "title", "subtitle", "edition")
    date = issue.date(int(year)) if issue and year and issue.day else None
    return {
        "author": of(parsed, "author"),
        "publisher": of(parsed, "publisher"),
        "title": title,
        "year": int(year) if year else None,
        "group": of(parsed, "group"),
        "source": of(parsed, "source").upper(),
        "format": of(parsed, "format").upper() or "PDF",
        "language": language_tag(of(parsed, "language")),
        "kind": parsed.form,
        "issue": int(issue.number) if issue and issue.number else None,
        "volume": int(parsed.fields.get("volume", "0")),
        "date": str(date),
    }


def test_every_field_of_the_curated_names_is_read(corpus):
    for row in rows(corpus, "ebook-real-a.json"):
        found = curated(parse_name(row["name"], EBOOK))
        expected = {k: v for k, v in row["expected"].items() if k != "note"}
        if "language" in expected:
            expected["language"] = language_tag(expected["language"])
        assert {name: found[name] for name in expected} == expected, row["name"]


#: Audio books are a section of their own, with underscores and other parts.
AUDIO = "ABook"


def test_every_field_of_the_parsers_book_names_is_read(corpus):
    table = [row for row in rows(corpus, "pr0pz-ebook-a.json") if row["expected"]["Type"] != AUDIO]
    assert len(table) == 6
    for row in table:
        parsed = parse_name(row["name"], EBOOK)
        for field, value in row["expected"].items():
            assert _pr0pz(parsed, field, value), (row["name"], field, value, parsed.fields)


def _pr0pz(parsed: ParsedName, field: str, value: str) -> bool:
    issue = read_issue(of(parsed, "issue"))
    if field == "Author":
        return of(parsed, "author", "publisher") == value
    if field == "Episode":
        number = of(parsed, "volume") or (issue.number if issue else "") or ""
        return number.lstrip("0") == value
    if field == "Date":
        word = of(parsed, "month") or of(parsed, "issue")
        return f"01.{month_number(word):02}.{of(parsed, 'year')}" == value
    if field == "Flags":
        kind = of(parsed, "kind").lower()
        return {kind, "ebook"} - {""} == set(value.lower().split(", "))
    if field == "Format":
        return of(parsed, "source").lower() == value.lower()
    if field == "Type":
        return of(parsed, "suffix").lower() == value.lower()
    return of(parsed, field.lower()) == value


def test_the_books_of_the_large_table_are_read(corpus):
    kinds = {"book", "comic", "magazine", "education"}
    table = [row for row in rows(corpus, "rls-a.json") if _type(row) in kinds]
    table = [row for row in table if "ebook" in row["name"].lower()]
    assert len(table) == 5
    for row in table:
        parsed, expected = parse_name(row["name"], EBOOK), row["expected"]
        # That table leaves a number written N26 in the title.
        title = of(parsed, "title", *(["issue"] if "issue" not in expected else []))
        known = {
            "title": plain(expected["title"]) in (plain(title), plain(of(parsed, "title"))),
            "artist": of(parsed, "author") == expected.get("artist", of(parsed, "author")),
            "year": of(parsed, "year") == expected["year"],
            "group": of(parsed, "group") == expected["group"],
            "language": of(parsed, "language").upper() == expected.get("language", ""),
            "series": of(parsed, "volume") == expected.get("series", ""),
        }
        assert all(known.values()), (row["name"], known)


def _type(row: Facts) -> str:
    return row["expected"].get("type", "") if isinstance(row["expected"], dict) else ""


def test_what_the_television_templates_cover_is_read(corpus):
    checked = [result for row in _covered(corpus) for result in _compare(row)]
    wrong = [result for result in checked if not result[-1]]
    assert len(checked) > 200
    assert len(wrong) <= 0.03 * len(checked), wrong


#: Forms whose names have a season and an episode: nothing else looks like them.
_NUMBERED = ("episode", "special", "multi")


def _covered(corpus: Path) -> Iterator[dict[str, Any]]:
    """Rows that have all that a template demands; without the number of an episode, only those in
    a format of the rule sets, for films and music have the same parts otherwise."""
    for row in (*rows(corpus, "rls-a.json"), *rows(corpus, "ptn.json")):
        parsed = parse_best(row["name"], TV)
        if _type(row) not in ("", "episode", "series", "movie") or parsed.missing:
            continue
        if parsed.form in _NUMBERED or (parsed.form and not parsed.unlisted):
            yield row


#: The tables' names of fields -> those of the templates, the first one that a name has.
_READERS = {
    "title": ("show", "title", "league"),
    "subtitle": ("episode_title", "event", "guest"),
    "season": ("season",),
    "series": ("season",),
    "episode": ("episode",),
    "resolution": ("res",),
    "group": ("group",),
    "year": ("first_year", "year", "yyyy"),
    "month": ("mm",),
    "day": ("dd",),
    "codec": ("format",),
    "quality": ("format",),
    "source": ("format",),
}


def _compare(row: Facts) -> Iterator[tuple[str, str, Any, Any, bool]]:
    parsed = parse_best(row["name"], TV)
    for field in _READERS.keys() & row["expected"].keys():
        value = str(row["expected"][field])
        found = next((parsed.fields[n] for n in _READERS[field] if n in parsed.fields), "")
        if _READERS[field] == ("format",):
            same = plain(found).replace("bdx", "blurayx")
            yield row["name"], field, value, found, plain(value) in same
        elif value.isdigit() and found.isdigit():
            yield row["name"], field, value, found, int(found) == int(value)
        else:
            yield row["name"], field, value, found, plain(found) == plain(value)


def test_every_name_found_well_formed_is_built_again(corpus):
    names = [
        row["name"] for file in (corpus / "names").iterdir() for row in rows(corpus, file.name)
    ]
    for rule_set in SETS.values():
        for name in names:
            parsed = parse_name(name, rule_set)
            if parsed.well_formed:
                assert rebuild_name(parsed, rule_set) == name
