"""A message read against what is due to its writer and what was sent: a report, a correction, a
request; asked back where it is not plain of what it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers import whose
from handlers.answer import Answer, Context
from handlers.due import due_measures, due_of
from handlers.form import not_due, requesting
from handlers.form.filling import begin
from handlers.form.not_due import read_with_sent, rounds_meant
from handlers.form.said_before import said_before
from handlers.form.saying import take_of, take_reports
from handlers.incoming import Incoming
from handlers.prefetch import look_up_obligation, look_up_obligations
from handlers.requests import leaving
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.chat.leaving import wants_reminders
from messages.form import placing
from messages.form.subjects import subject_of, subject_of_due
from messages.parts import text_message
from messages.said import cards
from messages.said.kinds import Kind
from messages.said.measures import DueMeasure
from messages.said.putting_off import measures_put_off
from messages.said.reading import Reading, SaidReport, read
from messages.taps import Tap
from models.month.calendar import local_day
from models.tables.obligations import Obligation
from models.tables.people import Role


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
    beside = requesting.asked_beside(context, speaker, incoming, due)
    if beside is not None:
        rest, answered = beside
        taken = _read_and_take(context, speaker, rest, due)
        return answered if taken is None else taken.beside(answered)
    reading = not_due.reading_of(incoming.text, due, local_day(context.now))
    answer = requesting.answered(context, speaker, incoming, reading.kind, due)
    if answer is not None:
        return answer
    again = read_with_sent(context, speaker, incoming.text, due, reading)
    if again is not None:
        return _take_again(context, speaker, incoming, *again)
    if reading.kind is Kind.REPORT and not all(report.measures for report in reading.reports):
        return _ask_which(context, speaker, incoming, due)
    if reading.kind is Kind.REPORT:
        return _take_due(context, speaker, incoming, due, reading)
    if reading.unknown:
        return not_due.answered(context, speaker, reading.unknown)
    may_be = look_up_obligations(
        context.session, reading.maybe or measures_put_off(incoming.text, due)
    )
    if may_be:
        choices = [(number, subject_of(each)) for number, each in may_be.items()]
        return Answer.of(cards.is_it_a_report(choices, incoming.message_id, speaker.quick))
    return None


def _take_due(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    due: Sequence[DueMeasure],
    reading: Reading,
) -> Answer:
    """Take reports of what is due, for the round they are of; say which numbers are of none."""
    found = _asked_about(context, speaker, due, reading.reports)
    taken = _of_round(context, speaker, incoming, reading.reports, found)
    taken = taken or take_reports(context, speaker, incoming, reading.reports, found)
    codes = " ".join(reading.unknown)
    return taken.preceded_by(text_message(cards.not_yours(codes))) if codes else taken


def _take_again(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    reports: Sequence[SaidReport],
    sent: Sequence[Obligation],
) -> Answer:
    """Offer what tells of a sent report as its correction; ask which, where none is named."""
    if not reports:
        choices = [
            (each.id, subject_of(each), each.report.current.receipt_number)
            for each in sent
            if each.report is not None
        ]
        return Answer.of(placing.which_sent(choices, incoming.message_id, speaker.quick))
    named = [number for report in reports for number in report.measures]
    found = look_up_obligations(context.session, [*named, *(each.id for each in sent)])
    return take_reports(context, speaker, incoming, reports, found)


def _of_round(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    reports: Sequence[SaidReport],
    found: dict[int, Obligation],
    month: date | None = None,
) -> Answer | None:
    """Take one report for the round that its days and what is owed tell (that of a ``month``, where
    it was said); ask where it is not plain. None where there is one round.
    """
    if len(reports) != 1 or len(reports[0].measures) != 1:
        return None
    obligation = found.get(reports[0].measures[0])
    if obligation is None or whose.in_doubt([obligation], found)[0]:
        return None
    rounds = rounds_meant(context, speaker, obligation, reports[0].facts.days)
    rounds = [each for each in rounds if month in (None, each.round.month)]
    if len(rounds) > 1:
        asked = [(each.id, subject_of(each), each.state) for each in rounds]
        return Answer.of(placing.which_round(asked, incoming.message_id, speaker.quick))
    if not rounds or (month is None and rounds[0] is obligation):
        return None
    report = replace(reports[0], measures=(rounds[0].id,))
    return take_reports(context, speaker, incoming, (report,), {rounds[0].id: rounds[0]})


def _ask_which(
    context: Context, speaker: Speaker, incoming: Incoming, due: Sequence[DueMeasure]
) -> Answer:
    """Ask of which measure a message is that names none, among what is due."""
    offered = {each.id for each in due[: cards.CHOICES]}
    choices = [
        (each.obligation_id, subject_of_due(each))
        for each in due_of(context, speaker)
        if each.obligation_id in offered
    ]
    return Answer.of(cards.which_measure(choices, incoming.message_id, speaker.quick))


def _asked_about(
    context: Context,
    speaker: Speaker,
    due: Sequence[DueMeasure],
    reports: Sequence[SaidReport],
) -> dict[int, Obligation]:
    """Return what is due that a message may be about: what it names; all, where its writer may
    report the same measure for several agencies.
    """
    named = {number for report in reports for number in report.measures}
    agencies = [number for each in speaker.organizations for number in speaker.agency_ids(each.id)]
    asked = [each.id for each in due if each.id in named or len(agencies) > 1]
    return look_up_obligations(context.session, asked)


def take_of_month(
    context: Context, speaker: Speaker, incoming: Incoming, month: date
) -> Answer | None:
    """Take a message told before, now that its writer said of which round it is (the first day of
    its month); None where that was not the question.
    """
    due = due_measures(context, speaker)
    reading = read(incoming.text, due, local_day(context.now))
    found = _asked_about(context, speaker, due, reading.reports)
    return _of_round(context, speaker, incoming, reading.reports, found, month)


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
