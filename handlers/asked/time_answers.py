"""A day, a reason or a measure's number typed after a request for more time asked for it: taken as
its answer, or refused with the reason.
"""

from handlers.answer import Answer, Context
from handlers.due import due_measures
from handlers.form import asides, drafts
from handlers.form.said_before import shown_last
from handlers.incoming import Incoming
from handlers.prefetch import look_up_obligations
from handlers.requests import extending
from handlers.speaker import Speaker
from messages import menu
from messages.asked import time_answers as texts
from messages.asked.time_answers import AskedBack, asked_back
from models.month.calendar import local_day
from models.tables.people import Role


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Take what was asked back of a request for more time; None for other words, and where nothing
    was asked.
    """
    is_officer = Role.OFFICER.value in speaker.roles
    if not is_officer or not texts.may_answer(incoming.text, local_day(context.now)):
        return None
    draft = drafts.active_draft(context, speaker)
    if draft is not None and menu.form_word_of(incoming.text) is not None:
        return None
    asked = asked_back(shown_last(context, speaker.person.line_user_id))
    if asked is None:
        return None
    if texts.leaves_it(incoming.text):
        return Answer.of(texts.left(speaker.quick))
    whole = _whole(context, asked, incoming.text, in_form=draft is not None)
    if whole is None:
        return None
    due = due_measures(context, speaker)
    known = look_up_obligations(context.session, [each.id for each in due])
    answer = extending.ask(context, speaker, whole, due, known)
    return answer if draft is None else asides.again(context, speaker, draft, answer)


def _whole(context: Context, asked: AskedBack, text: str, *, in_form: bool) -> str | None:
    """Return the request with what was typed in its place; None for what is no answer to it. In an
    open form only a day, or what is plainly a reason, is.
    """
    today = local_day(context.now)
    whole = texts.with_number(asked, text) or texts.with_day(asked, text, today)
    if whole is not None:
        return whole
    if in_form and not texts.is_plain_reason(text):
        return None
    return texts.with_reason(asked, text)
