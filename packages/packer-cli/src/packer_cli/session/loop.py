"""The loop over the subjects of a command: one that fails is told, and does not stop the others."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from packer_cli.output import Output
from packer_cli.output.signals import stopped_by_signals
from packer_cli.session.resources import Resources
from packer_core.errors import Cancelled, PackerError, exit_code
from packer_core.files.system_errors import expected

if TYPE_CHECKING:
    from packer_cli.output.progress import Bar
    from packer_core.run import Run
    from packer_core.values import Event

Subject = TypeVar("Subject")


class Loop:
    """Does the work of a command; what it gives is an exit code."""

    def __init__(self, output: Output, resources: Resources) -> None:
        self._output = output
        self._resources = resources
        self._stopped = False

    def each(
        self,
        subjects: Iterable[Subject],
        work: "Callable[[Subject, Run], int | None]",
        *,
        name: Callable[[Subject], str] = str,
        workers: int = 1,
    ) -> int:
        """Work on each subject, until the user stops it.

        :param name: what a subject is called in messages.
        :param workers: in how many processes; with more than one nobody is asked anything.

        Returns the exit code of the worst.
        """
        from packer_cli.output.progress import progress_bar

        every = list(subjects)
        self._output.indent = None if len(every) > 1 else 2
        with stopped_by_signals(self._stop), progress_bar(self._output) as bar:
            if workers == 1 or len(every) == 1:
                return self._one_by_one(every, work, name, bar)
            from packer_cli.session.workers import work_apart

            def apart(subject: Subject, emit: "Callable[[Event], None]") -> int:
                return self._guarded(subject, work, name, emit)

            return work_apart(every, apart, name, bar, lambda: self._stopped, workers)

    def attempt(self, subject: str, work: Callable[[], int | None]) -> int:
        """Do something that needs no run; an expected error is told, and is the exit code."""
        try:
            return work() or 0
        except (PackerError, OSError, MemoryError) as error:
            return self._fail(subject, error)

    def attempt_each(self, subjects: Iterable[str], work: Callable[[str], int | None]) -> int:
        """Do something that needs no run with each subject; the exit code of the worst."""
        return max((self.attempt(each, partial(work, each)) for each in subjects), default=0)

    def _one_by_one(
        self,
        subjects: Iterable[Subject],
        work: "Callable[[Subject, Run], int | None]",
        name: Callable[[Subject], str],
        bar: "Bar",
    ) -> int:
        worst = 0
        for subject in subjects:
            try:
                with bar(name(subject)) as emit:
                    worst = max(worst, work(subject, self._run(emit)) or 0)
            except (PackerError, OSError, MemoryError) as error:
                worst = max(worst, self._fail(name(subject), error))
            if self._stopped:
                break
        return worst

    def _guarded(
        self,
        subject: Subject,
        work: "Callable[[Subject, Run], int | None]",
        name: Callable[[Subject], str],
        emit: "Callable[[Event], None]",
    ) -> int:
        """Work on a subject in a process where nobody else tells what went wrong."""
        try:
            return work(subject, self._run(emit)) or 0
        except (PackerError, OSError, MemoryError) as error:
            return self._fail(name(subject), error)
        except Exception as error:  # noqa: BLE001 - a worker's border, as main is that of a command
            what = f"{name(subject)}: {type(error).__name__}: {error}"
            self._output.note(self._output.label("cli.unexpected", what=what))
            return 1

    def _run(self, emit: "Callable[[Event], None]") -> "Run":
        return self._resources.run(emit, self._checkpoint)

    def _fail(self, subject: str, error: PackerError | OSError | MemoryError) -> int:
        """Tell an error that can be expected, also of the system; gives its exit code."""
        known = error if isinstance(error, PackerError) else expected(error, subject)
        self._output.error(subject, known)
        return exit_code(known)

    def _checkpoint(self) -> None:
        if self._stopped:
            raise Cancelled

    def _stop(self) -> None:
        self._stopped = True
