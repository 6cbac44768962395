"""What a rule set of the right shape may still have wrong."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from packer_core.rules.nfo_fields import CONDITIONS, FIELDS
from packer_core.rules.parsing.faults import Fault, shown
from packer_core.rules.parsing.media_rules import media_faults
from packer_core.rules.parsing.structure import join
from packer_core.rules.parsing.templates import demanded_fields, template_faults
from packer_core.rules.patterns import compiled
from packer_core.values import LayoutRules, RuleSet

SCHEMA = 1

_PACK_FORMS = ("rar", "zip", "zip-of-rar")
_CHOICES: Mapping[str, Sequence[str]] = {
    "input.drm": ("reject",),
    "input.conversion": ("reject", "allow"),
    "language.form": ("name",),
    "pack.rar.naming": ("old", "part", "any"),
    "sfv.covers": ("zips", "rar-set"),
    "nfo.newline": ("crlf", "lf"),
}
_LISTS: Mapping[str, Sequence[str]] = {
    "pack.per_zip": ("rar", "nfo", "diz"),
    "pack.zip.methods": ("store", "compress"),
    "pack.rar.formats": ("rar3", "rar4", "rar5"),
    "pack.rar.methods": ("store", "compress"),
}
_POSITIVE = (
    "input.inner_name_max",
    "dirname.max_length",
    "pack.max_volumes",
    "pack.zip.sizes",
    "pack.rar.sizes",
    "pack.rar.size_multiple",
    "pack.rar.min_volumes_to_step",
    "diz.max_columns",
    "diz.max_lines",
    "nfo.max_columns",
    "input.files_in_archive",
    "pack.rar.sizes_sd",
    "video.mod",
    "video.tracks",
    "audio.sd_max_channels",
)
_CONFIDENCES = ("V", "S+", "S", "D")


def rule_set_faults(rules: RuleSet, check_ids: Collection[str]) -> Iterator[Fault]:
    """Everything in a rule set that no release could be judged by.

    :param check_ids: the ids that may be given a severity.
    """
    yield from _identity(rules)
    yield from _numbers(rules)
    yield from _choices(rules)
    yield from _dirname(rules)
    yield from _expressions(rules)
    yield from _nfo(rules)
    yield from media_faults(rules)
    yield from layout_faults(rules.layout, "layout")
    yield from _severities(rules, check_ids)


def _identity(rules: RuleSet) -> Iterator[Fault]:
    for key in ("id", "section", "title", "kind"):
        if not getattr(rules, key).strip():
            yield Fault(key, "rules.empty")
    for table, mark in rules.conf.items():
        if mark not in _CONFIDENCES:
            yield Fault(join("conf", table), "rules.choice_expected", ", ".join(_CONFIDENCES))


def _value(rules: RuleSet, key: str) -> object:
    value: object = rules
    for name in key.split("."):
        value = getattr(value, name)
    return value


def _numbers(rules: RuleSet) -> Iterator[Fault]:
    for key in _POSITIVE:
        value = _value(rules, key)
        if isinstance(value, tuple):
            for index, size in enumerate(value):
                if size <= 0:
                    yield Fault(f"{key}[{index}]", "rules.positive_expected", str(size))
        elif isinstance(value, int) and value <= 0:
            yield Fault(key, "rules.positive_expected", str(value))
    for key in ("pack.zip.slack", "nfo.count"):
        value = _value(rules, key)
        if isinstance(value, int) and value < 0:
            yield Fault(key, "rules.positive_expected", str(value))


def _choices(rules: RuleSet) -> Iterator[Fault]:
    if rules.pack.form not in _PACK_FORMS:
        yield Fault("pack.form", "rules.choice_expected", ", ".join(_PACK_FORMS))
    for key, choices in _CHOICES.items():
        if _value(rules, key) not in choices:
            yield Fault(key, "rules.choice_expected", ", ".join(choices))
    for key, choices in _LISTS.items():
        values = _value(rules, key)
        if isinstance(values, tuple):
            for index, value in enumerate(values):
                if value not in choices:
                    yield Fault(f"{key}[{index}]", "rules.choice_expected", ", ".join(choices))
    if rules.sfv.required and rules.sfv.forbidden:
        yield Fault("sfv.forbidden", "rules.contradiction", "sfv.required")
    if rules.diz.required and rules.diz.forbidden:
        yield Fault("diz.forbidden", "rules.contradiction", "diz.required")


def _dirname(rules: RuleSet) -> Iterator[Fault]:
    if not rules.dirname.templates:
        yield Fault("dirname.templates", "rules.empty")
    forms = [template.form for template in rules.dirname.templates]
    fields: set[str] = set()
    for index, template in enumerate(rules.dirname.templates):
        key = f"dirname.templates[{index}]"
        if forms.index(template.form) != index:
            yield Fault(f"{key}.form", "rules.repeated", template.form)
        yield from template_faults(template.pattern, f"{key}.pattern")
        if rules.dirname.suffix and f".{rules.dirname.suffix}-" not in template.pattern:
            yield Fault(f"{key}.pattern", "rules.template_suffix", rules.dirname.suffix)
        fields.update(demanded_fields(template.pattern))
    known = fields | {"suffix"}
    for index, name in enumerate(rules.dirname.required):
        if name not in known:
            yield Fault(
                f"dirname.required[{index}]", "rules.choice_expected", ", ".join(sorted(known))
            )


def _expressions(rules: RuleSet) -> Iterator[Fault]:
    yield from expression_faults("dirname.charset", f"[{rules.dirname.charset}]")
    yield from expression_faults("dirname.group", rules.dirname.group)
    yield from expression_faults("pack.zip.name_regex", rules.pack.zip.name_regex)
    if rules.diz.counter:
        yield from expression_faults("diz.counter", rules.diz.counter, groups=2)


def expression_faults(key: str, pattern: str, groups: int | None = None) -> Iterator[Fault]:
    """Whether a regular expression compiles, and has so many groups where that matters."""
    try:
        expression = compiled(pattern)
    except ValueError as error:
        yield Fault(key, "rules.expression_expected", str(error))
        return
    if groups is not None and expression.groups != groups:
        yield Fault(key, "rules.groups_expected", str(groups))


def _nfo(rules: RuleSet) -> Iterator[Fault]:
    lists = {
        "nfo.fields_required": rules.nfo.fields_required,
        "nfo.fields_recommended": rules.nfo.fields_recommended,
    }
    for condition, fields in rules.nfo.fields_if.items():
        key = join("nfo.fields_if", condition)
        if condition not in CONDITIONS:
            yield Fault(key, "rules.choice_expected", ", ".join(CONDITIONS))
        lists[key] = fields
    for key, fields in lists.items():
        for index, name in enumerate(fields):
            if not set(name.split("|")) <= FIELDS.keys():
                yield Fault(f"{key}[{index}]", "rules.unknown_field", shown(name))


def layout_faults(layout: LayoutRules, key: str) -> Iterator[Fault]:
    """What is wrong with the patterns and counts of a layout."""
    for index, file in enumerate(layout.files):
        place = f"{key}.files[{index}]"
        if bool(file.glob) == bool(file.regex):
            yield Fault(place, "rules.glob_or_regex")
        yield from expression_faults(f"{place}.regex", file.regex)
        if file.min < 0 or (file.max is not None and file.max < file.min):
            yield Fault(place, "rules.range_expected", f"{file.min}..{file.max}")
    for index, folder in enumerate(layout.dirs):
        if folder.min < 0 or folder.max < folder.min:
            yield Fault(
                f"{key}.dirs[{index}]", "rules.range_expected", f"{folder.min}..{folder.max}"
            )
        least, most = folder.min_files, folder.max_files
        if least < 0 or (most is not None and most < least):
            yield Fault(f"{key}.dirs[{index}]", "rules.range_expected", f"{least}..{most}")


def _severities(rules: RuleSet, check_ids: Collection[str]) -> Iterator[Fault]:
    tables = {"severity": rules.severity}
    for profile, table in rules.profiles.items():
        tables[f"{join('profile', profile)}.severity"] = table
    for key, table in tables.items():
        for check_id in table:
            if check_id not in check_ids:
                yield Fault(join(key, check_id), "rules.unknown_check", check_id)
