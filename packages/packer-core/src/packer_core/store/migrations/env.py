"""How Alembic reaches the database: by the connection that it is given."""

from typing import Any, Literal

from alembic import context

from packer_core.store.tables import Base


def _render(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Our own types by their own names."""
    own = kind == "type" and type(item).__module__ == "packer_core.store.tables.types"
    return f"types.{type(item).__name__}()" if own else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter most of a table: Alembic copies it instead.
    render_as_batch=True,
    compare_type=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
