"""Plans as they are kept in the database, which are executed again by those that come later."""

from packer_core import codec
from packer_core.files.inside import leads_out
from packer_core.values import ReleasePlan


def load_plan(text: str) -> ReleasePlan:
    """A plan that was stored; raises ``ValueError`` for one that would write elsewhere."""
    plan = codec.load(ReleasePlan, text)
    out = next(filter(leads_out, plan.names), None)
    if out is not None or "/" in plan.dirname:
        raise ValueError(f"plan: {plan.dirname if out is None else out}")
    return plan
