"""reports taken back after they were sent, and months in which nothing will be done"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", _moment("withdrawn_at"))
    op.add_column("revision", _moment("withdrawn_at"))
    op.add_column("revision", _moment("reopened_at"))
    op.add_column("obligation", _moment("no_action_at"))


def downgrade() -> None:
    op.drop_column("obligation", "no_action_at")
    op.drop_column("revision", "reopened_at")
    op.drop_column("revision", "withdrawn_at")
    op.drop_column("report", "withdrawn_at")


def _moment(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
