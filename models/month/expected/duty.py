"""When an assignment asks for a report: its period and its recurrence, month by month
(docs/month.md#what-is-owed).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.month.calendar import (
    fiscal_end,
    fiscal_month_number,
    fiscal_months,
    fiscal_start,
    month_of,
)


class Recurrence(StrEnum):
    """The recurrences that need no number; ``times_per_year:N`` and ``months:M,M`` are
    written out.
    """

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    EVERY_2_MONTHS = "every_2_months"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


_EVERY = {
    Recurrence.EVERY_2_MONTHS: 2,
    Recurrence.QUARTERLY: 3,
    Recurrence.HALF_YEARLY: 6,
    Recurrence.YEARLY: 12,
}
_EVERY_MONTH = (Recurrence.DAILY, Recurrence.WEEKLY, Recurrence.MONTHLY)
TIMES_PER_YEAR = "times_per_year:"
MONTHS = "months:"


def recurrence_months(recurrence: str | None) -> frozenset[int]:
    """Return the months of the fiscal year (1 October to 12 September) in which a recurrence asks
    for a report.

    Periods count from October, and the report falls in the last month of each. ValueError for what
    is not a recurrence.
    """
    if recurrence is None or recurrence in _EVERY_MONTH:
        return frozenset(range(1, 13))
    if recurrence in _EVERY:
        step = _EVERY[Recurrence(recurrence)]
        return frozenset(range(step, 13, step))
    if recurrence.startswith(TIMES_PER_YEAR):
        times = min(int(recurrence.removeprefix(TIMES_PER_YEAR)), 12)
        if times < 1:
            raise ValueError(f"not a recurrence: {recurrence!r}")
        return frozenset(
            -(-12 * k // times) for k in range(1, times + 1)
        )  # every 12/N months, rounded up
    if recurrence.startswith(MONTHS):
        numbers = [int(part) for part in recurrence.removeprefix(MONTHS).split(",")]
        return frozenset(fiscal_month_number(date(2000, number, 1)) for number in numbers)
    raise ValueError(f"not a recurrence: {recurrence!r}")


@dataclass(frozen=True)
class Duty:
    """An assignment as the calendar sees it: months, both inclusive, within one fiscal year."""

    fiscal_year: int
    first: date
    last: date
    recurrence: str | None

    @classmethod
    def of(
        cls, fiscal_year: int, start_on: date | None, end_on: date | None, recurrence: str | None
    ) -> Duty:
        """Clip a printed period to the fiscal year; a missing end is the year's. A period outside
        it runs the whole year.
        """
        year_first, year_last = fiscal_start(fiscal_year), month_of(fiscal_end(fiscal_year))
        first = max(month_of(start_on) if start_on else year_first, year_first)
        last = min(month_of(end_on) if end_on else year_last, year_last)
        if first > last:
            first, last = year_first, year_last
        return cls(fiscal_year, first, last, recurrence)

    @property
    def recurs(self) -> bool:
        """A recurring duty is not ended by one "done"."""
        return self.recurrence is not None

    def is_overrun(self, month: date) -> bool:
        """Return whether the period has ended before that month."""
        return month > self.last

    def months(self) -> tuple[date, ...]:
        """Return the months that ask for a report, the overrun up to September included.

        A duty whose recurrence never falls in or after its period is asked for once, in the
        period's last month: what was promised must be reported on.
        """
        asked = recurrence_months(self.recurrence)
        within = tuple(
            month
            for month in fiscal_months(self.fiscal_year)
            if month >= self.first and fiscal_month_number(month) in asked
        )
        return within or (self.last,)
