"""Storing webhook events: each once, by its webhookEventId, before LINE is told that it arrived."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

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


def store_events(program: Program, events: list[dict[str, Any]]) -> Stored:
    """Store the events of one webhook request in one transaction; what is known already is left alone."""
    now, channel_id = program.clock(), program.channel_id  # asked before: the first time it is a transaction of its own
    new: list[NewEvent] = []
    waiting: dict[int, None] = {}
    with program.database.begin() as session:
        for event in events:
            row = _row(program, session, channel_id, event, now)
            if _insert(session, InboxEvent, row, ["webhook_event_id"]):
                new.append(NewEvent(row["webhook_event_id"], row["conversation_id"]))
                if row["handled_at"] is None:
                    waiting[row["conversation_id"]] = None
    return Stored(tuple(new), len(events) - len(new), tuple(waiting))


def _row(program: Program, session: Session, channel_id: int, event: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return the columns of an event. Group talk that is not for the bot is kept as ids only, and is handled with that."""
    for_bot = concerns_bot(event)
    stamp = event.get("timestamp")
    return {
        "webhook_event_id": _event_id(event),
        "channel_id": channel_id,
        "conversation_id": _conversation_id(program, session, _key_of(event)),
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


def _conversation_id(program: Program, session: Session, key: str) -> int:
    """Return the conversation's row, made if need be; rows are never deleted, so ids that were committed are remembered."""
    found = program.conversations.get(key)
    if found is None:
        query = select(Conversation.id).where(Conversation.channel_id == program.channel_id, Conversation.key == key)
        found = session.scalar(query)
        if found is None:
            _insert(session, Conversation, {"channel_id": program.channel_id, "key": key}, ["channel_id", "key"])
            return session.execute(query).scalar_one()  # not remembered: this transaction may still be rolled back
        if len(program.conversations) > 50_000:
            program.conversations.clear()
        program.conversations[key] = found
    return found


def _insert(session: Session, table: type[Any], row: dict[str, Any], unique: list[str]) -> bool:
    """Insert a row unless its unique columns are taken; tell whether it was inserted."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table.__table__).values(row).on_conflict_do_nothing(index_elements=unique)
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]
