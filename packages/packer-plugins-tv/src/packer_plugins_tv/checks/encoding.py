"""Checks of how a transcoded video was made, by the settings that the encoder left in it."""

from packer_core.rules.facts import parsed
from packer_core.rules.patterns import found as found_groups
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.rules.video_names import format_word, is_transcoded
from packer_core.values import ReleaseView, RuleSet, Severity
from packer_plugins_tv.checks.facts import picture

_NAME = ("parsed",)


def _setting(pattern: str, settings: str | None) -> str | None:
    """The value of a setting; ``None`` where it is not there."""
    groups = found_groups(pattern, settings or "")
    return None if groups is None else groups[0]


@check(
    "video.rate_control",
    "video",
    "found",
    "expected",
    needs=_NAME,
    applies=lambda r: bool(r.video.rate_control),
)
def rate_control(view: ReleaseView, rules: RuleSet) -> Answers:
    """Bits spent in another way than the rules allow."""
    subject, track = picture(view)
    if not is_transcoded(parsed(view), rules):
        return
    mode = _setting(r"\brc=([a-z0-9]+)", track.encoder_settings)
    # x265 calls the second pass by the file that it reads.
    if _setting(r"\bstats-read=([1-9])", track.encoder_settings):
        mode = "2pass"
    if mode is None:
        yield UNKNOWN
    elif mode.casefold() not in rules.video.rate_control:
        yield Found(subject, {"found": mode, "expected": ", ".join(rules.video.rate_control)})


@check(
    "video.crf",
    "video",
    "found",
    "least",
    "most",
    needs=_NAME,
    severity=Severity.WARNING,
    applies=lambda r: r.video.crf is not None,
)
def crf(view: ReleaseView, rules: RuleSet) -> Answers:
    """A rate factor outside the range."""
    subject, track = picture(view)
    if not is_transcoded(parsed(view), rules) or rules.video.crf is None:
        return
    least, most = rules.video.crf
    stated = _setting(r"\bcrf=(\d{1,2}(?:\.\d{1,4})?)", track.encoder_settings)
    if stated is None:
        yield UNKNOWN
    elif not least <= float(stated) <= most:
        yield Found(subject, {"found": stated, "least": f"{least:g}", "most": f"{most:g}"})


@check(
    "video.preset",
    "video",
    "found",
    "least",
    needs=_NAME,
    severity=Severity.WARNING,
    applies=lambda r: bool(r.video.subme),
)
def preset(view: ReleaseView, rules: RuleSet) -> Answers:
    """A faster preset than the rules allow, as the search for motion between pixels shows."""
    least = rules.video.subme.get(format_word(parsed(view), rules))
    subject, track = picture(view)
    if least is None:
        return
    stated = _setting(r"\bsubme=(\d{1,2})", track.encoder_settings)
    if stated is None:
        yield UNKNOWN
    elif int(stated) < least:
        yield Found(subject, {"found": stated, "least": least})


CHECKS = (rate_control, crf, preset)
