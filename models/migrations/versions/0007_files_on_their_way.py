"""files that are awaited, files that are to be erased"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "awaited_file",
        sa.Column("evidence_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_awaited_file_evidence_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_awaited_file_person_id")
        ),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_awaited_file")),
    )
    op.create_index("ix_awaited_file_person", "awaited_file", ["person_id"], unique=False)
    op.create_index("ix_awaited_file_next_try", "awaited_file", ["next_try_at"], unique=False)
    op.create_table(
        "file_to_erase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_to_erase")),
    )


def downgrade() -> None:
    op.drop_table("file_to_erase")
    op.drop_table("awaited_file")
