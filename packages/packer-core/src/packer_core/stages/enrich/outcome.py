"""What a lookup leaves beside the values: findings, the list of records, and credits."""

from collections.abc import Mapping, Sequence

from packer_core.stages.enrich.lookup import Inquiry
from packer_core.stages.inspect.merge import Merged
from packer_core.values import Candidate, Credit, Finding, Severity


def findings_of(
    inquiry: Inquiry, ranked: Sequence[Candidate], taken: Mapping[str, Candidate]
) -> list[Finding]:
    """What went wrong, and what the user has to decide."""
    findings = [
        Finding(
            id=problem.code,
            severity=Severity.WARNING,
            subject=str(problem.facts.get("provider") or problem.facts.get("plugin") or ""),
            params=dict(problem.facts),
            section="enrich",
        )
        for problem in inquiry.problems
    ]
    if ranked and not taken:
        findings.append(_doubt(ranked))
    elif not ranked and inquiry.enrichers and not inquiry.problems:
        names = ", ".join(each.about.name for each in inquiry.enrichers.values())
        findings.append(_note("enrich.nothing", providers=names))
    elif not inquiry.enrichers and not inquiry.problems:
        findings.append(_note("enrich.nobody"))
    return findings


def _doubt(ranked: Sequence[Candidate]) -> Finding:
    best = ranked[0]
    return Finding(
        id="enrich.unsure",
        severity=Severity.WARNING,
        subject=best.title,
        params={"count": len(ranked), "best": f"{best.title} ({best.key})", "score": best.score},
        section="enrich",
    )


def _note(id_: str, **facts: str) -> Finding:
    return Finding(id=id_, severity=Severity.INFO, params=facts, section="enrich")


def listed(ranked: Sequence[Candidate], taken: Mapping[str, Candidate]) -> tuple[Candidate, ...]:
    """All records in the order of their scores; those taken with all that they say."""
    full = {each.key: each for each in taken.values()}
    listed = [full.pop(each.key, each) for each in ranked]
    return (*full.values(), *listed)


def credits_of(
    inquiry: Inquiry, taken: Mapping[str, Candidate], merged: Merged
) -> tuple[Credit, ...]:
    """The notices of the providers whose values are shown, among the rejected ones too."""
    used = {*merged.origins.values(), *(each.origin for each in merged.rejected)}
    return tuple(
        Credit(
            provider=name,
            name=about.name,
            notice=about.notice,
            licence=about.licence,
            url=taken[name].url or about.home,
        )
        for name, about in ((name, inquiry.enrichers[name].about) for name in taken)
        if f"api:{name}" in used
    )
