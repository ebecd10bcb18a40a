"""What was reported before for the same assignment and agency."""

from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, case, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.remembering import remembered, tables_of
from models.tables.obligations import Obligation, ObligationState, Progress, Report, Revision, Round

EARLIER = tables_of(Obligation, Report, Round)
"""What earlier reports are read from."""
_EXAMPLES = 20
"""Accepted reports among which one that names something to check is looked for."""


def last_report(session: Session, obligation: Obligation) -> Revision | None:
    """Return the newest revision of the newest earlier round that was reported and not returned."""
    found = session.scalar(_LAST_REPORT, _asked(obligation))
    return found.current if found is not None else None


def last_progress(session: Session, obligation: Obligation) -> str | None:
    """Return the status of the newest earlier report; None without one."""

    def ask() -> str | None:
        found = session.scalar(_LAST_PROGRESS, _asked(obligation))
        return found.value if found is not None else None

    return remembered(session, progress_key(obligation.id), EARLIER, ask)


def progress_key(obligation_id: int) -> Hashable:
    """Return the key under which a batch remembers ``last_progress``."""
    return "last_progress", obligation_id


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


def last_reports(session: Session, obligations: Sequence[Obligation]) -> dict[int, Revision]:
    """Return what ``last_report`` gives for each of some obligations, by its id, in a fixed number
    of queries however many there are.
    """
    earlier = session.scalars(
        select(Report)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Obligation.assignment_id.in_({each.assignment_id for each in obligations}),
            Obligation.agency_id.in_({each.agency_id for each in obligations}),
            Obligation.state.in_((ObligationState.SENT, ObligationState.ACCEPTED)),
        )
        .options(
            joinedload(Report.obligation).joinedload(Obligation.round),
            selectinload(Report.revisions),
        )
    ).all()
    found = {}
    for each in obligations:
        same = [
            report
            for report in earlier
            if report.obligation.assignment_id == each.assignment_id
            and report.obligation.agency_id == each.agency_id
            and report.obligation.round.month < each.round.month
        ]
        if same:
            found[each.id] = max(same, key=lambda report: report.obligation.round.month).current
    return found


def accepted_summaries(session: Session, obligation: Obligation) -> Sequence[str]:
    """Return what an agency's newest accepted reports said, those of the same measure first."""
    same = Obligation.assignment_id == obligation.assignment_id
    return session.scalars(
        select(Revision.summary)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .where(
            Obligation.agency_id == obligation.agency_id,
            Obligation.state == ObligationState.ACCEPTED,
            Revision.number == Revision.newest_number(),
        )
        .order_by(case((same, 0), else_=1), Revision.id.desc())
        .limit(_EXAMPLES)
    ).all()
