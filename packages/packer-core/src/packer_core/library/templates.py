"""Which templates a release uses, and what renders them.

Templates of the installation are rendered in this process; a user's own file in a process with
limits, by the same renderer.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from packer_core import plugins
from packer_core.errors import UnknownName
from packer_core.files.reading import read_text
from packer_core.hookspecs import NfoTemplate
from packer_core.nfo.apart.process import MAX_SOURCE, RenderProcess
from packer_core.nfo.render import Renderer, render
from packer_core.nfo.variables import NfoVariables
from packer_core.settings import Settings
from packer_core.values import Description, PackRequest

#: The ending of a template file; a request that names such a file means the file.
ENDING = ".j2"


@frozen(kw_only=True)
class TextTemplates:
    """The templates of one release; ``diz`` is ``None`` for a kind whose releases have none."""

    nfo: NfoTemplate
    diz: NfoTemplate | None = None

    @property
    def trusted(self) -> bool:
        """Whether both come with the installation."""
        return self.nfo.trusted and (self.diz is None or self.diz.trusted)


def templates_for(
    request: PackRequest, description: Description, settings: Settings
) -> TextTemplates:
    """The NFO template a request names, by id or as a ``.j2`` file, else the first that fits.

    Raises :class:`UnknownName` for an id, :class:`NotFound` and :class:`Unreadable` for a file.
    """
    known = plugins.for_settings(settings).templates()
    kind, language = description.kind, request.language or "en"
    if request.template is not None and request.template.endswith(ENDING):
        nfo = _read(Path(request.template), kind, language)
    else:
        nfo = _choose(known, request.template, kind, language)
    fitting = _fitting(known, "diz", kind, language)
    return TextTemplates(nfo=nfo, diz=fitting[0] if fitting else None)


def renderer_of(templates: TextTemplates) -> Renderer:
    """What renders the templates: behind limits for a user's own, in a process for each text."""
    return render if templates.trusted else _render_apart


@contextlib.contextmanager
def rendering(templates: TextTemplates) -> Iterator[Renderer]:
    """As :func:`renderer_of`, with one process for all texts that are rendered in the block."""
    if templates.trusted:
        yield render
        return
    with RenderProcess() as process:
        yield process.render


def _render_apart(
    source: str, variables: NfoVariables, part: str, where: str = "template"
) -> tuple[str, ...]:
    with RenderProcess() as process:
        return process.render(source, variables, part, where)


def _read(path: Path, kind: str, language: str) -> NfoTemplate:
    text = read_text(path, MAX_SOURCE)
    return NfoTemplate(
        id=path.name, part="nfo", kinds=(kind,), language=language, source=text, trusted=False
    )


def _choose(
    known: Mapping[str, NfoTemplate], name: str | None, kind: str, language: str
) -> NfoTemplate:
    """The template of an NFO with that id, else the first that fits."""
    fitting = _fitting(known, "nfo", kind, language)
    if name is not None:
        fitting = [each for each in fitting if each.id == name]
    if not fitting:
        names = ", ".join(each.id for each in known.values() if each.part == "nfo")
        raise UnknownName(what="template", name=name or f"nfo {kind}", known=names)
    return fitting[0]


def _fitting(
    known: Mapping[str, NfoTemplate], part: str, kind: str, language: str
) -> list[NfoTemplate]:
    """The templates for a part of a kind's releases: those of the language first, then by id."""
    fitting = [each for each in known.values() if each.part == part and kind in each.kinds]
    return sorted(fitting, key=lambda each: (each.language != language, each.id))
