"""A report in one message: shown as it will stand, and asked only for what is missing."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import whose
from handlers.answer import Answer, Context
from handlers.form import drafts, rounds
from handlers.form.filling import begin
from handlers.form.not_due import base_of, said_of, unchanged
from handlers.form.questions import prompt
from handlers.form.sending import blocker
from handlers.form.sending_several import hint_of, is_as_shown, ready_report, show_as_together
from handlers.form.told import answers_told, attach_told
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form import feedback as feedback_texts
from messages.form import mending as mending_texts
from messages.form import questions as texts
from messages.form.answering import first_answers, told_over
from messages.form.form_tables import FORMS, REPORT, tidy
from messages.form.forms import forget
from messages.form.subjects import subject_of
from messages.limits import split_fitting, utf16_length
from messages.parts import text_message
from messages.said import cards, several
from messages.said.cards import ReadyReport
from messages.said.language.rounds import round_named
from messages.said.measures import DueMeasure
from messages.said.reading import SaidReport, read_words
from messages.said.whose import which_agency
from models.month.calendar import local_day
from models.reports.notes import DraftNotes
from models.tables.conversation import Draft
from models.tables.obligations import Obligation
from thai.progress_words import NOTHING_NEW, said_progress


def take_of(
    context: Context, speaker: Speaker, incoming: Incoming, obligation: Obligation
) -> Answer:
    """Take a message as the report of one measure of one agency."""
    measure = obligation.assignment.measure
    asked = DueMeasure(obligation.id, measure.code, measure.title)
    words, _ = whose.narrowed(context, speaker, incoming.text, ())
    named = round_named(words, local_day(context.now))
    words = named.rest if named is not None else words
    told = read_words(words, local_day(context.now), asked)
    report = replace(told, measures=(obligation.id,))
    return take_reports(context, speaker, incoming, (report,), {obligation.id: obligation})


def take_reports(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    reports: Sequence[SaidReport],
    found: dict[int, Obligation],
) -> Answer:
    """Make a draft of each report that was told: one is shown as it will stand, or asked what it
    lacks; several are shown together.
    """
    pairs = [
        (obligation, report)
        for report in reports
        for obligation in (found.get(number) for number in report.measures)
        if obligation is not None
    ]
    doubted, agencies = whose.in_doubt((obligation for obligation, _ in pairs), found)
    if len(pairs) == 1:
        obligation, report = pairs[0]
        if doubted:
            asked = [(each.id, subject_of(each)) for each in whose.twins(obligation, found)]
            return Answer.of(cards.which_measure(asked, incoming.message_id, speaker.quick))
        return _one(context, speaker, incoming, obligation, report)
    if doubted:
        codes = [subject_of(each).code or subject_of(each).title for each in doubted]
        named = list(agencies.items())
        return Answer.of(which_agency(named, codes, incoming.message_id, speaker.quick))
    apart = [pair for pair in pairs if _stays_apart(context, speaker, *pair)]
    ready = [
        made
        for obligation, report in pairs
        if (obligation, report) not in apart
        and (made := _ready(context, speaker, incoming, obligation, report)) is not None
    ]
    if apart:
        subjects = [subject_of(obligation) for obligation, _ in apart]
        left = several.left_apart(subjects, speaker.quick)
        return _together(context, speaker, ready).preceded_by(left) if ready else Answer.of(left)
    if not ready:
        blocked = (blocker(context, speaker, obligation) for obligation, _ in pairs)
        return next(filter(None, blocked), Answer.of(small_talk.stale(speaker.quick)))
    return _together(context, speaker, ready)


def _together(context: Context, speaker: Speaker, ready: Sequence[ReadyReport]) -> Answer:
    """Show several reports as they will stand."""
    shown = [drafts.own_draft(context, speaker, each.draft_id) for each in ready]
    hint = hint_of(context, [draft for draft in shown if draft is not None])
    return Answer.of(cards.several_before_sending(ready, hint))


def _stays_apart(
    context: Context, speaker: Speaker, obligation: Obligation, report: SaidReport
) -> bool:
    """Tell whether a draft stays as it is, beside words that nothing is new of several measures:
    what it tells is new, and its writer says what becomes of it.
    """
    draft = drafts.open_draft(context, speaker, REPORT, obligation)
    return report.progress == NOTHING_NEW and draft is not None and _is_parked(draft)


def _is_parked(draft: Draft) -> bool:
    """Tell whether a draft that was put aside, not one shown among others, tells anything."""
    return not is_as_shown(draft) and bool(_tells(draft))


def _tells(draft: Draft) -> str:
    """Return the summary of a draft; "" for one that is no more than a status."""
    summary = str(draft.answers.get("summary", ""))
    return summary if said_progress(summary) is None else ""


def _one(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    obligation: Obligation,
    report: SaidReport,
) -> Answer:
    before = _summary_before(context, speaker, obligation, report)
    begun = begin(context, speaker, obligation)
    draft = drafts.active_draft(context, speaker)
    if draft is None or draft.obligation_id != obligation.id:
        return begun  # it is not taken now, and the answer says why
    unused = drafts.drop_held(context, draft)
    left, offered = rounds.told_of(context, speaker, draft)
    feedback = [_fill(context, speaker, draft, incoming, report, alone=True), left]
    if before and before != draft.answers.get("summary") and not feedback[0]:
        feedback.append(several.instead_of(before))
    same = unchanged(context, draft)
    if same is not None:
        drafts.close(context, draft)
        number = same.receipt_number
        return Answer.of(text_message(mending_texts.unchanged(number), speaker.quick))
    said = "\n".join(filter(None, feedback)) or said_of(context, draft)
    answer = prompt(context, draft, "\n".join(filter(None, (said, unused))))
    return answer.offering(offered) if offered else answer


def _summary_before(
    context: Context, speaker: Speaker, obligation: Obligation, report: SaidReport
) -> str:
    """Return the summary of the draft that was put aside, where what is told takes its place; not
    of one that was just shown among others: it was told anew.
    """
    draft = drafts.open_draft(context, speaker, REPORT, obligation)
    if draft is None or is_as_shown(draft):
        return ""
    before = str(draft.answers.get("summary", ""))
    return before if report.summary and tidy(report.summary) != before else ""


def _ready(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    obligation: Obligation,
    report: SaidReport,
) -> ReadyReport | None:
    """Fill a draft that waits beside others; None when no report is taken of it now."""
    if blocker(context, speaker, obligation) is not None:
        return None
    begun = drafts.open_draft(context, speaker, REPORT, obligation)
    is_parked = begun is not None and not is_as_shown(begun)
    before = str(begun.answers.get("summary", "")) if begun is not None and is_parked else ""
    # A mere status takes the place of no text: the words are the summary where there is none.
    is_mere = not report.summary and report.progress != NOTHING_NEW
    keeps = begun is not None and is_mere and bool(_tells(begun))
    draft, _ = drafts.activate(
        context, speaker, REPORT, obligation, lambda: first_answers(obligation)
    )
    held = drafts.notes_of(draft).held
    drafts.drop_held(context, draft)
    _fill(context, speaker, draft, incoming, report, alone=keeps)
    show_as_together(context, draft)
    drafts.leave(context, speaker)
    is_kept = before == draft.answers.get("summary")
    before = "\n".join(filter(None, ("" if is_kept else before, held.text if held else "")))
    base = base_of(context, draft)
    if base is not None and base.summary != draft.answers.get("summary"):
        before = before or base.summary
    ready = ready_report(context, draft, before)
    return replace(ready, is_of_draft=is_kept) if ready is not None and keeps else ready


def _fill(
    context: Context,
    speaker: Speaker,
    draft: Draft,
    incoming: Incoming,
    report: SaidReport,
    *,
    alone: bool,
) -> str:
    """Answer the form's questions with what a message told; what it did not tell stays as it was.
    Return what to say of a summary too long: what fits of it is offered.
    """
    told = answers_told(context, draft, incoming, report, alone=alone)
    answers = told_over(draft.answers, told)
    notes = DraftNotes.from_answers(answers)
    source = (incoming.message_id,) if incoming.message_id else ()
    for key in told:
        notes = notes.with_source(key, source)
    notes = replace(notes, together=None)
    kept = {q.key for q in FORMS[REPORT].relevant(answers)}
    answers = {key: value for key, value in answers.items() if key in kept or key.startswith("_")}
    attach_told(context, speaker, draft, report.facts, incoming.message_id)
    feedback = ""
    if utf16_length(report.summary) > texts.SUMMARY_LIMIT:
        fits, rest = split_fitting(tidy(report.summary), texts.SUMMARY_LIMIT)
        answers = notes.to_answers(answers)
        answers = forget(answers, "summary") if "summary" in answers else answers
        notes = DraftNotes.from_answers(answers).offering("summary", fits)
        why = feedback_texts.too_long(utf16_length(report.summary), texts.SUMMARY_LIMIT)
        feedback = feedback_texts.kept_what_fits(why, fits, rest)
    drafts.save(context, draft, answers, notes)
    return feedback
