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
        (["Ann Miller & Bob Stone"], ("Ann Miller", "Bob Stone")),
        (["Ann Miller &amp; Bob Stone"], ("Ann Miller", "Bob Stone")),
        (["Ann Miller and Bob Stone"], ("Ann Miller", "Bob Stone")),
        (["Ann Miller, Bob Stone, Carl Reed"], ("Ann Miller", "Bob Stone", "Carl Reed")),
        (["Ann Miller, Bob Stone, and Carl Reed"], ("Ann Miller", "Bob Stone", "Carl Reed")),
        (["Miller, Ann & Stone, Bob"], ("Miller, Ann", "Stone, Bob")),
        (["Miller, Ann B. and Stone, Robert C."], ("Miller, Ann B.", "Stone, Robert C.")),
        (["García Márquez, Gabriel"], ("García Márquez, Gabriel",)),
        (["van Dyke, Dick James"], ("van Dyke, Dick James",)),
        (["José Ortega y Gasset"], ("José Ortega y Gasset",)),
        (["Anna und Otto Berg"], ("Anna und Otto Berg",)),
        (["Plato"], ("Plato",)),
        (["<b>Ann Miller</b>"], ("Ann Miller",)),
        (["Johnson & Johnson"], ("Johnson & Johnson",)),
        (["Simon and Schuster"], ("Simon and Schuster",)),
        (["Ernst, Young & Co"], ("Ernst, Young & Co",)),
        (["Department of Health and Human Services"], ("Department of Health and Human Services",)),
        (["Harbour Office, Tide Service"], ("Harbour Office, Tide Service",)),
        (["AT&T"], ("AT&T",)),
    ],
)
def test_names_are_found(texts: list[str | None], found: tuple[str, ...]) -> None:
    assert names(texts) == found
