"""Which events may be handled now: the oldest of each conversation, under a lock on its row or a
lease.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.inbox.fetch import WaitingEvent
from models.database import pad_for_statement_cache
from models.tables.conversation import Conversation, InboxEvent

_LEASE = timedelta(seconds=30)  # longer than a file is waited for
_EVENTS_EACH = 4  # looked at for each conversation, on average


@dataclass(frozen=True)
class ClaimedEvents:
    """The oldest event of each conversation whose lock the transaction now holds.

    ``more`` are the conversations in which another event waits; ``held`` are those to be looked at
    again soon: another process is handling them at this moment, or the many events of others left
    no room for them. Conversations in which there is nothing to do now are in none of these.
    """

    events: list[WaitingEvent] = field(default_factory=list)
    more: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()


_CONVERSATIONS = (
    select(Conversation.id, Conversation.leased_until)
    .where(Conversation.id.in_(bindparam("conversations", expanding=True)))
    .order_by(Conversation.id)
)
# Not the strongest lock: storing new events of a conversation refers to its row and must not wait
# for us.
_LOCK_WAITING = _CONVERSATIONS.with_for_update(key_share=True)
_LOCK_FREE = _CONVERSATIONS.with_for_update(key_share=True, skip_locked=True)
_OLDEST = (
    select(*(getattr(InboxEvent, name) for name in WaitingEvent._fields))
    .where(
        InboxEvent.handled_at.is_(None),
        InboxEvent.conversation_id.in_(bindparam("conversations", expanding=True)),
    )
    .order_by(InboxEvent.conversation_id, InboxEvent.occurred_ms, InboxEvent.id)
    .limit(bindparam("most"))
)


def claim_oldest(
    session: Session, conversation_ids: Sequence[int], now: datetime, *, wait: bool
) -> ClaimedEvents:
    """Lock conversations and return the oldest event of each, as far as it may be handled now.

    Locks are taken in the order of ids. Without ``wait`` those that another process holds are
    skipped, so that two batches cannot wait for each other; only a batch of one may wait. An event
    stored after this look comes with a call of its own.
    """
    lock = _LOCK_WAITING if wait else _LOCK_FREE
    leases: dict[int, datetime | None] = dict(
        session.execute(lock, {"conversations": pad_for_statement_cache(conversation_ids)}).all()
    )
    held = set(conversation_ids) - leases.keys()
    # A lease: what the oldest event needs is being fetched, and afterwards the rest is looked for.
    ids = [each for each, leased_until in leases.items() if not leased_until or leased_until <= now]
    if not ids:
        return ClaimedEvents(held=frozenset(held))
    most = len(ids) * _EVENTS_EACH
    rows = session.execute(
        _OLDEST, {"conversations": pad_for_statement_cache(ids), "most": most}
    ).all()
    waiting: dict[int, list[WaitingEvent]] = {}
    for row in rows:
        waiting.setdefault(row.conversation_id, []).append(WaitingEvent(*row))
    if len(rows) == most:  # somebody writes very much: what came after it was not looked at
        held |= set(ids) - waiting.keys()
    due = [events for events in waiting.values() if (events[0].next_try_at or now) <= now]
    return ClaimedEvents(
        [events[0] for events in due],
        frozenset(events[0].conversation_id for events in due if len(events) > 1),
        frozenset(held),
    )


def lease(session: Session, conversation_ids: Sequence[int], now: datetime) -> datetime:
    """Keep conversations to ourselves past the transaction, while we fetch; return until when, by
    which we know our lease again.
    """
    until = now + _LEASE
    session.execute(
        update(Conversation)
        .where(Conversation.id.in_(conversation_ids))
        .values(leased_until=until)
        .execution_options(synchronize_session=False)
    )
    return until


def lock_conversation(session: Session, conversation_id: int) -> Conversation:
    """Lock one conversation's row, waiting while it is held, and return it as it is now."""
    return session.get_one(Conversation, conversation_id, with_for_update={"key_share": True})
