"""Notices to an agency's officers of what the secretariat did about a report, sent in working
hours; and withdrawing those that are out of date before they were sent.
"""

from collections.abc import Collection

from handlers.answer import Context
from handlers.speaker import Speaker
from messages.chat.notices import Notified
from messages.moments import format_moment
from messages.outgoing import Outgoing
from messages.parts import Message
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.owing import officers_by_agency
from models.month.quiet import next_allowed
from models.outbox.quota import messages_left
from models.tables.obligations import Obligation, Revision
from models.tables.outbox import withdraw

RETURNED = "returned"
REOPENED = "reopened"
EXCUSED = "excused"


def notify_officers(
    context: Context,
    speaker: Speaker,
    obligation: Obligation,
    message: Message,
    purpose: str,
    key: str | None = None,
    unaware: Collection[str] = (),
) -> tuple[tuple[Outgoing, ...], Notified]:
    """Return the notices to the agency's officers, and who is to be notified; who did it
    themselves needs no notice of it.

    ``key`` is by what the notice is sent once; without one it is this change of the obligation: an
    excuse or reopening happens once until the other undoes it. ``unaware`` are LINE ids of those
    who never got the notice that this one takes back.
    """
    key = key or f"{purpose}:{obligation.id}:{context.now.timestamp():.6f}"
    organization = obligation.round.organization
    officers = officers_by_agency(context.session, organization.id).get(obligation.agency_id, [])
    others = [
        officer.line_user_id
        for officer in officers
        if officer.line_user_id != speaker.person.line_user_id
    ]
    recipients = [user_id for user_id in others if user_id not in unaware]
    left = messages_left(context.session, context.channel_id, context.now)
    blocked = officers_by_agency(context.session, organization.id, who_blocked=True)
    today = local_day(context.now)
    days = load_working_days(context.session, today, today, organization.id)
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
    return notices, Notified(
        officers=len(recipients),
        when=format_moment(when) if when > context.now else None,
        left=left if left is not None and left < len(recipients) else None,
        blocked=tuple(officer.name for officer in blocked.get(obligation.agency_id, [])),
        withdrawn=len(recipients) < len(others),
        only_themselves=len(others) < len(officers),
    )


def returned_key(revision: Revision) -> str:
    """Return by what the notice of a return is sent once."""
    return f"{RETURNED}:{revision.id}"


def withdraw_requests(context: Context, obligation: Obligation) -> frozenset[str]:
    """Withdraw the notices that still wait and ask for a report that has just come in, or is no
    longer asked for; return the LINE ids of those who never got one.
    """
    reopened = f"{REOPENED}:{obligation.id}:"
    returned = (
        f"{returned_key(obligation.report.current)}:" if obligation.report is not None else None
    )
    return withdraw(context.session, obligation.round.organization_id, reopened, returned)


def withdraw_excuse(context: Context, obligation: Obligation) -> frozenset[str]:
    """Withdraw the notices of an excuse that still wait; return the LINE ids of those who never got
    one.
    """
    return withdraw(
        context.session, obligation.round.organization_id, f"{EXCUSED}:{obligation.id}:"
    )
