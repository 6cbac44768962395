"""The words a template writes, in the language of the template."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

#: The language of the labels for a text in a language that has none.
DEFAULT_LANGUAGE = "en"

_CORE = resources.files("packer_core").joinpath("messages")


@lru_cache(maxsize=8)
def labels(language: str, folders: tuple[Path, ...] = ()) -> Mapping[str, str]:
    """All labels of NFO and DIZ texts in a language, by their key.

    :param language: a BCP 47 tag, of which the first part counts; English stands in for what a
        language lacks.
    :param folders: catalogues of plugins, whose labels are there too.

    Reads one file of each catalogue only, ``nfo.toml``: a plan needs no text of any finding.
    """
    found: dict[str, str] = {}
    for each in dict.fromkeys((DEFAULT_LANGUAGE, _primary(language))):
        for folder in (_CORE, *folders):
            found |= _read(folder, each)
    return found


def language_name(tag: str, text_language: str, known: str | None = None) -> str:
    """The name of a work's language for a reader of ``text_language``.

    :param tag: BCP 47 (``fr``, ``pt-BR``), or a name already.
    :param known: the name to fall back on; without one it is the tag.
    """
    name = labels(text_language).get(f"nfo.language.{_primary(tag)}")
    return name or known or tag


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _read(folder: Traversable, language: str) -> dict[str, str]:
    if not (language.isascii() and language.isalpha()):
        return {}
    file = folder.joinpath(language, "nfo.toml")
    if not file.is_file():
        return {}
    return dict(tomllib.loads(file.read_text(encoding="utf-8")).get("label", {}))
