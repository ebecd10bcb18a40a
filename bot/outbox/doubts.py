"""Replies that nobody knows to have arrived: what they confirmed is pushed once, in working hours,
unless a later answer reached the person.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.log import info
from messages.limits import MESSAGES
from models.tables.outbox import ANSWER, SAID_SINCE, STATE, Delivery, DeliveryState

_GATHER = timedelta(minutes=1)
"""So long we wait for more of the same person, and for them to say something else."""


def state_again(session: Session, row: Delivery, now: datetime) -> bool:
    """Make of an answer whose reply can neither be sent nor called lost the push that states what
    it confirmed; return whether there is such a thing to say.

    Several of one person go as one push, as far as LINE takes so many messages.
    """
    if not (row.confirms and row.may_push and row.reply_open):
        return False
    earlier = session.scalars(
        select(Delivery)
        .where(
            Delivery.channel_id == row.channel_id,
            Delivery.recipient == row.recipient,
            Delivery.organization_id == row.organization_id,
            Delivery.purpose == STATE,
            Delivery.state == DeliveryState.WAITING,
            Delivery.first_push_at.is_(None),
            Delivery.id < row.id,
        )
        .order_by(Delivery.id)
        .with_for_update(skip_locked=True)
    ).all()
    messages = list(row.confirms)
    for each in reversed(earlier):
        if len(each.messages) + len(messages) <= MESSAGES and not arrived_since(session, each):
            messages = [*each.messages, *messages]
            each.state, each.error = DeliveryState.GIVEN_UP, SAID_SINCE
    row.purpose, row.messages, row.confirms = STATE, messages, None
    row.reply_token, row.reply_until, row.reply_open = None, None, False
    row.attempts, row.paid_messages, row.retry_key = 0, 1, str(uuid4())
    row.next_try_at = now + _GATHER
    info("delivery.doubted", delivery=row.id, at=now)
    return True


def arrived_since(session: Session, row: Delivery) -> bool:
    """Return whether a later answer is known to have reached the person."""
    later = select(Delivery.id).where(
        Delivery.channel_id == row.channel_id,
        Delivery.recipient == row.recipient,
        Delivery.purpose == ANSWER,
        Delivery.state == DeliveryState.SENT,
        Delivery.id > row.id,
    )
    return session.scalar(later.limit(1)) is not None
