"""One agency: its names, telephone and the title of its head; one group and its members. Made one
with another, or removed, with the same refusals as the commands.
"""

from flask import Blueprint, abort, flash, render_template, request

from models.people.listing import list_agencies, list_groups
from models.tables.agency import Agency, AgencyGroup
from models.tables.people import Role
from plans.storing.agency_editing import (
    AgencyFacts,
    edit_agency,
    facts_of,
    members_version,
    set_members,
    version_of,
)
from plans.storing.correcting import merge_parties, remove_party, rename_party
from plans.storing.directory import Directory
from web.access import Answered, Visit, page
from web.people import words
from web.people.shown import field, last_changed, lines, nearest_agencies, own_agency, to, tried

agencies = Blueprint(
    "agencies", __name__, template_folder="../templates", url_prefix="/console/<slug>/people"
)


@agencies.get("/agency/<int:agency_id>")
@page(Role.SECRETARIAT)
def show(visit: Visit, agency_id: int) -> Answered:
    """Show an agency to be edited."""
    found = own_agency(visit, agency_id)
    return _show(visit, found, facts_of(found))


@agencies.post("/agency/<int:agency_id>")
@page(Role.SECRETARIAT)
def save(visit: Visit, agency_id: int) -> Answered:
    """Store what was typed, unless somebody else changed the agency since the page was made."""
    found = own_agency(visit, agency_id)
    wanted = AgencyFacts(
        field("name"),
        lines("aliases"),
        field("head") or None,
        field("phone", 60) or None,
        tuple(sorted(dict.fromkeys(request.form.getlist("group")))),
    )
    known = {group.name for group in list_groups(visit.session, visit.organization.id)}
    if not known.issuperset(wanted.groups):
        abort(404)
    seen, session, owner = field("version"), visit.session, visit.organization
    if tried(
        visit, lambda: edit_agency(session, owner, found, wanted, seen, visit.now), words.SAVED
    ):
        return to(visit, "agencies.show", agency_id=agency_id)
    return _show(visit, found, wanted), 422


@agencies.post("/agency/<int:agency_id>/merge")
@page(Role.SECRETARIAT)
def merge(visit: Visit, agency_id: int) -> Answered:
    """Make this agency one with another, which stays."""
    found = own_agency(visit, agency_id)
    other = own_agency(visit, request.form.get("into", type=int) or 0)
    session, owner, name, into = visit.session, visit.organization, found.name, other.name
    if _sure() and tried(
        visit, lambda: merge_parties(session, owner, name, into, visit.now), words.MERGED
    ):
        return to(visit, "agencies.show", agency_id=other.id)
    return to(visit, "agencies.show", agency_id=agency_id)


@agencies.post("/agency/<int:agency_id>/remove")
@page(Role.SECRETARIAT)
def remove(visit: Visit, agency_id: int) -> Answered:
    """Remove an agency that was made by mistake."""
    found = own_agency(visit, agency_id)
    if _removed(visit, found.name):
        return to(visit, "people.overview")
    return to(visit, "agencies.show", agency_id=agency_id)


@agencies.get("/party/<int:group_id>")
@page(Role.SECRETARIAT)
def party(visit: Visit, group_id: int) -> Answered:
    """Show a group's members to be ticked."""
    found = _own_group(visit, group_id)
    return _show_party(visit, found, {each.id for each in found.members}, found.name)


@agencies.post("/party/<int:group_id>")
@page(Role.SECRETARIAT)
def save_party(visit: Visit, group_id: int) -> Answered:
    """Store a group's name and members."""
    found = _own_group(visit, group_id)
    ticked, name = set(request.form.getlist("member", type=int)), field("name")
    session, owner, seen = visit.session, visit.organization, field("version")

    def change() -> None:
        set_members(session, owner, found, ticked, seen, visit.now)
        if name and name != found.name:
            rename_party(session, owner, found.name, name, visit.now)

    if tried(visit, change, words.SAVED):
        return to(visit, "agencies.party", group_id=group_id)
    return _show_party(visit, found, ticked, name), 422


@agencies.post("/party/<int:group_id>/remove")
@page(Role.SECRETARIAT)
def remove_group(visit: Visit, group_id: int) -> Answered:
    """Remove a group that no plan names."""
    found = _own_group(visit, group_id)
    if _removed(visit, found.name):
        return to(visit, "people.overview")
    return to(visit, "agencies.party", group_id=group_id)


def _show(visit: Visit, found: Agency, facts: AgencyFacts) -> str:
    listed = list_agencies(visit.session, visit.organization.id, visit.now)
    now = facts_of(found)
    directory = Directory.load(visit.session, visit.organization)
    near = [each for each in nearest_agencies(directory, found.name) if each.id != found.id]
    return render_template(
        "people/agency.html",
        visit=visit,
        agency=found,
        facts=facts,
        now=now if facts != now else None,
        version=version_of(found),
        changed=last_changed(visit, f"agency:{found.id}"),
        listed=next(each for each in listed if each.agency.id == found.id),
        others=[each.agency for each in listed if each.agency.id != found.id],
        near=near,
        groups=list_groups(visit.session, visit.organization.id),
    )


def _show_party(visit: Visit, found: AgencyGroup, ticked: set[int], name: str) -> str:
    return render_template(
        "people/party.html",
        visit=visit,
        group=found,
        ticked=ticked,
        name=name,
        agencies=[
            each.agency for each in list_agencies(visit.session, visit.organization.id, visit.now)
        ],
        version=members_version(found),
        changed=last_changed(visit, f"agency_group:{found.id}"),
    )


def _own_group(visit: Visit, group_id: int) -> AgencyGroup:
    found = visit.session.get(AgencyGroup, group_id)
    if found is None or found.organization_id != visit.organization.id:
        abort(404)
    return found


def _removed(visit: Visit, name: str) -> bool:
    session, owner = visit.session, visit.organization
    return _sure() and tried(
        visit,
        lambda: remove_party(session, owner, name, visit.now),
        words.REMOVED.format(name=name),
    )


def _sure() -> bool:
    """Tell whether the box that asks for a second look was ticked; say so when not."""
    if request.form.get("sure"):
        return True
    flash(words.SURE_PLEASE, "problem")
    return False
