"""The words of the menu, typed or tapped. They work anywhere; a form that is open is left first,
and we say so.
"""

from collections.abc import Callable

from handlers import lists, pages
from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.filling import keep_asked
from handlers.form.questions import left_form_text, prompt
from handlers.learning.tutorial import show_tutorial
from handlers.requests import noting, own_data
from handlers.requests.extending import with_passed
from handlers.secretariat import chasing, review
from handlers.secretariat.days_off import asking_for_days_off
from handlers.secretariat.first import first_card, with_first_card
from handlers.secretariat.undelivered import show_undelivered
from handlers.speaker import Speaker
from messages import menu
from messages.chat import small_talk
from messages.parts import text_message
from models.tables.people import Role


def run_command(context: Context, speaker: Speaker, command: str) -> Answer:
    """Answer a word of the menu."""
    draft = drafts.active_draft(context, speaker)
    if command == menu.HELP and draft is not None:
        return prompt(context, draft).preceded_by(small_talk.form_help(speaker.offices))
    if command == menu.PAGES:
        keep_asked(context, speaker)
    answer = asking_for_days_off(context, speaker, _COMMANDS[command](context, speaker))
    return after_leaving(context, speaker, answer)


def after_leaving(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """Leave the form that is open, say so, then give the answer."""
    left = drafts.leave(context, speaker)
    return answer if left is None else answer.preceded_by(text_message(left_form_text(left)))


def show_mine(context: Context, speaker: Speaker, page: int = 1) -> Answer:
    """Answer "งานของฉัน": what an officer reports on, what waits for the secretariat, or both."""
    card = first_card(context, speaker) if page == 1 else None
    if card is None:
        return with_passed(context, speaker, lists.show_mine(context, speaker, page))
    if Role.OFFICER.value not in speaker.roles:
        return Answer.of(card)
    return with_passed(context, speaker, lists.show_mine(context, speaker)).preceded_by(card)


def _report(context: Context, speaker: Speaker) -> Answer:
    return with_passed(context, speaker, lists.show_due(context, speaker))


def _help(context: Context, speaker: Speaker) -> Answer:
    return with_first_card(context, speaker, lists.show_help(speaker))


_COMMANDS: dict[str, Callable[[Context, Speaker], Answer]] = {
    menu.REGISTER: lambda _context, speaker: Answer.of(small_talk.how_to_register(speaker.offices)),
    menu.REPORT: _report,
    menu.MINE: show_mine,
    menu.SUMMARY: lists.show_summary,
    menu.REVIEW: review.show_waiting,
    menu.PAGES: pages.open_pages,
    menu.OWN_DATA: own_data.show_own_data,
    menu.WITHDRAW: own_data.ask_withdrawal,
    menu.ERASE: own_data.ask_erasure,
    menu.UNDELIVERED: show_undelivered,
    menu.LEARN: show_tutorial,
    menu.NUDGE: chasing.show_missing,
    menu.NOTES: noting.show_notes,
    menu.HELP: _help,
}
