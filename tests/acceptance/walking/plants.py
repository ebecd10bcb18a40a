"""Faults planted into the program, to see that a random walk finds them: ``--plant NAME``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.inbox import answering, handling
from bot.inbox.handling import BatchOutcome
from bot.inbox.store import EventStore
from bot.outbox.queueing import queue_answers
from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.router import handle
from messages import reporting
from messages.form import receipts
from messages.parts import text_message
from models.reports.submissions import send_report
from models.tables.conversation import Draft, InboxEvent
from models.tables.people import Person

Plant = Callable[[pytest.MonkeyPatch], None]


def _answer_dropped(patch: pytest.MonkeyPatch) -> None:
    """Every second answer is never sent."""
    numbers = count()

    def lose(session: Session, replies: Sequence[Any], now: Any) -> list[Any]:
        return [
            None if next(numbers) % 3 == 2 else each
            for each in queue_answers(session, replies, now)
        ]

    patch.setattr(answering, "queue_answers", lose)


def _no_way_home(patch: pytest.MonkeyPatch) -> None:
    """Who has begun a report hears nothing but that it is to be answered."""

    def hold(context: Context, incoming: Incoming) -> Answer:
        ours = Person.line_user_id == incoming.user_id
        begun = select(Draft.id).join(Person).where(ours, Draft.active)
        if incoming.user_id and context.session.scalar(begun.limit(1)) is not None:
            return Answer.of(text_message("โปรดตอบคำถามก่อน"))
        return handle(context, incoming)

    patch.setattr(answering, "handle", hold)


def _stored_twice(patch: pytest.MonkeyPatch) -> None:
    """A report that is sent is stored twice."""

    def twice(*given: Any, **named: Any) -> Any:
        send_report(*given, **named)
        return send_report(*given, **named | {"draft_id": None})

    patch.setattr(reporting, "send_report", twice)


def _swallowed(patch: pytest.MonkeyPatch) -> None:
    """An event that met a bug is put aside without a word, and not counted as failed."""
    _failed(patch)

    def forget(program: Any, event: Any, error: Exception) -> Any:
        with program.database.begin() as session:
            row = session.get_one(InboxEvent, event.id)
            row.handled_at = program.clock()
        return BatchOutcome()

    patch.setattr(handling, "_after_error", forget)


def _failed(patch: pytest.MonkeyPatch) -> None:
    """An event meets a bug; the person gets the apology."""

    def fail(context: Context, incoming: Incoming) -> Answer:
        if incoming.text == "ยืนยัน":
            raise ValueError("planted")
        return handle(context, incoming)

    patch.setattr(answering, "handle", fail)


def _wrong_receipt(patch: pytest.MonkeyPatch) -> None:
    """The receipt tells a number that is not in the books."""
    make = receipts.receipt

    def other(number: str, *given: Any, **named: Any) -> Any:
        return make(number[::-1], *given, **named)

    patch.setattr(receipts, "receipt", other)


def _handled_twice(patch: pytest.MonkeyPatch) -> None:
    """What LINE delivers once more is taken for new."""
    store = EventStore.store

    def forgetful(self: EventStore, events: list[dict[str, Any]]) -> Any:
        return store(self, [each | {"webhookEventId": uuid4().hex[:26]} for each in events])

    patch.setattr(EventStore, "store", forgetful)


def _too_many(patch: pytest.MonkeyPatch) -> None:
    """Answers hold more messages than LINE takes."""

    def swell(session: Session, replies: Sequence[Any], now: Any) -> list[Any]:
        more = [text_message("อีกครั้ง")] * 5
        return [
            replace(each, messages=[*each.messages, *more]) if each is not None else None
            for each in queue_answers(session, replies, now)
        ]

    patch.setattr(answering, "queue_answers", swell)


PLANTS: dict[str, Plant] = {
    "answer-dropped": _answer_dropped,
    "no-way-home": _no_way_home,
    "stored-twice": _stored_twice,
    "event-swallowed": _swallowed,
    "event-failed": _failed,
    "wrong-receipt": _wrong_receipt,
    "handled-twice": _handled_twice,
    "too-many-messages": _too_many,
}
