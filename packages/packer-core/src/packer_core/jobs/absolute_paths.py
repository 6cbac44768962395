"""Paths that mean the same from wherever a job is run again."""

from pathlib import Path

from attrs import evolve

from packer_core.values import PackRequest, ReleasePlan


def absolute_request(request: PackRequest) -> PackRequest:
    """The request with absolute paths of its sources, its output and its template."""
    template = request.template
    if template is not None and template.endswith(".j2"):
        template = _absolute(template)
    sources = tuple(evolve(source, path=_absolute(source.path)) for source in request.sources)
    return evolve(request, sources=sources, output=_absolute(request.output), template=template)


def absolute_plan(plan: ReleasePlan) -> ReleasePlan:
    """The plan with absolute paths; its hash stays, which leaves paths out."""
    # The time of the last change of a file's status is of this moment: a rerun must not fail
    # because somebody moved the file or gave it another owner.
    sources = tuple(
        evolve(source, path=_absolute(source.path), ctime_ns=0) for source in plan.sources
    )
    return evolve(plan, sources=sources, output=_absolute(plan.output))


def _absolute(path: str) -> str:
    return str(Path(path).absolute())
