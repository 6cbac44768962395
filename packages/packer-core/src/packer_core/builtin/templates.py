"""The templates of NFO and DIZ that come with Packer."""

from importlib import resources

from packer_core.hookspecs import NfoTemplate, hookimpl

_FOLDER = resources.files("packer_core") / "nfo" / "templates"

_TITLES = {
    "en": {"en": "Book, in English", "fr": "Livre, en anglais"},
    "fr": {"en": "Book, in French", "fr": "Livre, en français"},
}


@hookimpl
def packer_nfo_templates() -> list[NfoTemplate]:
    """An NFO and a DIZ for books, in English and in French."""
    return [_book(part, language) for part in ("nfo", "diz") for language in ("en", "fr")]


def _book(part: str, language: str) -> NfoTemplate:
    """One source serves both languages: the words of a text are labels of the catalogue."""
    return NfoTemplate(
        id=f"book-{part}-{language}",
        part=part,
        kinds=("EBOOK",),
        language=language,
        source=(_FOLDER / f"book.{part}.j2").read_text(encoding="utf-8"),
        title=_TITLES[language],
    )
