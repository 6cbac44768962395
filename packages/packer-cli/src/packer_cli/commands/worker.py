"""``packer worker``: run the jobs that wait, until told to stop."""

import signal
from types import FrameType

import click

from packer_cli.messages import translate
from packer_cli.output.signals import ending_signals
from packer_cli.session import Session, with_session


@click.command("worker", help=translate("help.worker"))
@click.option(
    "-t", "--threads", type=click.IntRange(1, 64), metavar="N", help=translate("option.threads")
)
@with_session("worker", keep=True)
def command(session: Session, threads: int | None) -> None:
    """Work until SIGTERM or Ctrl-C; what runs then is handed back."""
    from packer_core.jobs.worker import work

    place = session.open_installation()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if place.stopping.is_set():
            raise KeyboardInterrupt
        place.stopping.set()

    for number in ending_signals():
        signal.signal(number, stop)
    output = session.output
    ready = output.label("cli.worker.ready", database=place.database.name)
    work(place, threads, lambda: output.note(ready))
    output.note(output.label("cli.worker.stopped"))
