"""One place of the result report: the text to edit beside all that it comes from, and figures to
stand for.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from messages.moments import format_moment
from models.tables.people import Role
from papers.cell_editing import (
    BadText,
    Changed,
    cell_at,
    edit_cell,
    keep_edit,
    seen_mark,
    standing_lines,
    state_at,
)
from papers.print.document import MarkKind, PaperCell
from papers.result.checks.checking import check_paper
from papers.result.composition import ComposedPaper, State
from papers.result.confirming import CannotConfirm, confirm_figures
from papers.result.origins import CellOrigin, trace
from thai.numbers import to_arabic_digits
from web.access import Answered, Visit, page
from web.papers import words
from web.papers.result import by_place, shown_place, to_report
from web.papers.room import anchor_of, composed_or_404

cell = Blueprint(
    "cell",
    __name__,
    template_folder="../templates",
    url_prefix="/console/<slug>/papers/<int:fiscal_year>/result/<int:measure_id>/<place>",
)


@cell.get("")
@page(Role.SECRETARIAT)
def show(visit: Visit, fiscal_year: int, measure_id: int, place: str) -> Answered:
    """Show a place beside its origins."""
    composition, state = _found(visit, fiscal_year, measure_id, place)
    return _shown(visit, composition, state)


@cell.post("")
@page(Role.SECRETARIAT)
def save(visit: Visit, fiscal_year: int, measure_id: int, place: str) -> Answered:
    """Write what was typed over what is drawn, or let that stand again."""
    composition, state = _found(visit, fiscal_year, measure_id, place)
    typed = request.form.get("text", "")
    text = None if request.form.get("back") else typed
    seen = request.form.get("seen", "")
    try:
        changed = edit_cell(
            visit.session,
            composition,
            state,
            text,
            seen,
            by=visit.person.name,
            now=visit.now,
        )
    except BadText as bad:
        return _shown(visit, composition, state, typed, str(bad)), 422
    if changed is not None:
        return _shown(visit, composition, state, typed, _words_of(changed)), 422
    flash(words.BACK_TO_DRAWN if text is None else words.SAVED)
    return to_report(visit, fiscal_year, anchor_of(state))


@cell.post("/keep")
@page(Role.SECRETARIAT)
def keep(visit: Visit, fiscal_year: int, measure_id: int, place: str) -> Answered:
    """Let the edit stand although its reports changed: it was looked at again."""
    composition, state = _found(visit, fiscal_year, measure_id, place)
    if request.form.get("seen") != seen_mark(state):
        return _shown(visit, composition, state, problem=words.CHANGED_SINCE_LOOK), 422
    keep_edit(visit.session, composition, state, by=visit.person.name, now=visit.now)
    flash(words.KEPT)
    return to_report(visit, fiscal_year, anchor_of(state))


@cell.post("/confirm")
@page(Role.SECRETARIAT)
def confirm(visit: Visit, fiscal_year: int, measure_id: int, place: str) -> Answered:
    """Stand by name for a figure that nothing stored tells."""
    composition, state = _found(visit, fiscal_year, measure_id, place)
    figure = request.form.get("figure") or None
    try:
        confirm_figures(
            visit.session,
            visit.organization,
            composition,
            state.key,
            figure,
            now=visit.now,
            by=visit.person.name,
        )
    except CannotConfirm:
        flash(words.CANNOT_CONFIRM, "problem")
    else:
        flash(words.CONFIRMED)
    where = url_for(
        "cell.show",
        slug=visit.organization.slug,
        fiscal_year=fiscal_year,
        measure_id=measure_id,
        place=place,
    )
    return redirect(where, 303)


def _found(
    visit: Visit, fiscal_year: int, measure_id: int, place: str
) -> tuple[ComposedPaper, State]:
    composition = composed_or_404(visit, fiscal_year)
    state = state_at(composition, (measure_id or None, place))
    if state is None:
        abort(404)
    return composition, state


def _shown(
    visit: Visit,
    composition: ComposedPaper,
    state: State,
    typed: str | None = None,
    problem: str = "",
) -> str:
    printed = cell_at(composition, state)
    findings = check_paper(visit.session, composition, None)
    place = shown_place(composition, state, printed, by_place(findings))
    measure = next((m for m in composition.measures if m.id == state.place[0]), None)
    return render_template(
        "papers/cell.html",
        visit=visit,
        year=composition.plan.fiscal_year,
        measure=measure,
        place=place,
        standing="\n".join(standing_lines(state)),
        typed="\n".join(standing_lines(state)) if typed is None else typed,
        drawn=[line.text for line in state.drawn],
        seen=seen_mark(state),
        origins=_origins(visit, composition, printed),
        waiting=_waiting(printed),
        problem=problem,
        words=words,
    )


def _origins(visit: Visit, composition: ComposedPaper, printed: PaperCell | None) -> CellOrigin:
    if printed is None:
        return CellOrigin("", ())
    (origin,) = trace(visit.session, composition, [printed])
    return origin


def _waiting(printed: PaperCell | None) -> list[str]:
    """Return the figures of a place that wait for somebody to stand for them, each once."""
    if printed is None:
        return []
    return list(
        dict.fromkeys(
            to_arabic_digits(line.text)[mark.start : mark.end]
            for line in printed.lines
            for mark in line.marks
            if mark.kind is MarkKind.UNCHECKED
        )
    )


def _words_of(changed: Changed) -> str:
    if changed.at is None:
        return words.ORIGIN_CHANGED
    return words.changed_by(changed.by, format_moment(changed.at))
