"""How the organization runs its month: the numbers of ``kaona organization set``, what they move
shown first.
"""

from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from models import audit
from models.month.moving import MovedRound
from models.organizations import (
    POLICY_LIMITS,
    BadHours,
    OrganizationChange,
    change_organization,
)
from models.tables.organization import Organization
from models.tables.people import Person, Role
from web.access import Answered, Visit, page
from web.calendar import words
from web.calendar.looking import Look, Make, look_at, make_as_shown, mark_of

schedule = Blueprint(
    "schedule", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
_NAMES = "late_names_in_group"


@schedule.get("/calendar/schedule")
@page(Role.SECRETARIAT)
def form(visit: Visit) -> Answered:
    """Show the schedule as it is, to be changed."""
    return _form(visit)


@schedule.get("/calendar/schedule/look")
@page(Role.SECRETARIAT)
def look(visit: Visit) -> Answered:
    """Show what another schedule would move and tell; nothing is changed."""
    policy, problem = _asked(visit)
    if policy is None:
        return _form(visit, problem)
    try:
        found = look_at(visit, _make(visit, policy))
    except BadHours:
        return _form(visit, words.BAD_HOURS)
    return _looked(visit, policy, found)


@schedule.post("/calendar/schedule/change")
@page(Role.SECRETARIAT)
def change(visit: Visit) -> Answered:
    """Keep the schedule that was looked at."""
    policy, problem = _asked(visit)
    if policy is None:
        return _form(visit, problem)
    try:
        changed = make_as_shown(visit, _make(visit, policy))
    except BadHours:
        return _form(visit, words.BAD_HOURS)
    if changed is not None:
        return _looked(visit, policy, changed, words.LOOK_AGAIN)
    flash(words.SCHEDULE_SET)
    return redirect(url_for("schedule.form", slug=visit.organization.slug), 303)


def policy_mark(organization: Organization) -> str:
    """Return what a form of the schedule was made from."""
    return mark_of(asdict(organization.policy))


def last_editor(visit: Visit, action: str) -> str | None:
    """Return the name of who did the last of these in the organization, if a person did."""
    body = audit.last_body(visit.session, visit.organization.id, action)
    by = visit.session.get(Person, body["by"]) if body and body.get("by") else None
    return by.name if by else None


def _given(name: str) -> str | None:
    source = request.args if request.method == "GET" else request.form
    return source.get(name)


def _asked(visit: Visit) -> tuple[dict[str, int | bool] | None, str | None]:
    """Read the schedule that is asked for; None and a sentence when it cannot be looked at."""
    policy = _policy()
    if isinstance(policy, str):
        return None, policy
    problem = _changed_by_others(visit, policy)
    return (None, problem) if problem else (policy, None)


def _policy() -> dict[str, int | bool] | str:
    """Read the numbers that were typed; a sentence when one is none."""
    found: dict[str, int | bool] = {}
    for name, (least, most) in POLICY_LIMITS.items():
        text = (_given(name) or "").strip()
        if not text.isdecimal() or not least <= int(text) <= most:
            return words.number_problem(name, least, most)
        found[name] = int(text)
    found[_NAMES] = _given(_NAMES) == "yes"
    return found


def _changed_by_others(visit: Visit, policy: dict[str, int | bool]) -> str | None:
    """Return a sentence when the schedule is not any more what the form was made from."""
    same = _given("was") == policy_mark(visit.organization)
    if same or asdict(visit.organization.policy) == policy:
        return None
    return words.changed_words(words.SCHEDULE, last_editor(visit, "organization.set"))


def _make(visit: Visit, policy: dict[str, int | bool]) -> Make:
    def make(session: Session, organization: Organization) -> list[MovedRound]:
        change = OrganizationChange(policy=policy)
        return change_organization(
            session, organization, change, visit.now, agreed=True, by=visit.person
        )

    return make


def _form(visit: Visit, problem: str | None = None) -> Answered:
    now = asdict(visit.organization.policy)
    typed = {name: _given(name) for name in (*POLICY_LIMITS, _NAMES)} if problem else {}
    shown = render_template(
        "calendar/schedule.html",
        visit=visit,
        fields=words.POLICY_FIELDS,
        limits=POLICY_LIMITS,
        now=now,
        typed=typed,
        named=typed[_NAMES] == "yes" if typed else now[_NAMES],
        was=policy_mark(visit.organization),
        problem=problem,
    )
    return (shown, 422) if problem else shown


def _looked(
    visit: Visit, policy: dict[str, int | bool], found: Look, problem: str | None = None
) -> Answered:
    now = asdict(visit.organization.policy)
    values = {name: str(value) for name, value in policy.items() if name != _NAMES}
    if policy[_NAMES]:
        values[_NAMES] = "yes"
    shown = render_template(
        "calendar/look.html",
        visit=visit,
        title=words.SCHEDULE_LOOK,
        changes=[
            (words.policy_word(name), words.policy_value(now[name]), words.policy_value(value))
            for name, value in policy.items()
            if now[name] != value
        ],
        look=found,
        problem=problem,
        to=url_for("schedule.change", slug=visit.organization.slug),
        back=url_for("schedule.form", slug=visit.organization.slug),
        values={**values, "was": _given("was") or ""},
        to_words=words.to_words,
    )
    return (shown, 422) if problem else shown
