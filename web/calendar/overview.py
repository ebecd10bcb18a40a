"""The year's rounds, what will be sent when to whom at what cost, and confirming the days off."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from models.month.calendar import fiscal_year_of, local_day
from models.month.days_off import confirm_days_off, days_off_of_year, is_confirmed
from models.month.planned import Planned, PlannedJob
from models.month.year import year_rounds
from models.outbox.quota import messages_left
from models.reports.extensions import waiting_requests
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.calendar import words
from web.calendar.looking import mark_of, months_ahead, own, trial
from web.desk.shown import month_address, month_of_address

calendar = Blueprint(
    "calendar", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
_COMING = (Planned.AHEAD, Planned.WAITING)


@calendar.get("/calendar/")
@page(Role.SECRETARIAT)
def overview(visit: Visit) -> Answered:
    """Show the rounds of a year, and what waits to be confirmed."""
    year = asked_year(visit)
    with trial(visit) as session:
        organization = own(session, visit)
        rounds = year_rounds(session, organization, year, visit.now)
        days = days_off_of_year(session, year, organization.id)
        confirmed = is_confirmed(session, organization.id, year)
    return render_template(
        "calendar/overview.html",
        visit=visit,
        year=year,
        this_year=fiscal_year_of(local_day(visit.now)),
        rounds=rounds,
        days=days,
        confirmed=confirmed,
        extensions=waiting_requests(visit.session, visit.organization.id, visit.now),
        mark=mark_of([(each.day, each.name) for each in days]),
        stands=words.STANDS,
        month_address=month_address,
    )


@calendar.get("/calendar/sending")
@page(Role.SECRETARIAT)
def sending(visit: Visit) -> Answered:
    """Show what will be sent when to whom at what cost, as things stand; nothing is sent."""
    named = request.args.get("month", "")
    month = month_of_address(named) if named else None
    if named and month is None:
        abort(404)
    planned = [
        each
        for each in planned_for(visit, [month] if month else list(months_ahead(visit)))
        if month or each.state in _COMING
    ]
    coming = [each for each in planned if each.state in _COMING]
    return render_template(
        "calendar/sending.html",
        visit=visit,
        month=month,
        month_word=words.scope(month) if month else None,
        planned=planned,
        cost=sum(each.messages for each in coming),
        unknown=sum(to.messages is None for each in coming for to in each.to),
        left=messages_left(visit.session, visit.organization.channel_id, visit.now),
        states=words.PLANNED,
        job_word=words.job_word,
        to_words=words.to_words,
        month_address=month_address,
    )


@calendar.post("/calendar/days-off/<int:year>/confirm")
@page(Role.SECRETARIAT)
def confirm(visit: Visit, year: int) -> Answered:
    """Keep that the year's days off were looked at, if the list is still the one looked at."""
    if not is_near(visit, year):
        abort(404)
    days = days_off_of_year(visit.session, year, visit.organization.id)
    if request.form.get("shown") != mark_of([(each.day, each.name) for each in days]):
        flash(words.LIST_CHANGED, "problem")
    elif confirm_days_off(visit.session, visit.organization, year, visit.person, visit.now):
        flash(words.CONFIRMED)
    else:
        flash(words.CONFIRMED_BEFORE)
    return redirect(
        url_for("calendar.overview", slug=visit.organization.slug, year=year) + "#days-off", 303
    )


def planned_for(visit: Visit, months: list[date]) -> list[PlannedJob]:
    """Return what some months will send, as things stand."""
    with trial(visit) as session:
        return list(visit.ground.look_ahead(session, own(session, visit), months, visit.now))


def asked_year(visit: Visit) -> int:
    """Return the fiscal year an address asks for, else the running one; 404 for a far one."""
    year = request.args.get("year", fiscal_year_of(local_day(visit.now)), type=int)
    if not is_near(visit, year):
        abort(404)
    return year


def is_near(visit: Visit, year: int) -> bool:
    """Whether a fiscal year is one the calendar is shown of: five back, one ahead."""
    return -5 <= year - fiscal_year_of(local_day(visit.now)) <= 1
