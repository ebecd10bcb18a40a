"""ให้ขยายเวลา, ไม่ให้ 1.1 เพราะ…: a request for more time answered by words, as its buttons do; after
"ไม่ให้" a number, the button's words or "เพราะ…" give the reason.
"""

from handlers.answer import Answer, Context
from handlers.form.said_before import last_said
from handlers.incoming import Incoming
from handlers.requests import extending
from handlers.speaker import Speaker
from messages.chat import asked_time as texts
from messages.chat import extensions
from messages.deciding import refuse_request
from messages.form.subjects import subject_of
from messages.parts import Message
from messages.taps import Action, Tap
from models.reports.extensions import CannotExtend, NoExtension, waiting_requests
from models.tables.obligations import ExtensionRequest


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer a request for more time as words say; None for other words and people."""
    if not speaker.secretariat_organizations():
        return None
    if texts.asks_for_requests(incoming.text):
        return extending.shown_waiting(context, speaker)
    said = texts.answer_in(incoming.text)
    if said is not None:
        return _answered(context, speaker, said)
    why = texts.why_not(incoming.text)
    request = _asked_about(context, speaker) if why is not None else None
    return _refuse(context, speaker, request, why or "") if request is not None else None


def _answered(context: Context, speaker: Speaker, said: texts.TimeAnswer) -> Answer:
    found = waiting_of(context, speaker, said.code)
    if not found:
        return Answer.of(texts.none_of(said.code, speaker.quick))
    if len(found) > 1:
        return extending.asked_first(context, speaker, Answer.of(_which(speaker, found)))
    return answer_one(context, speaker, said, found[0])


def answer_one(
    context: Context, speaker: Speaker, said: texts.TimeAnswer, request: ExtensionRequest
) -> Answer:
    """Give or refuse one request for more time, or ask why it is refused."""
    if said.why and not said.granted:
        return _refuse(context, speaker, request, said.why)
    values = {"x": str(request.id)}
    if said.granted:
        return extending.give(context, speaker, Tap(Action.EXTEND, values))
    return extending.refuse(context, speaker, Tap(Action.NOT_EXTEND, values))


def _which(speaker: Speaker, found: list[ExtensionRequest]) -> Message:
    codes = [each.obligation.assignment.measure.code or "" for each in found]
    return texts.answer_which(codes, speaker.quick)


def _asked_about(context: Context, speaker: Speaker) -> ExtensionRequest | None:
    """Return the request of which it was just asked why it is refused."""
    last = last_said(context, speaker)
    if last is not None and last.tap is not None:
        is_asked = last.tap.action is Action.NOT_EXTEND and "w" not in last.tap.values
        return extending.find_request(context, speaker, last.tap) if is_asked else None
    said = texts.answer_in(last.text) if last is not None and last.text else None
    if said is None or said.granted or said.why:
        return None
    found = waiting_of(context, speaker, said.code)
    return found[0] if len(found) == 1 else None


def waiting_of(
    context: Context, speaker: Speaker, code: str | None, agency_id: int | None = None
) -> list[ExtensionRequest]:
    """Return the requests for more time that wait, of a measure's number and an agency if given."""
    return [
        request
        for organization in speaker.secretariat_organizations()
        for request in waiting_requests(context.session, organization.id, context.now)
        if code in (None, request.obligation.assignment.measure.code)
        and agency_id in (None, request.obligation.agency_id)
    ]


def _refuse(context: Context, speaker: Speaker, request: ExtensionRequest, why: str) -> Answer:
    if request.answered_at is not None:
        return Answer.of(extensions.cannot(NoExtension.ANSWERED, speaker.quick))
    try:
        decided = refuse_request(speaker.decider(context), request, why)
    except CannotExtend as refused:
        return Answer.of(extensions.cannot(refused.reason, speaker.quick))
    said = extensions.answered(subject_of(request.obligation), decided.notified, granted=False)
    answer = Answer.of(said).notifying(decided.notices)
    return answer.confirming(request.obligation.round.organization_id, said)
