"""``packer worker``: run the jobs that wait, until told to stop."""

import signal
from types import FrameType

import click

from packer_cli.messages import translate
from packer_cli.session import Session, ending_signals


@click.command("worker", help=translate("help.worker"))
@click.option(
    "-t", "--threads", type=click.IntRange(1, 64), metavar="N", help=translate("option.threads")
)
def command(threads: int | None) -> int:
    """Work until SIGTERM or Ctrl-C; what runs then is handed back."""
    session = Session(keep=True)

    def run() -> int:
        from packer_core.jobs.worker import work

        place = session.place()

        def stop(_number: int, _frame: FrameType | None) -> None:
            if place.stopping.is_set():
                raise KeyboardInterrupt
            place.stopping.set()

        for number in ending_signals():
            signal.signal(number, stop)
        ready = session.label("cli.worker.ready", database=place.database.name)
        work(place, threads, lambda: session.say(ready))
        session.say(session.label("cli.worker.stopped"))
        return 0

    return session.attempt("worker", run)
