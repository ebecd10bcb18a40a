"""The assessment's calendar: its dates, their extensions, how many days are left, and which of our
papers each step needs.
"""

from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for

from models.assessment import (
    REASON,
    DatesOvertaken,
    DatesRefused,
    assessment_year,
    confirm_dates,
)
from models.month.calendar import fiscal_year_of, local_day
from models.tables.people import Role
from models.tables.year.assessment import AssessmentStep
from papers.assessment_papers import STATES, STEPS, needed_papers
from thai.dates import parse_date
from web.access import Answered, Visit, page
from web.words import ASSESSMENT_DATED

assessment = Blueprint(
    "assessment",
    __name__,
    template_folder="../templates",
    url_prefix="/console/<slug>/assessment",
)
_FIRST, _LAST = 2560, 2600
_ROOMS = {
    "plan": "plan.overview",
    "papers": "papers.overview",
    "scores": "scores.overview",
    "public": "publicity.overview",
}
"""The first page of the room where a paper is made; a room that is not there is no link."""


@assessment.get("/")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def overview(visit: Visit) -> Answered:
    """Show the assessment of this fiscal year."""
    return _show(visit, fiscal_year_of(local_day(visit.now)))


@assessment.get("/<int:fiscal_year>")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def year(visit: Visit, fiscal_year: int) -> Answered:
    """Show the assessment of a year."""
    if not _FIRST <= fiscal_year <= _LAST:
        abort(404)
    return _show(visit, fiscal_year)


@assessment.post("/<int:fiscal_year>/<step>")
@page(Role.SECRETARIAT)
def confirm(visit: Visit, fiscal_year: int, step: str) -> Answered:
    """Confirm or move the dates of a step."""
    if step not in set(AssessmentStep) or not _FIRST <= fiscal_year <= _LAST:
        abort(404)
    form = request.form
    starts_on, ends_on = (_day(form.get(name, "")) for name in ("starts_on", "ends_on"))
    problem = {"step": step, "typed": form}
    try:
        if form.get("starts_on", "").strip() and starts_on is None:
            return _show(visit, fiscal_year, {**problem, "kind": "unreadable"})
        confirm_dates(
            visit.session,
            visit.organization,
            fiscal_year,
            AssessmentStep(step),
            starts_on,
            ends_on,
            made_from=form.get("version", -1, int),
            reason=form.get("reason", ""),
            by=visit.person,
            now=visit.now,
        )
    except DatesRefused as refused:
        return _show(visit, fiscal_year, {**problem, "kind": refused.problem.value})
    except DatesOvertaken as overtaken:
        return _show(visit, fiscal_year, {**problem, "kind": "overtaken", "now": overtaken.now})
    flash(ASSESSMENT_DATED)
    address = url_for("assessment.year", slug=visit.organization.slug, fiscal_year=fiscal_year)
    return redirect(f"{address}#{step}", 303)


def _show(visit: Visit, fiscal_year: int, problem: dict[str, Any] | None = None) -> Answered:
    today = local_day(visit.now)
    page = render_template(
        "calendar/assessment.html",
        visit=visit,
        fiscal_year=fiscal_year,
        today=today,
        steps=assessment_year(visit.session, visit.organization.id, fiscal_year),
        names=STEPS,
        papers=needed_papers(visit.session, visit.organization, fiscal_year),
        states=STATES,
        rooms={
            room: url_for(endpoint, slug=visit.organization.slug)
            for room, endpoint in _ROOMS.items()
            if _may_open(visit, endpoint)
        },
        problem=problem,
        longest=REASON,
        years=[fiscal_year - 1, fiscal_year, fiscal_year + 1],
    )
    return (page, 422) if problem else page


def _may_open(visit: Visit, endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    roles: frozenset[Role] = getattr(view, "kaona_roles", frozenset())
    return bool(roles & visit.roles)


def _day(text: str) -> date | None:
    return parse_date(text) if text.strip() else None
