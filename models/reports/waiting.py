"""What waits of each agency at a moment, counted in one query however many reports there are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session

from models.month.calendar import local_day, month_of
from models.month.chased import Chase
from models.month.counting import is_live
from models.month.due import asked_years_from
from models.tables.agency import Agency
from models.tables.obligations import ASKED, Obligation, ObligationState, Round
from models.tables.plan import Assignment, Measure
from thai.sorting import thai_order


@dataclass(frozen=True, slots=True)
class AgencyWaiting:
    """An agency with what waits, of all months: reports ``to_check``, assignments it has not
    answered (``missing``; of those, ``extended`` were given a date that is not over), reports
    ``returned`` and not corrected.

    Of what is missing, ``late`` is what is asked for as overdue, ``late_open`` of it belongs to
    rounds that are not closed, and ``running`` is not yet due. Between a round's due date and its
    close an assignment may be late and running.
    """

    agency_id: int
    name: str
    phone: str | None
    to_check: int
    missing: int
    extended: int
    returned: int
    late: int
    late_open: int
    running: int

    def asked(self, kinds: Chase) -> int:
        """How much a nudge of some kinds would ask of the agency."""
        counts = {Chase.LATE: self.late, Chase.RUNNING: self.running, Chase.RETURNED: self.returned}
        return sum(count for kind, count in counts.items() if kind in kinds)


def waiting_by_agency(
    session: Session, organization_id: int, now: datetime, month: date | None = None
) -> list[AgencyWaiting]:
    """Return the agencies of which something waits, of all months or of one, sorted as Thai is.

    What is missing is counted once for each assignment, as ``models.month.chased`` asks for it.
    """
    of_month = Round.month <= month_of(local_day(now)) if month is None else Round.month == month
    since = asked_years_from(session, organization_id, now)
    counted = _by_agency(_by_assignment(organization_id, since, now).where(of_month))
    counts = {agency_id: tuple(numbers) for agency_id, *numbers in session.execute(counted)}
    agencies = session.scalars(
        select(Agency).where(Agency.organization_id == organization_id)
    ).all()
    found = [
        AgencyWaiting(agency.id, agency.name, agency.phone, *map(int, counts[agency.id]))
        for agency in agencies
        if any(counts.get(agency.id, ()))
    ]
    return sorted(found, key=lambda each: thai_order(each.name))


def _by_assignment(organization_id: int, since: int, now: datetime) -> Select[*tuple[Any, ...]]:
    """Ask what waits of each agency and assignment; ``since`` is the oldest fiscal year asked."""
    extended = and_(Obligation.extended_to.is_not(None), Obligation.extended_to >= local_day(now))
    in_time = or_(Round.due_at > now, extended)
    owed = and_(Obligation.state == ObligationState.OWED, is_live(), Round.fiscal_year >= since)
    return (
        select(
            Obligation.agency_id,
            _count(Obligation.state == ObligationState.SENT).label("to_check"),
            _count(Obligation.state == ObligationState.RETURNED).label("returned"),
            _any(owed).label("missing"),
            _any(owed, extended).label("extended"),
            _any(owed, in_time).label("running"),
            _any(owed, not_(in_time)).label("late"),
            _any(owed, not_(in_time), Round.closes_at > now).label("late_open"),
        )
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == organization_id,
            Obligation.state.in_((ObligationState.SENT, *ASKED)),
        )
        .group_by(Obligation.agency_id, Obligation.assignment_id)
    )


def _by_agency(assignments: Select[*tuple[Any, ...]]) -> Select[Any]:
    each = assignments.subquery().c
    late = or_(each.late_open == 1, and_(each.late == 1, each.running == 0))
    return select(
        each.agency_id,
        func.sum(each.to_check),
        func.sum(each.missing),
        func.sum(each.extended),
        func.sum(each.returned),
        _count(late),
        func.sum(each.late_open),
        func.sum(each.running),
    ).group_by(each.agency_id)


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


def _any(*which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((and_(*which), 1), else_=0))
