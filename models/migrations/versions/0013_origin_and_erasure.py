"""where a change came from, who was erased, and who wants no more messages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: SQLite would copy the tables and drop the old ones with what hangs on them.
    op.add_column("audit_text", sa.Column("described", sa.JSON(), nullable=True))
    op.add_column("person", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("person", sa.Column("erase_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("person", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    if op.get_bind().dialect.name == "postgresql":  # SQLite does not hold texts to a length
        op.alter_column("organization", "secretariat_phone", type_=sa.Text())


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("organization", "secretariat_phone", type_=sa.String(length=60))
    op.drop_column("person", "erased_at")
    op.drop_column("person", "erase_asked_at")
    op.drop_column("person", "withdrawn_at")
    op.drop_column("audit_text", "described")
