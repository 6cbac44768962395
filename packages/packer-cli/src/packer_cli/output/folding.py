"""Texts in a table that are too long for their column."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

#: What the lines after the first begin with.
_MARGIN = "  "


class Hanging:
    """A text in the first column: where it is folded, further lines begin behind the margin.

    So no part of a text can pass for a line of its own.
    """

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as the text."""
        return Measurement.get(console, options, self._text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The text, folded if need be."""
        if self._text.cell_len <= options.max_width:
            yield self._text
            return
        width = max(1, options.max_width - len(_MARGIN))
        first, *others = self._text.wrap(console, width, overflow="fold")
        yield first
        for line in others:
            yield Text(_MARGIN) + line
