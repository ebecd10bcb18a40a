"""Reports that say what the last accepted one said: those that are accepted together after a
look.
"""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from models.tables.agency import Agency
from models.tables.obligations import (
    Obligation,
    ObligationState,
    Report,
    Review,
    ReviewDecision,
    Revision,
    Round,
)
from models.tables.plan import Assignment, Measure
from thai.sorting import thai_order


def unchanged_reports(
    session: Session, found: Round, carried: Callable[[date], str]
) -> list[tuple[Revision, Revision]]:
    """Return the revisions of a round that wait and say what the newest accepted report before them
    said, each with that one, sorted by agency and in the order of the plan.

    The same: status, and the same words but for spaces; or the summary is ``carried(month)``, the
    sentence that nothing is new since the report of that month, and nothing else is said.
    """
    waiting = session.scalars(
        select(Revision)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Agency, Agency.id == Obligation.agency_id)
        .outerjoin(Review, Review.revision_id == Revision.id)
        .where(
            Obligation.round_id == found.id,
            Obligation.state == ObligationState.SENT,
            Review.id.is_(None),
            Revision.stands(),
        )
        .options(
            contains_eager(Revision.report)
            .contains_eager(Report.obligation)
            .options(
                contains_eager(Obligation.assignment).contains_eager(Assignment.measure),
                contains_eager(Obligation.agency),
            ),
            joinedload(Revision.sent_by),
            selectinload(Revision.evidence),
        )
        .order_by(Measure.position, Obligation.id, Revision.number)
    )
    newest = {revision.report_id: revision for revision in waiting}  # the last number stays
    before = _accepted_before(session, found)
    pairs = []
    for revision in newest.values():
        obligation = revision.report.obligation
        earlier = before.get((obligation.assignment_id, obligation.agency_id))
        if earlier is not None and _says_the_same(revision, *earlier, carried):
            pairs.append((revision, earlier[0]))
    return sorted(pairs, key=lambda pair: thai_order(pair[0].report.obligation.agency.name))


def _accepted_before(
    session: Session, found: Round
) -> dict[tuple[int, int], tuple[Revision, date]]:
    """The newest accepted report of this fiscal year before a round, of what waits in it, with its
    month, by assignment and agency.
    """
    here = aliased(Obligation)
    rows = session.execute(
        select(Revision, Round.month, Obligation.assignment_id, Obligation.agency_id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Review, Review.revision_id == Revision.id)
        .join(
            here,
            (here.assignment_id == Obligation.assignment_id)
            & (here.agency_id == Obligation.agency_id),
        )
        .where(
            here.round_id == found.id,
            here.state == ObligationState.SENT,
            Round.organization_id == found.organization_id,
            Round.fiscal_year == found.fiscal_year,
            Round.month < found.month,
            Obligation.state == ObligationState.ACCEPTED,
            Review.decision == ReviewDecision.ACCEPTED,
        )
        .order_by(Round.month, Revision.number)
    )
    return {
        (assignment_id, agency_id): (revision, month)
        for revision, month, assignment_id, agency_id in rows
    }


def _says_the_same(
    revision: Revision, earlier: Revision, month: date, carried: Callable[[date], str]
) -> bool:
    same = (
        revision.progress is earlier.progress
        and revision.percent in (None, earlier.percent)
        and _plain(revision.outcome) == _plain(earlier.outcome)
        and _plain(revision.obstacle) == _plain(earlier.obstacle)
    )
    return same and _plain(revision.summary) in (_plain(earlier.summary), _plain(carried(month)))


def _plain(text: str) -> str:
    return " ".join(text.split())
