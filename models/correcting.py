"""What stands against taking back what was made by mistake: nothing reported is ever lost by it."""

from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Report
from models.tables.plan import Assignment, Measure


class Hindrance(StrEnum):
    """What stands against a change, for pages that say it in their own words."""

    NAME_TAKEN = "name_taken"
    UNKNOWN_NAME = "unknown_name"
    SAME = "same"
    KINDS_DIFFER = "kinds_differ"
    HAS_REPORTS = "has_reports"
    IN_PLAN = "in_plan"
    HAS_PEOPLE = "has_people"
    NO_NAME = "no_name"
    NO_AGENCY = "no_agency"
    ROLE_HELD = "role_held"
    HAS_SENT = "has_sent"
    INVITE_USED = "invite_used"
    LAST_SECRETARY = "last_secretary"
    ROLE_ENDED = "role_ended"
    IS_STAND_IN = "is_stand_in"
    NOT_OFFICER = "not_officer"
    NOT_OF_HERE = "not_of_here"
    BAD_DATES = "bad_dates"
    AWAY_ALREADY = "away_already"
    OTHERS_CHANGED = "others_changed"
    SENT_FOR_BOTH = "sent_for_both"


class CannotChange(Exception):
    """Something cannot be renamed, merged, given or removed; the message is one English sentence
    that says what would be right. ``subject`` is the name that stands against it.
    """

    def __init__(self, message: str, hindrance: Hindrance | None = None, subject: str = "") -> None:
        super().__init__(message)
        self.hindrance = hindrance
        self.subject = subject


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
