"""What a check is, and what it may answer."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from attrs import evolve, field, frozen

from packer_core.values import Param, Receiver, ReleaseView, RuleSet, Severity

Rules = TypeVar("Rules", RuleSet, Receiver)


@frozen
class Found:
    """One thing that is not as the rules say. ``id`` is only set where it is not the check's."""

    subject: str = ""
    params: Mapping[str, Param] = field(factory=dict)
    id: str = ""


@frozen
class Unknown:
    """The answer of a check that met a fact nobody knows: it is then listed as not judged."""


UNKNOWN = Unknown()

Answers = Iterable[Found | Unknown]


def _always(_rules: object) -> bool:
    return True


@frozen(kw_only=True)
class _Check:
    id: str
    section: str
    severity: Severity = Severity.ERROR
    needs: tuple[str, ...] = ()
    params: tuple[str, ...] = ()


@frozen(kw_only=True)
class Check(_Check):
    """A check of a rule set.

    ``section`` is the table of the rule set it belongs to; ``severity`` its own, which a rule
    set may change; ``needs`` are the facts of a view without which it cannot judge; ``params``
    the parameters of its findings. It is of no concern to rule sets for which ``applies`` is
    false. ``judge`` is pure. ``after`` is the id of the check behind whose findings its own are
    told; without one they are told at the end.
    """

    judge: Callable[[ReleaseView, RuleSet], Answers]
    applies: Callable[[RuleSet], bool] = _always
    after: str = ""


@frozen(kw_only=True)
class ReceiverCheck(_Check):
    """A check of what a receiving site accepts."""

    judge: Callable[[ReleaseView, Receiver], Answers]
    applies: Callable[[Receiver], bool] = _always


def check(
    check_id: str,
    section: str,
    *params: str,
    needs: tuple[str, ...] = (),
    severity: Severity = Severity.ERROR,
    applies: Callable[[RuleSet], bool] = _always,
    after: str = "",
) -> Callable[[Callable[[ReleaseView, RuleSet], Answers]], Check]:
    """Make a check of a function over (view, rule set)."""

    def of(judge: Callable[[ReleaseView, RuleSet], Answers]) -> Check:
        return Check(
            id=check_id,
            section=section,
            severity=severity,
            needs=needs,
            params=params,
            applies=applies,
            judge=judge,
            after=after,
        )

    return of


def placed(checks: Iterable[Check], after: str) -> tuple[Check, ...]:
    """Checks whose findings are told, in their order, behind those of another check."""
    return tuple(evolve(each, after=after) for each in checks)


def in_order(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Checks in the order in which their findings are told: each behind the one it names.

    Of several behind one check the order stays. What is behind a check that nobody has, or in a
    circle, comes last.
    """
    listed = tuple(checks)
    ids = {each.id for each in listed}
    followers: dict[str, list[Check]] = {}
    for each in listed:
        followers.setdefault(each.after if each.after in ids else "", []).append(each)
    ordered: dict[str, Check] = {}
    waiting = followers.get("", [])[::-1]
    while waiting:
        each = waiting.pop()
        ordered[each.id] = each
        waiting += followers.get(each.id, [])[::-1]
    circling = (each for each in listed if each.id not in ordered)
    return (*ordered.values(), *circling)


def receiver_check(
    check_id: str,
    *params: str,
    needs: tuple[str, ...] = (),
    severity: Severity = Severity.ERROR,
    applies: Callable[[Receiver], bool] = _always,
) -> Callable[[Callable[[ReleaseView, Receiver], Answers]], ReceiverCheck]:
    """Make a check of a function over (view, receiver)."""

    def of(judge: Callable[[ReleaseView, Receiver], Answers]) -> ReceiverCheck:
        return ReceiverCheck(
            id=check_id,
            section="receiver",
            severity=severity,
            needs=needs,
            params=params,
            applies=applies,
            judge=judge,
        )

    return of
