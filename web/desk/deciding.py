"""What the secretariat decides about a report: accept, return, excuse, reopen, extend. Each form
carries what it was made from; what changed meanwhile is shown, and what was typed is kept.
"""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, request, url_for

from messages.chat.notices import who_hears
from messages.deciding import (
    Decided,
    excuse_report,
    extend_report,
    refuse_request,
    reopen_report,
    return_report,
)
from messages.form.questions import REASON_LIMIT, RETURN_REASONS
from models.extended import due_on_of
from models.reports.extensions import CannotExtend, request_of
from models.reports.reasons import drop_reason, keep_reason
from models.reports.reviews import review_report
from models.reports.settling import CannotTake, hold
from models.tables.obligations import Obligation, ReviewDecision, Revision
from models.tables.people import Role
from thai.dates import weekday_date
from web import words
from web.access import Answered, Visit, page
from web.desk import words as room
from web.desk.report import (
    chosen_day,
    next_address,
    own_obligation,
    said_after,
    shown_report,
    stamp_of,
)

deciding = Blueprint(
    "deciding", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@deciding.post("/report/<int:obligation_id>/accept")
@page(Role.SECRETARIAT)
def accept(visit: Visit, obligation_id: int) -> Answered:
    """Accept the revision that was looked at, and go to the next that waits."""
    found = own_obligation(visit, obligation_id)
    revision = _looked_at(visit, found)
    try:
        review_report(
            visit.session, revision, ReviewDecision.ACCEPTED, by=visit.person, now=visit.now
        )
    except CannotTake:
        return _changed(visit, found)
    return _on_to_next(visit, found, words.ACCEPTED)


@deciding.post("/report/<int:obligation_id>/return")
@page(Role.SECRETARIAT)
def send_back(visit: Visit, obligation_id: int) -> Answered:
    """Return the revision that was looked at, with a reason from the list or in own words."""
    found = own_obligation(visit, obligation_id)
    revision, reason = _looked_at(visit, found), _reason()
    if not reason:
        return _again(visit, found, words.REASON_PLEASE)
    try:
        decided = return_report(visit.decider, revision, reason)
    except CannotTake:
        return _changed(visit, found)
    if request.form.get("keep") and request.form.get("own", "").strip():
        _keep(visit, reason)
    return _on_to_next(visit, found, _said(visit, decided, words.RETURNED))


@deciding.post("/report/<int:obligation_id>/excuse")
@page(Role.SECRETARIAT)
def let_off(visit: Visit, obligation_id: int) -> Answered:
    """Ask for this report no more, with a reason."""
    return _decide(
        visit,
        obligation_id,
        words.EXCUSED,
        lambda found, reason: excuse_report(visit.decider, found, reason),
    )


@deciding.post("/report/<int:obligation_id>/reopen")
@page(Role.SECRETARIAT)
def reopen(visit: Visit, obligation_id: int) -> Answered:
    """Take one more revision, or take an excuse back; a sent report's with a reason."""
    found = own_obligation(visit, obligation_id)
    needs_reason = found.report is not None
    return _decide(
        visit,
        obligation_id,
        words.REOPENED,
        lambda found, reason: reopen_report(visit.decider, found, reason or None),
        needs_reason=needs_reason,
    )


@deciding.post("/report/<int:obligation_id>/extend")
@page(Role.SECRETARIAT)
def extend(visit: Visit, obligation_id: int) -> Answered:
    """Give the report until a later day, with a reason."""
    day = chosen_day()
    if day is None:
        return _again(visit, own_obligation(visit, obligation_id), room.DAY_PLEASE)
    return _decide(
        visit,
        obligation_id,
        room.EXTENDED_TO.format(weekday_date(day)),
        lambda found, reason: extend_report(visit.decider, found, day, reason),
    )


@deciding.post("/report/<int:obligation_id>/extend/refuse")
@page(Role.SECRETARIAT)
def refuse(visit: Visit, obligation_id: int) -> Answered:
    """Answer the officer's request for more time with no, with a reason."""
    return _decide(visit, obligation_id, room.REQUEST_REFUSED, lambda f, r: _refuse(visit, f, r))


@deciding.post("/reasons/drop")
@page(Role.SECRETARIAT)
def drop(visit: Visit) -> Answered:
    """Take a reason out of the list."""
    text = request.form.get("text", "")
    own = visit.organization.id
    if drop_reason(visit.session, own, text, RETURN_REASONS, by=visit.person, now=visit.now):
        flash(room.DROPPED)
    number = request.form.get("report", type=int)
    slug = visit.organization.slug
    if number is None:
        return redirect(url_for("desk.start", slug=slug), 303)
    return redirect(url_for("report.show", slug=slug, obligation_id=number), 303)


def _refuse(visit: Visit, found: Obligation, reason: str) -> Decided | None:
    asked = request_of(visit.session, found)
    return refuse_request(visit.decider, asked, reason) if asked is not None else None


def _decide(
    visit: Visit,
    obligation_id: int,
    done: str,
    decide: Callable[[Obligation, str], Decided | None],
    *,
    needs_reason: bool = True,
) -> Answered:
    """Decide with the reason that was given, unless somebody changed the report since the page was
    opened; say what was done, or why not.
    """
    found = own_obligation(visit, obligation_id)
    reason = _reason()
    if needs_reason and not reason:
        return _again(visit, found, words.REASON_PLEASE)
    hold(visit.session, found)
    if request.form.get("stamp", "") != stamp_of(found):
        return _changed(visit, found)
    try:
        decided = decide(found, reason)
    except CannotTake:
        return _changed(visit, found)
    except CannotExtend as refused:
        return _again(visit, found, room.NO_EXTENSION[refused.reason])
    if decided is None:
        return _again(visit, found, words.OPEN_ALREADY)
    flash(_said(visit, decided, done))
    slug = visit.organization.slug
    return redirect(url_for("report.show", slug=slug, obligation_id=found.id), 303)


def _looked_at(visit: Visit, found: Obligation) -> Revision:
    revision = visit.session.get(Revision, request.form.get("revision", type=int) or 0)
    if revision is None or revision.report.obligation_id != found.id:
        abort(404)
    return revision


def _reason() -> str:
    """Return the reason given, in own words or from the list; empty for none."""
    return (request.form.get("own") or request.form.get("reason") or "").strip()[:REASON_LIMIT]


def _keep(visit: Visit, reason: str) -> None:
    own = visit.organization.id
    if keep_reason(visit.session, own, reason, RETURN_REASONS, by=visit.person, now=visit.now):
        flash(room.KEPT)


def _said(visit: Visit, decided: Decided, done: str) -> str:
    visit.push(decided.notices)
    return f"{done} {who_hears(decided.notified)}".strip()


def _on_to_next(visit: Visit, found: Obligation, said: str) -> Answered:
    where = next_address(visit, after=found)
    flash(f"{said}{said_after(visit, where)}")
    return redirect(where, 303)


def _changed(visit: Visit, found: Obligation) -> Answered:
    """Show the report as it is now, and who changed it; what was typed is in its place."""
    visit.session.expire_all()
    found = own_obligation(visit, found.id)
    return _again(visit, found, room.changed_meanwhile(found, due_on_of(found)))


def _again(visit: Visit, found: Obligation, problem: str) -> Answered:
    typed = request.form.get("own", "") or request.form.get("reason", "")
    return shown_report(visit, found, problem, typed[:REASON_LIMIT]), 422
