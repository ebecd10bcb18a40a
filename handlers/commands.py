"""The words of the menu, typed or tapped. They work anywhere; a form that is open is left first,
and we say so.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import left_words, show
from handlers.secretariat import review
from handlers.speaker import Speaker
from messages import menu
from messages.chat import small_talk
from messages.limits import MESSAGES
from messages.parts import Message, text_message


def obey(context: Context, speaker: Speaker, command: str) -> Answer:
    """Answer a word of the menu."""
    draft = drafts.active_draft(context, speaker)
    if command == menu.HELP and draft is not None:
        return Answer((small_talk.form_help(speaker.offices), *show(context, draft)))
    return after_leaving(context, speaker, _COMMANDS[command](context, speaker))


def after_leaving(context: Context, speaker: Speaker, messages: list[Message]) -> Answer:
    """Leave the form that is open, say so, then give the messages."""
    left = drafts.leave(context, speaker)
    if left is None:
        return Answer(tuple(messages))
    return Answer((text_message(left_words(left)), *messages[: MESSAGES - 1]))


_COMMANDS: dict[str, Callable[[Context, Speaker], list[Message]]] = {
    menu.REGISTER: lambda _context, speaker: [small_talk.how_to_register(speaker.offices)],
    menu.REPORT: lists.show_due,
    menu.MINE: lists.show_mine,
    menu.SUMMARY: lists.show_summary,
    menu.REVIEW: review.show_waiting,
    menu.HELP: lambda _context, speaker: lists.show_help(speaker),
}
