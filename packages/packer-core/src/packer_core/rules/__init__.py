"""Rule sets: loading, checks, explanations, and what receiving sites accept.

Everything here is pure; the files that come with the package are read by
:mod:`packer_core.rules.packaged` alone.
"""

from packer_core.rules.case_files import Case, read_cases
from packer_core.rules.case_runs import CaseResult, run_cases
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
from packer_core.rules.loading import (
    LoadedRuleSets,
    load_receiver,
    load_rule_set,
    load_rule_sets,
)
from packer_core.rules.packaged import case_texts, receivers, rule_set_texts, rule_sets
from packer_core.rules.registry import Check, Found, ReceiverCheck

__all__ = [
    "CHECKS",
    "DEFAULT_PROFILE",
    "FIXERS",
    "RECEIVER_CHECKS",
    "STAGE_FINDINGS",
    "Case",
    "CaseResult",
    "Check",
    "Explanation",
    "Found",
    "LoadedRuleSets",
    "ReceiverCheck",
    "Verdict",
    "apply_waivers",
    "case_texts",
    "explain",
    "explanations",
    "is_excluded",
    "judge",
    "judge_receiver",
    "load_receiver",
    "load_rule_set",
    "load_rule_sets",
    "profiles_of",
    "read_cases",
    "receiver_explanations",
    "receivers",
    "rule_set_texts",
    "rule_sets",
    "run_cases",
    "set_counter",
    "set_newlines",
    "wrap_text",
]
