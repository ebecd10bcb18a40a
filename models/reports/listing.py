"""The obligations of an organization as a list to choose from."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from models.month.counting import is_live
from models.tables.agency import Agency
from models.tables.obligations import ASKED, Obligation, ObligationState, Round
from models.tables.plan import Assignment, Measure


def list_obligations(
    session: Session,
    organization_id: int,
    *,
    agency: Agency | None = None,
    month: date | None = None,
    asked_only: bool = True,
) -> list[Obligation]:
    """Return what is asked for (or all that was expected) of an organization, an agency, a month:
    the oldest round first, in the order of the plan.
    """
    query = (
        select(Obligation)
        .join(Round)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure)
        .join(Agency, Agency.id == Obligation.agency_id)
        .where(
            Round.organization_id == organization_id,
            or_(is_live(), Obligation.state != ObligationState.OWED),
        )
        .options(
            joinedload(Obligation.round),
            joinedload(Obligation.agency),
            joinedload(Obligation.report),
            joinedload(Obligation.assignment).joinedload(Assignment.measure),
        )
        .order_by(Round.month, Measure.position, Agency.name, Obligation.id)
    )
    if asked_only:
        query = query.where(Obligation.state.in_(ASKED))
    if agency is not None:
        query = query.where(Obligation.agency_id == agency.id)
    if month is not None:
        query = query.where(Round.month == month)
    return list(session.scalars(query))
