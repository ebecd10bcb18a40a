"""What every change of an obligation shares: the rows are held, where each round stands is worked
out anew, and the change is recorded in the audit.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.extended import due_at_of, is_extended
from models.month.expected.duty import Duty
from models.month.expected.standing import Standing, settle
from models.tables.obligations import Obligation, Round
from models.tables.organization import hold_organization
from models.tables.people import Person


class NotTaken(StrEnum):
    """Why something cannot be done to an obligation now."""

    TOO_EARLY = "too_early"
    REMOVED = "removed"
    CLOSED = "closed"
    ENDED = "ended"
    EXCUSED = "excused"
    ALREADY_REVIEWED = "already_reviewed"
    CHANGED_SINCE = "changed_since"
    ALREADY_ANSWERED = "already_answered"
    WITHDRAWN = "withdrawn"


class CannotTake(Exception):
    """A rule of the round forbids it; ``reason`` says which."""

    def __init__(self, reason: NotTaken) -> None:
        super().__init__(reason.value)
        self.reason = reason


def resettle(session: Session, obligation: Obligation, now: datetime | None = None) -> None:
    """Work out anew where every round of this assignment and agency stands; ``now`` tells which
    extensions still run (None: none does).
    """
    siblings = siblings_of(session, obligation)
    standings = [
        Standing(
            month=sibling.round.month,
            answered=sibling.state if sibling.report is not None else None,
            progress=sibling.report.progress if sibling.report is not None else None,
            excused=sibling.excused_at is not None,
            extended=now is not None and is_extended(sibling) and now < due_at_of(sibling),
        )
        for sibling in siblings
    ]
    for sibling, state in zip(siblings, settle(duty_of(obligation), standings), strict=True):
        sibling.state = state
    session.flush()


def duty_of(obligation: Obligation) -> Duty:
    """Return when the assignment of an obligation asks for reports in its fiscal year."""
    assignment = obligation.assignment
    return Duty.of(
        obligation.round.fiscal_year, assignment.start_on, assignment.end_on, assignment.recurrence
    )


def siblings_of(session: Session, obligation: Obligation) -> Sequence[Obligation]:
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


def note_change(
    session: Session, obligation: Obligation, action: str, by: Person, now: datetime, **body: object
) -> None:
    """Record a change of an obligation in the organization's audit; ``body`` holds JSON values."""
    audit.record(
        session,
        obligation.round.organization_id,
        action,
        f"obligation:{obligation.id}",
        {"person": by.id, **body},
        now,
    )
