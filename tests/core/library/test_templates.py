"""Which templates a release uses."""

from pathlib import Path

import attrs
import pytest

from packer_core.errors import UnknownName
from packer_core.library.templates import TextTemplates, renderer_of, rendering, templates_for
from packer_core.nfo.render import render
from packer_core.settings import Settings
from packer_core.values import Description, EpisodeMetadata, PackRequest

REQUEST = PackRequest(sources=())


def chosen(kind: str, **request: str) -> TextTemplates:
    description = Description(kind=kind, files=(), metadata=EpisodeMetadata())
    return templates_for(attrs.evolve(REQUEST, **request), description, Settings())


@pytest.mark.parametrize(
    ("kind", "nfo", "diz"),
    [
        ("EBOOK", "book-nfo-en", "book-diz-en"),
        ("TV", "episode-nfo-en", None),
        ("DOCS", "document-nfo-en", "document-diz-en"),
    ],
)
def test_a_kind_has_its_templates(kind: str, nfo: str, diz: str | None) -> None:
    templates = chosen(kind)
    assert templates.nfo.id == nfo
    assert (templates.diz.id if templates.diz else None) == diz


def test_the_language_of_the_labels_chooses() -> None:
    assert chosen("TV", language="fr").nfo.id == "episode-nfo-fr"


def test_a_template_is_asked_for_by_its_id() -> None:
    named = chosen("TV", template="episode-nfo-mediainfo-fr")
    assert named.nfo.id == "episode-nfo-mediainfo-fr"
    with pytest.raises(UnknownName):
        chosen("TV", template="book-nfo-en")


def test_templates_without_a_diz_render_in_this_process() -> None:
    templates = chosen("TV")
    assert renderer_of(templates) is render
    with rendering(templates) as ready:
        assert ready is render


def test_a_template_of_a_user_is_never_rendered_in_this_process(tmp_path: Path) -> None:
    (tmp_path / "own.j2").write_text("{{ dirname }}\n")
    templates = chosen("TV", template=str(tmp_path / "own.j2"))
    assert not templates.trusted
    assert renderer_of(templates) is not render
    with rendering(templates) as ready:
        assert ready is not render
