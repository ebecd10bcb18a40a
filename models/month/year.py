"""The rounds of a fiscal year as they are kept or will be made."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from models.month.calendar import (
    fiscal_end,
    fiscal_months,
    fiscal_start,
    local_day,
    month_of,
)
from models.month.holidays import load_working_days
from models.month.rounds import round_times, stored_rounds
from models.tables.organization import Organization


class RoundStands(StrEnum):
    """Where a round of the year stands."""

    CLOSED = "closed"
    OPEN = "open"
    AHEAD = "ahead"
    NONE = "none"  # its month passed before the organization kept any round


@dataclass(frozen=True)
class YearRound:
    """A month of the year with the moments of its round (UTC) and its due date (a day in
    Bangkok).
    """

    month: date
    opens_at: datetime
    early_reminder_at: datetime
    due_on: date
    closes_at: datetime
    summary_at: datetime
    stands: RoundStands


def year_rounds(
    session: Session, organization: Organization, fiscal_year: int, now: datetime
) -> list[YearRound]:
    """Return the twelve rounds of a fiscal year, October first; those that were made with the dates
    they have. The transaction must be one that may write: days off of the year are filled in.
    """
    first, last = fiscal_start(fiscal_year), fiscal_end(fiscal_year)
    days = load_working_days(session, first, last, organization.id)
    stored = stored_rounds(session, first, organization.id).get(organization.id, {})
    this_month = month_of(local_day(now))
    found = []
    for month in fiscal_months(fiscal_year):
        kept = stored.get(month)
        times = round_times(month, days, organization.policy, kept)
        closes_at = kept.closes_at if kept else times.closes_at
        if closes_at <= now:
            stands = RoundStands.CLOSED if kept else RoundStands.NONE
        else:
            stands = RoundStands.OPEN if month <= this_month else RoundStands.AHEAD
        found.append(
            YearRound(
                month,
                kept.opens_at if kept else times.opens_at,
                times.early_reminder_at,
                kept.due_on if kept else times.due_on,
                closes_at,
                times.summary_at,
                stands,
            )
        )
    return found
