"""The month as a matrix of agencies and measures, filtered by what the address says; the same as a
workbook.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from models.month.matrix import Matrix, MatrixMeasure, MatrixRow, matrix_of
from models.month.summary import asked_round
from models.tables.people import Role
from papers.month_sheet import month_workbook
from thai.names import key
from web.access import Answered, Visit, page
from web.desk.cells import table_rows, words_of
from web.desk.shown import month_address
from web.desk.start import chosen_round, rounds_of
from web.desk.words import FILTERS, NO_ISSUE, sheet_title

month = Blueprint("month", __name__, template_folder="../templates", url_prefix="/console/<slug>")
ROWS = 50
"""Agencies on a page of the matrix; more than that is slow on an old computer."""
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Chosen:
    """What the address asks to see of a month, and what there is of it."""

    words: str
    measure_words: str
    show: str
    issue: str
    measures: list[MatrixMeasure]
    rows: list[MatrixRow]
    issues: list[str]

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the view, as the address carries it."""
        asked = {"q": self.words, "m": self.measure_words, "issue": self.issue}
        asked["show"] = self.show if self.show != "all" else ""
        return {name: value for name, value in asked.items() if value}


@month.get("/month/")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def newest(visit: Visit) -> Answered:
    """Lead to the month that is asked for now."""
    found = asked_round(visit.session, visit.organization, visit.now)
    if found is None:
        return render_template("desk/empty.html", visit=visit)
    return redirect(
        url_for("month.matrix", slug=visit.organization.slug, month=month_address(found.month)), 303
    )


@month.get("/month/<month>")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def matrix(visit: Visit, month: str) -> Answered:
    """Show agency by measure; ``page=all`` shows every agency."""
    found = chosen_round(visit, month)
    laid = matrix_of(visit.session, found)
    chosen = _chosen(laid)
    everything = request.args.get("page") == "all"
    number = max(request.args.get("page", 1, type=int), 1)
    pages = max(-(-len(chosen.rows) // ROWS), 1)
    number = min(number, pages)
    shown = chosen.rows if everything else chosen.rows[(number - 1) * ROWS : number * ROWS]
    return render_template(
        "desk/month.html",
        visit=visit,
        round=found,
        rounds=rounds_of(visit),
        month=month_address(found.month),
        chosen=chosen,
        rows=table_rows(shown, chosen.measures, _report_address(visit), _Head(visit, month)),
        shown=len(shown),
        all_agencies=len(laid.rows),
        all_measures=len(laid.measures),
        number=number,
        pages=1 if everything else pages,
        rows_a_page=ROWS,
        issue_heads=list(_issue_heads(chosen.measures)),
        choices=FILTERS,
        waiting=sum(row.waiting for row in laid.rows),
    )


@month.get("/month/<month>/excel")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def excel(visit: Visit, month: str) -> Answered:
    """Give what the page shows, all agencies of it, as a workbook."""
    found = chosen_round(visit, month)
    chosen = _chosen(matrix_of(visit.session, found))
    title = sheet_title(visit.organization.name, found.month)
    body = month_workbook(title, chosen.measures, chosen.rows, words_of)
    answer = Response(body, mimetype=_EXCEL)
    name = quote(f"{title}.xlsx")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"month-{month}.xlsx\"; filename*=UTF-8''{name}"
    )
    return answer


def _chosen(laid: Matrix) -> Chosen:
    asked = request.args
    words, measure_words = asked.get("q", "").strip(), asked.get("m", "").strip()
    issues = list(dict.fromkeys(issue_of(each) for each in laid.measures))
    issue, show = asked.get("issue", ""), asked.get("show", "all")
    issue, show = issue if issue in issues else "", show if show in FILTERS else "all"
    measures = [
        each
        for each in laid.measures
        if (not issue or issue_of(each) == issue)
        and _is_like(f"{each.code or ''}{each.title}", measure_words)
    ]
    narrowed = len(measures) < len(laid.measures)
    ids = {each.measure_id for each in measures}
    rows = [
        row
        for row in laid.rows
        if _is_like(row.name, words)
        and (show == "all" or getattr(row, show))
        and (not narrowed or ids.intersection(row.cells))
    ]
    return Chosen(words, measure_words, show, issue, measures, rows, issues)


def _is_like(name: str, words: str) -> bool:
    return not words or key(words) in key(name)


def issue_of(measure: MatrixMeasure) -> str:
    """Return the heading a measure stands under."""
    if not measure.issue:
        return NO_ISSUE
    return f"{measure.issue_number} {measure.issue}" if measure.issue_number else measure.issue


def _issue_heads(measures: list[MatrixMeasure]) -> Iterator[tuple[str, int]]:
    """Give the headings over the columns, each with how many columns it spans."""
    for heading, columns in groupby(measures, key=issue_of):
        yield heading, len(list(columns))


def _report_address(visit: Visit) -> str:
    return url_for("report.show", slug=visit.organization.slug, obligation_id=0).removesuffix("0")


class _Head:
    """Where an agency's name leads to: to its reports, for who may decide."""

    def __init__(self, visit: Visit, month: str) -> None:
        slug = visit.organization.slug
        where = url_for("accepting.agency", slug=slug, month=month, agency_id=0)
        self._begin = where.removesuffix("0") if visit.is_secretariat else ""

    def __call__(self, row: MatrixRow) -> str:
        return f"{self._begin}{row.agency_id}" if self._begin else ""
