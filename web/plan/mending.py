"""A measure that was read, put right in its place before the plan is stored."""

from flask import Blueprint, abort, flash, render_template, request, url_for

from models.tables.people import Person, Role
from models.tables.plan_reading import PlanReading
from plans.document import PlanDocument
from plans.storing.difference import entry_changes
from plans.storing.readings import Overwritten, leave_out, mend_measure
from web.access import Answered, Visit, page
from web.plan import words
from web.plan.editing import NOTHING, EditTold, given_was, is_htmx, known_names
from web.plan.forms import MeasureForm, form_of, read_form
from web.plan.importing import own_reading, read_document, to_reading

mending = Blueprint(
    "plan_mend", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@mending.get("/plan/import/<int:reading_id>/measure/<int:place>")
@page(Role.SECRETARIAT)
def mend(visit: Visit, reading_id: int, place: int) -> Answered:
    """Show the form of a measure that was read."""
    reading = own_reading(visit, reading_id)
    document = read_document(reading)
    if place >= len(document.measures):
        abort(404)
    return _form(visit, reading, document, place, form_of(document.measures[place]))


@mending.post("/plan/import/<int:reading_id>/measure/<int:place>")
@page(Role.SECRETARIAT)
def save(visit: Visit, reading_id: int, place: int) -> Answered:
    """Keep a measure as it was mended; never over somebody's change."""
    reading = own_reading(visit, reading_id, to_change=True)
    document, was = read_document(reading), given_was()
    form, entry = read_form(request.form, was, document.fiscal_year)
    if form.problems:
        return _form(visit, reading, document, place, form), 422
    try:
        mend_measure(reading, place, was, entry, visit.person, visit.now)
    except IndexError:
        abort(404)
    except Overwritten as changed:
        form.was = changed.present
        told = EditTold(
            overwritten=entry_changes(was, changed.present), by=_mended_by(visit, reading, place)
        )
        return _form(visit, reading, document, place, form, told), 409
    flash(words.MENDED)
    return to_reading(visit, reading, f"p{place}")


@mending.post("/plan/import/<int:reading_id>/measure/<int:place>/leave-out")
@page(Role.SECRETARIAT)
def drop(visit: Visit, reading_id: int, place: int) -> Answered:
    """Take what is no measure out of what was read."""
    reading = own_reading(visit, reading_id, to_change=True)
    read_document(reading)
    try:
        leave_out(reading, place, given_was())
        flash(words.LEFT_OUT)
    except IndexError:
        abort(404)
    except Overwritten:
        flash(words.CHANGED_MEANWHILE, "problem")
    return to_reading(visit, reading)


def _mended_by(visit: Visit, reading: PlanReading, place: int) -> str:
    """Return the name of who mended a measure last."""
    number = reading.mended.get(str(place), {}).get("by")
    person = visit.session.get(Person, number) if number is not None else None
    return person.name if person else words.SOMEBODY


def _form(
    visit: Visit,
    reading: PlanReading,
    document: PlanDocument,
    place: int,
    form: MeasureForm,
    told: EditTold = NOTHING,
) -> str:
    if place >= len(document.measures):
        abort(404)
    slug, number = visit.organization.slug, reading.id
    printed = document.printed[place] if place < len(document.printed) else None
    return render_template(
        "plan/measure_form.html" if is_htmx() else "plan/mend.html",
        visit=visit,
        form=form,
        told=told,
        printed=printed,
        names=known_names(visit),
        issues=document.issues,
        target=f"u{place}",
        action=url_for("plan_mend.save", slug=slug, reading_id=number, place=place),
        cancel=url_for("plan_import.show", slug=slug, reading_id=number, _anchor=f"p{place}"),
        remove=url_for("plan_mend.drop", slug=slug, reading_id=number, place=place),
        part=words.part,
        swaps=False,
    )
