"""``packer jobs logs``: the log of a job."""

import time

import click

from packer_cli import options
from packer_cli.commands.jobs.find import find_job
from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session

#: Seconds between two looks at a log that is followed.
_TICK = 0.2


@click.command("logs", help=translate("help.jobs.logs"))
@options.JOB
@click.option("-f", "--follow", is_flag=True, help=translate("option.follow"))
@options.JSON
@with_session("{job_id}")
def command(session: Session, job_id: str, follow: bool) -> None:
    """The log of a job, line by line."""
    from packer_cli.output.tables.jobs import print_log
    from packer_core.codec import to_text
    from packer_core.jobs.logs import read_log
    from packer_core.store.jobs import get_job
    from packer_core.store.log_files import log_file

    database = session.database()
    job = find_job(session, job_id)
    path, offset = log_file(database.folder, job.id, job.log_path), 0
    while True:
        # The status first: what is written after it is read the next time round.
        ended = get_job(database, job.id).status.finished
        lines, offset = read_log(path, offset)
        if session.output.as_json:
            for line in lines:
                terminal.json(to_text(line))
        else:
            print_log(lines)
        if ended or not follow:
            return
        time.sleep(_TICK)
