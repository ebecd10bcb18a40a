"""Scores from a file: read by long work in a process of its own, shown with what they change, then
stored.
"""

import hashlib

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from models.tables.people import Role
from models.tables.work import Work
from models.work import NamedFile, ask_for_work, work_of
from plans.document import Unreadable
from plans.workbooks.score_files import (
    ScoreFile,
    file_changes,
    names_another,
    store_score_file,
)
from scores.store import EnteredBy, ScoreChange
from web.access import Answered, Visit, page
from web.scores import words
from web.scores.ledger import possible_or_404, scored_years

taking = Blueprint(
    "taking", __name__, template_folder="../templates", url_prefix="/console/<slug>/scores/import"
)
READ = "scores.read"
"""The kind of the work that reads a file."""
_LONGEST_NAME = 200


@taking.get("")
@page(Role.SECRETARIAT)
def ask(visit: Visit) -> Answered:
    """Offer the workbook and take a file."""
    return _ask(visit)


@taking.post("")
@page(Role.SECRETARIAT)
def upload(visit: Visit) -> Answered:
    """Have a file read; nothing is stored before a look at what it changes."""
    sent = request.files.get("file")
    body = sent.read() if sent is not None else b""
    if sent is None or not sent.filename or not body:
        return _ask(visit, words.NO_FILE), 422
    year = request.form.get("year", type=int)
    if year is not None:
        possible_or_404(visit, year)
    name = sent.filename.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:]
    digest = hashlib.sha256(body).hexdigest()
    work = ask_for_work(
        visit.session,
        visit.organization.id,
        READ,
        f"{digest}:{year or ''}",
        {"year": year},
        visit.person,
        visit.now,
        files=(NamedFile(name, "application/octet-stream", body),),
    )
    return redirect(url_for("work.show", slug=visit.organization.slug, work_id=work.id), 303)


@taking.get("/<int:work_id>")
@page(Role.SECRETARIAT)
def look(visit: Visit, work_id: int) -> Answered:
    """Show what a file says and what storing it would change."""
    return _look(visit, _read_or_404(visit, work_id))


@taking.post("/<int:work_id>")
@page(Role.SECRETARIAT)
def store(visit: Visit, work_id: int) -> Answered:
    """Store what was looked at."""
    work = _read_or_404(visit, work_id)
    file = _file(work)
    changes = file_changes(visit.session, visit.organization.id, file)
    if request.form.get("seen") != _mark(changes):
        return _look(visit, work, words.CHANGED), 422
    by = EnteredBy(None, visit.person.id)
    try:
        with visit.session.begin_nested():
            store_score_file(
                visit.session, visit.organization, file, source=_name(work), by=by, now=visit.now
            )
    except Unreadable:
        return _look(visit, work, words.NOT_STORED), 422
    flash(words.stored(len(changes)))
    year = max(file.entries, default=file.fiscal_year)
    return redirect(url_for("scores.overview", slug=visit.organization.slug, year=year), 303)


def _ask(visit: Visit, problem: str = "") -> str:
    years, year = scored_years(visit)
    return render_template(
        "scores/import.html", visit=visit, years=years, year=year, problem=problem
    )


def _look(visit: Visit, work: Work, problem: str = "") -> str:
    file = _file(work)
    changes = file_changes(visit.session, visit.organization.id, file)
    return render_template(
        "scores/look.html",
        visit=visit,
        work=work,
        name=_name(work),
        file=file,
        changes=changes,
        count=sum(map(len, file.entries.values())),
        seen=_mark(changes),
        another=names_another(file, visit.organization),
        problem=problem,
        words=words,
    )


def _read_or_404(visit: Visit, work_id: int) -> Work:
    work = work_of(visit.session, visit.organization.id, work_id)
    if work is None or work.kind != READ or not (work.result or {}).get("file"):
        abort(404)
    return work


def _file(work: Work) -> ScoreFile:
    return ScoreFile.from_json((work.result or {})["file"])


def _name(work: Work) -> str:
    return next((file.name for file in work.files if not file.is_made), "")


def _mark(changes: tuple[ScoreChange, ...]) -> str:
    """Return what a form carries of the changes it was made from."""
    return hashlib.sha256(repr(changes).encode()).hexdigest()[:16]
