"""The extractors of texts: each judges by name and contents and loads its reader when asked.

A text has no mark of its own, so these scores are low: whoever knows a file by its contents wins.
"""

from pathlib import Path

from packer_core.hookspecs import Extractor
from packer_core.run import Run
from packer_core.values import Extraction
from packer_plugins_docs.text.sniff import (
    HTML_NAMES,
    MARKDOWN_NAMES,
    TEXT_NAMES,
    begins_html,
    extension,
    is_texty,
)

_MARKED, _MARKED_ONLY, _NAMED, _CLAIMED = 40, 20, 5, 1


def _score(path: Path, head: bytes, names: tuple[str, ...]) -> int | None:
    if extension(path) not in names:
        return None
    return _NAMED if is_texty(head) else _CLAIMED


class TextExtractor:
    """Reads plain text."""

    id = "text"
    kind = "DOCS"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        return _score(path, head, TEXT_NAMES)

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_docs.text import plain as plain_text

        return plain_text.describe(path, run)


class MarkdownExtractor:
    """Reads Markdown, with or without front matter."""

    id = "markdown"
    kind = "DOCS"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        return _score(path, head, MARKDOWN_NAMES)

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_docs.text import markdown

        return markdown.describe(path, run)


class HtmlExtractor:
    """Reads HTML and XHTML."""

    id = "html"
    kind = "DOCS"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        named = extension(path) in HTML_NAMES
        if begins_html(head):
            return _MARKED if named else _MARKED_ONLY if self._may_be(path) else None
        return _score(path, head, HTML_NAMES)

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_docs.text import html_page

        return html_page.describe(path, run)

    def _may_be(self, path: Path) -> bool:
        """Programs and templates begin like a page too; a page under a wrong name is a text's."""
        return extension(path) in ("", *TEXT_NAMES, *MARKDOWN_NAMES)


#: All readers of texts, in the order of their ids.
TEXT_EXTRACTORS: list[Extractor] = [HtmlExtractor(), MarkdownExtractor(), TextExtractor()]
