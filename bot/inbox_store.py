"""Storing webhook events: each once, by its webhookEventId, before LINE is told that it arrived."""

from __future__ import annotations

import hashlib
import json
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Executable, FromClause, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.program import Program
from handlers.incoming import concerns_bot, without_words
from models.conversation import Conversation, InboxEvent


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
    """Stores what webhook requests bring, all that came while the disk was busy in one transaction.

    Whoever finds nobody writing writes, for everybody who is waiting; nobody waits for company.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._changed = threading.Condition()
        self._waiting: list[_Batch] = []
        self._writing = False

    def store(self, events: list[dict[str, Any]]) -> Stored:
        """Store the events of one webhook request; when it returns they are committed. What is known already is left alone."""
        batch = _Batch(events)
        with self._changed:
            self._waiting.append(batch)
            while self._writing and not batch.result.done():
                self._changed.wait()
            if batch.result.done():
                return batch.result.result()
            self._writing, batches, self._waiting = True, self._waiting, []
        try:
            for each, stored in zip(batches, self._write(batches), strict=True):
                each.result.set_result(stored)
        except BaseException as error:
            for each in batches:
                each.result.set_exception(error)
            raise
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()
        return batch.result.result()

    def _write(self, batches: list[_Batch]) -> list[Stored]:
        now, channel_id = (
            self._program.clock(),
            self._program.channel_id,
        )  # asked before: it may be a transaction of its own
        with self._program.database.connect() as connection:
            return [_store(self._program, connection, channel_id, batch.events, now) for batch in batches]


@dataclass(frozen=True)
class _Batch:
    """The events of one request, and what became of them."""

    events: list[dict[str, Any]]
    result: Future[Stored] = field(default_factory=Future)


def _store(
    program: Program, connection: Connection, channel_id: int, events: list[dict[str, Any]], now: datetime
) -> Stored:
    new: list[NewEvent] = []
    waiting: dict[int, None] = {}
    for event in events:
        row = _row(program, connection, channel_id, event, now)
        if _insert(connection, InboxEvent.__table__, row, ("webhook_event_id",)):
            new.append(NewEvent(row["webhook_event_id"], row["conversation_id"]))
            if row["handled_at"] is None:
                waiting[row["conversation_id"]] = None
    return Stored(tuple(new), len(events) - len(new), tuple(waiting))


def _row(
    program: Program, connection: Connection, channel_id: int, event: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Return the columns of an event. Group talk that is not for the bot is kept as ids only, and is handled with that."""
    for_bot = concerns_bot(event)
    stamp = event.get("timestamp")
    return {
        "webhook_event_id": _event_id(event),
        "channel_id": channel_id,
        "conversation_id": _conversation_id(program, connection, _key_of(event)),
        "occurred_ms": stamp if isinstance(stamp, int) else int(now.timestamp() * 1000),
        "payload": event if for_bot else without_words(event),
        "received_at": now,
        "handled_at": None if for_bot else now,
        "attempts": 0,
        "failed": False,
    }


def _event_id(event: dict[str, Any]) -> str:
    """Return webhookEventId, or for an event without one (old test events) a digest of it."""
    given = event.get("webhookEventId")
    if isinstance(given, str) and 0 < len(given) <= 40:
        return given
    return "x" + hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()[:38]


def _key_of(event: dict[str, Any]) -> str:
    """Return the conversation an event belongs to: its group or room, else its user; some events have no source."""
    source = event.get("source")
    source = source if isinstance(source, dict) else {}
    for name in ("groupId", "roomId", "userId"):
        if isinstance(source.get(name), str):
            return str(source[name])[:64]
    return "-"


def _conversation_id(program: Program, connection: Connection, key: str) -> int:
    """Return the conversation's row, made if need be; rows are never deleted, so ids that were committed are remembered."""
    found = program.conversations.get(key)
    if found is None:
        query = select(Conversation.id).where(Conversation.channel_id == program.channel_id, Conversation.key == key)
        found = connection.scalar(query)
        if found is None:
            _insert(
                connection,
                Conversation.__table__,
                {"channel_id": program.channel_id, "key": key},
                ("channel_id", "key"),
            )
            return connection.execute(query).scalar_one()  # not remembered: this transaction may still be rolled back
        if len(program.conversations) > 50_000:
            program.conversations.clear()
        program.conversations[key] = found
    return found


def _insert(connection: Connection, table: FromClause, row: dict[str, Any], unique: tuple[str, ...]) -> bool:
    """Insert a row unless its unique columns are taken; tell whether it was inserted."""
    return bool(connection.execute(_statement(connection.dialect.name, cast(Table, table), unique), row).rowcount)


@cache
def _statement(dialect: str, table: Table, unique: tuple[str, ...]) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=list(unique))
