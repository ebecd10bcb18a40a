"""What was read beside the stored plan of its year, and storing it."""

from hashlib import sha256

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from models.correcting import CannotChange
from models.tables.agency import Agency
from models.tables.people import Role
from models.tables.plan import Plan
from models.tables.plan_reading import PlanReading
from plans.document import PlanDocument
from plans.storing.agencies import add_agency
from plans.storing.comparing import compare_plan
from plans.storing.confirmation import is_of_another
from plans.storing.directory import Directory
from plans.storing.readings import doubts_of, store_reading
from plans.storing.store import CannotImport, NeedsReplace
from thai.cleaning import clean
from thai.sorting import thai_order
from web.access import Answered, Visit, page
from web.plan import words
from web.plan.importing import own_reading, read_document
from web.plan.overview import to_year

storing = Blueprint(
    "plan_store", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@storing.get("/plan/import/<int:reading_id>/store")
@page(Role.SECRETARIAT)
def compare(visit: Visit, reading_id: int) -> Answered:
    """Show what storing would change."""
    return _compare(visit, own_reading(visit, reading_id))


@storing.post("/plan/import/<int:reading_id>/store")
@page(Role.SECRETARIAT)
def store(visit: Visit, reading_id: int) -> Answered:
    """Store the plan as it was read and mended."""
    reading = own_reading(visit, reading_id, to_change=True)
    document = read_document(reading)
    if request.form.get("seen") != _seen(visit, document):
        return _compare(visit, reading, words.CHANGED_MEANWHILE), 409
    as_draft = request.form.get("as") == "draft"
    try:
        done = store_reading(
            visit.session,
            visit.organization,
            reading,
            visit.person,
            visit.now,
            replace_reported="replace" in request.form,
            as_draft=as_draft,
        )
    except NeedsReplace:
        return _compare(visit, reading, words.HAS_REPORTS), 422
    except CannotImport:
        return _compare(visit, reading, _why_not(document)), 422
    year = document.fiscal_year or 0
    flash(words.stored(year, len(document.measures), done.obligations, as_draft))
    return to_year(visit, year)


@storing.post("/plan/import/<int:reading_id>/alias")
@page(Role.SECRETARIAT)
def alias(visit: Visit, reading_id: int) -> Answered:
    """Say that a printed name is another name of an agency that is there."""
    reading = own_reading(visit, reading_id)
    name = clean(request.form.get("name", ""))
    known = Directory.load(visit.session, visit.organization).agency(request.form.get("is", ""))
    if known is None or not name:
        abort(404)
    attempt = visit.session.begin_nested()
    try:
        add_agency(visit.session, visit.organization, known.name, (name,), (), visit.now)
        attempt.commit()
        flash(words.ALIAS_ADDED)
    except CannotChange:
        attempt.rollback()
        flash(words.ALIAS_TAKEN, "problem")
    return redirect(
        url_for("plan_store.compare", slug=visit.organization.slug, reading_id=reading.id), 303
    )


def _compare(visit: Visit, reading: PlanReading, problem: str | None = None) -> str:
    document = read_document(reading)
    difference = compare_plan(visit.session, visit.organization, document).difference
    doubts = doubts_of(visit.session, visit.organization, reading, document)
    stored = visit.session.scalar(
        select(Plan).where(
            Plan.organization_id == visit.organization.id,
            Plan.fiscal_year == document.fiscal_year,
        )
    )
    agencies = visit.session.scalars(
        select(Agency.name).where(Agency.organization_id == visit.organization.id)
    )
    return render_template(
        "plan/compare.html",
        visit=visit,
        reading=reading,
        document=document,
        difference=difference,
        stored=stored,
        agencies=sorted(agencies, key=thai_order),
        open=sum(doubt.is_open for doubt in doubts),
        other_owner=is_of_another(document, visit.organization.name),
        seen=_seen(visit, document),
        blocked=_why_not(document) if not _can_be_stored(document) else None,
        problem=problem,
        part=words.part,
    )


def _seen(visit: Visit, document: PlanDocument) -> str:
    """Return what tells a comparison that was looked at from any other."""
    difference = compare_plan(visit.session, visit.organization, document).difference
    return sha256(f"{difference!r}\n{document!r}".encode()).hexdigest()[:16]


def _can_be_stored(document: PlanDocument) -> bool:
    return document.fiscal_year is not None and bool(document.measures)


def _why_not(document: PlanDocument) -> str:
    if document.fiscal_year is None:
        return words.NO_YEAR
    return words.NO_MEASURES if not document.measures else words.CODE_TOO_LONG
