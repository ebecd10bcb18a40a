"""Looking at evidence for personal data before a result report is published."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from models.tables.people import Role
from models.tables.year.result_report import PersonalData
from papers.result.checks.checking import shown_files
from papers.result.checks.personal import Attached, note_looks
from web.access import Answered, Visit, page
from web.papers import words
from web.papers.room import composed_or_404

looks = Blueprint(
    "looks",
    __name__,
    template_folder="../templates",
    url_prefix="/console/<slug>/papers/<int:fiscal_year>/evidence",
)
_ON_A_PAGE = 30


@looks.get("")
@page(Role.SECRETARIAT)
def show(visit: Visit, fiscal_year: int) -> Answered:
    """Show the pictures and files of accepted reports, those nobody looked at first."""
    composition = composed_or_404(visit, fiscal_year)
    files = shown_files(visit.session, composition)
    waiting = [file for file in files if file.found is None]
    only = request.args.get("show", "waiting" if waiting else "all")
    listed = files if only == "all" else waiting
    return render_template(
        "papers/evidence.html",
        visit=visit,
        year=fiscal_year,
        files=listed[:_ON_A_PAGE],
        total=len(listed),
        count=len(files),
        waiting=len(waiting),
        only=only,
        labels=composition.labels,
        link=visit.ground.evidence_link,
        answers=words.PERSONAL_DATA,
    )


@looks.post("")
@page(Role.SECRETARIAT)
def save(visit: Visit, fiscal_year: int) -> Answered:
    """Keep what was found; what somebody else answered otherwise meanwhile stays and is named."""
    composition = composed_or_404(visit, fiscal_year)
    found: dict[int, PersonalData] = {}
    met = []
    for file in shown_files(visit.session, composition):
        answer = _answer(file)
        if answer is None or answer is file.found:
            continue
        if request.form.get(f"was-{file.evidence_id}", "") != (file.found or ""):
            met.append(file.name)
        else:
            found[file.evidence_id] = answer
    if found:
        note_looks(visit.session, visit.organization, found, now=visit.now, by=visit.person.name)
        flash(words.LOOKS_SAVED)
    if met:
        flash(words.met_looks(met), "problem")
    slug = visit.organization.slug
    return redirect(url_for("looks.show", slug=slug, fiscal_year=fiscal_year), 303)


def _answer(file: Attached) -> PersonalData | None:
    said = request.form.get(f"look-{file.evidence_id}", "")
    return PersonalData(said) if said in words.PERSONAL_DATA else None
