"""Words of another work, said while a form is open: they are done or answered, and the form's
question stands after them, with the draft as it was.
"""

from handlers import common_questions
from handlers.answer import Answer, Context
from handlers.form import asides, drafts
from handlers.incoming import Incoming
from handlers.requests import asked_time
from handlers.secretariat import announcing, answering_time, by_number, for_agency
from handlers.speaker import Speaker
from messages import menu
from messages.asked.time_request import OF_TIME
from messages.chat.asked_time import why_not
from messages.form.form_tables import REPORT
from models.tables.conversation import Draft


def take_words(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Do what words surely ask for that are no answer to the open form; None for others."""
    found = _surely(context, speaker, incoming)
    if found is None and draft.form != REPORT:  # of a report it may be the summary, and is asked
        found = announcing.take_announcement(context, speaker, incoming)
    return _before_the_form(context, speaker, draft, found)


def take_dropped(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Do what words ask for of which their writer said that they are no answer."""
    found = announcing.take_announcement(context, speaker, incoming)
    return _before_the_form(context, speaker, draft, found)


def is_doubtful(context: Context, speaker: Speaker, incoming: Incoming) -> bool:
    """Tell whether words may begin an announcement as well as a summary."""
    return announcing.was_shown(context, speaker, incoming)


def _before_the_form(
    context: Context, speaker: Speaker, draft: Draft, found: Answer | None
) -> Answer | None:
    if found is None or drafts.active_draft(context, speaker) is not draft:
        return found  # another form was opened, which says what became of this one
    return asides.again(context, speaker, draft, found)


def _surely(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    text = menu.plain(incoming.text)
    found = common_questions.take_question(context, speaker, incoming)
    found = found or asked_time.take_words(context, speaker, incoming)
    if found is not None or not speaker.secretariat_organizations():
        return found
    if OF_TIME.search(text) or why_not(text) is not None:
        found = answering_time.take_words(context, speaker, incoming)
    found = found or by_number.take_measure(context, speaker, text)
    if found is not None:
        return found
    named = for_agency.agencies_named(context, speaker, text, whole=True)
    return for_agency.show_agency(context, speaker, named[0][0]) if len(named) == 1 else None
