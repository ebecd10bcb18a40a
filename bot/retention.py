"""Forgetting what people wrote once it has had its effect: what an event said stays for a month, that it came stays for good."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.log import note
from bot.program import Program
from models.conversation import InboxEvent
from models.outbox import Heartbeat

KEPT = timedelta(days=30)
KEPT_FAILED = timedelta(days=90)
"""For an engineer to find the bug with."""
_PARTS = timedelta(days=1)
_NAME = "retention"
_EVERY = timedelta(hours=6)
_BATCH = 500
_BATCHES = 20


def forget_old(program: Program) -> int:
    """Clear the words of events handled long ago, and files half-written by a process that was killed; return how many events.

    Looks four times a day, whoever asks how often; a great many are cleared bit by bit, so that nobody waits long for the database.
    """
    now = program.clock()
    with program.database.read() as session:
        looked_at = session.scalar(select(Heartbeat.at).where(Heartbeat.name == _NAME))
    if looked_at is not None and abs(now - looked_at) < _EVERY:
        return 0
    cleared = 0
    for _ in range(_BATCHES):
        count = _clear_some(program, now)
        cleared += count
        if count < _BATCH:
            program.store.clear_parts(now - _PARTS)
            _looked(program, now)
            break
    if cleared:
        note("retention.cleared", events=cleared)
    return cleared


def _clear_some(program: Program, now: datetime) -> int:
    old = (
        select(InboxEvent.id)
        .where(
            InboxEvent.received_at < now - KEPT,
            InboxEvent.handled_at < now - KEPT,
            InboxEvent.payload.is_not(None),
            ~InboxEvent.failed | (InboxEvent.received_at < now - KEPT_FAILED),
        )
        .limit(_BATCH)
    )
    with program.database.begin() as session:
        ids = session.scalars(old).all()
        if ids:
            cleared = {"payload": null(), "content": null()}  # SQL's null: None would be stored as JSON's
            session.execute(update(InboxEvent).where(InboxEvent.id.in_(ids)).values(cleared))
    return len(ids)


def _looked(program: Program, now: datetime) -> None:
    with program.database.begin() as session:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        beat = insert(Heartbeat).values(name=_NAME, at=now)
        session.execute(beat.on_conflict_do_update(index_elements=[Heartbeat.name], set_={"at": beat.excluded.at}))
