"""Handling stored events: one of a conversation at a time, the oldest first, each with its effect
exactly once.

1. Lock the conversation's row; whoever comes second waits for it.
2. Take its oldest event. If bytes must be fetched first, lease the conversation, fetch outside any
   transaction, come back.
3. In one transaction: let ``handlers`` answer, store the answer as deliveries, mark the event
   handled (``answering``).
4. Send what was stored, outside any transaction.

When many conversations wait, steps 1 to 3 are taken for several at once, in one transaction: most
of what an event costs the database is asked and committed once for all of them. If anything is odd,
each is handled by itself, as if nothing had been tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.inbox.answering import Handled, afterwards, answer_events, store_answers
from bot.inbox.fetch import FetchLater, WaitingEvent, fetch_content, wants_fetch
from bot.log import bug, note
from bot.program import Program
from handlers.answer import Answer
from handlers.incoming import read_event
from messages.chat import small_talk
from models.database import padded
from models.tables.conversation import Conversation, InboxEvent

_LEASE = timedelta(seconds=120)  # longer than any fetch takes
_FETCH_TRIES = (
    7  # after waits of 3, 6, 12... seconds: three minutes in all, during which the person waits too
)
_CONFLICT_TRIES = 5
_CONFLICTS = (OperationalError, InterfaceError, IntegrityError, StaleDataError)
_EVENTS_EACH = 4  # looked at for each conversation when several are handled together


def handle_conversation(program: Program, conversation_id: int) -> None:
    """Handle everything that waits in a conversation."""
    while _step(program, conversation_id):
        pass


@dataclass(frozen=True)
class Together:
    """What came of handling several conversations at once.

    ``handled`` is what is left to do for each whose oldest event was handled, by conversation;
    ``more`` are those of them in which another event waits; ``held`` are conversations that
    somebody else is handling at this moment, to be looked at again soon; ``apart`` are those that
    must be handled by themselves.
    """

    handled: dict[int, Handled] = field(default_factory=dict)
    more: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()


def handle_together(program: Program, conversation_ids: Sequence[int]) -> Together:
    """Handle the oldest event of each conversation in one transaction; the caller sends what comes
    of it.

    A conversation whose event needs something fetched is left to be handled apart; so are all of
    them when the transaction fails, for whatever reason: then nothing of it has happened.
    """
    try:
        with program.database.begin() as session:
            claimed, held = _claim_together(session, conversation_ids, program.clock())
            ready = {
                each: events[0]
                for each, events in claimed.items()
                if not wants_fetch(session, events[0])
            }
            handled = answer_events(program, session, list(ready.values())) if ready else []
    except Exception as error:  # noqa: BLE001 - whichever event it was, it is met again when each is handled by itself
        note("inbox.apart", conversations=len(conversation_ids), error=type(error).__name__)
        return Together(apart=frozenset(conversation_ids))
    return Together(
        handled=dict(zip(ready, handled, strict=True)),
        more=frozenset(each for each in ready if len(claimed[each]) > 1),
        held=frozenset(held),
        apart=frozenset(claimed.keys() - ready.keys()),
    )


def leftovers(
    program: Program, limit: int = 200, waiting_for: timedelta = timedelta(0)
) -> Sequence[int]:
    """Return the conversations with something to handle that nobody is handling, those that wait
    longest first.

    Left by a process that was killed, had no room, or waits for a retry. ``waiting_for``: only what
    came in so long ago, because whoever stored it is about to handle it.
    """
    now = program.clock()
    not_before = func.max(InboxEvent.next_try_at)
    with program.database.read() as session:
        return session.scalars(
            select(InboxEvent.conversation_id)
            .join(Conversation)
            .where(
                InboxEvent.handled_at.is_(None),
                InboxEvent.channel_id == program.channel_id,
                or_(Conversation.leased_until.is_(None), Conversation.leased_until <= now),
            )
            .group_by(InboxEvent.conversation_id)
            # Only the oldest event of a conversation is ever put off; those behind it wait with it.
            .having(
                or_(not_before.is_(None), not_before <= now),
                func.min(InboxEvent.received_at) <= now - waiting_for,
            )
            .order_by(func.min(InboxEvent.id))
            .limit(limit)
        ).all()


def sweep(program: Program) -> int:
    """Handle what was left over, here and now; return in how many conversations."""
    conversations = leftovers(program)
    for conversation_id in conversations:
        try:
            handle_conversation(program, conversation_id)
        except Exception:  # noqa: BLE001 - one conversation's trouble must not keep the others waiting
            bug("inbox.failed", conversation=conversation_id)
    return len(conversations)


def _step(program: Program, conversation_id: int) -> bool:
    """Take one step with the oldest event; tell whether more may be waiting."""
    event: WaitingEvent | None = None
    handled: Handled | None = None
    lease: datetime | None = None
    try:
        with program.handling, program.database.begin() as session:
            claimed = _claim(session, conversation_id, program.clock())
            if claimed is None:
                return False
            event, more = claimed
            if wants_fetch(session, event):
                lease = _lease(session, conversation_id, program.clock())
            else:
                (handled,) = answer_events(program, session, [event])
        if lease is not None:
            return _fetch(program, event, conversation_id, lease)
    except Exception as error:
        if event is None:
            # the database's trouble, not an event's: nothing is counted, the sweep comes back
            raise
        return _after_error(program, event, conversation_id, error)
    if handled is not None:
        afterwards(program, handled)
    return more


_LOCK = (
    select(Conversation.leased_until)
    .where(Conversation.id == bindparam("conversation"))
    # Not the strongest lock: storing new events of this conversation refers to the row and must not
    # wait for us.
    .with_for_update(key_share=True)
)
_LOCK_FREE = (
    select(Conversation.id, Conversation.leased_until)
    .where(Conversation.id.in_(bindparam("conversations", expanding=True)))
    .order_by(Conversation.id)
    .with_for_update(key_share=True, skip_locked=True)
)
_EVENTS = select(
    InboxEvent.id,
    InboxEvent.webhook_event_id,
    InboxEvent.channel_id,
    InboxEvent.payload,
    InboxEvent.content,
    InboxEvent.received_at,
    InboxEvent.next_try_at,
    InboxEvent.attempts,
    InboxEvent.conversation_id,
).where(InboxEvent.handled_at.is_(None))
_OLDEST = (
    _EVENTS.where(InboxEvent.conversation_id == bindparam("conversation"))
    .order_by(InboxEvent.occurred_ms, InboxEvent.id)
    .limit(2)
)
_OLDEST_OF_ALL = (
    _EVENTS.where(InboxEvent.conversation_id.in_(bindparam("conversations", expanding=True)))
    .order_by(InboxEvent.conversation_id, InboxEvent.occurred_ms, InboxEvent.id)
    .limit(bindparam("most"))
)


def _claim(
    session: Session, conversation_id: int, now: datetime
) -> tuple[WaitingEvent, bool] | None:
    """Lock the conversation and return its oldest event, and whether another waits; None when there
    is nothing to do now.

    An event stored after this look comes with a call of its own, which waits for our lock.
    """
    leased_until = session.execute(_LOCK, {"conversation": conversation_id}).scalar_one()
    if leased_until is not None and leased_until > now:
        # somebody is fetching what its oldest event needs, and looks for more when they are done
        return None
    events = session.execute(_OLDEST, {"conversation": conversation_id}).all()
    if not events or (events[0].next_try_at and events[0].next_try_at > now):
        return None
    return WaitingEvent(*events[0][:-1]), len(events) > 1


def _claim_together(
    session: Session, conversation_ids: Sequence[int], now: datetime
) -> tuple[dict[int, list[WaitingEvent]], list[int]]:
    """Lock the conversations nobody holds and return their events, the oldest first, and those to
    be looked at again.

    Where there is nothing to do now, a conversation is in neither. Locks are taken in the order of
    ids and never waited for, so two processes cannot wait for each other.
    """
    free: dict[int, datetime | None] = dict(
        session.execute(_LOCK_FREE, {"conversations": padded(conversation_ids)}).all()
    )
    held = [conversation_id for conversation_id in conversation_ids if conversation_id not in free]
    ids = [
        conversation_id
        for conversation_id, leased_until in free.items()
        if not (leased_until and leased_until > now)
    ]
    if not ids:
        return {}, held
    most = len(ids) * _EVENTS_EACH
    rows = session.execute(_OLDEST_OF_ALL, {"conversations": padded(ids), "most": most}).all()
    waiting: dict[int, list[WaitingEvent]] = {}
    for row in rows:
        waiting.setdefault(row.conversation_id, []).append(WaitingEvent(*row[:-1]))
    if len(rows) == most:  # somebody writes a great deal: what came after it was not looked at
        held += [conversation_id for conversation_id in ids if conversation_id not in waiting]
    due = {
        each: events
        for each, events in waiting.items()
        if not (events[0].next_try_at and events[0].next_try_at > now)
    }
    return due, held


def _lease(session: Session, conversation_id: int, now: datetime) -> datetime:
    """Keep a conversation to ourselves while we fetch; return until when, by which we know our
    lease again.
    """
    conversation = session.get_one(Conversation, conversation_id)
    conversation.leased_until = now + _LEASE
    return conversation.leased_until


def _fetch(program: Program, event: WaitingEvent, conversation_id: int, lease: datetime) -> bool:
    """Fetch what an event needs and store where it lies; then the event is handled like any
    other.
    """
    content: dict[str, object] | None = None
    wait, counts = timedelta(0), False
    try:
        content = fetch_content(program, event.payload or {}, event.received_at)
    except FetchLater as later:
        wait, counts = later.wait, later.counts
        if counts:
            wait *= 2 ** min(event.attempts, _FETCH_TRIES)
            if event.attempts + 1 >= _FETCH_TRIES:
                content = {"refused": "unavailable"}
    with program.database.begin() as session:
        conversation = session.get_one(
            Conversation, conversation_id, with_for_update={"key_share": True}
        )
        if conversation.leased_until != lease:
            return False  # it ran out, and somebody else goes on
        conversation.leased_until = None
        row = session.get_one(InboxEvent, event.id)
        row.content = content
        row.attempts = 0 if content is not None else row.attempts + int(counts)
        row.next_try_at = None if content is not None else program.clock() + wait
    return True


def _after_error(
    program: Program, event: WaitingEvent, conversation_id: int, error: Exception
) -> bool:
    """Count the failure in a fresh transaction: a conflict is tried again, a bug is put aside with
    an apology to the person.
    """
    now = program.clock()
    bug("event.failed", event=event.webhook_event_id, attempts=event.attempts + 1)
    with program.database.begin() as session:
        conversation = session.get_one(
            Conversation, conversation_id, with_for_update={"key_share": True}
        )
        row = session.get_one(InboxEvent, event.id, populate_existing=True)
        if row.handled_at is not None:
            # the commit came through though its answer did not, or somebody else was faster
            return True
        conversation.leased_until = None
        row.attempts += 1
        if isinstance(error, _CONFLICTS) and row.attempts < _CONFLICT_TRIES:
            row.next_try_at = now + timedelta(seconds=2**row.attempts)
            return False
        row.handled_at, row.failed = now, True
    _apologise(program, event, now)
    return True


def _apologise(program: Program, event: WaitingEvent, now: datetime) -> None:
    """Say sorry to a person whose event met a bug, in a transaction of its own: what broke the
    answer may break this too.
    """
    incoming = read_event(event.payload or {})
    if incoming.reply_token is None or incoming.group_id is not None:
        return
    try:
        with program.database.begin() as session:
            (handled,) = store_answers(
                session, [(event, incoming, Answer.of(small_talk.sorry()))], now
            )
    except Exception:  # noqa: BLE001 - the event was put aside; the person may write again
        bug("event.no_apology", event=event.webhook_event_id)
        return
    afterwards(program, handled)
