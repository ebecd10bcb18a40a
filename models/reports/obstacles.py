"""The trouble that was reported in a round, by measure and agency."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.tables.agency import Agency
from models.tables.obligations import Obligation, Progress, Report, Revision, Round
from models.tables.plan import Assignment, Measure


@dataclass(frozen=True)
class Obstacle:
    """A report that tells of trouble, or of a measure not achieved; ``words`` may be empty."""

    code: str | None
    title: str
    agency: str
    words: str


def obstacles_of(session: Session, found: Round) -> list[Obstacle]:
    """Return the trouble told in the newest reports of a round, in the order of the plan."""
    rows = session.execute(
        select(Measure.code, Measure.title, Agency.name, Revision.obstacle)
        .select_from(Revision)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Agency, Agency.id == Obligation.agency_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Obligation.round_id == found.id,
            Revision.number == Revision.newest_number(),
            or_(Revision.obstacle != "", Revision.progress == Progress.NOT_ACHIEVED),
        )
        .order_by(Measure.position, Agency.name)
    )
    return [Obstacle(code, title, agency, words.strip()) for code, title, agency, words in rows]
