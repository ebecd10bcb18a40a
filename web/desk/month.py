"""The month as a matrix, and accepting many reports after a look."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.month.matrix import matrix_of
from models.month.summary import asked_round
from models.reports.reviews import review_report
from models.reports.settling import CannotTake
from models.tables.agency import Agency
from models.tables.obligations import (
    Obligation,
    ObligationState,
    Report,
    ReviewDecision,
    Revision,
    Round,
)
from models.tables.people import Role
from models.tables.plan import Assignment
from thai.names import key
from web.access import Answered, Visit, page
from web.desk.shown import month_address
from web.desk.start import chosen_round, rounds_of
from web.words import STATES, accepted_many

month = Blueprint("month", __name__, template_folder="../templates", url_prefix="/console/<slug>")
ROWS = 50
"""Agencies on a page of the matrix; more than that is slow on an old computer."""
_SHOWN = ("all", "waiting", "missing", "returned")


@month.get("/month/")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def newest(visit: Visit) -> Answered:
    """Lead to the month that is asked for now."""
    found = asked_round(visit.session, visit.organization, visit.now)
    if found is None:
        return render_template("desk/empty.html", visit=visit)
    return redirect(
        url_for("month.matrix", slug=visit.organization.slug, month=month_address(found.month)), 303
    )


@month.get("/month/<month>")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def matrix(visit: Visit, month: str) -> Answered:
    """Show agency by measure, filtered by what the address asks."""
    found = chosen_round(visit, month)
    laid = matrix_of(visit.session, found)
    only = request.args.get("show", "all")
    words = request.args.get("q", "").strip()
    rows = [
        row
        for row in laid.rows
        if key(words) in key(row.name) and (only not in _SHOWN[1:] or getattr(row, only))
    ]
    number = max(request.args.get("page", 1, type=int), 1)
    return render_template(
        "desk/month.html",
        visit=visit,
        round=found,
        rounds=rounds_of(visit),
        month=month_address(found.month),
        measures=laid.measures,
        rows=rows[(number - 1) * ROWS : number * ROWS],
        matched=len(rows),
        agencies=len(laid.rows),
        number=number,
        pages=max(-(-len(rows) // ROWS), 1),
        show=only,
        q=words,
        states=STATES,
    )


@month.get("/month/<month>/agency/<int:agency_id>")
@page(Role.SECRETARIAT)
def agency(visit: Visit, month: str, agency_id: int) -> Answered:
    """Show all of an agency's reports that wait, whole, to be accepted together."""
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


@month.post("/month/<month>/agency/<int:agency_id>/accept")
@page(Role.SECRETARIAT)
def accept_many(visit: Visit, month: str, agency_id: int) -> Answered:
    """Accept the revisions that were looked at, by the same rule as one by one; what changed since
    is left, and said.
    """
    found = chosen_round(visit, month)
    looked_at = set(request.form.getlist("revision", type=int))
    accepted = left = 0
    for obligation in _reports(visit, found, agency_id):
        revision = obligation.report.current if obligation.report else None
        if revision is None or obligation.state is not ObligationState.SENT:
            continue
        if revision.id not in looked_at:
            left += 1
            continue
        try:
            review_report(
                visit.session, revision, ReviewDecision.ACCEPTED, by=visit.person, now=visit.now
            )
            accepted += 1
        except CannotTake:
            left += 1
    flash(accepted_many(accepted, left))
    return redirect(
        url_for("month.agency", slug=visit.organization.slug, month=month, agency_id=agency_id), 303
    )


def _reports(visit: Visit, found: Round, agency_id: int) -> list[Obligation]:
    """Return an agency's obligations of a round in the order of the plan, with all a page shows;
    404 for another organization's agency.
    """
    agency_found = visit.session.get(Agency, agency_id)
    if agency_found is None or agency_found.organization_id != visit.organization.id:
        abort(404)
    query = (
        select(Obligation)
        .join(Assignment)
        .where(Obligation.round_id == found.id, Obligation.agency_id == agency_id)
        .order_by(Assignment.measure_id, Obligation.id)
        .options(
            joinedload(Obligation.agency),
            joinedload(Obligation.round),
            joinedload(Obligation.assignment).joinedload(Assignment.measure),
            joinedload(Obligation.report)
            .selectinload(Report.revisions)
            .options(selectinload(Revision.evidence), joinedload(Revision.sent_by)),
        )
    )
    return list(visit.session.scalars(query))
