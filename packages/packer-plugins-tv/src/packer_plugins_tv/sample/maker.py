"""The maker of samples: decides where a sample is cut and by what, and has it cut."""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from attrs import evolve, frozen

from packer_core.children import find_program
from packer_core.run import Run
from packer_core.values import (
    EpisodeMetadata,
    ExtraPlan,
    ExtraRequest,
    Finding,
    PlannedExtra,
    SampleRules,
    Severity,
    WorkMetadata,
)
from packer_plugins_tv.sample.ffmpeg import cut_by_ffmpeg
from packer_plugins_tv.sample.interval import Wanted
from packer_plugins_tv.sample.matroska.cutter import cut_matroska
from packer_plugins_tv.sample.pyav import cut_by_pyav

_ID = "sample"
_OWN = "matroska"

#: What cuts a sample, by the name that a plan remembers it by.
_CUTTERS: Mapping[str, Callable[[Path, Path, Wanted, Run], None]] = {
    _OWN: cut_matroska,
    "ffmpeg": cut_by_ffmpeg,
    "av": cut_by_pyav,
}

#: Containers that need no program, and the extensions of their samples.
_EXTENSIONS = {"matroska": "mkv", "mkv": "mkv", "webm": "webm"}


@frozen
class SampleMaker:
    """Makes ``Sample/<stem>-sample.<ext>`` where the rule set demands a sample."""

    @property
    def id(self) -> str:
        """The name under which a plan remembers who makes a file."""
        return _ID

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of releases it serves."""
        return ("TV",)

    def tools(self) -> Sequence[str]:
        """``ffmpeg`` (with ffprobe) and ``av``, as far as they are here."""
        here = []
        if find_program("ffmpeg") and find_program("ffprobe"):
            here.append("ffmpeg")
        if importlib.util.find_spec("av") is not None:
            here.append("av")
        return tuple(here)

    def plan(self, request: ExtraRequest) -> ExtraPlan:
        """The sample, or why there will be none; pure."""
        rules = request.rule_set.sample
        if not rules.required:
            return ExtraPlan()
        cutter = _cutter(request)
        if cutter is None:
            return ExtraPlan(findings=(_tool_missing(request),))
        duration = _duration(request)
        least = rules.seconds[0]
        short = duration is not None and duration < least
        findings = (_source_short(request, duration or 0.0, least),) if short else ()
        return ExtraPlan(extras=(_planned(request, rules, cutter),), findings=findings)

    def make(self, extra: PlannedExtra, source: Path, target: Path, run: Run) -> None:
        """Cut the sample: the same bytes each time.

        :raises packer_core.errors.Unreadable: where the source is broken or has no video.
        :raises packer_core.errors.BadConfiguration: where the program is gone that was there when
            it was planned.
        """
        params = extra.params
        wanted = Wanted(
            start=float(params["start"]), least=float(params["least"]), most=float(params["most"])
        )
        _CUTTERS[params["cutter"]](source, target, wanted, run)


def _cutter(request: ExtraRequest) -> str | None:
    if _container(request) in _EXTENSIONS:
        return _OWN
    return next((tool for tool in ("ffmpeg", "av") if tool in request.tools), None)


def _container(request: ExtraRequest) -> str:
    """What the file is, by its contents."""
    work, known = request.metadata, request.source.format
    if known not in _EXTENSIONS and isinstance(work, EpisodeMetadata):
        return work.container or known
    return known


def _duration(request: ExtraRequest) -> float | None:
    work = request.metadata
    return work.duration_seconds if isinstance(work, EpisodeMetadata) else None


def _planned(request: ExtraRequest, rules: SampleRules, cutter: str) -> PlannedExtra:
    own = _EXTENSIONS.get(_container(request))
    extension = own or PurePosixPath(request.source.path).suffix.lstrip(".").lower() or "mkv"
    least, most = rules.seconds
    name = f"{request.stem}-{rules.name_contains or _ID}.{extension}"
    return PlannedExtra(
        maker=_ID,
        path=f"{rules.dir}/{name}",
        size=_estimate(request, (least + most) / 2),
        params={
            "cutter": cutter,
            "start": f"{rules.not_before_seconds:g}",
            "least": f"{least:g}",
            "most": f"{most:g}",
        },
        metadata=_foreseen(request.metadata, (least + most) / 2),
    )


def _foreseen(work: WorkMetadata, seconds: float) -> WorkMetadata | None:
    """What a sample of that length says of itself: the work's tracks; a short work is its own."""
    if not isinstance(work, EpisodeMetadata) or work.duration_seconds is None:
        return None
    return evolve(
        work, duration_seconds=min(seconds, work.duration_seconds), media_report=None, chapters=None
    )


def _estimate(request: ExtraRequest, seconds: float) -> int:
    """Bytes of a sample of that length, by the work's bit rate."""
    duration = _duration(request)
    if not duration or duration <= seconds:
        return request.source.size
    return round(request.source.size * seconds / duration)


def _tool_missing(request: ExtraRequest) -> Finding:
    # That the sample is missing is for the rule set to judge.
    return Finding(
        id="sample.tool_missing",
        severity=Severity.WARNING,
        subject=PurePosixPath(request.source.path).name,
        params={"format": request.source.format},
    )


def _source_short(request: ExtraRequest, duration: float, least: float) -> Finding:
    return Finding(
        id="sample.source_short",
        severity=Severity.WARNING,
        subject=PurePosixPath(request.source.path).name,
        params={"seconds": f"{duration:.1f}", "least": f"{least:g}"},
    )
