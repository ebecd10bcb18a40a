"""Handling stored events: one of a conversation at a time, the oldest first, each with its effect
exactly once.

1. Lock the rows of some conversations and take the oldest event of each (``claiming``).
2. In the same transaction: let ``handlers`` answer them, store the answers as deliveries, mark the
   events handled (``answering``). A conversation whose event needs something fetched first is
   leased instead.
3. Outside any transaction: send what was stored, or fetch what is needed (``finish``).

Everything is handled in batches, a batch of one like a batch of many: most of what an event costs
the database is asked and committed once for all of them. When the transaction of a batch fails, it
is as if nothing had been tried, and each conversation is handled as a batch of one. When that
fails, the event is tried again later, or put aside with an apology.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.inbox.answering import Handled, Later, afterwards, answer_events, store_answers
from bot.inbox.claiming import ClaimedEvents, claim_oldest, lease, lock_conversation
from bot.inbox.erasing import erase_files
from bot.inbox.fetch import WaitingEvent, fetch_soon, wants_fetch
from bot.log import exception, info
from bot.program import Program
from handlers.answer import Answer
from handlers.incoming import read_event
from messages.chat import small_talk
from models.tables.conversation import Conversation, InboxEvent

_CONFLICT_TRIES = 5
_CONFLICTS = (OperationalError, InterfaceError, IntegrityError, StaleDataError)


@dataclass(frozen=True)
class TakenEvent:
    """What is left to do outside the transaction for a conversation whose oldest event was taken:
    ``finish`` does it.

    ``more``: another event waits in the conversation. ``leased_until`` is set when the event was
    not handled yet, because something must be fetched first.
    """

    event: WaitingEvent
    handled: Handled = field(default_factory=Handled)
    more: bool = False
    leased_until: datetime | None = None


@dataclass(frozen=True)
class BatchOutcome:
    """What came of handling a batch: the events taken, by conversation, and the conversations to be
    looked at again soon (``held``). In all others there is nothing to do now.
    """

    taken: dict[int, TakenEvent] = field(default_factory=dict)
    held: frozenset[int] = frozenset()


def handle_batch(
    program: Program, conversation_ids: Sequence[int], *, wait: bool = False
) -> BatchOutcome:
    """Handle the oldest event of each conversation in one transaction; the caller finishes what was
    taken.

    ``wait`` for whoever holds the conversation; only for a batch of one. The database's own fault,
    before an event was met, raises from a batch of one: nothing is counted, the sweep tries again.
    """
    claimed = ClaimedEvents()
    try:
        with program.database.begin() as session:
            claimed = claim_oldest(session, conversation_ids, program.clock(), wait=wait)
            taken = _take(program, session, claimed)
    except Exception as error:
        if len(conversation_ids) == 1:
            if not claimed.events:
                raise
            return _after_error(program, claimed.events[0], error)
        info("batch.failed", conversations=len(conversation_ids), error=type(error).__name__)
    else:
        return BatchOutcome(taken, claimed.held)
    return _handle_one_by_one(program, conversation_ids)


def at_once(work: Callable[[], object]) -> None:
    """Do what nobody waits for, here and now."""
    work()


def finish(program: Program, taken: TakenEvent, later: Later = at_once) -> bool:
    """Do what is left outside the transaction: send the answer, or fetch what the event needs; have
    ``later`` do what nobody waits for. Tell whether more may wait in the conversation.
    """
    if taken.leased_until is None:
        afterwards(program, taken.handled, later)
        return taken.more
    try:
        return _fetch(program, taken.event, taken.leased_until)
    except Exception as error:  # noqa: BLE001 - it is counted as the event's
        failed = _after_error(program, taken.event, error)
    return any(finish(program, each, later) for each in failed.taken.values())


def handle_conversation(program: Program, conversation_id: int) -> None:
    """Handle everything that waits in a conversation, here and now."""
    more = True
    while more:
        outcome = handle_batch(program, [conversation_id], wait=True)
        more = any(finish(program, taken) for taken in outcome.taken.values())


def sweep(program: Program) -> int:
    """Handle what was left over, here and now, and erase what is to be erased; return in how many
    conversations something was left.
    """
    conversations = leftovers(program)
    for conversation_id in conversations:
        try:
            handle_conversation(program, conversation_id)
        except Exception:  # noqa: BLE001 - one conversation's fault must not keep the others waiting
            exception("inbox.failed", conversation=conversation_id)
    erase_files(program)
    return len(conversations)


def leftovers(
    program: Program, limit: int = 200, waiting_for: timedelta = timedelta(0)
) -> Sequence[int]:
    """Return the conversations with something to handle that nobody is handling, those that wait
    longest first.

    Left by a process that was killed, had no room, or waits for a retry. ``waiting_for``: only what
    came in so long ago, because the process that stored it is about to handle it.
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


def _take(program: Program, session: Session, claimed: ClaimedEvents) -> dict[int, TakenEvent]:
    """Answer the events that can be answered; lease the conversations of the others."""
    to_fetch = [event for event in claimed.events if wants_fetch(session, event, program.clock())]
    taken = {}
    if to_fetch:
        ids = [event.conversation_id for event in to_fetch]
        until = lease(session, ids, program.clock())
        taken = {event.conversation_id: TakenEvent(event, leased_until=until) for event in to_fetch}
    ready = [event for event in claimed.events if event.conversation_id not in taken]
    handled = answer_events(program, session, ready) if ready else []
    return taken | {
        event.conversation_id: TakenEvent(event, each, event.conversation_id in claimed.more)
        for event, each in zip(ready, handled, strict=True)
    }


def _handle_one_by_one(program: Program, conversation_ids: Sequence[int]) -> BatchOutcome:
    """Handle conversations whose batch failed, each as a batch of one."""
    taken: dict[int, TakenEvent] = {}
    held: set[int] = set()
    for conversation_id in conversation_ids:
        try:
            outcome = handle_batch(program, [conversation_id])
        except Exception:  # noqa: BLE001 - one conversation's fault must not keep the others waiting
            exception("inbox.failed", conversation=conversation_id)
        else:
            taken |= outcome.taken
            held |= outcome.held
    return BatchOutcome(taken, frozenset(held))


def _fetch(program: Program, event: WaitingEvent, leased_until: datetime) -> bool:
    """Fetch what an event needs, if it is there soon, and store where it lies; then the event is
    handled like any other.
    """
    content = fetch_soon(program, event)
    with program.database.begin() as session:
        conversation = lock_conversation(session, event.conversation_id)
        if conversation.leased_until != leased_until:
            return False  # it ran out, and another process goes on
        conversation.leased_until = None
        row = session.get_one(InboxEvent, event.id)
        row.content, row.attempts, row.next_try_at = content, 0, None
    return True


def _after_error(program: Program, event: WaitingEvent, error: Exception) -> BatchOutcome:
    """Count the failure in a fresh transaction: a conflict is tried again later, after a bug the
    event is put aside with an apology to the person, which is left to send.
    """
    now = program.clock()
    exception("event.failed", event=event.webhook_event_id, attempts=event.attempts + 1)
    with program.database.begin() as session:
        conversation = lock_conversation(session, event.conversation_id)
        row = session.get_one(InboxEvent, event.id, populate_existing=True)
        # Else the commit came through though its answer did not, or another process was faster.
        is_open = row.handled_at is None
        if is_open:
            conversation.leased_until = None
            row.attempts += 1
            if isinstance(error, _CONFLICTS) and row.attempts < _CONFLICT_TRIES:
                row.next_try_at = now + timedelta(seconds=2**row.attempts)
                return BatchOutcome()
            row.handled_at, row.failed = now, True
    apology = _apologise(program, event, now) if is_open else Handled()
    return BatchOutcome({event.conversation_id: TakenEvent(event, apology, more=True)})


def _apologise(program: Program, event: WaitingEvent, now: datetime) -> Handled:
    """Store an apology to a person whose event met a bug, in a transaction of its own: what broke
    the answer may break this too.
    """
    incoming = read_event(event.payload or {})
    if incoming.reply_token is None or incoming.group_id is not None:
        return Handled()
    try:
        with program.database.begin() as session:
            (handled,) = store_answers(
                session, [(event, incoming, Answer.of(small_talk.sorry()))], now
            )
    except Exception:  # noqa: BLE001 - the event was put aside; the person may write again
        exception("event.no_apology", event=event.webhook_event_id)
        return Handled()
    return handled
