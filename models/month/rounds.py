"""Rounds: a month's moments on working days, and the making of what is owed in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, joinedload

from models.database import insert_ignoring_duplicates
from models.month.calendar import (
    add_months,
    at,
    fiscal_end,
    fiscal_year_of,
    local_day,
    month_end,
    month_of,
)
from models.month.duty import Duty
from models.month.holidays import WorkingDays, load_working_days
from models.month.wanted import answered_rounds, first_state, wanted_reports
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Report, Round
from models.tables.organization import Organization, Policy
from models.tables.plan import Plan

_AT_ONCE = 500  # rows in one IN list: SQLite takes 32,766 values at most


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


def round_times(month: date, days: WorkingDays, policy: Policy) -> RoundTimes:
    """Return the moments of a round: in order, all on working days
    (docs/month.md#moments-of-a-round).

    A policy that no calendar can keep (a reminder on the 31st, a close on the due date) is brought
    to the nearest that can be kept.
    """
    hour = policy.send_hour
    due_on = days.on_or_before(month_end(month))
    first_on = min(days.shift(month - timedelta(days=1), 1), due_on)
    early_on = max(days.shift(due_on, -max(policy.early_working_days, 0)), first_on)
    asked_on = month + timedelta(days=min(max(policy.reminder_day, 1), month_end(month).day) - 1)
    opens_on = min(max(days.on_or_before(asked_on), first_on), early_on)
    closes_on = days.shift(due_on, max(policy.close_working_days, 1))
    return RoundTimes(
        month=month,
        opens_at=at(opens_on, hour),
        early_reminder_at=at(early_on, hour),
        due_on=due_on,
        due_reminder_at=at(due_on, hour),
        due_at=at(due_on, 24),
        missing_list_at=at(days.shift(due_on, 1), hour),
        closes_at=at(closes_on, hour),
        summary_at=at(days.shift(closes_on, max(policy.summary_working_days, 0)), hour),
    )


def ensure_round(session: Session, organization: Organization, month: date, now: datetime) -> Round:
    """Return the round of a month, making it, or moving its moments after an edit of holidays while
    it is not closed.
    """
    days = load_working_days(session, month, month_end(month))
    times = round_times(month, days, organization.policy)
    moments = {
        "opens_at": times.opens_at,
        "due_on": times.due_on,
        "due_at": times.due_at,
        "closes_at": times.closes_at,
    }
    wanted = select(Round).where(Round.organization_id == organization.id, Round.month == month)
    found = session.scalar(wanted)
    if found is None:
        # Somebody else may be making the same round at this moment; the second finds it
        # there.
        row = {
            "organization_id": organization.id,
            "fiscal_year": fiscal_year_of(month),
            "month": month,
            **moments,
        }
        session.execute(insert_ignoring_duplicates(session, Round), [row])
        found = session.scalars(wanted).one()
    if found.closes_at > now:
        for name, moment in moments.items():
            setattr(found, name, moment)
        session.flush()
    return found


def realign_rounds(session: Session, days: WorkingDays, now: datetime) -> int:
    """Move the moments of every open round to where holidays and policies now put them; return how
    many moved.
    """
    moved = 0
    rounds = session.scalars(
        select(Round).where(Round.closes_at > now).options(joinedload(Round.organization))
    )
    for found in rounds:
        times = round_times(found.month, days, found.organization.policy)
        moments = (times.opens_at, times.due_on, times.due_at, times.closes_at)
        if moments != (found.opens_at, found.due_on, found.due_at, found.closes_at):
            found.opens_at, found.due_on, found.due_at, found.closes_at = moments
            moved += 1
    session.flush()
    return moved


def open_rounds(session: Session, organization: Organization, now: datetime) -> list[Round]:
    """Return the rounds that have begun and are not closed by now, oldest first, making those that
    are not there.
    """
    this_month = month_of(local_day(now))
    months = [add_months(this_month, back) for back in (-2, -1, 0)]
    days = load_working_days(session, months[0], month_end(this_month))
    still_open = [
        month for month in months if round_times(month, days, organization.policy).closes_at > now
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
    closes_at = round_times(
        month, load_working_days(session, month, month_end(month)), organization.policy
    ).closes_at
    if (
        closes_at <= now
        and _adopted_plan(session, organization.id, fiscal_year_of(month), closes_at) is None
    ):
        return 0
    return _fill_round(session, ensure_round(session, organization, month, now))


def ensure_obligations(session: Session, organization: Organization, now: datetime) -> int:
    """Make what is owed in every round that has begun and is not closed; return how many were new.

    Call it when a month begins and whenever a plan, a party or a group's members changed: what is
    there already stays.
    """
    return sum(_fill_round(session, found) for found in open_rounds(session, organization, now))


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


def _adopted_plan(
    session: Session, organization_id: int, fiscal_year: int, before: datetime
) -> Plan | None:
    return session.scalar(
        select(Plan).where(
            Plan.organization_id == organization_id,
            Plan.fiscal_year == fiscal_year,
            Plan.adopted_at < before,
        )
    )


def _fill_round(session: Session, found: Round) -> int:
    plan = _adopted_plan(session, found.organization_id, found.fiscal_year, found.closes_at)
    if plan is None:
        return 0
    wanted = wanted_reports(session, plan, found.month)
    existing = set(
        session.execute(
            select(Obligation.assignment_id, Obligation.agency_id).where(
                Obligation.round_id == found.id
            )
        ).all()
    )
    if existing - wanted.keys():
        _drop_unwanted(session, found, wanted)
    missing = [pair for pair in wanted if pair not in existing]
    if not missing:
        return 0
    history = answered_rounds(session, plan)
    rows = [
        {
            "assignment_id": assignment_id,
            "agency_id": agency_id,
            "round_id": found.id,
            "state": first_state(wanted[pair], found.month, history.get(pair, [])),
        }
        for pair in missing
        for assignment_id, agency_id in [pair]
    ]
    # RETURNING makes SQLAlchemy send many rows in one statement, and tells which were new.
    insert_new = insert_ignoring_duplicates(session, Obligation).returning(Obligation.id)
    return len(session.execute(insert_new, rows).all())


def _drop_unwanted(session: Session, found: Round, wanted: Mapping[tuple[int, int], Duty]) -> None:
    """Take back what a plan, a party or a group changed meanwhile asks for no more, as long as
    nobody began to answer it.
    """
    untouched = session.execute(
        select(Obligation.id, Obligation.assignment_id, Obligation.agency_id).where(
            Obligation.round_id == found.id,
            Obligation.state == ObligationState.OWED,
            ~exists().where(Report.obligation_id == Obligation.id),
            ~exists().where(Draft.obligation_id == Obligation.id),
        )
    )
    ids = [
        number
        for number, assignment_id, agency_id in untouched
        if (assignment_id, agency_id) not in wanted
    ]
    for start in range(0, len(ids), _AT_ONCE):
        some = Obligation.id.in_(ids[start : start + _AT_ONCE])
        session.execute(delete(Obligation).where(some).execution_options(synchronize_session=False))
    session.expire_all()
