"""An absence in a person's own words: from which day to which ("ลาพักร้อน 14-18 ธ.ค.")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thai.cleaning import clean
from thai.dates import (
    BUDDHIST_OFFSET,
    MONTH_VARIANTS,
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    parse_date,
)
from thai.month_words import typed_month
from thai.numbers import to_arabic_digits

_SPACED = [
    r"\s?".join(rf"{letter}\s?\.?" for letter in name.rstrip(".").split("."))
    for name in SHORT_MONTHS
]
_NAMES = "|".join([*sorted([*MONTHS, *MONTH_VARIANTS], key=len, reverse=True), *_SPACED])
_DAYS = sorted((*WEEKDAYS, "พฤหัส"), key=len, reverse=True)
_DAY = re.compile(
    rf"(?<![\d./])(?P<day>\d{{1,2}})\s?(?:เดือน)?\s?(?P<month>{_NAMES})(?!(?!ปี|พ\.|ค\.|ถึง|จน|ครับ|ค่ะ)[ก-๙])"
    r"(?:\s*(?:พ\.?\s?ศ\.?|ปี)?\s*(?P<year>\d{4}|\d{2})(?!\d|\s?-))?"
    r"|(?<![\d./\-])(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>\d{4}|\d{2})(?![\d/])"
    r"|(?P<near>วันนี้|พรุ่งนี้|มะรืน)"
    rf"|(?:วัน)(?P<weekday>{'|'.join(_DAYS)})"
    r"|(?<![\d./])(?P<bare>\d{1,2})(?=\s?(?:-|–|ถึง|จนถึง)\s?(?:วันที่)?\s?\d{1,2}\s?(?:เดือน)?\s?[ก-๙])"
)
_NEXT_WEEK = re.compile(r"(?:สัปดาห์|อาทิตย์)หน้า")
_LASTS = re.compile(r"(?P<days>\d{1,3})\s?วัน(?!ที่|นี้)")
_UNTIL = re.compile(r"(?:ถึง|กลับ|จน)[ก-๙\s]{0,12}$")
_NEAR = {"วันนี้": 0, "พรุ่งนี้": 1, "มะรืน": 2}
_WORKING_DAYS = 5
_LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class _Day:
    """A day as it was said: what was left out is None."""

    start: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    whole: date | None = None


def read_absence(text: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day (of Bangkok) that words name; None when they name none, or
    days that are over or do not follow each other.

    Without a year it is the next such day; one day alone is the whole absence, after "until" its
    end.
    """
    text = to_arabic_digits(clean(text))
    said = list(_said(text, today))
    lasts = _LASTS.search(text)
    if not said:
        return _next_week(today) if _NEXT_WEEK.search(text) else None
    last = _resolved(said[-1], today, None)
    if last is None:
        return None
    if len(said) > 1:
        first = _resolved(said[0], today, last)
    elif _UNTIL.search(text[: said[0].start]):
        first = today
    else:
        first = last
        last = first + timedelta(days=max(int(lasts["days"]), 1) - 1) if lasts else last
    if first is None or not max(first, today) <= last <= first + _LONGEST:
        return None
    return first, last


def _said(text: str, today: date) -> Iterator[_Day]:
    for match in _DAY.finditer(text):
        start = match.start()
        if match["near"]:
            yield _Day(start, whole=today + timedelta(days=_NEAR[match["near"]]))
        elif match["weekday"]:
            yield _Day(start, whole=_coming(match["weekday"], today))
        elif match["d"]:
            found = parse_date(f"{match['d']}/{match['m']}/{match['y']}")
            yield _Day(start, whole=found)
        elif match["bare"]:
            yield _Day(start, day=int(match["bare"]))
        else:
            named = typed_month(match["month"])
            month = named[0] if named else None
            year = int(match["year"]) if match["year"] else None
            yield _Day(start, day=int(match["day"]), month=month, year=year)


def _resolved(said: _Day, today: date, last: date | None) -> date | None:
    """Return the day, with what was left out from the ``last`` one, else the next that comes."""
    if said.whole is not None or said.day is None:
        return said.whole
    month = said.month or (last.month if last else None)
    if month is None:
        return None
    if said.year is not None:
        return parse_date(f"{said.day}/{month}/{said.year}")
    years: tuple[int, ...] = (today.year, today.year + 1)
    if last is not None:
        years = (last.year, last.year - 1)
    if said.month is None:
        years = years[:1]  # days of one month the wrong way round are a slip, not a year
    for year in years:
        found = parse_date(f"{said.day}/{month}/{year + BUDDHIST_OFFSET}")
        if found is not None and (found <= last if last else found >= today):
            return found
    return None


def _coming(name: str, today: date) -> date:
    """Return the next such day of the week, today's own among them."""
    number = next(index for index, each in enumerate(WEEKDAYS) if each.startswith(name))
    return today + timedelta(days=(number - today.weekday()) % 7)


def _next_week(today: date) -> tuple[date, date]:
    monday = today + timedelta(days=7 - today.weekday())
    return monday, monday + timedelta(days=_WORKING_DAYS - 1)
