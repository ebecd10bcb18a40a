"""Pushes to one person that go out at the same time are one request: LINE counts one message for
it, whether it holds one card or five.

Every delivery keeps its own row, words and welcome; those of one request share a retry key. The
first of them carries the others and is what is paid for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.outbox.retry import SendWay
from messages.limits import MESSAGES
from models.tables.outbox import ANSWER, TEST, Delivery, is_waiting


@dataclass(frozen=True)
class ClaimedDelivery:
    """A delivery as it was when claimed; ``was_open``: an earlier attempt by the same way has no
    known outcome. ``along`` are the numbers of the deliveries whose messages it carries too.
    """

    id: int
    recipient: str
    messages: list[Any]
    way: SendWay
    reply_token: str | None
    retry_key: str
    attempts: int
    was_open: bool
    may_push: bool
    first_push_at: datetime | None
    purpose: str
    along: tuple[int, ...] = ()


def as_claim(row: Delivery, way: SendWay, *, was_open: bool) -> ClaimedDelivery:
    """Return what is known of a row at this moment, to be sent without it."""
    return ClaimedDelivery(
        id=row.id,
        recipient=row.recipient,
        messages=row.messages,
        way=way,
        reply_token=row.reply_token,
        retry_key=row.retry_key,
        attempts=row.attempts,
        was_open=was_open,
        may_push=row.may_push,
        first_push_at=row.first_push_at,
        purpose=row.purpose,
    )


def by_request(session: Session, rows: Sequence[Delivery]) -> list[list[Delivery]]:
    """Return rows that are held for sending, request by request: what was begun as one push is
    repeated as one. A request of which another process holds a part is left to it.
    """
    begun = {row.retry_key for row in rows if row.first_push_at is not None}
    if not begun:
        return [[row] for row in rows]
    shared = (is_waiting(), Delivery.retry_key.in_(begun), Delivery.first_push_at.is_not(None))
    counted = select(Delivery.retry_key, func.count()).where(*shared).group_by(Delivery.retry_key)
    whole = {key: count for key, count in session.execute(counted)}  # noqa: C416 - rows are no pairs
    held: dict[str, list[Delivery]] = {}
    query = select(Delivery).where(*shared).order_by(Delivery.id)
    for row in session.scalars(query.with_for_update(skip_locked=True)):
        held.setdefault(row.retry_key, []).append(row)
    requests: list[list[Delivery]] = []
    for row in rows:
        found = [row] if row.first_push_at is None else held.pop(row.retry_key, [])
        if row.first_push_at is None or len(found) == whole[row.retry_key]:
            requests.append(found)
    return requests


class Together:
    """The claims of a batch, to which what goes to the same person is added."""

    def __init__(self) -> None:
        self.claims: list[ClaimedDelivery] = []
        self._carriers: dict[tuple[str, int | None], tuple[Delivery, int]] = {}

    def has_room(self, row: Delivery) -> bool:
        """Return whether a push of the same organization to the same person goes out that has room
        for a delivery: it costs nothing then.
        """
        found = self._carriers.get((row.recipient, row.organization_id))
        if found is None or not _may_share(row):
            return False
        return len(self.claims[found[1]].messages) + len(row.messages) <= MESSAGES

    def add(self, row: Delivery, claim: ClaimedDelivery) -> bool:
        """Add what was just claimed, to an earlier push that has room or by itself; return whether
        the month's messages have to pay for it.
        """
        is_new_push = claim.way is SendWay.PUSH and not claim.was_open
        if is_new_push and self.has_room(row):
            carrier, place = self._carriers[row.recipient, row.organization_id]
            row.retry_key, row.paid_messages = carrier.retry_key, 0
            self.claims[place] = _carrying(self.claims[place], claim)
            return False
        if is_new_push and _may_share(row):
            self._carriers[row.recipient, row.organization_id] = row, len(self.claims)
        self.claims.append(claim)
        return is_new_push

    def add_begun(self, claimed: Sequence[tuple[Delivery, ClaimedDelivery]]) -> None:
        """Add what is repeated of a request that was begun before, in its order.

        What is not welcome any more was left out: LINE knows a repetition by its key.
        """
        for row, _ in claimed[1:]:
            row.paid_messages = 0
        if claimed:
            self.claims.append(reduce(_carrying, [claim for _, claim in claimed]))


def _may_share(row: Delivery) -> bool:
    is_person = row.recipient.startswith("U")
    return is_person and row.organization_id is not None and row.purpose not in (ANSWER, TEST)


def _carrying(carrier: ClaimedDelivery, other: ClaimedDelivery) -> ClaimedDelivery:
    messages = [*carrier.messages, *other.messages]
    return replace(carrier, messages=messages, along=(*carrier.along, other.id))
