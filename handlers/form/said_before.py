"""What a person said a while ago, which a button under the answer names; what they did last, and
what they were shown last.
"""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from handlers.answer import Context
from handlers.incoming import EventKind, Incoming, read_event
from handlers.speaker import Speaker
from messages import menu
from messages.parts import postbacks_in
from messages.taps import Tap, unpack
from models.database import pad_for_statement_cache
from models.remembering import remember, remembered, tables_of
from models.tables.conversation import Conversation, Draft, InboxEvent
from models.tables.outbox import ANSWER, Delivery
from models.tables.people import Person

_LOOK_BACK = 60
"""Events of a chat among which the message is looked for."""
_JUST_SAID = timedelta(minutes=10)
_LAST_EVENTS = 30
"""Events of a chat among which the last is looked for that is no evidence."""
_FRESH = timedelta(days=1)
_LATELY = 500
"""So many deliveries to all people are looked through for the last to one: seconds ago it was."""


def said_before(context: Context, speaker: Speaker, message_id: str) -> Incoming | None:
    """Return a message this person sent a while ago, while its words are kept."""
    newest = events_of(context, speaker).order_by(InboxEvent.id.desc()).limit(_LOOK_BACK)
    for event in context.session.scalars(newest):
        incoming = read_event(event.payload) if event.payload else None
        if incoming and message_id and incoming.message_id == message_id and incoming.text:
            return replace(incoming, said_at=event.received_at)
    return None


def events_of(context: Context, speaker: Speaker) -> Select[InboxEvent]:
    """Return the query for what came of a person in their one-to-one chat, in no order."""
    return (
        select(InboxEvent)
        .join(Conversation)
        .where(
            Conversation.channel_id == context.channel_id,
            Conversation.key == speaker.person.line_user_id,
        )
    )


def last_said(context: Context, speaker: Speaker) -> Incoming | None:
    """Return what this person did last, evidence apart, if it was a moment ago."""
    user_id = speaker.person.line_user_id
    return remembered(
        context.session,
        _last_key(user_id),
        _READ_FROM,
        lambda: _last_of(context.session, context.channel_id, [user_id], context.now)[user_id],
    )


def look_up_last_said(
    session: Session,
    channel_id: int,
    said: Sequence[tuple[Person, Incoming]],
    drafts: Mapping[int, Draft | None],
    now: datetime,
) -> None:
    """Look up what ``last_said`` returns for all who say a word that confirms or cancels, and are
    in no form (``drafts``, by person id) that takes it.
    """
    users = [
        person.line_user_id
        for person, incoming in said
        if drafts.get(person.id) is None and menu.form_word_of(incoming.text) in _CONFIRMING
    ]
    if users:
        for user_id, found in _last_of(session, channel_id, users, now).items():
            remember(session, _last_key(user_id), _READ_FROM, found)


def _last_key(user_id: str) -> Hashable:
    return "last_said", user_id


def _last_of(
    session: Session, channel_id: int, user_ids: Sequence[str], now: datetime
) -> dict[str, Incoming | None]:
    found: dict[str, Incoming | None] = {}
    asked = {
        "channel": channel_id,
        "users": pad_for_statement_cache(user_ids),
        "since": now - _JUST_SAID,
    }
    for user_id, payload, received_at in session.execute(_NEWEST, asked):
        if user_id not in found:
            incoming = read_event(payload or {})
            if incoming.kind not in (EventKind.MEDIA, EventKind.PLACE):
                found[user_id] = replace(incoming, content={}, said_at=received_at)
    return dict.fromkeys(user_ids) | found


_CONFIRMING = ("confirm", "cancel")
_READ_FROM = tables_of(InboxEvent)
_EVENTS = (
    select(
        Conversation.key,
        InboxEvent.payload,
        InboxEvent.received_at,
        func.row_number()
        .over(
            partition_by=InboxEvent.conversation_id,
            order_by=(InboxEvent.occurred_ms.desc(), InboxEvent.id.desc()),
        )
        .label("place"),
    )
    .join(Conversation, Conversation.id == InboxEvent.conversation_id)
    .where(
        Conversation.channel_id == bindparam("channel"),
        Conversation.key.in_(bindparam("users", expanding=True)),
        InboxEvent.handled_at.is_not(None),
        InboxEvent.received_at > bindparam("since"),
    )
    .subquery()
)
_NEWEST = (
    select(_EVENTS.c.key, _EVENTS.c.payload, _EVENTS.c.received_at)
    .where(_EVENTS.c.place <= _LAST_EVENTS)
    .order_by(_EVENTS.c.key, _EVENTS.c.place)
)


def shown_last(context: Context, user_id: str, *, pushed: bool = False) -> list[Any]:
    """Return the messages of the last answer to somebody (or of what was last ``pushed`` to them),
    as LINE was given them; none when it is a day old.
    """
    return list(json.loads(json_shown(context, user_id, pushed=pushed)))


def json_shown(context: Context, user_id: str, *, pushed: bool = False) -> str:
    """Return the messages that ``shown_last`` returns as their JSON."""
    shown = remembered(
        context.session,
        ("shown", user_id),
        _SHOWN_FROM,
        lambda: _shown_to(context.session, context.channel_id, [user_id], context.now)[user_id],
    )
    return shown[pushed]


def look_up_shown(
    session: Session, channel_id: int, user_ids: Sequence[str], now: datetime
) -> None:
    """Look up what ``shown_last`` returns for many at once."""
    if user_ids:
        for user_id, shown in _shown_to(session, channel_id, user_ids, now).items():
            remember(session, ("shown", user_id), _SHOWN_FROM, shown)


def _shown_to(
    session: Session, channel_id: int, user_ids: Sequence[str], now: datetime
) -> dict[str, dict[bool, str]]:
    """Return the JSON of what each was answered last (False) and of what was pushed last (True)."""
    found = {user_id: {False: "[]", True: "[]"} for user_id in user_ids}
    asked = {
        "channel": channel_id,
        "users": pad_for_statement_cache(user_ids),
        "since": now - _FRESH,
    }
    for recipient, purpose, messages in session.execute(_SHOWN, asked):
        found[recipient][purpose != ANSWER] = messages
    return found


_SHOWN_FROM = tables_of(Delivery)
_SHOWN = select(Delivery.recipient, Delivery.purpose, cast(Delivery.messages, Text)).where(
    Delivery.id.in_(
        select(func.max(Delivery.id))
        .where(
            Delivery.id > select(func.max(Delivery.id)).scalar_subquery() - _LATELY,
            Delivery.channel_id == bindparam("channel"),
            Delivery.recipient.in_(bindparam("users", expanding=True)),
            Delivery.created_at > bindparam("since"),
        )
        .group_by(Delivery.recipient, Delivery.purpose == ANSWER)
        .scalar_subquery()
    )
)


def taps_shown(context: Context, user_id: str) -> list[Tap]:
    """Return what the buttons of the last answer to somebody do, in their order."""
    taps = (unpack(data) for data in postbacks_in(shown_last(context, user_id)))
    return [each for each in taps if each is not None]
