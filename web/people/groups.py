"""The LINE groups that are linked, how to link one, and unlinking."""

from flask import Blueprint, abort, render_template

from messages.addresses import friend_link
from messages.menu import BIND_GROUP
from models.people.groups import linked_groups, unlink_group
from models.people.inviting import make_invite
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.people import words
from web.people.shown import qr, show_code, to, tried

line_groups = Blueprint(
    "line_groups", __name__, template_folder="../templates", url_prefix="/console/<slug>/people"
)


@line_groups.get("/groups")
@page(Role.SECRETARIAT)
def show(visit: Visit) -> Answered:
    """Show the linked groups and the way to link one."""
    link = friend_link(visit.organization.channel.basic_id)
    return render_template(
        "people/groups.html",
        visit=visit,
        groups=linked_groups(visit.session, visit.organization.id),
        bind=BIND_GROUP,
        link=link,
        picture=qr(link) if link else None,
        basic_id=visit.organization.channel.basic_id,
    )


@line_groups.post("/groups/code")
@page(Role.SECRETARIAT)
def code(visit: Visit) -> Answered:
    """Make the code with which a group is linked and show it, once."""
    made = make_invite(visit.session, visit.organization, None, now=visit.now)
    return show_code(visit, made, words.FOR_GROUP, for_group=True)


@line_groups.post("/group/<int:line_group_id>/unlink")
@page(Role.SECRETARIAT)
def unlink(visit: Visit, line_group_id: int) -> Answered:
    """Say nothing more to a group."""
    linked = linked_groups(visit.session, visit.organization.id)
    found = next((each for each in linked if each.id == line_group_id), None)
    if found is None:
        abort(404)
    tried(visit, lambda: unlink_group(visit.session, found, visit.now), words.UNLINKED)
    return to(visit, "line_groups.show")
