"""From what handlers and jobs want said to rows of the outbox."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from bot.outbox.retry import SendWay
from bot.outbox.together import ClaimedDelivery
from handlers.answer import Answer
from messages.outgoing import Outgoing
from models.database import ListWithJson, insert_ignoring_duplicates
from models.tables.outbox import ANSWER, Delivery, DeliveryState

LEASE = timedelta(seconds=60)
REPLY_LEASE = timedelta(seconds=20)
"""Longer than a request takes, and so short that a reply which a killed process had begun is tried
again while its token lives.
"""

_TABLE = cast(Table, Delivery.__table__)
# Past the ORM, whose bookkeeping costs more than the row. By the retry key each row finds its id.
_INSERT = insert(_TABLE).returning(_TABLE.c.id, _TABLE.c.retry_key)
_CLAIMED = (
    "recipient",
    "messages",
    "reply_token",
    "retry_key",
    "attempts",
    "may_push",
    "first_push_at",
    "purpose",
)


@dataclass(frozen=True)
class Reply:
    """An answer and how it may reach whom: by the token that came with the event, or else as a
    push.

    ``reply_until`` (UTC) is when the token is not worth trying any more.
    """

    answer: Answer
    channel_id: int
    recipient: str | None
    reply_token: str | None
    reply_until: datetime
    may_push: bool


def queue_answers(
    session: Session, replies: Sequence[Reply], now: datetime
) -> list[ClaimedDelivery | None]:
    """Store answers; return each one's claim by the caller, who sends it as soon as it has
    committed.

    An answer that can be neither replied nor pushed (a group whose token died) is not stored: it
    would never be sent.
    """
    rows = [_row(reply, now) for reply in replies]
    stored = [row for row in rows if row is not None]
    found = session.execute(_INSERT, stored) if stored else ()
    ids = {retry_key: delivery_id for delivery_id, retry_key in found}
    return [_claim(ids[row["retry_key"]], row) if row is not None else None for row in rows]


def _claim(delivery_id: int, row: dict[str, Any]) -> ClaimedDelivery:
    way = SendWay.REPLY if row["reply_token"] else SendWay.PUSH
    # The row says "a reply was begun" from the start, in case we are killed now; nothing was sent
    # before this.
    columns = {name: row[name] for name in _CLAIMED}
    return ClaimedDelivery(id=delivery_id, way=way, was_open=False, **columns)


def _row(reply: Reply, now: datetime) -> dict[str, Any] | None:
    token = reply.reply_token
    if not reply.answer.messages or not reply.recipient or not (token or reply.may_push):
        return None
    confirmed = reply.answer.confirms if reply.may_push else None
    return {
        "channel_id": reply.channel_id,
        "organization_id": confirmed.organization_id if confirmed else None,
        "confirms": [confirmed.message] if confirmed else None,
        "recipient": reply.recipient,
        "purpose": ANSWER,
        "messages": ListWithJson(reply.answer.messages),
        "reply_token": token,
        "reply_until": reply.reply_until if token else None,
        "reply_open": token is not None,
        "first_push_at": None if token else now,
        "may_push": reply.may_push,
        "retry_key": str(uuid4()),
        "state": DeliveryState.WAITING,
        "attempts": 1,
        "next_try_at": now + (REPLY_LEASE if token else LEASE),
        "paid_messages": 0 if token else 1,
        "created_at": now,
    }


def queue_notices(
    session: Session, notices: Iterable[Outgoing], *, channel_id: int, now: datetime
) -> int:
    """Store pushes to be sent when their time comes; return how many were new (a dedupe key seen
    before is not stored again).
    """
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
            "thanks_until": notice.thanks_until,
            "paid_messages": 1,
            "created_at": now,
        }
        stored = session.scalar(
            insert_ignoring_duplicates(session, Delivery).values(values).returning(Delivery.id)
        )
        made += stored is not None
    return made
