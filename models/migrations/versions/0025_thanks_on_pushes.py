"""thanks that ride on a push"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0023"
branch_labels = None
depends_on = None

_THANKS = sa.text("thanks_until IS NOT NULL")


def upgrade() -> None:
    op.add_column("delivery", sa.Column("thanks_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_delivery_thanks",
        "delivery",
        ["recipient"],
        sqlite_where=_THANKS,
        postgresql_where=_THANKS,
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_thanks", "delivery")
    op.drop_column("delivery", "thanks_until")
