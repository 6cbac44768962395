"""One call of a command: settings, texts and terminal, and the loop over its paths."""

import contextlib
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from attrs import AttrsInstance

from packer_cli.messages import FOLDER
from packer_cli.output import streams, terminal
from packer_cli.output.progress import Bar, progress_bar
from packer_cli.session.store import Store
from packer_core import plugins, schemas
from packer_core.errors import Cancelled, MissingFact, PackerError, exit_code
from packer_core.files.faults import expected
from packer_core.messages import Catalogue
from packer_core.run import Run, network
from packer_core.settings import RECORD, Settings, load_settings
from packer_core.values import Event

if TYPE_CHECKING:
    from packer_core.http import Network
    from packer_core.jobs.attempts import Workplace
    from packer_core.store.database.connection import Database

Subject = TypeVar("Subject")


class Session:
    """What every command shares.

    With ``as_json`` the results on standard output are JSON documents; progress and messages
    are on standard error in any case. ``record`` and ``replay`` are files of providers' answers.
    ``keep`` says whether the database is used, if not the settings.
    """

    def __init__(
        self,
        *,
        as_json: bool = False,
        quiet: bool = False,
        record: str | None = None,
        replay: str | None = None,
        keep: bool | None = None,
    ) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self.indent: int | None = None
        #: Whether providers may be asked, once somebody said it.
        self.consent: bool | None = None
        self._record = record
        self._replay = replay
        self._keep = keep
        self._said: set[str] = set()
        self._store: Store | None = None
        self._stopped = False
        streams.log_in_lines()

    @cached_property
    def settings(self) -> Settings:
        """The settings of this user."""
        return load_settings()

    @cached_property
    def texts(self) -> Catalogue:
        """The texts of the library, its plugins and the command line, in the user's language."""
        known = plugins.for_settings(self.settings)
        return known.catalogue(self.settings.language).extended(FOLDER)

    @cached_property
    def interactive(self) -> bool:
        """Whether there is somebody to ask."""
        return streams.somebody_answers()

    def each(
        self,
        subjects: Iterable[Subject],
        work: Callable[[Subject, Run], int],
        *,
        name: Callable[[Subject], str] = str,
        workers: int = 1,
    ) -> int:
        """Work on each subject; one that fails is told and does not stop the others.

        :param name: what a subject is called in messages.
        :param workers: in how many processes; with more than one nobody is asked anything.

        Returns the exit code of the worst.
        """
        every = list(subjects)
        self.indent = None if len(every) > 1 else 2
        with self._interruptible(), progress_bar(self) as bar:
            if workers == 1 or len(every) == 1:
                return self._one_by_one(every, work, name, bar)
            from packer_cli.session.workers import work_apart

            def apart(subject: Subject, emit: Callable[[Event], None]) -> int:
                return self._guarded(subject, work, name, emit)

            return work_apart(every, apart, name, bar, lambda: self._stopped, workers)

    def _one_by_one(
        self,
        subjects: Iterable[Subject],
        work: Callable[[Subject, Run], int],
        name: Callable[[Subject], str],
        bar: Bar,
    ) -> int:
        worst = 0
        for subject in subjects:
            try:
                with bar(name(subject)) as emit:
                    worst = max(worst, work(subject, self.make_run(emit)))
            except (PackerError, OSError, MemoryError) as error:
                worst = max(worst, self._told(name(subject), error))
            if self._stopped:
                break
        return worst

    def _guarded(
        self,
        subject: Subject,
        work: Callable[[Subject, Run], int],
        name: Callable[[Subject], str],
        emit: Callable[[Event], None],
    ) -> int:
        """Work on a subject in a process where nobody else tells what went wrong."""
        try:
            return work(subject, self.make_run(emit))
        except (PackerError, OSError, MemoryError) as error:
            return self._told(name(subject), error)
        except Exception as error:  # noqa: BLE001 - a worker's border, as main is that of a command
            what = f"{name(subject)}: {type(error).__name__}: {error}"
            self.say(self.label("cli.unexpected", what=what))
            return 1

    def make_run(self, emit: Callable[[Event], None] = lambda _: None) -> Run:
        """The handle through which a stage takes the world."""
        run = Run(
            settings=self.settings,
            emit=emit,
            checkpoint=self._checkpoint,
            open_http=lambda: self._network,
        )
        return self.store.remembering(run) if self.keeps else run

    @property
    def keeps(self) -> bool:
        """Whether the database is used: for records, preferences and the vault."""
        return self.settings.get(RECORD) if self._keep is None else self._keep

    @property
    def store(self) -> Store:
        """The database; a process that was forked has connections of its own."""
        if self._store is None or self._store.process != os.getpid():
            self._store = Store(self.settings)
        return self._store

    def database(self) -> "Database":
        """The database, for a command that is about it; raises what opening it raises."""
        return self.store.open()

    def place(self) -> "Workplace":
        """What the jobs of this process share."""
        from packer_core.jobs.attempts import Workplace

        return Workplace(
            database=self.database(),
            settings=self.settings,
            open_http=lambda: self._network,
            tell=self.tell_error,
        )

    @cached_property
    def _network(self) -> "Network":
        """The network that all runs of the command share."""
        record = None if self._record is None else Path(self._record)
        replay = None if self._replay is None else Path(self._replay)
        return network(self.settings, record=record, replay=replay)

    def attempt(self, subject: str, work: Callable[[], int]) -> int:
        """Do something that needs no run; an expected error is told, and is the exit code."""
        try:
            return work()
        except (PackerError, OSError, MemoryError) as error:
            return self._told(subject, error)

    def _told(self, subject: str, error: PackerError | OSError | MemoryError) -> int:
        """Tell an error that can be expected, also of the system; gives its exit code."""
        known = error if isinstance(error, PackerError) else expected(error, subject)
        self.fail(subject, known)
        return exit_code(known)

    def show(self, document: AttrsInstance) -> None:
        """Print a JSON document: indented when it is the only one, else on one line."""
        terminal.json(schemas.to_json(document, indent=self.indent))

    def fail(self, path: str, error: PackerError) -> None:
        """Tell an expected error on standard error, and as a document where JSON is asked for."""
        message = self.texts.error(error)
        if isinstance(error, MissingFact) and error.options is not None:
            message += " " + self.label("cli.options", options=error.options)
        # How two plans differ takes several lines.
        terminal.lines(f"packer: {message}", err=True)
        if self.as_json:
            self.show(schemas.error_document(path, error.code, message))

    def say(self, line: str) -> None:
        """A line for the person at the terminal, on standard error."""
        terminal.line(line, err=True)

    def tell_error(self, error: PackerError) -> None:
        """Say an error that stops nothing."""
        self.say(f"packer: {self.texts.error(error)}")

    def tell_left_alone(self, paths: Iterable[str]) -> None:
        """Say what lies among Packer's own files and is not Packer's."""
        self.say(self.label("pack.left_alone", paths=", ".join(paths)))

    def say_once(self, line: str) -> None:
        """A line that is not said again in this session."""
        if line not in self._said:
            self._said.add(line)
            self.say(line)

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """While a question stands, Ctrl-C ends the command at once."""
        before = {
            each: signal.signal(each, signal.default_int_handler) for each in ending_signals()
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def label(self, key: str, **facts: object) -> str:
        """A text of the command line."""
        return self.texts.label(key, **facts)

    def _checkpoint(self) -> None:
        if self._stopped:
            raise Cancelled

    def _interruptible(self) -> "_Signals":
        return _Signals(self._stop)

    def _stop(self) -> None:
        self._stopped = True


def ending_signals() -> list[signal.Signals]:
    """The signals that end a command; a closed terminal is none under ``nohup``."""
    ending = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        ending.append(signal.SIGHUP)
    return ending


class _Signals:
    """Ctrl-C, SIGTERM and SIGHUP ask the work to stop at its next checkpoint.

    A second Ctrl-C insists.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop

    def __enter__(self) -> None:
        self._before = {number: signal.signal(number, self._handle) for number in ending_signals()}

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        self._stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)
