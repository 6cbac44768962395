"""Rule sets: loading, checks, explanations, and what receiving sites accept.

Everything here is pure; the files that come with the package are read by
:mod:`packer_core.rules.parsing.packaged` alone. The rule sets, and the checks of a kind, are
brought by its plugin.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from packer_core.rules.cases.files import Case, read_cases
    from packer_core.rules.cases.runs import CaseResult, run_cases
    from packer_core.rules.checks import CHECKS, RECEIVER_CHECKS
    from packer_core.rules.checks.receivers import is_excluded
    from packer_core.rules.explaining import (
        Explanation,
        explain,
        explanations,
        receiver_explanations,
    )
    from packer_core.rules.fixes import FIXERS, set_counter, set_newlines, wrap_text
    from packer_core.rules.judging import (
        DEFAULT_PROFILE,
        STAGE_FINDINGS,
        Verdict,
        apply_waivers,
        judge,
        judge_receiver,
        profiles_of,
    )
    from packer_core.rules.parsing.loading import (
        LoadedRuleSets,
        load_receiver,
        load_rule_set,
        load_rule_sets,
    )
    from packer_core.rules.parsing.packaged import receivers
    from packer_core.rules.registry import (
        UNKNOWN,
        Check,
        Found,
        ReceiverCheck,
        check,
        in_order,
        placed,
    )

_HOMES = {
    "packer_core.rules.cases.files": (
        "Case",
        "read_cases",
    ),
    "packer_core.rules.cases.runs": (
        "CaseResult",
        "run_cases",
    ),
    "packer_core.rules.checks": (
        "CHECKS",
        "RECEIVER_CHECKS",
    ),
    "packer_core.rules.checks.receivers": ("is_excluded",),
    "packer_core.rules.explaining": (
        "Explanation",
        "explain",
        "explanations",
        "receiver_explanations",
    ),
    "packer_core.rules.fixes": (
        "FIXERS",
        "set_counter",
        "set_newlines",
        "wrap_text",
    ),
    "packer_core.rules.judging": (
        "DEFAULT_PROFILE",
        "STAGE_FINDINGS",
        "Verdict",
        "apply_waivers",
        "judge",
        "judge_receiver",
        "profiles_of",
    ),
    "packer_core.rules.parsing.loading": (
        "LoadedRuleSets",
        "load_receiver",
        "load_rule_set",
        "load_rule_sets",
    ),
    "packer_core.rules.parsing.packaged": ("receivers",),
    "packer_core.rules.registry": (
        "UNKNOWN",
        "Check",
        "Found",
        "ReceiverCheck",
        "check",
        "in_order",
        "placed",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CHECKS",
    "DEFAULT_PROFILE",
    "FIXERS",
    "RECEIVER_CHECKS",
    "STAGE_FINDINGS",
    "UNKNOWN",
    "Case",
    "CaseResult",
    "Check",
    "Explanation",
    "Found",
    "LoadedRuleSets",
    "ReceiverCheck",
    "Verdict",
    "apply_waivers",
    "check",
    "explain",
    "explanations",
    "in_order",
    "is_excluded",
    "judge",
    "judge_receiver",
    "load_receiver",
    "load_rule_set",
    "load_rule_sets",
    "placed",
    "profiles_of",
    "read_cases",
    "receiver_explanations",
    "receivers",
    "run_cases",
    "set_counter",
    "set_newlines",
    "wrap_text",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: packing needs no parser of cases."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
