"""What was reported before for the same assignment and agency."""

from __future__ import annotations

from sqlalchemy import select

from handlers.answer import Context
from models.reporting import Obligation, ObligationState, Revision, Round


def last_report(context: Context, obligation: Obligation) -> Revision | None:
    """Return the newest revision of the newest earlier round that was reported and not returned."""
    found = context.session.scalar(
        select(Obligation)
        .join(Round)
        .where(
            Obligation.assignment_id == obligation.assignment_id,
            Obligation.agency_id == obligation.agency_id,
            Obligation.state.in_((ObligationState.SENT, ObligationState.ACCEPTED)),
            Round.month < obligation.round.month,
        )
        .order_by(Round.month.desc())
        .limit(1)
    )
    return found.report.current if found is not None and found.report is not None else None


def last_progress(context: Context, obligation: Obligation) -> str | None:
    """Return the status of the newest earlier report; None without one."""
    previous = last_report(context, obligation)
    return previous.progress.value if previous is not None else None
