"""Changing a report by words: a part of the form that is open, of a sent report (shown before it is
sent), or of the revision whose receipt number is named (sent at once; the receipt takes it back).
"""

from dataclasses import replace

from sqlalchemy import select

from handlers import lists
from handlers.answer import Answer, Context
from handlers.due import due_of
from handlers.form import drafts, not_due
from handlers.form.filling import begin
from handlers.form.questions import current_question, going_on, prompt, shown_again
from handlers.form.sending import blocker, deliver, receipt_of
from handlers.form.told import day_said, has_part
from handlers.incoming import Incoming
from handlers.prefetch import look_up_obligation
from handlers.speaker import Speaker
from messages.form import feedback as feedback_texts
from messages.form import mending as texts
from messages.form.answering import first_answers
from messages.form.form_tables import FORMS, REPORT
from messages.form.forms import AnswerRefused, forget, put, refuse
from messages.form.mending import Mend
from messages.parts import Message, text_message
from messages.reporting import is_changed, with_dates
from messages.said.inside import measure_number
from messages.said.language.amending import amended
from models.reports.drafts import begin_draft, find_draft
from models.reports.notes import DraftNotes
from models.reports.submissions import not_taken
from models.reports.withdrawing import last_sent
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Report, Revision, Round
from models.tables.plan import Measure
from thai.labels import PROGRESS_LABELS

_FORM = FORMS[REPORT]
_CHOICES = [str(number) for number, _ in enumerate(PROGRESS_LABELS, start=1)]
_QUESTIONS = {question.key: question for question in _FORM.questions}


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer words that ask to change a report, or to open one; None for other words."""
    draft = drafts.active_draft(context, speaker)
    if draft is not None and draft.form != REPORT:
        return None
    mend = texts.mend_of(incoming.text)
    if mend is not None and mend.asked:
        return _mend(context, speaker, incoming, mend)
    amend = texts.amend_asked(incoming.text)
    if amend is not None and (draft is None or not _is_of(draft, amend[0])):
        amended_answer = _amend_sent(context, speaker, incoming, *amend)
        if amended_answer is not None:
            return amended_answer
    edited, reported = texts.edit_asked(incoming.text), texts.report_asked(incoming.text)
    if reported and texts.is_receipt(reported):
        edited = reported
    if edited is not None:
        if edited and draft is not None and _is_of(draft, edited):
            return prompt(context, draft, feedback_texts.this_measure(edited))
        return _open(context, speaker, edited)
    return _report(context, speaker, reported) if reported is not None else None


def take_part(context: Context, draft: Draft, incoming: Incoming) -> Answer | None:
    """Take "ผลลัพธ์: …" or "แก้สถานะ 2" at the last look before sending; None for other words."""
    if _FORM.current(draft.answers) is not None:
        return None
    mend = texts.mend_of(incoming.text) or texts.part_told(incoming.text, _CHOICES)
    if mend is None or mend.which:
        return None
    return prompt(context, draft, tell_part(context, draft, mend, incoming))


def amend(context: Context, draft: Draft, incoming: Incoming) -> Answer | None:
    """Take a figure or a day told anew ("แก้เป็น 54 คน") at the last look, or while the summary waits
    for the status; None for other words, and where it is not plain what they replace.
    """
    question, notes = current_question(draft), DraftNotes.from_answers(draft.answers)
    waits = question == "progress"
    before = notes.kept.text if waits and notes.kept else str(draft.answers.get("summary", ""))
    text = amended(before, incoming.text) if waits or question is None else None
    if text is None:
        return None
    if not waits:
        return _amended(context, draft, text, incoming)
    source = (incoming.message_id,) if incoming.message_id else ()
    if notes.kept is not None:
        kept = replace(notes.kept, text=text, messages=(*notes.kept.messages, *source))
        drafts.save(context, draft, draft.answers, replace(notes, kept=kept))
    else:
        notes = notes.with_source("summary", (*notes.sources.get("summary", ()), *source))
        drafts.save(context, draft, {**draft.answers, "summary": text}, notes)
    return prompt(context, draft, feedback_texts.amended(text))


def _amended(context: Context, draft: Draft, text: str, incoming: Incoming) -> Answer:
    sources = DraftNotes.from_answers(draft.answers).sources.get("summary", ())
    feedback = tell_part(context, draft, Mend("", "summary", text, asked=True), incoming)
    notes = DraftNotes.from_answers(draft.answers)
    notes = notes.with_source("summary", (*sources, *notes.sources.get("summary", ())))
    drafts.save(context, draft, draft.answers, notes)
    return prompt(context, draft, feedback or feedback_texts.amended())


def _amend_sent(
    context: Context, speaker: Speaker, incoming: Incoming, which: str, words: str
) -> Answer | None:
    """Open the copy of the one report sent of a number with a figure told anew, to be looked at."""
    found = _sent(context, speaker, which)
    if len(found) != 1 or found[0].report is None:
        return None
    if amended(str(first_answers(found[0]).get("summary", "")), words) is None:
        return None
    opened = begin(context, speaker, found[0])
    draft = drafts.active_draft(context, speaker)
    text = amended(str(draft.answers.get("summary", "")), words) if draft is not None else None
    if draft is None or not _is_of(draft, which if not texts.is_receipt(which) else "") or not text:
        return opened
    return _amended(context, draft, text, incoming)


def tell_part(context: Context, draft: Draft, mend: Mend, incoming: Incoming) -> str:
    """Put one part of a report in place of what stood; return what to say of it where it could not
    be taken, and of words that were held: they are dropped by it.
    """
    unused = drafts.drop_held(context, draft)
    said = _tell(context, draft, mend, incoming)
    return "\n".join(filter(None, (said, unused)))


def _tell(context: Context, draft: Draft, mend: Mend, incoming: Incoming) -> str:
    question = _QUESTIONS[mend.key]
    asked = forget(draft.answers, mend.key)
    if not has_part(draft, mend.key):
        return feedback_texts.not_asked(mend.key)
    try:
        before = str(draft.answers.get(mend.key, ""))
        value = question.parse(with_dates(mend.text, mend.key, day_said(context), before))
    except AnswerRefused as refused:
        step = refuse(asked, question, refused)
        drafts.save(context, draft, step.answers)
        return step.feedback
    answers = put(_FORM, asked, mend.key, value)
    source = (incoming.message_id,) if incoming.message_id else ()
    notes = DraftNotes.from_answers(answers).with_source(mend.key, source)
    if mend.key == "summary":
        notes = replace(notes, kept=None)  # what waited for the status is told anew, too
    drafts.save(context, draft, answers, notes)
    return ""


def _mend(context: Context, speaker: Speaker, incoming: Incoming, mend: Mend) -> Answer:
    draft = drafts.active_draft(context, speaker)
    if draft is not None and not mend.which:
        said = tell_part(context, draft, mend, incoming)
        if not said and mend.key == "summary" and current_question(draft) == "progress":
            said = feedback_texts.amended(str(draft.answers.get("summary", "")))  # no card shows it
        return prompt(context, draft, said)
    if texts.is_receipt(mend.which):
        return _at_once(context, speaker, incoming, mend)
    opened = _open(context, speaker, mend.which)
    draft = drafts.active_draft(context, speaker)
    if draft is None or not _is_of(draft, mend.which):
        return opened  # it was not opened, and the answer says why
    return prompt(context, draft, tell_part(context, draft, mend, incoming))


def _refused(context: Context, speaker: Speaker, *why: Message) -> Answer:
    """Say why nothing was changed, and show the report that is open: what is typed next changes
    that.
    """
    draft = drafts.active_draft(context, speaker)
    return shown_again(context, draft).preceded_by(*why) if draft is not None else Answer.of(*why)


def _is_of(draft: Draft, which: str) -> bool:
    """Tell whether the form that is open is that of a measure's number (""; whichever)."""
    code = draft.obligation.assignment.measure.code if draft.obligation is not None else None
    return draft.form == REPORT and which in ("", code)


def _at_once(context: Context, speaker: Speaker, incoming: Incoming, mend: Mend) -> Answer:
    """Send a new revision with one part told anew, of the revision whose number was named. Where
    more was changed already, the words cannot be taken, or it had been accepted, it is shown first.
    """
    revision = _of_number(context, speaker, mend.which)
    if revision is None:
        return _refused(context, speaker, texts.not_found(mend.which, speaker.quick))
    obligation = revision.report.obligation
    blocked = blocker(context, speaker, obligation)
    if blocked is not None:
        return _refused(context, speaker, *blocked.messages)
    if revision.withdrawn_at is not None or revision is not revision.report.current:
        return _refused(context, speaker, texts.replaced(mend.which, speaker.quick))
    begun = find_draft(context.session, speaker.person, REPORT, obligation)
    membership = speaker.membership_for(obligation)
    assert membership is not None, "the number was looked for among this person's"
    draft = begun or begin_draft(
        context.session, membership, REPORT, obligation, first_answers(obligation), context.now
    )
    was_changed = is_changed(context.session, draft)
    was_accepted = obligation.state is ObligationState.ACCEPTED  # said before it is sent
    feedback = tell_part(context, draft, mend, incoming)
    is_new = is_changed(context.session, draft)
    if (
        feedback
        or was_changed
        or (was_accepted and is_new)
        or _FORM.current(draft.answers) is not None
    ):
        drafts.activate(context, speaker, REPORT, obligation)
        return prompt(context, draft, feedback)
    if not is_new:
        drafts.close(context, draft)
        return Answer.of(text_message(texts.unchanged(mend.which), speaker.quick))
    made = deliver(context, speaker, draft)
    return made if isinstance(made, Answer) else receipt_of(context, speaker, made)


def _of_number(context: Context, speaker: Speaker, which: str) -> Revision | None:
    """Return the revision of a receipt number, where this person may report for it."""
    year, report_id, number = texts.receipt_parts(which)
    revision = context.session.scalar(
        select(Revision).where(Revision.report_id == report_id, Revision.number == number)
    )
    if revision is None or revision.report.obligation.round.fiscal_year != year:
        return None
    return revision if speaker.membership_for(revision.report.obligation) else None


def _sent(context: Context, speaker: Speaker, which: str) -> list[Obligation]:
    """Return the reports a number names, that of a receipt or of a measure (""; what this person
    sent last), the newest of each agency; those that may be changed, where there are any.
    """
    if not which:
        last = last_sent(context.session, speaker.person)
        return [each.report.obligation for each in last]
    if texts.is_receipt(which):
        revision = _of_number(context, speaker, which)
        return [revision.report.obligation] if revision is not None else []
    agencies = [each.agency_id for each in speaker.memberships if each.agency_id is not None]
    rows = context.session.scalars(
        lists.OBLIGATIONS.join(Report, Report.obligation_id == Obligation.id)
        .where(
            Measure.code == which,
            Obligation.agency_id.in_(agencies),
            Report.withdrawn_at.is_(None),
        )
        .order_by(Round.month.desc())
    ).all()
    own = [each for each in rows if speaker.officer_for(each)]
    free = [each for each in own if not_taken(each, context.now) is None]
    newest: dict[int, Obligation] = {}
    for each in free or own:
        newest.setdefault(each.agency_id, each)
    return list(newest.values())


def _open(context: Context, speaker: Speaker, which: str) -> Answer:
    """Open the copy of a sent report, or the form of what is due; ask which when there are
    several.
    """
    found = _sent(context, speaker, which)
    if not found:
        due = begin_due(context, speaker, which)
        return due or _refused(context, speaker, texts.not_found(which, speaker.quick))
    if len(found) > 1:
        shown = lists.show_mine(context, speaker)
        return shown.preceded_by(text_message(texts.several_agencies(which)))
    blocked = blocker(context, speaker, found[0])
    if blocked is not None:  # what was sent is closed: the open round's is meant
        return begin_due(context, speaker, which) or going_on(context, speaker, blocked)
    return begin(context, speaker, found[0])


def _report(context: Context, speaker: Speaker, code: str) -> Answer | None:
    """Open the form of a measure that is due; None where nothing is due, nor was sent of it."""
    begun = begin_due(context, speaker, code)
    if begun is not None:
        return begun
    return not_due.answered(context, speaker, [code])


def open_numbered(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Open the form of a measure whose number is all that was typed, or say why not."""
    code = measure_number(text)
    return _report(context, speaker, code) if code is not None else None


def begin_due(context: Context, speaker: Speaker, code: str) -> Answer | None:
    """Open the form of a measure that is due; None when it is not."""
    named = [due.obligation_id for due in due_of(context, speaker) if code and due.code == code]
    if len(named) > 1:
        shown = lists.show_due(context, speaker)
        return shown.preceded_by(text_message(texts.several_agencies(code)))
    obligation = look_up_obligation(context.session, named[0]) if named else None
    return begin(context, speaker, obligation) if obligation is not None else None
