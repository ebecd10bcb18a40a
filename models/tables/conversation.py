"""Conversations: what came in and waits to be handled, the form a person is in the middle of, and
what was left for the secretariat.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, kind_column
from models.tables.obligations import Obligation
from models.tables.people import Person


class Conversation(Base):
    """One chat (channel + user or group). Its row is the lock: one event of a conversation is
    handled at a time.
    """

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("channel_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    key: Mapped[str] = mapped_column(String(64))
    leased_until: Mapped[datetime | None]
    """Somebody waits for its oldest event's file; free again after this if they were killed."""


class InboxEvent(Base):
    """A webhook event as it was received; handled once, whatever is killed between two steps."""

    __tablename__ = "inbox_event"
    __table_args__ = (
        Index(
            "ix_inbox_event_waiting",
            "conversation_id",
            "occurred_ms",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
        Index("ix_inbox_event_received", "received_at"),
        Index(
            "ix_inbox_event_failed",
            "handled_at",
            sqlite_where=text("failed = 1"),
            postgresql_where=text("failed"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(String(40), unique=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    occurred_ms: Mapped[int] = mapped_column(BigInteger)
    """LINE's timestamp: milliseconds since 1970 UTC; events are handled in this order."""
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The raw event; of group talk that is not for the bot only ids; None once it was cleared away.
    """
    received_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    failed: Mapped[bool] = mapped_column(default=False)
    """Given up after repeated errors; the payload stays for an engineer."""
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What became of its file before handling: stored, refused with a reason, or awaited."""


class Draft(Base):
    """A form somebody is in the middle of; one active a person, the others wait until they are
    picked up again.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index(
            "uq_draft_one_active",
            "person_id",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    form: Mapped[str] = mapped_column(String(20))
    obligation_id: Mapped[int | None] = mapped_column(
        ForeignKey("obligation.id", ondelete="CASCADE"), index=True
    )
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    """The role in which it is being filled in."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    active: Mapped[bool] = mapped_column(default=True)
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """Sent or cancelled. The row stays: its number tells a second tap on the confirming button what
    became of the first.
    """

    person: Mapped[Person] = relationship()
    obligation: Mapped[Obligation | None] = relationship()


class NoteKind(StrEnum):
    """What a note to the secretariat is about."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    ABSENCE = "absence"
    OTHER = "other"


class Note(Base):
    """ข้อความฝาก: what only the secretariat can answer (``models.people.notes``)."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_organization", "organization_id", "done_at"),
        Index("ix_note_conversation", "conversation_id", "said_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who said it; None for somebody who is not registered."""
    kind: Mapped[NoteKind] = mapped_column(kind_column(NoteKind))
    text: Mapped[str] = mapped_column(Text)
    line_message_id: Mapped[str | None] = mapped_column(String(64))
    """The message it was said in: who takes that back takes the note back."""
    said_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When an answer to one of the secretariat carried it."""
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
