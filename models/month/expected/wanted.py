"""What a plan asks for in a month, and how what is new stands beside what was answered before."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.month.expected.duty import Duty
from models.month.expected.standing import Standing, settle
from models.tables.agency import agency_group_member
from models.tables.obligations import Obligation, ObligationState, Report, Round
from models.tables.plan import Assignment, Measure, Plan


def wanted_reports(session: Session, plan: Plan, month: date) -> dict[tuple[int, int], Duty]:
    """Return (assignment id, agency id) -> duty for all that asks for a report in a month.

    An agency that is named for a measure and also belongs to its collective party is asked once for
    the same period.
    """
    assignments = session.scalars(
        select(Assignment)
        .join(Measure)
        .where(
            Measure.plan_id == plan.id,
            Measure.removed_at.is_(None),
            Assignment.removed_at.is_(None),
        )
        .order_by(Assignment.group_id.is_not(None), Assignment.measure_id, Assignment.position)
    ).all()
    members = _members(session, {a.group_id for a in assignments if a.group_id})
    wanted: dict[tuple[int, int], Duty] = {}
    seen: set[tuple[object, ...]] = set()
    for assignment in assignments:
        duty = Duty.of(
            plan.fiscal_year, assignment.start_on, assignment.end_on, assignment.recurrence
        )
        if month not in duty.months():
            continue
        for agency_id in (
            [assignment.agency_id]
            if assignment.agency_id
            else members.get(assignment.group_id or 0, [])
        ):
            key = (assignment.measure_id, agency_id, duty, tuple(assignment.steps))
            if key not in seen:
                seen.add(key)
                wanted[assignment.id, agency_id] = duty
    return wanted


def first_state(duty: Duty, month: date, history: list[Standing]) -> ObligationState:
    """Return how a new obligation of a month stands beside the other rounds' answers."""
    if not history:
        return ObligationState.OWED
    standings = sorted([*history, Standing(month, None, None)], key=lambda standing: standing.month)
    position = next(i for i, standing in enumerate(standings) if standing.month == month)
    return settle(duty, standings)[position]


def answered_rounds(session: Session, plan: Plan) -> dict[tuple[int, int], list[Standing]]:
    """Return the answered and the excused rounds of every (assignment, agency) of a plan: all that
    weighs on other rounds.
    """
    rows = session.execute(
        select(
            Obligation.assignment_id,
            Obligation.agency_id,
            Round.month,
            Obligation.state,
            Report.id,
            Report.progress,
        )
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .outerjoin(
            Report, and_(Report.obligation_id == Obligation.id, Report.withdrawn_at.is_(None))
        )
        .where(
            Measure.plan_id == plan.id,
            or_(Report.id.is_not(None), Obligation.excused_at.is_not(None)),
        )
    )
    history: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for assignment_id, agency_id, month, state, report_id, progress in rows:
        answered = state if report_id is not None else None
        history[assignment_id, agency_id].append(
            Standing(month, answered, progress, excused=answered is None)
        )
    return history


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
