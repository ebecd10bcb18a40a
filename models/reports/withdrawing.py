"""เลิกส่ง: whoever sent a report takes it back within some minutes. The revision is kept and told;
what it answered stands again as before it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.reports.notes import DraftNotes
from models.reports.settling import hold, note_change, resettle
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Report, Revision
from models.tables.people import Person

UNDO_FOR = timedelta(minutes=10)


class Stays(StrEnum):
    """Why a revision cannot be taken back."""

    GONE = "gone"  # it was taken back before
    REVIEWED = "reviewed"
    REPLACED = "replaced"  # a newer one is in
    CLOSED = "closed"
    TOO_LATE = "too_late"
    NOT_YOURS = "not_yours"


class CannotWithdraw(Exception):
    """A revision stays as it is; ``reason`` says why."""

    def __init__(self, reason: Stays) -> None:
        super().__init__(reason.value)
        self.reason = reason


def why_it_stays(revision: Revision, person: Person, now: datetime) -> Stays | None:
    """Return why a person cannot take a revision back at a moment; None when they can."""
    if revision.withdrawn_at is not None:
        return Stays.GONE
    if revision.sent_by_id != person.id:
        return Stays.NOT_YOURS
    if revision.review is not None:
        return Stays.REVIEWED
    if revision is not revision.report.current:
        return Stays.REPLACED
    if now >= revision.report.obligation.round.closes_at:
        return Stays.CLOSED
    return Stays.TOO_LATE if now - revision.sent_at > UNDO_FOR else None


def withdraw_revision(session: Session, revision: Revision, *, by: Person, now: datetime) -> None:
    """Take a revision back: what stood before it stands again, here and in the agency's other
    rounds. CannotWithdraw when it stays.
    """
    report, obligation = revision.report, revision.report.obligation
    hold(session, obligation)
    session.refresh(revision, ["review", "withdrawn_at"])
    reason = why_it_stays(revision, by, now)
    if reason is not None:
        raise CannotWithdraw(reason)
    revision.withdrawn_at = now
    session.flush()
    session.refresh(report, ["revisions"])
    if report.revisions:
        before = report.current
        report.progress = before.progress
        obligation.state = (
            ObligationState(before.review.decision.value)
            if before.review is not None
            else ObligationState.SENT
        )
    else:
        report.withdrawn_at, report.late = now, False
        obligation.state = ObligationState.OWED
    obligation.reopened_at = revision.reopened_at
    session.flush()
    session.refresh(obligation, ["report"])
    resettle(session, obligation, now)
    _rebase_drafts(session, obligation, revision)
    note_change(session, obligation, "report.withdrawn", by, now, revision=revision.number)


def _rebase_drafts(session: Session, obligation: Obligation, gone: Revision) -> None:
    """Let the copies of what was taken back be copies of what stands now; the evidence stays."""
    current = obligation.report.current.id if obligation.report is not None else None
    for draft in session.scalars(
        select(Draft).where(Draft.obligation_id == obligation.id, Draft.closed_at.is_(None))
    ):
        notes = DraftNotes.from_answers(draft.answers)
        if notes.base == gone.id:
            notes = replace(notes, base=current, seen=gone.id)
            draft.answers = notes.to_answers(draft.answers)
    session.flush()


def last_sent(session: Session, person: Person) -> list[Revision]:
    """Return what a person sent last and did not take back: one revision, or all that they sent at
    the same moment.
    """
    mine = select(Revision).where(Revision.sent_by_id == person.id, Revision.stands())
    newest = session.scalar(mine.order_by(Revision.sent_at.desc(), Revision.id.desc()).limit(1))
    if newest is None:
        return []
    same = mine.where(Revision.sent_at == newest.sent_at)
    return list(session.scalars(same.order_by(Revision.id)))


def sent_since(session: Session, person: Person, moment: datetime) -> list[Revision]:
    """Return what a person sent after a moment and did not take back, oldest first."""
    mine = select(Revision).where(
        Revision.sent_by_id == person.id, Revision.stands(), Revision.sent_at > moment
    )
    return list(session.scalars(mine.order_by(Revision.id)))


def withdrawn_of(session: Session, obligation: Obligation) -> Sequence[Revision]:
    """Return what was sent for an obligation and taken back, the newest first."""
    return session.scalars(
        select(Revision)
        .join(Report, Report.id == Revision.report_id)
        .where(Report.obligation_id == obligation.id, ~Revision.stands())
        .options(joinedload(Revision.sent_by), selectinload(Revision.evidence))
        .order_by(Revision.number.desc())
    ).all()
