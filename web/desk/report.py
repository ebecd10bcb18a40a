"""One report: all its revisions as differences, its evidence, and the decision."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from models.reports.reviews import review_report
from models.reports.settling import CannotTake
from models.tables.obligations import Obligation, ReviewDecision, Revision
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.desk.shown import month_address
from web.words import ACCEPTED, CHANGED, NOT_TAKEN, STATES

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
        state=STATES[found.state],
        link=visit.ground.evidence_link,
    )


@report.post("/report/<int:obligation_id>/accept")
@page(Role.SECRETARIAT)
def accept(visit: Visit, obligation_id: int) -> Answered:
    """Accept the revision that was looked at."""
    found = own_obligation(visit, obligation_id)
    revision = visit.session.get(Revision, request.form.get("revision", type=int) or 0)
    if revision is None or revision.report.obligation_id != found.id:
        abort(404)
    try:
        review_report(
            visit.session, revision, ReviewDecision.ACCEPTED, by=visit.person, now=visit.now
        )
        flash(ACCEPTED)
    except CannotTake as problem:
        flash(NOT_TAKEN.get(problem.reason, CHANGED), "problem")
    return redirect(
        url_for("report.show", slug=visit.organization.slug, obligation_id=found.id), 303
    )


def own_obligation(visit: Visit, obligation_id: int) -> Obligation:
    """Return an obligation of the organization; 404 for another's."""
    found = visit.session.get(Obligation, obligation_id)
    if found is None or found.round.organization_id != visit.organization.id:
        abort(404)
    return found
