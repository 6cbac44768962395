"""Whatever a name, a text or a rule set holds, judging ends, and says something or nothing."""

import contextlib
from io import StringIO

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from packer_core import naming, rules
from packer_core.errors import BadConfiguration
from packer_core.values import Entry, MemberFacts, ReleaseView, TextFacts, ZipDisk
from tests.support.rule_sets import judge, rule_sets

EBOOK = rule_sets()["EBOOK-2022"]
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@given(ANY_TEXT)
def test_any_name_is_judged(name: str) -> None:
    view = ReleaseView(name=name, parsed=naming.parse_name(name, EBOOK))
    judge(view, EBOOK)


@given(path=ANY_TEXT, inner=ANY_TEXT, size=st.integers(0, 1 << 64))
@settings(max_examples=50)
def test_any_file_is_judged(path: str, inner: str, size: int) -> None:
    member = MemberFacts(name=inner, size=size, crc32=None, method=inner)
    view = ReleaseView(
        name="A-B",
        entries=(Entry(path=path, size=size),),
        disks=(ZipDisk(path=path, size=size, entries=(member,)),),
        members=(inner,),
    )
    judge(view, EBOOK)


@given(ANY_TEXT)
@settings(max_examples=50)
def test_any_text_is_judged(text: str) -> None:
    texts = tuple(
        TextFacts(path=path, text=text, encoding="utf-8", newline="mixed", crc32=0)
        for path in ("a.nfo", "file_id.diz")
    )
    view = ReleaseView(name="A-B", parsed=naming.parse_name("A-B", EBOOK), texts=texts)
    judge(view, EBOOK)
    for receiver in rules.receivers().values():
        rules.judge_receiver(attrs.evolve(view, disk_count=1), receiver)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.sampled_from(["names", "base", "releases", "other"]), VALUES)
@settings(max_examples=100)
def test_any_cases_are_read_or_refused(key: str, value: object) -> None:
    stream = StringIO()
    YAML(typ="safe", pure=True).dump({key: value}, stream)
    # Anything else that is raised fails the test.
    with contextlib.suppress(BadConfiguration):
        rules.read_cases(stream.getvalue(), "any.yaml")


@pytest.mark.timeout(20)
def test_a_long_text_takes_no_long_time() -> None:
    for text in ("a." * 500_000, "Release " * 125_000, "-" * 1_000_000):
        nfo = TextFacts(path="a.nfo", text=text, encoding="ascii", newline="lf", crc32=0)
        name = "Emma.2015.RETAIL.PROPER.ePUB.eBook-GRP"
        view = ReleaseView(name=name, parsed=naming.parse_name(name, EBOOK), texts=(nfo,))
        judge(view, EBOOK)
