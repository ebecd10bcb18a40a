"""Questions that are answered from what is stored, instead of being left for the secretariat."""

from collections.abc import Callable

from handlers import lists
from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.lists import rounds_asked
from handlers.secretariat import asking, chasing
from handlers.secretariat.first import first_card
from handlers.speaker import Speaker
from messages.chat import common_questions as texts
from messages.chat import group as group_texts
from messages.chat.common_questions import CommonQuestion
from messages.limits import MESSAGES
from messages.parts import Message
from messages.taps import Action, Tap
from models.month.brief import missing_of_measure
from models.month.calendar import local_day
from models.month.summary import summarize_round
from models.tables.people import Role


def take_question(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer a question whose answer is here; None for other words."""
    code = texts.measure_asked(incoming.text)
    if code is not None:
        return _measure(context, speaker, code)
    asked = texts.question_asked(incoming.text)
    return _ANSWERS[asked](context, speaker) if asked is not None else None


def _measure(context: Context, speaker: Speaker, code: str) -> Answer | None:
    """Say how a measure stands, to who may read every agency's; None where there is none of this
    number.
    """
    shown = list[Message]()
    for membership in speaker.memberships:
        if membership.role is Role.OFFICER:
            continue
        for found in rounds_asked(context, membership.organization, None):
            for line in summarize_round(context.session, found).measures:
                if line.code == code:
                    missing = missing_of_measure(context.session, found, line.measure_id)
                    said = texts.measure_stands(line, found.month, missing, speaker.quick)
                    shown += [said] if said not in shown else []
    return Answer.of(*shown[-MESSAGES:]) if shown else None


def _dates(context: Context, speaker: Speaker) -> Answer | None:
    said = [
        group_texts.round_dates(found.month, found.due_on, local_day(found.closes_at))
        for organization in speaker.organizations
        for found in rounds_asked(context, organization, None)
    ]
    return Answer.of(*said[-MESSAGES:]).with_quick(speaker.quick) if said else None


def _missing(context: Context, speaker: Speaker) -> Answer | None:
    if speaker.roles == {Role.EXECUTIVE.value}:
        return asking.show_standing(context, speaker, Tap(Action.STANDING, {}))
    return chasing.show_missing(context, speaker)


def _waits(context: Context, speaker: Speaker) -> Answer | None:
    card = first_card(context, speaker)
    if card is not None:
        return Answer.of(card)
    if Role.OFFICER.value in speaker.roles:
        return lists.show_mine(context, speaker)
    return _missing(context, speaker)


def _mending(_context: Context, speaker: Speaker) -> Answer | None:
    return Answer.of(texts.how_to_mend(speaker.quick))


_ANSWERS: dict[CommonQuestion, Callable[[Context, Speaker], Answer | None]] = {
    CommonQuestion.DATES: _dates,
    CommonQuestion.MISSING: _missing,
    CommonQuestion.MONTH: lists.show_summary,
    CommonQuestion.WAITS: _waits,
    CommonQuestion.MENDING: _mending,
}
