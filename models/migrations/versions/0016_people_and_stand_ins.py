"""telephones of agencies, stand-ins, successors' invites, when people were last seen"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: SQLite would copy the tables and drop the old ones with what hangs on them.
    # It cannot add a key afterwards either; both databases take one with the column.
    op.add_column("agency", sa.Column("phone", sa.String(length=60), nullable=True))
    op.add_column("person", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    _refer_to_membership("membership", "stands_in_for_id")
    op.create_index(op.f("ix_membership_stands_in_for_id"), "membership", ["stands_in_for_id"])
    _refer_to_membership("invite", "membership_id")
    for column in ("holds_from", "holds_until"):
        op.add_column("invite", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_audit_entry_subject", "audit_entry", ["organization_id", "subject"])


def downgrade() -> None:
    op.drop_index("ix_audit_entry_subject", "audit_entry")
    op.drop_column("invite", "holds_until")
    op.drop_column("invite", "holds_from")
    op.drop_column("invite", "membership_id")
    op.drop_index(op.f("ix_membership_stands_in_for_id"), "membership")
    op.drop_column("membership", "stands_in_for_id")
    op.drop_column("person", "seen_at")
    op.drop_column("agency", "phone")


def _refer_to_membership(table: str, column: str) -> None:
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER "
        f"CONSTRAINT fk_{table}_{column} REFERENCES membership (id)"
    )
