"""The first steps: each done or not by what is stored, in any order, today or next week."""

from dataclasses import dataclass
from typing import Any

import segno
from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from markupsafe import Markup

from messages.chat.trying import ask_for_test, last_test
from messages.menu import BIND_GROUP
from models.first_steps import FirstStep, StepState, first_steps
from models.month.calendar import fiscal_year_of, local_day
from models.month.planned import Planned
from models.organizations import (
    LONGEST_NAME,
    LONGEST_PHONE,
    OrganizationChange,
    change_organization,
)
from models.people.groups import linked_groups
from models.people.invites import LIFE
from models.people.inviting import make_invite
from models.tables.outbox import DeliveryState
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.calendar.looking import mark_of, months_ahead
from web.calendar.overview import planned_for
from web.calendar.schedule import last_editor
from web.calendar.words import changed_words
from web.setup import words

setup = Blueprint("setup", __name__, template_folder="../templates", url_prefix="/console/<slug>")


@dataclass(frozen=True)
class Way:
    """Where a step is done: a page of another room, if this program has it."""

    address: str
    word: str


@setup.get("/setup/")
@page(Role.SECRETARIAT)
def checklist(visit: Visit) -> Answered:
    """Show every step with its help and how it stands."""
    return _list(visit)


@setup.post("/setup/office")
@page(Role.SECRETARIAT)
def office(visit: Visit) -> Answered:
    """Keep the office's name and telephone, unless somebody changed them meanwhile."""
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    phone = " ".join(request.form.get("phone", "").split())[:LONGEST_PHONE]
    here = visit.organization
    if not name:
        return _list(visit, words.NAME_PLEASE)
    stands = (here.name, here.secretariat_phone or "")
    if request.form.get("was") != mark_of(stands) and stands != (name, phone):
        by = last_editor(visit, "organization.set")
        return _list(visit, changed_words(words.OFFICE, by))
    if stands != (name, phone):
        change = OrganizationChange(name=name, phone=phone)
        change_organization(visit.session, here, change, visit.now, agreed=True, by=visit.person)
    flash(words.OFFICE_SET)
    return redirect(url_for("setup.checklist", slug=here.slug) + "#office", 303)


@setup.post("/setup/group")
@page(Role.SECRETARIAT)
def group(visit: Visit) -> Answered:
    """Make a code that links a LINE group, and show the words to type: they are kept nowhere."""
    code = make_invite(visit.session, visit.organization, None, now=visit.now)
    basic_id = visit.organization.channel.basic_id
    return render_template(
        "setup/group.html",
        visit=visit,
        typed=f"/{BIND_GROUP} {code}",
        until=visit.now + LIFE,
        account=basic_id,
        picture=_drawn(f"https://line.me/R/ti/p/{basic_id}") if basic_id else None,
    )


@setup.post("/setup/test")
@page(Role.SECRETARIAT)
def send_test(visit: Visit) -> Answered:
    """Send the person a test message."""
    message = ask_for_test(visit.session, visit.organization, visit.person, visit.now)
    if message is None:
        flash(words.TEST_LATER, "problem")
    else:
        visit.push((message,))
        flash(words.TEST_ASKED)
    return redirect(url_for("setup.checklist", slug=visit.organization.slug) + "#test", 303)


@setup.get("/setup/test")
@page(Role.SECRETARIAT)
def arrival(visit: Visit) -> Answered:
    """Show how the last test message got on; the piece of the page that asks until it is known."""
    return render_template("setup/arrival.html", visit=visit, **_arrival(visit))


def _list(visit: Visit, problem: str | None = None) -> Answered:
    steps = first_steps(visit.session, visit.organization, visit.now)
    here, year = visit.organization, fiscal_year_of(local_day(visit.now))
    shown = render_template(
        "setup/checklist.html",
        visit=visit,
        year=year,
        steps=steps,
        done=sum(each.is_done for each in steps),
        words=words,
        ways={each.step: _ways(visit, each.step) for each in steps},
        was=mark_of((here.name, here.secretariat_phone or "")),
        typed=request.form if problem else None,
        groups=linked_groups(visit.session, here.id),
        coming=_coming(visit, steps),
        problem=problem,
        limits=(LONGEST_NAME, LONGEST_PHONE),
        **_arrival(visit),
    )
    return (shown, 422) if problem else shown


def _arrival(visit: Visit) -> dict[str, Any]:
    found = last_test(visit.session, visit.organization, visit.person)
    return {
        "test": found,
        "told": words.arrival(found) if found else None,
        "waits": found is not None and found.state is DeliveryState.WAITING,
    }


def _coming(visit: Visit, steps: list[FirstStep]) -> tuple[int, int] | None:
    """Return how many things will be sent by the rounds that run and what they cost; None before
    there is a plan.
    """
    if not any(each.step is StepState.PLAN and each.is_done for each in steps):
        return None
    states = (Planned.AHEAD, Planned.WAITING)
    planned = [
        each
        for each in planned_for(visit, list(months_ahead(visit)))
        if each.to and each.state in states
    ]
    return len(planned), sum(each.messages for each in planned)


def _ways(visit: Visit, step: StepState) -> list[Way]:
    """Return where a step is done, among the pages that there are."""
    return [
        Way(url_for(endpoint, slug=visit.organization.slug), word)
        for endpoint, word in words.WAYS.get(step, ())
        if endpoint in current_app.view_functions
    ]


def _drawn(address: str) -> Markup:
    picture = segno.make(address, error="m", micro=False).svg_inline(scale=4)
    return Markup(picture)  # noqa: S704 -- segno's own drawing
