"""what did not arrive"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:

    # Not in batch mode: SQLite would copy the tables and drop the old ones with what hangs on them.
    op.add_column("delivery", sa.Column("confirms", sa.JSON(), nullable=True))
    op.add_column("delivery", sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "group_chat", sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("membership", sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_delivery_failed",
        "delivery",
        ["failed_at"],
        unique=False,
        sqlite_where=sa.text("failed_at IS NOT NULL"),
        postgresql_where=sa.text("failed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_inbox_event_failed",
        "inbox_event",
        ["handled_at"],
        unique=False,
        sqlite_where=sa.text("failed = 1"),
        postgresql_where=sa.text("failed"),
    )


def downgrade() -> None:

    op.drop_index("ix_inbox_event_failed", table_name="inbox_event")
    op.drop_index("ix_delivery_failed", table_name="delivery")
    op.drop_column("membership", "heard_at")
    op.drop_column("group_chat", "unreachable_at")
    op.drop_column("delivery", "failed_at")
    op.drop_column("delivery", "confirms")
