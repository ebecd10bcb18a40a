"""A report in one message: shown as it will stand, and asked only for what is missing."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import whose
from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.filling import begin
from handlers.form.not_due import said_of
from handlers.form.questions import prompt
from handlers.form.sending import blocker
from handlers.form.sending_several import hint_of, is_as_shown, ready_report
from handlers.form.told_evidence import attach_told
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.form import report_cards
from messages.form.answering import first_answers, told_over
from messages.form.form_tables import FORMS, REPORT, tidy
from messages.form.forms import forget
from messages.form.subjects import subject_of
from messages.limits import split_fitting, utf16_length
from messages.said import cards, several
from messages.said.cards import ReadyReport
from messages.said.reading import SaidReport
from messages.said.whose import which_agency
from models.reports.history import last_progress, last_report
from models.reports.notes import Answers, DraftNotes
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Progress
from thai.progress_words import NOTHING_NEW


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
    ready = [
        made
        for obligation, report in pairs
        if (made := _ready(context, speaker, incoming, obligation, report)) is not None
    ]
    if not ready:
        blocked = (blocker(context, speaker, obligation) for obligation, _ in pairs)
        return next(filter(None, blocked), Answer.of(small_talk.stale(speaker.quick)))
    shown = [drafts.own_draft(context, speaker, each.draft_id) for each in ready]
    hint = hint_of(context, [draft for draft in shown if draft is not None])
    return Answer.of(cards.several_before_sending(ready, hint))


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
    feedback = _fill(context, speaker, draft, incoming, report, alone=True)
    if before and before != draft.answers.get("summary") and not feedback:
        feedback = several.instead_of(before)
    return prompt(context, draft, feedback or said_of(context, draft))


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
    before = _summary_before(context, speaker, obligation, report)
    draft, _ = drafts.activate(
        context, speaker, REPORT, obligation, lambda: first_answers(obligation)
    )
    _fill(context, speaker, draft, incoming, report, alone=False)
    drafts.leave(context, speaker)
    return ready_report(context, draft, before)


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
    told = _answers_told(context, draft, incoming, report, alone=alone)
    answers = told_over(draft.answers, told)
    notes = DraftNotes.from_answers(answers)
    source = (incoming.message_id,) if incoming.message_id else ()
    for key in told:
        notes = notes.with_source(key, source)
    notes = replace(notes, together=None if alone else context.now.isoformat())
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


def _answers_told(
    context: Context,
    draft: Draft,
    incoming: Incoming,
    report: SaidReport,
    *,
    alone: bool,
) -> Answers:
    assert draft.obligation is not None
    obligation = draft.obligation
    told: Answers = {}
    progress, summary = report.progress, report.summary
    if progress == NOTHING_NEW:
        # As the form reads it: nothing new where nothing was reported or told is not begun.
        stands = draft.answers.get("progress") or Progress.NOT_STARTED.value
        progress = last_progress(context.session, obligation) or stands
        before = last_report(context.session, obligation)
        if before is not None and not summary:
            summary = report_cards.same_as(subject_of(before.report.obligation).month)
    if not summary and not alone and progress is not None:
        summary = tidy(report.words or incoming.text)  # several alike: the words told of them all
    if progress is not None:
        told["progress"] = progress
    if summary and utf16_length(summary) <= texts.SUMMARY_LIMIT:
        told["summary"] = tidy(summary)
    if report.obstacle and utf16_length(report.obstacle) <= texts.OBSTACLE_LIMIT:
        told["obstacle"] = tidy(report.obstacle)
    return told
