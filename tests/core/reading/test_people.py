"""Names of persons in fields of strangers."""

import pytest

from packer_core.reading.people import names


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([], ()),
        ([None, ""], ()),
        (["Ada Example; Bob Test"], ("Ada Example", "Bob Test")),
        (["Ada Example", "ADA EXAMPLE"], ("Ada Example",)),
        (["Allison, Timothy B."], ("Allison, Timothy B.",)),
        (["Author", "unknown author", "Anonymous Author", "N/A", "(none)", "-"], ()),
        (["\ufeffAda\u200b  Example\n"], ("Ada Example",)),
        (["x" * 30_000], ("x" * 20_000,)),
    ],
)
def test_names_are_found(texts: list[str | None], found: tuple[str, ...]) -> None:
    assert names(texts) == found
