"""A request told in pieces: what lacks of it is asked, and the measure, the agency, the day or the
reason that is typed next belongs to it.
"""

from datetime import timedelta
from functools import reduce

from sqlalchemy import select

from handlers import whose
from handlers.answer import Answer, Context
from handlers.due import due_measures
from handlers.form.said_before import events_of
from handlers.incoming import EventKind, Incoming, read_event
from handlers.prefetch import look_up_obligations
from handlers.requests import extending, leaving
from handlers.speaker import Speaker
from messages import menu
from messages.asked.time_request import (
    agency_piece,
    is_day,
    is_reason,
    read_request,
    reason_piece,
    with_piece,
)
from messages.said.inside import begins_with_measure, measure_number
from messages.said.kinds import Kind, kind_of
from models.month.calendar import local_day
from models.tables.conversation import InboxEvent
from models.tables.obligations import ExtensionRequest
from models.tables.people import Role
from thai.cleaning import clean

_JUST_SAID = timedelta(minutes=10)
_LOOK_BACK = 12
"""Events of a chat among which the request is looked for."""
_PIECES = 4
"""How many pieces a request may have been told in."""
_LONGEST = 200
_REQUESTS = (Kind.EXTENSION, Kind.LEAVE)


def take_words(
    context: Context, speaker: Speaker, incoming: Incoming, *, in_form: bool = False
) -> Answer | None:
    """Complete the request this person began a moment ago with what was typed now; None for other
    words. In a form only what is surely a piece of it is taken: other words answer the form.
    """
    text = incoming.text
    if Role.OFFICER.value not in speaker.roles or len(text) > _LONGEST:
        return None
    piece = _piece(context, speaker, text)
    may_be_reason = not (in_form or begins_with_measure(text) or menu.form_word_of(text))
    if piece is None and not (may_be_reason and kind_of(clean(text)) is None):
        return None
    request = _begun(context, speaker)
    if request is None:
        return None
    if kind_of(clean(request)) is Kind.LEAVE:
        whole = with_piece(request, piece or "")
        return _away(context, speaker, whole) if piece and is_day(text) else None
    if piece is None and not _lacks_only_reason(context, speaker, request):
        return None
    return _asked(context, speaker, with_piece(request, piece or reason_piece(text)))


def _away(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Answer an absence as one message would have told it."""
    said = leaving.away(context, speaker, text, Kind.LEAVE)
    return Answer.of(said) if said is not None else None


def _piece(context: Context, speaker: Speaker, text: str) -> str | None:
    """Return what words tell of a request; None where they may tell anything."""
    code = measure_number(text)
    if code is not None:
        return code
    if is_day(text) or is_reason(text):
        return text
    alone = whose.agency_alone(context, speaker, text)
    if alone is None:
        return None
    return menu.plain(text) if alone[1] else agency_piece(menu.plain(text))


def _begun(context: Context, speaker: Speaker) -> str | None:
    """Return the request that was begun and is not made yet, with the pieces told since."""
    pieces: list[str] = []
    for text in _texts(context, speaker):
        kind = kind_of(clean(text))
        if kind in _REQUESTS:
            is_made = kind is Kind.EXTENSION and _is_made(context, speaker)
            return None if is_made else reduce(with_piece, reversed(pieces), text)
        piece = _piece(context, speaker, text)
        if piece is None or len(pieces) == _PIECES:
            return None
        pieces.append(piece)
    return None


def _texts(context: Context, speaker: Speaker) -> list[str]:
    """Return what this person typed last, the newest first, up to the last tap."""
    events = context.session.scalars(
        events_of(context, speaker)
        .where(
            InboxEvent.handled_at.is_not(None),
            InboxEvent.received_at > context.now - _JUST_SAID,
        )
        .order_by(InboxEvent.occurred_ms.desc(), InboxEvent.id.desc())
        .limit(_LOOK_BACK)
    )
    found: list[str] = []
    for event in events:
        said = read_event(event.payload or {})
        if said.kind is not EventKind.TEXT:
            break
        found.append(said.text)
    return found


def _is_made(context: Context, speaker: Speaker) -> bool:
    made = select(ExtensionRequest.id).where(
        ExtensionRequest.asked_by_id == speaker.person.id,
        ExtensionRequest.asked_at > context.now - _JUST_SAID,
    )
    return context.session.scalar(made.limit(1)) is not None


def _lacks_only_reason(context: Context, speaker: Speaker, request: str) -> bool:
    words, due = whose.narrowed(context, speaker, request, due_measures(context, speaker))
    said = read_request(words, due, local_day(context.now))
    return bool(said.measures) and said.day is not None and not said.reason


def _asked(context: Context, speaker: Speaker, text: str) -> Answer:
    due = due_measures(context, speaker)
    found = look_up_obligations(context.session, [each.id for each in due])
    return extending.ask(context, speaker, text, due, found)
