"""The texts of the report in a workbook: downloaded, edited in Excel, taken back after a look at
what it changes.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, flash, render_template, request, send_file

from models.tables.people import Role
from models.tables.year.result_report import PersonalData
from papers.cell_editing import BadText, edit_cell, seen_mark, standing_lines, state_at
from papers.result.checks.checking import shown_files
from papers.result.checks.personal import note_looks
from papers.result.composition import ComposedPaper
from papers.version_changes import LineChange, changed_lines
from papers.workbook.belonging import belonging_of
from papers.workbook.reading import BadWorkbook, ReadBack, read_workbook
from papers.workbook.writing import write_workbook
from web.access import Answered, Visit, page
from web.papers import words
from web.papers.result import to_report
from web.papers.room import composed_or_404

workbook = Blueprint(
    "workbook",
    __name__,
    template_folder="../templates",
    url_prefix="/console/<slug>/papers/<int:fiscal_year>/workbook",
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ShownEdit:
    """A place that the workbook changes, and how."""

    key: str
    measure_id: int
    place: str
    text: str
    seen: str
    is_stale: bool
    lines: tuple[LineChange, ...]


@workbook.get("")
@page(Role.SECRETARIAT)
def show(visit: Visit, fiscal_year: int) -> Answered:
    """Offer the workbook, and take it back."""
    composed_or_404(visit, fiscal_year)
    return _shown(visit, fiscal_year)


@workbook.get("/file")
@page(Role.SECRETARIAT)
def download(visit: Visit, fiscal_year: int) -> Answered:
    """Give the workbook as everything stands now."""
    composition = composed_or_404(visit, fiscal_year)
    files = shown_files(visit.session, composition)
    belonging = belonging_of(visit.session, visit.organization, fiscal_year)
    body = write_workbook(composition, files, belonging)
    name = words.workbook_name(fiscal_year)
    return send_file(BytesIO(body), mimetype=_XLSX, as_attachment=True, download_name=name)


@workbook.post("")
@page(Role.SECRETARIAT)
def upload(visit: Visit, fiscal_year: int) -> Answered:
    """Show what a workbook changes; nothing is stored yet."""
    composition = composed_or_404(visit, fiscal_year)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _shown(visit, fiscal_year, words.NO_WORKBOOK), 422
    try:
        read = _read(visit, composition, sent.read())
    except BadWorkbook:
        return _shown(visit, fiscal_year, words.BAD_WORKBOOK), 422
    return _shown(visit, fiscal_year, "", _edits(composition, read), read.looks)


@workbook.post("/take")
@page(Role.SECRETARIAT)
def take(visit: Visit, fiscal_year: int) -> Answered:
    """Store what was looked at and ticked; what changed meanwhile is left and named."""
    composition = composed_or_404(visit, fiscal_year)
    left = []
    for number in request.form.getlist("take"):
        measure_id = request.form.get(f"measure-{number}", type=int)
        state = state_at(composition, (measure_id or None, request.form.get(f"place-{number}", "")))
        if state is None:
            continue
        text = request.form.get(f"text-{number}") or None
        seen = request.form.get(f"seen-{number}", "")
        who = visit.person.name
        try:
            changed = edit_cell(
                visit.session, composition, state, text, seen, by=who, now=visit.now
            )
        except BadText:
            changed = None
            left.append(state.key)
        if changed is not None:
            left.append(state.key)
    if looks := _looks(visit, composition):
        note_looks(visit.session, visit.organization, looks, now=visit.now, by=visit.person.name)
    if left:
        flash(words.WORKBOOK_STALE + ", ".join(left), "problem")
    flash(words.WORKBOOK_TAKEN)
    return to_report(visit, fiscal_year)


def _shown(
    visit: Visit,
    fiscal_year: int,
    problem: str = "",
    edits: list[ShownEdit] | None = None,
    looks: dict[int, PersonalData] | None = None,
) -> str:
    return render_template(
        "papers/workbook.html",
        visit=visit,
        year=fiscal_year,
        problem=problem,
        edits=edits,
        looks=looks or {},
        places=words.PLACES,
    )


def _read(visit: Visit, composition: ComposedPaper, body: bytes) -> ReadBack:
    files = shown_files(visit.session, composition)
    belonging = belonging_of(visit.session, visit.organization, composition.plan.fiscal_year)
    with TemporaryDirectory(prefix="kaona-workbook-") as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(body)
        return read_workbook(path, composition, files, belonging)


def _edits(composition: ComposedPaper, read: ReadBack) -> list[ShownEdit]:
    shown = []
    for typed in read.edits:
        state = state_at(composition, typed.place)
        if state is None:
            continue
        drawn = [line.text for line in state.drawn]
        after = typed.text.split("\n") if typed.text else drawn
        lines = changed_lines(tuple(standing_lines(state)), tuple(after))
        measure_id, place = typed.place
        text, seen = typed.text or "", seen_mark(state)
        shown.append(
            ShownEdit(typed.key, measure_id or 0, place, text, seen, typed.is_stale, lines)
        )
    return shown


def _looks(visit: Visit, composition: ComposedPaper) -> dict[int, PersonalData]:
    """Return the looks at evidence of this paper that the form carries."""
    known = {file.evidence_id for file in shown_files(visit.session, composition)}
    said = {
        number: request.form.get(f"look-{number}", "")
        for number in request.form.getlist("look", type=int)
        if number in known
    }
    return {n: PersonalData(found) for n, found in said.items() if found in words.PERSONAL_DATA}
