"""The one renderer: the preview, the plan and the file on disk all come from here.

A template is Jinja2 in a sandbox without a file system. Everything it is given is in code page
437 already, so a column is a character; what it writes is then cut to the width, whatever the
metadata or the template did.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from packer_core.errors import BadConfiguration
from packer_core.nfo.cp437 import encode_cp437
from packer_core.nfo.diz import find_counter, without_counter
from packer_core.nfo.lines import clean, fit, pad
from packer_core.nfo.variables import RELEASE_VARIABLES, NfoVariables, Value
from packer_core.nfo.words import labels as catalogue
from packer_core.nfo.words.functions import FILTERS, FUNCTIONS
from packer_core.nfo.words.media import MEDIA_FILTERS, MEDIA_FUNCTIONS
from packer_core.nfo.words.tracks import Track

#: Columns of an NFO; columns and lines of a DIZ.
NFO_COLUMNS = 80
DIZ_COLUMNS = 44
DIZ_LINES = 30

#: More characters than any NFO has; a template that writes more is broken.
MAX_OUTPUT = 256 * 1024

#: As many characters of one text, and texts of one list, as an NFO has use for.
MAX_VALUE = 20_000
MAX_ITEMS = 200

_PROSE = frozenset({"description", "media_report"})

#: Applied to every text a template is given.
Change: TypeAlias = Callable[[str], str]

# What the expressions of a template may raise while it runs.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    jinja2.TemplateError,
)


def render_nfo(source: str, variables: NfoVariables, where: str = "nfo") -> str:
    """Render an NFO.

    :param source: the template (Jinja2).
    :param where: the template's id, for the error.
    :return: lines of at most 80 columns in the characters of code page 437, ``\\r\\n`` behind each.
    :raises packer_core.errors.BadConfiguration: for a fault of the template: ``where`` is its id
        and line, ``reason`` the key of a label, ``detail`` what the template engine says.
    """
    return _text(_fitted(_run(source, variables, where), NFO_COLUMNS))


def render_diz(source: str, variables: NfoVariables, disk: int, where: str = "diz") -> str:
    """Render ``file_id.diz`` of one disk (from 1): at most 44 columns and 30 lines.

    Otherwise as :func:`render_nfo`; the template also sees ``disk``.
    """
    text = _diz(source, variables, disk, where)
    if find_counter(text) in {None, (disk, variables.disk_count)}:
        return text
    # A title such as "Dune (2/5)" must not be what a receiver counts its disks by.
    return _diz(source, variables, disk, where, without_counter)


def _diz(source: str, variables: NfoVariables, disk: int, where: str, change: Change = str) -> str:
    written = _fitted(_run(source, variables, where, change, disk=disk), DIZ_COLUMNS)
    return _text(_within(written, DIZ_LINES))


def render_disks(source: str, variables: NfoVariables, where: str = "diz") -> tuple[str, ...]:
    """Render ``file_id.diz`` of every disk, all of one length in bytes."""
    count = variables.disk_count
    texts = [render_diz(source, variables, disk, where) for disk in range(1, count + 1)]
    longest = max((len(text) for text in texts), default=0)
    return tuple(pad(text, longest) for text in texts)


class Renderer(Protocol):
    """Renders a template of either part, as :func:`render` does."""

    def __call__(
        self, source: str, variables: NfoVariables, part: str, where: str = ...
    ) -> tuple[str, ...]:
        """The rendered texts; raises :class:`packer_core.errors.BadConfiguration`."""


def render(
    source: str, variables: NfoVariables, part: str, where: str = "template"
) -> tuple[str, ...]:
    """Render a template of either part: one text for ``nfo``, one a disk for ``diz``.

    :class:`packer_core.nfo.apart.process.RenderProcess` has a method of the same form.
    """
    if part == "diz":
        return render_disks(source, variables, where)
    return (render_nfo(source, variables, where),)


def losses(variables: NfoVariables) -> dict[str, str]:
    """The variables whose text the code page cannot show: name -> the characters that are lost."""
    lost: dict[str, str] = {}
    for name, value in variables.values().items():
        text = " ".join(_texts_of(value))
        if gone := encode_cp437(text).lost:
            lost[name] = "".join(dict.fromkeys(each.char for each in gone))
    return lost


def _texts_of(value: Value | Track) -> Iterator[str]:
    """Every text in a value, also those inside tracks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_of(item)
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _texts_of(entry)


def _written(value: object) -> object:
    """What a template writes of a value: nothing of what is not known."""
    return "" if value is None else value


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        finalize=_written,
    )
    # A plan renders again what was previewed: nothing in a text may be left to chance.
    del environment.filters["random"], environment.globals["lipsum"]
    environment.filters.update({**FILTERS, **MEDIA_FILTERS})
    environment.globals.update({**FUNCTIONS, **MEDIA_FUNCTIONS})
    return environment


@lru_cache(maxsize=32)
def _compiled(source: str) -> jinja2.Template:
    return _environment().from_string(source)


def _run(
    source: str, variables: NfoVariables, where: str, change: Change = str, **more: int
) -> str:
    names = {name: _cleaned(name, value, change) for name, value in variables.values().items()}
    words = {**catalogue.labels(variables.text_language), **variables.labels}
    try:
        template = _compiled(source)
        return _joined(template.generate(**names, **more, label=_labeller(words)), where)
    except jinja2.TemplateSyntaxError as error:
        raise _broken(f"{where}:{error.lineno}", "syntax", error) from error
    except RecursionError as error:
        raise _broken(where, "recursion", error) from error
    except MemoryError as error:
        raise _broken(where, "memory", error) from error
    except jinja2.UndefinedError as error:
        raise _broken(_place(where, error), "undefined", error) from error
    except _FAULTS as error:
        raise _broken(_place(where, error), "failed", error) from error


def _joined(pieces: Iterable[str], where: str) -> str:
    """The pieces of an output as one text, stopped where it grows beyond all measure."""
    written: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_OUTPUT:
            raise BadConfiguration(where=where, reason="nfo.template.size", detail=str(MAX_OUTPUT))
        written.append(piece)
    return "".join(written)


def _labeller(words: Mapping[str, str]) -> Callable[[str], str]:
    def label(key: str) -> str:
        try:
            return clean(words[f"nfo.{key}"])
        except KeyError:
            raise jinja2.UndefinedError(f"there is no label nfo.{key}") from None

    return label


def _cleaned(name: str, value: Value, change: Change) -> Any:
    """A value in code page 437; an empty field of the metadata is one that is not known."""
    if isinstance(value, str):
        text = change(clean(value[:MAX_VALUE], keep_lines=name in _PROSE))
        return text if text or name in RELEASE_VARIABLES else None
    if isinstance(value, tuple):
        items = (_cleaned_item(each, change) for each in value[:MAX_ITEMS])
        return tuple(item for item in items if item not in (None, ""))
    return value


def _cleaned_item(item: Any, change: Change) -> Any:
    """A text of a list, or a track: what is empty in it is not known."""
    if isinstance(item, str):
        return change(clean(item[:MAX_VALUE]))
    if isinstance(item, Mapping):
        return {name: _cleaned("", value, change) for name, value in item.items()}
    return item


def _fitted(text: str, width: int) -> list[str]:
    lines = fit(text, width)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _within(lines: list[str], limit: int) -> list[str]:
    """At most ``limit`` lines: blank ones go first, the disk counter never."""
    if len(lines) > limit:
        lines = [line for line in lines if line]
    for index, line in enumerate(lines[limit:], limit):
        if find_counter(line):
            return [*lines[: limit - 1], lines[index]]
    return lines[:limit]


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\r\n" for line in lines)


def _broken(where: str, reason: str, error: Exception) -> BadConfiguration:
    detail = str(error)[:200]
    return BadConfiguration(where=where, reason=f"nfo.template.{reason}", detail=detail)


def _place(where: str, error: Exception) -> str:
    """The template's id and the line of the template where the error came up."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return where if line is None else f"{where}:{line}"
