"""heads of agencies, proclamation, narrative and doubts of plans"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:

    # Not in batch mode: SQLite would copy the tables and drop the old ones with what hangs on them.
    op.add_column("agency", sa.Column("head", sa.String(length=300), nullable=True))
    op.add_column("plan", sa.Column("proclamation", sa.JSON(), nullable=True))
    op.add_column("plan", sa.Column("narrative", sa.JSON(), nullable=True))
    op.add_column("plan", sa.Column("doubts", sa.JSON(), nullable=True))


def downgrade() -> None:

    op.drop_column("plan", "doubts")
    op.drop_column("plan", "narrative")
    op.drop_column("plan", "proclamation")
    op.drop_column("agency", "head")
