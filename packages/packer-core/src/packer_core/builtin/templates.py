"""The templates of NFO and DIZ that come with Packer."""

from importlib import resources

from attrs import frozen

from packer_core.hookspecs import NfoTemplate, hookimpl

_FOLDER = resources.files("packer_core") / "nfo" / "templates"

#: The languages of the labels, by their name in each language.
_LANGUAGES = {
    "en": {"en": "in English", "fr": "en anglais"},
    "fr": {"en": "in French", "fr": "en français"},
}


@frozen
class _Design:
    """A design for texts of a kind: its id, its part, the files its source is put together from."""

    name: str
    part: str
    kind: str
    files: tuple[str, ...]
    title: dict[str, str]


_BOOK = {"en": "Book", "fr": "Livre"}
_EPISODE = {"en": "Episode", "fr": "Épisode"}
_REPORT = {"en": "Episode with MediaInfo's report", "fr": "Épisode avec le rapport de MediaInfo"}
_DOCUMENT = {"en": "Document", "fr": "Document"}

#: The first design of a kind, by its id, is the one for who asks for none.
_DESIGNS = (
    _Design("book-nfo", "nfo", "EBOOK", ("book.nfo.j2",), _BOOK),
    _Design("book-diz", "diz", "EBOOK", ("book.diz.j2",), _BOOK),
    _Design("episode-nfo", "nfo", "TV", ("episode.nfo.j2",), _EPISODE),
    _Design("episode-nfo-mediainfo", "nfo", "TV", ("episode.nfo.j2", "mediainfo.nfo.j2"), _REPORT),
    _Design("document-nfo", "nfo", "DOCS", ("document.nfo.j2",), _DOCUMENT),
    _Design("document-diz", "diz", "DOCS", ("document.diz.j2",), _DOCUMENT),
)


@hookimpl
def packer_nfo_templates() -> list[NfoTemplate]:
    """An NFO for every kind, a DIZ for those that have one, in English and in French."""
    return [_template(design, language) for design in _DESIGNS for language in _LANGUAGES]


def _template(design: _Design, language: str) -> NfoTemplate:
    """One source serves both languages: the words of a text are labels of the catalogue."""
    named = _LANGUAGES[language]
    return NfoTemplate(
        id=f"{design.name}-{language}",
        part=design.part,
        kinds=(design.kind,),
        language=language,
        source="".join((_FOLDER / file).read_text(encoding="utf-8") for file in design.files),
        title={reader: f"{title}, {named[reader]}" for reader, title in design.title.items()},
    )
