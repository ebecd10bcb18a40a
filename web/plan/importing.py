"""A file becomes a plan: given, read, looked at beside its own words, stored; left and taken up at
any of these.
"""

import json

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from models.tables.people import Role
from models.tables.plan_reading import PlanReading
from models.work import ask_for_work
from plans.document import PlanDocument
from plans.files.opening import MAX_BYTES
from plans.storing.readings import (
    Doubted,
    begin_reading,
    confirm_doubt,
    document_of,
    doubts_of,
    find_reading,
    read_again,
    readings_of,
)
from thai.cleaning import clean
from thai.dates import full_year
from thai.numbers import to_arabic_digits
from web.access import Answered, Visit, page
from web.plan import words
from web.plan.forms import period_text, understood

importing = Blueprint(
    "plan_import", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
KIND = "plan.read"
"""The kind of work that reads a file."""
_LONGEST_KEY = 200
_YEARS = range(2500, 2700)


@importing.get("/plan/import")
@page(Role.SECRETARIAT)
def begin(visit: Visit) -> Answered:
    """Offer to give a file, and to go on with what was given."""
    return _begin(visit)


@importing.post("/plan/import")
@page(Role.SECRETARIAT)
def give(visit: Visit) -> Answered:
    """Keep a file and let it be read."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _begin(visit, words.FILE_PLEASE), 422
    content = file.stream.read(MAX_BYTES + 1)
    if not content.strip():
        return _begin(visit, words.FILE_EMPTY), 422
    given = begin_reading(
        visit.session, visit.organization, file.filename, content, visit.person, visit.now
    )
    return _let_read(visit, given)


@importing.get("/plan/import/<int:reading_id>")
@page(Role.SECRETARIAT)
def show(visit: Visit, reading_id: int) -> Answered:
    """Show what was understood beside the document's own words, doubts first."""
    reading = own_reading(visit, reading_id)
    if reading.document is None:
        return render_template(
            "plan/reading_choice.html",
            visit=visit,
            reading=reading,
            problem=words.why_unreadable(reading.problem) if reading.problem else None,
        )
    document = document_of(reading)
    doubts = doubts_of(visit.session, visit.organization, reading, document)
    return render_template(
        "plan/reading.html",
        visit=visit,
        reading=reading,
        document=document,
        doubts=doubts,
        open=sum(doubt.is_open for doubt in doubts),
        places=_in_order(document, doubts),
        kinds=words.KINDS,
        period=period_text,
        understood=understood,
    )


@importing.post("/plan/import/<int:reading_id>/choose")
@page(Role.SECRETARIAT)
def choose(visit: Visit, reading_id: int) -> Answered:
    """Read the file otherwise: another of its plans, another year, one of its sheets."""
    reading = own_reading(visit, reading_id, to_change=True)
    typed = to_arabic_digits(clean(request.form.get("fiscal_year", "")))
    year = full_year(int(typed)) if typed.isdecimal() and len(typed) <= 4 else None
    if typed and year not in _YEARS:
        flash(words.YEAR_PLEASE, "problem")
        return to_reading(visit, reading)
    chosen = {
        "fiscal_year": year,
        "plan": request.form.get("plan", type=int),
        "sheet": clean(request.form.get("sheet", ""))[:100] or None,
    }
    read_again(reading, chosen)
    return _let_read(visit, reading)


@importing.post("/plan/import/<int:reading_id>/doubt")
@page(Role.SECRETARIAT)
def confirm(visit: Visit, reading_id: int) -> Answered:
    """Stand for a doubt: what was understood is right; or take that back."""
    reading = own_reading(visit, reading_id, to_change=True)
    stands = request.form.get("stands", "1") == "1"
    marks = request.form.getlist("mark")
    for mark in marks:
        confirm_doubt(reading, mark[:16], visit.person, visit.now, stands=stands)
    flash(words.CONFIRMED if stands else words.TAKEN_BACK)
    return to_reading(visit, reading, request.form.get("anchor"))


@importing.post("/plan/import/<int:reading_id>/discard")
@page(Role.SECRETARIAT)
def discard(visit: Visit, reading_id: int) -> Answered:
    """Throw away a file that was not stored."""
    visit.session.delete(own_reading(visit, reading_id, to_change=True))
    flash(words.DISCARDED)
    return redirect(url_for("plan_import.begin", slug=visit.organization.slug), 303)


def own_reading(visit: Visit, reading_id: int, *, to_change: bool = False) -> PlanReading:
    """Return a document of the organization that is not stored yet; 404 for another's."""
    found = find_reading(visit.session, visit.organization.id, reading_id, to_change=to_change)
    if found is None or found.stored_at is not None:
        abort(404)
    return found


def read_document(reading: PlanReading) -> PlanDocument:
    """Return what was understood; 404 for what is not read yet."""
    if reading.document is None:
        abort(404)
    return document_of(reading)


def to_reading(visit: Visit, reading: PlanReading, anchor: str | None = None) -> Response:
    """Lead to the page of a document."""
    slug = visit.organization.slug
    where = url_for("plan_import.show", slug=slug, reading_id=reading.id, _anchor=anchor)
    return redirect(where, 303)


def _begin(visit: Visit, problem: str | None = None) -> str:
    return render_template(
        "plan/import.html",
        visit=visit,
        problem=problem,
        readings=readings_of(visit.session, visit.organization.id),
    )


def _let_read(visit: Visit, reading: PlanReading) -> Response:
    """Ask for the file to be read, and lead to that work's page."""
    slug = visit.organization.slug
    # Read otherwise it is other work: one that is under way reads what was asked for before.
    key = f"{reading.id} {json.dumps(reading.chosen, sort_keys=True)}"
    work = ask_for_work(
        visit.session,
        visit.organization.id,
        KIND,
        key[:_LONGEST_KEY],
        {"reading": reading.id},
        visit.person,
        visit.now,
    )
    return redirect(url_for("work.show", slug=slug, work_id=work.id), 303)


def _in_order(document: PlanDocument, doubts: list[Doubted]) -> list[tuple[int, list[Doubted]]]:
    """Return the places of the measures with their doubts: the grave first, then the others
    that are doubted."""
    of: dict[int, list[Doubted]] = {place: [] for place in range(len(document.measures))}
    for doubt in doubts:
        if doubt.place is not None:
            of[doubt.place].append(doubt)

    # Confirmed ones keep their place, so that nothing jumps while one is at work.
    def rank(item: tuple[int, list[Doubted]]) -> tuple[bool, bool, int]:
        return not any(doubt.warning.grave for doubt in item[1]), not item[1], item[0]

    return sorted(of.items(), key=rank)
