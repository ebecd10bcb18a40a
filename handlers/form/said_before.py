"""What a person said a while ago: a button under the answer names the message; and what they were
shown last.
"""

from typing import Any

from sqlalchemy import Select, select

from handlers.answer import Context
from handlers.incoming import Incoming, read_event
from handlers.speaker import Speaker
from messages.parts import postbacks_in
from messages.taps import Tap, unpack
from models.tables.conversation import Conversation, InboxEvent
from models.tables.outbox import ANSWER, Delivery

_LOOK_BACK = 60
"""Events of a chat among which the message is looked for."""
_LATELY = 500
"""So many deliveries to all people are looked through for the last to one: seconds ago it was."""


def said_before(context: Context, speaker: Speaker, message_id: str) -> Incoming | None:
    """Return a message this person sent a while ago, while its words are kept."""
    newest = events_of(context, speaker).order_by(InboxEvent.id.desc()).limit(_LOOK_BACK)
    for event in context.session.scalars(newest):
        incoming = read_event(event.payload) if event.payload else None
        if incoming and message_id and incoming.message_id == message_id and incoming.text:
            return incoming
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


def shown_last(context: Context, speaker: Speaker) -> list[Any]:
    """Return the messages of the last answer to a person, as LINE was given them."""
    newest = select(Delivery.id).order_by(Delivery.id.desc()).limit(_LATELY)
    shown = context.session.scalar(
        select(Delivery.messages)
        .where(
            Delivery.id.in_(newest.scalar_subquery()),
            Delivery.channel_id == context.channel_id,
            Delivery.recipient == speaker.person.line_user_id,
            Delivery.purpose == ANSWER,
        )
        .order_by(Delivery.id.desc())
        .limit(1)
    )
    return list(shown or ())


def taps_shown(context: Context, speaker: Speaker) -> list[Tap]:
    """Return what the buttons of the last answer to a person do, in their order."""
    taps = (unpack(data) for data in postbacks_in(shown_last(context, speaker)))
    return [each for each in taps if each is not None]
