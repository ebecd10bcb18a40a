"""Which deliveries may be sent now, and by which way: claimed by a short lease, so that no two
processes send the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.log import info, warning
from bot.outbox.queueing import ANSWER, LEASE
from bot.outbox.quota import messages_left
from bot.outbox.retry import SendWay, key_is_old, way_now
from bot.program import Program
from models.month.calendar import local_day
from models.month.holidays import Calendars, load_calendars
from models.month.quiet import next_allowed
from models.tables.organization import Organization, Policy
from models.tables.outbox import Delivery, DeliveryState

OVER_QUOTA = "monthly quota"
"""Why a delivery was given up that the month's messages did not suffice for."""
_BATCH = 64
_AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class ClaimedDelivery:
    """A delivery as it was when claimed; ``was_open``: an earlier attempt by the same way has no
    known outcome.
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


def claim_batch(program: Program) -> list[ClaimedDelivery] | None:
    """Claim some of what waits, oldest first; None when nothing waits. What must not be sent now is
    put off or given up.
    """
    now, channel_id = program.clock(), program.channel_id
    waits = (
        Delivery.channel_id == channel_id,
        Delivery.state == DeliveryState.WAITING,
        Delivery.next_try_at <= now,
    )
    with program.database.read() as session:
        # A look before taking the writers' lock: most of the time nothing waits.
        if session.scalar(select(Delivery.id).where(*waits).limit(1)) is None:
            return None
    with program.database.begin() as session:
        now = program.clock()  # anew: a clock that is set is set under the writers' lock
        rows = session.scalars(
            select(Delivery)
            .where(*waits)
            .order_by(Delivery.next_try_at, Delivery.id)
            .limit(_BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        if not rows:
            return None  # another process has them
        left, quiet = messages_left(session, channel_id, now), _Quiet(session, now)
        claims = []
        for row in rows:
            claim = _claim(row, left, quiet, now)
            if claim:
                claims.append(claim)
                if left is not None and claim.way is SendWay.PUSH and not claim.was_open:
                    left -= row.paid_messages
    return claims


def claim_at_once(program: Program, delivery_id: int) -> ClaimedDelivery | None:
    """Claim a delivery whose reply was just refused, to push it; None when it must not be, or
    another process has it.
    """
    channel_id = program.channel_id
    with program.database.begin() as session:
        now = program.clock()
        row = session.get_one(Delivery, delivery_id, with_for_update=True)
        if row.state is not DeliveryState.WAITING or row.next_try_at > now:
            return None
        return _claim(row, messages_left(session, channel_id, now), _Quiet(session, now), now)


def first_claim(row: Delivery) -> ClaimedDelivery:
    """Return the claim of a delivery that was stored as claimed and that nobody has tried to send
    yet.
    """
    return _as_claim(row, SendWay.REPLY if row.reply_token else SendWay.PUSH, was_open=False)


def move_leases(session: Session, before: datetime, by: timedelta) -> None:
    """Let what is being sent at this moment keep the rest of its lease when the program's clock is
    set from ``before`` (aware), so that nobody else sends it meanwhile.
    """
    leased = select(Delivery).where(
        Delivery.state == DeliveryState.WAITING,
        Delivery.attempts > 0,
        Delivery.next_try_at > before,
        Delivery.next_try_at <= before + LEASE,
    )
    for row in session.scalars(leased):
        row.next_try_at += by


def give_up(row: Delivery, why: str, now: datetime) -> None:
    """Put a delivery aside for good, and log it for the operator."""
    row.state, row.error = DeliveryState.GIVEN_UP, why
    warning("delivery.given_up", delivery=row.id, purpose=row.purpose, why=why, at=now)


def _claim(row: Delivery, left: int | None, quiet: _Quiet, now: datetime) -> ClaimedDelivery | None:
    """Lease one row for sending; None when it must not be sent now, or not any more (and says so in
    the row).

    ``left`` is how many paid messages the month still has.
    """
    way = way_now(row.reply_until, row.reply_open, row.may_push, now)
    allowed = now if row.purpose == ANSWER else quiet.allowed_at(row)
    was_open = row.reply_open if way is SendWay.REPLY else row.first_push_at is not None
    why = None
    if way is None:
        why = "reply outcome unknown" if row.reply_open else "reply token expired"
    elif row.expires_at and row.expires_at <= allowed:
        why = "too late to be welcome"
    elif way is SendWay.PUSH and was_open and key_is_old(row.first_push_at, allowed):
        why = "push outcome unknown"
    elif (
        way is SendWay.PUSH
        and not was_open
        and left is not None
        and max(row.paid_messages, 1) > left
    ):
        why = OVER_QUOTA
    if why is not None:
        give_up(row, why, now)
        return None
    if allowed > now:
        row.next_try_at = allowed
        info("delivery.quiet", delivery=row.id, purpose=row.purpose, until=allowed)
        return None
    assert way is not None
    row.attempts += 1
    row.next_try_at = now + LEASE
    if way is SendWay.PUSH:
        row.first_push_at = row.first_push_at or now
        row.paid_messages = row.paid_messages or 1
    else:
        row.reply_open = True
    return _as_claim(row, way, was_open=was_open)


def _as_claim(row: Delivery, way: SendWay, *, was_open: bool) -> ClaimedDelivery:
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


class _Quiet:
    """When what answers nobody may go out, by each organization's policy; the database is asked
    only when it is needed.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._days: Calendars | None = None
        self._policies: dict[int | None, Policy] = {None: Policy()}

    def allowed_at(self, row: Delivery) -> datetime:
        """Return the present moment, or the next one at which people may be disturbed."""
        if row.organization_id not in self._policies:
            self._policies[row.organization_id] = self._session.get_one(
                Organization, row.organization_id
            ).policy
        if self._days is None:
            today = local_day(self._now)
            self._days = load_calendars(self._session, today, today + _AHEAD)
        days = self._days.of(row.organization_id)
        return next_allowed(self._now, days, self._policies[row.organization_id])
