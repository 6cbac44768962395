"""Checks of the number of an episode: how it is written, and whether it is the right one."""

from packer_core.rules.facts import parsed
from packer_core.rules.registry import Answers, Found, check
from packer_core.rules.video_names import is_numbering
from packer_core.values import ParsedName, ReleaseView, RuleSet, Severity
from packer_core.values.numbers import whole_number
from packer_plugins_tv.checks.facts import episode


def _of_video(rules: RuleSet) -> bool:
    return bool(rules.video.codecs)


@check("dirname.episode.spelling", "dirname", "found", needs=("parsed",), applies=_of_video)
def spelling(view: ReleaseView, rules: RuleSet) -> Answers:
    """Fewer than two digits, or ``4x03``, or another way to write it."""
    name = parsed(view)
    # What no template reads is taken for a part of the title: S01E02E03.
    titles = [word for word in name.fields.get("title", "").split() if word[:1] in "Ss"]
    for word in dict.fromkeys([*name.forbidden, *titles]):
        if is_numbering(word):
            yield Found(view.name, {"found": word})


@check(
    "name.episode",
    "dirname",
    "found",
    "expected",
    needs=("parsed", "metadata"),
    severity=Severity.WARNING,
    applies=_of_video,
)
def number(view: ReleaseView, rules: RuleSet) -> Answers:
    """The season or the episode of the name is not that of the work."""
    work = episode(view)
    stated = _stated(parsed(view))
    known = [work.season, *work.episodes[:1], *work.episodes[1:][-1:]]
    for found, expected in zip(stated, known, strict=False):
        if found is not None and expected is not None and found != expected:
            yield Found(view.name, {"found": found, "expected": expected})
            return


def _stated(name: ParsedName) -> list[int | None]:
    """The season, the first and the last episode of a name."""
    return [whole_number(name.fields.get(part, "")) for part in ("season", "episode", "last")]


CHECKS = (spelling, number)
