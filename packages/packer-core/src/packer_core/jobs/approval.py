"""The plan that was approved, and no other."""

from packer_core.errors import PlanDiffers
from packer_core.stages.plan.differences import plan_difference
from packer_core.store.database.connection import Database
from packer_core.store.jobs import plan_of_hash
from packer_core.values import ReleasePlan


def refuse_other_plan(database: Database, expected: str | None, plan: ReleasePlan) -> None:
    """Raise :class:`PlanDiffers` where a plan is not the one that was approved.

    How they differ is told where the approved one is known.
    """
    if expected is None or expected == plan.plan_hash:
        return
    approved = plan_of_hash(database, expected)
    difference = "" if approved is None else plan_difference(approved, plan)
    raise PlanDiffers(expected=expected, found=plan.plan_hash, diff=difference)
