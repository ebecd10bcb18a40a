"""What a person said a while ago: a button under the answer names the message, or it was the
last.
"""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Select, select

from handlers.answer import Context
from handlers.incoming import EventKind, Incoming, read_event
from handlers.speaker import Speaker
from models.tables.conversation import Conversation, InboxEvent

_LOOK_BACK = 60
"""Events of a chat among which the message is looked for."""


_JUST_SAID = timedelta(minutes=10)
_LATELY = 30
"""Events of a chat among which the words before some photos are looked for."""


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
    events = context.session.scalars(
        events_of(context, speaker)
        .where(
            InboxEvent.handled_at.is_not(None),
            InboxEvent.received_at > context.now - _JUST_SAID,
        )
        .order_by(InboxEvent.occurred_ms.desc(), InboxEvent.id.desc())
        .limit(_LATELY)
    )
    for event in events:
        incoming = read_event(event.payload or {})
        if incoming.kind not in (EventKind.MEDIA, EventKind.PLACE):
            return replace(incoming, content={}, said_at=event.received_at)
    return None
