"""An agency's name typed in an open form by who reports for several: the form of that agency."""

from handlers import whose
from handlers.answer import Answer, Context
from handlers.due import due_of, measure_of
from handlers.form import saying
from handlers.form.filling import begin
from handlers.form.questions import prompt
from handlers.incoming import Incoming
from handlers.prefetch import look_up_obligation
from handlers.speaker import Speaker
from messages.form import feedback as feedback_texts
from messages.form.form_tables import REPORT
from messages.said.inside import begins_with_measure
from messages.said.kinds import Kind
from messages.said.reading import read
from models.month.calendar import local_day
from models.tables.conversation import Draft
from models.tables.obligations import Obligation


def take_words(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Go to the same measure of the agency that was named, with what was told of it; None for words
    that name none, or the agency of the open form and more.
    """
    open_of = _open_of(speaker, draft)
    if open_of is None:
        return None
    alone = whose.agency_alone(context, speaker, incoming.text)
    if alone is not None:
        return _alone(context, speaker, draft, open_of, alone)
    named = _named_first(context, speaker, incoming.text)
    if named is None or named[0] == open_of.agency_id:
        return None
    other = _due(context, speaker, named[0], open_of.assignment.measure.code)
    if other is None:
        return None
    measure = measure_of(context, speaker, other)
    if read(named[1], (measure,), local_day(context.now)).kind is not Kind.REPORT:
        return None
    return saying.take_of(context, speaker, incoming, other)


def without_own(context: Context, speaker: Speaker, draft: Draft, text: str) -> str:
    """Return an answer without the name of the open form's own agency before it."""
    open_of = _open_of(speaker, draft)
    named = _named_first(context, speaker, text) if open_of is not None else None
    is_own = named is not None and open_of is not None and named[0] == open_of.agency_id
    return named[1] if named is not None and is_own else text


def _open_of(speaker: Speaker, draft: Draft) -> Obligation | None:
    return draft.obligation if draft.form == REPORT and whose.has_several(speaker) else None


def _alone(
    context: Context,
    speaker: Speaker,
    draft: Draft,
    open_of: Obligation,
    named: tuple[int, str],
) -> Answer:
    agency_id, own = named[0], open_of.assignment.measure.code
    code = named[1] or own
    if agency_id == open_of.agency_id and code == own:
        return prompt(context, draft, feedback_texts.this_agency(open_of.agency.name))
    other = _due(context, speaker, agency_id, code)
    if other is None:
        return prompt(context, draft, feedback_texts.not_of_agency(code or ""))
    return begin(context, speaker, other)


def _named_first(context: Context, speaker: Speaker, text: str) -> tuple[int, str] | None:
    """Return the agency (id) named before all else, or after a measure's number, with the words
    without it; elsewhere it may be whom one worked with.
    """
    named = whose.agency_of(context, speaker, text)
    if named is None or not (begins_with_measure(text) or text.strip().endswith(named[1])):
        return None
    return named if named[1] else None


def _due(context: Context, speaker: Speaker, agency_id: int, code: str | None) -> Obligation | None:
    due = due_of(context, speaker)
    own = [each for each in due if each.agency_id == agency_id and each.code == code]
    return look_up_obligation(context.session, own[0].obligation_id) if own else None
