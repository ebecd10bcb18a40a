"""Storing webhook events: each once, by its webhookEventId, before LINE is told that it arrived."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.exc import OperationalError

from bot.inbox.bodies import unreadable
from bot.inbox.event_ids import id_of, key_of
from bot.log import exception
from bot.program import Program
from handlers.incoming import concerns_bot, to_keep
from models.database import insert_ignoring_duplicates, pad_for_statement_cache
from models.tables.conversation import Conversation, InboxEvent
from models.tables.organization import Channel

_REMEMBERED = 50_000  # conversations
_AT_ONCE = 500  # keys in one IN list
_EVENTS = cast(Table, InboxEvent.__table__)
_CONVERSATIONS = select(Conversation.key, Conversation.id).where(
    Conversation.channel_id == bindparam("channel"),
    Conversation.key.in_(bindparam("keys", expanding=True)),
)


@dataclass(frozen=True)
class NewEvent:
    """An event that was not there before."""

    webhook_event_id: str
    conversation_id: int


@dataclass(frozen=True)
class Stored:
    """What a webhook request brought: new events, and how many were there already."""

    new: tuple[NewEvent, ...]
    duplicates: int
    conversations: tuple[int, ...]
    """Conversations with something to handle, each once."""


class EventStore:
    """Stores what webhook requests bring, by group commit: all that came in while the last
    transaction was written goes into the next.

    The first request to find nobody writing writes for all that wait; none is delayed to fill a
    batch.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._lock = threading.Lock()
        self._waiting: list[_Batch] = []
        self._writing = False
        self._destination: str | None = None

    def is_ours(self, destination: str | None) -> bool:
        """Tell whether a body is meant for this program's channel. What names no bot is, and so is
        any while our bot's id is not known (``kaona line setup`` stores it).
        """
        if destination is None or destination == self._destination:
            return True
        with self._program.database.read() as session:
            ours = session.get_one(Channel, self._program.channel_id).bot_user_id
        if ours not in (None, destination):
            return False
        self._destination = destination  # looked up once: LINE sends the same with every request
        return True

    def store(self, events: list[dict[str, Any]]) -> Stored:
        """Store the events of one webhook request; when it returns they are committed. What is
        there already is left alone.
        """
        batch = _Batch(events)
        with self._lock:
            self._waiting.append(batch)
            others_write, self._writing = self._writing, True
        if others_write:
            batch.turn.wait()  # until somebody has written it, or it is our turn to write
        if not batch.result.done():
            self._write_all()
        return batch.result.result()

    def _write_all(self) -> None:
        """Write everything that waits, wake those it came from, and one of those who came
        meanwhile, to write next.
        """
        with self._lock:
            batches, self._waiting = self._waiting, []
        try:
            self._write(batches)
        finally:
            with self._lock:
                following = self._waiting[:1]
                self._writing = bool(following)
            for each in (*batches, *following):
                each.turn.set()

    def _write(self, batches: list[_Batch]) -> None:
        """Write all batches in one transaction and settle each one's result, whatever happens."""
        try:
            for each, stored in zip(batches, self._commit(batches), strict=True):
                each.result.set_result(stored)
        except Exception as error:  # noqa: BLE001 - it reaches every request that waits for it
            if isinstance(error, OperationalError):  # the database's own fault
                _fail(batches, error)
            elif len(batches) > 1:
                # What one request brought cannot be stored: the others must not pay for it.
                for each in batches:
                    self._write([each])
            else:
                self._settle_each(batches[0])
        except BaseException as error:
            _fail(batches, error)
            raise

    def _settle_each(self, batch: _Batch) -> None:
        try:
            batch.result.set_result(self._store_each(batch.events))
        except Exception as error:  # noqa: BLE001 - it reaches the request that waits for it
            _fail([batch], error)

    def _store_each(self, events: list[dict[str, Any]]) -> Stored:
        """Store each event of a request in a transaction of its own: one that no database takes is
        kept as unreadable, and costs the others nothing.
        """
        stored: list[Stored] = []
        for event in events:
            try:
                stored += self._commit([_Batch([event])])
            except OperationalError:
                raise
            except Exception:  # noqa: BLE001 - whatever it is, it is this event's
                exception("webhook.not_storable")
                stored += self._commit([_Batch([unreadable(json.dumps(event))])])
        return Stored(
            tuple(new for each in stored for new in each.new),
            sum(each.duplicates for each in stored),
            tuple(dict.fromkeys(key for each in stored for key in each.conversations)),
        )

    def _commit(self, batches: list[_Batch]) -> list[Stored]:
        program = self._program
        now = program.clock()
        channel_id = program.channel_id  # asked before: it may be a transaction of its own
        with program.database.connect() as connection:
            stored, conversations = _store(
                program, connection, channel_id, [batch.events for batch in batches], now
            )
        # Remembered only now: until the commit, an id may yet be rolled back and given to another
        # conversation.
        if len(program.conversations) > _REMEMBERED:
            program.conversations.clear()
        program.conversations.update(conversations)
        return stored


def _fail(batches: list[_Batch], error: BaseException) -> None:
    for each in batches:
        if not each.result.done():
            each.result.set_exception(error)


@dataclass(frozen=True)
class _Batch:
    """The events of one request, and their outcome."""

    events: list[dict[str, Any]]
    result: Future[Stored] = field(default_factory=Future)
    turn: threading.Event = field(default_factory=threading.Event)


def _store(
    program: Program,
    connection: Connection,
    channel_id: int,
    batches: list[list[dict[str, Any]]],
    now: datetime,
) -> tuple[list[Stored], dict[str, int]]:
    """Insert the events of several requests; return what each brought, and the conversations' ids
    by key.

    Rows are inserted in the order of their unique columns, so that two processes that bring the
    same never wait for each other in a circle.
    """
    keys = {key_of(event) for events in batches for event in events}
    conversations = _conversation_ids(program, connection, channel_id, sorted(keys))
    brought = sorted(
        (
            (id_of(event), number, event)
            for number, events in enumerate(batches)
            for event in events
        ),
        key=lambda each: each[:2],
    )
    rows = {
        event_id: _row(event, event_id, channel_id, conversations[key_of(event)], now)
        for event_id, _, event in reversed(
            brought
        )  # the first of those that are alike is the one that counts
    }
    inserted = _insert_events(connection, [rows[event_id] for event_id in sorted(rows)])
    new: list[list[NewEvent]] = [[] for _ in batches]
    waiting: list[dict[int, None]] = [{} for _ in batches]
    for event_id, number, _ in brought:
        if event_id in inserted:
            inserted.discard(event_id)
            conversation_id = rows[event_id]["conversation_id"]
            new[number].append(NewEvent(event_id, conversation_id))
            if rows[event_id]["handled_at"] is None:
                waiting[number][conversation_id] = None
    stored = [
        Stored(tuple(new[number]), len(events) - len(new[number]), tuple(waiting[number]))
        for number, events in enumerate(batches)
    ]
    return stored, conversations


def _row(
    event: dict[str, Any], event_id: str, channel_id: int, conversation_id: int, now: datetime
) -> dict[str, Any]:
    """Return the columns of an event, as much of it as is kept. Group talk that is not for the bot
    is handled with that.
    """
    for_bot = concerns_bot(event)
    stamp = event.get("timestamp")
    return {
        "webhook_event_id": event_id,
        "channel_id": channel_id,
        "conversation_id": conversation_id,
        "occurred_ms": stamp
        if type(stamp) is int and 0 <= stamp < 2**53
        else int(now.timestamp() * 1000),
        "payload": to_keep(event),
        "received_at": now,
        "handled_at": None if for_bot else now,
        "attempts": 0,
        "failed": False,
    }


def _conversation_ids(
    program: Program, connection: Connection, channel_id: int, keys: Sequence[str]
) -> dict[str, int]:
    """Return the rows of conversations, by key, made if need be; rows are never deleted, so ids may
    be remembered.
    """
    found = {key: program.conversations[key] for key in keys if key in program.conversations}
    found |= _stored_ids(connection, channel_id, [key for key in keys if key not in found])
    if new := [key for key in keys if key not in found]:
        rows = [{"channel_id": channel_id, "key": key} for key in new]
        connection.execute(insert_ignoring_duplicates(connection, Conversation), rows)
        found |= _stored_ids(connection, channel_id, new)
    return found


def _stored_ids(connection: Connection, channel_id: int, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = pad_for_statement_cache(keys[start : start + _AT_ONCE])
        asked = {"channel": channel_id, "keys": some}
        found |= dict(connection.execute(_CONVERSATIONS, asked).all())
    return found


def _insert_events(connection: Connection, rows: list[dict[str, Any]]) -> set[str]:
    """Insert events that are not there yet; return the webhookEventIds of the new ones."""
    if not rows:
        return set()
    statement = insert_ignoring_duplicates(connection, _EVENTS)
    return set(connection.scalars(statement.returning(_EVENTS.c.webhook_event_id), rows))
