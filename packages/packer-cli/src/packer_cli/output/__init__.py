"""What a command has to say: results on standard output, all else on standard error."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import AttrsInstance

from packer_cli.output import terminal
from packer_cli.output.signals import ended_by_signals
from packer_core.errors import MissingFact, PackerError, PluginFailed

if TYPE_CHECKING:
    from packer_core.messages import Catalogue

Document = TypeVar("Document", bound=AttrsInstance)


class Output:
    """The words and the documents of one call of a command.

    :param catalogue: loads the texts of the library, its plugins and the command line.
    :param as_json: whether results are JSON documents; messages stay on standard error.
    :param quiet: whether no bars are drawn.
    """

    def __init__(
        self, catalogue: "Callable[[], Catalogue]", *, as_json: bool = False, quiet: bool = False
    ) -> None:
        self.as_json = as_json
        self.quiet = quiet
        #: Of the JSON documents; ``None`` where several are printed, one a line.
        self.indent: int | None = None
        self._load_catalogue = catalogue
        self._noted: set[str] = set()

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The texts in the user's language."""
        return self._load_catalogue()

    def label(self, key: str, **facts: object) -> str:
        """A text of the command line."""
        return self.catalogue.label(key, **facts)

    def show(self, document: Document, table: "Callable[[Output, Document], None]") -> None:
        """Print a result: as a JSON document, or as ``table`` does it for a person."""
        if self.as_json:
            self.json(document)
        else:
            table(self, document)

    def show_single(self, document: Document, table: "Callable[[Output, Document], None]") -> None:
        """Print the only result of a command: the document is indented."""
        self.indent = 2
        self.show(document, table)

    def json(self, document: AttrsInstance) -> None:
        """Print a JSON document: indented when it is the only one, else on one line."""
        from packer_core import schemas

        terminal.json(schemas.to_json(document, indent=self.indent))

    def error(self, subject: str, error: PackerError) -> None:
        """Print an expected error, and a document of it where JSON is asked for."""
        message = self.catalogue.error(error)
        if isinstance(error, MissingFact) and error.options is not None:
            message += " " + self.label("cli.options", options=error.options)
        # How two plans differ takes several lines.
        terminal.lines(f"packer: {message}", err=True)
        if isinstance(error, PluginFailed) and self.debug:
            terminal.traceback(error)
        if self.as_json:
            from packer_core import schemas

            self.json(schemas.error_document(subject, error.code, message))

    @property
    def debug(self) -> bool:
        """Whether the author of a plugin looks on, who wants to see where it broke."""
        context = click.get_current_context(silent=True)
        return context is not None and bool(context.meta.get("packer.debug"))

    def warn(self, error: PackerError) -> None:
        """Print an error that stops nothing."""
        self.note(f"packer: {self.catalogue.error(error)}")

    def note(self, line: str) -> None:
        """A line for the person at the terminal, on standard error."""
        terminal.line(line, err=True)

    def note_once(self, line: str) -> None:
        """A line that is printed once in a call, however often it is noted."""
        if line not in self._noted:
            self._noted.add(line)
            self.note(line)

    def note_left_alone(self, paths: Iterable[str]) -> None:
        """What lies among Packer's own files and is not Packer's."""
        self.note(self.label("pack.left_alone", paths=", ".join(paths)))

    def ask(self, question: str, **settings: Any) -> Any:
        """Ask for a text, as :func:`terminal.ask` does; Ctrl-C ends the command at once."""
        with ended_by_signals():
            return terminal.ask(question, **settings)

    def ask_consent(self, question: str, *, default: bool = False) -> bool:
        """Ask for a yes or a no; Ctrl-C ends the command at once."""
        with ended_by_signals():
            return terminal.confirm(question, default=default)
