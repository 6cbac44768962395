"""Checks of the NFO: how many, how wide, what it states, its copies."""

from collections.abc import Callable

from packer_core.rules.facts import extension, parsed, root_files, texts
from packer_core.rules.lines import control_codes, encoding_fits, widest
from packer_core.rules.nfo_fields import states
from packer_core.rules.registry import Answers, Check, Found, check
from packer_core.rules.video_names import is_transcoded
from packer_core.values import ParsedName, ReleaseView, RuleSet, Severity, TextFacts

_TEXTS = ("texts",)
_BOTH = ("texts", "parsed")

#: Tags of a release that corrects another one.
_FIXES = frozenset({"proper", "repack", "rerip", "nfofix", "dirfix", "samplefix", "prooffix"})

_PERIODICALS = frozenset({"magazine", "newspaper"})

#: Which parts of a dirname say what a field of the NFO says.
_IN_DIRNAME = {
    "title": ("title",),
    "author": ("author",),
    "publisher": ("publisher",),
    "publish_date": ("year",),
    "release_type": ("source",),
    "issue": ("issue", "month", "day", "volume"),
    "version": ("version",),
}


def _judged(view: ReleaseView) -> tuple[TextFacts, ...]:
    """The NFOs of the root; where it has none, that of the first disk."""
    every = texts(view, ".nfo")
    return tuple(each for each in every if each.disk is None) or every[:1]


@check("nfo.count", "nfo", "count", "expected", needs=("entries",))
def count(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another number of NFOs in the root than the rules give."""
    number = sum(extension(entry.path) == "nfo" for entry in root_files(view))
    if number != rules.nfo.count:
        yield Found(view.name, {"count": number, "expected": rules.nfo.count})


@check(
    "nfo.width",
    "nfo",
    "columns",
    "limit",
    "line",
    needs=_TEXTS,
    applies=lambda rules: rules.nfo.max_columns is not None,
)
def width(view: ReleaseView, rules: RuleSet) -> Answers:
    """A line that is too wide; the widest one is named."""
    limit = rules.nfo.max_columns or 0
    for each in _judged(view):
        columns, line = widest(each.text)
        if columns > limit:
            yield Found(each.path, {"columns": columns, "limit": limit, "line": line})


@check("nfo.encoding", "nfo", "found", "expected", needs=_TEXTS)
def encoding(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another encoding than the rules give."""
    for each in _judged(view):
        if not encoding_fits(each.encoding, rules.nfo.encoding):
            yield Found(each.path, {"found": each.encoding, "expected": rules.nfo.encoding})


@check("nfo.control", "nfo", "found", "line", needs=_TEXTS, severity=Severity.WARNING)
def control(view: ReleaseView, rules: RuleSet) -> Answers:
    """Control codes, which a terminal obeys instead of showing them."""
    for each in _judged(view):
        found, line = control_codes(each.text)
        if found:
            yield Found(each.path, {"found": found, "line": line})


@check("nfo.newline", "nfo", "found", "expected", needs=_TEXTS, severity=Severity.WARNING)
def newline(view: ReleaseView, rules: RuleSet) -> Answers:
    """Other line ends than the rules give."""
    for each in _judged(view):
        if each.newline not in ("", rules.nfo.newline):
            yield Found(each.path, {"found": each.newline, "expected": rules.nfo.newline})


def _is_stated(field: str, text: str, view: ReleaseView, rules: RuleSet) -> bool:
    """Whether the NFO, or the dirname where that counts, states a field."""
    if rules.nfo.waived_if_in_dirname:
        name = parsed(view)
        if any(_in_dirname(choice, name) for choice in field.split("|")):
            return True
    return states(field, text)


def _in_dirname(field: str, name: ParsedName) -> bool:
    if field == "language":
        # A dirname without a language states the default one.
        return bool(name.form or name.fields.get("language"))
    if field in ("author", "publisher") and any(guess.author for guess in name.guesses):
        # Whose name it is that the title begins with, a reader sees.
        return True
    return any(name.fields.get(part) for part in _IN_DIRNAME.get(field, ()))


@check("nfo.field", "nfo", "field", needs=_BOTH)
def field(view: ReleaseView, rules: RuleSet) -> Answers:
    """A fact that every NFO has to state."""
    for each in _judged(view):
        for name in rules.nfo.fields_required:
            if not _is_stated(name, each.text, view, rules):
                yield Found(each.path, {"field": name})


@check("nfo.recommended", "nfo", "fields", needs=_BOTH, severity=Severity.INFO)
def recommended(view: ReleaseView, rules: RuleSet) -> Answers:
    """Facts that an NFO should state, in one finding."""
    for each in _judged(view):
        wanted = rules.nfo.fields_recommended
        lacking = [name for name in wanted if not _is_stated(name, each.text, view, rules)]
        if lacking:
            yield Found(each.path, {"fields": ", ".join(lacking)})


def _demands(condition: str, name: str) -> Callable[[RuleSet], bool]:
    return lambda rules: name in rules.nfo.fields_if.get(condition, ())


@check("nfo.source_link", "nfo", needs=_BOTH, applies=_demands("retail", "source_link"))
def source_link(view: ReleaseView, rules: RuleSet) -> Answers:
    """A retail release without an address where it is sold."""
    if parsed(view).fields.get("source", "").casefold() == "retail":
        for each in _judged(view):
            if not states("source_link", each.text):
                yield Found(each.path)


@check("nfo.issue", "nfo", needs=_BOTH, applies=_demands("periodical", "issue"))
def issue(view: ReleaseView, rules: RuleSet) -> Answers:
    """A periodical whose issue is nowhere."""
    if parsed(view).form in _PERIODICALS:
        for each in _judged(view):
            if not _is_stated("issue", each.text, view, rules):
                yield Found(each.path)


@check(
    "nfo.transcoded",
    "nfo",
    "fields",
    needs=_BOTH,
    applies=lambda rules: bool(rules.nfo.fields_if.get("transcoded")),
)
def transcoded(view: ReleaseView, rules: RuleSet) -> Answers:
    """A transcoded video whose NFO does not say of what, and why."""
    wanted = rules.nfo.fields_if.get("transcoded", ())
    for each in _judged(view) if is_transcoded(parsed(view), rules) else ():
        lacking = [name for name in wanted if not states(name, each.text)]
        if lacking:
            yield Found(each.path, {"fields": ", ".join(lacking)})


def _is_fix(view: ReleaseView) -> bool:
    return any(tag.casefold() in _FIXES for tag in parsed(view).tags)


@check("nfo.fixed_dirname", "nfo", needs=_BOTH, applies=_demands("fix", "fixed_dirname"))
def fixed_dirname(view: ReleaseView, rules: RuleSet) -> Answers:
    """A correction that does not name the release it corrects."""
    for each in _judged(view) if _is_fix(view) else ():
        if not states("fixed_dirname", each.text.replace(view.name, "")):
            yield Found(each.path)


@check("nfo.reason", "nfo", needs=_BOTH, applies=_demands("fix", "reason"))
def reason(view: ReleaseView, rules: RuleSet) -> Answers:
    """A correction that does not say why."""
    for each in _judged(view) if _is_fix(view) else ():
        if not states("reason", each.text):
            yield Found(each.path)


@check("nfo.copies", "nfo", "root", needs=_TEXTS)
def copies(view: ReleaseView, rules: RuleSet) -> Answers:
    """The NFO of a disk is not that of the root."""
    every = texts(view, ".nfo")
    roots = [each for each in every if each.disk is None]
    for each in every:
        if each.disk is not None and roots and each.crc32 not in {root.crc32 for root in roots}:
            yield Found(each.path, {"root": roots[0].path})


CHECKS: tuple[Check, ...] = (
    count,
    width,
    encoding,
    control,
    newline,
    field,
    recommended,
    source_link,
    issue,
    transcoded,
    fixed_dirname,
    reason,
    copies,
)
