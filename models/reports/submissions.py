"""Sending a report: when one is taken, and what a new revision changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.extended import due_at_of
from models.month.calendar import local_day, month_of
from models.reports.settling import CannotTake, NotTaken, hold, note_change, resettle
from models.tables.evidence import Evidence
from models.tables.obligations import ASKED, Obligation, ObligationState, Progress, Report, Revision
from models.tables.people import Person


@dataclass(frozen=True)
class ReportContent:
    """What a report says; ``obstacle`` is demanded when the measure was not achieved."""

    progress: Progress
    summary: str
    outcome: str = ""
    obstacle: str = ""
    percent: int | None = None
    told_superior: bool = False
    """The superior was told, where the plan's follow-up column asks for it."""


def not_taken(obligation: Obligation, now: datetime) -> NotTaken | None:
    """Return why a report for an obligation cannot be begun or sent at a moment: its month has not
    begun, it is in the plan no more, or ``refusal``.
    """
    if obligation.round.month > month_of(local_day(now)):
        return NotTaken.TOO_EARLY
    assignment = obligation.assignment
    if obligation.report is None and (assignment.removed_at or assignment.measure.removed_at):
        return NotTaken.REMOVED
    return refusal(obligation, now)


def refusal(obligation: Obligation, now: datetime) -> NotTaken | None:
    """Return why a report for an obligation is not taken at a moment; None when it is.

    Until the round closes a sent report may be changed; after that only first late reports,
    returned ones and what the secretariat reopened are taken
    (docs/month.md#when-a-report-is-taken).
    """
    if obligation.state is ObligationState.EXCUSED:
        return NotTaken.EXCUSED
    if obligation.state is ObligationState.ENDED:
        return NotTaken.ENDED
    if obligation.state in (*ASKED, ObligationState.MISSED) or obligation.reopened_at is not None:
        return None
    return NotTaken.CLOSED if now >= obligation.round.closes_at else None


def send_report(
    session: Session,
    obligation: Obligation,
    content: ReportContent,
    *,
    by: Person,
    now: datetime,
    draft_id: int | None = None,
    on_behalf: bool = False,
    evidence: Iterable[Evidence] = (),
) -> Revision:
    """Store a report (or a new revision of it) and what follows for the agency's other rounds.
    CannotTake when it is not taken.
    """
    hold(session, obligation)
    reason = refusal(obligation, now)
    if reason:
        raise CannotTake(reason)
    report = _report_of(session, obligation, content.progress, now)
    revision = Revision(
        report=report,
        number=_next_number(session, report),
        reopened_at=obligation.reopened_at,
        draft_id=draft_id,
        progress=content.progress,
        percent=content.percent,
        told_superior=content.told_superior,
        summary=content.summary,
        outcome=content.outcome,
        obstacle=content.obstacle,
        sent_at=now,
        sent_by=by,
        on_behalf=on_behalf,
        evidence=list(evidence),
    )
    session.add(revision)
    obligation.state = ObligationState.SENT
    obligation.reopened_at = None
    session.flush()
    resettle(session, obligation, now)
    note_change(
        session,
        obligation,
        "report.sent",
        by,
        now,
        revision=revision.number,
        progress=content.progress.value,
    )
    return revision


def _report_of(
    session: Session, obligation: Obligation, progress: Progress, now: datetime
) -> Report:
    """Return the obligation's report with its newest progress, made when there is none yet."""
    late = now >= due_at_of(obligation)
    report = obligation.report
    if report is None:
        report = session.scalar(select(Report).where(Report.obligation_id == obligation.id))
        if report is None:
            report = Report(obligation=obligation, first_sent_at=now, late=late, progress=progress)
            session.add(report)
        else:  # taken back whole: it begins anew, and its numbers go on
            report.withdrawn_at, report.first_sent_at, report.late = None, now, late
            obligation.report = report
    report.progress = progress
    session.flush()
    return report


def _next_number(session: Session, report: Report) -> int:
    """Return a revision's number: one that no other had, whether it stands or was taken back."""
    newest = select(func.max(Revision.number)).where(Revision.report_id == report.id)
    return (session.scalar(newest) or 0) + 1
