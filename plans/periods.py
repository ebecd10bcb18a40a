"""Periods as Thai plans print them, read into days and recurrences, and written back in the official style.

Read are single months and ranges of months or days, quarters and halves of the fiscal year, whole fiscal years, deadlines
("ภายใน…": no first day, unless it names a quarter), and recurrences. A month without a year takes the year of its range;
without any, that of the plan's fiscal year, which is a guess and is said to be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from models import thai
from models.calendar import BUDDHIST_OFFSET, add_months, fiscal_end, fiscal_start, month_end


@dataclass(frozen=True)
class Period:
    """One period: its text as printed, first and last day, recurrence (design.md §6), and doubts in Thai.

    Without days and recurrence it could not be read.
    """

    text: str
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None
    guesses: tuple[str, ...] = ()

    @property
    def is_resolved(self) -> bool:
        return bool(self.start or self.end or self.recurrence)

    def is_outside(self, fiscal_year: int) -> bool:
        """Tell whether no day of the period lies in a fiscal year; one without days lies nowhere else."""
        start, end = self.start or self.end, self.end or self.start
        return bool(start and end and (end < fiscal_start(fiscal_year) or start > fiscal_end(fiscal_year)))


_COUNTS = {"หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "แรก": 1, "สุดท้าย": 4}
_COUNT = r"(\d{1,2}|" + "|".join(_COUNTS) + ")"
_SPELT = "|".join(sorted((*thai.MONTHS, *thai.MONTH_VARIANTS), key=len, reverse=True))
_DOTTED = "|".join(name.rstrip(".").replace(".", r"\s?\.\s?") + r"\s?\." for name in thai.SHORT_MONTHS)
_BARE = "|".join(name.rstrip(".").replace(".", r"\.?") for name in thai.SHORT_MONTHS)
_MONTH = rf"(?:เดือน\s*)?(?:{_SPELT}|(?<![ก-๙])(?:{_DOTTED})|(?<![ก-๙])(?:{_BARE})(?![ก-๙]))"
_YEAR = r"(?:(?:ปี|พ\.?\s?ศ\.?)\s*)*['’]?(?:25\d\d|20\d\d|\d\d)(?![\d/]|[.,]\d)"
_POINT = (
    rf"(?:(?:วันที่\s*)?\d{{1,2}}\s*)?{_MONTH}(?:\s*{_YEAR})?|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?!\d)|\d{{4}}-\d\d-\d\d"
)
_TO = r"\s*(?:-|–|—|−|~|จนถึง|ถึง)\s*"
_AND = r"\s*(?:,|และ|กับ|หรือ)\s*"
_FISCAL = rf"(?:\s*(?:ของ)?\s*(?:ปี\s*งบประมาณ)?\s*(?:{_YEAR}|/\s*25\d\d))?(?:\s*(?:ของ)?\s*ปี\s*งบประมาณ)?"
_TOKENS = re.compile(
    rf"(?P<months>(?:ทุกเดือน|ทุก)?\s*{_MONTH}(?:(?:{_AND}|\s+)(?:{_MONTH}))*(?:{_AND})(?>{_MONTH})"
    rf"(?!\s*(?:{_YEAR}|{_TO}))|(?:ทุกเดือน|ทุก)\s*(?>{_MONTH})(?!\s*(?:{_YEAR}|{_TO})))"
    rf"|(?P<days>\d{{1,2}}{_TO}\d{{1,2}}\s*{_MONTH}(?:\s*{_YEAR})?)"
    rf"|(?P<range>(?:{_POINT}){_TO}(?:{_POINT}))"
    rf"|(?P<since>ตั้งแต่\s*(?>{_POINT})(?!{_TO})(?:\s*เป็นต้นไป)?)"
    rf"|(?P<deadline>(?:ภายใน|ไม่เกิน|ก่อนสิ้น|สิ้น)(?:สิ้น)?\s*(?:วันที่)?\s*(?:{_POINT}))"
    rf"|(?P<point>{_POINT})"
    rf"|(?P<every>ทุก\s*(?:ๆ\s*)?{_COUNT}\s*เดือน|(?P<unit>ปี|เดือน|ไตรมาส|สัปดาห์|วัน)ละ\s*{_COUNT}\s*ครั้ง)"
    r"|(?P<dated>ทุก(?:วันที่\s*\d{1,2}|สิ้นเดือน|ต้นเดือน)(?:\s*ของ\s*(?:ทุก)?เดือน)?)"
    rf"|(?P<weekday>ทุกวัน(?:{'|'.join(thai.WEEKDAYS)}))"
    r"|(?P<recurrence>(?:ทุก|ราย|ประจำทุก|ประจำ)\s*(?:ๆ\s*)?(?:วันทำการ|วัน|สัปดาห์|เดือน|ไตรมาส|ครึ่งปี|ปี(?!\s*งบประมาณ)))"
    rf"|(?P<quarter>ไตรมาส\s*(?:ที่)?\s*{_COUNT}(?:(?:{_TO}|{_AND})(?:ไตรมาส\s*(?:ที่)?\s*)?{_COUNT})*{_FISCAL})"
    rf"|(?P<half>(?:ครึ่งปี|(?:รอบ\s*)?6\s*เดือน)\s*(?P<which>แรก|หลัง){_FISCAL})"
    rf"|(?P<year>(?:ตลอด(?:ทั้ง)?\s*)?ปี\s*งบประมาณ(?:\s*{_YEAR})?|ตลอด(?:ทั้ง)?ปี(?:\s*{_YEAR})?)"
)
_RECURRENCES = {
    "วันทำการ": "daily",
    "วัน": "daily",
    "สัปดาห์": "weekly",
    "เดือน": "monthly",
    "ไตรมาส": "quarterly",
    "ครึ่งปี": "half_yearly",
    "ปี": "yearly",
}
_EVERY_MONTHS = {
    1: "monthly",
    2: "every_2_months",
    3: "quarterly",
    4: "times_per_year:3",
    6: "half_yearly",
    12: "yearly",
}
_ABSENT = {"", "-", "–", "—"}


def read_periods(text: str, fiscal_year: int | None) -> tuple[Period, ...]:
    """Return the periods of a cell in printed order; newlines and double spaces part them.

    Nothing for an empty cell; one unresolved period holding the whole text where there is no honest reading.
    """
    text = "\n".join(filter(None, (thai.clean(line) for line in re.split(r"\n| {2,}", text))))
    if text in _ABSENT:
        return ()
    digits = thai.to_arabic_digits(text)
    periods: list[Period] = []
    last_end = 0
    for match in _TOKENS.finditer(digits):
        found = _read_token(match, text[match.start() : match.end()], fiscal_year)
        gap = digits[last_end : match.start()]
        beside = "\n" not in gap or "(" in gap
        if periods and len(found) == 1 and beside and _can_join(periods[-1], found[0], "(" in gap):
            periods[-1] = _join(periods[-1], found[0], text[last_end : match.start()])
        else:
            periods.extend(found)
        last_end = match.end()
    whole = thai.clean(text)
    if not periods or any(not period.is_resolved for period in periods):
        return (Period(whole),)
    if len(periods) == 1:
        return (_spelling(replace(periods[0], text=whole), digits),)
    return tuple(_spelling(replace(period, text=thai.clean(period.text)), period.text) for period in periods)


def read_period(text: str, fiscal_year: int | None) -> Period:
    """Return the one period of a text; unresolved when there is none, or several."""
    periods = read_periods(text, fiscal_year)
    return periods[0] if len(periods) == 1 else Period(thai.clean(text))


def write_period(start: date | None, end: date | None, recurrence: str | None) -> str:
    """Write a period as offices do ("ต.ค. 66 - ก.ย. 67", "ทุกไตรมาส (…)"); "" for none. ``read_period`` reads it back."""
    span = _write_span(start, end)
    label = thai.recurrence_label(recurrence) if recurrence else ""
    return f"{label} ({span})" if label and span else label or span


def _write_span(start: date | None, end: date | None) -> str:
    if end is None:
        return f"ตั้งแต่ {thai.short_date(start)}" if start else ""
    if start is None:
        return f"ภายใน {thai.short_date(end)}"
    if start.day == 1 and end == month_end(end):
        if start.replace(day=1) == end.replace(day=1):
            return thai.short_month(start)
        return f"{thai.short_month(start)} - {thai.short_month(end)}"
    if start == end:
        return thai.short_date(start)
    return f"{thai.short_date(start)} - {thai.short_date(end)}"


def _read_token(match: re.Match[str], text: str, fiscal_year: int | None) -> list[Period]:
    kind = match.lastgroup if match.lastgroup not in ("unit", "which") else None
    kind = kind or next(name for name, value in match.groupdict().items() if value and name not in ("unit", "which"))
    token = match[0]
    if kind == "months":
        numbers = [thai.month_number(name) for name in re.findall(_MONTH, token)]
        return [Period(text, recurrence="months:" + ",".join(str(number) for number in numbers))]
    if kind in ("dated", "weekday"):
        return [Period(text, recurrence="monthly" if kind == "dated" else "weekly")]
    if kind == "every":
        return [_every(match, text)]
    if kind == "recurrence":
        unit = re.sub(r"^(?:ประจำ)?(?:ทุก|ราย)?\s*(?:ๆ\s*)?|^ประจำ", "", token)
        return [Period(text, recurrence=_RECURRENCES[unit.strip()])]
    if kind == "quarter":
        return _quarters(token, text, fiscal_year)
    if kind == "half":
        year, guesses = _fiscal(token, fiscal_year)
        if year is None:
            return [Period(text)]
        start = fiscal_start(year) if match["which"] == "แรก" else add_months(fiscal_start(year), 6)
        return [Period(text, start, month_end(add_months(start, 5)), None, guesses)]
    if kind == "year":
        year, guesses = _fiscal(token, fiscal_year)
        return [Period(text, fiscal_start(year), fiscal_end(year), None, guesses) if year else Period(text)]
    return [_span(kind, token, text, fiscal_year)]


def _every(match: re.Match[str], text: str) -> Period:
    count = _count(next(group for group in re.findall(_COUNT, match[0])))
    unit = match["unit"]
    if unit is None:
        return Period(text, recurrence=_EVERY_MONTHS.get(count))
    if unit == "ปี":
        return Period(
            text, recurrence="yearly" if count == 1 else f"times_per_year:{count}" if 1 < count <= 12 else None
        )
    guesses = () if count == 1 else (f"“{text}” ถี่กว่ารอบรายงาน จึงอ่านเป็น{thai.recurrence_label(_RECURRENCES[unit])}",)
    return Period(text, recurrence=_RECURRENCES[unit], guesses=guesses)


def _quarters(token: str, text: str, fiscal_year: int | None) -> list[Period]:
    year, guesses = _fiscal(token, fiscal_year)
    listed = re.match(rf"ไตรมาส\s*(?:ที่)?\s*{_COUNT}(?:(?:{_TO}|{_AND})(?:ไตรมาส\s*(?:ที่)?\s*)?{_COUNT})*", token)
    assert listed is not None
    numbers = [_count(group) for group in re.findall(rf"(?<![\d]){_COUNT}(?!\d)", listed[0])]
    if year is None or any(not 1 <= number <= 4 for number in numbers):
        return [Period(text)]
    if len(numbers) == 2 and re.search(rf"\S{_TO}\S", listed[0]):
        return [Period(text, _quarter(year, numbers[0])[0], _quarter(year, numbers[1])[1], None, guesses)]
    return [Period(text, *_quarter(year, number), None, guesses) for number in numbers]


def _quarter(year: int, number: int) -> tuple[date, date]:
    start = add_months(fiscal_start(year), 3 * (number - 1))
    return start, month_end(add_months(start, 2))


def _count(word: str) -> int:
    return _COUNTS[word] if word in _COUNTS else int(word)


def _fiscal(token: str, fiscal_year: int | None) -> tuple[int | None, tuple[str, ...]]:
    """Return the fiscal year a token names, else the plan's own."""
    printed = re.search(r"(25\d\d|20\d\d)|(?:ปี\s*งบประมาณ|พ\.?\s?ศ\.?)\s*(\d\d)(?!\d)", token)
    if printed:
        return thai.full_year(int(printed[1] or printed[2])), ()
    return fiscal_year, ()


@dataclass(frozen=True)
class _Point:
    day: int | None
    month: int
    year: int | None

    def first(self) -> date:
        assert self.year is not None
        return date(self.year - BUDDHIST_OFFSET, self.month, self.day or 1)

    def last(self) -> date:
        return self.first() if self.day else month_end(self.first())


def _span(kind: str, token: str, text: str, fiscal_year: int | None) -> Period:
    try:
        if kind == "days":
            days = re.match(rf"(\d{{1,2}}){_TO}", token)
            assert days is not None
            last = _point(token[days.end() :])
            points = [replace(last, day=int(days[1])), last]
        else:
            points = [_point(match[0]) for match in re.finditer(_POINT, token)]
        points, guesses = _years(points, fiscal_year)
        start, end = points[0].first(), points[-1].last()
    except ValueError:
        return Period(text)
    if kind == "since":
        return Period(text, start, None, None, guesses)
    if kind == "deadline":
        return Period(text, None, end, None, guesses)
    return Period(text, start, end, None, guesses) if start <= end else Period(text)


def _point(token: str) -> _Point:
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d+)", token):
        return _Point(int(match[1]), int(match[2]), thai.full_year(int(match[3])))
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", token):
        return _Point(int(match[3]), int(match[2]), thai.full_year(int(match[1])))
    match = re.fullmatch(rf"(?:(?:วันที่\s*)?(\d{{1,2}})\s*)?({_MONTH})(?:\s*({_YEAR}))?", token)
    assert match is not None
    month = thai.month_number(match[2])
    assert month is not None
    year = re.search(r"(\d+)$", match[3]) if match[3] else None
    return _Point(int(match[1]) if match[1] else None, month, thai.full_year(int(year[1])) if year else None)


def _years(points: list[_Point], fiscal_year: int | None) -> tuple[list[_Point], tuple[str, ...]]:
    """Give every point its year; ValueError when there is nothing to go by."""
    first, last = points[0], points[-1]
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year - (1 if first.month > last.month else 0))
        return [first, last], ()
    if last.year is None and first.year is not None:
        last = replace(last, year=first.year + (1 if first.month > last.month else 0))
        return [first, last], (f"เดือนสุดท้ายไม่ได้ระบุปี จึงถือว่าเป็น พ.ศ. {last.year}",)
    if last.year is not None:
        return points, ()
    if fiscal_year is None:
        raise ValueError("neither the period nor the plan names a year")
    dated = [replace(point, year=fiscal_year - (1 if point.month >= 10 else 0)) for point in points]
    return dated, (f"ไม่ได้ระบุปี จึงถือว่าอยู่ในปีงบประมาณ พ.ศ. {fiscal_year}",)


def _can_join(one: Period, other: Period, is_aside: bool) -> bool:
    """A recurrence and a span beside each other say one thing; so does an aside that only names the months."""
    if not (one.is_resolved and other.is_resolved):
        return False
    if one.recurrence and other.recurrence:
        return is_aside and other.recurrence.startswith("months:")
    if one.recurrence or other.recurrence:
        return not (one.recurrence and other.recurrence)
    return is_aside and (one.start, one.end) == (other.start, other.end)


def _join(one: Period, other: Period, between: str) -> Period:
    return Period(
        one.text + between + other.text,
        one.start or other.start,
        one.end or other.end,
        other.recurrence or one.recurrence,
        one.guesses + other.guesses,
    )


def _spelling(period: Period, digits: str) -> Period:
    """Add a guess for each month name that is not spelt as the calendar spells it."""
    slips = [
        name for name in thai.MONTH_VARIANTS if len(name) > 6 and name in digits and name not in "".join(thai.MONTHS)
    ]
    notes = (f"“{name}” อ่านเป็น {thai.MONTHS[thai.MONTH_VARIANTS[name] - 1]}" for name in slips)
    return replace(period, guesses=(*period.guesses, *notes))
