"""Clearing what was said once it has had its effect: the words of an event or an answer are kept
for a month, the fact that it was said for good.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Text, cast, null, select, update

from bot.inbox.erasing import erase_files
from bot.log import info
from bot.program import Program
from bot.work.worker import work_off
from models.heartbeat import record_heartbeat
from models.month.announcing import forget_told
from models.origin import Origin, Place, come_from
from models.people.entering import forget_old_entries
from models.people.menus import MENU
from models.people.notes import forget_old_notes
from models.people.personal_data.erasure import erase_asked, has_asked
from models.people.rates import forget_old_counts
from models.tables.conversation import InboxEvent
from models.tables.outbox import Delivery, DeliveryState, Heartbeat
from models.work import forget_old_work

KEPT = timedelta(days=30)
KEPT_FAILED = timedelta(days=90)
"""For an engineer to find the bug with."""
KEPT_NOTES = timedelta(days=90)
"""For the secretariat to answer; a note is no part of the history."""
_PARTS = timedelta(days=1)
_NAME = "retention"
_EVERY = timedelta(hours=6)
_BATCH = 500
_BATCHES = 20


class Forgotten(NamedTuple):
    """How many events and messages lost their words."""

    events: int = 0
    messages: int = 0


def forget_old(program: Program) -> Forgotten:
    """Clear the words of events handled and messages sent long ago, and files half-written by a
    process that was killed.

    Looks four times a day, however often it is called. Very many are cleared in small batches, so
    that nobody waits long for the database.
    """
    now = program.clock()
    with program.database.read() as session:
        looked_at = session.scalar(select(Heartbeat.at).where(Heartbeat.name == _NAME))
    if looked_at is not None and abs(now - looked_at) < _EVERY:
        return Forgotten()
    forgotten = Forgotten()
    for _ in range(_BATCHES):
        some = Forgotten(_clear_events(program, now), _clear_messages(program, now))
        forgotten = Forgotten(forgotten.events + some.events, forgotten.messages + some.messages)
        if max(some) < _BATCH:
            program.store.clear_parts(now - _PARTS)
            with program.database.begin() as session:
                forget_told(session, now - KEPT)
                forget_old_entries(session, now - KEPT)
                forget_old_notes(session, now - KEPT_NOTES)
                forget_old_counts(session, now - _PARTS)
                forget_old_work(session, now - KEPT, now - _PARTS)
                record_heartbeat(session, _NAME, now)
            break
    if any(forgotten):
        info("retention.cleared", events=forgotten.events, messages=forgotten.messages)
    return forgotten


def erase_persons(program: Program) -> int:
    """Erase the persons who asked for it in the chat; return how many."""
    with program.database.read() as session:
        if not has_asked(session, program.clock()):
            return 0
    with program.database.begin() as session:
        come_from(session, Origin(Place.CHAT))
        erased = erase_asked(session, program.clock())
    erase_files(program)
    work_off(program, only=MENU)
    info("person.erased", persons=erased)
    return erased


def _clear_events(program: Program, now: datetime) -> int:
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
            # SQL's NULL: None would be stored as JSON's null.
            cleared = {"payload": null(), "content": null()}
            session.execute(update(InboxEvent).where(InboxEvent.id.in_(ids)).values(cleared))
    return len(ids)


def _clear_messages(program: Program, now: datetime) -> int:
    old = (
        select(Delivery.id)
        .where(
            Delivery.created_at < now - KEPT,
            Delivery.state != DeliveryState.WAITING,
            cast(Delivery.messages, Text) != "[]",
        )
        .limit(_BATCH)
    )
    with program.database.begin() as session:
        ids = session.scalars(old).all()
        if ids:
            session.execute(
                update(Delivery)
                .where(Delivery.id.in_(ids))
                .values(messages=[], confirms=null(), reply_token=None)
            )
    return len(ids)
