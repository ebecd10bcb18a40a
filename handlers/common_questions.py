"""Questions that are answered from what is stored, instead of being left for the secretariat."""

from collections.abc import Callable
from datetime import date

from handlers import lists
from handlers.answer import Answer, Context
from handlers.asked import answering
from handlers.asked.rules import show_dates
from handlers.incoming import Incoming
from handlers.lists import month_meant, rounds_asked
from handlers.secretariat import asking, chasing, review
from handlers.secretariat.first import first_card
from handlers.speaker import Speaker
from messages import menu
from messages.chat import common_questions as texts
from messages.chat.common_questions import CommonQuestion
from messages.limits import MESSAGES
from messages.parts import Message
from messages.taps import Action, Tap, month_value
from models.month.brief import missing_of_measure
from models.month.calendar import local_day
from models.month.summary import summarize_round
from models.reports.obstacles import obstacles_of
from models.tables.people import Role
from thai.month_words import THIS_MONTH


def take_question(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer a question whose answer is here; None for other words."""
    code = texts.measure_asked(incoming.text)
    told = _measure(context, speaker, code) if code is not None else None
    if told is not None:
        return told
    asked = texts.question_asked(incoming.text)
    named = menu.month_in(incoming.text) if asked in _OF_A_MONTH else None
    month = month_meant(named, local_day(context.now))
    if asked is not None and month is not None and named != (THIS_MONTH, None):
        return _OF_A_MONTH[asked](context, speaker, month)
    found = _ANSWERS[asked](context, speaker) if asked is not None else None
    return found or answering.take_question(context, speaker, incoming)


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


def _missing(context: Context, speaker: Speaker) -> Answer | None:
    if speaker.roles == {Role.EXECUTIVE.value}:
        return asking.show_standing(context, speaker, Tap(Action.STANDING, {}))
    return chasing.show_missing(context, speaker)


def _missing_in(context: Context, speaker: Speaker, month: date) -> Answer:
    if speaker.roles == {Role.OFFICER.value}:
        return lists.show_summary(context, speaker, month=month)
    return asking.show_standing(context, speaker, Tap(Action.STANDING, {"m": month_value(month)}))


def _to_review(context: Context, speaker: Speaker) -> Answer | None:
    if not speaker.secretariat_organizations():
        return None
    return review.show_waiting(context, speaker)


def _obstacles(context: Context, speaker: Speaker) -> Answer | None:
    """List the trouble that was reported, to who may read every agency's."""
    shown = [
        texts.obstacles(found.month, obstacles_of(context.session, found), speaker.quick)
        for organization in asking.may_ask(speaker)
        for found in rounds_asked(context, organization, None)
    ]
    return Answer.of(*shown[-MESSAGES:]) if shown else None


def _waits(context: Context, speaker: Speaker) -> Answer | None:
    card = first_card(context, speaker)
    if card is not None:
        return Answer.of(card)
    if Role.OFFICER.value in speaker.roles:
        return lists.show_mine(context, speaker)
    return _missing(context, speaker)


_OF_A_MONTH: dict[CommonQuestion, Callable[[Context, Speaker, date], Answer]] = {
    CommonQuestion.MISSING: _missing_in,
    CommonQuestion.MONTH: lambda context, speaker, month: lists.show_summary(
        context, speaker, month=month
    ),
}
_ANSWERS: dict[CommonQuestion, Callable[[Context, Speaker], Answer | None]] = {
    CommonQuestion.DATES: show_dates,
    CommonQuestion.MISSING: _missing,
    CommonQuestion.MONTH: lists.show_summary,
    CommonQuestion.WAITS: _waits,
    CommonQuestion.REVIEW: _to_review,
    CommonQuestion.STUCK: _obstacles,
}
