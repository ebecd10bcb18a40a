"""The published versions of a result report: listed, looked at, and what changed between them; and
publishing the next one with a second look.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from models.tables.people import Role
from models.tables.year.result_report import ReportVersion
from papers.print.document import Document
from papers.print.html import write_html
from papers.result import publishing
from papers.result.checks.checking import (
    NEVER_LET_STAND,
    NEVER_STOPS,
    Finding,
    FindingKind,
    check_paper,
    links_of,
)
from papers.result.composing import NoPlan
from papers.result.composition import ComposedPaper
from papers.result.publishing import CannotPublish, Drafted, digest_of, draft_version, list_versions
from papers.version_changes import changed_cells
from web.access import Answered, Visit, page
from web.papers import words
from web.papers.links import asked_links
from web.papers.result import findings_by_kind
from web.papers.room import composed_or_404, framed

versions = Blueprint(
    "versions",
    __name__,
    template_folder="../templates",
    url_prefix="/console/<slug>/papers/<int:fiscal_year>",
)


@versions.get("/versions")
@page(Role.SECRETARIAT)
def all_of(visit: Visit, fiscal_year: int) -> Answered:
    """List the published versions, the newest first."""
    return render_template(
        "papers/versions.html",
        visit=visit,
        year=fiscal_year,
        versions=list_versions(visit.session, visit.organization, fiscal_year)[::-1],
        kinds=words.FINDINGS,
    )


@versions.get("/versions/<int:number>")
@page(Role.SECRETARIAT)
def show(visit: Visit, fiscal_year: int, number: int) -> Answered:
    """Show a version, and what changed since the one before it or another that is asked for."""
    found = _versions(visit, fiscal_year)
    version = found.get(number) or abort(404)
    other = found.get(request.args.get("since", number - 1, type=int))
    return render_template(
        "papers/version.html",
        visit=visit,
        year=fiscal_year,
        version=version,
        others=[each for each in found if each != number],
        since=other,
        changes=changed_cells(_document(other), _document(version)) if other else [],
        kinds=words.FINDINGS,
        places=words.PLACES,
    )


@versions.get("/versions/<int:number>/page")
@page(Role.SECRETARIAT)
def shown(visit: Visit, fiscal_year: int, number: int) -> Answered:
    """Show a version as it was published, for a frame."""
    version = _versions(visit, fiscal_year).get(number) or abort(404)
    return framed(write_html(_document(version)), "text/html")


@versions.get("/publish")
@page(Role.SECRETARIAT)
def look(visit: Visit, fiscal_year: int) -> Answered:
    """Show what would be published, and what stands against it."""
    return _look(visit, fiscal_year)


def _draft(visit: Visit, fiscal_year: int) -> Drafted | Answered:
    """Compose and check what was looked at; the page once more where it cannot be published."""
    despite = _despite()
    try:
        drafted = draft_version(
            visit.session,
            visit.organization,
            fiscal_year,
            now=visit.now,
            ask=asked_links(visit, fiscal_year).ask,
            despite=despite,
            by=visit.person.name,
        )
    except NoPlan:
        abort(404)
    except CannotPublish as refused:
        problem = words.STANDS_AGAINST if refused.findings else words.NOTHING_CHANGED
        return _look(visit, fiscal_year, problem, despite), 422
    if drafted.version.digest != request.form.get("seen"):
        return _look(visit, fiscal_year, words.CHANGED_SINCE_LOOK, despite), 422
    return drafted


def _despite() -> list[FindingKind]:
    return [kind for kind in FindingKind if kind.value in request.form.getlist("despite")]


@versions.post("/publish")
@page(Role.SECRETARIAT, prepare=_draft)
def publish(visit: Visit, fiscal_year: int, prepared: Drafted | Answered) -> Answered:
    """Publish what was looked at; nothing else, and not while anything stands against it."""
    if not isinstance(prepared, Drafted):
        return prepared
    try:
        version = publishing.publish(visit.session, prepared)
    except CannotPublish:  # somebody changed something since it was composed
        return _look(visit, fiscal_year, words.CHANGED_SINCE_LOOK, _despite()), 422
    flash(words.published(version.number))
    where = url_for(
        "versions.show",
        slug=visit.organization.slug,
        fiscal_year=fiscal_year,
        number=version.number,
    )
    return redirect(where, 303)


def _look(
    visit: Visit, fiscal_year: int, problem: str = "", despite: list[FindingKind] | None = None
) -> str:
    composition = composed_or_404(visit, fiscal_year)
    links = asked_links(visit, fiscal_year)
    unasked = [link for link in links_of(composition) if link not in links.answers]
    findings = _found(visit, composition)
    last = publishing.newest_version(visit.session, visit.organization, fiscal_year)
    digest = digest_of(composition.document)
    return render_template(
        "papers/publish.html",
        visit=visit,
        year=fiscal_year,
        number=last.number + 1 if last else 1,
        last=last,
        same=last is not None and last.digest == digest,
        changes=changed_cells(_document(last), composition.document) if last else [],
        kinds=findings_by_kind(composition, findings),
        never=any(each.kind in NEVER_LET_STAND for each in findings),
        stands=any(each.kind not in NEVER_STOPS for each in findings),
        links=links,
        unasked=unasked,
        composition=composition,
        seen=digest,
        despite=[kind.value for kind in despite or ()],
        problem=problem,
        places=words.PLACES,
    )


def _found(visit: Visit, composition: ComposedPaper) -> list[Finding]:
    """Return the findings, those of links as far as they were asked for."""
    links = asked_links(visit, composition.plan.fiscal_year)
    return check_paper(visit.session, composition, links.ask_known)


def _versions(visit: Visit, fiscal_year: int) -> dict[int, ReportVersion]:
    found = list_versions(visit.session, visit.organization, fiscal_year)
    return {version.number: version for version in found}


def _document(version: ReportVersion) -> Document:
    return publishing.read_version(version)
