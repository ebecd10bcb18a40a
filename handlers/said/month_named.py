"""Reports that name a month: of a round that takes them they are taken for it; where it is closed
its writer says of which month they are (docs/month.md#when-a-report-is-taken).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers import lists
from handlers.answer import Answer, Context
from handlers.due import due_measures, due_of
from handlers.form import rounds, saying
from handlers.form.filling import begin
from handlers.form.said_before import last_said, said_before
from handlers.incoming import EventKind, Incoming
from handlers.said import listening
from handlers.speaker import Speaker
from messages import menu
from messages import other_rounds as texts
from messages.chat import small_talk
from messages.form.subjects import subject_of
from messages.other_rounds import OfMonth
from messages.parts import text_message
from messages.said.inside import measure_number
from messages.said.kinds import Kind
from messages.said.language.rounds import NamedRound, round_chosen, round_named
from messages.said.measures import DueMeasure
from messages.said.reading import Reading, read
from messages.taps import Tap
from models.month.calendar import local_day, month_of
from models.reports.submissions import not_taken
from models.tables.obligations import Obligation
from models.tables.people import Role


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer a report that names its month, words that only name one, or that choose one for what
    was told just before; None for other words.
    """
    if Role.OFFICER.value not in speaker.roles:
        return None
    today = local_day(context.now)
    chosen = round_chosen(menu.plain(incoming.text), today)
    before = last_said(context, speaker) if chosen is not None else None
    if chosen and before and before.kind is EventKind.TEXT and round_named(before.text, today):
        taken = _take_of(context, speaker, before, chosen)
        if taken is not None:
            return taken
    named = round_named(incoming.text, today)
    if named is None:
        return None
    code = measure_number(named.rest)
    if code is not None or not menu.plain(named.rest):
        return _shown(context, speaker, named.month, code)
    return _told(context, speaker, incoming, named)


def tapped(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Take a message told before as the report of the measure, or of the month, that was tapped."""
    month = tap.month("r")
    if month is None:
        return listening.take_tap(context, speaker, tap)
    said = said_before(context, speaker, tap.values.get("m", ""))
    taken = _take_of(context, speaker, said, month) if said is not None else None
    return taken or Answer.of(small_talk.stale(speaker.quick))


def _take_of(context: Context, speaker: Speaker, incoming: Incoming, month: date) -> Answer | None:
    """Take a message as the report of a month; None where nothing of it is taken."""
    own = rounds.of_month(context, speaker, month)
    free = {each.id: each for each in own.values() if rounds.may_be_told(each, context.now)}
    named = round_named(incoming.text, local_day(context.now))
    words = replace(incoming, text=named.rest if named is not None else incoming.text)
    reading = _read(context, words.text, free)
    if reading.kind is not Kind.REPORT:
        return None
    return saying.take_reports(context, speaker, words, reading.reports, free)


def _read(context: Context, text: str, own: Mapping[int, Obligation]) -> Reading:
    measures = ((each.id, each.assignment.measure) for each in own.values())
    asked = [DueMeasure(number, measure.code, measure.title) for number, measure in measures]
    return read(text, asked, local_day(context.now))


def _told(
    context: Context, speaker: Speaker, incoming: Incoming, named: NamedRound
) -> Answer | None:
    """Take a report for the month that it names, or ask of which it is."""
    own = rounds.of_month(context, speaker, named.month)
    words = replace(incoming, text=named.rest)
    reading = _read(context, named.rest, own)
    if reading.kind is not Kind.REPORT:
        return _told_of_none(context, speaker, words, named.month)
    meant = {number for each in reading.reports for number in each.measures} or own.keys()
    told = [each for number, each in own.items() if number in meant]
    kept = [each for each in told if not rounds.may_be_told(each, context.now)]
    if all(context.now < each.round.closes_at for each in told):
        if not kept:
            return saying.take_reports(context, speaker, words, reading.reports, own)
        return listening.take_said(context, speaker, words)  # it was sent: how to mend it is said
    of = {(each.assignment_id, each.agency_id) for each in told}
    asked = (each for each in due_of(context, speaker) if each.month > named.month)
    now = next((each.month for each in asked if (each.assignment_id, each.agency_id) in of), None)
    late = named.month if len(kept) < len(told) else None
    head, stand = texts.is_closed(named.month), [_stands(each, context) for each in kept]
    return Answer.of(texts.which_round(head, stand, late, now, incoming.message_id, speaker.quick))


def _told_of_none(
    context: Context, speaker: Speaker, words: Incoming, month: date
) -> Answer | None:
    """Say that nothing is to be reported of a month that a report names, and offer it for the one
    that is asked now; None for what is no report of that either.
    """
    due = due_measures(context, speaker)
    reading = read(words.text, due, local_day(context.now))
    if reading.kind is not Kind.REPORT:
        return None
    meant = {number for each in reading.reports for number in each.measures}
    asked = (each for each in due_of(context, speaker) if not meant or each.obligation_id in meant)
    now = next((each.month for each in asked), None)
    head = _without_any(context, month)
    return Answer.of(texts.which_round(head, [], None, now, words.message_id, speaker.quick))


def _without_any(context: Context, month: date) -> str:
    is_to_come = month > month_of(local_day(context.now))
    return texts.not_begun(month) if is_to_come else texts.nothing_of(month)


def _shown(context: Context, speaker: Speaker, month: date, code: str | None) -> Answer:
    """Show what is there of a month, or open the one report that its measure's number names."""
    if month == month_of(local_day(context.now)) and code is None:
        return lists.show_due(context, speaker)
    found = [
        each
        for each in rounds.of_month(context, speaker, month).values()
        if code in (None, each.assignment.measure.code)
    ]
    if not found:
        return Answer.of(text_message(_without_any(context, month), speaker.quick))
    is_closed = context.now >= found[0].round.closes_at
    head = texts.is_closed(month) if is_closed else texts.goes_on(month)
    if code is not None and len(found) == 1 and rounds.may_be_told(found[0], context.now):
        opened = begin(context, speaker, found[0])
        late = text_message(f"{head} {texts.LATE}")
        return opened.preceded_by(late) if is_closed else opened
    stand = [_stands(each, context) for each in found]
    return Answer.of(texts.reports_of(head, stand, speaker.quick, late=is_closed))


def _stands(obligation: Obligation, context: Context) -> OfMonth:
    report = obligation.report
    number = report.current.receipt_number if report is not None else None
    why = not_taken(obligation, context.now)
    return OfMonth(obligation.id, subject_of(obligation), number, why)
