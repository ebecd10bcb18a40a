"""What officers who still owe are reminded of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from messages.chat.notices import thanks
from messages.month.due import reminder
from messages.outgoing import Outgoing
from messages.parts import Message
from models.month.due import due_by_agency, fold
from models.reports.accepted.thanks import accepted_of_users
from models.tables.obligations import ObligationState
from models.tables.organization import Organization
from models.wording import own_words
from scheduler.pushes import outgoing
from scheduler.recipients import agencies_of_officers
from scheduler.slots import Job, Slot


def officer_reminder(
    session: Session,
    organization: Organization,
    slot: Slot,
    now: datetime,
    officers: Mapping[str, Sequence[int]],
    *,
    again: bool,
) -> Iterator[Outgoing]:
    """Each officer who still owes gets one message with everything, of all agencies they report
    for, up to the slot's round: a date that moved into the next month does not ask for that month.

    ``again``: what was returned since was told by its own notice, and alone is no reason.
    """
    if not officers:
        return
    few = next(iter(officers.values())) if len(officers) == 1 else None
    owed = due_by_agency(session, organization.id, now, few)
    own = own_words(session, organization.id)
    reminded: list[tuple[str, tuple[Message, ...]]] = []
    for line_user_id, agency_ids in officers.items():
        mine = (due for agency_id in agency_ids for due in owed.get(agency_id, ()))
        dues = fold((due for due in mine if due.month <= slot.month), now)
        if slot.job is Job.DUE_REMINDER:  # what was extended is asked for on its own day
            dues = [due for due in dues if not due.is_extended or due.is_overdue(now)]
        else:  # who said that nothing will be done is asked to confirm it on the due day only
            dues = [due for due in dues if not due.no_action]
        if any(due.state is ObligationState.OWED for due in dues) or (dues and not again):
            dues.sort(
                key=lambda due: due.month
            )  # stable: within a month each agency's list stays in the plan's order
            reminded.append((line_user_id, reminder(dues, now, own)))
    yield from _with_thanks(session, organization, slot, reminded)


def _with_thanks(
    session: Session,
    organization: Organization,
    slot: Slot,
    reminded: Sequence[tuple[str, tuple[Message, ...]]],
) -> Iterator[Outgoing]:
    """Push what each is reminded of, after thanks for what was accepted of them: they cost nothing
    there.
    """
    users = [line_user_id for line_user_id, _ in reminded]
    accepted = accepted_of_users(session, organization.channel_id, users)
    for line_user_id, messages in reminded:
        push = outgoing(line_user_id, messages, organization, slot)
        news = accepted.get(line_user_id)
        if news:
            until = max(each.at for each in news)
            push = replace(push, messages=(thanks(news), *messages), thanks_until=until)
        yield push


def extended_reminder(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """Officers who still owe something that was extended to this day get one message with that."""
    owed, own = due_by_agency(session, organization.id, now), own_words(session, organization.id)
    reminded: list[tuple[str, tuple[Message, ...]]] = []
    for line_user_id, agency_ids in agencies_of_officers(session, organization.id, now).items():
        dues = [
            due
            for agency_id in agency_ids
            for due in owed.get(agency_id, ())
            if due.is_extended and due.due_on == slot.moved_to and due.month == slot.month
        ]
        if any(due.state is ObligationState.OWED for due in dues):
            reminded.append((line_user_id, reminder(dues, now, own)))
    yield from _with_thanks(session, organization, slot, reminded)
