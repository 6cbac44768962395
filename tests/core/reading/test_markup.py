"""What providers write in HTML or JATS becomes plain paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.http import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<p>One <b>bold</b>, <i>two</i>.</p>", "One bold, two."),
        ("One.<br>Two.<br/>Three.", "One.\nTwo.\nThree."),
        ("<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", "a\nb\nc\nd"),
        ("<div><h2>Head</h2>Text</div>", "Head\nText"),
        (
            "<jats:title>Abstract</jats:title><jats:p>It <jats:italic>is</jats:italic>.</jats:p>",
            "Abstract\nIt is.",
        ),
        ("<jats:sec><jats:p>H<jats:sub>2</jats:sub>O</jats:p></jats:sec>", "H2O"),
        ("Fish &amp; chips &lt;3 &eacute;t&#233; &#x2014; x", "Fish & chips <3 été — x"),
        ("a&nbsp;&nbsp;b", "a b"),
        ("<script>alert('x < y')</script>text<style>p{}</style>", "text"),
        ("<template><p>no</p></template><p>yes</p>", "yes"),
        ("</script>text", "text"),
        ("<!-- no -->text", "text"),
        ("a\x00b\x1b[31mc\u200bd\ufeff\x9be", "ab[31mcde"),
        ("a&#27;[31m", "a[31m"),
        ("a\r\n\r\nb", "a\nb"),
        ("a\rb\u2028c\u2029d\x85e\x0cf", "a\nb\nc\nd\ne\nf"),
        ("  a \t  b \n\n\n  c  ", "a b\nc"),
        ("a < b, c > d, I <3 u, AT&T", "a < b, c > d, I <3 u, AT&T"),
        ("<p>not closed <b>at all", "not closed at all"),
        ("<P CLASS='x'>One</P><BR>Two", "One\nTwo"),
        ("Copyright <YEAR> by <stdio.h>", "Copyright <YEAR> by <stdio.h>"),
        ('<i title="a > b">One</i>', "One"),
        ("<!DOCTYPE html><?xml version='1.0'?><html><body>One</body></html>", "One"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain(markup) == text
    assert plain(text) == text or "&" in text


def test_text_without_markup_stays_as_it_is() -> None:
    text = "Une marée, 100 % « haute » — 5 > 3 & 2.\nSecond paragraph: it’s OK."
    assert plain(text) == text


@given(st.text())
def test_whatever_comes_becomes_clean_text(markup: str) -> None:
    text = plain(markup)
    assert text == text.strip()
    assert all(each == "\n" or ord(each) >= 32 for each in text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="<&")))
def test_plain_text_is_not_changed_twice(text: str) -> None:
    assert plain(plain(text)) == plain(text)
