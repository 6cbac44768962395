"""The public shapes of lists and texts: what the command line prints as JSON."""

from datetime import datetime

from attrs import frozen

from packer_core.errors import NetworkProblem
from packer_core.http import shown
from packer_core.library.rule_texts.entries import RuleTextEntry
from packer_core.library.rule_texts.library import Index, RuleText, RuleTexts


@frozen(kw_only=True)
class RuleTextRow:
    """A listed text; ``cached`` tells whether there is a copy."""

    id: str
    section: str
    title: str
    language: str
    year: int | None
    url: str
    cached: bool


@frozen(kw_only=True)
class RuleTextList:
    """What a site lists; ``offline`` says that this is the copy of ``checked``, ``reason`` why."""

    base_url: str
    checked: str
    offline: bool
    reason: str | None
    skipped: int
    rules: tuple[RuleTextRow, ...]


@frozen(kw_only=True)
class RuleTextDocument:
    """A text of rules; ``text`` is ``None`` where only the news about it is asked for."""

    id: str
    section: str
    title: str
    language: str
    year: int | None
    url: str
    state: str
    checked: str
    offline: bool
    reason: str | None
    size: int
    sha256: str
    encoding: str
    text: str | None


def list_document(
    index: Index, entries: tuple[RuleTextEntry, ...], texts: RuleTexts
) -> RuleTextList:
    """The chosen entries of a list."""
    return RuleTextList(
        base_url=index.base_url,
        checked=_time(index.checked),
        offline=index.away is not None,
        reason=_reason(index.away),
        skipped=index.skipped,
        rules=tuple(
            RuleTextRow(
                id=entry.id,
                section=entry.section,
                title=entry.title,
                language=entry.language,
                year=entry.year,
                url=shown(entry.url),
                cached=texts.is_kept(entry),
            )
            for entry in entries
        ),
    )


def text_document(found: RuleText, *, whole: bool) -> RuleTextDocument:
    """A text, with what it says if ``whole``."""
    return RuleTextDocument(
        id=found.entry.id,
        section=found.entry.section,
        title=found.entry.title,
        language=found.entry.language,
        year=found.entry.year,
        url=shown(found.entry.url),
        state=found.state,
        checked=_time(found.checked),
        offline=found.away is not None,
        reason=_reason(found.away),
        size=found.size,
        sha256=found.sha256,
        encoding=found.encoding,
        text=found.text if whole else None,
    )


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _reason(away: NetworkProblem | None) -> str | None:
    return None if away is None else str(away.facts["reason"])
