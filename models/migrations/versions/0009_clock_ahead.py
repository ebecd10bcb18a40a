"""how far our clock is ahead of LINE's"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channel", sa.Column("clock_ahead_seconds", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("channel", "clock_ahead_seconds")
