"""Single months and days, and spans between them: tokens of
``plans.reading.dates.period_words`` become first and last days.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.month.calendar import month_end
from plans.document import WarningKind
from plans.reading.dates.period import Guess, Period
from plans.reading.dates.period_words import MONTH, POINT, TO, YEAR
from thai.dates import BUDDHIST_OFFSET, full_year, month_number


@dataclass(frozen=True)
class Point:
    """A month, or a day in it; the year may still be open."""

    day: int | None
    month: int
    year: int | None

    def first(self) -> date:
        assert self.year is not None
        return date(self.year - BUDDHIST_OFFSET, self.month, self.day or 1)

    def last(self) -> date:
        return self.first() if self.day else month_end(self.first())


def read_span(kind: str, token: str, text: str, fiscal_year: int | None) -> Period:
    """Return the days a token of a kind ("point", "range", "days", "since", "deadline", "before")
    names; unresolved without.
    """
    try:
        if kind == "days":
            days = re.match(rf"(\d{{1,2}}){TO}", token)
            assert days is not None
            last = _point(token[days.end() :])
            points = [replace(last, day=int(days[1])), last]
        else:
            points = [_point(match[0]) for match in re.finditer(POINT, token)]
        points, guesses = _years(points, fiscal_year)
        start, end = points[0].first(), points[-1].last()
    except ValueError:
        return Period(text)
    if kind == "since":
        return Period(text, start, None, None, guesses)
    if kind == "deadline":
        return Period(text, None, end, None, guesses)
    if kind == "before":
        return Period(text, None, start - timedelta(days=1), None, guesses)
    return Period(text, start, end, None, guesses) if start <= end else Period(text)


def _point(token: str) -> Point:
    if match := re.fullmatch(r"(?:(\d{1,2})/)?(\d{1,2})/(\d+)", token):
        return Point(int(match[1]) if match[1] else None, int(match[2]), full_year(int(match[3])))
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", token):
        return Point(int(match[3]), int(match[2]), full_year(int(match[1])))
    match = re.fullmatch(rf"(?:(?:วันที่\s*)?(\d{{1,2}})\s*)?({MONTH})(?:\s*({YEAR}))?", token)
    assert match is not None
    month = month_number(match[2])
    assert month is not None
    year = re.search(r"(\d+)$", match[3]) if match[3] else None
    return Point(
        int(match[1]) if match[1] else None, month, full_year(int(year[1])) if year else None
    )


def _years(
    points: Sequence[Point], fiscal_year: int | None
) -> tuple[list[Point], tuple[Guess, ...]]:
    """Give every point its year; ValueError when there is nothing to go by."""
    first, last = points[0], points[-1]
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year - (1 if first.month > last.month else 0))
        return [first, last], ()
    if last.year is None and first.year is not None:
        last = replace(last, year=first.year + (1 if first.month > last.month else 0))
        message = f"เดือนสุดท้ายไม่ได้ระบุปี จึงถือว่าเป็น พ.ศ. {last.year}"
        return [first, last], (Guess(WarningKind.MISSING, message),)
    if last.year is not None:
        return list(points), ()
    if fiscal_year is None:
        raise ValueError("neither the period nor the plan names a year")
    dated = [replace(point, year=fiscal_year - (1 if point.month >= 10 else 0)) for point in points]
    message = f"ไม่ได้ระบุปี จึงถือว่าอยู่ในปีงบประมาณ พ.ศ. {fiscal_year}"
    return dated, (Guess(WarningKind.MISSING, message),)
