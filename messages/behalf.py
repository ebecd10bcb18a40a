"""Reporting for an agency in the secretariat's name: one function for whoever enters it."""

from collections.abc import Sequence

from messages.deciding import Decider, withdraw_requests
from models.month.calendar import local_day, month_of
from models.reports.settling import CannotTake, NotTaken, hold
from models.reports.submissions import ReportContent, refusal, send_report
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, Revision
from models.tables.people import Role


def not_taken_now(decider: Decider, obligation: Obligation) -> NotTaken | None:
    """Return why a report for an obligation cannot be entered now; None when it can."""
    if obligation.round.month > month_of(local_day(decider.now)):
        return NotTaken.TOO_EARLY
    assignment = obligation.assignment
    if obligation.report is None and (assignment.removed_at or assignment.measure.removed_at):
        return NotTaken.ENDED
    return refusal(obligation, decider.now)


def report_for(
    decider: Decider,
    obligation: Obligation,
    content: ReportContent,
    seen: int | None,
    evidence: Sequence[Evidence] = (),
) -> Revision:
    """Send a report, or a new revision, in somebody's name for the agency; it is kept as entered on
    its behalf unless that person is its officer. Evidence of the revision before stays with it.

    ``seen`` is the id of the newest revision whoever enters it looked at (None: there was none);
    CannotTake when another came in meanwhile, or none is taken.
    """
    hold(decider.session, obligation)
    current = obligation.report.current if obligation.report is not None else None
    if (current.id if current is not None else None) != seen:
        raise CannotTake(NotTaken.CHANGED_SINCE)
    reason = not_taken_now(decider, obligation)
    if reason is not None:
        raise CannotTake(reason)
    withdraw_requests(decider.session, obligation)
    kept = [each for each in (current.evidence if current else []) if each.erased_at is None]
    return send_report(
        decider.session,
        obligation,
        content,
        by=decider.person,
        now=decider.now,
        on_behalf=not _is_officer(decider, obligation),
        evidence=[*kept, *evidence],
    )


def _is_officer(decider: Decider, obligation: Obligation) -> bool:
    return any(
        held.role is Role.OFFICER
        and held.agency_id == obligation.agency_id
        and held.ended_at is None
        for held in decider.person.memberships
    )
