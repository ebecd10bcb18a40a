"""announced dates"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REMINDED = """
    INSERT INTO announcement (round_id, recipient, due_on)
    SELECT DISTINCT round.id, {recipient}, round.due_on
    FROM round
    JOIN job_run ON job_run.organization_id = round.organization_id
        AND job_run.slot = {month} AND job_run.job {job} AND job_run.skipped = {false}
    JOIN {whom}
    WHERE round.closes_at > CURRENT_TIMESTAMP
"""


def upgrade() -> None:

    op.create_table(
        "announcement",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_announcement_round_id")),
        sa.PrimaryKeyConstraint("round_id", "recipient", name=op.f("pk_announcement")),
    )
    op.create_table(
        "organization_holiday",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_holiday_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "day", name=op.f("pk_organization_holiday")),
    )
    op.create_table(
        "holiday_confirmation",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_holiday_confirmation_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_holiday_confirmation_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "fiscal_year", name=op.f("pk_holiday_confirmation")
        ),
    )
    op.add_column("holiday_year", sa.Column("package", sa.JSON(), nullable=True))
    _announce_what_was_sent()


def _announce_what_was_sent() -> None:
    """Whoever was reminded of a round that is still open was told its date: the bound groups at its
    opening, the officers later. Who was not reminded of it, because nothing was owed, is told too
    much once rather than too little.
    """
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    month = "strftime('%Y-%m', round.month)" if is_sqlite else "to_char(round.month, 'YYYY-MM')"
    false = "0" if is_sqlite else "false"
    group = """group_chat ON group_chat.organization_id = round.organization_id
        AND group_chat.left_at IS NULL"""
    officer = """membership ON membership.organization_id = round.organization_id
        AND membership.role = 'officer' AND membership.ended_at IS NULL
    JOIN person ON person.id = membership.person_id"""
    for recipient, job, whom in (
        ("group_chat.line_group_id", "= 'open_reminder'", group),
        ("person.line_user_id", "IN ('early_reminder', 'due_reminder')", officer),
    ):
        told = _REMINDED.format(recipient=recipient, month=month, job=job, false=false, whom=whom)
        op.execute(sa.text(told))


def downgrade() -> None:

    op.drop_column("holiday_year", "package")
    op.drop_table("holiday_confirmation")
    op.drop_table("organization_holiday")
    op.drop_table("announcement")
