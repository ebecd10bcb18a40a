"""Days off added and taken out: what would move is shown first, a second press makes it."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from models.month.calendar import fiscal_end, fiscal_start, fiscal_year_of, local_day
from models.month.days_off import days_off_of_year
from models.month.editing import (
    NoDayOff,
    enter_day_off,
    may_edit_national,
    take_out_day_off,
)
from models.month.moving import MovedRound
from models.tables.organization import Organization
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.calendar import words
from web.calendar.looking import Look, Make, look_at, make_as_shown, own, trial
from web.calendar.overview import asked_year

days_off = Blueprint(
    "days_off", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
LONGEST_NAME = 200


@dataclass(frozen=True)
class DayOffEdit:
    """A day that somebody wants to be a day off, or one no more (``name`` is None)."""

    day: date
    name: str | None
    national: bool

    @property
    def words(self) -> str:
        """What it does, before it is done."""
        if self.name is None:
            return words.removing(self.day, self.national)
        return words.adding(self.day, self.name, self.national)

    @property
    def done(self) -> str:
        """What it did."""
        if self.name is None:
            return words.day_off_removed(self.day)
        return words.day_off_added(self.day, self.name)

    def make(self, visit: Visit) -> Make:
        """Return what makes it in a session."""

        def make(session: Session, organization: Organization) -> list[MovedRound]:
            owner = None if self.national else organization
            by = visit.person
            if self.name is None:
                return take_out_day_off(session, self.day, owner, visit.now, agreed=True, by=by)
            name = self.name
            return enter_day_off(session, self.day, name, owner, visit.now, agreed=True, by=by)

        return make


@days_off.get("/calendar/days-off")
@page(Role.SECRETARIAT)
def listed(visit: Visit) -> Answered:
    """List the days off of a year, with what adds and takes out."""
    return _list(visit)


@days_off.get("/calendar/days-off/look")
@page(Role.SECRETARIAT)
def look(visit: Visit) -> Answered:
    """Show what a day off, or one less, would move and tell; nothing is changed."""
    edit = _edit(visit, dict(request.args.items()))
    if isinstance(edit, str):
        return _list(visit, edit)
    try:
        found = look_at(visit, edit.make(visit))
    except NoDayOff:
        return _list(visit, words.NO_DAY_OFF)
    return _looked(visit, edit, found)


@days_off.post("/calendar/days-off/change")
@page(Role.SECRETARIAT)
def change(visit: Visit) -> Answered:
    """Make the change that was shown."""
    edit = _edit(visit, dict(request.form.items()))
    if isinstance(edit, str):
        return _list(visit, edit)
    try:
        changed = make_as_shown(visit, edit.make(visit))
    except NoDayOff:
        return _list(visit, words.NO_DAY_OFF)
    if changed is not None:
        return _looked(visit, edit, changed, words.LOOK_AGAIN)
    flash(edit.done)
    year = fiscal_year_of(edit.day)
    return redirect(url_for("days_off.listed", slug=visit.organization.slug, year=year), 303)


def _edit(visit: Visit, given: dict[str, str]) -> DayOffEdit | str:
    """Read what is wanted; a sentence when it is none."""
    day = words.read_day(given.get("day", ""))
    if day is None:
        return words.BAD_DAY
    year = fiscal_year_of(local_day(visit.now))
    if not fiscal_start(year) <= day <= fiscal_end(year + 1):
        return words.FAR_DAY
    national = given.get("of") == "national"
    if national and not may_edit_national(visit.session):
        return words.NOT_NATIONAL
    if given.get("do") == "remove":
        return DayOffEdit(day, None, national)
    name = " ".join(given.get("name", "").split())[:LONGEST_NAME]
    return DayOffEdit(day, name, national) if name else words.NAME_PLEASE


def _list(visit: Visit, problem: str | None = None) -> Answered:
    given = request.args if request.method == "GET" else request.form
    day = words.read_day(given.get("day", ""))
    year = (
        fiscal_year_of(day) if day and problem not in (None, words.FAR_DAY) else asked_year(visit)
    )
    with trial(visit) as session:
        days = days_off_of_year(session, year, own(session, visit).id)
        national = may_edit_national(session)
    shown = render_template(
        "calendar/days_off.html",
        visit=visit,
        year=year,
        this_year=fiscal_year_of(local_day(visit.now)),
        days=days,
        may_edit_national=national,
        problem=problem,
        given=given if problem else {},
    )
    return (shown, 422) if problem else shown


def _looked(visit: Visit, edit: DayOffEdit, found: Look, problem: str | None = None) -> Answered:
    shown = render_template(
        "calendar/look.html",
        visit=visit,
        title=edit.words,
        look=found,
        problem=problem,
        to=url_for("days_off.change", slug=visit.organization.slug),
        back=url_for("days_off.listed", slug=visit.organization.slug),
        values={
            "day": edit.day.isoformat(),
            "of": "national" if edit.national else "own",
            **({"do": "remove"} if edit.name is None else {"name": edit.name}),
        },
        to_words=words.to_words,
    )
    return (shown, 422) if problem else shown
