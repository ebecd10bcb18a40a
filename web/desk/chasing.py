"""ติดตาม: one click asks agencies once more; what it costs stood beside the button."""

from flask import Blueprint, flash, redirect, request, url_for

from messages.nudging import foresee, nudge
from models.tables.people import Role
from models.work import ask_for_work
from web.access import Answered, Visit, page
from web.desk.words import nudged

chasing = Blueprint(
    "chasing", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
NUDGE_ALL = "desk.nudge"
"""The kind of long work that asks many agencies once more; two presses are one."""


@chasing.post("/nudge")
@page(Role.SECRETARIAT)
def nudge_one(visit: Visit) -> Answered:
    """Ask one agency once more for what it has not answered."""
    done = nudge(visit.decider, visit.organization, request.form.getlist("agency", type=int)[:1])
    visit.push(done.notices)
    said = nudged(done.agencies, len(done.notices), done.passed_over, done.when)
    return _back(visit, said, is_done=bool(done.agencies))


@chasing.post("/nudge/all")
@page(Role.SECRETARIAT)
def nudge_all(visit: Visit) -> Answered:
    """Ask every agency once more that has not answered and was not asked today."""
    session, organization_id = visit.session, visit.organization.id
    foreseen = foresee(session, visit.organization, visit.now, None)
    asked = [agency_id for agency_id, _name, _count in foreseen.agencies]
    if not asked:
        return _back(visit, nudged(0, 0, 0, None), is_done=False)
    given = {"agencies": asked, "kinds": foreseen.kinds.value}
    work = ask_for_work(session, organization_id, NUDGE_ALL, "all", given, visit.person, visit.now)
    return redirect(url_for("work.show", slug=visit.organization.slug, work_id=work.id), 303)


def _back(visit: Visit, said: str, *, is_done: bool) -> Answered:
    flash(said, "message" if is_done else "problem")
    return redirect(url_for("desk.start", slug=visit.organization.slug), 303)
