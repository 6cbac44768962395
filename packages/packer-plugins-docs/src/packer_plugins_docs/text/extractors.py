"""The extractors of texts: each judges by name and contents and loads its reader when asked.

A text has no mark of its own, so these scores are low: whoever knows a file by its contents wins.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from packer_core.hookspecs import Extractor
from packer_core.reading.lazy import LazyExtractor
from packer_plugins_docs.text.sniff import (
    HTML_NAMES,
    MARKDOWN_NAMES,
    TEXT_NAMES,
    begins_html,
    extension,
    is_texty,
)

_MARKED, _MARKED_ONLY, _NAMED, _CLAIMED = 40, 20, 5, 1


def _by_name(names: tuple[str, ...], path: Path, head: bytes) -> int | None:
    if extension(path) not in names:
        return None
    return _NAMED if is_texty(head) else _CLAIMED


def _html(path: Path, head: bytes) -> int | None:
    named = extension(path) in HTML_NAMES
    if begins_html(head):
        return _MARKED if named else _MARKED_ONLY if _may_be_html(path) else None
    return _by_name(HTML_NAMES, path, head)


def _may_be_html(path: Path) -> bool:
    """Programs and templates begin like a page too; a page under a wrong name is a text's."""
    return extension(path) in ("", *TEXT_NAMES, *MARKDOWN_NAMES)


_READERS: Mapping[str, tuple[Callable[[Path, bytes], int | None], str]] = {
    "html": (_html, "html_page"),
    "markdown": (partial(_by_name, MARKDOWN_NAMES), "markdown"),
    "text": (partial(_by_name, TEXT_NAMES), "plain"),
}

#: All readers of texts, in the order of their ids.
TEXT_EXTRACTORS: list[Extractor] = [
    LazyExtractor(id=id_, kind="DOCS", judge=judge, reader=f"packer_plugins_docs.text.{module}")
    for id_, (judge, module) in _READERS.items()
]
