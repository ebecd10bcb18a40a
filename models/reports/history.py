"""What was reported before for the same assignment and agency."""

from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from models.tables.obligations import Obligation, ObligationState, Progress, Report, Revision, Round


def last_report(session: Session, obligation: Obligation) -> Revision | None:
    """Return the newest revision of the newest earlier round that was reported and not returned."""
    found = session.scalar(_LAST_REPORT, _asked(obligation))
    return found.current if found is not None else None


def last_progress(session: Session, obligation: Obligation) -> str | None:
    """Return the status of the newest earlier report; None without one."""
    found = session.scalar(_LAST_PROGRESS, _asked(obligation))
    return found.value if found is not None else None


def _asked(obligation: Obligation) -> dict[str, object]:
    return {
        "assignment": obligation.assignment_id,
        "agency": obligation.agency_id,
        "month": obligation.round.month,
    }


def _last(query: Select[Any]) -> Select[Any]:
    return (
        query.join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Obligation.assignment_id == bindparam("assignment"),
            Obligation.agency_id == bindparam("agency"),
            Obligation.state.in_((ObligationState.SENT, ObligationState.ACCEPTED)),
            Round.month < bindparam("month"),
        )
        .order_by(Round.month.desc())
        .limit(1)
    )


_LAST_REPORT: Select[Report] = _last(select(Report))
_LAST_PROGRESS: Select[Progress] = _last(select(Report.progress))
