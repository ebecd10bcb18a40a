"""the officer's page: told superiors, receipts that wait"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_WAITS = sa.text("purpose = 'receipt' AND state = 'waiting'")


def upgrade() -> None:
    op.add_column(
        "revision",
        sa.Column("told_superior", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(
        "ix_delivery_receipt",
        "delivery",
        ["recipient"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_receipt", "delivery")
    op.drop_column("revision", "told_superior")
