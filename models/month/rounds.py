"""Rounds: a month's moments on working days, and keeping them where the calendar puts them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from models.database import insert_ignoring_duplicates
from models.extended import due_moment
from models.month.announcing import is_announced, withdraw_old_dates
from models.month.calendar import (
    add_months,
    at,
    fiscal_end,
    fiscal_year_of,
    local_day,
    month_end,
    month_of,
)
from models.month.expected.filling import adopted_plan, fill_round
from models.month.holidays import WorkingDays, load_calendars, load_working_days
from models.tables.obligations import Obligation, Report, Round
from models.tables.organization import Organization, Policy


@dataclass(frozen=True)
class RoundTimes:
    """The moments of a month's round (aware UTC) and its due date (a Bangkok day)."""

    month: date
    opens_at: datetime
    early_reminder_at: datetime
    due_on: date
    due_reminder_at: datetime
    due_at: datetime
    missing_list_at: datetime
    closes_at: datetime
    summary_at: datetime


def round_times(
    month: date, days: WorkingDays, policy: Policy, floor: Round | None = None
) -> RoundTimes:
    """Return the moments of a round: in order, all on working days
    (docs/month.md#moments-of-a-round).

    A policy that no calendar can keep (a reminder on the 31st, a close on the due date) is brought
    to the nearest that can be kept. ``floor`` is the round as it was announced: its opening, due
    date and close never move earlier, and a day off on them pushes them to the next working day.
    """
    hour = policy.send_hour
    due_on = days.on_or_before(month_end(month))
    if floor is not None:
        due_on = max(due_on, days.on_or_after(floor.due_on))
    first_on = min(days.shift(month - timedelta(days=1), 1), due_on)
    early_on = max(days.shift(due_on, -max(policy.early_working_days, 0)), first_on)
    asked_on = month + timedelta(days=min(max(policy.reminder_day, 1), month_end(month).day) - 1)
    opens_on = min(max(days.on_or_before(asked_on), first_on), early_on)
    closes_on = days.shift(due_on, max(policy.close_working_days, 1))
    opens_at, closes_at = at(opens_on, hour), at(closes_on, hour)
    if floor is not None:
        opens_at = _not_before(floor.opens_at, opens_at, days, hour)
        closes_at = _not_before(floor.closes_at, closes_at, days, hour)
    early_reminder_at = max(at(early_on, hour), opens_at)
    summary_on = days.shift(local_day(closes_at), max(policy.summary_working_days, 0))
    return RoundTimes(
        month=month,
        opens_at=opens_at,
        early_reminder_at=early_reminder_at,
        due_on=due_on,
        due_reminder_at=max(at(due_on, hour), early_reminder_at),
        due_at=at(due_on, 24),
        missing_list_at=at(days.shift(due_on, 1), hour),
        closes_at=closes_at,
        summary_at=max(at(summary_on, hour), closes_at),
    )


def _not_before(floor: datetime, moment: datetime, days: WorkingDays, hour: int) -> datetime:
    """Return the later of two moments, on a working day."""
    later = max(floor, moment)
    day = days.on_or_after(local_day(later))
    return later if day == local_day(later) else at(day, hour)


def ensure_round(session: Session, organization: Organization, month: date, now: datetime) -> Round:
    """Return the round of a month, making it, or moving its moments after an edit of holidays while
    it is not closed.
    """
    days = load_working_days(session, month, month_end(month), organization.id)
    wanted = select(Round).where(Round.organization_id == organization.id, Round.month == month)
    found = session.scalar(wanted)
    if found is None:
        # Somebody else may be making the same round at this moment; the second finds it
        # there.
        times = round_times(month, days, organization.policy)
        row = {
            "organization_id": organization.id,
            "fiscal_year": fiscal_year_of(month),
            "month": month,
            **_moments(times),
        }
        session.execute(insert_ignoring_duplicates(session, Round), [row])
        found = session.scalars(wanted).one()
    if found.closes_at > now:
        realign(session, found, days, now)
    return found


def realign(session: Session, found: Round, days: WorkingDays, now: datetime) -> bool:
    """Move the moments of an open round to where holidays and policy now put them, as far as what
    was announced allows (docs/month.md#a-date-that-was-announced); return whether any moved. Who
    was on time is judged anew.

    Without anybody told they move both ways, but the due date not to today or before, and the close
    not into the past.
    """
    policy = found.organization.policy
    times = round_times(found.month, days, policy)
    if _moments(times) == _moments(found):
        return False
    if (
        times.due_on <= local_day(now)
        or times.closes_at <= now
        or (_is_any_earlier(times, found) and is_announced(session, found))
    ):
        times = round_times(found.month, days, policy, found)
        if _moments(times) == _moments(found):
            return False
    was_due = found.due_at
    for name, moment in _moments(times).items():
        setattr(found, name, moment)
    session.flush()
    if found.due_at != was_due:
        _judge_on_time(session, found)
        withdraw_old_dates(session, found)
    return True


def _moments(times: RoundTimes | Round) -> dict[str, datetime | date]:
    """The moments that a round keeps, by column."""
    return {
        "opens_at": times.opens_at,
        "due_on": times.due_on,
        "due_at": times.due_at,
        "closes_at": times.closes_at,
    }


def _is_any_earlier(times: RoundTimes, found: Round) -> bool:
    return (
        times.opens_at < found.opens_at
        or times.due_on < found.due_on
        or times.closes_at < found.closes_at
    )


def _judge_on_time(session: Session, found: Round) -> None:
    """Late is what was first sent after the due moment as it stands now, extensions included."""
    reports = (
        select(Report, Obligation.extended_to)
        .join(Obligation)
        .where(Obligation.round_id == found.id, Report.withdrawn_at.is_(None))
    )
    for report, extended_to in session.execute(reports):
        report.late = report.first_sent_at >= due_moment(found, extended_to)
    session.flush()


def realign_rounds(
    session: Session, now: datetime, organization_ids: Collection[int] | None = None
) -> int:
    """Move the moments of every open round, or of some organizations', as ``realign`` does; return
    how many rounds moved.
    """
    rounds = select(Round).where(Round.closes_at > now).options(joinedload(Round.organization))
    if organization_ids is not None:
        rounds = rounds.where(Round.organization_id.in_(organization_ids))
    still_open = session.scalars(rounds.order_by(Round.month, Round.id)).all()
    if not still_open:
        return 0
    days = load_calendars(session, still_open[0].month, month_end(still_open[-1].month))
    return sum(realign(session, found, days.of(found.organization_id), now) for found in still_open)


def stored_rounds(
    session: Session, since: date, organization_id: int | None = None
) -> dict[int, dict[date, Round]]:
    """Return the rounds from a month on, of all organizations or of one, by organization and month:
    the floors of ``round_times``.
    """
    wanted = select(Round).where(Round.month >= since)
    if organization_id is not None:
        wanted = wanted.where(Round.organization_id == organization_id)
    stored: dict[int, dict[date, Round]] = {}
    for found in session.scalars(wanted):
        stored.setdefault(found.organization_id, {})[found.month] = found
    return stored


def open_rounds(session: Session, organization: Organization, now: datetime) -> list[Round]:
    """Return the rounds that have begun and are not closed by now, oldest first, making those that
    are not there.
    """
    this_month = month_of(local_day(now))
    months = [add_months(this_month, back) for back in (-2, -1, 0)]
    days = load_working_days(session, months[0], month_end(this_month), organization.id)
    there = stored_rounds(session, months[0], organization.id).get(organization.id, {})
    still_open = [
        month
        for month in months
        if round_times(month, days, organization.policy, there.get(month)).closes_at > now
    ]
    rounds = [ensure_round(session, organization, month, now) for month in still_open]
    return [
        found for found in rounds if found.closes_at > now
    ]  # one that has closed stays closed, whatever was edited since


def begin_round(session: Session, organization: Organization, month: date, now: datetime) -> int:
    """Make the round of a month that has begun, and what is owed in it; return how many obligations
    were new.

    A round that closed meanwhile is made too, because it is owed all the same, unless it closed
    before the plan was adopted.
    """
    days = load_working_days(session, month, month_end(month), organization.id)
    there = stored_rounds(session, month, organization.id).get(organization.id, {})
    closes_at = round_times(month, days, organization.policy, there.get(month)).closes_at
    if (
        closes_at <= now
        and adopted_plan(session, organization.id, fiscal_year_of(month), closes_at) is None
    ):
        return 0
    return fill_round(session, ensure_round(session, organization, month, now))


def ensure_obligations(session: Session, organization: Organization, now: datetime) -> int:
    """Make what is owed in every round that has begun and is not closed; return how many were new.

    Call it when a month begins and whenever a plan, a party or a group's members changed: what is
    there already stays.
    """
    return sum(fill_round(session, found) for found in open_rounds(session, organization, now))


def is_over(session: Session, organization: Organization, fiscal_year: int, now: datetime) -> bool:
    """Return whether a fiscal year has passed and no round of it is still open, so that nothing of
    it will be asked.
    """
    still_open = exists().where(
        Round.organization_id == organization.id,
        Round.fiscal_year == fiscal_year,
        Round.closes_at > now,
    )
    return local_day(now) > fiscal_end(fiscal_year) and not session.scalar(select(still_open))
