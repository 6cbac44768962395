"""Checks of the size of the pictures against the resolution of the name."""

from packer_core.rules.facts import parsed
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.rules.video_names import (
    SD,
    is_sd,
    is_transcoded,
    own_size,
    size_key,
    stated_resolution,
)
from packer_core.values import ParsedName, ReleaseView, RuleSet, Severity, VideoTrack
from packer_plugins_tv.checks.facts import picture

_NAME = ("parsed",)

#: From this shape on, 720p is told by its width, else by its height; near it either will do.
_WIDE, _NEAR = 1.78, 0.01
#: Pixels that may be missing: one on each side (the crop's error).
_CROP = 2


def _measured(rules: RuleSet) -> bool:
    return bool(rules.video.max)


def _shape(track: VideoTrack) -> str:
    return f"{track.width}x{track.height}"


@check("dirname.resolution.unknown", "dirname", "found", "expected", needs=_NAME, applies=_measured)
def unknown(view: ReleaseView, rules: RuleSet) -> Answers:
    """A resolution that the rules do not list, or one where none is written."""
    name = parsed(view)
    stated = stated_resolution(name)
    if stated and (stated not in rules.video.resolutions or own_size(name, rules)):
        expected = "" if own_size(name, rules) else ", ".join(rules.video.resolutions)
        yield Found(view.name, {"found": stated, "expected": expected or "-"})


@check(
    "dirname.resolution.missing",
    "dirname",
    "expected",
    needs=_NAME,
    applies=lambda r: bool(r.video.max) and SD not in r.video.max,
)
def missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No resolution though the rules are not those of standard definition."""
    name = parsed(view)
    if name.form is not None and is_sd(name, rules):
        yield Found(view.name, {"expected": ", ".join(rules.video.resolutions)})


def _limit(name: ParsedName, rules: RuleSet) -> tuple[int, int] | None:
    """The largest width and height that the name allows; ``None`` where no rule says so."""
    untouched = rules.video.sd_untouched_max
    if untouched is not None and is_sd(name, rules) and not is_transcoded(name, rules):
        return untouched
    return rules.video.max.get(size_key(name, rules))


@check("video.resolution", "video", "found", "stated", "limit", needs=_NAME, applies=_measured)
def too_large(view: ReleaseView, rules: RuleSet) -> Answers:
    """Pictures that are larger than the name says."""
    name = parsed(view)
    limit = _limit(name, rules)
    subject, track = picture(view)
    if limit is None:
        return
    if track.width is None or track.height is None:
        yield UNKNOWN
    elif track.width > limit[0] or track.height > limit[1]:
        key = size_key(name, rules)
        params = {"found": _shape(track), "stated": key, "limit": f"{limit[0]}x{limit[1]}"}
        yield Found(subject, params)


@check("video.resolution.small", "video", "found", "stated", needs=_NAME, applies=_measured)
def too_small(view: ReleaseView, rules: RuleSet) -> Answers:
    """Pictures that would fit into the next smaller resolution."""
    stated = stated_resolution(parsed(view))
    smaller = _next_smaller(stated, rules)
    subject, track = picture(view)
    if smaller is None:
        return
    if track.width is None or track.height is None:
        yield UNKNOWN
    elif track.width <= smaller[0] and track.height <= smaller[1]:
        yield Found(subject, {"found": _shape(track), "stated": stated})


def _next_smaller(stated: str, rules: RuleSet) -> tuple[int, int] | None:
    named = (SD, *rules.video.resolutions)
    sizes = {key: size for key, size in rules.video.max.items() if key in named}
    if stated not in sizes:
        return None
    return max((size for size in sizes.values() if size < sizes[stated]), default=None)


@check(
    "video.sd_width",
    "video",
    "found",
    "least",
    needs=_NAME,
    severity=Severity.WARNING,
    applies=lambda r: r.video.sd_untouched_max is not None and SD in r.video.max,
)
def sd_width(view: ReleaseView, rules: RuleSet) -> Answers:
    """Untouched pictures that are less wide than standard definition: the NFO has to say why."""
    name = parsed(view)
    subject, track = picture(view)
    least = rules.video.max[SD][0]
    if not is_sd(name, rules) or is_transcoded(name, rules):
        return
    if track.width is None:
        yield UNKNOWN
    elif track.width < least:
        yield Found(subject, {"found": _shape(track), "least": least})


@check(
    "video.width",
    "video",
    "found",
    "expected",
    needs=_NAME,
    severity=Severity.WARNING,
    applies=lambda r: "720p" in r.video.max,
)
def width(view: ReleaseView, rules: RuleSet) -> Answers:
    """A transcoded 720p that has neither the width nor the height of it."""
    name = parsed(view)
    subject, track = picture(view)
    if size_key(name, rules) != "720p" or not is_transcoded(name, rules):
        return
    if not track.width or not track.height:
        yield UNKNOWN
        return
    most = rules.video.max["720p"]
    shape = track.display_aspect or track.width / track.height
    wide = shape >= _WIDE - _NEAR and track.width >= most[0] - _CROP
    high = shape <= _WIDE + _NEAR and track.height >= most[1] - _CROP
    if not wide and not high:
        expected = f"{most[0]}x…" if shape >= _WIDE else f"…x{most[1]}"
        yield Found(subject, {"found": _shape(track), "expected": expected})


@check("video.mod", "video", "found", "mod", needs=_NAME, applies=lambda r: r.video.mod is not None)
def mod(view: ReleaseView, rules: RuleSet) -> Answers:
    """A width or a height that the number of the rules does not divide."""
    subject, track = picture(view)
    number = rules.video.mod or 1
    if track.width is None or track.height is None:
        yield UNKNOWN
    elif track.width % number or track.height % number:
        yield Found(subject, {"found": _shape(track), "mod": number})


CHECKS = (unknown, missing, too_large, too_small, sd_width, width, mod)
