"""Taking up again what was given up: deliveries that are still welcome, events that met a bug."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.outbox.undelivered import is_conversation_of, is_missed
from models.tables.conversation import Conversation, InboxEvent
from models.tables.obligations import ASKED, Obligation, ObligationState, Revision
from models.tables.organization import GroupChat, is_joined
from models.tables.outbox import ANSWER, REMINDERS, UNKNOWN, Delivery, DeliveryState
from models.tables.people import Membership, Person, is_reachable

KEY_LIFE = timedelta(hours=23)
"""LINE keeps a retry key 24 hours; an hour is left for a slow request."""


class NotAgain(StrEnum):
    """Why a delivery that was given up must not be sent any more."""

    ANSWER = "it answers what was said then: whoever asked sees it with their next words"
    CLEARED = "its words were cleared away"
    UNWELCOME = "it is not welcome any more"
    MAY_HAVE_ARRIVED = "it may have arrived, and LINE would not know it again"
    UNREACHABLE = "its recipient cannot be reached"
    OUT_OF_DATE = "it is out of date"


def given_up(
    session: Session, organization_id: int | None = None, *, hold: bool = False
) -> list[Delivery]:
    """Return the deliveries that somebody misses, oldest first: an organization's, or all. With
    ``hold`` nobody else takes them up until the transaction ends.
    """
    query = select(Delivery).where(is_missed()).order_by(Delivery.id)
    if organization_id is not None:
        query = query.where(Delivery.organization_id == organization_id)
    return list(session.scalars(query.with_for_update() if hold else query))


def why_not_again(session: Session, row: Delivery, now: datetime) -> NotAgain | None:
    """Return why a delivery that was given up must not be sent any more; None when it may be."""
    if row.purpose == ANSWER:
        return NotAgain.ANSWER
    if not row.messages:
        return NotAgain.CLEARED
    if row.expires_at is not None and row.expires_at <= now:
        return NotAgain.UNWELCOME
    if row.error == UNKNOWN and row.first_push_at and now - row.first_push_at > KEY_LIFE:
        return NotAgain.MAY_HAVE_ARRIVED
    if not _is_reachable(session, row, now):
        return NotAgain.UNREACHABLE
    return NotAgain.OUT_OF_DATE if is_out_of_date(session, row, now) else None


def cost_again(row: Delivery) -> int:
    """Return what sending a delivery once more costs, in paid messages."""
    return max(row.paid_messages, 1)


def send_again(row: Delivery, now: datetime) -> None:
    """Let a delivery wait to be sent; what LINE refused gets a retry key that it does not know."""
    if row.error != UNKNOWN:
        row.first_push_at, row.retry_key = None, str(uuid4())
    row.state, row.next_try_at, row.attempts = DeliveryState.WAITING, now, 0
    row.error, row.failed_at = None, None


def is_out_of_date(session: Session, row: Delivery, now: datetime) -> bool:
    """Return whether what a push says is not so any more: a reminder of nothing that is owed, a
    notice that was mended, taken back or given in.
    """
    if row.purpose in REMINDERS:
        owed = (
            select(Obligation.id)
            .join(Membership, Membership.agency_id == Obligation.agency_id)
            .join(Person, Person.id == Membership.person_id)
            .where(
                Person.channel_id == row.channel_id,
                Person.line_user_id == row.recipient,
                Membership.organization_id == row.organization_id,
                Obligation.state.in_(ASKED),
                is_reachable(now),
            )
        )
        return session.scalar(owed.limit(1)) is None
    # By what messages.deciding sends them once: purpose, number…
    number = (row.dedupe_key or "").split(":")[1:2]
    if row.purpose == "returned" and number:
        revision = session.get(Revision, int(number[0]))
        return (
            revision is None
            or revision is not revision.report.current
            or revision.report.obligation.state is not ObligationState.RETURNED
        )
    if row.purpose in ("excused", "reopened") and number:
        obligation = session.get(Obligation, int(number[0]))
        is_excused = obligation is not None and obligation.state is ObligationState.EXCUSED
        return is_excused != (row.purpose == "excused")
    return False


def failed_events(
    session: Session, organization_id: int | None = None, *, hold: bool = False
) -> list[tuple[InboxEvent, str]]:
    """Return the events that met a bug, oldest first, each with the LINE id of the chat it came
    from: those of an organization's people and groups, or all. With ``hold`` nobody else takes them
    up until the transaction ends.
    """
    query = (
        select(InboxEvent, Conversation.key)
        .join(Conversation, Conversation.id == InboxEvent.conversation_id)
        .where(InboxEvent.failed)
        .order_by(InboxEvent.id)
    )
    if organization_id is not None:
        query = query.where(is_conversation_of(organization_id))
    if hold:
        query = query.with_for_update(of=InboxEvent)
    return [(event, key) for event, key in session.execute(query)]


def handle_again(event: InboxEvent) -> bool:
    """Let a failed event wait to be handled; False when its words were cleared away."""
    if event.payload is None:
        return False
    event.failed, event.handled_at, event.attempts, event.next_try_at = False, None, 0, None
    return True


def recipient_name(session: Session, channel_id: int, line_id: str) -> str:
    """Return the name of whoever has a LINE id; of a group that it is one."""
    if not line_id.startswith("U"):
        return "group"
    person = session.scalar(
        select(Person).where(Person.channel_id == channel_id, Person.line_user_id == line_id)
    )
    return person.name if person is not None else "-"


def _is_reachable(session: Session, row: Delivery, now: datetime) -> bool:
    if row.recipient.startswith("U"):
        found = (
            select(Membership.id)
            .join(Person, Person.id == Membership.person_id)
            .where(
                Person.channel_id == row.channel_id,
                Person.line_user_id == row.recipient,
                Membership.organization_id == row.organization_id,
                is_reachable(now),
            )
        )
    else:
        found = select(GroupChat.id).where(
            GroupChat.channel_id == row.channel_id,
            GroupChat.line_group_id == row.recipient,
            GroupChat.organization_id == row.organization_id,
            is_joined(),
        )
    return session.scalar(found.limit(1)) is not None
