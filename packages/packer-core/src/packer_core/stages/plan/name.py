"""Release names on their own: judged by a rule set, built from facts of a work. Pure."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from packer_core.errors import BadValue, MissingFact, UnknownName
from packer_core.guards import kinds
from packer_core.hookspecs import ReleaseKind
from packer_core.naming.build import build_name
from packer_core.naming.language.names import language_tag
from packer_core.naming.parse import parse_best
from packer_core.rules.judging import apply_waivers, judge
from packer_core.rules.patterns import fits
from packer_core.rules.registry import Check
from packer_core.values import (
    Finding,
    ParsedName,
    ReleaseView,
    RuleSet,
    Severity,
    WorkMetadata,
)

#: Words of a name template -> the metadata field that a user states.
_STATED_AS = {
    "author": "authors",
    "episode": "episodes",
    "last": "episodes",
    "format": "source",
    "league": "show",
    "yyyy": "air_date",
    "mm": "air_date",
    "dd": "air_date",
}
#: What the NFO must state for the maker of a work to be demanded at all.
_MAKER_FACT = "author|publisher"


@frozen(kw_only=True)
class JudgedName:
    """A name taken apart, and what the checks of a dirname say of it.

    ``kind`` is that of the rule set, ``None`` where the name fits none of its templates.
    """

    parsed: ParsedName
    kind: str | None
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether no finding fails the name."""
        return not any(finding.fails for finding in self.findings)


@frozen(kw_only=True)
class NameRequest:
    """What a dirname is made of. ``format`` is a format of the rule set (``epub``), or nothing.

    ``kind`` knows more of its works than what holds for any.
    """

    kind: ReleaseKind | None = None
    form: str | None = None
    metadata: WorkMetadata = field(factory=WorkMetadata)
    group: str = ""
    tags: tuple[str, ...] = ()
    format: str = ""


@frozen(kw_only=True)
class BuiltDirname:
    """A dirname, and what the way to it cost the facts it was made of."""

    name: str
    findings: tuple[Finding, ...] = ()


def judge_name(
    name: str,
    rule_sets: Sequence[RuleSet],
    checks: Sequence[Check],
    *,
    profile: str | None = None,
    waivers: Mapping[str, str] | None = None,
    metadata: WorkMetadata | None = None,
) -> JudgedName:
    """Take a name apart by the rule set that explains it best, and judge it.

    Raises :class:`packer_core.errors.BadValue` for a waiver that is none and
    :class:`packer_core.errors.UnknownName` for a profile the rule set does not have.
    """
    parsed = parse_best(name, rule_sets)
    rule_set = next(each for each in rule_sets if each.id == parsed.rule_set)
    language = language_tag(parsed.fields.get("language", "")) or ""
    view = ReleaseView(name=name, parsed=parsed, metadata=metadata, language=language)
    verdict = judge(view, rule_set, checks, profile=profile, waivers=waivers)
    kind = None if parsed.form is None else rule_set.kind
    return JudgedName(parsed=parsed, kind=kind, findings=verdict.findings)


def build_dirname(
    request: NameRequest, rule_set: RuleSet, subject: str, *, maker: bool = False
) -> BuiltDirname:
    """Put a dirname together by the template of the form; where none is stated, of the one that
    fits the metadata.

    :param subject: what a missing fact is missing of, for the error.
    :param maker: whether an author or a publisher is demanded even where the name has none, if
        the rule set wants them in the NFO.

    Raises :class:`MissingFact` for facts that the rule set demands, :class:`BadValue` for a group
    whose name it refuses or a source it has no word for and :class:`UnknownName` for a form or a
    format it does not know.
    """
    if request.format and request.format not in rule_set.input.extensions:
        known = ", ".join(rule_set.input.extensions)
        raise UnknownName(what="format", name=request.format, known=known)
    form = form_of(request.form, rule_set, request.metadata, request.kind)
    fields = kinds.dirname_fields(request.kind, request.metadata, form, rule_set)
    # Where the format words of a rule set are not formats of files, the file's says nothing here.
    if request.format in rule_set.input.format_tag:
        fields = {"format": request.format, **fields}
    built = build_name(rule_set, form, fields, tags=request.tags, group=request.group)
    if request.group and not fits(rule_set.dirname.group, request.group):
        raise BadValue(field="group", value=request.group, expected=rule_set.dirname.group)
    missing = list(dict.fromkeys(_STATED_AS.get(each, each) for each in built.missing))
    wanted = maker and _MAKER_FACT in rule_set.nfo.fields_required
    if (wanted or _names_maker(form, rule_set)) and _lacks_maker(request.metadata, missing):
        missing.append("authors|publisher")
    if missing:
        offered = rule_set.dirname.defaults
        defaults = ", ".join(f"{each}={offered[each]}" for each in missing if each in offered)
        raise MissingFact(path=subject, fields=", ".join(missing), defaults=defaults)
    cost = (
        *(_cost("dirname.unreadable", Severity.ERROR, each) for each in built.unreadable),
        *(_cost("dirname.shortened", Severity.INFO, each) for each in built.shortened),
    )
    return BuiltDirname(name=built.name, findings=cost)


def build_judged(
    request: NameRequest,
    rule_set: RuleSet,
    checks: Sequence[Check],
    *,
    profile: str | None = None,
    waivers: Mapping[str, str] | None = None,
) -> JudgedName:
    """Build a dirname and judge it; raises what :func:`build_dirname` and :func:`judge_name` do."""
    built = build_dirname(request, rule_set, rule_set.id)
    stated = dict(waivers or {})
    judged = judge_name(
        built.name, (rule_set,), checks, profile=profile, waivers=stated, metadata=request.metadata
    )
    cost = apply_waivers(built.findings, stated, [each.id for each in checks])
    return JudgedName(parsed=judged.parsed, kind=rule_set.kind, findings=(*cost, *judged.findings))


def form_of(
    stated: str | None,
    rule_set: RuleSet,
    metadata: WorkMetadata | None = None,
    kind: ReleaseKind | None = None,
) -> str:
    """The form of a release: the one stated, else the one that its kind sees in the metadata.

    Raises :class:`UnknownName` for a form that the rule set has not.
    """
    forms = [template.form for template in rule_set.dirname.templates]
    if stated is None:
        return kinds.form_for(kind, metadata or WorkMetadata(), forms)
    if stated not in forms:
        raise UnknownName(what="form", name=stated, known=", ".join(forms))
    return stated


def _names_maker(form: str, rule_set: RuleSet) -> bool:
    """Whether the name of a form begins with who made the work."""
    patterns = [each.pattern for each in rule_set.dirname.templates if each.form == form]
    return any(word in pattern for pattern in patterns for word in ("{author", "{publisher"))


def _lacks_maker(metadata: WorkMetadata, missing: Sequence[str]) -> bool:
    known = bool(metadata.authors or metadata.publisher)
    return not known and "authors" not in missing


def _cost(finding_id: str, severity: Severity, name: str) -> Finding:
    """What the way from the metadata to a name cost a field."""
    return Finding(id=finding_id, severity=severity, subject=name, params={"field": name})
