"""What waits of each agency at a moment, counted in one query however many reports there are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from models.month.calendar import local_day, month_of
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
    """

    agency_id: int
    name: str
    phone: str | None
    to_check: int
    missing: int
    extended: int
    returned: int

    @property
    def asked(self) -> int:
        """How much is asked of the agency itself."""
        return self.missing + self.returned


def waiting_by_agency(session: Session, organization_id: int, now: datetime) -> list[AgencyWaiting]:
    """Return the agencies of which something waits, sorted as Thai is.

    What is missing is counted once for each assignment, as ``models.month.due.fold`` asks for it.
    """
    today = local_day(now)
    owed = and_(
        Obligation.state == ObligationState.OWED,
        is_live(),
        Round.fiscal_year >= asked_years_from(session, organization_id, now),
    )
    counted = (
        select(
            Obligation.agency_id,
            func.sum(case((Obligation.state == ObligationState.SENT, 1), else_=0)),
            func.count(case((owed, Obligation.assignment_id)).distinct()),
            func.count(
                case(
                    (and_(owed, Obligation.extended_to >= today), Obligation.assignment_id)
                ).distinct()
            ),
            func.sum(case((Obligation.state == ObligationState.RETURNED, 1), else_=0)),
        )
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == organization_id,
            Round.month <= month_of(today),
            Obligation.state.in_((ObligationState.SENT, *ASKED)),
        )
        .group_by(Obligation.agency_id)
    )
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
