"""What a person said a while ago: a button under the answer names the message."""

from sqlalchemy import Select, select

from handlers.answer import Context
from handlers.incoming import Incoming, read_event
from handlers.speaker import Speaker
from models.tables.conversation import Conversation, InboxEvent

_LOOK_BACK = 60
"""Events of a chat among which the message is looked for."""


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
