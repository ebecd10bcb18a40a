"""Beside the officer's page: the history of the agency's reports, one report, and what counts as
evidence.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from messages.form.conversion import evidence_names
from messages.form.report_cards import why_refused
from messages.taking_back import take_back
from models.month.calendar import local_day, month_of
from models.reports.accepted_evidence import accepted_evidence
from models.reports.drafts import hold_conversation
from models.reports.submissions import not_taken
from models.reports.withdrawing import CannotWithdraw, Stays, why_it_stays, withdrawn_of
from models.tables.obligations import Obligation, ObligationState, Report, Revision, Round
from models.tables.people import Role
from models.tables.plan import Assignment, Measure
from web.access import Answered, Visit, page
from web.officer import words
from web.officer.items import asked_of, draft_of, membership_of, own_obligation
from web.words import STATES

mine = Blueprint(
    "mine", __name__, template_folder="../templates", url_prefix="/console/<slug>/mine"
)

PAGE = 50
_EXAMPLES = 5


@mine.get("/history")
@page(Role.OFFICER)
def history(visit: Visit) -> Answered:
    """List the agency's reports and what was expected of it, the newest round first, a page at a
    time: the state of each, and who has it.
    """
    first = max(request.args.get("from", 0, type=int), 0)
    rows = visit.session.scalars(
        select(Obligation)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == visit.organization.id,
            Round.month <= month_of(local_day(visit.now)),
            Obligation.agency_id.in_(visit.agency_ids),
            Obligation.state != ObligationState.ENDED,
        )
        .options(
            joinedload(Obligation.round),
            joinedload(Obligation.agency),
            joinedload(Obligation.assignment).joinedload(Assignment.measure),
            joinedload(Obligation.report).selectinload(Report.revisions),
        )
        .order_by(Round.month.desc(), Measure.position, Obligation.id)
        .offset(min(first, 10_000))
        .limit(PAGE + 1)
    ).all()
    return render_template(
        "officer/history.html",
        visit=visit,
        rows=rows[:PAGE],
        later=first + PAGE if len(rows) > PAGE else None,
        before=max(first - PAGE, 0) if first else None,
        states=STATES,
        who=words.WHO_HAS_IT,
    )


@mine.get("/report/<int:obligation_id>")
@page(Role.OFFICER)
def own_report(visit: Visit, obligation_id: int) -> Answered:
    """Show one of the agency's reports with every revision; 404 for another agency's."""
    found = own_obligation(visit, obligation_id)
    return render_template(
        "officer/report.html",
        visit=visit,
        obligation=found,
        state=STATES[found.state],
        who=words.WHO_HAS_IT[found.state],
        link=visit.ground.evidence_link,
        withdrawn=withdrawn_of(visit.session, found),
        undo=_may_undo(visit, found),
        may_change=found.report is not None and not_taken(found, visit.now) is None,
    )


def _may_undo(visit: Visit, obligation: Obligation) -> Revision | None:
    """Return what the visitor sent last and may still take back."""
    current = obligation.report.current if obligation.report is not None else None
    if current is None or why_it_stays(current, visit.person, visit.now) is not None:
        return None
    return current


@mine.post("/report/<int:obligation_id>/edit")
@page(Role.OFFICER)
def edit(visit: Visit, obligation_id: int) -> Answered:
    """Open a copy of a sent report on the officer's page, as the chat's แก้ไขรายงาน does."""
    found = own_obligation(visit, obligation_id)
    slug = visit.organization.slug
    if found.report is None:
        abort(404)
    refused = not_taken(found, visit.now)
    if refused is not None:
        flash(why_refused(refused), "problem")
        return redirect(url_for("mine.own_report", slug=slug, obligation_id=found.id), 303)
    hold_conversation(visit.session, visit.person)
    draft_of(visit, found)
    flash(words.COPY_OPENED)
    return redirect(url_for("officer.answer", slug=slug, _anchor=f"m{found.id}"), 303)


@mine.post("/report/<int:obligation_id>/undo")
@page(Role.OFFICER)
def undo(visit: Visit, obligation_id: int) -> Answered:
    """Take back what the visitor sent within some minutes, as the chat's เลิกส่ง does; it waits as a
    draft.
    """
    hold_conversation(visit.session, visit.person)
    found = own_obligation(visit, obligation_id)
    number = request.form.get("r", type=int)
    sent = found.report.revisions if found.report is not None else []
    revision = next((each for each in sent if each.id == number), None)
    slug = visit.organization.slug
    if revision is None and number not in [e.id for e in withdrawn_of(visit.session, found)]:
        abort(404)
    try:
        if revision is None:
            raise CannotWithdraw(Stays.GONE)
        take_back(
            visit.session, membership_of(visit, found), revision, by=visit.person, now=visit.now
        )
    except CannotWithdraw as refused:
        flash(words.STAYS[refused.reason], "problem")
        return redirect(url_for("mine.own_report", slug=slug, obligation_id=found.id), 303)
    flash(words.TAKEN_BACK.format(revision.receipt_number))
    return redirect(url_for("officer.answer", slug=slug, _anchor=f"m{found.id}"), 303)


@mine.get("/evidence")
@page(Role.OFFICER)
def guide(visit: Visit) -> Answered:
    """Say for each measure that is due what the plan hopes for, and what of the agency's own
    evidence was accepted before.
    """
    ids = [due.obligation_id for due in asked_of(visit)]
    measures = visit.session.scalars(
        select(Measure)
        .join(Assignment, Assignment.measure_id == Measure.id)
        .join(Obligation, Obligation.assignment_id == Assignment.id)
        .where(Obligation.id.in_(ids))
        .options(selectinload(Measure.steps))
        .distinct()
        .order_by(Measure.position)
    ).all()
    found = accepted_evidence(visit.session, visit.agency_ids, [each.id for each in measures])
    accepted = {number: evidence_names(pieces)[:_EXAMPLES] for number, pieces in found.items()}
    return render_template("officer/guide.html", visit=visit, measures=measures, accepted=accepted)
