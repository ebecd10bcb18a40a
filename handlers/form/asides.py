"""What is said in an open form and is no answer to its question: it gets its own answer, and the
question stands after it, with the draft as it was.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.due import due_measures, measure_of
from handlers.form import mending, not_due, requesting
from handlers.form.questions import current_question, prompt
from handlers.incoming import Incoming
from handlers.requests import leaving
from handlers.speaker import Speaker
from messages.chat.leaving import wants_reminders
from messages.form import feedback as feedback_texts
from messages.form.describing import is_evidence
from messages.form.form_tables import REPORT, RETURN, is_status
from messages.limits import MESSAGES
from messages.parts import LineAction
from messages.said.doubting import may_be_none
from messages.said.inside import (
    Aside,
    aside_in,
    begins_with_measure,
    measure_number,
    tells_more,
)
from messages.said.kinds import Kind, kind_of
from messages.said.reading import read
from messages.said.telling import names_a_number, names_work
from models.month.calendar import local_day
from models.tables.conversation import Draft
from thai.cleaning import clean

_MAY_BE_FIGURES = ("outcome", "evidence")
"""Questions that a number may answer, unless it is that of a measure that is due."""
_COURTESIES = (Kind.GREETING, Kind.THANKS, Kind.OTHER)
_REQUESTS = (Kind.CONTACT, Kind.STOP)
_NO_REASONS = {RETURN: (*_REQUESTS, Kind.EXTENSION, Kind.LEAVE, Kind.MOVED)}
"""What is no reason in a form of the secretariat: a report is excused because somebody left."""


def take_words(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Answer what is surely no answer to the open question, and ask that again; None for words that
    are, or may be.
    """
    numbered = _take_number(context, speaker, draft, incoming.text)
    if numbered is not None:
        return numbered
    other = _of_another(context, speaker, draft, incoming.text)
    if other is not None:
        return again(context, speaker, draft, other)
    asked = leaving.take_words(context, speaker, incoming.text)
    if asked is None and wants_reminders(incoming.text):
        asked = leaving.reminders(context, speaker, quiet=False)
    if asked is not None:
        return again(context, speaker, draft, asked)
    aside = _aside(context, draft, incoming.text)
    return answer(context, speaker, draft, incoming, aside) if aside and aside.sure else None


def _take_number(context: Context, speaker: Speaker, draft: Draft, text: str) -> Answer | None:
    """Go to the measure whose number is all that was typed, where that is due; else say that a
    number alone tells nothing. None for other words.
    """
    code, question = measure_number(text), current_question(draft)
    if code is not None and draft.form != REPORT and question is not None:
        return prompt(context, draft, feedback_texts.number_no_reason(code))
    if draft.form != REPORT or code is None or draft.obligation is None:
        return None
    if code == draft.obligation.assignment.measure.code:
        return prompt(context, draft, feedback_texts.this_measure(code))
    begun = mending.begin_due(context, speaker, code)
    if begun is not None or question in _MAY_BE_FIGURES:
        return begun
    return prompt(context, draft, feedback_texts.number_alone(code))


def _of_another(context: Context, speaker: Speaker, draft: Draft, text: str) -> Answer | None:
    """Say that a report that begins with another measure's number is of none that is due; None for
    other words: what is due is taken before.
    """
    if draft.form != REPORT or draft.obligation is None or not begins_with_measure(text):
        return None
    reading = read(text, due_measures(context, speaker), local_day(context.now))
    own = draft.obligation.assignment.measure.code
    if reading.kind is Kind.REPORT or not reading.unknown or own in reading.unknown:
        return None
    return not_due.answered(context, speaker, reading.unknown)


def asks(context: Context, draft: Draft, text: str) -> bool:
    """Tell whether words are surely no answer to the open question, nor a courtesy."""
    aside = _aside(context, draft, text)
    return aside is not None and aside.sure and aside.kind not in _COURTESIES


def doubtful(context: Context, speaker: Speaker, draft: Draft, text: str) -> bool:
    """Tell whether words may be an answer to the open question, or something else."""
    if draft.form != REPORT or draft.obligation is None:
        return False
    question, today = current_question(draft), local_day(context.now)
    if question is None:
        tells = tells_more(text, today) or names_work(text)
        return tells and not is_evidence(text)
    aside = _aside(context, draft, text)
    if aside is not None:
        return not aside.sure
    if question == "progress" and is_status(text):
        return False
    measure = measure_of(context, speaker, draft.obligation)
    return may_be_none(text, question, measure, today)


def dropped(context: Context, speaker: Speaker, draft: Draft, incoming: Incoming) -> Answer:
    """Answer words of which their writer said that they are none of the report: as outside it."""
    if draft.form != REPORT or current_question(draft) is None:
        return answer(context, speaker, draft, incoming) or prompt(context, draft)
    kind = kind_of(clean(incoming.text)) or Kind.OTHER
    aside = _aside(context, draft, incoming.text) or Aside(kind)
    return answer(context, speaker, draft, incoming, aside) or prompt(context, draft)


def answer(
    context: Context,
    speaker: Speaker,
    draft: Draft,
    incoming: Incoming,
    aside: Aside | None = None,
) -> Answer | None:
    """Answer words that are no answer to a form; None for those that are."""
    aside = aside or _aside(context, draft, incoming.text)
    if aside is None:
        return None
    if aside.kind in _COURTESIES and draft.form == REPORT and current_question(draft) is None:
        return prompt(context, draft, feedback_texts.at_review())
    if aside.kind is Kind.GREETING:
        return prompt(context, draft, feedback_texts.still_open())
    if aside.kind is Kind.OTHER:
        return prompt(context, draft, feedback_texts.no_hurry())
    if aside.kind is Kind.THANKS:
        return prompt(context, draft, feedback_texts.welcome())
    due = due_measures(context, speaker)
    if aside.kind is Kind.EXTENSION and not names_a_number(incoming.text):
        due = [each for each in due if each.id == draft.obligation_id] or due
    found = requesting.answered(context, speaker, incoming, aside.kind, due)
    if found is None:
        return prompt(context, draft, feedback_texts.no_hurry())
    return again(context, speaker, draft, found)


def again(context: Context, speaker: Speaker, draft: Draft, found: Answer) -> Answer:
    """The same answer with the form's question after it; under that LINE shows what the answer
    offered, too.
    """
    asked = prompt(context, draft)
    room = MESSAGES - len(asked.messages)
    shown = replace(found, messages=(*found.messages[:room], *asked.messages))
    offered = [each for each in _quick(found) if each not in speaker.quick]
    return shown.with_quick([*offered, *_quick(asked)]) if offered else shown


def _quick(found: Answer) -> Sequence[LineAction]:
    items = found.messages[-1].get("quickReply", {}).get("items", []) if found.messages else []
    return [each["action"] for each in items]


def _aside(context: Context, draft: Draft, text: str) -> Aside | None:
    question = current_question(draft)
    found = aside_in(text, question, local_day(context.now))
    if draft.form == REPORT or found is None:
        return found
    # a reason may be a question, or tell of persons; it is looked at once more anyway
    kinds = (*_COURTESIES, *_NO_REASONS.get(draft.form, _REQUESTS))
    return found if found.kind in kinds and found.sure else None
