"""Jobs and releases as a person reads them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from packer_cli.output.tables import print_findings, print_line, print_table

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas.jobs import (
        JobDetailDocument,
        JobDocument,
        JobListDocument,
    )
    from packer_core.schemas.stored_releases import (
        ReleaseDetailDocument,
        ReleaseListDocument,
        StoredReleaseDocument,
    )

_STYLES = {"completed": "bold green", "failed": "bold red", "cancelled": "yellow"}


def print_jobs(output: "Output", document: "JobListDocument") -> None:
    """A page of jobs."""
    rows = [
        (
            each.id,
            output.label(f"job.status.{each.status}"),
            local_time(each.created_at),
            each.release_kind or "",
            each.dirname or each.subject,
            _remark(each),
        )
        for each in document.jobs
    ]
    if not rows:
        output.note(output.label("cli.jobs.none"))
        return
    names = ("id", "status", "created", "kind", "release", "remark")
    print_table([output.label(f"cli.job.{name}") for name in names], rows)
    if document.next is not None:
        output.note(output.label("cli.jobs.more", id=document.next))


def _remark(job: "JobDocument") -> str:
    if job.error is not None:
        return job.error.code
    if job.stage and job.total:
        return f"{job.stage} {100 * job.done // job.total} %"
    return "" if job.seconds is None else f"{job.seconds:.1f} s"


def print_job(output: "Output", document: "JobDetailDocument") -> None:
    """A job with its request, what came of it and what happened."""
    job = document.job
    status = output.label(f"job.status.{job.status}")
    print_line(f"{job.id}: {status}", _STYLES.get(job.status, "bold"))
    facts = {
        "subject": job.subject,
        "release": job.dirname,
        "kind": job.release_kind,
        "group": job.group,
        "created": local_time(job.created_at),
        "finished": local_time(job.finished_at),
        "seconds": job.seconds,
        "attempt": job.attempt,
        "plan": job.plan_hash,
        "rerun_of": job.rerun_of,
        "fixes": job.fixes,
        "stored": document.release,
    }
    rows = [(output.label(f"cli.job.{name}"), value) for name, value in facts.items() if value]
    rows += [("sources", each["path"]) for each in document.request["sources"][1:]]
    print_table([output.label(f"cli.field.{name}") for name in ("name", "value")], rows)
    if job.error is not None:
        print_line(job.error.message, "bold red")
    if document.plan is not None:
        print_findings(output, document.plan.findings)


def print_log(lines: Iterable[Mapping[str, Any]]) -> None:
    """Lines of a job's log."""
    for line in lines:
        stage = f" [{line['stage']}]" if "stage" in line else ""
        known = ("time", "level", "event", "message", "attempt", "stage")
        more = " ".join(f"{name}={value}" for name, value in line.items() if name not in known)
        moment = local_time(str(line.get("time", "")))
        print_line(f"{moment}{stage} {line.get('message', '')}{' ' if more else ''}{more}")


def print_releases(output: "Output", document: "ReleaseListDocument") -> None:
    """A page of releases."""
    rows = [
        (each.id, local_time(each.created_at), each.kind, f"{each.size:,}", _name(output, each))
        for each in document.releases
    ]
    if not rows:
        output.note(output.label("cli.releases.none"))
        return
    names = ("id", "created", "kind", "size", "release")
    print_table([output.label(f"cli.job.{name}") for name in names], rows, numbers=(3,))
    if document.next is not None:
        output.note(output.label("cli.jobs.more", id=document.next))


def _name(output: "Output", release: "StoredReleaseDocument") -> str:
    gone = f" ({output.label('cli.release.deleted')})" if release.deleted_at else ""
    return release.dirname + gone


def print_stored_release(output: "Output", document: "ReleaseDetailDocument") -> None:
    """A release with its files, and those that put it right."""
    release = document.release
    print_line(release.dirname, "bold")
    here = "cli.release.present" if document.present else "cli.release.absent"
    facts = {
        "id": release.id,
        "path": f"{release.path} ({output.label(here)})",
        "kind": f"{release.kind} {release.form}, {release.rule_set}",
        "created": local_time(release.created_at),
        "job": release.job,
        "plan": release.plan_hash,
        "fixes": f"{release.fix} {release.fixes}" if release.fixes else "",
    }
    rows = [(output.label(f"cli.job.{name}"), value) for name, value in facts.items() if value]
    print_table([output.label(f"cli.field.{name}") for name in ("name", "value")], rows)
    files = [(file.path, f"{file.size:,}", file.crc32 or "") for file in document.files]
    columns = [output.label(f"cli.file.{name}") for name in ("path", "size", "crc32")]
    print_table(columns, files, numbers=(1,))
    for each in document.fixed_by:
        print_line(output.label("cli.release.fixed_by", fix=each.fix, dirname=each.dirname))


def local_time(moment: str | None) -> str:
    """A moment of a document on the clock of this machine; what is none stays as it is."""
    if not moment:
        return ""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return moment
