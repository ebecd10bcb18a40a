"""What may be done with a report: send it, change it, accept it, return it, excuse or reopen what
is owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.duty import Duty
from models.organization import hold_organization
from models.people import Person
from models.reporting import (
    ASKED,
    Decision,
    Evidence,
    Obligation,
    ObligationState,
    Progress,
    Report,
    Review,
    Revision,
    Round,
)
from models.standing import Standing, settle


class NotTaken(StrEnum):
    """Why something cannot be done to an obligation now."""

    TOO_EARLY = "too_early"
    CLOSED = "closed"
    ENDED = "ended"
    EXCUSED = "excused"
    ALREADY_REVIEWED = "already_reviewed"
    CHANGED_SINCE = "changed_since"
    ALREADY_ANSWERED = "already_answered"


class CannotTake(Exception):
    """A rule of the round forbids it; ``reason`` says which."""

    def __init__(self, reason: NotTaken) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Content:
    """What a report says; ``obstacle`` is demanded when the measure was not achieved."""

    progress: Progress
    summary: str
    outcome: str = ""
    obstacle: str = ""
    percent: int | None = None


def refusal(obligation: Obligation, now: datetime) -> NotTaken | None:
    """Tell why a report for an obligation is not taken at a moment; None when it is.

    Until the round closes a sent report may be changed; after that only first late reports,
    returned ones and what the secretariat reopened are taken (design §5).
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
    content: Content,
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
    report = obligation.report
    if report is None:
        report = Report(
            obligation=obligation,
            first_sent_at=now,
            late=now >= obligation.round.due_at,
            progress=content.progress,
        )
        session.add(report)
    report.progress = content.progress
    revision = Revision(
        report=report,
        number=len(report.revisions) + 1,
        draft_id=draft_id,
        progress=content.progress,
        percent=content.percent,
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
    resettle(session, obligation)
    _note(
        session,
        obligation,
        "report.sent",
        by,
        now,
        revision=revision.number,
        progress=content.progress.value,
    )
    return revision


def review_report(
    session: Session,
    revision: Revision,
    decision: Decision,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
) -> Review:
    """Accept a revision, or return it with a reason (ValueError without one).

    CannotTake when somebody reviewed it before, or a newer revision came in meanwhile.
    """
    if decision is Decision.RETURNED and not reason.strip():
        raise ValueError("a report is returned with a reason")
    obligation = revision.report.obligation
    hold(session, obligation)
    session.refresh(revision, ["review"])
    if revision.review is not None:
        raise CannotTake(NotTaken.ALREADY_REVIEWED)
    newest = session.scalar(
        select(Revision.number)
        .where(Revision.report_id == revision.report_id)
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
    resettle(session, obligation)
    _note(
        session,
        obligation,
        f"report.{decision.value}",
        by,
        now,
        revision=revision.number,
        reason=review.reason,
    )
    return review


def excuse(
    session: Session, obligation: Obligation, reason: str, *, by: Person, now: datetime
) -> None:
    """Ask for this report no more; ValueError without a reason, CannotTake when it was answered
    already.
    """
    if not reason.strip():
        raise ValueError("an obligation is excused with a reason")
    hold(session, obligation)
    if obligation.report is not None:
        raise CannotTake(NotTaken.ALREADY_ANSWERED)
    obligation.excused_at, obligation.excuse_reason, obligation.excused_by_id = (
        now,
        reason.strip(),
        by.id,
    )
    session.flush()
    resettle(session, obligation)
    _note(session, obligation, "obligation.excused", by, now, reason=obligation.excuse_reason)


def reopen(session: Session, obligation: Obligation, *, by: Person, now: datetime) -> bool:
    """Take one more revision, after the close too; an excused obligation is owed again. False when
    it was open already.
    """
    hold(session, obligation)
    if obligation.report is not None:
        if obligation.state is ObligationState.RETURNED or obligation.reopened_at is not None:
            return False
        obligation.reopened_at = now
    elif obligation.state is ObligationState.EXCUSED:
        _lift_excuse(session, obligation)
    else:
        return False
    session.flush()
    resettle(session, obligation)
    _note(session, obligation, "obligation.reopened", by, now)
    return True


def _lift_excuse(session: Session, obligation: Obligation) -> None:
    """Take back an obligation's excuse, or those after the period's end that hold for it as well
    (``models.standing``).
    """
    duty, month = _duty_of(obligation), obligation.round.month
    for other in [obligation] if obligation.excused_at else _siblings(session, obligation):
        if other is obligation or (
            other.round.month < month and duty.is_overrun(other.round.month)
        ):
            other.excused_at = other.excuse_reason = other.excused_by_id = None


def resettle(session: Session, obligation: Obligation) -> None:
    """Work out anew where every round of this assignment and agency stands."""
    siblings = _siblings(session, obligation)
    standings = [
        Standing(
            month=sibling.round.month,
            answered=sibling.state if sibling.report is not None else None,
            progress=sibling.report.progress if sibling.report is not None else None,
            excused=sibling.excused_at is not None,
        )
        for sibling in siblings
    ]
    for sibling, state in zip(siblings, settle(_duty_of(obligation), standings), strict=True):
        sibling.state = state
    session.flush()


def _duty_of(obligation: Obligation) -> Duty:
    assignment = obligation.assignment
    return Duty.of(
        obligation.round.fiscal_year, assignment.start_on, assignment.end_on, assignment.recurrence
    )


def _siblings(session: Session, obligation: Obligation) -> Sequence[Obligation]:
    """Return every round of an assignment and agency, in order of month."""
    return session.scalars(
        select(Obligation)
        .join(Round)
        .where(
            Obligation.assignment_id == obligation.assignment_id,
            Obligation.agency_id == obligation.agency_id,
        )
        .options(joinedload(Obligation.round), joinedload(Obligation.report))
        .order_by(Round.month)
    ).all()


def hold(session: Session, obligation: Obligation) -> None:
    """Let nobody else change this assignment's rounds of this agency until the transaction ends,
    and see what they did before.
    """
    # Several reports may be sent in one transaction, in any order; each of them is noted in the
    # organization's chain.
    hold_organization(session, obligation.round.organization_id)
    session.scalars(
        select(Obligation)
        .where(
            Obligation.assignment_id == obligation.assignment_id,
            Obligation.agency_id == obligation.agency_id,
        )
        .order_by(Obligation.id)
        .with_for_update(
            key_share=True
        )  # a draft begun meanwhile refers to the row and must not wait for us
        .execution_options(populate_existing=True)
    ).all()
    session.refresh(obligation, ["report"])
    if obligation.report is not None:
        session.refresh(obligation.report, ["revisions"])


def _note(
    session: Session, obligation: Obligation, action: str, by: Person, now: datetime, **body: object
) -> None:
    audit.record(
        session,
        obligation.round.organization_id,
        action,
        f"obligation:{obligation.id}",
        {"person": by.id, **body},
        now,
    )
