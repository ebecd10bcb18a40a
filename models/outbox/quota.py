"""The month's paid messages: what was used, what LINE allows, and whether one more push still fits.

LINE counts recipients of pushes; replies are free (LINE: Messaging API pricing). Its quota months
begin on the first day in UTC+9. Our own ledger is the sum of ``Delivery.paid_messages``; LINE's own
count, which also holds what the office sends by hand, is read by ``bot.outbox.asking``.
"""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import ColumnElement, String, case, cast, func, select
from sqlalchemy.orm import Session

from models.tables.obligations import ASKED, Obligation, Round
from models.tables.organization import Channel, Organization
from models.tables.outbox import STATE, Delivery, DeliveryState, JobRun
from models.tables.people import Membership, Person, Role, is_present, is_reachable

_LINE_ZONE = timezone(timedelta(hours=9))
# As scheduler.slots.Job stores them.
_LAST, _FIRST = "due_reminder", "early_reminder"
FORECAST = "forecast"
"""The purpose of what tells the secretariat at the opening that the month's messages run short."""
_NOTICES = ("returned", "reopened", "excused", "extended", "nudge")
_ORDER = (_LAST, "extended_due", "date_moved", *_NOTICES, STATE, FORECAST, _FIRST)
"""What goes first when the month's messages run short; other pushes to people follow, then those to
groups.
"""


def quota_month(now: datetime) -> datetime:
    """Return when LINE's current quota month began, as aware UTC."""
    here = now.astimezone(_LINE_ZONE)
    return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def quota_month_after(now: datetime) -> datetime:
    """Return when LINE's next quota month begins, as aware UTC."""
    return quota_month(quota_month(now) + timedelta(days=32))


def used_messages(
    session: Session, channel: Channel, now: datetime, *, without: int | None = None
) -> int:
    """Return how many paid messages the month has used: our ledger, or LINE's count when that was
    higher.

    Pushes that were begun and have no known outcome count too; ``without`` leaves one delivery out.
    """
    begun = quota_month(now)
    paid = select(func.coalesce(func.sum(Delivery.paid_messages), 0)).where(
        Delivery.channel_id == channel.id
    )
    sent = paid.where(
        Delivery.state == DeliveryState.SENT,
        Delivery.sent_by == "push",
        Delivery.sent_at >= begun,
    )
    on_the_way = paid.where(
        Delivery.state == DeliveryState.WAITING,
        Delivery.first_push_at >= begun,
        Delivery.id != (without or 0),
    )
    elsewhere = (
        channel.quota_used_elsewhere
        if channel.quota_read_at and channel.quota_read_at >= begun
        else 0
    )
    return int(session.scalar(sent) or 0) + int(session.scalar(on_the_way) or 0) + elsewhere


def used_by(session: Session, organization_id: int, now: datetime) -> int:
    """Return how many paid messages of the month went for one organization; others may share its
    channel, and the office may send by hand.
    """
    sent = select(func.coalesce(func.sum(Delivery.paid_messages), 0)).where(
        Delivery.organization_id == organization_id,
        Delivery.state == DeliveryState.SENT,
        Delivery.sent_by == "push",
        Delivery.sent_at >= quota_month(now),
    )
    return int(session.scalar(sent) or 0)


def messages_left(
    session: Session, channel_id: int, now: datetime, *, without: int | None = None
) -> int | None:
    """Return how many paid messages the month has left (never below 0); None when there is no limit
    we know of.
    """
    channel = session.get_one(Channel, channel_id)
    if channel.quota_limit is None:
        return None
    return max(channel.quota_limit - used_messages(session, channel, now, without=without), 0)


def reminders_to_come(session: Session, channel_id: int, now: datetime) -> int:
    """Return how many reminders the month will still bring, if nobody reports until then."""
    return sum(_still_to_remind(session, channel_id, job, now) for job in (_FIRST, _LAST))


def urgency() -> ColumnElement[int]:
    """The order in which deliveries go when the month's messages run short, 0 first: answers, last
    reminders, dates that moved, notices, what an answer did not say for sure, the forecast, first
    reminders, the rest; then groups.
    """
    ranks = {purpose: rank for rank, purpose in enumerate(_ORDER, start=1)}
    to_person = Delivery.recipient.startswith("U")
    return case(
        (~to_person, len(_ORDER) + 2),
        (Delivery.reply_token.is_not(None), 0),
        else_=case(ranks, value=Delivery.purpose, else_=len(_ORDER) + 1),
    )


class Budget:
    """What the month's messages still allow, delivery by delivery; ``left`` is None without a limit
    we know of. ``without`` leaves one delivery out that was counted when it was begun.
    """

    def __init__(
        self, session: Session, channel_id: int, now: datetime, *, without: int | None = None
    ) -> None:
        self.left = messages_left(session, channel_id, now, without=without)
        self._session, self._channel_id, self._now = session, channel_id, now
        self._kept: dict[str, int] = {}

    def allows(self, row: Delivery) -> bool:
        """Return whether a delivery may be pushed: there is room for it, and for the reminders of
        the month that matter more and are still to come. First reminders and the forecast leave
        room for last ones, groups for both.
        """
        if self.left is None:
            return True
        before = [_LAST] if row.purpose in (_FIRST, FORECAST) else []
        before = before if row.recipient.startswith("U") else [_LAST, _FIRST]
        return max(row.paid_messages, 1) <= self.left - sum(map(self._still_to_come, before))

    def is_short(self, cost: int) -> bool:
        """Return whether so many messages may not all be sent: then it matters what LINE says."""
        kept = self._still_to_come(_LAST) + self._still_to_come(_FIRST) if self.left else 0
        return self.left is not None and cost > self.left - kept

    def take(self, row: Delivery) -> None:
        """Count a push that is about to be sent."""
        if self.left is not None:
            self.left -= row.paid_messages

    def _still_to_come(self, job: str) -> int:
        if job not in self._kept:
            self._kept[job] = _still_to_remind(self._session, self._channel_id, job, self._now)
        return self._kept[job]


def _still_to_remind(session: Session, channel_id: int, job: str, now: datetime) -> int:
    """Return how many officers a job that was not done yet will remind this month, at most: those
    who can be reached and still owe; of each agency one, if it is the first reminder.
    """
    next_month = quota_month_after(now).astimezone(_LINE_ZONE).date()
    was_done = select(JobRun.id).where(
        JobRun.organization_id == Round.organization_id,
        JobRun.job.in_({job, _LAST}),  # after the last reminder there is no first one
        JobRun.slot == func.substr(cast(Round.month, String), 1, 7),
    )
    people, agencies = session.execute(
        select(func.count(Person.id.distinct()), func.count(Membership.agency_id.distinct()))
        .select_from(Person)
        .join(Membership, Membership.person_id == Person.id)
        .join(Obligation, Obligation.agency_id == Membership.agency_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Organization, Organization.id == Round.organization_id)
        .where(
            Organization.channel_id == channel_id,
            Membership.role == Role.OFFICER,
            is_reachable(now),
            is_present(now),
            Obligation.state.in_(ASKED),
            Round.due_at > now,
            Round.due_on < next_month,
            ~was_done.exists(),
            *([Membership.quiet.is_(False)] if job == _FIRST else []),
        )
    ).one()
    return int(min(people, agencies) if job == _FIRST else people)
