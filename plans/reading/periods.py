"""Periods as Thai plans print them, read into days and recurrences.

Read are single months and ranges of months or days, quarters and halves of the fiscal year, whole
fiscal years, deadlines ("ภายใน…": no first day, unless it names a quarter), and recurrences. A
month without a year takes the year of its range; without any, that of the plan's fiscal year, which
is a guess and is said to be one. A line of which only a part is understood ("… ยกเว้นเดือนเมษายน",
figures left over) has no reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from models.month.calendar import add_months, fiscal_end, fiscal_start, month_end
from plans.document import WarningKind
from plans.reading.period import Guess, Period
from plans.reading.period_days import read_span
from plans.reading.period_words import (
    AND,
    COUNT,
    COUNTS,
    FIGURES,
    LISTED_QUARTERS,
    MONTH,
    TO,
    TOKENS,
    TURNS,
    VAGUE,
    YEAR,
)
from thai.cleaning import clean
from thai.dates import MONTH_VARIANTS, MONTHS, full_year, month_number
from thai.labels import recurrence_label
from thai.numbers import to_arabic_digits

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
_ABSENT = {"", "-", "–", "—"}
_LONGEST = 1_000
"""Letters; what is longer is no period, and only made to keep us busy."""


@dataclass
class _Saying:
    """Lines that say one thing: their place in the cell, what was read in them, and the places of
    the tokens that were read.
    """

    begin: int
    end: int
    periods: list[Period] = field(default_factory=list)
    tokens: list[tuple[int, int]] = field(default_factory=list)

    def unread(self, digits: str) -> list[str]:
        """Return the pieces before, between and after the tokens."""
        ends = [self.begin, *(end for _, end in self.tokens)]
        begins = [*(begin for begin, _ in self.tokens), self.end]
        return [digits[end:begin] for end, begin in zip(ends, begins, strict=True)]


def read_periods(text: str, fiscal_year: int | None) -> tuple[Period, ...]:
    """Return the periods of a cell in printed order; newlines and double spaces part them.

    Nothing for an empty cell; an unresolved period holding the text where there is no honest
    reading.
    """
    text = "\n".join(filter(None, (clean(line) for line in re.split(r"\n| {2,}", text))))
    if text in _ABSENT:
        return ()
    if len(text) > _LONGEST:
        return (Period(clean(text)),)
    digits = to_arabic_digits(text)
    sayings = _sayings(text, digits, fiscal_year)
    told = [saying for saying in sayings if saying.periods or _is_vague(saying.unread(digits))]
    if not told:
        return (Period(clean(text)),)
    found: list[Period] = []
    for saying in told:
        line = clean(text if len(told) == 1 else text[saying.begin : saying.end])
        if not saying.periods or _is_unsure(saying, digits):
            found.append(Period(line))
        elif len(saying.periods) == 1:
            found.append(_spelling(replace(saying.periods[0], text=line)))
        else:
            found += [
                _spelling(replace(period, text=clean(period.text))) for period in saying.periods
            ]
    return tuple(found)


def read_period(text: str, fiscal_year: int | None) -> Period:
    """Return the one period of a text; unresolved when there is none, or several."""
    periods = read_periods(text, fiscal_year)
    return periods[0] if len(periods) == 1 else Period(clean(text))


def _sayings(text: str, digits: str, fiscal_year: int | None) -> list[_Saying]:
    """Part a cell into its lines, and join those again that one token or an aside goes across."""
    sayings = [_Saying(match.start(), match.end()) for match in re.finditer(r"[^\n]+", digits)]
    last_end = 0
    for match in TOKENS.finditer(digits):
        gap = digits[last_end : match.start()]
        is_aside = "(" in gap and ")" not in gap.rpartition("(")[2]
        # An aside on a line of its own explains the line above.
        begin = last_end - 1 if is_aside and last_end and "\n" in gap else match.start()
        saying = _saying_at(sayings, begin, match.end())
        last = saying.periods[-1] if saying.periods else None
        found = _read_token(match, text[match.start() : match.end()], fiscal_year)
        if last and len(found) == 1 and _can_join(last, found[0], is_aside):
            saying.periods[-1] = _join(last, found[0], text[last_end : match.start()])
        elif last and (
            is_aside or (last.recurrence and _has_days(last) and any(map(_has_days, found)))
        ):
            saying.periods.append(Period(""))  # it says something else than the words beside it
        else:
            saying.periods.extend(found)
        saying.tokens.append((match.start(), match.end()))
        last_end = match.end()
    return sayings


def _saying_at(sayings: list[_Saying], begin: int, end: int) -> _Saying:
    """Return the saying that a stretch of text stands in; one that goes over a line end joins the
    lines.
    """
    first = next(index for index, saying in enumerate(sayings) if begin < saying.end)
    last = next(index for index, saying in enumerate(sayings) if end <= saying.end)
    if last > first:
        lines = sayings[first : last + 1]
        periods = [period for line in lines for period in line.periods]
        tokens = [token for line in lines for token in line.tokens]
        sayings[first : last + 1] = [_Saying(lines[0].begin, lines[-1].end, periods, tokens)]
    return sayings[first]


def _is_vague(unread: list[str]) -> bool:
    """Tell a line that stands for a period of its own although nothing in it can be read:
    "ต่อเนื่อง", or stray figures.
    """
    return any(VAGUE.fullmatch(piece.strip(" ()")) or _has_figures(piece) for piece in unread)


def _is_unsure(saying: _Saying, digits: str) -> bool:
    """Tell whether words beside what was read may turn it into something else, or figures are left
    over.
    """
    unread = saying.unread(digits)
    return (
        any(not period.is_resolved for period in saying.periods)
        or any(map(_has_figures, unread))
        or any(map(TURNS.search, unread))
    )


def _has_figures(piece: str) -> bool:
    return re.search(r"\d", FIGURES.sub(" ", piece)) is not None


def _read_token(match: re.Match[str], text: str, fiscal_year: int | None) -> list[Period]:
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
        unit = re.sub(r"^(?:ประจำ)?(?:ทุก|ราย)?\s*(?:ๆ\s*)?|^ประจำ", "", token)
        return [Period(text, recurrence=_RECURRENCES[unit.strip()])]
    if kind == "quarter":
        return _quarters(token, text, fiscal_year)
    if kind in ("half", "years", "year_end", "year"):
        return [_part_of_year(kind, match, text, fiscal_year)]
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
    for joint, word in re.findall(rf"({TO}|{AND})?(?:ไตรมาส\s*(?:ที่)?\s*)?{COUNT}", listed[0]):
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


def _can_join(one: Period, other: Period, is_aside: bool) -> bool:
    """A recurrence and a span beside each other say one thing; so does an aside that only names the
    months.
    """
    if not (one.is_resolved and other.is_resolved):
        return False
    if one.recurrence and other.recurrence:
        return is_aside and other.recurrence.startswith("months:")
    if one.recurrence or other.recurrence:
        return not (_has_days(one) and _has_days(other))
    return is_aside and (one.start, one.end) == (other.start, other.end)


def _has_days(period: Period) -> bool:
    return bool(period.start or period.end)


def _join(one: Period, other: Period, between: str) -> Period:
    return Period(
        one.text + between + other.text,
        one.start or other.start,
        one.end or other.end,
        other.recurrence or one.recurrence,
        # The months an aside repeats need no year of their own.
        one.guesses
        if one.start == other.start and one.end == other.end
        else one.guesses + other.guesses,
    )


def _spelling(period: Period) -> Period:
    """Add a guess for each month name that is not spelt as the calendar spells it."""
    slips = [
        name
        for name in MONTH_VARIANTS
        if len(name) > 6 and name in period.text and name not in "".join(MONTHS)
    ]
    notes = (
        Guess(WarningKind.OCR, f"“{name}” อ่านเป็น {MONTHS[MONTH_VARIANTS[name] - 1]}")
        for name in slips
    )
    return replace(period, guesses=(*dict.fromkeys((*period.guesses, *notes)),))
