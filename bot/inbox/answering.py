"""Answering stored events in a transaction: let ``handlers`` answer, store the answers as
deliveries, mark the events handled.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from bot.hearing import with_open_slots, with_what_waits
from bot.inbox.erasing import erase_files, queue_erasing
from bot.inbox.fetch import WaitingEvent, keep_display_name
from bot.line.menu_linking import link_menus
from bot.log import info
from bot.outbox.announced import note_told
from bot.outbox.delivery import send_claimed
from bot.outbox.queueing import Reply, queue_answers, queue_notices
from bot.outbox.together import ClaimedDelivery
from bot.program import Program
from handlers.answer import Answer, Context
from handlers.form.said_before import look_up_last_said, look_up_shown
from handlers.incoming import EventKind, Incoming, read_event
from handlers.prefetch import Prefetched, look_up
from handlers.router import handle
from messages.labels import LONGEST
from messages.parts import Message
from messages.taps import Action
from models.database import pad_for_statement_cache, to_json
from models.month.announcing import begun_and_told
from models.origin import Origin, Place, come_from
from models.remembering import remember_answers
from models.tables.conversation import InboxEvent
from thai.dates import names_weekday_date

Later = Callable[[Callable[[], object]], object]
"""Has something done that nobody waits for: at once, or on another thread."""
# LINE promises a minute from receipt; later answers go out as a push.
REPLY_LIFE = timedelta(seconds=50)


@dataclass(frozen=True)
class Handled:
    """What is left to do outside the transaction: the answer to send, who has just registered,
    whether files are to be erased.
    """

    delivery: ClaimedDelivery | None = None
    entered: tuple[str, ...] = ()
    erases: bool = False


def answer_events(
    program: Program, session: Session, events: Sequence[WaitingEvent]
) -> list[Handled]:
    """Answer events of different conversations of a channel, whose locks the caller holds; return
    what is left to do for each.
    """
    now = program.clock()
    incoming = [read_event(event.payload or {}, event.content) for event in events]
    come_from(session, Origin(Place.CHAT))
    remember_answers(session)
    known = _look_up(session, events[0].channel_id, incoming, now)
    answers = []
    for event, each in zip(events, incoming, strict=True):
        answer = handle(
            Context(
                session,
                event.channel_id,
                now,
                program.links.evidence,
                program.links.entry,
                known,
            ),
            each,
        )
        if answer.joined is not None:
            recipient = each.group_id or each.user_id or ""
            answer = with_open_slots(session, answer, recipient, now)
        elif each.group_id is None and each.user_id is not None:
            person = known.people.get(each.user_id)
            if person is not None:
                answer = with_what_waits(session, answer, person, now)
        # At once, not with the answers: the next event may take back the notices of this one.
        queue_notices(session, answer.notices, channel_id=event.channel_id, now=now)
        answers.append(answer)
    session.execute(
        _HANDLED, {"events": pad_for_statement_cache([event.id for event in events]), "now": now}
    )
    handled = store_answers(session, list(zip(events, incoming, answers, strict=True)), now)
    queue_erasing(session, [path for answer in answers for path in answer.erase], now)
    for event, each, answer in zip(events, incoming, answers, strict=True):
        info(
            "event.handled",
            event=event.webhook_event_id,
            kind=each.kind.value,
            messages=len(answer.messages),
        )
    return handled


def _look_up(
    session: Session, channel_id: int, incoming: Sequence[Incoming], now: datetime
) -> Prefetched:
    """Look up for all events at once what their answers are made of."""
    own = [each for each in incoming if each.group_id is None]
    known = look_up(session, channel_id, [each.user_id for each in own], _tapped(incoming), now)
    said = [
        (person, each)
        for each in own
        if each.kind is EventKind.TEXT
        and (person := known.people.get(each.user_id or "")) is not None
    ]
    look_up_last_said(session, channel_id, said, known.drafts, now)
    typed = [person.line_user_id for person, each in said if len(each.text) <= LONGEST]
    look_up_shown(session, channel_id, typed, now)
    return known


def _tapped(incoming: Iterable[Incoming]) -> Iterator[tuple[str, int]]:
    """Yield who tapped to report on what."""
    for each in incoming:
        if each.tap is not None and each.tap.action is Action.REPORT and each.user_id is not None:
            number = each.tap.number("o")
            if number is not None:
                yield each.user_id, number


def store_answers(
    session: Session, answered: Sequence[tuple[WaitingEvent, Incoming, Answer]], now: datetime
) -> list[Handled]:
    """Store answers as deliveries claimed by the caller, who sends them after the commit
    (``afterwards``).
    """
    replies = [
        _reply(event, incoming, answer.fitting(), now) for event, incoming, answer in answered
    ]
    deliveries = queue_answers(session, replies, now)
    said = [(each.recipient, each.messages) for _, _, answer in answered for each in answer.notices]
    stored = [(each.recipient, each.messages) for each in deliveries if each is not None]
    _note_announced(session, answered[0][0].channel_id, [*said, *stored], now)
    return [
        Handled(delivery, answer.entered, bool(answer.erase))
        for delivery, (_, _, answer) in zip(deliveries, answered, strict=True)
    ]


def _note_announced(
    session: Session, channel_id: int, told: Iterable[tuple[str, Sequence[Message]]], now: datetime
) -> None:
    said = ((recipient, to_json(messages)) for recipient, messages in told)
    # Most answers name no date, and the open rounds need not be looked up for them.
    dated = [(recipient, text) for recipient, text in said if names_weekday_date(text)]
    if dated:
        recipients = [recipient for recipient, _ in dated]
        note_told(session, begun_and_told(session, now, channel_id, recipients), dated)


def afterwards(program: Program, handled: Handled, later: Later) -> None:
    """Send the answer; then, without keeping the next event waiting, erase files and give who has
    entered their menu. Outside any transaction.
    """
    if handled.delivery is not None:
        send_claimed(program, handled.delivery)
    if handled.erases:
        later(lambda: erase_files(program))
    if handled.entered:
        later(lambda: _welcome(program, handled.entered))


def _welcome(program: Program, line_user_ids: Sequence[str]) -> None:
    link_menus(program, line_user_ids)
    for line_user_id in line_user_ids:
        keep_display_name(program, line_user_id)


def _reply(event: WaitingEvent, incoming: Incoming, answer: Answer, now: datetime) -> Reply:
    token_until = event.received_at + REPLY_LIFE
    # What came without a token that may be used (made-up events of a console, a chat another module
    # has) is not answered at all.
    can_answer = incoming.reply_token is not None
    return Reply(
        answer,
        channel_id=event.channel_id,
        recipient=incoming.group_id or incoming.user_id,
        reply_token=incoming.reply_token if now < token_until else None,
        reply_until=token_until,
        may_push=can_answer and incoming.group_id is None,
    )


_EVENTS = cast(Table, InboxEvent.__table__)
_HANDLED = (
    update(_EVENTS)
    .where(_EVENTS.c.id.in_(bindparam("events", expanding=True)))
    .values(handled_at=bindparam("now"), attempts=_EVENTS.c.attempts + 1)
)
