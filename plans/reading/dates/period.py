"""What a printed period means, and how one is written in the official style."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.month.calendar import fiscal_end, fiscal_start, month_end
from plans.document import WarningKind
from thai.dates import short_date, short_month
from thai.labels import recurrence_label


@dataclass(frozen=True)
class Guess:
    """What a reading assumes beyond what is printed; ``message`` is Thai, shown to officers."""

    kind: WarningKind
    message: str


@dataclass(frozen=True)
class Period:
    """One period: its text as printed, first and last day, recurrence
    (docs/month.md#recurrence), and what was guessed.

    Without days and recurrence it could not be read.
    """

    text: str
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None
    guesses: tuple[Guess, ...] = ()

    @property
    def is_resolved(self) -> bool:
        return bool(self.start or self.end or self.recurrence)

    def as_deadline(self) -> Period:
        """Return a single day or month as the last one ("กำหนดแล้วเสร็จ"); all else as it is."""
        if self.recurrence or not (self.start and self.end):
            return self
        is_one = self.start == self.end or (
            self.start.day == 1 and self.end == month_end(self.start)
        )
        return replace(self, start=None) if is_one else self

    def is_outside(self, fiscal_year: int) -> bool:
        """Tell whether no day of the period lies in a fiscal year; one without days lies nowhere
        else.
        """
        start, end = self.start or self.end, self.end or self.start
        return bool(
            start and end and (end < fiscal_start(fiscal_year) or start > fiscal_end(fiscal_year))
        )

    def reaches_beyond(self, fiscal_year: int) -> bool:
        """Tell whether some of its days lie in a fiscal year and some do not."""
        first, last = fiscal_start(fiscal_year), fiscal_end(fiscal_year)
        beyond = (self.start and self.start < first) or (self.end and self.end > last)
        return bool(beyond) and not self.is_outside(fiscal_year)


def write_period(start: date | None, end: date | None, recurrence: str | None) -> str:
    """Write a period as offices do ("ต.ค. 66 - ก.ย. 67", "ทุกไตรมาส (…)"); "" for none.
    ``read_period`` reads it back.
    """
    span = _write_span(start, end)
    label = recurrence_label(recurrence) if recurrence else ""
    return f"{label} ({span})" if label and span else label or span


def _write_span(start: date | None, end: date | None) -> str:
    if end is None:
        return f"ตั้งแต่ {short_date(start)}" if start else ""
    if start is None:
        return f"ภายใน {short_date(end)}"
    if start.day == 1 and end == month_end(end):
        if start.replace(day=1) == end.replace(day=1):
            return short_month(start)
        return f"{short_month(start)} - {short_month(end)}"
    if start == end:
        return short_date(start)
    return f"{short_date(start)} - {short_date(end)}"
