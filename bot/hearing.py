"""What somebody hears with an answer, for nothing: a newcomer what slots say that ran before they
came, the secretariat what was not pushed to all of it, anybody what the month's messages did not
suffice to push.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.slots import HEARD, WAITS, calendars_around, held_run, slots_in_view
from handlers.answer import Answer
from messages.limits import MESSAGES
from messages.outgoing import Outgoing
from models.database import pad_for_statement_cache
from models.outbox.retrying import is_out_of_date
from models.tables.organization import Organization
from models.tables.outbox import (
    ANSWER,
    OVER_QUOTA,
    RECEIPT,
    SAID_SINCE,
    Delivery,
    DeliveryState,
    JobRun,
    is_waiting,
)
from models.tables.people import Person, Role
from scheduler.jobs import run_job
from scheduler.slots import Job, Slot

HeldBack = dict[str, list[Delivery]]
_LOOK_BACK = timedelta(days=31)
_WAITED = (Job.BEGIN_ROUND, Job.OPEN_REMINDER, Job.MISSING_LIST, Job.SUMMARY)
"""The jobs that tell the secretariat something."""
_SHOWN_ANYWAY = (Job.EARLY_REMINDER, Job.DUE_REMINDER)
"""What an officer who registers is shown as the first card: all that is due."""


def with_open_slots(session: Session, answer: Answer, recipient: str, now: datetime) -> Answer:
    """Return the answer to somebody who has just come (``answer.joined``) with what the slots that
    are still welcome say to them; none of it is pushed to them afterwards.
    """
    organization = session.get_one(Organization, answer.joined)
    for slot in slots_in_view(session, organization, calendars_around(session, now), now):
        if now < slot.welcome_until:
            for push in run_job(session, organization, slot, now, only=recipient):
                answer = _told(session, organization, answer, slot, push, now)
    return answer


def with_what_waits(session: Session, answer: Answer, person: Person, now: datetime) -> Answer:
    """Return an answer to one of the secretariat, begun with what slots that are still welcome left
    for their next answer, made anew; what it has no room for waits on.
    """
    owners = {
        membership.organization_id
        for membership in person.memberships
        if membership.role is Role.SECRETARIAT and membership.holds_at(now)
    }
    if not owners or not answer.messages or person.withdrawn_at is not None:
        return answer
    found = session.scalars(
        select(JobRun)
        .where(
            JobRun.organization_id.in_(owners),
            JobRun.job.in_(_WAITED),
            JobRun.ran_at > now - _LOOK_BACK,
        )
        .order_by(JobRun.due_at, JobRun.id)
    )
    for run in found.all():
        if person.line_user_id in run.detail.get(WAITS, ()):
            answer = _with_waiting(session, answer, run, person.line_user_id, now)
    return answer


def held_back(session: Session, channel_id: int, users: Sequence[str]) -> HeldBack:
    """Return the pushes to some people that wait for want of quota, the oldest first; nobody else
    sends them until the transaction ends. Reminders are left: who writes sees what is due.
    """
    found: HeldBack = {}
    if users:
        rows = select(Delivery).where(
            is_waiting(),
            Delivery.error == OVER_QUOTA,
            Delivery.channel_id == channel_id,
            Delivery.recipient.in_(pad_for_statement_cache(users)),
            Delivery.purpose.not_in((*_SHOWN_ANYWAY, RECEIPT, ANSWER)),
        )
        for row in session.scalars(rows.order_by(Delivery.id).with_for_update(skip_locked=True)):
            found.setdefault(row.recipient, []).append(row)
    return found


def with_what_is_held(
    session: Session, answer: Answer, person: Person, held: HeldBack, now: datetime
) -> Answer:
    """Return an answer begun with what was held back from a person, as far as it has room and is
    still so.
    """
    if not answer.messages or person.withdrawn_at is not None:
        return answer
    for row in held.get(person.line_user_id, ()):
        if len(answer.messages) + len(row.messages) > MESSAGES:
            break
        if (row.expires_at is None or now < row.expires_at) and not is_out_of_date(
            session, row, now
        ):
            row.state, row.error = DeliveryState.GIVEN_UP, SAID_SINCE
            answer = answer.preceded_by(*row.messages)
    return answer


def _with_waiting(
    session: Session, answer: Answer, run: JobRun, recipient: str, now: datetime
) -> Answer:
    organization = session.get_one(Organization, run.organization_id)
    slots = slots_in_view(session, organization, calendars_around(session, now), now)
    said: list[Outgoing] = []
    for slot in slots:
        if (slot.job, slot.key) == (run.job, run.slot) and now < slot.welcome_until:
            said += run_job(session, organization, slot, now, only=recipient)
    messages = [message for push in said for message in push.messages]
    if len(answer.messages) + len(messages) > MESSAGES:
        return answer
    _note_heard(session, run.id, recipient)
    return answer.preceded_by(*messages)


def _note_heard(session: Session, run_id: int, recipient: str) -> None:
    """Keep that somebody heard what a slot says: it is neither pushed to them nor waits any
    more.
    """
    run = session.get_one(JobRun, run_id, with_for_update=True, populate_existing=True)
    waits = [each for each in run.detail.get(WAITS, ()) if each != recipient]
    run.detail = {
        **{key: value for key, value in run.detail.items() if key != WAITS},
        HEARD: [*run.detail.get(HEARD, ()), recipient],
        **({WAITS: waits} if waits else {}),
    }


def _told(
    session: Session,
    organization: Organization,
    answer: Answer,
    slot: Slot,
    push: Outgoing,
    now: datetime,
) -> Answer:
    """Put a push into an answer, after its first message, if there is room and they had it neither
    way; the slot's row keeps it from being pushed afterwards.
    """
    messages = () if slot.job in _SHOWN_ANYWAY else push.messages
    run = held_run(session, organization.id, slot, now)
    heard = run.detail.get(HEARD, [])
    got = select(Delivery.id).where(Delivery.dedupe_key == push.dedupe_key)
    if (
        len(answer.messages) + len(messages) > MESSAGES
        or push.recipient in heard
        or session.scalar(got) is not None
    ):
        return answer
    _note_heard(session, run.id, push.recipient)
    first, *rest = answer.messages
    return replace(answer, messages=(first, *messages, *rest))
