"""One call of a command: its settings, its output, what it uses, and the loop over its subjects."""

from collections.abc import Callable
from functools import cached_property, partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate

from packer_cli.messages import FOLDER
from packer_cli.output import Output, streams
from packer_cli.session.loop import Loop
from packer_cli.session.resources import Resources
from packer_core.settings import Settings, load_settings

if TYPE_CHECKING:
    from packer_core.jobs.installation import Installation
    from packer_core.messages import Catalogue
    from packer_core.store.database.connection import Database


class Session:
    """What every command shares, made of the options that :func:`with_session` takes."""

    def __init__(
        self,
        *,
        as_json: bool = False,
        quiet: bool = False,
        record: str | None = None,
        replay: str | None = None,
        keep: bool | None = None,
    ) -> None:
        self.output = Output(self._catalogue, as_json=as_json, quiet=quiet)
        self.resources = Resources(lambda: self.settings, record=record, replay=replay, keep=keep)
        self.loop = Loop(self.output, self.resources)
        #: Whether providers may be asked, once somebody said it.
        self.consent: bool | None = None
        streams.log_in_lines()

    @cached_property
    def settings(self) -> Settings:
        """The settings of this user."""
        return load_settings()

    @cached_property
    def interactive(self) -> bool:
        """Whether there is somebody to ask."""
        return streams.somebody_answers()

    @property
    def may_ask(self) -> bool:
        """Whether questions have a place: somebody is there, and did not ask for documents."""
        return self.interactive and not self.output.as_json

    def database(self) -> "Database":
        """The database; raises what opening it raises."""
        return self.resources.database()

    def open_installation(self) -> "Installation":
        """What the jobs of this process share."""
        return self.resources.open_installation(self.output.warn)

    def _catalogue(self) -> "Catalogue":
        from packer_core import plugins

        known = plugins.for_settings(self.settings)
        return known.catalogue(self.settings.language).extended(FOLDER)


def with_session(
    subject: str | None = None, *, indent: int | None = None, keep: bool | None = None
) -> Callable[[Callable[Concatenate[Session, ...], int | None]], Callable[..., int]]:
    """Call a command with its session, which takes the place of the options that shape one.

    :param subject: what an expected error is told of; ``{name}`` stands for an argument of the
        command. Without it the command tells its errors itself, by its loop.
    :param indent: of JSON documents, until the command says another one.
    :param keep: whether the database is used, if neither an option nor the settings say it.

    What the command returns is the exit code; ``None`` is 0.
    """

    def decorate(command: Callable[Concatenate[Session, ...], int | None]) -> Callable[..., int]:
        @wraps(command)
        def call(**options: Any) -> int:
            session = Session(
                as_json=options.pop("as_json", False),
                quiet=options.pop("quiet", False),
                # A request is told of these two as well.
                record=options.get("record"),
                replay=options.get("replay"),
                keep=options.pop("keep", keep),
            )
            session.output.indent = indent
            if subject is None:
                return command(session, **options) or 0
            told = subject.format(**options)
            return session.loop.attempt(told, partial(command, session, **options))

        return call

    return decorate
