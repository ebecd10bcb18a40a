"""What the pages of this room share: what they find by an address, a change that is tried, a code
that is shown once.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from markupsafe import Markup

from messages.addresses import chat_link
from messages.menu import BIND_GROUP
from models.correcting import CannotChange
from models.people.listing import last_change
from models.tables.agency import Agency
from models.tables.people import Membership
from papers.print.invitations import qr_svg
from plans.storing.directory import Directory
from plans.storing.nearest import nearest_names
from web.access import Answered, Visit
from web.people import words


def own_agency(visit: Visit, agency_id: int) -> Agency:
    """Return an agency of the organization; 404 for another's."""
    found = visit.session.get(Agency, agency_id)
    if found is None or found.organization_id != visit.organization.id:
        abort(404)
    return found


def own_membership(visit: Visit, membership_id: int) -> Membership:
    """Return a role in the organization that is held now or to be held later; 404 for any other."""
    found = visit.session.get(Membership, membership_id)
    if (
        found is None
        or found.organization_id != visit.organization.id
        or (found.ended_at is not None and found.ended_at <= visit.now)
    ):
        abort(404)
    return found


def nearest_agencies(directory: Directory, name: str) -> list[Agency]:
    """Return the agencies whose names look like one, the likest first."""
    near = map(directory.agency, nearest_names(name, directory.agency_names))
    return list(dict.fromkeys(each for each in near if each is not None))


def tried(visit: Visit, change: Callable[[], object], done: str) -> bool:
    """Make a change and say so, or take all of it back and say why not."""
    try:
        with visit.session.begin_nested():
            change()
    except CannotChange as problem:
        visit.session.expire_all()
        flash(words.hindrance(problem), "problem")
        return False
    flash(done)
    return True


def last_changed(visit: Visit, subject: str) -> str:
    """Say when and by whom something was last changed; nothing when it never was."""
    try:
        return words.changed_by(*last_change(visit.session, visit.organization.id, subject))
    except LookupError:
        return ""


def to(visit: Visit, endpoint: str, **values: Any) -> Answered:
    """Lead to a page of the organization after a change."""
    return redirect(url_for(endpoint, slug=visit.organization.slug, **values), 303)


def show_code(visit: Visit, code: str, title: str, *, for_group: bool = False) -> Answered:
    """Show a code that is kept nowhere: with the QR that opens the chat, or what to type in a
    group.
    """
    link = None if for_group else chat_link(visit.organization.channel.basic_id, code)
    return render_template(
        "people/code.html",
        visit=visit,
        title=title,
        code=code,
        typed=f"/{BIND_GROUP} {code}" if for_group else code,
        link=link,
        picture=qr(link) if link else None,
        for_group=for_group,
    )


def qr(text: str) -> Markup:
    """Return a QR code to stand inside a page."""
    return Markup(qr_svg(text))  # noqa: S704 -- segno's own drawing


def field(name: str, longest: int = 300) -> str:
    """Return what was typed into a field, without spaces around it."""
    return " ".join(request.form.get(name, "").split())[:longest]


def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a text field that are not empty, each once."""
    typed = (" ".join(line.split())[:300] for line in request.form.get(name, "").splitlines())
    return tuple(dict.fromkeys(line for line in typed if line))


def day(name: str) -> date | None:
    """Return the day of a date field; None for none."""
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None
