"""One token of a period read: recurrences, quarters, halves and years; not spans of days."""

import re
from datetime import date

from models.month.calendar import add_months, fiscal_end, fiscal_start, month_end
from plans.document import WarningKind
from plans.reading.dates.period import Guess, Period
from plans.reading.dates.period_days import read_span
from plans.reading.dates.period_words import (
    AND,
    COUNT,
    COUNTS,
    LISTED_QUARTERS,
    MONTH,
    QUARTER,
    TO,
    YEAR,
)
from thai.dates import full_year, month_number
from thai.labels import recurrence_label

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
_ROUNDS = {(6, 12): "half_yearly", (3, 6, 9, 12): "quarterly"}
_INNER_GROUPS = ("which",)


def read_token(match: re.Match[str], text: str, fiscal_year: int | None) -> list[Period]:
    """Return the periods a match of ``TOKENS`` says; ``text`` is what is printed there."""
    kind = next(
        name for name, value in match.groupdict().items() if value and name not in _INNER_GROUPS
    )
    token = match[0]
    if kind == "months":
        numbers = dict.fromkeys(month_number(name) for name in re.findall(MONTH, token))
        return [Period(text, recurrence="months:" + ",".join(map(str, numbers)))]
    if kind in ("dated", "weekday"):
        return [Period(text, recurrence="monthly" if kind == "dated" else "weekly")]
    if kind == "rounds":
        return [
            Period(
                text,
                recurrence=_ROUNDS.get(tuple(int(count) for count in re.findall(r"\d+", token))),
            )
        ]
    if kind == "every":
        return [_every(token, text)]
    if kind == "recurrence":
        unit = re.sub(r"^(?:ประจำ)?(?:ทุก|ราย)?\s*(?:ๆ\s*)?(?:สิ้น|ต้น)?|^ประจำ", "", token)
        return [Period(text, recurrence=_RECURRENCES[unit.strip()])]
    try:
        if kind == "quarter":
            return _quarters(token, text, fiscal_year)
        if kind in ("half", "years", "year_end", "year"):
            return [_part_of_year(kind, match, text, fiscal_year)]
    except ValueError:  # a year that may be of either era: somebody has to say which
        return [Period(text)]
    return [read_span(kind, token, text, fiscal_year)]


def _every(token: str, text: str) -> Period:
    """Read "ทุก 2 เดือน", "2 เดือนครั้ง", "ปีละ 2 ครั้ง", "ปีละครั้ง" or "2 ครั้ง/ปี"."""
    counted = re.search(rf"{COUNT}\s*(?:เดือน|ครั้ง)", token)
    count = _count(counted[1]) if counted else 1
    per = re.search(r"(ปี|เดือน|ไตรมาส|สัปดาห์|วัน)(?:ละ|$)", token)
    if per is None or re.match(r"ทุก|ราย", token):
        return Period(text, recurrence=_EVERY_MONTHS.get(count))
    if per[1] == "ปี":
        often = "yearly" if count == 1 else f"times_per_year:{count}" if 1 < count <= 12 else None
        return Period(text, recurrence=often)
    recurrence = _RECURRENCES[per[1]]
    if count == 1:
        return Period(text, recurrence=recurrence)
    message = f"“{text}” ถี่กว่ารอบรายงาน จึงอ่านเป็น{recurrence_label(recurrence)}"
    return Period(text, recurrence=recurrence, guesses=(Guess(WarningKind.OCR, message),))


def _quarters(token: str, text: str, fiscal_year: int | None) -> list[Period]:
    year, guesses = _fiscal(token, fiscal_year)
    listed = re.match(LISTED_QUARTERS, token)
    assert listed is not None
    spans: list[list[int]] = []
    for joint, word in re.findall(rf"({TO}|{AND})?(?:{QUARTER})?{COUNT}", listed[0]):
        if spans and re.fullmatch(TO, joint):
            spans[-1].append(_count(word))
        else:
            spans.append([_count(word)])
    if (
        year is None
        or any(not 1 <= number <= 4 for span in spans for number in span)
        or any(s != sorted(s) for s in spans)
    ):
        return [Period(text)]
    return [
        Period(text, _quarter(year, span[0])[0], _quarter(year, span[-1])[1], None, guesses)
        for span in spans
    ]


def _quarter(year: int, number: int) -> tuple[date, date]:
    start = add_months(fiscal_start(year), 3 * (number - 1))
    return start, month_end(add_months(start, 2))


def _part_of_year(kind: str, match: re.Match[str], text: str, fiscal_year: int | None) -> Period:
    token = match[0]
    if kind == "years":
        first, last = (
            full_year(int(re.findall(r"\d+", name)[-1])) for name in re.findall(YEAR, token)[-2:]
        )
        return (
            Period(text, fiscal_start(first), fiscal_end(last)) if first <= last else Period(text)
        )
    year, guesses = _fiscal(token, fiscal_year)
    if year is None:
        return Period(text)
    if kind == "year_end":
        return Period(text, None, fiscal_end(year), None, guesses)
    if kind == "year":
        return Period(text, fiscal_start(year), fiscal_end(year), None, guesses)
    start = fiscal_start(year) if match["which"] == "แรก" else add_months(fiscal_start(year), 6)
    return Period(text, start, month_end(add_months(start, 5)), None, guesses)


def _count(word: str) -> int:
    return COUNTS[word] if word in COUNTS else int(word)


def _fiscal(token: str, fiscal_year: int | None) -> tuple[int | None, tuple[Guess, ...]]:
    """Return the fiscal year a token names, else the plan's own."""
    printed = re.search(r"(25\d\d|20\d\d)|(?:ปี\s*งบประมาณ|ปี|พ\.?\s?ศ\.?|/)\s*(\d\d)(?!\d)", token)
    if printed:
        return full_year(int(printed[1] or printed[2])), ()
    return fiscal_year, ()
