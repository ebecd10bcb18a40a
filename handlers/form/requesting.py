"""Requests in a person's own words, in a form or outside one: each gets the answer its kind has."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form import not_due
from handlers.incoming import Incoming
from handlers.prefetch import look_up_obligations
from handlers.requests import extending, leaving, noting
from handlers.speaker import Speaker
from messages.asked.things import measure_codes
from messages.asked.time_request import request_apart
from messages.said import cards
from messages.said.kinds import Kind
from messages.said.measures import DueMeasure
from messages.said.reading import read
from models.month.calendar import local_day
from models.tables.people import Role


def answered(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    kind: Kind,
    due: Sequence[DueMeasure],
) -> Answer | None:
    """Answer a request, a question or a complaint of a kind, of what is due; what only the
    secretariat can say is passed on to it. None for other kinds.
    """
    if Role.OFFICER.value in speaker.roles:
        own = _of_officer(context, speaker, incoming, kind, due)
        if own is not None:
            return own
    answer = leaving.away(context, speaker, incoming.text, kind)
    answer = answer or cards.answered(kind, speaker.offices, speaker.quick)
    if answer is None:
        return None
    return noting.passing_on(context, speaker, kind, incoming, Answer.of(answer))


def _of_officer(
    context: Context,
    speaker: Speaker,
    incoming: Incoming,
    kind: Kind,
    due: Sequence[DueMeasure],
) -> Answer | None:
    if kind is Kind.SENT_YET:
        return lists.show_mine(context, speaker)
    sent = _of_sent(context, speaker, incoming.text, due) if kind is Kind.EXTENSION else None
    if sent is not None:
        return sent
    if kind is Kind.EXTENSION and due:
        known = look_up_obligations(context.session, [each.id for each in due])
        return extending.ask(context, speaker, incoming.text, due, known)
    if kind is Kind.STOP:
        return leaving.reminders(context, speaker, quiet=True)
    return leaving.offer_successor(speaker) if kind is Kind.MOVED else None


def _of_sent(
    context: Context, speaker: Speaker, text: str, due: Sequence[DueMeasure]
) -> Answer | None:
    """Say that a report was sent for which more time is asked; None where none named was."""
    codes = measure_codes(text)
    if not codes or any(each.code in codes for each in due):
        return None
    stand = not_due.sent_of(context, speaker, codes)
    sent = dict.fromkeys(each.assignment.measure.code or "" for each in stand)
    return not_due.answered(context, speaker, list(sent)) if sent else None


def asked_beside(
    context: Context, speaker: Speaker, incoming: Incoming, due: Sequence[DueMeasure]
) -> tuple[Incoming, Answer] | None:
    """Answer the request for more time in a message that reports on other measures, too, and return
    what is left of it, to be taken as the report; None for other messages.
    """
    parted = request_apart(incoming.text, due, local_day(context.now))
    if parted is None:
        return None
    told, wanted = (replace(incoming, text=words) for words in parted)
    if read(told.text, due, local_day(context.now)).kind is not Kind.REPORT:
        return None
    asked = answered(context, speaker, wanted, Kind.EXTENSION, due)
    return (told, asked) if asked is not None else None
