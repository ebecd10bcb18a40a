"""An extension in the chat: an officer asks in words, the secretariat answers by a tap."""

from collections.abc import Sequence

from handlers import whose
from handlers.answer import SILENCE, Answer, Context
from handlers.speaker import Speaker
from messages.asked.time_request import read_request
from messages.chat import extensions as texts
from messages.chat import small_talk
from messages.chat.asked_time import none_of
from messages.deciding import extend_report, refuse_request
from messages.form.subjects import subject_of
from messages.limits import MESSAGES
from messages.parts import carousels
from messages.said.measures import DueMeasure
from messages.taps import Tap
from models.month.calendar import local_day
from models.reports.extensions import (
    CannotExtend,
    NoExtension,
    ask_for_extension,
    extension_days,
    refusal_of_extension,
    take_passed,
    waiting_requests,
)
from models.tables.obligations import ExtensionRequest, Obligation
from models.tables.people import Role

_SHOWN = 5


def ask(
    context: Context,
    speaker: Speaker,
    text: str,
    due: Sequence[DueMeasure],
    found: dict[int, Obligation],
) -> Answer:
    """Take a request for more time; ask only for what it does not say."""
    text, due = whose.narrowed(context, speaker, text, due)
    found = {each.id: found[each.id] for each in due if each.id in found}
    said, quick = read_request(text, due, local_day(context.now)), speaker.quick
    asked = [each for number in said.measures if (each := found.get(number))]
    several = whose.has_several(speaker)
    doubted, _ = whose.in_doubt(asked, found)
    if not asked or doubted:
        among = found.values() if not asked else whose.twins(doubted[0], found)
        choices = [_choice(each, named=several) for each in among]
        return Answer.of(texts.ask_measure(choices, said.day, said.reason, quick))
    codes = [_choice(each, named=several)[0] for each in asked]
    if said.day is None:
        days = extension_days(context.session, asked[0], context.now)
        return Answer.of(texts.ask_day(codes, days, said.reason, quick))
    for each in asked:
        why = refusal_of_extension(context.session, each, said.day, context.now)
        if why is not None:
            days = extension_days(context.session, each, context.now)
            again = texts.ask_day(codes, days, said.reason, quick)
            return Answer.of(texts.cannot(why, ()), again)
    if not said.reason:
        return Answer.of(texts.ask_why(codes, said.day, quick))
    for each in asked:
        ask_for_extension(
            context.session, each, said.day, said.reason, by=speaker.person, now=context.now
        )
    subjects = [subject_of(each) for each in asked]
    names = [_choice(each, named=several)[1] for each in asked]
    stored = texts.asked(names, said.day, said.reason, subjects[0].due, quick)
    return Answer.of(stored).confirming(asked[0].round.organization_id, stored)


def _choice(obligation: Obligation, *, named: bool) -> tuple[str, str]:
    """Return a report's number and name as words ask for them, ``named`` with its agency."""
    subject = subject_of(obligation)
    whole = texts.of_agency(subject.name, subject.agency) if named else subject.name
    code = subject.code or ""
    return (texts.of_agency(code, subject.agency) if named and code else code), whole


def shown_waiting(context: Context, speaker: Speaker) -> Answer:
    """Answer the secretariat with the requests for more time that wait for it."""
    shown = asked_first(context, speaker, SILENCE)
    return (
        shown.with_quick(speaker.quick)
        if shown.messages
        else Answer.of(none_of(None, speaker.quick))
    )


def asked_first(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """The same answer to the secretariat, after the requests that wait."""
    found = [
        request
        for organization in speaker.secretariat_organizations()
        for request in waiting_requests(context.session, organization.id, context.now)
    ]
    if not found or len(answer.messages) >= MESSAGES:
        return answer
    cards = [
        texts.request_card(
            each.id,
            subject_of(each.obligation),
            each.asked_by.name,
            each.asked_to,
            each.reason,
        )
        for each in found[:_SHOWN]
    ]
    return answer.preceded_by(*carousels(texts.waiting_alt(len(found)), cards)[:1])


def with_passed(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """The same answer to an officer, after the requests whose day is over without an answer, told
    once.
    """
    if len(answer.messages) >= MESSAGES or Role.OFFICER.value not in speaker.roles:
        return answer
    found = take_passed(context.session, speaker.person, context.now)
    subjects = [subject_of(each.obligation) for each in found]
    return answer.preceded_by(texts.passed(subjects)) if subjects else answer


def find_request(context: Context, speaker: Speaker, tap: Tap) -> ExtensionRequest | None:
    """Return the request a button names, if this person is its organization's secretariat."""
    number = tap.number("x")
    found = context.session.get(ExtensionRequest, number) if number is not None else None
    return found if found and speaker.secretariat_of(found.obligation) else None


def give(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Give the day that was asked for."""
    request = find_request(context, speaker, tap)
    if request is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    if request.answered_at is not None:
        return Answer.of(texts.cannot(NoExtension.ANSWERED, speaker.quick))
    obligation = request.obligation
    try:
        decided = extend_report(
            speaker.decider(context), obligation, request.asked_to, request.reason
        )
    except CannotExtend as refused:
        return Answer.of(texts.cannot(refused.reason, speaker.quick))
    said = texts.answered(subject_of(obligation), decided.notified, granted=True)
    answer = Answer.of(said).notifying(decided.notices)
    return answer.confirming(obligation.round.organization_id, said)


def refuse(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Ask why it is not given; with the reason, say no."""
    request = find_request(context, speaker, tap)
    if request is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    obligation, chosen = request.obligation, tap.number("w")
    if request.answered_at is not None:
        return Answer.of(texts.cannot(NoExtension.ANSWERED, speaker.quick))
    if chosen is None or chosen >= len(texts.REFUSALS):
        return Answer.of(texts.ask_refusal(request.id, subject_of(obligation)))
    try:
        decided = refuse_request(speaker.decider(context), request, texts.REFUSALS[chosen])
    except CannotExtend as refused:
        return Answer.of(texts.cannot(refused.reason, speaker.quick))
    said = texts.answered(subject_of(obligation), decided.notified, granted=False)
    answer = Answer.of(said).notifying(decided.notices)
    return answer.confirming(obligation.round.organization_id, said)
