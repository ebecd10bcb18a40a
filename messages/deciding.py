"""What the secretariat decides about a report, with the notices to the agency's officers that
follow: one function each, for the chat and the pages (docs/month.md).

Notices go in working hours; those that are out of date before they were sent are withdrawn.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from messages.chat import notices
from messages.chat.notices import Notified
from messages.form.subjects import subject_of
from messages.moments import format_moment
from messages.outgoing import Outgoing
from messages.parts import Message
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.owing import officers_by_agency
from models.month.quiet import next_allowed
from models.outbox.quota import messages_left
from models.reports.excuses import excuse, reopen
from models.reports.extensions import extend, refuse_extension
from models.reports.reviews import review_report
from models.tables.obligations import ASKED, ExtensionRequest, Obligation, ReviewDecision, Revision
from models.tables.outbox import withdraw
from models.tables.people import Person

RETURNED = "returned"
REOPENED = "reopened"
EXCUSED = "excused"
EXTENDED = "extended"
NUDGE = "nudge"


@dataclass(frozen=True)
class Decider:
    """Who decides (``person``), when, in which transaction; ``channel_id`` is the channel whose
    quota the notices take.
    """

    session: Session
    channel_id: int
    person: Person
    now: datetime


@dataclass(frozen=True)
class Decided:
    """What follows from a decision: notices to queue, and who is to be notified."""

    notices: tuple[Outgoing, ...]
    notified: Notified


def return_report(decider: Decider, revision: Revision, reason: str) -> Decided:
    """Return a revision to be corrected; CannotTake, ValueError as ``review_report``."""
    review_report(
        decider.session,
        revision,
        ReviewDecision.RETURNED,
        by=decider.person,
        now=decider.now,
        reason=reason,
    )
    obligation = revision.report.obligation
    message = notices.returned_notice(
        obligation.id, revision.receipt_number, subject_of(obligation), reason, _phone(obligation)
    )
    return _notify(decider, obligation, message, RETURNED, _returned_key(revision))


def excuse_report(decider: Decider, obligation: Obligation, reason: str) -> Decided:
    """Ask for a report no more; CannotTake, ValueError as ``excuse``."""
    excuse(decider.session, obligation, reason, by=decider.person, now=decider.now)
    message = notices.excused_notice(subject_of(obligation), reason, _phone(obligation))
    unaware = withdraw_requests(decider.session, obligation)
    return _notify(decider, obligation, message, EXCUSED, unaware=unaware)


def reopen_report(
    decider: Decider, obligation: Obligation, reason: str | None = None
) -> Decided | None:
    """Let an agency report or change once more, after the close too; None when it may already, or
    nothing can be opened.
    """
    session = decider.session
    if not reopen(session, obligation, by=decider.person, now=decider.now, reason=reason):
        return None
    message = _asks_again(obligation, reason)
    if message is None:
        return Decided((), Notified(0, not_needed=True))
    unaware = _withdraw_excuse(session, obligation)
    return _notify(decider, obligation, message, REOPENED, unaware=unaware)


def extend_report(
    decider: Decider, obligation: Obligation, day: date, reason: str, seen: date | None = None
) -> Decided:
    """Give a report until the end of a day (in Bangkok); CannotExtend, ValueError as ``extend``."""
    extend(
        decider.session,
        obligation,
        day,
        reason,
        by=decider.person,
        now=decider.now,
        seen=seen,
    )
    withdraw(
        decider.session, obligation.round.organization_id, f"{EXTENDED}:{obligation.id}:"
    )  # of another day, that still waits
    subject = subject_of(obligation)
    message = notices.extended_notice(obligation.id, subject, reason, _phone(obligation))
    return _notify(decider, obligation, message, EXTENDED)


def refuse_request(decider: Decider, request: ExtensionRequest, reason: str) -> Decided:
    """Answer an officer's request for more time with no; CannotExtend, ValueError as
    ``refuse_extension``.
    """
    obligation = request.obligation
    refuse_extension(decider.session, request, reason, by=decider.person, now=decider.now)
    message = notices.not_extended_notice(
        obligation.id, subject_of(obligation), reason, _phone(obligation)
    )
    return _notify(decider, obligation, message, EXTENDED)


def _phone(obligation: Obligation) -> str | None:
    return obligation.round.organization.secretariat_phone


def _asks_again(obligation: Obligation, reason: str | None) -> Message | None:
    """Return the notice of a reopening; None when nothing is asked of the officers now (a later
    report is in).
    """
    subject, phone = subject_of(obligation), _phone(obligation)
    if obligation.report is not None:
        return notices.reopened_notice(
            obligation.id, obligation.report.current.receipt_number, subject, reason, phone
        )
    if obligation.state in ASKED:
        return notices.asked_again_notice(obligation.id, subject, phone)
    return None


def _notify(
    decider: Decider,
    obligation: Obligation,
    message: Message,
    purpose: str,
    key: str | None = None,
    unaware: Collection[str] = (),
) -> Decided:
    """Return the notices to the agency's officers, and who is to be notified; who did it
    themselves needs no notice of it.

    ``key`` is by what the notice is sent once; without one it is this change of the obligation: an
    excuse or reopening happens once until the other undoes it. ``unaware`` are LINE ids of those
    who never got the notice that this one takes back.
    """
    key = key or f"{purpose}:{obligation.id}:{decider.now.timestamp():.6f}"
    organization = obligation.round.organization
    officers = officers_by_agency(decider.session, organization.id, decider.now).get(
        obligation.agency_id, []
    )
    others = [
        officer.line_user_id
        for officer in officers
        if officer.line_user_id != decider.person.line_user_id
    ]
    recipients = [user_id for user_id in others if user_id not in unaware]
    left = messages_left(decider.session, decider.channel_id, decider.now)
    blocked = officers_by_agency(decider.session, organization.id, decider.now, who_blocked=True)
    today = local_day(decider.now)
    days = load_working_days(decider.session, today, today, organization.id)
    when = next_allowed(decider.now, days, organization.policy)
    notices = tuple(
        Outgoing(
            recipient=user_id,
            messages=(message,),
            purpose=purpose,
            dedupe_key=f"{key}:{user_id}",
            organization_id=organization.id,
            not_before=when,
        )
        for user_id in recipients
    )
    notified = Notified(
        officers=len(recipients),
        when=format_moment(when) if when > decider.now else None,
        left=left if left is not None and left < len(recipients) else None,
        blocked=tuple(officer.name for officer in blocked.get(obligation.agency_id, [])),
        withdrawn=len(recipients) < len(others),
        only_themselves=len(others) < len(officers),
    )
    return Decided(notices, notified)


def _returned_key(revision: Revision) -> str:
    """Return by what the notice of a return is sent once."""
    return f"{RETURNED}:{revision.id}"


def withdraw_requests(session: Session, obligation: Obligation) -> frozenset[str]:
    """Withdraw the notices that still wait and ask for a report that has just come in, or is no
    longer asked for; return the LINE ids of those who never got one.
    """
    reopened = f"{REOPENED}:{obligation.id}:"
    returned = (
        f"{_returned_key(obligation.report.current)}:" if obligation.report is not None else None
    )
    return withdraw(session, obligation.round.organization_id, reopened, returned)


def _withdraw_excuse(session: Session, obligation: Obligation) -> frozenset[str]:
    """Withdraw the notices of an excuse that still wait; return the LINE ids of those who never got
    one.
    """
    return withdraw(session, obligation.round.organization_id, f"{EXCUSED}:{obligation.id}:")
