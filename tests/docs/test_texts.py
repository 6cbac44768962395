"""Plain text and Markdown: encodings, titles, heads."""

from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core.errors import Unreadable
from packer_core.hookspecs import Extractor
from packer_core.values import DocumentMetadata, Extraction, PartialDate
from packer_plugins_docs import plugin

Read = Callable[[str, bytes | str], Extraction]
ReadDocument = Callable[[str, bytes | str], DocumentMetadata]


def test_the_kind_is_docs() -> None:
    (kind,) = plugin.packer_release_kinds()
    assert (kind.id, kind.metadata, kind.borrows) == ("DOCS", DocumentMetadata, ("EBOOK",))
    assert (kind.folder, kind.default_rule_set) == ("together", "DOCS-1")
    assert kind.refine is not None


def test_every_extractor_fulfils_the_protocol() -> None:
    every: tuple[object, ...] = tuple(plugin.packer_extractors())
    assert all(isinstance(each, Extractor) for each in every)


@pytest.mark.parametrize("name", ["a.nfo", "a.sfv", "a.diz", "a.srt", "a.py", "a.xml"])
def test_other_texts_are_no_documents(name: str, tmp_path: Path) -> None:
    scores = [each.score(tmp_path / name, b"Some text\n") for each in plugin.packer_extractors()]
    assert set(scores) == {None}


def test_a_heading_before_a_text_is_its_title(document: ReadDocument) -> None:
    found = document("a.txt", "Keeping a Tide Log\nby Mara Quill\n\nAll it needs is a post.\n")
    assert (found.title, found.authors, found.words) == ("Keeping a Tide Log", ("Mara Quill",), 13)


@pytest.mark.parametrize(
    "text",
    [
        "All it needs is a marked post, and patience.\n",
        "one two three\n\nmore",
        "2024-03-20\n\nmore",
        "https://harbour.example/\n\nmore",
    ],
)
def test_a_sentence_a_date_or_a_link_is_no_title(text: str, document: ReadDocument) -> None:
    assert document("a.txt", text).title is None


def test_a_list_of_facts_tells_what_the_text_is(document: ReadDocument) -> None:
    head = "A free text\n\nTitle: The Tides\nAuthor: Mara Quill\nRelease Date: May 4, 2019\n"
    found = document("a.txt", f"{head}Language: English\n\nText.\n")
    assert (found.title, found.authors) == ("The Tides", ("Mara Quill",))
    assert (found.published, found.language) == (PartialDate(2019, 5, 4), "en")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_text_is_read_in_any_usual_encoding(encoding: str, document: ReadDocument) -> None:
    text = "Les Marées\n\nLa mer s’élève deux fois par jour, même à l’été où l’eau paraît basse.\n"
    assert document("a.txt", (text * 3).encode(encoding)).title == "Les Marées"


def test_russian_without_unicode_is_read(document: ReadDocument) -> None:
    text = "Дневник приливов\n\nКаждый день человек записывает высоту воды у старого столба.\n"
    assert document("a.txt", (text * 5).encode("cp1251")).title == "Дневник приливов"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 300, bytes(range(256)) * 20, b"\xff\xfe"])
def test_what_is_no_text_is_refused(data: bytes, read_text: Read) -> None:
    with pytest.raises(Unreadable):
        read_text("a.txt", data)


def test_front_matter_says_what_a_text_is(document: ReadDocument) -> None:
    found = document(
        "a.md",
        '---\ntitle: "Tides: A Log"\nauthor:\n  - Mara Quill\n  - name: Jo Reed\ndate: 2024-03-20\n'
        "lang: fr-CA\ntags: [sea, 'moon']\nlicense: CC BY 4.0\nversion: 1.2\n"
        "description: >\n  One line\n  and more.\ndoi: 10.5555/12345678\n---\n# Other\n",
    )
    assert (found.title, found.authors) == ("Tides: A Log", ("Mara Quill", "Jo Reed"))
    assert (found.published, found.language) == (PartialDate(2024, 3, 20), "fr-CA")
    assert (found.subjects, found.license) == (("sea", "moon"), "CC BY 4.0")
    assert (found.version, found.doi) == ("1.2", "10.5555/12345678")
    assert found.description == "One line and more."


def test_front_matter_may_be_toml_or_a_title_block(document: ReadDocument) -> None:
    assert document("a.md", '+++\ntitle = "Tides"\n+++\ntext').title == "Tides"
    found = document("b.md", "% Tides\n% Mara Quill; Jo Reed\n% May 2024\n\ntext\n")
    assert (found.title, found.authors) == ("Tides", ("Mara Quill", "Jo Reed"))
    assert found.published == PartialDate(2024, 5)


@pytest.mark.parametrize(
    "text",
    [
        "# A *Tide* [Log](x.md) #\n",
        "[![ok](a.svg)](b)\n\nA Tide Log\n===\n",
        "## Intro\n\n# A Tide Log\n",
        "```\n# comment\n```\n\n## A Tide Log\n",
        '<h1 align="center">A Tide <b>Log</b></h1>\n\n## More\n',
    ],
)
def test_the_first_heading_is_the_title(text: str, document: ReadDocument) -> None:
    assert document("a.md", text).title == "A Tide Log"
