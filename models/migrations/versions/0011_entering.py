"""coming into the pages"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _role(),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spent_by", sa.String(length=64), nullable=True),
        _of_person("entry_link"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_entry_link_digest")),
    )
    op.create_index(op.f("ix_entry_link_person_id"), "entry_link", ["person_id"])
    op.create_index(op.f("ix_entry_link_expires_at"), "entry_link", ["expires_at"])
    op.create_table(
        "waiting_browser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("digits", sa.String(length=2), nullable=False),
        sa.Column("described", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        _of_person("waiting_browser"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_browser")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_waiting_browser_code_digest")),
        sa.UniqueConstraint("digest", name=op.f("uq_waiting_browser_digest")),
    )
    op.create_index(op.f("ix_waiting_browser_expires_at"), "waiting_browser", ["expires_at"])
    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _role(),
        sa.Column("described", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _of_person("web_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_web_session_digest")),
    )
    op.create_index("ix_web_session_person_expires", "web_session", ["person_id", "expires_at"])
    op.create_table(
        "rate_count",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "window_start", name=op.f("pk_rate_count")),
    )


def _role() -> sa.Column[str]:
    kinds = ("officer", "secretariat", "executive")
    return sa.Column("role", sa.Enum(*kinds, native_enum=False, length=24), nullable=False)


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"))
