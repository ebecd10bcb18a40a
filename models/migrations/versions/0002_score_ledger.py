"""score ledger: who entered a score and how it was printed; an organization's rules and texts of
analysis
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decimals", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("entered_by", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_score_entered_by_id"), "person", ["entered_by_id"], ["id"]
        )

    op.create_table(
        "score_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_score_rule_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_score_rule_entered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_rule")),
        sa.UniqueConstraint(
            "organization_id", "fiscal_year", name=op.f("uq_score_rule_organization_id_fiscal_year")
        ),
    )
    op.create_table(
        "score_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("issue", sa.String(length=12), nullable=False),
        sa.Column(
            "heading",
            sa.Enum(
                "shortcoming",
                "development",
                "keeping",
                name="heading",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_score_note_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_score_note_entered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_note")),
        sa.UniqueConstraint(
            "organization_id",
            "fiscal_year",
            "issue",
            "heading",
            name=op.f("uq_score_note_organization_id_fiscal_year_issue_heading"),
        ),
    )


def downgrade() -> None:
    op.drop_table("score_note")
    op.drop_table("score_rule")
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_score_entered_by_id"), type_="foreignkey")
        batch_op.drop_column("entered_by_id")
        batch_op.drop_column("entered_by")
        batch_op.drop_column("decimals")
