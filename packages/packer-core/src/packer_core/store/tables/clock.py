"""The database's clock, which all workers share: leases and waits are told by it alone."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from packer_core.store.tables.types import UtcDateTime


class _Clock(FunctionElement[Any]):
    """Now, and ``seconds`` more."""

    type = UtcDateTime()
    name = "packer_clock"
    inherit_cache = True


@compiles(_Clock, "sqlite")
def _sqlite(element: _Clock, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    # In the form in which SQLAlchemy stores moments, so that texts compare as moments do.
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', ({seconds}) || ' seconds') || '000')"


@compiles(_Clock, "mysql", "mariadb")
def _mariadb(element: _Clock, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"TIMESTAMPADD(SECOND, {seconds}, UTC_TIMESTAMP(6))"


def now(seconds: int | ColumnElement[int] = 0) -> FunctionElement[Any]:
    """This moment, or one so many seconds later, as the database sees it."""
    return _Clock(literal(seconds, Integer) if isinstance(seconds, int) else seconds)
