"""What is named and is not due: it was sent, or is none of this person's. Words about a sent report
are read against what may still be corrected, given to the round they are for, and shown with what
they would change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from handlers import lists
from handlers.answer import Answer, Context
from handlers.due import due_of
from handlers.form.questions import current_question
from handlers.speaker import Speaker
from messages.form import answering as texts
from messages.form import report_cards
from messages.form.conversion import answers_of
from messages.form.subjects import subject_of, subject_of_due
from messages.moments import format_moment
from messages.reporting import is_changed
from messages.said import cards, several
from messages.said.kinds import Kind
from messages.said.language.facts import read_facts
from messages.said.measures import DueMeasure, measure_in_words
from messages.said.reading import Reading, SaidReport, read, words_of
from messages.said.telling import measures_named, names_a_number
from models.month.calendar import local_day, month_of
from models.reports.notes import DraftNotes
from models.reports.settling import siblings_of
from models.reports.submissions import not_taken
from models.tables.conversation import Draft
from models.tables.obligations import (
    ANSWERED,
    ASKED,
    Obligation,
    ObligationState,
    Report,
    Revision,
    Round,
)
from models.tables.people import Role
from models.tables.plan import Measure, Plan

_STANDS = (ObligationState.SENT, ObligationState.ACCEPTED)
_TELLING = 24
"""Letters of words without a measure from which they may be meant for a sent report."""


def answered(context: Context, speaker: Speaker, codes: Sequence[str]) -> Answer | None:
    """Say of each number that its report was sent, and how it is corrected; else that it is not
    due, or of no plan, and what is. None for who reports for no agency.
    """
    if Role.OFFICER.value not in speaker.roles:
        return None
    sent = _sent(context, speaker, codes)
    if sent:
        told = [
            (subject_of(each), each.report.current.receipt_number)
            for each in sent
            if each.report is not None
        ]
        return Answer.of(several.sent_already(told, speaker.quick))
    dues = due_of(context, speaker)
    due = [subject_of_due(each) for each in dues]
    return Answer.of(
        cards.not_due(codes, due, speaker.quick, in_plan=_in_plan(context, speaker, codes))
    )


def _in_plan(context: Context, speaker: Speaker, codes: Sequence[str]) -> bool:
    """Tell whether any plan of this person's organizations has a measure of one of some numbers."""
    offices = [each.id for each in speaker.organizations]
    found = (
        select(Measure.id)
        .join(Plan)
        .where(Measure.code.in_(codes), Plan.organization_id.in_(offices))
    )
    return context.session.scalar(found.limit(1)) is not None


def _sent(context: Context, speaker: Speaker, codes: Sequence[str]) -> list[Obligation]:
    """Return the newest report that stands of each measure and agency; none where a number names
    none.
    """
    agencies = [each.agency_id for each in speaker.memberships if each.agency_id is not None]
    rows = context.session.scalars(
        lists.OBLIGATIONS.join(Report, Report.obligation_id == Obligation.id)
        .where(
            Measure.code.in_(codes),
            Obligation.agency_id.in_(agencies),
            Obligation.state.in_(ANSWERED),
            Report.withdrawn_at.is_(None),
        )
        .order_by(Round.month.desc())
    ).all()
    newest: dict[tuple[str | None, int], Obligation] = {}
    for each in rows:
        if speaker.officer_for(each):
            newest.setdefault((each.assignment.measure.code, each.agency_id), each)
    found = {code for code, _ in newest}
    return list(newest.values()) if found == set(codes) else []


_NONE = DueMeasure(0, None, "-")
"""Stands where nothing is due."""


def sent_of(context: Context, speaker: Speaker, codes: Sequence[str] = ()) -> list[Obligation]:
    """Return the newest sent report of each measure and agency that this person may still correct;
    of some measures' numbers only, where they are given.
    """
    agencies = [each.agency_id for each in speaker.memberships if each.agency_id is not None]
    asked = lists.OBLIGATIONS.join(Report, Report.obligation_id == Obligation.id).where(
        Obligation.agency_id.in_(agencies),
        Obligation.state.in_(_STANDS),
        Report.withdrawn_at.is_(None),
    )
    if codes:
        asked = asked.where(Measure.code.in_(codes))
    else:
        asked = asked.where((Round.closes_at > context.now) | Obligation.reopened_at.is_not(None))
    newest: dict[tuple[int, int], Obligation] = {}
    for each in context.session.scalars(asked.order_by(Round.month.desc(), Measure.position)):
        if speaker.officer_for(each) and not_taken(each, context.now) is None:
            newest.setdefault((each.assignment_id, each.agency_id), each)
    return list(newest.values())


def reading_of(text: str, due: Sequence[DueMeasure], today: date) -> Reading:
    """Read a message against what is due; where nothing is, the numbers that it tells of are
    unknown all the same.
    """
    reading = read(text, due, today)
    if due or not names_a_number(text):
        return reading
    return replace(reading, unknown=read(text, (_NONE,), today).unknown)


def read_with_sent(
    context: Context, speaker: Speaker, text: str, due: Sequence[DueMeasure], reading: Reading
) -> tuple[tuple[SaidReport, ...], list[Obligation]] | None:
    """Return the reports of words that name a sent measure, by its number or in the plan's words,
    with what was sent; None for other words. A report of no measure (all is sent) may be of any.
    """
    if reading.unknown:
        sent = sent_of(context, speaker, reading.unknown)
    elif reading.kind is Kind.OTHER and not reading.maybe and _may_tell(text):
        sent = sent_of(context, speaker)
    else:
        return None
    if not sent:
        return None
    today = local_day(context.now)
    measures = [_measure_of(each) for each in sent]
    both = [*due, *measures] if reading.unknown else measures
    again = read(text, both, today)
    if again.kind is not Kind.REPORT:
        return None
    if reading.unknown:
        return again.reports, sent
    words = words_of(text, measures)
    named = measures_named(words, measures, read_facts(words, today))
    if any(each.ids for each in named) or measure_in_words(words, measures) is not None:
        return again.reports, sent
    if due or len(words) < _TELLING or not any(each.facts.any for each in again.reports):
        return None
    return (), sent


def _may_tell(text: str) -> bool:
    """A quick look, before what was sent is looked up."""
    return len(text) >= _TELLING or names_a_number(text)


def _measure_of(obligation: Obligation) -> DueMeasure:
    measure = obligation.assignment.measure
    return DueMeasure(obligation.id, measure.code, measure.title)


def rounds_meant(
    context: Context, speaker: Speaker, obligation: Obligation, days: Iterable[date]
) -> list[Obligation]:
    """Return the round of a measure and agency that words of some days are for; several, oldest
    first, where it is not plain. What was returned is asked for as what is owed is; what was sent
    of the days' own month may be meant where only an earlier month is asked for.
    """
    same = (obligation.assignment_id, obligation.agency_id)
    due = {
        each.obligation_id
        for each in due_of(context, speaker)
        if (each.assignment_id, each.agency_id) == same
    }
    if len(due) == 1 and obligation.state is ObligationState.OWED:
        return [obligation]
    months = {month_of(day) for day in days}
    rounds = [
        each
        for each in siblings_of(context.session, obligation)
        if each.id == obligation.id or not_taken(each, context.now) is None
    ]
    asked = [each for each in rounds if each.state in ASKED and each.id in due]
    if obligation not in asked:
        return [obligation]
    if len(asked) == 1:
        later = [
            each
            for each in rounds
            if each.state in _STANDS
            and each.round.month in months
            and each.round.month > obligation.round.month
        ]
        return [obligation, *later]
    own = [each for each in asked if each.round.month in months]
    return own if len(own) == 1 and months == {own[0].round.month} else asked


def said_of(context: Context, draft: Draft) -> str:
    """Return what to say of words that filled a draft: what was read, where something is still to
    be asked; what they change in a report that was sent. "" where the card says it all.
    """
    revision = base_of(context, draft)
    after = texts.words_of_parts(draft.answers)
    waits = current_question(draft) is not None
    if revision is None:
        return texts.read_as(after) if waits else ""
    assert draft.obligation is not None
    was_returned = draft.obligation.state is ObligationState.RETURNED
    sent = texts.sent_before(
        subject_of(draft.obligation),
        revision.receipt_number,
        format_moment(revision.sent_at),
        was_returned=was_returned,
    )
    review = revision.review
    reason = [report_cards.return_reason(review.reason)] if review and review.reason else []
    if waits:
        lines = (sent, *reason, texts.read_as(after, alone=True), texts.how_to_leave())
        return "\n".join(each for each in lines if each)
    pieces = sum(item.erased_at is None for item in revision.evidence)
    told = texts.changes(texts.words_of_parts(answers_of(revision)), after, pieces)
    return "\n".join([sent, *reason, told, texts.how_to_leave()])


def unchanged(context: Context, draft: Draft) -> Revision | None:
    """Return the sent revision that a draft, filled with what was told, says no more than; None of
    one that was returned, where something is to be changed.
    """
    revision = base_of(context, draft)
    assert draft.obligation is not None
    if revision is None or draft.obligation.state not in _STANDS:
        return None
    return None if is_changed(context.session, draft) else revision


def base_of(context: Context, draft: Draft) -> Revision | None:
    """Return the sent revision whose copy a draft is."""
    number = DraftNotes.from_answers(draft.answers).base
    return context.session.get(Revision, number) if number is not None else None
