"""HTML and XHTML."""

from collections.abc import Callable

from packer_core.values import DocumentMetadata, Extraction, PartialDate

Read = Callable[[str, bytes | str], Extraction]
ReadDocument = Callable[[str, bytes | str], DocumentMetadata]

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>A Tide Log | Harbour Trust</title>
<meta name="author" content="Mara Quill"><meta name="citation_doi" content="doi:10.5555/abc.1">
<meta name="dcterms.issued" content="2024-03-20"><meta name="dc.publisher" content="Harbour Trust">
<meta name="keywords" content="sea, moon"><meta name="description" content="How to watch.">
<meta property="article:modified_time" content="2024-05-01T10:00:00Z">
<meta name="generator" content="Word"><link rel="license" href="https://cc.example/by/4.0/">
<link rel="stylesheet" href="//cdn.example/a.css"><script>run()</script>
<script type="application/ld+json">{}</script></head>
<body><h1>A Tide Log</h1><p>One <b>two</b> three.</p><img src="https://pics.example/a.png"></body>
</html>"""


def test_a_page_says_what_it_is(document: ReadDocument) -> None:
    found = document("a.html", PAGE)
    assert (found.title, found.authors) == ("A Tide Log", ("Mara Quill",))
    assert (found.doi, found.publisher) == ("10.5555/abc.1", "Harbour Trust")
    assert (found.published, found.modified) == (PartialDate(2024, 3, 20), PartialDate(2024, 5, 1))
    assert (found.language, found.subjects) == ("en-GB", ("sea", "moon"))
    assert (found.license, found.description) == ("https://cc.example/by/4.0/", "How to watch.")


def test_scripts_and_files_from_elsewhere_are_told(read_text: Read) -> None:
    found = {each.id: dict(each.params) for each in read_text("a.html", PAGE).findings}
    assert found == {
        "docs.scripts": {"count": 1},
        "docs.remote": {"count": 2, "hosts": "cdn.example, pics.example"},
    }


def test_the_excerpt_is_what_a_reader_sees(read_text: Read) -> None:
    excerpt = read_text("a.html", PAGE).excerpt
    assert excerpt is not None
    assert excerpt() == "A Tide Log\nOne two three."


def test_xhtml_in_its_namespace_is_read(document: ReadDocument) -> None:
    page = (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        'xml:lang="fr"><head><title>Les Marées</title></head><body><p>Un mot.</p></body></html>'
    )
    found = document("a.xhtml", page)
    assert (found.title, found.language, found.words) == ("Les Marées", "fr", 2)


def test_a_page_under_the_name_of_a_text_is_named(read_text: Read) -> None:
    found = read_text("a.txt", PAGE)
    assert found.format == "html"
    assert found.findings[0].id == "input.extension"


def test_a_declared_encoding_counts(document: ReadDocument) -> None:
    page = '<html><meta charset="windows-1251"><title>Дневник приливов</title></html>'
    assert document("a.html", page.encode("cp1251")).title == "Дневник приливов"
