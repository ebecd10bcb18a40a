"""The papers of a fiscal year: what there is, a look at each, and having them made as files."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from models.month.calendar import fiscal_months, fiscal_year_of
from models.month.overdue import OverdueAgency, overdue_agencies
from models.tables.people import Role
from models.tables.work import Work, WorkFile
from models.work import ask_for_work, work_of, works_in_view
from papers.letters import USUAL_DAYS, LetterChoices
from papers.making import (
    FORMATS,
    LOOKED_AT,
    OF_MONTH,
    SHOWN,
    SHOWN_FILES,
    NoScores,
    Paper,
    WantedPaper,
    compose_shown,
    look_at,
    until_of,
)
from papers.print.html import write_html
from papers.print.rendering import CannotRender
from papers.result.composing import NoPlan
from papers.result.publishing import newest_version
from web.access import Answered, Visit, page
from web.desk.shown import month_address, month_of_address
from web.papers import words
from web.papers.links import LINKS
from web.papers.room import (
    FRAMED_PICTURES,
    asked_year,
    composed_or_404,
    framed,
    known_years,
    planned_years,
    round_months,
)
from web.scores.ledger import possible_or_404

papers = Blueprint(
    "papers", __name__, template_folder="../templates", url_prefix="/console/<slug>/papers"
)
MAKE = "papers.make"
"""The kind of the work that makes a paper."""
_LISTED = 100
_MOST_DAYS, _LONGEST = 366, 300
_INLINE = ("application/pdf", "image/png")
_PDF_POLICY = "default-src 'none'; sandbox; frame-ancestors 'self'"


@dataclass(frozen=True)
class MadeFile:
    """A file that was made: of which work, by whom, when."""

    work_id: int
    file_id: int
    name: str
    size: int
    at: datetime
    by: str


@dataclass(frozen=True)
class Line:
    """A paper of the year: its words, what it is made as, and what was made of it."""

    paper: Paper
    name: str
    what: str
    formats: tuple[str, ...]
    is_shown: bool
    months: list[date]
    chosen: date | None
    made: list[MadeFile]


@papers.get("")
@page(Role.SECRETARIAT)
def overview(visit: Visit) -> Answered:
    """List the papers of a fiscal year."""
    years = known_years(visit)
    year = asked_year([*planned_years(visit), *years])
    return render_template(
        "papers/overview.html",
        visit=visit,
        years=years,
        year=year,
        has_plan=year in planned_years(visit),
        lines=_lines(visit, year),
        formats=words.FORMATS,
        newest=newest_version(visit.session, visit.organization, year),
        months=round_months(visit),
    )


@papers.get("/<int:fiscal_year>/look/<paper>")
@page(Role.SECRETARIAT)
def look(visit: Visit, fiscal_year: int, paper: str) -> Answered:
    """Show a paper in a frame before it is made; of letters, to whom they would go."""
    wanted = wanted_of(visit, fiscal_year, paper, request.args.get("month"))
    if wanted.paper not in (*SHOWN, *LOOKED_AT, Paper.LETTERS):
        abort(404)
    return render_template(
        "papers/look.html",
        visit=visit,
        year=fiscal_year,
        wanted=wanted,
        name=words.PAPERS[wanted.paper][0],
        formats=[(kind, words.FORMATS[kind]) for kind in FORMATS[wanted.paper]],
        overdue=_overdue(visit, wanted, _chosen(request.args).days),
        chosen=_chosen(request.args),
        first=SHOWN_FILES if wanted.paper is Paper.EVIDENCE else None,
    )


@papers.get("/<int:fiscal_year>/shown/<paper>")
@page(Role.SECRETARIAT)
def shown(visit: Visit, fiscal_year: int, paper: str) -> Answered:
    """Show a paper as it will be printed, for a frame."""
    wanted = wanted_of(visit, fiscal_year, paper, request.args.get("month"))
    if wanted.paper not in (*SHOWN, *LOOKED_AT):
        abort(404)
    try:
        if wanted.paper in LOOKED_AT:
            page_of = look_at(visit.session, visit.organization, wanted, visit.ground.data_dir)
            return framed(page_of.write(), "text/html", FRAMED_PICTURES)
        document = compose_shown(visit.session, visit.organization, wanted)
    except (NoPlan, NoScores):
        abort(404)
    except CannotRender:
        abort(503)
    return framed(write_html(document), "text/html")


@papers.post("/<int:fiscal_year>/make/<paper>")
@page(Role.SECRETARIAT)
def make(visit: Visit, fiscal_year: int, paper: str) -> Answered:
    """Have a paper made; its page shows how far it is."""
    wanted = wanted_of(visit, fiscal_year, paper, request.form.get("month"))
    kind = request.form.get("format", FORMATS[wanted.paper][0])
    if kind not in FORMATS[wanted.paper]:
        abort(404)
    number = request.form.get("version", type=int) if wanted.paper is Paper.RESULT else None
    month = month_address(wanted.month) if wanted.month else None
    given = {"paper": paper, "year": fiscal_year, "month": month, "kind": kind, "version": number}
    key = ":".join(str(value or "") for value in given.values())
    letters = _chosen(request.form).to_json() if wanted.paper is Paper.LETTERS else None
    return _asked(visit, MAKE, key, {**given, "letters": letters})


@papers.post("/<int:fiscal_year>/links")
@page(Role.SECRETARIAT)
def ask_links(visit: Visit, fiscal_year: int) -> Answered:
    """Have every link of the result report asked for."""
    composed_or_404(visit, fiscal_year)
    return _asked(visit, LINKS, str(fiscal_year), {"year": fiscal_year})


@papers.get("/made/<int:work_id>")
@page(Role.SECRETARIAT)
def made(visit: Visit, work_id: int) -> Answered:
    """Show what was made: in a frame where the browser can, and to be downloaded."""
    work = _made_or_404(visit, work_id)
    files = [file for file in work.files if file.is_made]
    inline = [file for file in files if file.media_type in _INLINE]
    return render_template(
        "papers/made.html",
        visit=visit,
        work=work,
        files=files,
        inline=inline,
        year=work.given.get("year"),
        name=words.PAPERS[Paper(work.given["paper"])][0],
    )


@papers.get("/made/<int:work_id>/<int:file_id>")
@page(Role.SECRETARIAT)
def inside(visit: Visit, work_id: int, file_id: int) -> Answered:
    """Show a file that was made in a frame of its page."""
    work = _made_or_404(visit, work_id)
    found = next((each for each in work.files if each.is_made and each.id == file_id), None)
    if found is None or found.media_type not in _INLINE:
        abort(404)
    return framed(found.body, found.media_type, _PDF_POLICY)


def wanted_of(visit: Visit, fiscal_year: int, paper: str, month: str | None) -> WantedPaper:
    """Return which paper is wanted; 404 for one that there is not, and for no month."""
    if paper not in {each.value for each in Paper}:
        abort(404)
    possible_or_404(visit, fiscal_year)
    chosen = month_of_address(month) if month else None
    wanted = WantedPaper(Paper(paper), fiscal_year, visit.now, chosen)
    if wanted.paper is Paper.INTERIM:
        return WantedPaper(wanted.paper, fiscal_year, visit.now, until_of(wanted))
    if wanted.paper in OF_MONTH:
        months = round_months(visit)
        if chosen is None and months:
            chosen = months[0]
        if chosen not in months:
            abort(404)
        return WantedPaper(wanted.paper, fiscal_year, visit.now, chosen)
    return WantedPaper(wanted.paper, fiscal_year, visit.now)


def _chosen(said: MultiDict[str, str]) -> LetterChoices:
    """Return what was chosen for letters; what makes no sense is as usual."""
    days = said.get("days", USUAL_DAYS, type=int)
    return LetterChoices(
        days=days if 0 <= days <= _MOST_DAYS else USUAL_DAYS,
        written_on=said.get("written_on", type=date.fromisoformat),
        answer_by=said.get("answer_by", type=date.fromisoformat),
        address=said.get("address", "").strip()[:_LONGEST] or None,
    )


def _asked(visit: Visit, kind: str, key: str, given: dict[str, object]) -> Answered:
    work = ask_for_work(
        visit.session, visit.organization.id, kind, key, given, visit.person, visit.now
    )
    return redirect(url_for("work.show", slug=visit.organization.slug, work_id=work.id), 303)


def _made_or_404(visit: Visit, work_id: int) -> Work:
    work = work_of(visit.session, visit.organization.id, work_id)
    if work is None or work.kind != MAKE or work.result is None:
        abort(404)
    return work


def _lines(visit: Visit, year: int) -> list[Line]:
    made = _made(visit, year)
    months = [month for month in round_months(visit) if fiscal_year_of(month) == year]
    lines = []
    for paper in Paper:
        of = fiscal_months(year) if paper is Paper.INTERIM else months
        of = of if paper in OF_MONTH else []
        lines.append(
            Line(
                paper,
                *words.PAPERS[paper],
                FORMATS[paper],
                paper in (*SHOWN, *LOOKED_AT, Paper.LETTERS),
                list(of),
                of[5] if paper is Paper.INTERIM else None,
                made.get(paper, []),
            )
        )
    return lines


def _made(visit: Visit, year: int) -> dict[Paper, list[MadeFile]]:
    """Return the newest file of each kind of each paper of a year."""
    works: dict[str, Work] = {}
    for work in works_in_view(visit.session, visit.organization.id, MAKE, most=_LISTED):
        if work.given.get("year") == year and work.result is not None:
            works.setdefault(work.key, work)
    by_id = {work.id: work for work in works.values()}
    files = visit.session.scalars(
        select(WorkFile)
        .where(WorkFile.work_id.in_(by_id), WorkFile.is_made)
        .order_by(WorkFile.work_id.desc(), WorkFile.id)
    )
    found: dict[Paper, list[MadeFile]] = {}
    for each in files:
        work = by_id[each.work_id]
        found.setdefault(Paper(work.given["paper"]), []).append(_made_file(work, each))
    return found


def _made_file(work: Work, each: WorkFile) -> MadeFile:
    by = work.asked_by.name if work.asked_by else ""
    return MadeFile(work.id, each.id, each.name, each.size, work.asked_at, by)


def _overdue(visit: Visit, wanted: WantedPaper, days: int) -> list[OverdueAgency]:
    if wanted.paper is not Paper.LETTERS or wanted.month is None:
        return []
    return overdue_agencies(visit.session, visit.organization, wanted.month, visit.now, beyond=days)
