"""What each job of the month does: from the session and the moment to what somebody should get.
Nothing is sent or committed here.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from messages.month.brief import executive_brief
from messages.month.due import reminder
from messages.month.group import group_reminder
from messages.month.missing import missing_list
from messages.month.summary import round_summary
from messages.outgoing import Outgoing
from messages.parts import Message
from models.month.brief import brief_of
from models.month.due import due_by_agency, fold
from models.month.owing import agencies_without_officer, measures_without_party, who_owes
from models.month.rounds import begin_round, ensure_obligations, ensure_round
from models.month.summary import view_round
from models.tables.organization import Organization
from models.tables.people import Role
from scheduler.recipients import agencies_of_officers, groups_of, people_in_roles
from scheduler.slots import Job, Slot


def run_job(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """Do a slot's job; what it yields are the pushes it leads to, made one by one so that thousands
    need no memory at once.
    """
    match slot.job:
        case Job.BEGIN_ROUND:
            begin_round(session, organization, slot.month, now)
        case Job.OPEN_REMINDER:
            yield from _open_reminder(session, organization, slot, now)
        case Job.EARLY_REMINDER | Job.DUE_REMINDER:
            yield from _officer_reminder(session, organization, slot, now)
        case Job.MISSING_LIST:
            yield from _missing_list(session, organization, slot, now)
        case Job.SUMMARY:
            yield from _summary(session, organization, slot, now)


def _open_reminder(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The group gets one card; none when nothing is expected this month."""
    ensure_obligations(session, organization, now)
    view = view_round(session, ensure_round(session, organization, slot.month, now), now)
    if view.summary.total.expected:
        card = group_reminder(view, organization.channel.basic_id)
        yield from _to_each(groups_of(session, organization.id), card, organization, slot)


def _officer_reminder(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """Each officer who still owes gets one message with everything, of all agencies they report
    for.
    """
    ensure_obligations(session, organization, now)
    owed = due_by_agency(session, organization.id, now)
    for line_user_id, agency_ids in agencies_of_officers(session, organization.id).items():
        dues = fold(due for agency_id in agency_ids for due in owed.get(agency_id, ()))
        if dues:
            dues.sort(
                key=lambda due: due.month
            )  # stable: within a month each agency's list stays in the plan's order
            yield _outgoing(line_user_id, reminder(dues, now), organization, slot)


def _missing_list(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The secretariat gets the list, or a notice that nobody is missing; nothing when nothing was
    expected.
    """
    ensure_obligations(session, organization, now)
    found = ensure_round(session, organization, slot.month, now)
    view = view_round(session, found, now)
    without_party = measures_without_party(session, organization.id, found.fiscal_year)
    if view.summary.total.expected or without_party:
        messages = missing_list(
            view,
            who_owes(session, found),
            agencies_without_officer(session, organization.id, found.fiscal_year),
            without_party,
        )
        yield from _to_each(
            people_in_roles(session, organization.id, [Role.SECRETARIAT]),
            messages,
            organization,
            slot,
        )


def _summary(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The group gets the summary, executives and the secretariat the brief; a late report
    afterwards pushes nothing more.
    """
    found = ensure_round(session, organization, slot.month, now)
    brief = brief_of(session, found, now)
    if not brief.view.summary.total.expected:
        return
    owing = who_owes(session, found) if organization.policy.late_names_in_group else []
    summary = round_summary(brief.view, owing=owing, in_group=True)
    yield from _to_each(groups_of(session, organization.id), summary, organization, slot)
    people = people_in_roles(session, organization.id, [Role.EXECUTIVE, Role.SECRETARIAT])
    yield from _to_each(people, executive_brief(brief), organization, slot)


def _to_each(
    recipients: Iterable[str], messages: tuple[Message, ...], organization: Organization, slot: Slot
) -> Iterator[Outgoing]:
    for recipient in recipients:
        yield _outgoing(recipient, messages, organization, slot)


def _outgoing(
    recipient: str, messages: tuple[Message, ...], organization: Organization, slot: Slot
) -> Outgoing:
    return Outgoing(
        recipient=recipient,
        messages=messages,
        purpose=slot.job.value,
        dedupe_key=f"{slot.job}:{slot.key}:{organization.id}:{recipient}",
        organization_id=organization.id,
        expires_at=slot.welcome_until,
    )
