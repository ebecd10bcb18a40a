"""Accepting many reports at once, after a look: all of an agency, or all that say what the last
accepted one said.
"""

from collections.abc import Iterable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from messages.form.report_cards import same_as
from models.reports.reviews import accept_reports
from models.reports.unchanged import unchanged_reports
from models.tables.agency import Agency
from models.tables.obligations import Obligation, ObligationState, Revision, Round
from models.tables.people import Role
from models.tables.plan import Assignment, Measure
from thai.dates import long_month
from web.access import Answered, Visit, page
from web.desk.shown import AS_SHOWN, month_address
from web.desk.start import chosen_round
from web.desk.words import NOBODY_CHOSEN, accepted_many
from web.words import STATES

accepting = Blueprint(
    "accepting", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@accepting.get("/month/<month>/agency/<int:agency_id>")
@page(Role.SECRETARIAT)
def agency(visit: Visit, month: str, agency_id: int) -> Answered:
    """Show all of an agency's reports of a month, whole, to be accepted together."""
    found = chosen_round(visit, month)
    return render_template(
        "desk/agency.html",
        visit=visit,
        round=found,
        month=month_address(found.month),
        obligations=_reports(visit, found, agency_id),
        agency_id=agency_id,
        states=STATES,
    )


@accepting.post("/month/<month>/agency/<int:agency_id>/accept")
@page(Role.SECRETARIAT)
def accept_agency(visit: Visit, month: str, agency_id: int) -> Answered:
    """Accept an agency's revisions that were looked at; what changed since is left, and said."""
    found = chosen_round(visit, month)
    waiting = [
        each.report.current
        for each in _reports(visit, found, agency_id)
        if each.report is not None and each.state is ObligationState.SENT
    ]
    _accept(visit, waiting)
    slug = visit.organization.slug
    return redirect(url_for("accepting.agency", slug=slug, month=month, agency_id=agency_id), 303)


@accepting.get("/month/<month>/unchanged")
@page(Role.SECRETARIAT)
def unchanged(visit: Visit, month: str) -> Answered:
    """Show what waits and says what the last accepted report said, each beside that one."""
    found = chosen_round(visit, month)
    pairs = _unchanged(visit, found)
    agencies = {revision.report.obligation.agency_id for revision, _ in pairs}
    return render_template(
        "desk/unchanged.html",
        visit=visit,
        round=found,
        month=month_address(found.month),
        pairs=pairs,
        agencies=len(agencies),
    )


@accepting.post("/month/<month>/unchanged/accept")
@page(Role.SECRETARIAT)
def accept_unchanged(visit: Visit, month: str) -> Answered:
    """Accept those that were looked at and are still what they were."""
    found = chosen_round(visit, month)
    _accept(visit, [revision for revision, _ in _unchanged(visit, found)])
    return redirect(url_for("accepting.unchanged", slug=visit.organization.slug, month=month), 303)


def _accept(visit: Visit, waiting: Iterable[Revision]) -> None:
    """Accept those of some revisions that were ticked, and say how many, and how many not."""
    looked_at = set(request.form.getlist("revision", type=int))
    waiting = list(waiting)
    ticked = [revision for revision in waiting if revision.id in looked_at]
    if not looked_at:
        flash(NOBODY_CHOSEN, "problem")
        return
    done = accept_reports(visit.session, ticked, by=visit.person, now=visit.now)
    gone = len(looked_at) - len(ticked)  # reviewed, or replaced by a newer revision meanwhile
    flash(accepted_many(done.accepted, len(waiting) - done.accepted, gone + len(done.left)))


def _unchanged(visit: Visit, found: Round) -> list[tuple[Revision, Revision]]:
    return unchanged_reports(visit.session, found, lambda month: same_as(long_month(month)))


def _reports(visit: Visit, found: Round, agency_id: int) -> list[Obligation]:
    """Return an agency's obligations of a round in the order of the plan, with all a page shows;
    404 for another organization's agency.
    """
    agency_found = visit.session.get(Agency, agency_id)
    if agency_found is None or agency_found.organization_id != visit.organization.id:
        abort(404)
    query = (
        select(Obligation)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(Obligation.round_id == found.id, Obligation.agency_id == agency_id)
        .order_by(Measure.position, Obligation.id)
        .options(*AS_SHOWN)
    )
    return list(visit.session.scalars(query))
