"""public evidence, states of measures as published, the assessment's calendar"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_STEPS = (
    *("registration", "plan_public", "open_data", "surveys"),
    *("scoring", "clarification", "confirmation", "result"),
)


def upgrade() -> None:
    op.add_column("report_version", sa.Column("measures", sa.JSON(), nullable=True))
    op.create_table(
        "public_evidence",
        sa.Column("evidence_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_public_evidence_evidence_id"),
            ondelete="CASCADE",
        ),
        _to("public_evidence", "organization_id", "organization"),
        _to("public_evidence", "marked_by_id", "person"),
        _to("public_evidence", "withdrawn_by_id", "person"),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_public_evidence")),
    )
    op.create_index(
        "ix_public_evidence_year", "public_evidence", ["organization_id", "fiscal_year"]
    )
    op.create_table(
        "assessment_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("step", sa.Enum(*_STEPS, native_enum=False, length=24), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("assessment_date", "organization_id", "organization"),
        _to("assessment_date", "confirmed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_date")),
        sa.UniqueConstraint(
            "organization_id",
            "fiscal_year",
            "step",
            name=op.f("uq_assessment_date_organization_id_fiscal_year_step"),
        ),
    )
    op.create_table(
        "assessment_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("from_starts_on", sa.Date(), nullable=True),
        sa.Column("from_ends_on", sa.Date(), nullable=False),
        sa.Column("to_ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["date_id"],
            ["assessment_date.id"],
            name=op.f("fk_assessment_move_date_id"),
            ondelete="CASCADE",
        ),
        _to("assessment_move", "moved_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_move")),
    )
    op.create_index(op.f("ix_assessment_move_date_id"), "assessment_move", ["date_id"])


def downgrade() -> None:
    op.drop_table("assessment_move")
    op.drop_table("assessment_date")
    op.drop_table("public_evidence")
    op.drop_column("report_version", "measures")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
