"""Handling stored events: one of a conversation at a time, the oldest first, each with its effect exactly once.

1. Lock the conversation's row; whoever comes second waits for it.
2. Take its oldest event. If bytes must be fetched first, lease the conversation, fetch outside any transaction, come back.
3. In one transaction: let ``handlers`` answer, store the answer as deliveries, mark the event handled.
4. Send what was stored, outside any transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.delivery import send_claimed
from bot.fetch import FetchLater, Waiting, fetch_content, wants_fetch
from bot.log import bug, note
from bot.program import Program
from bot.queueing import queue_answer
from handlers.answer import Answer, Context
from handlers.incoming import Incoming, read_event
from handlers.router import handle
from messages import chat
from models.conversation import Conversation, InboxEvent
from models.outbox import Delivery

_LEASE = timedelta(seconds=90)
_FETCH_TRIES = 6
_CONFLICT_TRIES = 5
REPLY_LIFE = timedelta(seconds=50)  # LINE promises a minute from receipt; what is later goes as a push


def handle_conversation(program: Program, conversation_id: int) -> int:
    """Handle everything that waits in a conversation; return how many steps were taken."""
    steps = 0
    while _step(program, conversation_id):
        steps += 1
    return steps


def sweep(program: Program, limit: int = 200) -> int:
    """Handle what was left over, by a process that was killed or was waiting for a retry; return how many events."""
    now = program.clock()
    with program.database.read() as session:
        waiting = session.scalars(
            select(InboxEvent.conversation_id)
            .join(Conversation)
            .where(
                InboxEvent.handled_at.is_(None),
                or_(InboxEvent.next_try_at.is_(None), InboxEvent.next_try_at <= now),
                or_(Conversation.leased_until.is_(None), Conversation.leased_until <= now),
            )
            .distinct()
            .limit(limit)
        ).all()
    return sum(handle_conversation(program, conversation_id) for conversation_id in waiting)


def _step(program: Program, conversation_id: int) -> bool:
    """Take one step with the oldest event; tell whether more may be waiting."""
    event_id: int | None = None
    try:
        with program.handling, program.database.begin() as session:
            claimed = _claim(session, conversation_id, program.clock())
            if claimed is None:
                return False
            event, more = claimed
            event_id = event.id
            fetching = wants_fetch(event)
            if fetching:
                _lease(session, conversation_id, program.clock())
            else:
                delivery = _answer(program, session, event)
        if fetching:
            return _fetch(program, event_id, conversation_id)
    except Exception as error:
        if event_id is None:
            raise
        return _after_error(program, event_id, error)
    if delivery is not None:
        send_claimed(program, delivery)
    return more


_LOCK = (
    select(Conversation.leased_until)
    .where(Conversation.id == bindparam("conversation"))
    # Not the strongest lock: storing new events of this conversation refers to the row and must not wait for us.
    .with_for_update(key_share=True)
)
_OLDEST = (
    select(
        InboxEvent.id,
        InboxEvent.webhook_event_id,
        InboxEvent.channel_id,
        InboxEvent.payload,
        InboxEvent.content,
        InboxEvent.received_at,
        InboxEvent.next_try_at,
    )
    .where(InboxEvent.conversation_id == bindparam("conversation"), InboxEvent.handled_at.is_(None))
    .order_by(InboxEvent.occurred_ms, InboxEvent.id)
    .limit(2)
)


def _claim(session: Session, conversation_id: int, now: datetime) -> tuple[Waiting, bool] | None:
    """Lock the conversation and return its oldest event, and whether another waits; None when there is nothing to do now.

    An event stored after this look comes with a call of its own, which waits for our lock.
    """
    leased_until = session.execute(_LOCK, {"conversation": conversation_id}).scalar_one()
    if leased_until is not None and leased_until > now:
        return None  # somebody is fetching what its oldest event needs, and looks for more when they are done
    events = session.execute(_OLDEST, {"conversation": conversation_id}).all()
    if not events or (events[0].next_try_at and events[0].next_try_at > now):
        return None
    return Waiting(*events[0]), len(events) > 1


def _lease(session: Session, conversation_id: int, now: datetime) -> None:
    conversation = session.get_one(Conversation, conversation_id)
    conversation.leased_until = now + _LEASE


_HANDLED = (
    update(InboxEvent)
    .where(InboxEvent.id == bindparam("event"))
    .values(handled_at=bindparam("now"), attempts=InboxEvent.attempts + 1)
    .execution_options(synchronize_session=False)
)


def _answer(program: Program, session: Session, event: Waiting) -> Delivery | None:
    """Let the handlers answer, store what they said, mark the event handled; return the delivery to send now."""
    now = program.clock()
    incoming = read_event(event.payload or {}, event.content)
    context = Context(session, event.channel_id, now, program.links.evidence)
    answer = handle(context, incoming)
    session.execute(_HANDLED, {"event": event.id, "now": now})
    delivery = _store_answer(session, event, incoming, answer, now)
    for path in answer.erase:
        program.store.erase(path)
    note("event.handled", event=event.webhook_event_id, kind=incoming.kind.value, messages=len(answer.messages))
    return delivery


def _store_answer(
    session: Session, event: Waiting, incoming: Incoming, answer: Answer, now: datetime
) -> Delivery | None:
    token_until = event.received_at + REPLY_LIFE
    return queue_answer(
        session,
        answer,
        channel_id=event.channel_id,
        recipient=incoming.group_id or incoming.user_id,
        reply_token=incoming.reply_token if now < token_until else None,
        reply_until=token_until,
        may_push=incoming.group_id is None,
        now=now,
    )


def _fetch(program: Program, event_id: int, conversation_id: int) -> bool:
    """Fetch what an event needs and store where it lies; then the event is handled like any other."""
    now = program.clock()
    with program.database.read() as session:
        event = session.get_one(InboxEvent, event_id)
        payload, attempts = event.payload or {}, event.attempts
    content: dict[str, object] | None
    wait = timedelta(0)
    try:
        content = fetch_content(program, payload, now)
    except FetchLater as later:
        content = {"refused": "unavailable"} if attempts + 1 >= _FETCH_TRIES else None
        wait = later.wait * (2**attempts)
    with program.database.begin() as session:
        event = session.get_one(InboxEvent, event_id)
        event.attempts += 1
        event.content = content
        event.next_try_at = None if content is not None else now + wait
        conversation = session.get_one(Conversation, conversation_id)
        conversation.leased_until = None
    return True


def _after_error(program: Program, event_id: int, error: Exception) -> bool:
    """Count the failure in a fresh transaction: a conflict is tried again, a bug is put aside with an apology to the person."""
    now = program.clock()
    with program.database.begin() as session:
        event = session.get_one(InboxEvent, event_id, with_for_update=True)
        bug("event.failed", event=event.webhook_event_id, attempts=event.attempts + 1)
        event.attempts += 1
        if isinstance(error, (OperationalError, IntegrityError)) and event.attempts < _CONFLICT_TRIES:
            event.next_try_at = now + timedelta(seconds=2**event.attempts)
            return False
        event.handled_at, event.failed = now, True
        incoming = read_event(event.payload or {})
        apology = Answer.of(chat.sorry()) if incoming.group_id is None else Answer()
        waiting = Waiting(event.id, event.webhook_event_id, event.channel_id, None, None, event.received_at, None)
        delivery = _store_answer(session, waiting, incoming, apology, now)
    if delivery is not None:
        send_claimed(program, delivery)
    return True
