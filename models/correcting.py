"""What stands against taking back what was made by mistake: nothing reported is ever lost by it."""

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Report
from models.tables.plan import Assignment, Measure


class CannotChange(Exception):
    """Something cannot be renamed, merged or removed; the message is one English sentence that
    says what would be right.
    """


def count_reported(session: Session, *of: ColumnElement[bool]) -> int:
    """Return how many reports were sent or begun for the obligations of a condition, which may
    speak of their assignments and measures too.
    """
    begun = exists().where(Draft.obligation_id == Obligation.id, Draft.closed_at.is_(None))
    sent = exists().where(Report.obligation_id == Obligation.id)
    counted = (
        select(func.count())
        .select_from(Obligation)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(or_(sent, begun), *of)
    )
    return session.scalar(counted) or 0
