"""ติดตาม: one click asks agencies once more; what it costs stood beside the button."""

from flask import Blueprint, flash, redirect, request, url_for

from messages.nudging import nudge
from models.reports.waiting import waiting_by_agency
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.desk.words import nudged

chasing = Blueprint(
    "chasing", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@chasing.post("/nudge")
@page(Role.SECRETARIAT)
def nudge_one(visit: Visit) -> Answered:
    """Ask one agency once more for what it has not answered."""
    return _nudge(visit, request.form.getlist("agency", type=int)[:1])


@chasing.post("/nudge/all")
@page(Role.SECRETARIAT)
def nudge_all(visit: Visit) -> Answered:
    """Ask every agency once more that has not answered and was not asked today."""
    waiting = waiting_by_agency(visit.session, visit.organization.id, visit.now)
    return _nudge(visit, [each.agency_id for each in waiting if each.asked])


def _nudge(visit: Visit, agency_ids: list[int]) -> Answered:
    done = nudge(visit.decider, visit.organization, agency_ids)
    visit.push(done.notices)
    said = nudged(done.agencies, len(done.notices), done.passed_over, done.when)
    flash(said, "message" if done.agencies else "problem")
    return redirect(url_for("desk.start", slug=visit.organization.slug), 303)
