"""Agencies and groups, with who reports for each: the room's first page; and the people."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, render_template, request

from models.people.listing import list_agencies, list_groups, list_people
from models.people.stand_in import last_day, stand_ins
from models.tables.agency import Agency
from models.tables.people import Role
from plans.storing.agencies import add_agency
from plans.storing.directory import Directory
from web.access import Answered, Visit, page
from web.people import words
from web.people.shown import field, nearest_agencies, to, tried

people = Blueprint("people", __name__, template_folder="../templates", url_prefix="/console/<slug>")


@people.get("/people/")
@page(Role.SECRETARIAT)
def overview(visit: Visit) -> Answered:
    """Show the agencies and groups."""
    return _overview(visit)


@people.post("/people/agency")
@page(Role.SECRETARIAT)
def add(visit: Visit) -> Answered:
    """Add an agency by its name; a name that looks like another is asked about first, and may be
    kept as another name of that one.
    """
    name, phone = field("name"), field("phone", 60)
    if not name:
        flash(words.NAME_PLEASE, "problem")
        return _overview(visit, name, phone), 422
    directory = Directory.load(visit.session, visit.organization)
    known = directory.agency(name)
    if known is not None:
        flash(words.KNOWN_ALREADY.format(name=known.name), "problem")
        return to(visit, "agencies.show", agency_id=known.id)
    session, owner, answer = visit.session, visit.organization, request.form.get("is")
    same = directory.agency(answer) if answer else None
    if same is not None:
        aliases = (name,)
        tried(
            visit,
            lambda: add_agency(session, owner, same.name, aliases, (), visit.now),
            words.SAVED,
        )
        return to(visit, "agencies.show", agency_id=same.id)
    if answer is None and (near := nearest_agencies(directory, name)):
        return _overview(visit, name, phone, near), 422
    if not tried(
        visit,
        lambda: add_agency(session, owner, name, (), (), visit.now, phone=phone),
        words.ADDED,
    ):
        return _overview(visit, name, phone), 422
    made = Directory.load(session, owner).agency(name)
    assert made is not None
    return to(visit, "agencies.show", agency_id=made.id)


@people.get("/people/persons")
@page(Role.SECRETARIAT)
def persons(visit: Visit) -> Answered:
    """Show everybody who holds a role, and who stands in for whom."""
    return render_template(
        "people/persons.html",
        visit=visit,
        people=list_people(visit.session, visit.organization.id, visit.now),
        stand_ins=stand_ins(visit.session, visit.organization.id, visit.now),
        last_day=last_day,
    )


@people.get("/people/person/<int:person_id>")
@page(Role.SECRETARIAT)
def more(visit: Visit, person_id: int) -> Answered:
    """Offer somebody of here one more role."""
    every = list_people(visit.session, visit.organization.id, visit.now)
    found = next((each.person for each in every if each.person.id == person_id), None)
    if found is None:
        abort(404)
    listed = list_agencies(visit.session, visit.organization.id, visit.now)
    return render_template(
        "people/more.html",
        visit=visit,
        person=found,
        agencies=[each.agency for each in listed],
    )


def _overview(visit: Visit, name: str = "", phone: str = "", near: Sequence[Agency] = ()) -> str:
    return render_template(
        "people/overview.html",
        visit=visit,
        agencies=list_agencies(visit.session, visit.organization.id, visit.now),
        groups=list_groups(visit.session, visit.organization.id),
        name=name,
        phone=phone,
        near=near,
    )
