"""What may be wrong with the tables of a rule set that speak of pictures and sound."""

from collections.abc import Iterator, Mapping

from packer_core.rules.parsing.faults import Fault
from packer_core.rules.parsing.structure import join
from packer_core.rules.patterns import fits
from packer_core.values import RuleSet

_MODES = ("crf", "2pass", "abr", "cbr")
_LEVEL = r"\d(?:\.\d)?"


def media_faults(rules: RuleSet) -> Iterator[Fault]:
    """Every value of ``[video]``, ``[audio]`` and ``[sample]`` that nothing can be judged by."""
    yield from _formats(rules)
    yield from _sizes(rules)
    yield from _levels(rules)
    yield from _ranges(rules)
    yield from _sample(rules)
    for index, mode in enumerate(rules.video.rate_control):
        if mode not in _MODES:
            yield Fault(f"video.rate_control[{index}]", "rules.choice_expected", ", ".join(_MODES))
    if rules.audio.bit_rate_mode not in ("", "vbr", "cbr"):
        yield Fault("audio.bit_rate_mode", "rules.choice_expected", "vbr, cbr")
    for index, form in enumerate(rules.dirname.bare_format):
        forms = [template.form for template in rules.dirname.templates]
        if form not in forms:
            yield Fault(f"dirname.bare_format[{index}]", "rules.choice_expected", ", ".join(forms))


def _formats(rules: RuleSet) -> Iterator[Fault]:
    """Formats that the dirname has no word for."""
    words = set(rules.input.format_tag.values())
    video = rules.video
    tables: Mapping[str, Mapping[str, object]] = {
        "video.codecs": video.codecs,
        "video.encoder_header": video.encoder_header,
        "video.bit_depth": video.bit_depth,
        "video.subme": video.subme,
    }
    for key, table in tables.items():
        for word in table:
            if word not in words:
                yield Fault(join(key, word), "rules.choice_expected", ", ".join(sorted(words)))


def _sizes(rules: RuleSet) -> Iterator[Fault]:
    video = rules.video
    sizes = {join("video.max", key): size for key, size in video.max.items()}
    if video.sd_untouched_max is not None:
        sizes["video.sd_untouched_max"] = video.sd_untouched_max
    for key, size in sizes.items():
        if min(size) <= 0:
            yield Fault(key, "rules.positive_expected", f"{size[0]}x{size[1]}")
    for index, word in enumerate(video.resolutions):
        if word not in video.max:
            expected = ", ".join(sorted(video.max))
            yield Fault(f"video.resolutions[{index}]", "rules.choice_expected", expected)


def _levels(rules: RuleSet) -> Iterator[Fault]:
    levels = {f"{join('video.levels', key)}": pair for key, pair in rules.video.levels.items()}
    if rules.video.level is not None:
        levels["video.level"] = (rules.video.level, rules.video.level)
    for key, pair in levels.items():
        for level in pair:
            if not fits(_LEVEL, level):
                yield Fault(key, "rules.level_expected", level)


def _ranges(rules: RuleSet) -> Iterator[Fault]:
    ranges = {"video.crf": rules.video.crf, "sample.seconds": rules.sample.seconds}
    for key, pair in ranges.items():
        if pair is not None and not 0 <= pair[0] <= pair[1]:
            yield Fault(key, "rules.range_expected", f"{pair[0]:g}..{pair[1]:g}")
    percent = rules.video.ar_error_percent
    if percent is not None and percent <= 0:
        yield Fault("video.ar_error_percent", "rules.positive_expected", f"{percent:g}")


def _sample(rules: RuleSet) -> Iterator[Fault]:
    sample = rules.sample
    if sample.count < 1:
        yield Fault("sample.count", "rules.positive_expected", str(sample.count))
    if sample.not_before_seconds < 0:
        yield Fault(
            "sample.not_before_seconds", "rules.positive_expected", f"{sample.not_before_seconds:g}"
        )
    if not sample.dir.strip() or set(sample.dir) & set("/\\"):
        yield Fault("sample.dir", "rules.empty")
