"""A report in one message: read, shown as it will stand, and asked only for what is missing."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import whose
from handlers.answer import Answer, Context
from handlers.due import due_measures
from handlers.form import drafts, not_due, requesting
from handlers.form.filling import begin
from handlers.form.questions import prompt
from handlers.form.sending import blocker
from handlers.form.sending_several import is_as_shown, ready_report
from handlers.form.told_evidence import attach_told
from handlers.incoming import Incoming
from handlers.prefetch import look_up_obligation, look_up_obligations
from handlers.requests import leaving
from handlers.requests.said_before import said_before
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.chat.leaving import wants_reminders
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.form import report_cards
from messages.form.answering import told_over
from messages.form.form_tables import FORMS, REPORT, tidy
from messages.form.subjects import subject_of
from messages.limits import split_fitting, utf16_length
from messages.said import cards, several
from messages.said.cards import ReadyReport
from messages.said.kinds import Kind
from messages.said.measures import DueMeasure
from messages.said.reading import SaidReport, read, read_words
from messages.said.whose import which_agency
from messages.taps import Tap
from models.month.calendar import local_day
from models.reports.history import last_progress, last_report
from models.reports.notes import Answers, DraftNotes
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Progress
from models.tables.people import Role
from thai.progress_words import NOTHING_NEW


def take_said(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer words that are a report of what is due to this person, or a request; None for other
    words.
    """
    if Role.OFFICER.value not in speaker.roles:
        return None
    if wants_reminders(incoming.text):
        return leaving.reminders(context, speaker, quiet=False)
    words, due = whose.narrowed(context, speaker, incoming.text, due_measures(context, speaker))
    return _read_and_take(context, speaker, replace(incoming, text=words), due)


def take_of_agency(
    context: Context, speaker: Speaker, incoming: Incoming, agency_id: int
) -> Answer | None:
    """Take a message told before, now that its writer said of which agency it is; None where that
    was not the question.
    """
    all_due = due_measures(context, speaker)
    reading = read(incoming.text, all_due, local_day(context.now))
    found = look_up_obligations(context.session, [each.id for each in all_due])
    ids = [number for report in reading.reports for number in report.measures]
    doubted, _ = whose.in_doubt((found[each] for each in ids if each in found), found)
    is_open = bool(doubted) or not all(report.measures for report in reading.reports)
    if reading.kind is not Kind.REPORT or not is_open:
        return None
    due = whose.due_for(context, speaker, agency_id, all_due)
    return _read_and_take(context, speaker, incoming, due)


def _read_and_take(
    context: Context, speaker: Speaker, incoming: Incoming, due: Sequence[DueMeasure]
) -> Answer | None:
    reading = read(incoming.text, due, local_day(context.now))
    answer = requesting.answered(context, speaker, incoming, reading.kind, due)
    if answer is not None:
        return answer
    if reading.kind is Kind.REPORT:
        found = _asked_about(context, speaker, due, reading.reports)
        return _take(context, speaker, incoming, reading.reports, found)
    if reading.unknown:
        told = not_due.answered(context, speaker, reading.unknown)
        return told or Answer.of(cards.not_due(reading.unknown, (), speaker.quick))
    may_be = look_up_obligations(context.session, reading.maybe)
    if may_be:
        asked = [(number, subject_of(each)) for number, each in may_be.items()]
        return Answer.of(cards.is_it_a_report(asked, incoming.message_id, speaker.quick))
    return None


def _asked_about(
    context: Context,
    speaker: Speaker,
    due: Sequence[DueMeasure],
    reports: Sequence[SaidReport],
) -> dict[int, Obligation]:
    """Return what is due that a message may be about: what it names; all, where its writer may
    report the same measure for several agencies; as many as can be offered, where it names nothing.
    """
    if not all(report.measures for report in reports):
        return look_up_obligations(context.session, [each.id for each in due[: cards.CHOICES]])
    named = {number for report in reports for number in report.measures}
    agencies = [number for each in speaker.organizations for number in speaker.agency_ids(each.id)]
    asked = [each.id for each in due if each.id in named or len(agencies) > 1]
    return look_up_obligations(context.session, asked)


def take_tap(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Take a message told before as the report of the measure that was tapped."""
    agency_id = tap.number("g")
    if agency_id is not None:
        said = said_before(context, speaker, tap.values.get("m", ""))
        answer = take_of_agency(context, speaker, said, agency_id) if said is not None else None
        return answer or Answer.of(small_talk.stale(speaker.quick))
    obligation = look_up_obligation(context.session, tap.number("o"))
    if obligation is None or speaker.membership_for(obligation) is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    incoming = said_before(context, speaker, tap.values.get("m", ""))
    if incoming is None:
        return begin(context, speaker, obligation)
    return take_of(context, speaker, incoming, obligation)


def take_of(
    context: Context, speaker: Speaker, incoming: Incoming, obligation: Obligation
) -> Answer:
    """Take a message as the report of one measure of one agency."""
    measure = obligation.assignment.measure
    asked = DueMeasure(obligation.id, measure.code, measure.title)
    words, _ = whose.narrowed(context, speaker, incoming.text, ())
    told = read_words(words, local_day(context.now), asked)
    report = replace(told, measures=(obligation.id,))
    return _take(context, speaker, incoming, (report,), {obligation.id: obligation})


def _take(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    reports: Sequence[SaidReport],
    found: dict[int, Obligation],
) -> Answer:
    """Make a draft of each report that was told: one is shown as it will stand, or asked what it
    lacks; several are shown together.
    """
    choices = [(number, subject_of(each)) for number, each in found.items()]
    if any(not report.measures for report in reports):
        return Answer.of(cards.which_measure(choices, incoming.message_id, speaker.quick))
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
    return Answer.of(cards.several_before_sending(ready))


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
    return prompt(context, draft, feedback)


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
    draft, _ = drafts.activate(context, speaker, REPORT, obligation)
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
        notes = notes.with_old({"summary": fits})
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
