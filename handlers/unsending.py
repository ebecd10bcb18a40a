"""Unsend: a person took a message back, so what we keep of it goes too (LINE asks for it:
"Processing on receipt of unsend event").

Files are erased everywhere; words are forgotten as long as the report they were meant for was not
sent.
"""

from sqlalchemy import select

from handlers.answer import SILENCE, Answer, Context
from handlers.incoming import Incoming
from models.people.notes import forget_note
from models.reports.notes import Answers, DraftNotes
from models.tables.conversation import Conversation, Draft, InboxEvent
from models.tables.evidence import Evidence
from models.tables.people import Person

_EVENTS_BACK = 500


def forget_message(context: Context, incoming: Incoming, person: Person | None) -> Answer:
    """Forget a message of a one-to-one chat."""
    message_id = incoming.message_id
    if not message_id or not incoming.user_id:
        return SILENCE
    _forget_event(context, incoming.user_id, message_id)
    forget_note(context.session, (context.channel_id, incoming.user_id), message_id)
    if person is None:
        return SILENCE
    paths = _erase_evidence(context, person, message_id)
    for draft in context.session.scalars(
        select(Draft).where(Draft.person_id == person.id, Draft.closed_at.is_(None))
    ):
        draft.answers = without_message(draft.answers, message_id)
    context.session.flush()
    return Answer(erase=tuple(paths))


def _erase_evidence(context: Context, person: Person, message_id: str) -> list[str]:
    sent = select(Evidence).where(
        Evidence.line_message_id == message_id, Evidence.person_id == person.id
    )
    erased = [evidence.erase(context.now) for evidence in context.session.scalars(sent)]
    return [path for path in erased if path]


def _forget_event(context: Context, user_id: str, message_id: str) -> None:
    events = context.session.scalars(
        select(InboxEvent)
        .join(Conversation, Conversation.id == InboxEvent.conversation_id)
        .where(
            Conversation.channel_id == context.channel_id,
            Conversation.key == user_id,
            InboxEvent.payload.is_not(None),
            InboxEvent.handled_at.is_not(None),
        )
        .order_by(InboxEvent.id.desc())
        .limit(_EVENTS_BACK)
    )
    for event in events:
        message = (event.payload or {}).get("message")
        if isinstance(message, dict) and message.get("id") == message_id:
            event.payload = {"type": "message", "message": {"id": message_id}}


def without_message(answers: Answers, message_id: str) -> Answers:
    """Return a draft's answers without what came from a message, whether it stands as an answer or
    is only noted.
    """
    notes = DraftNotes.from_answers(answers)
    gone = notes.answered_by(message_id)
    kept = {name: value for name, value in answers.items() if name not in gone}
    return notes.without_message(message_id).to_answers(kept)
