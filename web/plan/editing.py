"""A measure of a stored plan, edited in its place: with htmx as a row that becomes a form, without
as a page of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from models.tables.agency import Agency, AgencyGroup
from models.tables.people import Role
from models.tables.plan import Measure, Plan
from plans.document import MeasureEntry
from plans.storing.difference import entry_changes
from plans.storing.editing import (
    Consequences,
    add_measure,
    change_measure,
    changed_by,
    take_out_measure,
)
from plans.storing.readings import Overwritten
from plans.storing.stored import measure_entry
from thai.sorting import thai_order
from web.access import Answered, Visit, page
from web.plan import words
from web.plan.forms import MeasureForm, form_of, read_form, was_of
from web.plan.overview import own_plan, parties_of, to_year

editing = Blueprint(
    "plan_edit", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
_NEW = MeasureEntry(None, None, "")


@dataclass(frozen=True)
class EditTold:
    """What is said above a form: what a change means, or what somebody else changed meanwhile."""

    consequences: Consequences | None = None
    overwritten: tuple[tuple[str, str, str], ...] = ()
    by: str = ""


NOTHING = EditTold()


@editing.get("/plan/measure/<int:measure_id>")
@page(Role.SECRETARIAT)
def show(visit: Visit, measure_id: int) -> Answered:
    """Show a measure as the plan's page does; without htmx lead to its place there."""
    measure = own_measure(visit, measure_id)
    return _shown(visit, measure) if is_htmx() else _to_measure(visit, measure)


@editing.get("/plan/measure/<int:measure_id>/edit")
@page(Role.SECRETARIAT)
def edit(visit: Visit, measure_id: int) -> Answered:
    """Show the form of a measure."""
    measure = own_measure(visit, measure_id)
    return _form(visit, measure, form_of(measure_entry(measure)))


@editing.post("/plan/measure/<int:measure_id>/edit")
@page(Role.SECRETARIAT)
def save(visit: Visit, measure_id: int) -> Answered:
    """Store what was typed, once its consequences were seen; never over somebody's change."""
    measure, was = own_measure(visit, measure_id), given_was()
    form, entry = read_form(request.form, was, measure.plan.fiscal_year)
    if form.problems:
        return _form(visit, measure, form), 422
    attempt = visit.session.begin_nested()
    try:
        done = change_measure(visit.session, measure, was, entry, visit.now)
    except Overwritten as changed:
        attempt.rollback()
        form.was = changed.present
        by = changed_by(visit.session, measure) or words.SOMEBODY
        told = EditTold(overwritten=entry_changes(was, changed.present), by=by)
        return _form(visit, measure, form, told), 409
    if done.are_grave and request.form.get("sure") != done.mark:
        attempt.rollback()
        return _form(visit, measure, form, EditTold(done))
    attempt.commit()
    said = (
        words.saved(len(done.asked), len(done.dropped)) if done.changes else words.NOTHING_CHANGED
    )
    if is_htmx():
        return _shown(visit, own_measure(visit, measure_id), said)
    flash(said)
    return _to_measure(visit, own_measure(visit, measure_id))


@editing.post("/plan/measure/<int:measure_id>/remove")
@page(Role.SECRETARIAT)
def remove(visit: Visit, measure_id: int) -> Answered:
    """Take a measure out of the plan, once its consequences were seen."""
    measure, was = own_measure(visit, measure_id), given_was()
    year = measure.plan.fiscal_year
    attempt = visit.session.begin_nested()
    try:
        done = take_out_measure(visit.session, measure, was, visit.now)
    except Overwritten:
        attempt.rollback()
        flash(words.CHANGED_MEANWHILE, "problem")
        return _to_measure(visit, measure)
    if request.form.get("sure") != done.mark:
        attempt.rollback()
        return render_template(
            "plan/remove.html", visit=visit, measure=measure, form=form_of(was), done=done
        )
    attempt.commit()
    flash(f"{words.TAKEN_OUT}{words.effects(0, len(done.dropped))}")
    return to_year(visit, year)


@editing.get("/plan/<int:year>/add")
@page(Role.SECRETARIAT)
def new(visit: Visit, year: int) -> Answered:
    """Show the empty form of a measure."""
    return _new_form(visit, own_plan(visit, year), form_of(_NEW))


@editing.post("/plan/<int:year>/add")
@page(Role.SECRETARIAT)
def add(visit: Visit, year: int) -> Answered:
    """Add a measure at the end of the plan, once its consequences were seen."""
    plan = own_plan(visit, year)
    form, entry = read_form(request.form, _NEW, year)
    if form.problems:
        return _new_form(visit, plan, form), 422
    attempt = visit.session.begin_nested()
    _, done = add_measure(visit.session, plan, entry, visit.now)
    if done.are_grave and request.form.get("sure") != done.mark:
        attempt.rollback()
        return _new_form(visit, own_plan(visit, year), form, EditTold(done))
    attempt.commit()
    flash(f"{words.ADDED}{words.effects(len(done.asked), 0)}")
    return to_year(visit, year)


def own_measure(visit: Visit, measure_id: int) -> Measure:
    """Return a living measure of the organization; 404 for another's."""
    found = visit.session.get(Measure, measure_id)
    if (
        found is None
        or found.plan.organization_id != visit.organization.id
        or found.removed_at is not None
    ):
        abort(404)
    return found


def given_was() -> MeasureEntry:
    """Return what the form was made from; 400 for a form that does not say."""
    was = was_of(request.form)
    if was is None:
        abort(400)
    return was


def is_htmx() -> bool:
    """Whether htmx asks, which puts the answer into the page that is there."""
    return request.headers.get("HX-Request") == "true"


def known_names(visit: Visit) -> Sequence[str]:
    """Return the names of the organization's agencies and groups, in Thai order."""
    names = [
        name
        for table in (Agency, AgencyGroup)
        for name in visit.session.scalars(
            select(table.name).where(table.organization_id == visit.organization.id)
        )
    ]
    return sorted(names, key=thai_order)


def _form(visit: Visit, measure: Measure, form: MeasureForm, told: EditTold = NOTHING) -> str:
    slug, number = visit.organization.slug, measure.id
    return render_template(
        "plan/measure_form.html" if is_htmx() else "plan/edit.html",
        visit=visit,
        form=form,
        told=told,
        names=known_names(visit),
        issues=measure.plan.issues,
        target=f"m{number}",
        action=url_for("plan_edit.save", slug=slug, measure_id=number),
        cancel=url_for("plan_edit.show", slug=slug, measure_id=number),
        remove=url_for("plan_edit.remove", slug=slug, measure_id=number),
        part=words.part,
        swaps=is_htmx(),
    )


def _new_form(visit: Visit, plan: Plan, form: MeasureForm, told: EditTold = NOTHING) -> str:
    slug, year = visit.organization.slug, plan.fiscal_year
    return render_template(
        "plan/edit.html",
        visit=visit,
        form=form,
        told=told,
        names=known_names(visit),
        issues=plan.issues,
        target="new",
        action=url_for("plan_edit.add", slug=slug, year=year),
        cancel=url_for("plan.of_year", slug=slug, year=year),
        remove=None,
        part=words.part,
        swaps=False,
    )


def _shown(visit: Visit, measure: Measure, said: str = "") -> str:
    return render_template(
        "plan/measure.html", visit=visit, measure=measure, parties=parties_of, said=said
    )


def _to_measure(visit: Visit, measure: Measure) -> Answered:
    year = measure.plan.fiscal_year
    where = url_for(
        "plan.of_year", slug=visit.organization.slug, year=year, _anchor=f"m{measure.id}"
    )
    return redirect(where, 303)
