"""Excusing what is owed, and opening it again.

ถึงเดือนหน้าไม่มีการดำเนินการ: an officer says beforehand that nothing will be done in a round. It is no
report: it spares the early reminder, and on the due day one tap confirms it.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from models.reports.settling import (
    CannotTake,
    NotTaken,
    duty_of,
    hold,
    note_change,
    resettle,
    siblings_of,
)
from models.tables.obligations import Obligation, ObligationState
from models.tables.people import Person


def excuse(
    session: Session, obligation: Obligation, reason: str, *, by: Person, now: datetime
) -> None:
    """Ask for this report no more; ValueError without a reason, CannotTake when it was answered or
    excused already.
    """
    if not reason.strip():
        raise ValueError("an obligation is excused with a reason")
    hold(session, obligation)
    if obligation.report is not None:
        raise CannotTake(NotTaken.ALREADY_ANSWERED)
    if obligation.excused_at is not None:
        raise CannotTake(NotTaken.EXCUSED)
    obligation.excused_at, obligation.excuse_reason, obligation.excused_by_id = (
        now,
        reason.strip(),
        by.id,
    )
    session.flush()
    resettle(session, obligation, now)
    note_change(session, obligation, "obligation.excused", by, now, reason=obligation.excuse_reason)


def is_open(obligation: Obligation) -> bool:
    """Tell whether a report that was sent may be changed after the close as it is: it was returned,
    or reopened before.
    """
    return obligation.state is ObligationState.RETURNED or obligation.reopened_at is not None


def reopen(
    session: Session,
    obligation: Obligation,
    *,
    by: Person,
    now: datetime,
    reason: str | None = None,
) -> bool:
    """Take one more revision, after the close too; an excused obligation is owed again. False when
    it was open already. The ``reason`` is kept in the audit.
    """
    hold(session, obligation)
    if obligation.report is not None:
        if is_open(obligation):
            return False
        obligation.reopened_at = now
    elif obligation.state is ObligationState.EXCUSED:
        _lift_excuse(session, obligation)
    else:
        return False
    session.flush()
    resettle(session, obligation, now)
    given = {"reason": reason} if reason else {}
    note_change(session, obligation, "obligation.reopened", by, now, **given)
    return True


def _lift_excuse(session: Session, obligation: Obligation) -> None:
    """Take back an obligation's excuse, or those after the period's end that hold for it as well
    (``models.month.expected.standing``).
    """
    duty, month = duty_of(obligation), obligation.round.month
    for other in [obligation] if obligation.excused_at else siblings_of(session, obligation):
        if other is obligation or (
            other.round.month < month and duty.is_overrun(other.round.month)
        ):
            other.excused_at = other.excuse_reason = other.excused_by_id = None


def say_no_action(session: Session, obligation: Obligation, by: Person, now: datetime) -> bool:
    """Note that nothing will be done until the next month; False when it is not owed any more."""
    if obligation.state is not ObligationState.OWED:
        return False
    if obligation.no_action_at is None:
        note_change(session, obligation, "obligation.no_action", by, now)
    obligation.no_action_at = now
    session.flush()
    return True


def stays_without_action(obligation: Obligation) -> bool:
    """Tell whether what was said of a round holds: nothing was sent for it since."""
    return obligation.no_action_at is not None and obligation.state is ObligationState.OWED
