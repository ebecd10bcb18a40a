"""Which deliveries may be sent now, and by which way: claimed by a short lease, so that no two
processes send the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.log import info, warning
from bot.outbox.asking import refresh_quota
from bot.outbox.doubts import arrived_since, state_again
from bot.outbox.queueing import LEASE, REPLY_LEASE
from bot.outbox.retry import QUOTA_WAIT, SendWay, key_is_old, way_now
from bot.outbox.together import ClaimedDelivery, Together, as_claim, by_request
from bot.program import Program
from models.month.calendar import local_day
from models.month.holidays import Calendars, load_calendars
from models.month.quiet import next_allowed, next_attempt
from models.outbox.quota import Budget, urgency
from models.outbox.retrying import is_out_of_date
from models.reports.accepted.thanks import drop_said_thanks
from models.tables.organization import Organization, Policy
from models.tables.outbox import (
    ANSWER,
    OVER_QUOTA,
    SAID_SINCE,
    STATE,
    TEST,
    TOO_LATE,
    UNKNOWN,
    WITHDRAWN,
    Delivery,
    DeliveryState,
)

DOUBT = timedelta(minutes=5)
"""How old LINE's word on the quota may be when something would be held back for it."""
_BATCH = 64
_AHEAD = timedelta(days=31)


def claim_batch(program: Program) -> list[ClaimedDelivery] | None:
    """Claim some of what waits; None when nothing waits. What must not be sent now is put off or
    given up.

    The oldest goes first; where the month's messages are counted, what matters most
    (``models.outbox.quota.urgency``).
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
        budget = Budget(session, channel_id, now)
        cost = select(func.sum(func.coalesce(func.nullif(Delivery.paid_messages, 0), 1)))
        is_short = budget.left is not None and budget.is_short(
            session.scalar(cost.where(*waits)) or 0
        )
    if is_short:
        refresh_quota(program, older_than=DOUBT)
    with program.database.begin() as session:
        now = program.clock()  # anew: a clock that is set is set under the writers' lock
        budget = Budget(session, channel_id, now)
        counted = () if budget.left is None else (urgency(),)
        rows = session.scalars(
            select(Delivery)
            .where(*waits)
            .order_by(*counted, Delivery.next_try_at, Delivery.id)
            .limit(_BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        if not rows:
            return None  # another process has them
        quiet = _Quiet(session, now)
        together = Together()
        for first, *others in by_request(session, rows):
            is_free = together.has_room(first)
            claim = _claim(session, first, budget, quiet, now, is_free=is_free)
            if others:
                more = [(row, _claim(session, row, budget, quiet, now)) for row in others]
                begun = [(row, each) for row, each in [(first, claim), *more] if each]
                together.add_begun(begun)
            elif claim and together.add(first, claim):
                budget.take(first)
    return together.claims


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
        budget = Budget(session, channel_id, now)
        return _claim(session, row, budget, _Quiet(session, now), now)


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
    row.state, row.error, row.failed_at = DeliveryState.GIVEN_UP, why, row.failed_at or now
    warning("delivery.given_up", delivery=row.id, purpose=row.purpose, why=why, at=now)


def hold_for_quota(row: Delivery, now: datetime) -> None:
    """Hold back a delivery for which the month's messages do not suffice until there are more, or
    it is welcome no more; an answer is of no use later.
    """
    if row.purpose == ANSWER:
        give_up(row, OVER_QUOTA, now)
        return
    if row.error != OVER_QUOTA:
        warning("delivery.held", delivery=row.id, purpose=row.purpose, why=OVER_QUOTA)
    row.error, row.failed_at = OVER_QUOTA, row.failed_at or now
    row.next_try_at, row.first_push_at = now + QUOTA_WAIT, None


def _claim(
    session: Session,
    row: Delivery,
    budget: Budget,
    quiet: _Quiet,
    now: datetime,
    *,
    is_free: bool = False,
) -> ClaimedDelivery | None:
    """Lease one row for sending; None when it must not be sent now, or not any more (and says so in
    the row). What ``is_free`` goes with a push that is sent anyway.
    """
    way = way_now(row.reply_until, row.reply_open, row.may_push, now)
    if way is None and state_again(session, row, now):
        return None
    was_open = row.reply_open if way is SendWay.REPLY else row.first_push_at is not None
    allowed = now if row.purpose in (ANSWER, TEST) else quiet.allowed_at(row, begun=was_open)
    why = _why_never(session, row, way, allowed, was_open=was_open)
    if why is not None:
        give_up(row, why, now)
        return None
    if allowed > now:
        row.next_try_at = allowed
        info("delivery.quiet", delivery=row.id, purpose=row.purpose, until=allowed)
        return None
    if way is SendWay.PUSH and not (was_open or is_free or budget.allows(row)):
        hold_for_quota(row, now)
        return None
    assert way is not None
    drop_said_thanks(session, row, was_open=was_open)
    row.attempts, row.error = row.attempts + 1, None
    if way is SendWay.PUSH:
        row.next_try_at = now + LEASE
        row.first_push_at = row.first_push_at or now
        row.paid_messages = row.paid_messages or 1
    else:
        row.next_try_at = now + REPLY_LEASE
        row.reply_open = True
    return as_claim(row, way, was_open=was_open)


def _why_never(
    session: Session, row: Delivery, way: SendWay | None, allowed: datetime, *, was_open: bool
) -> str | None:
    """Return why a delivery is to be given up that may go out at a moment; None when it is not."""
    if way is None:
        return "reply outcome unknown" if row.reply_open else "reply token expired"
    if row.expires_at and row.expires_at <= allowed:
        return TOO_LATE
    if row.error == OVER_QUOTA and is_out_of_date(session, row, allowed):
        return WITHDRAWN
    if row.purpose == STATE and not was_open and arrived_since(session, row):
        return SAID_SINCE
    if way is SendWay.PUSH and was_open and key_is_old(row.first_push_at, allowed):
        return UNKNOWN
    return None


class _Quiet:
    """When what answers nobody may go out, by each organization's policy; the database is asked
    only when it is needed.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._days: Calendars | None = None
        self._policies: dict[int | None, Policy] = {None: Policy()}

    def allowed_at(self, row: Delivery, *, begun: bool) -> datetime:
        """Return the present moment, or the next one at which people may be disturbed; what was
        ``begun`` is tried again as soon as it may be.
        """
        if row.organization_id not in self._policies:
            self._policies[row.organization_id] = self._session.get_one(
                Organization, row.organization_id
            ).policy
        if self._days is None:
            today = local_day(self._now)
            self._days = load_calendars(self._session, today, today + _AHEAD)
        days = self._days.of(row.organization_id)
        allowed = next_allowed(self._now, days, self._policies[row.organization_id])
        return min(allowed, next_attempt(self._now)) if begun else allowed
