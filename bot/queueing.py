"""From what handlers and jobs want said to rows of the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from handlers.answer import Answer
from messages.outgoing import Outgoing
from models.outbox import Delivery, DeliveryState
from models.rounds import insert_new

LEASE = timedelta(seconds=60)
ANSWER = "answer"
"""The purpose of what answers a person: it goes out at any hour."""


_TABLE = cast(Table, Delivery.__table__)
_GIVEN = (
    "channel_id",
    "recipient",
    "purpose",
    "messages",
    "reply_token",
    "reply_until",
    "reply_open",
    "first_push_at",
    "may_push",
    "retry_key",
    "state",
    "attempts",
    "next_try_at",
    "paid_messages",
    "created_at",
)
_INSERT = insert(_TABLE).returning(_TABLE.c.id)  # past the ORM, whose bookkeeping costs more than the row


def queue_answer(
    session: Session,
    answer: Answer,
    *,
    channel_id: int,
    recipient: str | None,
    reply_token: str | None,
    reply_until: datetime,
    may_push: bool,
    now: datetime,
) -> Delivery | None:
    """Store an answer and its notices; return the answer's row, claimed by the caller, who sends it as soon as it has committed.

    An answer that can be neither replied nor pushed (a group whose token died) is not stored: it would never be sent.
    """
    delivery: Delivery | None = None
    if answer.messages and recipient and (reply_token or may_push):
        delivery = Delivery(
            channel_id=channel_id,
            recipient=recipient,
            purpose=ANSWER,
            messages=list(answer.messages),
            reply_token=reply_token,
            reply_until=reply_until if reply_token else None,
            reply_open=reply_token is not None,
            first_push_at=None if reply_token else now,
            may_push=may_push,
            retry_key=str(uuid4()),
            state=DeliveryState.WAITING,
            attempts=1,
            next_try_at=now + LEASE,
            paid_messages=0 if reply_token else 1,
            created_at=now,
        )
        values = {column: getattr(delivery, column) for column in _GIVEN}
        delivery.id = session.execute(_INSERT, values).scalar_one()
    if answer.notices:
        queue_notices(session, answer.notices, channel_id=channel_id, now=now)
    return delivery


def queue_notices(session: Session, notices: Iterable[Outgoing], *, channel_id: int, now: datetime) -> int:
    """Store pushes to be sent when their time comes; return how many were new (a dedupe key seen before is not stored again)."""
    made = 0
    for notice in notices:
        values = {
            "channel_id": channel_id,
            "organization_id": notice.organization_id,
            "recipient": notice.recipient,
            "purpose": notice.purpose,
            "messages": list(notice.messages),
            "dedupe_key": notice.dedupe_key,
            "next_try_at": notice.not_before or now,
            "expires_at": notice.expires_at,
            "paid_messages": 1,
            "created_at": now,
        }
        stored = session.scalar(insert_new(session, Delivery).values(values).returning(Delivery.id))
        made += stored is not None
    return made
