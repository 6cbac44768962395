"""Pages of strangers: links and texts, whatever the markup."""

import time

import pytest

from packer_core.reading.html_pages import links, plain_text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<a href="a.nfo">A</a>', [("a.nfo", "A")]),
        ("<A class=x HREF='a.nfo' >  A\n <b>b</b></A>", [("a.nfo", "A b")]),
        ("<a href=a.nfo>A<a href=b.nfo>B", [("a.nfo", "A"), ("b.nfo", "B")]),
        ('<a href="t.html?id=a&amp;b=c">&eacute;</a>', [("t.html?id=a&b=c", "é")]),
        ("<a name=x>no link</a>", []),
        ('<!-- <a href="x"> --><script><a href="y"></script><a href="z">Z</a>', [("z", "Z")]),
        ("<a href=>A</a><a href", []),
        ("", []),
    ],
)
def test_links_are_found(page: str, expected: list[tuple[str, str]]) -> None:
    assert list(links(page)) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<html><pre>\n  a\n   b</pre><p>menu", "  a\n   b"),
        ("<PRE>a<br>b</PRE>c<pre>d", "a\nb\n\nd"),
        ("<pre>&lt;YEAR&gt; &amp; <b>x</b></pre>", "<YEAR> & x"),
        ("<pre>Title.<YEAR>.<TAGS> <3 a < b</pre>", "Title.<YEAR>.<TAGS> <3 a < b"),
        ("<title>t</title><p>a  b<p>c<br/>d<style>p {}</style>", "a b\nc\nd"),
        ("<!doctype html><?php x ?><div>a</div>", "a"),
        ("<p>a<!-- open", "a"),
        ("<p>a<script>open", "a"),
        ("<pre></pre><p>a", "a"),
        ("</pre>a", "a"),
    ],
)
def test_the_text_of_a_page_is_found(page: str, expected: str) -> None:
    assert plain_text(page) == expected


@pytest.mark.parametrize("part", ["<", "<a", "<!--", "<pre>", "<script>", "<a href='", "</", "&#"])
def test_a_hostile_page_costs_little_time(part: str) -> None:
    page = part * (300_000 // len(part))
    began = time.process_time()
    plain_text(page)
    list(links(page))
    assert time.process_time() - began < 3
