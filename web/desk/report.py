"""One report: all its revisions as differences, its evidence, and the decision."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from messages.chat.notices import who_hears
from messages.deciding import Decided, excuse_report, reopen_report, return_report
from messages.form.questions import REASON_LIMIT, RETURN_REASONS
from models.reports.excuses import is_open
from models.reports.reviews import review_report
from models.reports.settling import CannotTake
from models.tables.obligations import Obligation, ObligationState, ReviewDecision, Revision
from models.tables.people import Role
from web import words
from web.access import Answered, Visit, page
from web.desk.shown import month_address

report = Blueprint("report", __name__, template_folder="../templates", url_prefix="/console/<slug>")


@report.get("/report/<int:obligation_id>")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def show(visit: Visit, obligation_id: int) -> Answered:
    """Show a report."""
    found = own_obligation(visit, obligation_id)
    return render_template(
        "desk/report.html",
        visit=visit,
        obligation=found,
        month=month_address(found.round.month),
        state=words.STATES[found.state],
        link=visit.ground.evidence_link,
        reasons=RETURN_REASONS,
        can=_can(found),
    )


@report.post("/report/<int:obligation_id>/accept")
@page(Role.SECRETARIAT)
def accept(visit: Visit, obligation_id: int) -> Answered:
    """Accept the revision that was looked at."""
    found = own_obligation(visit, obligation_id)
    revision = _looked_at(visit, found)
    try:
        review_report(
            visit.session, revision, ReviewDecision.ACCEPTED, by=visit.person, now=visit.now
        )
        flash(words.ACCEPTED)
    except CannotTake as problem:
        _flash_problem(problem)
    return _back(visit, found)


@report.post("/report/<int:obligation_id>/return")
@page(Role.SECRETARIAT)
def send_back(visit: Visit, obligation_id: int) -> Answered:
    """Return the revision that was looked at, with a reason from the list or in own words."""
    found = own_obligation(visit, obligation_id)
    revision = _looked_at(visit, found)
    return _with_reason(
        visit, found, words.RETURNED, lambda reason: return_report(visit.decider, revision, reason)
    )


@report.post("/report/<int:obligation_id>/excuse")
@page(Role.SECRETARIAT)
def let_off(visit: Visit, obligation_id: int) -> Answered:
    """Ask for this report no more, with a reason."""
    found = own_obligation(visit, obligation_id)
    return _with_reason(
        visit, found, words.EXCUSED, lambda reason: excuse_report(visit.decider, found, reason)
    )


@report.post("/report/<int:obligation_id>/reopen")
@page(Role.SECRETARIAT)
def reopen(visit: Visit, obligation_id: int) -> Answered:
    """Take one more revision, or take an excuse back; a sent report's with a reason."""
    found = own_obligation(visit, obligation_id)
    reason = _reason() if found.report is not None else None
    if found.report is not None and not reason:
        return _back(visit, found)
    decided = reopen_report(visit.decider, found, reason)
    if decided is None:
        flash(words.OPEN_ALREADY, "problem")
    else:
        _said(visit, decided, words.REOPENED)
    return _back(visit, found)


def _looked_at(visit: Visit, found: Obligation) -> Revision:
    revision = visit.session.get(Revision, request.form.get("revision", type=int) or 0)
    if revision is None or revision.report.obligation_id != found.id:
        abort(404)
    return revision


def _with_reason(
    visit: Visit, found: Obligation, done: str, decide: Callable[[str], Decided]
) -> Answered:
    """Decide with the reason that was given; say what was done, or why not."""
    if reason := _reason():
        try:
            _said(visit, decide(reason), done)
        except CannotTake as problem:
            _flash_problem(problem)
    return _back(visit, found)


def _reason() -> str:
    """Return the reason given, in own words or from the list; without one the page says so."""
    reason = (request.form.get("own") or request.form.get("reason") or "").strip()[:REASON_LIMIT]
    if not reason:
        flash(words.REASON_PLEASE, "problem")
    return reason


def _said(visit: Visit, decided: Decided, done: str) -> None:
    visit.push(decided.notices)
    flash(f"{done} {who_hears(decided.notified)}".strip())


def _flash_problem(problem: CannotTake) -> None:
    flash(words.NOT_TAKEN.get(problem.reason, words.CHANGED), "problem")


def _back(visit: Visit, found: Obligation) -> Answered:
    where = url_for("report.show", slug=visit.organization.slug, obligation_id=found.id)
    return redirect(where, 303)


def _can(found: Obligation) -> str | None:
    """Return what may be decided: about a sent report, one not sent, or one that is settled."""
    if found.state is ObligationState.SENT:
        return "review"
    if found.state in (ObligationState.OWED, ObligationState.MISSED):
        return "excuse"
    if found.state is ObligationState.EXCUSED or (
        found.state is ObligationState.ACCEPTED and not is_open(found)
    ):
        return "reopen"
    return None


def own_obligation(visit: Visit, obligation_id: int) -> Obligation:
    """Return an obligation of the organization; 404 for another's."""
    found = visit.session.get(Obligation, obligation_id)
    if found is None or found.round.organization_id != visit.organization.id:
        abort(404)
    return found
