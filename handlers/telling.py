"""Telling an agency's officers what the secretariat did about a report, in working hours; and
taking back what became old news.
"""

from __future__ import annotations

from collections.abc import Collection

from handlers.answer import Context
from handlers.speaker import Speaker
from messages.chat.notices import Heard
from messages.moments import moment_words
from messages.outgoing import Outgoing
from messages.parts import Message
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.owing import officers_by_agency
from models.month.quiet import next_allowed
from models.tables.obligations import Obligation, Revision
from models.tables.outbox import withdraw

RETURNED = "returned"
REOPENED = "reopened"
EXCUSED = "excused"


def tell_officers(
    context: Context,
    speaker: Speaker,
    obligation: Obligation,
    message: Message,
    purpose: str,
    key: str,
    unsaid: Collection[str] = (),
) -> tuple[tuple[Outgoing, ...], Heard]:
    """Return what the agency's officers get and what is said of it to who did it, who needs no
    notice of their own doing.

    ``key`` is what must be told once; ``unsaid`` are LINE ids of those who never heard of what this
    takes back.
    """
    organization = obligation.round.organization
    officers = officers_by_agency(context.session, organization.id).get(obligation.agency_id, [])
    others = [
        officer.line_user_id
        for officer in officers
        if officer.line_user_id != speaker.person.line_user_id
    ]
    recipients = [user_id for user_id in others if user_id not in unsaid]
    days = load_working_days(context.session, local_day(context.now), local_day(context.now))
    when = next_allowed(context.now, days, organization.policy)
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
    return notices, Heard(
        officers=len(recipients),
        when=moment_words(when) if when > context.now else None,
        unsaid=len(recipients) < len(others),
        themselves=len(others) < len(officers),
    )


def returned_key(revision: Revision) -> str:
    """Return what the notice of a return is known by."""
    return f"{RETURNED}:{revision.id}"


def key_of(context: Context, purpose: str, obligation: Obligation) -> str:
    """Return what a notice of an excuse or reopening is known by: either happens once until the
    other undoes it.
    """
    return f"{purpose}:{obligation.id}:{context.now.timestamp():.6f}"


def withdraw_requests(context: Context, obligation: Obligation) -> frozenset[str]:
    """Take back what still waits and asks for the report that has just come in, or is asked for no
    more; return who never got it.
    """
    reopened = f"{REOPENED}:{obligation.id}:"
    returned = (
        f"{returned_key(obligation.report.current)}:" if obligation.report is not None else None
    )
    return withdraw(context.session, obligation.round.organization_id, reopened, returned)


def withdraw_excuse(context: Context, obligation: Obligation) -> frozenset[str]:
    """Take back the notices of an excuse that still wait; return who never got one."""
    return withdraw(
        context.session, obligation.round.organization_id, f"{EXCUSED}:{obligation.id}:"
    )
