"""what was left for the secretariat in the chat; reports by their sender"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_KINDS = ("question", "complaint", "absence", "other")


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind", sa.Enum(*_KINDS, name="notekind", native_enum=False, length=24), nullable=False
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("line_message_id", sa.String(length=64), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_note_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_note_conversation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_note_person_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_note_done_by_id")),
    )
    op.create_index("ix_note_organization", "note", ["organization_id", "done_at"])
    op.create_index("ix_note_conversation", "note", ["conversation_id", "said_at"])
    op.create_index(op.f("ix_note_person_id"), "note", ["person_id"])
    op.create_index("ix_revision_sender", "revision", ["sent_by_id", "sent_at"])


def downgrade() -> None:
    op.drop_index("ix_revision_sender", "revision")
    op.drop_table("note")
