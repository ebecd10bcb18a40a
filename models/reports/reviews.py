"""Reviewing a report: the secretariat accepts it, or returns it with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.reports.accepted_rows import note_accepted
from models.reports.settling import CannotTake, NotTaken, hold, note_change, resettle
from models.tables.obligations import ObligationState, Review, ReviewDecision, Revision
from models.tables.people import Person


@dataclass(frozen=True)
class AcceptedMany:
    """How many revisions were accepted, and the obligations that were ``left``: reviewed by
    somebody meanwhile, or a newer revision came in.
    """

    accepted: int
    left: tuple[int, ...]


def accept_reports(
    session: Session, revisions: Iterable[Revision], *, by: Person, now: datetime
) -> AcceptedMany:
    """Accept many revisions that were looked at, each by the rule of one, in one transaction."""
    accepted, left = 0, []
    for revision in revisions:
        try:
            review_report(session, revision, ReviewDecision.ACCEPTED, by=by, now=now)
            accepted += 1
        except CannotTake:
            left.append(revision.report.obligation_id)
    return AcceptedMany(accepted, tuple(left))


def review_report(
    session: Session,
    revision: Revision,
    decision: ReviewDecision,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
) -> Review:
    """Accept a revision, or return it with a reason (ValueError without one).

    CannotTake when somebody reviewed it before, its sender took it back, or a newer revision came
    in meanwhile.
    """
    if decision is ReviewDecision.RETURNED and not reason.strip():
        raise ValueError("a report is returned with a reason")
    obligation = revision.report.obligation
    hold(session, obligation)
    session.refresh(revision, ["review", "withdrawn_at"])
    if revision.review is not None:
        raise CannotTake(NotTaken.ALREADY_REVIEWED)
    if revision.withdrawn_at is not None:
        raise CannotTake(NotTaken.WITHDRAWN)
    newest = session.scalar(
        select(Revision.number)
        .where(Revision.report_id == revision.report_id, Revision.stands())
        .order_by(Revision.number.desc())
        .limit(1)
    )
    if newest != revision.number:
        raise CannotTake(NotTaken.CHANGED_SINCE)
    review = Review(
        revision=revision,
        decision=decision,
        reason=reason.strip() or None,
        decided_at=now,
        decided_by=by,
    )
    session.add(review)
    obligation.state = ObligationState(decision.value)
    session.flush()
    if decision is ReviewDecision.ACCEPTED:
        note_accepted(session, revision)
    resettle(session, obligation, now)
    note_change(
        session,
        obligation,
        f"report.{decision.value}",
        by,
        now,
        revision=revision.number,
        reason=review.reason,
    )
    return review
