"""Checks of the pictures against the name: their codec, how they were coded, their number."""

from packer_core.rules.facts import parsed
from packer_core.rules.patterns import found as found_groups
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.rules.video_names import format_word, is_transcoded, size_key
from packer_core.values import ReleaseView, RuleSet, Severity, VideoTrack
from packer_plugins_tv.checks.facts import picture, shown

_NAME = ("parsed",)

#: Above so many pictures a second a higher level is allowed.
_FAST = 30.5

#: The tags that say that the pictures have a high dynamic range, in small letters.
_HDR = frozenset({"hdr", "hdr10plus", "dv"})


@check(
    "video.codec", "video", "found", "expected", needs=_NAME, applies=lambda r: bool(r.video.codecs)
)
def codec(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another codec than the format of the name promises."""
    allowed = rules.video.codecs.get(format_word(parsed(view), rules), ())
    subject, track = picture(view)
    if allowed and track.codec is None:
        yield UNKNOWN
    elif allowed and track.codec not in allowed:
        yield Found(subject, {"found": track.codec, "expected": ", ".join(allowed)})


@check(
    "video.encoder_header",
    "video",
    "found",
    "expected",
    needs=_NAME,
    applies=lambda r: bool(r.video.encoder_header),
)
def encoder_header(view: ReleaseView, rules: RuleSet) -> Answers:
    """A transcoded video in which the encoder did not leave its name."""
    expected = rules.video.encoder_header.get(format_word(parsed(view), rules), "")
    subject, track = picture(view)
    left = f"{track.encoder or ''} {track.encoder_settings or ''}".strip()
    if expected and track.codec is None:
        yield UNKNOWN
    elif expected and expected.casefold() not in left.casefold():
        yield Found(subject, {"found": left[:40] or "-", "expected": expected})


@check(
    "video.bit_depth",
    "video",
    "found",
    "expected",
    needs=_NAME,
    applies=lambda r: bool(r.video.bit_depth),
)
def bit_depth(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another number of bits a sample than the format has."""
    expected = rules.video.bit_depth.get(format_word(parsed(view), rules))
    subject, track = picture(view)
    if expected is not None and track.bit_depth is None:
        yield UNKNOWN
    elif expected is not None and track.bit_depth != expected:
        yield Found(subject, {"found": track.bit_depth, "expected": expected})


@check(
    "video.hdr",
    "video",
    "found",
    "stated",
    needs=_NAME,
    severity=Severity.WARNING,
    applies=lambda r: "HDR" in r.tags.allowed,
)
def hdr(view: ReleaseView, rules: RuleSet) -> Answers:
    """The name says that the pictures have a high dynamic range and they have none, or not."""
    stated = [tag for tag in parsed(view).tags if tag.casefold() in _HDR]
    subject, track = picture(view)
    # Eight bits are never HDR; of more bits without a mark nobody can be sure.
    if track.hdr is None and track.bit_depth != 8:
        yield UNKNOWN
    elif bool(track.hdr) != bool(stated):
        yield Found(subject, {"found": track.hdr or "SDR", "stated": ", ".join(stated) or "-"})


@check("video.frame_rate", "video", needs=_NAME, applies=lambda r: r.video.cfr)
def frame_rate(view: ReleaseView, rules: RuleSet) -> Answers:
    """A transcoded video whose frame rate changes."""
    subject, track = picture(view)
    if is_transcoded(parsed(view), rules):
        if track.frame_rate_mode is None:
            yield UNKNOWN
        elif track.frame_rate_mode.casefold() == "vfr":
            yield Found(subject)


@check(
    "video.tracks",
    "video",
    "count",
    "expected",
    needs=_NAME,
    applies=lambda r: r.video.tracks is not None,
)
def tracks(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another number of tracks of pictures."""
    subject, work = shown(view)
    if not work.video:
        yield UNKNOWN
    elif len(work.video) != rules.video.tracks:
        yield Found(subject, {"count": len(work.video), "expected": rules.video.tracks})


@check(
    "video.level",
    "video",
    "found",
    "limit",
    needs=_NAME,
    applies=lambda r: r.video.level is not None or bool(r.video.levels),
)
def level(view: ReleaseView, rules: RuleSet) -> Answers:
    """A transcoded video of a higher level than players of its time can show."""
    name = parsed(view)
    subject, track = picture(view)
    limit = _level_limit(size_key(name, rules), track, rules)
    if not limit or not is_transcoded(name, rules):
        return
    stated = found_groups(r"(\d(?:\.\d)?)", track.level or "")
    if stated is None:
        yield UNKNOWN
    elif float(stated[0]) > float(limit):
        yield Found(subject, {"found": stated[0], "limit": limit})


def _level_limit(key: str, track: VideoTrack, rules: RuleSet) -> str:
    """The highest level for a resolution; of an unknown frame rate the lenient one."""
    usual, fast = rules.video.levels.get(key, (rules.video.level or "",) * 2)
    return usual if track.frame_rate is not None and track.frame_rate <= _FAST else fast


CHECKS = (codec, encoder_header, bit_depth, hdr, frame_rate, tracks, level)
