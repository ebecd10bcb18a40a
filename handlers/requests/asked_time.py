"""An officer asks after a request for more time, or takes it back while nobody has answered it."""

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages.chat import asked_time as texts
from messages.chat.extensions import cannot
from messages.form.subjects import subject_of
from models.month.calendar import local_day
from models.reports.extensions import CannotExtend, take_back_request
from models.tables.obligations import ASKED, ExtensionRequest

_SHOWN = 5


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Say how this person's requests stand, or take back those that wait; None for other words."""
    cancels = texts.cancels(incoming.text)
    if not cancels and not texts.asks_after(incoming.text):
        return None
    found = _own(context, speaker)
    code = texts.code_in(incoming.text)
    found = [each for each in found if code in (None, each.obligation.assignment.measure.code)]
    if not cancels:
        lines = [
            texts.line(
                subject_of(each.obligation).name,
                each.asked_to,
                each.granted,
                is_over=_is_over(each, context),
            )
            for each in found[:_SHOWN]
        ]
        return Answer.of(texts.stands(lines, speaker.quick))
    waiting = [each for each in found if each.answered_at is None and not _is_over(each, context)]
    if len(waiting) > 1:
        codes = [each.obligation.assignment.measure.code or "" for each in waiting]
        return Answer.of(texts.which(codes, speaker.quick))
    if not waiting:
        return Answer.of(texts.nothing_waits(speaker.quick))
    subject = subject_of(waiting[0].obligation)
    try:
        take_back_request(context.session, waiting[0], by=speaker.person, now=context.now)
    except CannotExtend as refused:
        return Answer.of(cannot(refused.reason, speaker.quick))
    return Answer.of(texts.taken_back(subject.name, subject.due, speaker.quick))


def _is_over(request: ExtensionRequest, context: Context) -> bool:
    """Tell whether the day that was asked for passed without an answer."""
    return request.answered_by_id is None and request.asked_to < local_day(context.now)


def _own(context: Context, speaker: Speaker) -> list[ExtensionRequest]:
    """Return this person's requests for reports that are still asked for, the newest first."""
    rows = context.session.scalars(
        select(ExtensionRequest)
        .where(ExtensionRequest.asked_by_id == speaker.person.id)
        .order_by(ExtensionRequest.asked_at.desc(), ExtensionRequest.id.desc())
    )
    return [
        each
        for each in rows
        if each.obligation.state in ASKED and speaker.officer_for(each.obligation) is not None
    ]
