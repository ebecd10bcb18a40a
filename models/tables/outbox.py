"""Messages to send and time slots done: written in the transaction of the change they announce,
sent after it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    literal_column,
    or_,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.tables.base import Base, kind_column

ANSWER = "answer"
"""The purpose of what answers a person: it goes out at any hour."""
RECEIPT = "receipt"
"""The purpose of a receipt for what was sent from a page; it goes with the next answer if one
comes before.
"""
TEST = "test"
"""The purpose of a push somebody asked for to the own chat, to see it arrive: it goes out at any
hour.
"""
STATE = "state"
"""The purpose of a push that says once more what an answer confirmed which may not have arrived."""
REMINDERS = ("early_reminder", "due_reminder")
"""The purposes of the reminders of what is due, as ``scheduler.slots.Job`` names them."""
OVER_QUOTA = "monthly quota"
"""Why a delivery is held back, or given up, for which the month's messages do not suffice."""
TOO_LATE = "too late to be welcome"
"""Why a delivery was given up that would have come after its moment."""
UNKNOWN = "push outcome unknown"
"""Why a push was given up that may have arrived: LINE would not know a repetition any more."""
UNREACHABLE = "group not reachable"
"""Why a delivery was given up: LINE knows nothing of the bot in that group."""
WITHDRAWN = "withdrawn"
"""Why a delivery was given up whose notice was out of date before it was sent."""
SAID_SINCE = "a later answer arrived"
"""Why a delivery was given up: what it says was seen since, or goes with a later one."""
NOBODY_MISSES = (WITHDRAWN, SAID_SINCE)
"""What was given up for these reasons is missed by nobody."""


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Delivery(Base):
    """One request to LINE: 1 to 5 messages to one person or group."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index(
            "ix_delivery_waiting",
            "next_try_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_delivery_receipt",
            "recipient",
            sqlite_where=text("purpose = 'receipt' AND state = 'waiting'"),
            postgresql_where=text("purpose = 'receipt' AND state = 'waiting'"),
        ),
        Index(
            "ix_delivery_thanks",
            "recipient",
            sqlite_where=text("thanks_until IS NOT NULL"),
            postgresql_where=text("thanks_until IS NOT NULL"),
        ),
        Index("ix_delivery_paid", "channel_id", "sent_at"),
        Index(
            "ix_delivery_failed",
            "failed_at",
            sqlite_where=text("failed_at IS NOT NULL"),
            postgresql_where=text("failed_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    recipient: Mapped[str] = mapped_column(String(64))
    """A LINE user or group id."""
    purpose: Mapped[str] = mapped_column(String(40))
    """What it is, for people who look after the program: ``answer``, ``reminder``…"""
    messages: Mapped[list[Any]] = mapped_column(JSON)
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    reply_token: Mapped[str | None] = mapped_column(String(128))
    reply_until: Mapped[datetime | None]
    """After this the token is not worth trying."""
    reply_open: Mapped[bool] = mapped_column(default=False)
    """A reply was begun and its outcome is not known (yet): it may be tried again with its token,
    never pushed.
    """
    may_push: Mapped[bool] = mapped_column(default=True)
    """False for an answer in a group: it is lost rather than paid for."""
    retry_key: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid4()))
    first_push_at: Mapped[datetime | None]
    """LINE forgets a retry key 24 hours after its first use: no push is repeated after that."""
    state: Mapped[DeliveryState] = mapped_column(
        kind_column(DeliveryState), default=DeliveryState.WAITING
    )
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    """Not before this; a leased row carries the end of its lease here."""
    expires_at: Mapped[datetime | None]
    """Not welcome any more after this."""
    paid_messages: Mapped[int] = mapped_column(default=0)
    """What it costs of the month's quota, counted before it is sent: recipients of a push, 0 for a
    reply.
    """
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str | None] = mapped_column(String(10))
    """``reply`` or ``push``."""
    error: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(String(64))
    confirms: Mapped[list[Any] | None] = mapped_column(JSON)
    """Of an answer that confirmed a change: the messages that state it, to be pushed once if nobody
    knows whether the answer arrived.
    """
    thanks_until: Mapped[datetime | None]
    """Its first message thanks for reports that were accepted up to this moment: it rides along."""
    failed_at: Mapped[datetime | None]
    """When it was found that it does not arrive: given up, or held back for want of quota."""


def is_waiting() -> ColumnElement[bool]:
    """The condition that a delivery waits, as the index of those says it: a bound value would not
    find it.
    """
    return Delivery.state == literal_column("'waiting'")


# Built once: it is asked with every report that is sent.
_WITHDRAW = (
    update(Delivery)
    .where(
        Delivery.organization_id == bindparam("organization"),
        Delivery.state == DeliveryState.WAITING,
        Delivery.first_push_at.is_(None),  # LINE may have taken what was begun
        or_(
            Delivery.dedupe_key.startswith(bindparam("one")),
            Delivery.dedupe_key.startswith(bindparam("other")),
        ),
    )
    .values(state=DeliveryState.GIVEN_UP, error=WITHDRAWN)
    .returning(Delivery.recipient)
    .execution_options(synchronize_session=False)
)


def withdraw(
    session: Session, organization_id: int, begins: str, or_begins: str | None = None
) -> frozenset[str]:
    """Take back pushes that wait and were never begun, by the beginning of their dedupe key; return
    who would have got one.
    """
    asked = {"organization": organization_id, "one": begins, "other": or_begins or begins}
    return frozenset(session.scalars(_WITHDRAW, asked))


def withdraw_from(session: Session, organization_id: int, recipient: str) -> None:
    """Take back all that waits for a recipient from an organization and was never begun."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.organization_id == organization_id,
            Delivery.recipient == recipient,
            Delivery.state == DeliveryState.WAITING,
            Delivery.first_push_at.is_(None),
        )
        .values(state=DeliveryState.GIVEN_UP, error=WITHDRAWN)
        .execution_options(synchronize_session=False)
    )


class JobRun(Base):
    """A time slot of a job that was done; the unique row is what makes it happen once."""

    __tablename__ = "job_run"
    __table_args__ = (UniqueConstraint("organization_id", "job", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    job: Mapped[str] = mapped_column(String(40))
    slot: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    ran_at: Mapped[datetime]
    skipped: Mapped[bool] = mapped_column(default=False)
    """It came too late to be welcome: marked done, nothing sent."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Heartbeat(Base):
    """When a kind of process last showed that it lives."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
