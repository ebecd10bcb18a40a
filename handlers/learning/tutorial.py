"""สอนใช้งาน: the steps of the lesson. It keeps nothing: each step names the next, by a button and by
words.
"""

from collections.abc import Callable

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form.said_before import last_said
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages import menu
from messages.chat import tutorial as texts
from messages.chat.lists import nothing_due
from messages.form.report_cards import ShownReport
from messages.said.reading import read_words
from messages.said.telling import names_a_number
from messages.taps import Tap
from models.month.calendar import local_day
from models.reports.submissions import ReportContent
from models.tables.obligations import Progress
from models.tables.people import Role


def show_tutorial(context: Context, speaker: Speaker) -> Answer:
    """Answer "สอนใช้งาน"; who reports nothing gets the help card."""
    return _step(context, speaker, texts.FIRST)


def take_tap(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Answer a button of the lesson."""
    return _step(context, speaker, tap.number("s") or texts.FIRST)


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Answer words of the lesson; None for other words."""
    if Role.OFFICER.value not in speaker.roles:
        return None
    step = texts.step_in(text)
    if step is not None:
        return _step(context, speaker, step)
    told = texts.tried(text)
    return _review(context, speaker, told) if told is not None else None


def take_confirm(context: Context, speaker: Speaker) -> Answer | None:
    """Answer the confirming word of who has just tried; None when what they did last is something
    else.
    """
    said = last_said(context, speaker)
    if said is None or texts.tried(said.text) is None:
        return None
    return _step(context, speaker, texts.CONFIRMED)


def leaving_for(
    take: Callable[[Context, Speaker, Incoming], Answer | None],
) -> Callable[[Context, Speaker, Incoming], Answer | None]:
    """Return the same, which says that the lesson is left when what it takes is a real report."""

    def taken(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
        answer = take(context, speaker, incoming)
        if answer is None or not names_a_number(incoming.text):
            return answer
        return answer.preceded_by(texts.left()) if _in_lesson(context, speaker) else answer

    return taken


def _in_lesson(context: Context, speaker: Speaker) -> bool:
    """Tell whether the last thing somebody did was a step of the lesson that asks them to try."""
    last = last_said(context, speaker)
    if last is None:
        return False
    if last.tap is not None:
        return texts.begins(last.tap)
    return menu.command_of(last.text) == menu.LEARN or texts.step_in(last.text) == texts.FIRST


def _review(context: Context, speaker: Speaker, told: str) -> Answer:
    """Show what was told as the review of a report would."""
    said = read_words(told, local_day(context.now))
    if said.progress not in list(Progress):
        return Answer.of(texts.lacks_status(speaker.quick))
    content = ReportContent(
        progress=Progress(said.progress), summary=said.summary or told, obstacle=said.obstacle
    )
    evidence = (*(letter.number for letter in said.facts.letters), *said.facts.links)
    return Answer.of(texts.review(ShownReport(content, evidence), speaker.quick))


def _step(context: Context, speaker: Speaker, number: int) -> Answer:
    if Role.OFFICER.value not in speaker.roles:
        return lists.show_help(speaker)
    if number == texts.CONFIRMED:
        return Answer.of(texts.receipt(speaker.quick))
    if number == texts.LAST:
        due = lists.due_cards(context, speaker)
        really = due if due.messages else Answer.of(nothing_due(speaker.quick))
        return really.preceded_by(texts.finished())
    return Answer.of(texts.begin(speaker.quick))
