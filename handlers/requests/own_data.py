"""What a person may ask about what is kept of them: the words and buttons of it."""

from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.speaker import Speaker, reload_person
from messages import menu
from messages.chat import own_data as texts
from messages.taps import Action, Tap
from models.correcting import CannotChange
from models.people.consent import ask_for_erasure, give_consent, withdraw_consent
from models.people.memberships import only_secretary_of
from models.people.personal_data.erasure import count_reports


def show_own_data(_context: Context, speaker: Speaker) -> Answer:
    """Answer "ข้อมูลของฉัน"."""
    return Answer.of(texts.own_data_card(speaker.quick))


def ask_withdrawal(_context: Context, speaker: Speaker) -> Answer:
    """Answer "ถอนความยินยอม" with the second look."""
    return Answer.of(texts.ask_withdrawal(speaker.quick))


def ask_erasure(context: Context, speaker: Speaker) -> Answer:
    """Answer "ลบข้อมูลของฉัน" with the second look, or with who must follow first."""
    only_of = only_secretary_of(context.session, speaker.person, context.now)
    if only_of:
        return Answer.of(texts.successor_first(only_of[0].name, speaker.quick))
    reports = count_reports(context.session, speaker.person)
    return Answer.of(texts.ask_erasure(reports, speaker.quick))


def withdraw(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Take the consent back, when the button of the second look was tapped."""
    if not tap.number("sure"):
        return ask_withdrawal(context, speaker)
    withdraw_consent(context.session, speaker.person, context.now)
    return Answer.of(texts.withdrawn())


def erase(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Ask for the erasure, when the button of the second look was tapped."""
    if not tap.number("sure"):
        return ask_erasure(context, speaker)
    try:
        ask_for_erasure(context.session, speaker.person, context.now)
    except CannotChange as problem:  # before anything was changed
        return Answer.of(texts.successor_first(problem.subject, speaker.quick))
    context.session.flush()
    reload_person(context, speaker.person.line_user_id)
    # They get the menu of strangers with the answer.
    return replace(Answer.of(texts.erasing()), entered=(speaker.person.line_user_id,))


def agree(context: Context, speaker: Speaker, _tap: Tap | None) -> Answer:
    """Give the consent again; an old button changes nothing."""
    give_consent(context.session, speaker.person, context.now)
    return Answer.of(texts.agreed(speaker.quick))


def without_consent(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer somebody who took the consent back: only what changes that is done, and nothing else
    is said; None when the consent stands.
    """
    if speaker.person.withdrawn_at is None:
        return None
    tap = incoming.tap
    if tap is not None and tap.action is Action.AGREE:
        return agree(context, speaker, tap)
    if tap is not None and tap.action is Action.ERASE:
        return erase(context, speaker, tap)
    if menu.plain(incoming.text) == texts.AGREE:
        return agree(context, speaker, None)
    if menu.plain(incoming.text) == texts.SURE_ERASE:  # not typed by chance
        return erase(context, speaker, Tap(Action.ERASE, {"sure": "1"}))
    if menu.command_of(incoming.text) == menu.ERASE:
        return ask_erasure(context, speaker)
    return Answer.of(texts.withdrawn())
