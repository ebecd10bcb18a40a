"""รายงานแทน: the secretariat enters a report for an agency, by the function the chat uses."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import Blueprint, flash, redirect, render_template, request, url_for

from messages.behalf import not_taken_now, report_for
from messages.form.questions import OBSTACLE_LIMIT, OUTCOME_LIMIT, SUMMARY_LIMIT
from models.reports.drafts import erase_later
from models.reports.settling import CannotTake
from models.reports.submissions import ReportContent
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, Progress
from models.tables.people import Role
from thai.labels import PROGRESS_LABELS
from web.access import Answered, Visit, page
from web.desk import words
from web.desk.report import own_obligation
from web.desk.shown import month_address
from web.uploads import keep_evidence

behalf = Blueprint("behalf", __name__, template_folder="../templates", url_prefix="/console/<slug>")
_MOST_PER_CENT = 100


@dataclass
class TypedOnBehalf:
    """What stands in the form, as it was typed."""

    progress: str = ""
    percent: str = ""
    summary: str = ""
    outcome: str = ""
    obstacle: str = ""
    seen: str = ""
    """The id of the newest revision when the form was opened; empty: there was none."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong: the field's name and a sentence."""


@behalf.get("/report/<int:obligation_id>/behalf")
@page(Role.SECRETARIAT)
def form(visit: Visit, obligation_id: int) -> Answered:
    """Show the form, with what the newest revision says."""
    found = own_obligation(visit, obligation_id)
    typed = TypedOnBehalf()
    if found.report is not None:
        current = found.report.current
        percent = "" if current.percent is None else str(current.percent)
        typed = TypedOnBehalf(
            current.progress.value,
            percent,
            current.summary,
            current.outcome,
            current.obstacle,
            str(current.id),
        )
    return _shown(visit, found, typed)


@behalf.post("/report/<int:obligation_id>/behalf")
@page(Role.SECRETARIAT)
def enter(visit: Visit, obligation_id: int) -> Answered:
    """Send the report; or show the form again with what was typed and what is wrong."""
    found = own_obligation(visit, obligation_id)
    typed = TypedOnBehalf(
        progress=_typed("progress"),
        percent=_typed("percent"),
        summary=_typed("summary"),
        outcome=_typed("outcome"),
        obstacle=_typed("obstacle"),
        seen=_typed("seen"),
    )
    content = _content(typed)
    pieces = _files(visit, found, typed) if content is not None else []
    if content is None or typed.problems:
        return _refused(visit, found, typed, pieces)
    try:
        seen = int(typed.seen) if typed.seen.isdecimal() else None
        revision = report_for(visit.decider, found, content, seen, pieces)
    except CannotTake as refused:
        said = words.NOT_ENTERED.get(refused.reason, words.NOT_ENTERED_AT_ALL)
        typed.problems.append(("summary", said))
        if found.report is not None:  # looked at when the form is sent once more
            typed.seen = str(found.report.current.id)
        return _refused(visit, found, typed, pieces)
    flash(words.ENTERED.format(revision.receipt_number))
    slug = visit.organization.slug
    return redirect(url_for("report.show", slug=slug, obligation_id=found.id), 303)


def _files(visit: Visit, found: Obligation, typed: TypedOnBehalf) -> list[Evidence]:
    """Keep the files that came with the form; what is not kept is noted."""
    pieces = []
    for file in request.files.getlist("file"):
        piece = keep_evidence(visit, found.agency_id, file) if file.filename else None
        if isinstance(piece, str):
            typed.problems.append(("file", piece))
        elif piece is not None:
            pieces.append(piece)
    return pieces


def _refused(
    visit: Visit, found: Obligation, typed: TypedOnBehalf, pieces: Iterable[Evidence]
) -> tuple[str, int]:
    """Show the form again; a browser does not give its files twice, so they are chosen again."""
    for piece in pieces:
        if piece.path:
            erase_later(visit.session, piece.path, visit.now)
    return _shown(visit, found, typed), 422


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _content(typed: TypedOnBehalf) -> ReportContent | None:
    """Return what was typed as a report; None when something is missing or wrong, then it is
    noted.
    """
    is_status = typed.progress in PROGRESS_LABELS
    if not is_status or not typed.summary:
        typed.problems.append(("summary" if is_status else "progress", words.SUMMARY_PLEASE))
    if typed.progress == Progress.NOT_ACHIEVED and not typed.obstacle:
        typed.problems.append(("obstacle", words.OBSTACLE_PLEASE))
    percent = int(typed.percent) if typed.percent.isdecimal() else None
    if typed.percent and (percent is None or percent > _MOST_PER_CENT):
        typed.problems.append(("percent", words.PERCENT_PLEASE))
    if typed.problems:
        return None
    return ReportContent(
        Progress(typed.progress),
        typed.summary[:SUMMARY_LIMIT],
        typed.outcome[:OUTCOME_LIMIT],
        typed.obstacle[:OBSTACLE_LIMIT],
        percent,
    )


def _shown(visit: Visit, found: Obligation, typed: TypedOnBehalf) -> str:
    refused = not_taken_now(visit.decider, found)
    return render_template(
        "desk/behalf.html",
        visit=visit,
        obligation=found,
        month=month_address(found.round.month),
        typed=typed,
        labels=PROGRESS_LABELS,
        limits=(SUMMARY_LIMIT, OUTCOME_LIMIT, OBSTACLE_LIMIT),
        refused=words.NOT_ENTERED.get(refused, words.NOT_ENTERED_AT_ALL) if refused else None,
        current=found.report.current if found.report is not None else None,
    )
