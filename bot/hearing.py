"""What somebody hears with an answer, for nothing: a newcomer what slots say that ran before they
came, the secretariat what was not pushed to all of it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.slots import HEARD, WAITS, calendars_around, held_run, slots_in_view
from handlers.answer import Answer
from messages.limits import MESSAGES
from messages.outgoing import Outgoing
from models.tables.organization import Organization
from models.tables.outbox import Delivery, JobRun
from models.tables.people import Person, Role
from scheduler.jobs import run_job
from scheduler.slots import Job, Slot

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
