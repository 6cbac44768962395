"""Checks of the sample: whether there is one, its name, its length, whether it is of the work."""

from collections.abc import Iterator

from packer_core.rules.facts import base_name, extension, files, members, parsed
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.values import AudioTrack, EpisodeMetadata, ReleaseView, RuleSet, Severity
from packer_plugins_tv.checks.facts import episode

_ENTRIES = ("entries",)

#: What is a video by its extension, wanted or not.
_VIDEOS = frozenset("avi m2ts m4v mkv mov mp4 mpeg mpg ts vob webm wmv".split())


def _asked(rules: RuleSet) -> bool:
    return rules.sample.required


def samples(view: ReleaseView, rules: RuleSet) -> list[str]:
    """The paths of the videos in the folder of samples."""
    folder = f"{rules.sample.dir}/".casefold()
    paths = (entry.path for entry in files(view))
    return [each for each in paths if each.casefold().startswith(folder) and _is_video(each)]


def _is_video(path: str) -> bool:
    return extension(path) in _VIDEOS


@check("sample.missing", "sample", "folder", needs=_ENTRIES, applies=_asked)
def missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No sample."""
    if not samples(view, rules):
        yield Found(view.name, {"folder": rules.sample.dir})


@check("sample.count", "sample", "count", "expected", needs=_ENTRIES, applies=_asked)
def count(view: ReleaseView, rules: RuleSet) -> Answers:
    """More samples than the rules give."""
    number = len(samples(view, rules))
    if number > rules.sample.count:
        yield Found(f"{rules.sample.dir}/", {"count": number, "expected": rules.sample.count})


@check("sample.name", "sample", "word", "group", needs=("entries", "parsed"), applies=_asked)
def name(view: ReleaseView, rules: RuleSet) -> Answers:
    """A name with capitals, without the word for it, or without the group."""
    group = parsed(view).fields.get("group", "")
    word = rules.sample.name_contains
    for path in samples(view, rules):
        base = base_name(path)
        fits = base == base.lower() and word.lower() in base and group.lower() in base
        if not fits:
            yield Found(path, {"word": word, "group": group})


@check("sample.packed", "sample", needs=("members", "parsed"), applies=_asked)
def packed(view: ReleaseView, rules: RuleSet) -> Answers:
    """A sample inside the archives."""
    word = rules.sample.name_contains.casefold()
    # A show may have the word in its own name.
    if word in parsed(view).fields.get("show", "").casefold().split():
        return
    for member in members(view):
        if word in member.casefold() and word not in view.name.casefold() and _is_video(member):
            yield Found(member)


def _read(view: ReleaseView, rules: RuleSet) -> Iterator[tuple[str, EpisodeMetadata | None]]:
    """The samples and what they say of themselves; nothing where they could not be read."""
    for path in samples(view, rules):
        known = (view.media or {}).get(path)
        yield path, known if isinstance(known, EpisodeMetadata) else None


@check("sample.unreadable", "sample", needs=("entries", "media"), applies=_asked)
def unreadable(view: ReleaseView, rules: RuleSet) -> Answers:
    """A sample that is no video."""
    for path, known in _read(view, rules):
        if known is None:
            yield Found(path)


@check(
    "sample.duration",
    "sample",
    "seconds",
    "least",
    "most",
    needs=("entries", "media"),
    applies=_asked,
)
def duration(view: ReleaseView, rules: RuleSet) -> Answers:
    """A sample that is too short or too long."""
    least, most = rules.sample.seconds
    for path, known in _read(view, rules):
        if known is None:
            continue
        seconds = known.duration_seconds
        if seconds is None:
            yield UNKNOWN
        elif not least <= round(seconds, 1) <= most:
            params = {"seconds": f"{seconds:.1f}", "least": f"{least:g}", "most": f"{most:g}"}
            yield Found(path, params)


@check(
    "sample.differs",
    "sample",
    "found",
    "expected",
    needs=("entries", "media", "metadata"),
    applies=_asked,
)
def differs(view: ReleaseView, rules: RuleSet) -> Answers:
    """A sample whose pictures are not those of the work: it was not cut from it."""
    expected = _pictures(episode(view))
    for path, known in _read(view, rules):
        found = "" if known is None else _pictures(known)
        if known is not None and not (found and expected):
            yield UNKNOWN
        elif found and found != expected:
            yield Found(path, {"found": found, "expected": expected})


def _pictures(work: EpisodeMetadata) -> str:
    """The codec and the size of the pictures; nothing where not all is known."""
    for track in work.video[:1]:
        if track.codec and track.width and track.height:
            return f"{track.codec} {track.width}x{track.height}"
    return ""


@check(
    "sample.languages",
    "sample",
    "found",
    "expected",
    needs=("entries", "media", "metadata"),
    severity=Severity.WARNING,
    applies=_asked,
)
def languages(view: ReleaseView, rules: RuleSet) -> Answers:
    """A sample whose tracks of sound are not those of the work."""
    work = episode(view)
    for path, known in _read(view, rules):
        if known is not None and not work.audio:
            yield UNKNOWN
        elif known is not None and _spoken(known.audio) != _spoken(work.audio):
            yield Found(path, {"found": _spoken(known.audio), "expected": _spoken(work.audio)})


def _spoken(tracks: tuple[AudioTrack, ...]) -> str:
    return ", ".join(track.language or "und" for track in tracks) or "-"


CHECKS = (missing, count, name, packed, unreadable, duration, differs, languages)
