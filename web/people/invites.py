"""Invites: those that are open, one more, and a sheet for many agencies to print or to send. Codes
are shown once; a new sheet replaces the open codes of the agencies on it, and says so.
"""

import json
from dataclasses import asdict
from hashlib import sha256

from flask import Blueprint, abort, flash, render_template, request

from messages.addresses import chat_link
from models.correcting import CannotChange
from models.month.calendar import local_day
from models.people.invites import LIFE, open_invites, revoke_invite
from models.people.inviting import (
    AgencyCode,
    invite_agencies,
    make_invite,
    newest_invite,
    open_codes,
    renew_invite,
)
from models.people.listing import list_agencies
from models.tables.people import Invite, Role
from models.work import NamedFile, ask_for_work
from papers.print.invitations import (
    ONCE,
    STEPS,
    TITLE,
    InvitationCard,
    InvitationSheet,
)
from thai.dates import long_date
from web.access import Answered, Visit, page
from web.people import words
from web.people.shown import field, last_changed, own_agency, qr, show_code, to, tried

invites = Blueprint(
    "invites", __name__, template_folder="../templates", url_prefix="/console/<slug>/people"
)
SHEET = "people.sheet"
"""The kind of long work that makes a sheet's files; its codes lie in a file that is given to it."""


@invites.get("/invites")
@page(Role.SECRETARIAT)
def show(visit: Visit) -> Answered:
    """Show the open invites, and the forms for new ones."""
    return _show(visit)


@invites.post("/invites/make")
@page(Role.SECRETARIAT)
def make(visit: Visit) -> Answered:
    """Make one invite and show its code, once."""
    role = next((each for each in Role if each.value == request.form.get("role")), None)
    number = request.form.get("agency", type=int)
    agency = own_agency(visit, number) if number else None
    if role is None or (role is Role.OFFICER) != (agency is not None):
        flash(words.ROLE_AND_AGENCY, "problem")
        return _show(visit), 422
    name = field("name", 200) or None
    code = make_invite(
        visit.session, visit.organization, role, agency=agency, full_name=name, now=visit.now
    )
    return show_code(visit, code, words.FOR_PERSON)


@invites.post("/invite/<int:invite_id>/revoke")
@page(Role.SECRETARIAT)
def revoke(visit: Visit, invite_id: int) -> Answered:
    """Take an invite back."""
    found = _own(visit, invite_id)
    tried(visit, lambda: revoke_invite(visit.session, found, visit.now), words.REVOKED)
    return to(visit, "invites.show")


@invites.post("/invite/<int:invite_id>/renew")
@page(Role.SECRETARIAT)
def renew(visit: Visit, invite_id: int) -> Answered:
    """Make an invite's code anew and show it, once."""
    found, made = _own(visit, invite_id), list[str]()
    if not tried(
        visit,
        lambda: made.append(renew_invite(visit.session, found, visit.now)),
        words.CODE_MADE,
    ):
        return to(visit, "invites.show")
    return show_code(visit, made[0], words.FOR_PERSON, for_group=found.role is None)


@invites.post("/invites/sheet")
@page(Role.SECRETARIAT)
def sheet(visit: Visit) -> Answered:
    """Make a code for each agency that was ticked and show the sheet, once."""
    chosen = set(request.form.getlist("agency", type=int))
    if not chosen:
        flash(words.CHOOSE_AGENCY, "problem")
        return _show(visit), 422
    newest = request.form.get("newest", type=int) or 0
    try:
        made = invite_agencies(visit.session, visit.organization, chosen, newest, visit.now)
    except CannotChange:
        subject = f"organization:{visit.organization.id}"
        flash(f"{words.SHEET_MEANWHILE} {last_changed(visit, subject)}".strip(), "problem")
        return _show(visit, chosen), 422
    return _sheet(visit, made)


@invites.post("/invites/sheet.pdf")
@page(Role.SECRETARIAT)
def as_pdf(visit: Visit) -> Answered:
    """Have the sheet that is before somebody made as one PDF."""
    return _ask_for_file(visit, "pdf")


@invites.post("/invites/sheet.zip")
@page(Role.SECRETARIAT)
def as_zip(visit: Visit) -> Answered:
    """Have the sheet that is before somebody made as a PDF for each agency."""
    return _ask_for_file(visit, "zip")


def _show(visit: Visit, ticked: set[int] | None = None) -> str:
    listed = list_agencies(visit.session, visit.organization.id, visit.now)
    lacking = {each.agency.id for each in listed if not each.officers}
    return render_template(
        "people/invites.html",
        visit=visit,
        invites=open_invites(visit.session, visit.organization.id, visit.now),
        listed=listed,
        ticked=lacking if ticked is None else ticked,
        newest=newest_invite(visit.session, visit.organization.id),
        days=LIFE.days,
    )


def _sheet(visit: Visit, codes: list[AgencyCode]) -> str:
    made = _with_links(visit, codes)
    return render_template(
        "people/sheet.html",
        visit=visit,
        sheet=made,
        qr=qr,
        title=TITLE,
        steps=STEPS,
        once=ONCE,
    )


def _with_links(visit: Visit, codes: list[AgencyCode]) -> InvitationSheet:
    basic_id = visit.organization.channel.basic_id
    return InvitationSheet(
        visit.organization.name,
        visit.organization.secretariat_phone,
        long_date(local_day(min(each.until for each in codes))),
        tuple(
            InvitationCard(each.agency, each.code, chat_link(basic_id, each.code) or each.code)
            for each in codes
        ),
    )


def _ask_for_file(visit: Visit, ending: str) -> Answered:
    """Have a file made of the codes that the page before somebody carries; no code is changed."""
    typed = request.form.getlist("code")
    codes = open_codes(visit.session, visit.organization.id, typed, visit.now)
    if not codes:
        flash(words.SHEET_OVER, "problem")
        return to(visit, "invites.show")
    body = json.dumps(asdict(_with_links(visit, codes)), ensure_ascii=False).encode()
    work = ask_for_work(
        visit.session,
        visit.organization.id,
        SHEET,
        f"{ending}:{sha256(body).hexdigest()}",
        {"ending": ending},
        visit.person,
        visit.now,
        files=(NamedFile("sheet.json", "application/json", body),),
    )
    return to(visit, "work.show", work_id=work.id)


def _own(visit: Visit, invite_id: int) -> Invite:
    found = visit.session.get(Invite, invite_id)
    if found is None or found.organization_id != visit.organization.id:
        abort(404)
    return found
