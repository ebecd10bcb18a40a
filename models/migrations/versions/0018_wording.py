"""an organization's own words on reminders"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kinds = ("opening", "reminder", "overdue")
    op.create_table(
        "wording",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*kinds, native_enum=False, length=24), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("lead", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("organization_id", "kind", name=op.f("pk_wording")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_wording_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_wording_changed_by_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("wording")
