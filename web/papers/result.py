"""The result report of a year: every cell as it stands, what is to be looked at, and its form."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from models.tables.organization import Organization
from models.tables.people import Role
from models.tables.plan import Measure
from papers.cell_editing import standing_lines
from papers.drawn.telling import Telling
from papers.print.document import PaperCell, PaperLine
from papers.print.runs import split_runs
from papers.result.checks.checking import (
    NEVER_LET_STAND,
    NEVER_STOPS,
    Finding,
    FindingKind,
    check_paper,
)
from papers.result.composition import ComposedPaper, State
from papers.result.edits import INDICATORS, PARTS
from papers.result.layout import ColumnSet, Digits, PaperLayout, keep_layout
from papers.result.publishing import newest_version
from web.access import Answered, Visit, page
from web.papers import words
from web.papers.room import anchor_of, composed_or_404, measure_anchor, planned_years

result = Blueprint(
    "result",
    __name__,
    template_folder="../templates",
    url_prefix="/console/<slug>/papers/<int:fiscal_year>/result",
)
_LONGEST_NAME = 300
ByPlace = Mapping[str, tuple[Finding, ...]]
"""Findings by where they are."""


@dataclass(frozen=True)
class ShownLine:
    """A line as printed: its pieces, of which some are marked, and what the marks say."""

    pieces: tuple[tuple[str, bool], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ShownPlace:
    """A place of the report with all that is known of it."""

    state: State
    anchor: str
    heading: str
    lines: tuple[ShownLine, ...]
    note: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ShownMeasure:
    """A measure with its places; ``issue`` is printed where another issue begins."""

    measure: Measure
    anchor: str
    label: str
    issue: str
    places: tuple[ShownPlace, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ShownKind:
    """One kind of finding: its word, whether it stops publishing, and whether it may never
    stand.
    """

    kind: FindingKind
    word: str
    stops: bool
    never: bool
    found: tuple[tuple[Finding, str, str], ...]
    """Each with where it is, in words, and the anchor it jumps to (empty: none)."""


@result.get("")
@page(Role.SECRETARIAT)
def show(visit: Visit, fiscal_year: int) -> Answered:
    """Show the report's cells beside what is to be looked at."""
    composition = composed_or_404(visit, fiscal_year)
    findings = check_paper(visit.session, composition, None)
    return render_template(
        "papers/result.html",
        visit=visit,
        year=fiscal_year,
        years=planned_years(visit),
        composition=composition,
        parts=shown_parts(composition, by_place(findings)),
        measures=shown_measures(composition, by_place(findings)),
        kinds=findings_by_kind(composition, findings),
        newest=newest_version(visit.session, visit.organization, fiscal_year),
        edited=sum(state.edit is not None for state in composition.states),
    )


@result.get("/form")
@page(Role.SECRETARIAT)
def form(visit: Visit, fiscal_year: int) -> Answered:
    """Show how the report looks and who signs it."""
    return _form(visit, fiscal_year, layout_of(visit.organization))


@result.post("/form")
@page(Role.SECRETARIAT)
def keep_form(visit: Visit, fiscal_year: int) -> Answered:
    """Keep how the report looks, unless somebody else changed it meanwhile."""
    current = layout_of(visit.organization)
    try:
        wanted = PaperLayout(
            columns=ColumnSet(request.form.get("columns", current.columns)),
            digits=Digits(request.form.get("digits", current.digits)),
            agencies=Telling(request.form.get("agencies", current.agencies)),
            scores="scores" in request.form,
            signer_name=request.form.get("signer_name", "").strip()[:_LONGEST_NAME],
            signer_position=request.form.get("signer_position", "").strip()[:_LONGEST_NAME],
        )
    except ValueError:
        return _form(visit, fiscal_year, current), 422
    if request.form.get("seen") != mark_of(current):
        return _form(visit, fiscal_year, wanted, words.FORM_CHANGED), 422
    if wanted != current:
        keep_layout(visit.session, visit.organization, wanted, visit.now)
    flash(words.FORM_SAVED)
    return to_report(visit, fiscal_year)


def _form(visit: Visit, fiscal_year: int, layout: PaperLayout, problem: str = "") -> str:
    current = layout_of(visit.organization)
    return render_template(
        "papers/form.html",
        visit=visit,
        year=fiscal_year,
        layout=layout,
        current=current,
        seen=mark_of(current),
        problem=problem,
        words=words,
    )


def layout_of(organization: Organization) -> PaperLayout:
    """Return how the organization's report looks now."""
    return PaperLayout.of(organization.kind, organization.settings)


def mark_of(layout: PaperLayout) -> str:
    """Return what a form carries of the layout it was made from."""
    raw = json.dumps(layout.to_settings(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(raw.encode()).hexdigest()[:16]


def to_report(visit: Visit, fiscal_year: int, anchor: str | None = None) -> Response:
    """Lead to the report, to one of its places."""
    slug = visit.organization.slug
    return redirect(url_for("result.show", slug=slug, fiscal_year=fiscal_year, _anchor=anchor), 303)


def by_place(findings: list[Finding]) -> ByPlace:
    """Return findings by where they are."""
    found: dict[str, tuple[Finding, ...]] = {}
    for each in findings:
        found[each.where] = (*found.get(each.where, ()), each)
    return found


def shown_parts(composition: ComposedPaper, findings: ByPlace) -> list[ShownPlace]:
    """Return the parts around the table."""
    cells = {cell.key: cell for cell in composition.parts}
    return [
        shown_place(composition, state, cells.get(state.key), findings)
        for state in composition.states
        if state.place[0] is None and state.place[1] in PARTS
    ]


def shown_measures(composition: ComposedPaper, findings: ByPlace) -> list[ShownMeasure]:
    """Return the measures with their places, in printed order."""
    cells = {cell.key: cell for cell in composition.document.cells()}
    by_measure: dict[int, list[State]] = {}
    for state in composition.states:
        if state.place[0] is not None:
            by_measure.setdefault(state.place[0], []).append(state)
    issue, shown = "", []
    for measure in _printed_order(composition, by_measure):
        heading = measure.issue.title if measure.issue else ""
        label = composition.labels[measure.id]
        shown.append(
            ShownMeasure(
                measure,
                measure_anchor(measure.id),
                label,
                heading if heading != issue else "",
                tuple(
                    shown_place(composition, state, cells.get(state.key), findings)
                    for state in _in_order(by_measure[measure.id])
                ),
                findings.get(label, ()),
            )
        )
        issue = heading
    return shown


def _in_order(states: list[State]) -> list[State]:
    """Which indicators are spoken of is asked after the outcome they are spoken of in."""
    return sorted(states, key=lambda state: state.place[1] == INDICATORS)


def _printed_order(composition: ComposedPaper, by_measure: dict[int, list[State]]) -> list[Measure]:
    measures = {measure.id: measure for measure in composition.measures}
    return [measures[measure_id] for measure_id in by_measure if measure_id in measures]


def shown_place(
    composition: ComposedPaper, state: State, cell: PaperCell | None, findings: ByPlace
) -> ShownPlace:
    """Return a place as pages show it; one that is not printed shows what stands at it."""
    lines = cell.lines if cell else tuple(PaperLine(text) for text in standing_lines(state))
    texts = cell.printed(composition.document.thai_digits) if cell else [x.text for x in lines]
    return ShownPlace(
        state,
        anchor_of(state),
        words.PLACES.get(state.place[1], state.place[1]),
        tuple(
            ShownLine(
                tuple(split_runs(line, text)), tuple(mark.said for mark in line.marks if mark.said)
            )
            for line, text in zip(lines, texts, strict=True)
        ),
        cell.note if cell else "",
        findings.get(state.key, ()),
    )


def findings_by_kind(composition: ComposedPaper, findings: list[Finding]) -> list[ShownKind]:
    """Return the findings by kind, the gravest first, each with the anchor it jumps to."""
    anchors = {state.key: anchor_of(state) for state in composition.states}
    anchors |= {
        label: measure_anchor(measure_id) for measure_id, label in composition.labels.items()
    }
    kinds = [*NEVER_LET_STAND, *(kind for kind in FindingKind if kind not in NEVER_LET_STAND)]
    kinds.sort(key=lambda kind: kind in NEVER_STOPS)
    return [
        ShownKind(
            kind,
            words.FINDINGS[kind],
            kind not in NEVER_STOPS,
            kind in NEVER_LET_STAND,
            tuple(
                (each, words.where_of(each.where), anchors.get(each.where, ""))
                for each in findings
                if each.kind is kind
            ),
        )
        for kind in kinds
        if any(each.kind is kind for each in findings)
    ]
