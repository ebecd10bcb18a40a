"""Announcements to agencies: written, looked at with their cost, sent once; who confirmed them."""

from dataclasses import dataclass, field
from uuid import uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from messages.chat.announcement import (
    CircularRefused,
    check_circular,
    circular_card,
    circular_pushes,
    goes_at,
)
from messages.taps import LARGEST_ID
from models.month.owing import who_owes
from models.month.summary import current_round
from models.outbox.quota import messages_left
from models.people.circulars import (
    Reach,
    circular_of,
    circular_of_key,
    list_circulars,
    reach_of,
    readers_by_agency,
    store_circular,
)
from models.people.listing import list_agencies
from models.tables.announcement import CIRCULAR_BODY, CIRCULAR_TITLE
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.calendar import words
from web.calendar.looking import mark_of

announce = Blueprint(
    "announce", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
_SHOWN = 20
_KEY = 32


@dataclass(frozen=True)
class _Typed:
    """What somebody wrote, and the agencies that were ticked."""

    title: str = ""
    body: str = ""
    agencies: frozenset[int] = field(default_factory=frozenset)


@announce.get("/announce/")
@page(Role.SECRETARIAT)
def overview(visit: Visit) -> Answered:
    """Show what was announced, the newest first, and how many confirmed each."""
    number = max(request.args.get("page", 1, type=int), 1)
    first = min((number - 1) * _SHOWN, 10**6)
    found = list_circulars(visit.session, visit.organization.id, first, _SHOWN + 1)
    return render_template(
        "announce/overview.html",
        visit=visit,
        listed=found[:_SHOWN],
        page=number,
        has_more=len(found) > _SHOWN,
    )


@announce.get("/announce/new")
@page(Role.SECRETARIAT)
def form(visit: Visit) -> Answered:
    """Show the form for one more; every agency is ticked."""
    return _form(visit, _Typed(agencies=_all(visit)))


@announce.post("/announce/look")
@page(Role.SECRETARIAT)
def look(visit: Visit) -> Answered:
    """Show what would go to whom and what it costs, or the form with other ticks (``choose``);
    nothing is stored.
    """
    typed = _typed()
    match request.form.get("choose"):
        case "all":
            return _form(visit, _Typed(typed.title, typed.body, _all(visit)))
        case "none":
            return _form(visit, _Typed(typed.title, typed.body))
        case "missing":
            return _form(visit, _Typed(typed.title, typed.body, _missing(visit)))
        case "edit":
            return _form(visit, typed)
    return _checked(visit, typed)


@announce.post("/announce/send")
@page(Role.SECRETARIAT)
def send(visit: Visit) -> Answered:
    """Send what was looked at, once; when it would reach others now, show that instead."""
    key, typed = request.form.get("key", ""), _typed()
    if len(key) != _KEY or not key.isalnum():
        return _checked(visit, typed)
    before = circular_of_key(visit.session, visit.organization.id, key)
    if before is not None:
        return _sent_before(visit, before.id)
    try:
        title, body = check_circular(typed.title, typed.body)
    except CircularRefused as refused:
        return _form(visit, typed, words.circular_problem(refused))
    reach = reach_of(visit.session, visit.organization.id, typed.agencies, visit.now)
    if not reach.roles:
        return _form(visit, typed, words.NOBODY_REACHED)
    if request.form.get("shown") != _mark(title, body, reach):
        return _look(visit, title, body, typed, reach, words.REACH_CHANGED)
    made = store_circular(
        visit.session,
        visit.organization,
        title,
        body,
        reach,
        key=key,
        by=visit.person,
        now=visit.now,
    )
    if made is None:  # the second of two presses, a moment later
        before = circular_of_key(visit.session, visit.organization.id, key)
        return _sent_before(visit, before.id) if before else abort(404)
    visit.push(circular_pushes(visit.session, visit.organization, made, reach, visit.now))
    flash(words.announced(len(reach.people)))
    return _to(visit, made.id)


@announce.get("/announce/<int:circular_id>")
@page(Role.SECRETARIAT)
def show(visit: Visit, circular_id: int) -> Answered:
    """Show an announcement, and who confirmed it."""
    known = circular_id <= LARGEST_ID
    found = circular_of(visit.session, visit.organization.id, circular_id) if known else None
    if found is None:
        abort(404)
    people = {reader.person_id for reader in found.readers}
    confirmed = {reader.person_id for reader in found.readers if reader.confirmed_at}
    return render_template(
        "announce/one.html",
        visit=visit,
        found=found,
        listed=readers_by_agency(found),
        people=len(people),
        confirmed=len(confirmed),
        messages=[circular_card(visit.organization, found.title, found.body, found.id)],
    )


def _typed() -> _Typed:
    return _Typed(
        request.form.get("title", ""),
        request.form.get("body", ""),
        frozenset(n for n in request.form.getlist("agency", type=int) if 0 < n <= LARGEST_ID),
    )


def _all(visit: Visit) -> frozenset[int]:
    listed = list_agencies(visit.session, visit.organization.id, visit.now)
    return frozenset(each.agency.id for each in listed)


def _missing(visit: Visit) -> frozenset[int]:
    found = current_round(visit.session, visit.organization, visit.now)
    owing = who_owes(visit.session, found, visit.now) if found else []
    return frozenset(each.agency_id for each in owing)


def _mark(title: str, body: str, reach: Reach) -> str:
    return mark_of([title, body, sorted(role.id for role in reach.roles)])


def _form(visit: Visit, typed: _Typed, problem: str | None = None) -> Answered:
    shown = render_template(
        "announce/form.html",
        visit=visit,
        typed=typed,
        listed=list_agencies(visit.session, visit.organization.id, visit.now),
        round=current_round(visit.session, visit.organization, visit.now),
        limits=(CIRCULAR_TITLE, CIRCULAR_BODY),
        problem=problem,
    )
    return (shown, 422) if problem else shown


def _checked(visit: Visit, typed: _Typed) -> Answered:
    """Show the look at what was typed, or the form with what is wrong."""
    try:
        title, body = check_circular(typed.title, typed.body)
    except CircularRefused as refused:
        return _form(visit, typed, words.circular_problem(refused))
    if not typed.agencies:
        return _form(visit, typed, words.AGENCY_PLEASE)
    reach = reach_of(visit.session, visit.organization.id, typed.agencies, visit.now)
    if not reach.roles:
        return _form(visit, typed, words.NOBODY_REACHED)
    return _look(visit, title, body, typed, reach)


def _look(
    visit: Visit, title: str, body: str, typed: _Typed, reach: Reach, problem: str | None = None
) -> Answered:
    when = goes_at(visit.session, visit.organization, visit.now)
    shown = render_template(
        "announce/look.html",
        visit=visit,
        typed=_Typed(title, body, typed.agencies),
        reach=reach,
        cost=len(reach.people),
        left=messages_left(visit.session, visit.organization.channel_id, visit.now),
        later=when if when > visit.now else None,
        messages=[circular_card(visit.organization, title, body, 0)],
        mark=_mark(title, body, reach),
        key=uuid4().hex,
        problem=problem,
    )
    return (shown, 422) if problem else shown


def _sent_before(visit: Visit, circular_id: int) -> Response:
    flash(words.ANNOUNCED_BEFORE)
    return _to(visit, circular_id)


def _to(visit: Visit, circular_id: int) -> Response:
    address = url_for("announce.show", slug=visit.organization.slug, circular_id=circular_id)
    return redirect(address, 303)
