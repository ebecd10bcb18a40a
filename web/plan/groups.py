"""The collective parties: which agencies each of them stands for, by ticking."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.tables.agency import Agency, AgencyGroup
from models.tables.people import Role
from plans.storing.members import MembersChanged, set_members
from thai.sorting import thai_order
from web.access import Answered, Visit, page
from web.plan import words

groups = Blueprint(
    "plan_groups", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@groups.get("/plan/groups")
@page(Role.SECRETARIAT)
def listed(visit: Visit) -> Answered:
    """List the collective parties, the empty ones first."""
    found = visit.session.scalars(
        select(AgencyGroup)
        .where(AgencyGroup.organization_id == visit.organization.id)
        .options(selectinload(AgencyGroup.members))
    ).all()
    ordered = sorted(found, key=lambda group: (bool(group.members), thai_order(group.name)))
    return render_template("plan/groups.html", visit=visit, groups=ordered)


@groups.get("/plan/groups/<int:group_id>")
@page(Role.SECRETARIAT)
def show(visit: Visit, group_id: int) -> Answered:
    """Show every agency with a tick where the group stands for it."""
    group = _own_group(visit, group_id)
    return _ticks(visit, group, {agency.id for agency in group.members})


@groups.post("/plan/groups/<int:group_id>")
@page(Role.SECRETARIAT)
def tick(visit: Visit, group_id: int) -> Answered:
    """Let the group stand for the ticked agencies."""
    group = _own_group(visit, group_id)
    wanted = set(request.form.getlist("agency", type=int))
    was = set(request.form.getlist("was", type=int))
    try:
        done = set_members(visit.session, visit.organization, group, was, wanted, visit.now)
    except MembersChanged:
        flash(words.CHANGED_MEANWHILE, "problem")
        return _ticks(visit, group, wanted), 409
    if done.came or done.went:
        flash(words.members_saved(len(done.came), len(done.went), done.obligations))
    else:
        flash(words.MEMBERS_SAME)
    return redirect(url_for("plan_groups.listed", slug=visit.organization.slug), 303)


def _ticks(visit: Visit, group: AgencyGroup, ticked: set[int]) -> str:
    agencies = visit.session.scalars(
        select(Agency).where(Agency.organization_id == visit.organization.id)
    )
    return render_template(
        "plan/group.html",
        visit=visit,
        group=group,
        agencies=sorted(agencies, key=lambda agency: thai_order(agency.name)),
        ticked=ticked,
        members={agency.id for agency in group.members},
    )


def _own_group(visit: Visit, group_id: int) -> AgencyGroup:
    found = visit.session.get(AgencyGroup, group_id)
    if found is None or found.organization_id != visit.organization.id:
        abort(404)
    return found
