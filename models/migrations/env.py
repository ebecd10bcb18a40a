"""Alembic's entry: runs the migrations on the connection that ``models.schema`` hands over."""

from typing import Any, Literal

from alembic import context

from models.tables.all import metadata
from models.tables.base import UtcDateTime


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what they are in the database, so that a migration outlives a
    change of ours.
    """
    return (
        "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False
    )


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_item=_render,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite changes a table by copying it
    transaction_per_migration=False,
)
context.run_migrations()
