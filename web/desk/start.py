"""What waits for me: the first page of the desk, each line one click from done."""

from dataclasses import dataclass

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy import select

from models.month.due import due_by_agency, fold
from models.month.matrix import Matrix, matrix_of
from models.month.owing import officers_by_agency
from models.month.summary import asked_round, view_round
from models.tables.obligations import ObligationState, Round
from models.tables.people import Role
from thai.sorting import thai_order
from web.access import Answered, Visit, page
from web.desk.shown import month_of_address
from web.words import STATES

desk = Blueprint("desk", __name__, template_folder="../templates", url_prefix="/console/<slug>")


@dataclass(frozen=True)
class WaitingAgency:
    """An agency with what waits: to be checked, never sent, returned and not corrected."""

    agency_id: int
    name: str
    to_check: int
    missing: int
    returned: int
    has_officer: bool


@desk.get("/")
@page(Role.SECRETARIAT, Role.EXECUTIVE, Role.OFFICER)
def start(visit: Visit) -> Answered:
    """Show each role its first page; an officer's is the page of the own reports."""
    if visit.roles == {Role.OFFICER}:
        return redirect(url_for("officer.answer", slug=visit.organization.slug), 303)
    found = asked_round(visit.session, visit.organization, visit.now)
    if found is None:
        if visit.is_secretariat and "setup.checklist" in current_app.view_functions:
            return redirect(url_for("setup.checklist", slug=visit.organization.slug), 303)
        return render_template("desk/empty.html", visit=visit)
    if Role.SECRETARIAT not in visit.roles:
        if Role.EXECUTIVE in visit.roles and "own" not in request.args:
            return redirect(url_for("executive.month", slug=visit.organization.slug), 303)
        return _own(visit, found)
    return render_template(
        "desk/start.html",
        visit=visit,
        round=found,
        view=view_round(visit.session, found, visit.now),
        agencies=_waiting(visit, found),
    )


def _own(visit: Visit, found: Round) -> Answered:
    """Show an officer the own agencies' reports of the month, an executive how the month stands."""
    sees_all = Role.EXECUTIVE in visit.roles and "own" not in request.args
    own = None if sees_all else visit.agency_ids
    return render_template(
        "desk/own.html",
        visit=visit,
        round=found,
        view=view_round(visit.session, found, visit.now, own),
        matrix=matrix_of(visit.session, found, visit.agency_ids),
        states=STATES,
    )


def chosen_round(visit: Visit, month: str) -> Round:
    """Return the round an address names; 404 for none."""
    named = month_of_address(month)
    found = asked_round(visit.session, visit.organization, visit.now, named) if named else None
    if found is None:
        abort(404)
    return found


def rounds_of(visit: Visit) -> list[Round]:
    """Return all rounds of the organization, the newest first."""
    return list(
        visit.session.scalars(
            select(Round)
            .where(Round.organization_id == visit.organization.id)
            .order_by(Round.month.desc())
        )
    )


def _waiting(visit: Visit, found: Round) -> list[WaitingAgency]:
    """Return the agencies of which something waits: of this round, and returned or asked for of
    any.
    """
    officers = officers_by_agency(visit.session, visit.organization.id, visit.now)
    matrix: Matrix = matrix_of(visit.session, found)
    asked = {
        agency_id: fold(dues, visit.now)
        for agency_id, dues in due_by_agency(
            visit.session, visit.organization.id, visit.now
        ).items()
    }
    names = {row.agency_id: row.name for row in matrix.rows} | {
        agency_id: dues[0].agency_name for agency_id, dues in asked.items() if dues
    }
    to_check = {row.agency_id: row.waiting for row in matrix.rows}
    found_agencies = []
    for agency_id, name in sorted(names.items(), key=lambda item: thai_order(item[1])):
        dues = asked.get(agency_id, [])
        returned = sum(1 for due in dues if due.state is ObligationState.RETURNED)
        line = WaitingAgency(
            agency_id,
            name,
            to_check.get(agency_id, 0),
            len(dues) - returned,
            returned,
            bool(officers.get(agency_id)),
        )
        if line.to_check or line.missing or line.returned:
            found_agencies.append(line)
    return found_agencies
