"""Paths that stay in the folder that they are joined to, and those that do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.files.inside import leads_out


@pytest.mark.parametrize("path", ["a", "a/b.rar", "./a", "a/./b", "..a", "a..", "a b", "é", "\n"])
def test_a_path_below_stays(path: str) -> None:
    assert not leads_out(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "./",
        "/",
        "//",
        "/a",
        "//a",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a/../../b",
        "a\0",
        "\0",
    ],
)
def test_a_path_that_leads_elsewhere_is_told(path: str) -> None:
    assert leads_out(path)


@given(st.lists(st.sampled_from(["..", ".", "", "/", "a", "b\0", "c.rar"]), max_size=6))
def test_what_stays_is_below_its_folder(parts: list[str]) -> None:
    path = "/".join(parts)
    if not leads_out(path):
        folder = Path("/out/release")
        assert folder in (folder / path).parents
        assert ".." not in (folder / path).parts
