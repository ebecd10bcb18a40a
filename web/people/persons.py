"""One role of a person: ended, moved to another agency, handed over to a successor, stood in for;
and one more role for somebody who is here.
"""

from flask import Blueprint, abort, flash, render_template, request

from messages.chat.places import stand_in_appointed
from models.month.calendar import local_day
from models.people.handover import successor_code
from models.people.listing import list_agencies, list_people
from models.people.memberships import end_role, give_role, move_membership
from models.people.stand_in import appoint_stand_in, last_day, stand_in_code, stand_ins
from models.tables.people import Membership, Person, Role
from web.access import Answered, Visit, page
from web.people import words
from web.people.shown import day, field, own_agency, own_membership, show_code, to, tried

persons = Blueprint(
    "persons", __name__, template_folder="../templates", url_prefix="/console/<slug>/people"
)


@persons.get("/role/<int:membership_id>")
@page(Role.SECRETARIAT, Role.OFFICER)
def show(visit: Visit, membership_id: int) -> Answered:
    """Show a role with what can be done about it; an officer sees the own ones, to hand over."""
    found = _own_or_any(visit, membership_id)
    return _show(visit, found)


@persons.post("/role/<int:membership_id>/end")
@page(Role.SECRETARIAT)
def end(visit: Visit, membership_id: int) -> Answered:
    """End a role, or a time of standing in."""
    found = own_membership(visit, membership_id)
    done = words.STAND_IN_ENDED if found.stands_in_for_id else words.ROLE_TAKEN
    if not request.form.get("sure"):
        flash(words.SURE_PLEASE, "problem")
    elif tried(visit, lambda: end_role(visit.session, found, visit.now), done):
        return to(visit, "people.persons")
    return to(visit, "persons.show", membership_id=membership_id)


@persons.post("/role/<int:membership_id>/move")
@page(Role.SECRETARIAT)
def move(visit: Visit, membership_id: int) -> Answered:
    """Give an officer who was entered for a wrong agency the right one."""
    found = own_membership(visit, membership_id)
    agency = own_agency(visit, request.form.get("agency", type=int) or 0)
    tried(visit, lambda: move_membership(visit.session, found, agency, visit.now), words.MOVED)
    return to(visit, "persons.show", membership_id=membership_id)


@persons.post("/role/<int:membership_id>/handover")
@page(Role.SECRETARIAT, Role.OFFICER)
def handover(visit: Visit, membership_id: int) -> Answered:
    """Make the successor's code and show it, once."""
    found = _own_or_any(visit, membership_id)
    made: list[str] = []
    name = field("name", 200) or None
    if not tried(
        visit,
        lambda: made.append(successor_code(visit.session, found, visit.now, name)),
        words.CODE_MADE,
    ):
        return to(visit, "persons.show", membership_id=membership_id)
    return show_code(visit, made[0], words.FOR_FOLLOWER.format(name=found.person.name))


@persons.post("/role/<int:membership_id>/stand-in")
@page(Role.SECRETARIAT)
def stand_in(visit: Visit, membership_id: int) -> Answered:
    """Let somebody of here stand in for an officer, or make a code for somebody who is not."""
    found = own_membership(visit, membership_id)
    first, last = day("from"), day("until")
    if first is None or last is None:
        flash(words.DATES_PLEASE, "problem")
        return _show(visit, found), 422
    session, now = visit.session, visit.now
    if chosen := request.form.get("person", type=int):
        person = _person_of_here(visit, chosen)
        made: list[Membership] = []
        if not tried(
            visit,
            lambda: made.append(appoint_stand_in(session, found, person, first, last, now)),
            words.STANDS_IN,
        ):
            return _show(visit, found), 422
        notices = stand_in_appointed(session, made[0], now)
        visit.push(notices)
        if notices:
            flash(words.told(len(notices)))
        return to(visit, "people.persons")
    codes: list[str] = []
    name = field("name", 200) or None
    if not tried(
        visit,
        lambda: codes.append(stand_in_code(session, found, first, last, now, name)),
        words.CODE_MADE,
    ):
        return _show(visit, found), 422
    return show_code(visit, codes[0], words.FOR_STAND_IN.format(name=found.person.name))


@persons.post("/person/<int:person_id>/role")
@page(Role.SECRETARIAT)
def give(visit: Visit, person_id: int) -> Answered:
    """Give somebody who is here one more role."""
    person = _person_of_here(visit, person_id)
    role = next((each for each in Role if each.value == request.form.get("role")), None)
    if role is None:
        abort(404)
    number = request.form.get("agency", type=int)
    agency = own_agency(visit, number) if number else None
    tried(
        visit,
        lambda: give_role(visit.session, visit.organization, person, role, agency, visit.now),
        words.ROLE_GIVEN,
    )
    return to(visit, "people.persons")


def _show(visit: Visit, found: Membership) -> str:
    every = list_people(visit.session, visit.organization.id, visit.now)
    return render_template(
        "people/role.html",
        visit=visit,
        role=found,
        people=[each.person for each in every if each.person.id != found.person_id],
        agencies=[
            each.agency for each in list_agencies(visit.session, visit.organization.id, visit.now)
        ],
        stand_ins=[
            each
            for each in stand_ins(visit.session, visit.organization.id, visit.now)
            if each.stands_in_for_id == found.id
        ],
        last_day=last_day,
        today=local_day(visit.now).isoformat(),
        typed=request.form,
    )


def _own_or_any(visit: Visit, membership_id: int) -> Membership:
    """Return a role: anybody's for the secretariat, else one of the own; 404 for others."""
    found = own_membership(visit, membership_id)
    if not visit.is_secretariat and found.person_id != visit.person.id:
        abort(404)
    return found


def _person_of_here(visit: Visit, person_id: int) -> Person:
    found = visit.session.get(Person, person_id)
    here = {each.organization_id for each in found.memberships} if found is not None else set()
    if found is None or visit.organization.id not in here:
        abort(404)
    return found
