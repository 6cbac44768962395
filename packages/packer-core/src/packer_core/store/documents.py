"""Documents as they are kept in the database, of any kind of release that is installed."""

from typing import TypeVar

from packer_core import codec
from packer_core.files.inside import leads_out
from packer_core.store.database.connection import Database
from packer_core.values import ReleasePlan

T = TypeVar("T")


def load_document(database: Database, kind: type[T], text: str) -> T:
    """A document that was stored; raises what :func:`packer_core.codec.load` raises.

    What is known of a work may be of the class of a plugin, which is there once the plugin is.
    """
    from packer_core.plugins import for_settings

    for_settings(database.settings).kinds()
    return codec.load(kind, text)


def load_plan(database: Database, text: str) -> ReleasePlan:
    """A plan that was stored, which is executed again by those that come later.

    Raises ``ValueError`` for one that would write elsewhere.
    """
    plan = load_document(database, ReleasePlan, text)
    out = next(filter(leads_out, plan.names), None)
    if out is not None or "/" in plan.dirname:
        raise ValueError(f"plan: {plan.dirname if out is None else out}")
    return plan
