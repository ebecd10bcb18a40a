"""The ledger of ITA scores: what each figure is computed from, wrong ones beside the right ones,
what holds the organization down, and one score entered by hand.
"""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy import select

from models.month.calendar import fiscal_year_of, local_day
from models.tables.people import Person, Role
from models.tables.year.score import Score
from papers.analysis.score_analysis import Analysis, load_analysis, note_drafts
from papers.forecast import forecast
from papers.result.score_claims import printed_faults
from plans.workbooks.score_workbook import write_score_workbook
from scores.codes import PARTS, is_question, normal_code
from scores.entering import BadScore, check_unchanged, enter_score, read_value, stored_score
from scores.ledger import Figure, YearChange
from scores.store import (
    EnteredBy,
    latest_scored_year,
    remove_score,
    stored_entries,
    stored_scores,
    years_with_scores,
)
from scores.what_if import costliest
from web.access import Answered, Visit, page
from web.scores import words

scores = Blueprint(
    "scores", __name__, template_folder="../templates", url_prefix="/console/<slug>/scores"
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COSTLIEST = 8
_FIRST_YEAR = 2550
"""Buddhist era: before it nobody was assessed."""


@dataclass(frozen=True)
class LedgerRow:
    """A line of the ledger; ``value`` is what counts, ``printed`` what is stored."""

    code: str
    word: str
    title: str
    value: Decimal | None
    printed: Decimal | None
    parts: tuple[Decimal | None, ...]
    figure: Figure | None
    step: str
    whole: str
    change: YearChange | None

    @property
    def kind(self) -> str:
        """What the code is: for the look of its line."""
        if self.code == "overall":
            return "overall"
        return "question" if is_question(self.code) else "indicator"


@scores.get("")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def overview(visit: Visit) -> Answered:
    """Show the ledger of a year."""
    years, year = scored_years(visit)
    analysis = load_analysis(visit.session, visit.organization, year)
    every = bool(request.args.get("all"))
    return render_template(
        "scores/overview.html",
        visit=visit,
        years=years,
        year=year,
        analysis=analysis,
        standing=analysis.ledger.standing,
        rows=_rows(visit, analysis, every),
        every=every,
        faults=printed_faults(visit.session, visit.organization, year),
        costs=costliest(analysis.rule, analysis.ledger.values, _COSTLIEST),
        forecast=forecast(visit.session, visit.organization, fiscal_year_of(local_day(visit.now))),
        words=words,
        title_of=lambda code: words.title_of(code, dict(analysis.rule.titles)),
    )


@scores.get("/find")
@page(Role.SECRETARIAT)
def find(visit: Visit) -> Answered:
    """Lead to the score whose code is typed."""
    _, year = scored_years(visit)
    code = normal_code(request.args.get("code", ""))
    slug = visit.organization.slug
    if code is None:
        flash(words.PROBLEMS_OF_CODE, "problem")
        return redirect(url_for("scores.overview", slug=slug, year=year), 303)
    return redirect(url_for("scores.one", slug=slug, fiscal_year=year, code=code), 303)


@scores.get("/<int:fiscal_year>/<code>")
@page(Role.SECRETARIAT)
def one(visit: Visit, fiscal_year: int, code: str) -> Answered:
    """Show one score: what it follows from, who entered it, and the form to enter it."""
    return _one(visit, fiscal_year, code)


@scores.post("/<int:fiscal_year>/<code>")
@page(Role.SECRETARIAT)
def enter(visit: Visit, fiscal_year: int, code: str) -> Answered:
    """Enter a score as it is printed, or take it out; not over what somebody else entered."""
    possible_or_404(visit, fiscal_year)
    if normal_code(code) != code:
        abort(404)
    part = request.form.get("part", 0, type=int)
    typed = request.form.get("value", "")
    by = EnteredBy(None, visit.person.id)
    owner = visit.organization
    try:
        seen = read_value(request.form["seen"]) if request.form.get("seen") else None
        check_unchanged(visit.session, owner, fiscal_year, code, part, seen)
        if request.form.get("remove"):
            remove_score(visit.session, owner, fiscal_year, code, part, by=by, now=visit.now)
            said = words.REMOVED
        else:
            change = enter_score(
                *(visit.session, owner, fiscal_year, code, part, read_value(typed)),
                by=by,
                now=visit.now,
            )
            said = words.SAVED if change else words.SAME
    except BadScore as bad:
        return _one(visit, fiscal_year, code, words.PROBLEMS[bad.problem], {part: typed}), 422
    flash(said)
    return redirect(url_for("scores.overview", slug=owner.slug, year=fiscal_year), 303)


@scores.get("/<int:fiscal_year>/workbook")
@page(Role.SECRETARIAT)
def workbook(visit: Visit, fiscal_year: int) -> Answered:
    """Give the workbook to fill in, with what is stored."""
    possible_or_404(visit, fiscal_year)
    analysis = load_analysis(visit.session, visit.organization, fiscal_year)
    entries = stored_entries(visit.session, visit.organization.id, fiscal_year)
    with TemporaryDirectory(prefix="kaona-scores-") as folder:
        path = Path(folder) / "scores.xlsx"
        write_score_workbook(
            *(path, analysis.rule, visit.organization.name, entries),
            analysis.before.values,
            note_drafts(analysis),
        )
        body = path.read_bytes()
    name = words.workbook_name(fiscal_year)
    return send_file(BytesIO(body), mimetype=_XLSX, as_attachment=True, download_name=name)


def possible_or_404(visit: Visit, fiscal_year: int) -> None:
    """404 for a year (Buddhist era) that no assessment was or will soon be held in."""
    if not _FIRST_YEAR <= fiscal_year <= fiscal_year_of(local_day(visit.now)) + 1:
        abort(404)


def scored_years(visit: Visit) -> tuple[list[int], int]:
    """Return the years to choose from, the newest first, and the one that is asked for, else the
    last with scores.
    """
    stored = years_with_scores(visit.session, visit.organization.id)
    this = fiscal_year_of(local_day(visit.now))
    years = sorted({*stored, this - 1, this}, reverse=True)
    asked = request.args.get("year", type=int)
    if asked in years:
        return years, asked
    return years, latest_scored_year(visit.session, visit.organization.id) or this - 1


def _rows(visit: Visit, analysis: Analysis, every: bool) -> list[LedgerRow]:
    stored = stored_scores(visit.session, visit.organization.id, analysis.fiscal_year)
    printed = {(row.code, row.part): row.value for row in stored}
    known = {*analysis.ledger.values, *(code for code, _ in printed)}
    codes = [code for code in analysis.rule.codes if every or code in known]
    codes += [code for code in analysis.ledger.values if code not in codes]
    return [_row(analysis, code, printed) for code in codes]


def _row(analysis: Analysis, code: str, printed: dict[tuple[str, int], Decimal]) -> LedgerRow:
    figure = next((each for each in analysis.ledger.figures if each.code == code), None)
    return LedgerRow(
        code,
        words.shown_code(code),
        words.title_of(code, dict(analysis.rule.titles)),
        analysis.ledger.values.get(code),
        printed.get((code, 0)),
        tuple(printed.get((code, part)) for part in PARTS),
        figure,
        words.short_step(figure.step) if figure else "",
        words.whole_step(figure) if figure else "",
        analysis.changes.get(code),
    )


def _one(
    visit: Visit,
    fiscal_year: int,
    code: str,
    problem: str = "",
    typed: dict[int, str] | None = None,
) -> str:
    possible_or_404(visit, fiscal_year)
    if normal_code(code) != code:
        abort(404)
    analysis = load_analysis(visit.session, visit.organization, fiscal_year)
    parts = (0, *PARTS) if is_question(code) and code[0] in analysis.rule.parts else (0,)
    stored = {
        part: stored_score(visit.session, visit.organization.id, fiscal_year, code, part)
        for part in parts
    }
    printed = {(code, part): row.value for part, row in stored.items() if row}
    return render_template(
        "scores/one.html",
        visit=visit,
        year=fiscal_year,
        row=_row(analysis, code, printed),
        stored=stored,
        people=_people(visit, [row for row in stored.values() if row]),
        problem=problem,
        typed=typed or {},
        words=words,
    )


def _people(visit: Visit, rows: list[Score]) -> dict[int, str]:
    """Return the names of those who entered some scores on a page."""
    ids = [row.entered_by_id for row in rows if row.entered_by_id]
    found = visit.session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person.name for person in found}
