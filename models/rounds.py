"""Rounds: a month's moments on working days, and the making of what is owed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.agency import agency_group_member
from models.calendar import add_months, at, fiscal_year_of, local_day, month_end, month_of
from models.duty import Duty
from models.holidays import WorkingDays, load_working_days
from models.organization import Organization, Policy
from models.plan import Assignment, Measure, Plan
from models.reporting import Obligation, ObligationState, Report, Round
from models.standing import Standing, settle


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


def round_times(month: date, days: WorkingDays, policy: Policy) -> RoundTimes:
    """Return the moments of a round; all fall on working days (design §5)."""
    hour = policy.send_hour
    due_on = days.on_or_before(month_end(month))
    opens_on = min(days.on_or_before(month.replace(day=policy.reminder_day)), due_on)
    return RoundTimes(
        month=month,
        opens_at=at(opens_on, hour),
        early_reminder_at=at(days.shift(due_on, -policy.early_working_days), hour),
        due_on=due_on,
        due_reminder_at=at(due_on, hour),
        due_at=at(due_on, 24),
        missing_list_at=at(days.shift(due_on, 1), hour),
        closes_at=at(days.shift(due_on, policy.close_working_days), hour),
    )


def ensure_round(session: Session, organization: Organization, month: date, now: datetime) -> Round:
    """Return the round of a month, making it, or moving its moments after an edit of holidays while it is not closed."""
    days = load_working_days(session, month, month_end(month))
    times = round_times(month, days, organization.policy)
    found = session.scalar(select(Round).where(Round.organization_id == organization.id, Round.month == month))
    if found is None:
        found = Round(organization_id=organization.id, fiscal_year=fiscal_year_of(month), month=month)
        session.add(found)
    elif found.closes_at <= now:
        return found
    found.opens_at, found.due_on, found.due_at, found.closes_at = (
        times.opens_at,
        times.due_on,
        times.due_at,
        times.closes_at,
    )
    session.flush()
    return found


def open_rounds(session: Session, organization: Organization, now: datetime) -> list[Round]:
    """Return the rounds not yet closed by now that have begun, oldest first, making those that are not there."""
    this_month = month_of(local_day(now))
    months = [add_months(this_month, back) for back in (-2, -1, 0)]
    days = load_working_days(session, months[0], month_end(this_month))
    still_open = [month for month in months if round_times(month, days, organization.policy).closes_at > now]
    return [ensure_round(session, organization, month, now) for month in still_open]


def ensure_obligations(session: Session, organization: Organization, now: datetime) -> int:
    """Make what is owed in every round that has begun and is not closed; return how many were new.

    Call it when a month begins and whenever a plan, a party or a group's members changed: what is there already stays.
    """
    made = 0
    for found in open_rounds(session, organization, now):
        made += _fill_round(session, organization, found)
    return made


def _fill_round(session: Session, organization: Organization, found: Round) -> int:
    plan = session.scalar(
        select(Plan).where(
            Plan.organization_id == organization.id,
            Plan.fiscal_year == found.fiscal_year,
            Plan.adopted_at.is_not(None),
            Plan.adopted_at < found.closes_at,
        )
    )
    if plan is None:
        return 0
    wanted = _wanted(session, plan, found.month)
    existing = set(
        session.execute(
            select(Obligation.assignment_id, Obligation.agency_id).where(Obligation.round_id == found.id)
        ).tuples()
    )
    missing = [pair for pair in wanted if pair not in existing]
    if not missing:
        return 0
    duties = {assignment_id: duty for (assignment_id, _), duty in wanted.items()}
    history = _history(session, plan)
    rows = [
        {
            "assignment_id": assignment_id,
            "agency_id": agency_id,
            "round_id": found.id,
            "state": _first_state(duties[assignment_id], found.month, history.get((assignment_id, agency_id), [])),
        }
        for assignment_id, agency_id in missing
    ]
    session.execute(insert(Obligation), rows)
    return len(rows)


def _wanted(session: Session, plan: Plan, month: date) -> dict[tuple[int, int], Duty]:
    """Return (assignment id, agency id) -> duty for all that asks for a report in a month.

    An agency that is named for a measure and also belongs to its collective party is asked once for the same period.
    """
    assignments = session.scalars(
        select(Assignment)
        .join(Measure)
        .where(Measure.plan_id == plan.id, Measure.removed_at.is_(None), Assignment.removed_at.is_(None))
        .order_by(Assignment.group_id.is_not(None), Assignment.measure_id, Assignment.position)
    ).all()
    members = _members(session, {a.group_id for a in assignments if a.group_id})
    wanted: dict[tuple[int, int], Duty] = {}
    seen: set[tuple[object, ...]] = set()
    for assignment in assignments:
        duty = Duty.of(plan.fiscal_year, assignment.start_on, assignment.end_on, assignment.recurrence)
        if month not in duty.months():
            continue
        for agency_id in [assignment.agency_id] if assignment.agency_id else members.get(assignment.group_id or 0, []):
            key = (assignment.measure_id, agency_id, duty, tuple(assignment.steps))
            if key not in seen:
                seen.add(key)
                wanted[assignment.id, agency_id] = duty
    return wanted


def _members(session: Session, group_ids: Iterable[int]) -> dict[int, list[int]]:
    rows = session.execute(
        select(agency_group_member.c.group_id, agency_group_member.c.agency_id)
        .where(agency_group_member.c.group_id.in_(list(group_ids)))
        .order_by(agency_group_member.c.agency_id)
    )
    members: dict[int, list[int]] = defaultdict(list)
    for group_id, agency_id in rows:
        members[group_id].append(agency_id)
    return members


def _first_state(duty: Duty, month: date, history: list[Standing]) -> ObligationState:
    standings = sorted([*history, Standing(month, None, None)], key=lambda standing: standing.month)
    position = next(i for i, standing in enumerate(standings) if standing.month == month)
    return settle(duty, standings)[position]


def _history(session: Session, plan: Plan) -> dict[tuple[int, int], list[Standing]]:
    """Return the answered rounds of every (assignment, agency) of a plan."""
    rows = session.execute(
        select(Obligation.assignment_id, Obligation.agency_id, Round.month, Obligation.state, Report.progress)
        .join(Round, Round.id == Obligation.round_id)
        .join(Report, Report.obligation_id == Obligation.id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(Measure.plan_id == plan.id)
    )
    history: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for assignment_id, agency_id, month, state, progress in rows:
        history[assignment_id, agency_id].append(Standing(month, state, progress))
    return history
