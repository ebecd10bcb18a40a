"""One report: its revisions as differences, its evidence, and what may be done about it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from messages.form.questions import REASON_LIMIT, RETURN_REASONS
from models.extended import due_on_of, is_extended, last_extension
from models.reports.excuses import is_open
from models.reports.extensions import extension_days, request_of
from models.reports.reasons import kept_reasons
from models.reports.withdrawing import withdrawn_of
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import ASKED, Obligation, ObligationState, Report, Revision, Round
from models.tables.people import Role
from models.tables.plan import Assignment, Measure
from thai.difference import Difference, difference
from thai.labels import progress_label
from web.access import Answered, Visit, page
from web.desk.shown import AS_SHOWN, month_address
from web.desk.words import EXTENDED, NONE_WAITS
from web.words import STATES

report = Blueprint("report", __name__, template_folder="../templates", url_prefix="/console/<slug>")
_PDF = "application/pdf"
_FIELDS = ("summary", "outcome", "obstacle")


@dataclass(frozen=True)
class DeskEvidence:
    """A piece of evidence and how it is seen, or heard; else it is a link or words."""

    evidence: Evidence
    address: str | None
    is_picture: bool
    is_pdf: bool
    is_sound: bool


@dataclass(frozen=True)
class ShownRevision:
    """A revision with what changed since the one before: the status it had (None: the same), and
    each text as a difference by field. ``added`` evidence was not there before, ``gone`` is not
    there any more.
    """

    revision: Revision
    before: int | None
    """The number of the one before; None for the first."""
    progress_before: str | None
    texts: dict[str, Difference]
    evidence: list[DeskEvidence]
    added: frozenset[int]
    gone: list[str]


@report.get("/report/<int:obligation_id>")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def show(visit: Visit, obligation_id: int) -> Answered:
    """Show a report."""
    return shown_report(visit, own_obligation(visit, obligation_id))


@report.get("/waiting")
@page(Role.SECRETARIAT)
def next_waiting(visit: Visit) -> Answered:
    """Lead to the next report that waits to be checked: of an agency, if one is named."""
    return redirect(next_address(visit, request.args.get("agency", type=int)), 303)


def shown_report(visit: Visit, found: Obligation, problem: str = "", typed: str = "") -> str:
    """Return the page of a report; ``problem`` is why what was ``typed`` was not stored."""
    own = visit.organization
    return render_template(
        "desk/report.html",
        visit=visit,
        obligation=found,
        month=month_address(found.round.month),
        state=STATES[found.state],
        extended=EXTENDED if is_extended(found) and found.state in ASKED else None,
        due_on=due_on_of(found),
        is_extended=is_extended(found),
        last_day=last_extension(found.round.closes_at),
        days=extension_days(visit.session, found, visit.now),
        request=request_of(visit.session, found),
        revisions=[_shown_revision(visit, found, each) for each in _newest_first(found)],
        withdrawn=withdrawn_of(visit.session, found),
        before=_report_before(visit, found),
        reasons=kept_reasons(visit.session, own.id, RETURN_REASONS),
        limit=REASON_LIMIT,
        can=_can(found),
        stamp=stamp_of(found),
        problem=problem,
        typed=typed,
        typed_in=(request.endpoint or "").rpartition(".")[2],
    )


def stamp_of(found: Obligation) -> str:
    """Return what a form about a report was made from: state, newest revision, due date, and
    whether it is open. Another stamp later means that somebody changed it.
    """
    current = found.report.current.id if found.report is not None else 0
    opened = int(found.reopened_at is not None)
    return f"{found.state.value}.{current}.{due_on_of(found)}.{opened}"


def next_address(
    visit: Visit, agency_id: int | None = None, after: Obligation | None = None
) -> str:
    """Return the address of the report to check next: the same agency's first, then the same
    month's, the oldest first; the desk's first page when none waits.
    """
    waiting = (
        select(Obligation.id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == visit.organization.id,
            Obligation.state == ObligationState.SENT,
        )
        .limit(1)
    )
    order: list[Any] = [
        Round.month,
        Obligation.agency_id,
        Measure.position,
        Obligation.id,
    ]
    if agency_id is not None:
        waiting = waiting.where(Obligation.agency_id == agency_id)
    if after is not None:
        order = [
            Obligation.round_id != after.round_id,
            Obligation.agency_id != after.agency_id,
            *order,
        ]
    number = visit.session.scalar(waiting.order_by(*order))
    slug = visit.organization.slug
    if number is None:
        return url_for("desk.start", slug=slug)
    return url_for("report.show", slug=slug, obligation_id=number)


def said_after(visit: Visit, address: str) -> str:
    """Return what is added when nothing waits any more."""
    return (
        f" {NONE_WAITS}" if address == url_for("desk.start", slug=visit.organization.slug) else ""
    )


def own_obligation(visit: Visit, obligation_id: int) -> Obligation:
    """Return an obligation of the organization, with all a page shows; 404 for another's."""
    found = visit.session.scalar(
        select(Obligation)
        .join(Round, Round.id == Obligation.round_id)
        .where(Obligation.id == obligation_id, Round.organization_id == visit.organization.id)
        .options(*AS_SHOWN)
    )
    if found is None:
        abort(404)
    return found


def _can(found: Obligation) -> str | None:
    """Return what may be decided: about a sent report, one not sent, or one that is settled."""
    if found.state is ObligationState.SENT:
        return "review"
    if found.state in (ObligationState.OWED, ObligationState.MISSED):
        return "excuse"
    if found.state is ObligationState.EXCUSED or (
        found.state is ObligationState.ACCEPTED and not is_open(found)
    ):
        return "reopen"
    return None


def _newest_first(found: Obligation) -> list[tuple[Revision | None, Revision]]:
    """Return each revision with the one before it, the newest first."""
    revisions = list(found.report.revisions) if found.report is not None else []
    return list(zip([None, *revisions], revisions, strict=False))[::-1]


def _shown_revision(
    visit: Visit, found: Obligation, pair: tuple[Revision | None, Revision]
) -> ShownRevision:
    before, revision = pair
    old, new = _status(before) if before else "", _status(revision)
    names = {each.id: each.name for each in before.evidence} if before else {}
    mine = {each.id for each in revision.evidence}
    assert found.report is not None
    is_newest = revision.id == found.report.current.id
    return ShownRevision(
        revision,
        before.number if before is not None else None,
        old if before is not None and old != new else None,
        {
            field: difference(
                getattr(before if before is not None else revision, field),
                getattr(revision, field),
            )
            for field in _FIELDS
        },
        [_shown_evidence(visit, each, opened=is_newest) for each in revision.evidence],
        frozenset(mine - names.keys()) if before is not None else frozenset(),
        [name for number, name in names.items() if number not in mine],
    )


def _status(revision: Revision) -> str:
    percent = "" if revision.percent is None else f" ({revision.percent}%)"
    return f"{progress_label(revision.progress)}{percent}"


def _shown_evidence(visit: Visit, each: Evidence, *, opened: bool) -> DeskEvidence:
    """Evidence of the newest revision is seen in the page; of older ones, it is linked."""
    has_file = each.path is not None and each.erased_at is None
    address = each.url or (visit.ground.evidence_link(each.id) if has_file else None)
    if each.erased_at is not None or each.kind is EvidenceKind.NOTE:
        address = None
    media_type = (each.media_type or "") if has_file and opened else ""
    return DeskEvidence(
        each,
        address,
        is_picture=media_type.startswith("image/"),
        is_pdf=media_type == _PDF,
        is_sound=media_type.startswith("audio/"),
    )


def _report_before(visit: Visit, found: Obligation) -> Revision | None:
    """Return the newest accepted report of the months before, to be compared with."""
    return visit.session.scalar(
        select(Revision)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Obligation.assignment_id == found.assignment_id,
            Obligation.agency_id == found.agency_id,
            Obligation.state == ObligationState.ACCEPTED,
            Round.month < found.round.month,
            Revision.stands(),
        )
        .options(joinedload(Revision.report).joinedload(Report.obligation))
        .order_by(Round.month.desc(), Revision.number.desc())
        .limit(1)
    )


def chosen_day() -> date | None:
    """Return the day a form names; None for none."""
    try:
        return date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        return None
