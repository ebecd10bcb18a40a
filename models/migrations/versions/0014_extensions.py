"""extensions, nudges, reasons kept"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("extended_to", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_obligation_extended",
            ["extended_to"],
            sqlite_where=sa.text("extended_to IS NOT NULL"),
            postgresql_where=sa.text("extended_to IS NOT NULL"),
        )
    op.create_table(
        "extension_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("asked_to", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligation.id"],
            name=op.f("fk_extension_request_obligation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_extension_request_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_extension_request_answered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_request")),
    )
    op.create_index(
        "ix_extension_request_obligation", "extension_request", ["obligation_id", "answered_at"]
    )
    op.create_index(op.f("ix_extension_request_asked_by_id"), "extension_request", ["asked_by_id"])
    op.create_table(
        "nudge",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_nudge_agency_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_nudge_by_id")),
        sa.PrimaryKeyConstraint("agency_id", "day", name=op.f("pk_nudge")),
    )
    op.create_table(
        "kept_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_kept_reason_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_reason")),
        sa.UniqueConstraint(
            "organization_id", "text", name=op.f("uq_kept_reason_organization_id_text")
        ),
    )


def downgrade() -> None:
    op.drop_table("kept_reason")
    op.drop_table("nudge")
    op.drop_index(op.f("ix_extension_request_asked_by_id"), "extension_request")
    op.drop_index("ix_extension_request_obligation", "extension_request")
    op.drop_table("extension_request")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index("ix_obligation_extended")
        batch_op.drop_column("extended_to")
