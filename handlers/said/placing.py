"""Of which report a photo, file, voice or place is that was sent at any moment: of the open form;
else of the one report that is due; else it is asked. So are words said just before or after it.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers import whose
from handlers.answer import Answer, Context
from handlers.due import due_measures, due_of
from handlers.form import drafts
from handlers.form.filling import begin
from handlers.form.not_due import sent_of
from handlers.form.questions import (
    current_question,
    evidence_of,
    feedback_only,
    left_form_text,
    prompt,
)
from handlers.form.said_before import last_said, taps_shown
from handlers.incoming import EventKind, Incoming
from handlers.lists import month_meant
from handlers.prefetch import look_up_obligation
from handlers.said import listening, month_named
from handlers.speaker import Speaker
from messages import menu
from messages.form import evidence as texts
from messages.form import placing
from messages.form.answering import is_untouched
from messages.form.conversion import told_apart
from messages.form.form_tables import REPORT
from messages.form.placing import PlacingChoice
from messages.form.subjects import subject_of
from messages.parts import text_message
from messages.said.inside import begins_with_measure
from messages.said.kinds import Kind
from messages.said.reading import Reading, SaidReport, read
from messages.said.telling import names_a_number
from messages.taps import Action, Tap
from models.month.calendar import local_day
from models.reports.submissions import not_taken
from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, ObligationState, Report, Revision
from models.tables.plan import Assignment
from thai.month_words import typed_month

_AT_ONE_GO = timedelta(minutes=2)
"""Evidence outside any form that comes so soon after another is answered in one line."""
_JUST_SENT = timedelta(minutes=30)
"""For so long after sending a report, a photo may be meant for it."""


def fit(
    context: Context, speaker: Speaker, evidence: Evidence, *, more_follow: bool = False
) -> Answer:
    """Put new evidence where it belongs, and say where, or ask.

    ``more_follow``: others of the same choice come, and the question need not be shown yet.
    """
    draft = drafts.active_draft(context, speaker)
    if draft is not None and draft.form == REPORT:
        return attach(context, draft, evidence, more_follow=more_follow)
    waiting = drafts.waiting_evidence(context, speaker)
    context.session.add(evidence)
    context.session.flush()
    found = choices_of(context, speaker)
    if draft is None and len(found) == 1 and not found[0].is_sent:
        return _open(context, speaker, found[0], evidence, more_follow=more_follow)
    name = told_apart([*waiting, evidence])[-1]
    shown = (texts.is_coming if evidence.is_awaited else texts.is_kept)(name)
    if not found:
        return Answer.of(texts.waits(shown, speaker.quick))
    if waiting and context.now - waiting[-1].received_at < _AT_ONE_GO:
        return Answer.of(placing.one_more(shown, len(waiting) + 1, speaker.quick))
    told = _words_before(context, speaker)
    message_id = told.message_id if told is not None else None
    return Answer.of(placing.which_measure(shown, found, message_id, speaker.quick))


def attach(
    context: Context, draft: Draft, evidence: Evidence, *, more_follow: bool = False
) -> Answer:
    """Put new evidence to the report that is open."""
    assert draft.obligation is not None
    evidence.draft_id, evidence.agency_id = draft.id, draft.obligation.agency_id
    context.session.add(evidence)
    drafts.save(context, draft, draft.answers)
    return _attached(context, draft, evidence, more_follow=more_follow)


def take_number(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Answer a number typed to say of which report the evidence, or the words, just sent are; None
    when nothing waits for it, or it is none of the choices.
    """
    key = placing.chosen(menu.plain(text))
    if key is None:
        return None
    told = _words_before(context, speaker)
    if told is None and not drafts.waiting_evidence(context, speaker):
        return None
    obligation = chosen_of(context, speaker, key)
    if obligation is None:
        return None
    if told is not None:
        values = {"o": str(obligation.id), "m": told.message_id or ""}
        return listening.take_tap(context, speaker, Tap(Action.SAID, values))
    return begin(context, speaker, obligation)


def chosen_of(context: Context, speaker: Speaker, key: str) -> Obligation | None:
    """Return the report that a number means: one of those evidence may belong to now, else the
    measure's newest that was sent and may still be corrected.
    """
    choice = next((each for each in choices_of(context, speaker) if each.key == key), None)
    if choice is not None:
        return look_up_obligation(context.session, choice.obligation_id)
    sent = sent_of(context, speaker, [key])
    return sent[0] if len(sent) == 1 else None


def take_agency(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Take the words said just before as those of the agency that was typed; with a measure's
    number beside it and nothing told before, open its form. None for other words.
    """
    named = whose.agency_alone(context, speaker, incoming.text)
    if named is None:
        return None
    agency_id, code = named
    before = last_said(context, speaker)
    if before is not None and before.kind is EventKind.TEXT and before.text:
        taken = listening.take_of_agency(context, speaker, before, agency_id)
        if taken is not None:
            return taken
    own = [
        each.obligation_id
        for each in due_of(context, speaker)
        if each.agency_id == agency_id and each.code == code
    ]
    obligation = look_up_obligation(context.session, own[0]) if own else None
    return begin(context, speaker, obligation) if obligation is not None else None


def take_round(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Take the report told just before as that of the month whose name was typed; None for other
    words, and where it was not asked of which round it is.
    """
    plain = menu.plain(text)
    month = month_meant(typed_month(plain), local_day(context.now)) if plain[:1] > "9" else None
    told = last_said(context, speaker) if month is not None else None
    if month is None or told is None or told.kind is not EventKind.TEXT:
        return None
    return listening.take_of_month(context, speaker, told, month)


def take_words(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Take a report told in one message after the evidence that opened its form, or one of another
    measure, by its number, or the report of the form's own measure once more; None for other words.
    Once anything was answered the number must be the first of it, and the form that was open is put
    aside.
    """
    if draft.form != REPORT:
        return None
    untouched, has_evidence = is_untouched(draft.answers), bool(evidence_of(context, draft))
    named = month_named.take_words(context, speaker, incoming) if untouched else None
    if named is not None:
        return named
    names = names_a_number if untouched else begins_with_measure
    if not (names(incoming.text) or (untouched and has_evidence)):
        return None
    due = due_measures(context, speaker)
    reading = read(incoming.text, due, local_day(context.now))
    if reading.kind is not Kind.REPORT or any(not each.measures for each in reading.reports):
        return None
    if not (untouched and has_evidence):
        told = {number for each in reading.reports for number in each.measures}
        codes = {each.code for each in due if each.id in told}
        assert draft.obligation is not None
        if draft.obligation.assignment.measure.code in codes:
            is_anew = not untouched and _is_told_anew(draft, reading.reports)
            return listening.take_said(context, speaker, incoming) if is_anew else None
    taken = listening.take_said(context, speaker, incoming)
    if taken is None or untouched or drafts.active_draft(context, speaker) is draft:
        return taken
    return taken.preceded_by(text_message(left_form_text(draft)))


def _is_told_anew(draft: Draft, reports: Sequence[SaidReport]) -> bool:
    """Tell whether a report of the measure whose form is open takes the place of what was answered:
    at the last look, and where the summary is asked for and told. Else the form reads it itself.
    """
    question = current_question(draft)
    if question is None:
        return all(each.progress for each in reports)
    return question == "summary" and all(each.summary for each in reports)


def choices_of(context: Context, speaker: Speaker) -> list[PlacingChoice]:
    """Return the reports to which evidence may belong now: what this person sent a moment ago, and
    what is due. What is typed for each is its measure's number, or its place in the list where
    numbers are missing or alike.
    """
    sent = _just_sent(context, speaker)
    subjects = [subject_of(each) for each in sent]
    found = [
        (each.id, subject.code, subject.title, subject.agency, True)
        for each, subject in zip(sent, subjects, strict=True)
    ]
    found += [
        (due.obligation_id, due.code, due.title, due.agency_name, False)
        for due in due_of(context, speaker)
    ]
    agencies = {agency for _, _, _, agency, _ in found}
    codes = [code for _, code, _, _, _ in found]
    by_code = all(codes) and len(set(codes)) == len(codes)
    choices = []
    for place, (number, code, title, agency, is_sent) in enumerate(found, start=1):
        name = f"{code} {title}" if code else title
        name = f"{name} ({agency})" if len(agencies) > 1 else name
        key = (code if by_code else None) or str(place)
        choices.append(PlacingChoice(number, key, name, is_sent))
    return choices


def _open(
    context: Context,
    speaker: Speaker,
    choice: PlacingChoice,
    evidence: Evidence,
    *,
    more_follow: bool,
) -> Answer:
    """Open the one report that is due; it takes all evidence that waits."""
    obligation = look_up_obligation(context.session, choice.obligation_id)
    assert obligation is not None
    opened = begin(context, speaker, obligation)
    draft = drafts.active_draft(context, speaker)
    if draft is None or draft.obligation_id != obligation.id:
        return opened  # it is not taken now, and the answer says why
    return _attached(context, draft, evidence, more_follow=more_follow)


def _attached(context: Context, draft: Draft, evidence: Evidence, *, more_follow: bool) -> Answer:
    pieces = evidence_of(context, draft)
    name = told_apart(pieces)[pieces.index(evidence)]
    say = texts.receiving if evidence.is_awaited else texts.kept
    kept = say(name, len(pieces))
    return feedback_only(context, draft, kept) if more_follow else prompt(context, draft, kept)


def _just_sent(context: Context, speaker: Speaker) -> list[Obligation]:
    """Return what this person sent a moment ago and may still correct, the newest first."""
    rows = context.session.scalars(
        select(Obligation)
        .join(Report, Report.obligation_id == Obligation.id)
        .join(Revision, Revision.report_id == Report.id)
        .where(
            Revision.sent_by_id == speaker.person.id,
            Revision.sent_at > context.now - _JUST_SENT,
            Revision.stands(),
            Obligation.state == ObligationState.SENT,
        )
        .options(
            joinedload(Obligation.assignment).joinedload(Assignment.measure),
            joinedload(Obligation.agency),
            joinedload(Obligation.round),
        )
        .order_by(Revision.id.desc())
    )
    return [
        each
        for each in dict.fromkeys(rows)
        if speaker.membership_for(each) is not None and not_taken(each, context.now) is None
    ]


def _words_before(context: Context, speaker: Speaker) -> Incoming | None:
    """Return the words this person said last, if they tell of a report and not of which, and
    nothing but evidence came since: it was asked of which measure they are.
    """
    incoming = last_said(context, speaker)
    if incoming is None or not incoming.text or not incoming.message_id:
        return None
    reading = _read(context, speaker, incoming)
    if reading.kind is not Kind.REPORT or all(each.measures for each in reading.reports):
        return None
    taps = taps_shown(context, speaker.person.line_user_id)
    is_asked = Action.SAID in (each.action for each in taps)
    return incoming if is_asked or drafts.waiting_evidence(context, speaker) else None


def _read(context: Context, speaker: Speaker, incoming: Incoming) -> Reading:
    due = due_measures(context, speaker)
    return read(incoming.text, due, local_day(context.now))
