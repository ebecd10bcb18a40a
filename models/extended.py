"""What an extension does to one report's due date, pure (docs/month.md#an-extension)."""

from datetime import date, datetime, timedelta
from typing import Protocol

from models.month.calendar import at, local_day
from models.tables.obligations import Obligation


class RoundDates(Protocol):
    """The moments of a round that count here, however they were asked for."""

    due_on: date
    due_at: datetime
    closes_at: datetime


def last_extension(closes_at: datetime) -> date:
    """Return the last day (in Bangkok) an extension may give: the one before the round closes."""
    return local_day(closes_at) - timedelta(days=1)


def due_day(found: RoundDates, extended_to: date | None) -> date:
    """Return the last day on which a report is on time: the round's due date or, where it is later,
    the day it was extended to. The close bounds it, wherever the round's moments went since.
    """
    if extended_to is None:
        return found.due_on
    return max(found.due_on, min(extended_to, last_extension(found.closes_at)))


def due_moment(found: RoundDates, extended_to: date | None) -> datetime:
    """Return 24:00 of that day (UTC): what is sent before it is on time."""
    day = due_day(found, extended_to)
    return at(day, 24) if day > found.due_on else found.due_at


def due_on_of(obligation: Obligation) -> date:
    """Return the last day on which an obligation's report is on time."""
    return due_day(obligation.round, obligation.extended_to)


def due_at_of(obligation: Obligation) -> datetime:
    """Return the moment (UTC) from which on an obligation's report is late."""
    return due_moment(obligation.round, obligation.extended_to)


def is_extended(obligation: Obligation) -> bool:
    """Return whether an obligation's due date is later than its round's."""
    return due_on_of(obligation) > obligation.round.due_on
