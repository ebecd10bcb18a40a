"""what a plan hopes for: indicators, targets and budget of a measure"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:

    # Not in batch mode: SQLite would copy the table and drop the old one, and what hangs on the
    # measures would be deleted with it.
    op.add_column("measure", sa.Column("indicators", sa.JSON(), nullable=True))
    op.add_column("measure", sa.Column("targets", sa.JSON(), nullable=True))
    op.add_column("measure", sa.Column("budget", sa.Text(), nullable=True))


def downgrade() -> None:

    op.drop_column("measure", "budget")
    op.drop_column("measure", "targets")
    op.drop_column("measure", "indicators")
