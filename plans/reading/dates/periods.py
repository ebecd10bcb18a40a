"""Periods as Thai plans print them, read into days and recurrences.

Read are single months and ranges of months or days, quarters and halves of the fiscal year, whole
fiscal years, deadlines ("ภายใน…": no first day, unless it names a quarter), and recurrences. A
month without a year takes the year of its range; without any, that of the plan's fiscal year, which
is a guess and is said to be one. A line of which only a part is understood ("… ยกเว้นเดือนเมษายน",
figures left over) has no reading.
"""

import re
from dataclasses import dataclass, field, replace

from plans.document import WarningKind
from plans.reading.dates.period import Guess, Period
from plans.reading.dates.period_tokens import read_token
from plans.reading.dates.period_words import FIGURES, TOKENS, TURNS, VAGUE
from thai.cleaning import clean
from thai.dates import MONTH_VARIANTS, MONTHS
from thai.numbers import to_arabic_digits

_ABSENT = {"", "-", "–", "—"}
_QUARTERS = re.compile(r"[1-4](?:\s*(?:-|–|,|และ|ถึง)\s*[1-4])*")
_LONGEST = 1_000
"""Letters; what is longer is no period, and only made to keep us busy."""


@dataclass
class _Phrase:
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
    phrases = _phrases(text, digits, fiscal_year)
    relevant = [phrase for phrase in phrases if phrase.periods or _is_vague(phrase.unread(digits))]
    if not relevant:
        return (Period(clean(text)),)
    found: list[Period] = []
    for phrase in relevant:
        line = clean(text if len(relevant) == 1 else text[phrase.begin : phrase.end])
        if not phrase.periods or _is_unsure(phrase, digits):
            found.append(Period(line))
        elif len(phrase.periods) == 1:
            found.append(_spelling(replace(phrase.periods[0], text=line)))
        else:
            found += [
                _spelling(replace(period, text=clean(period.text))) for period in phrase.periods
            ]
    return tuple(found)


def as_quarters(text: str) -> str:
    """Return mere numbers below a heading of quarters ("1-2", "1, 4") as the quarters they are."""
    is_bare = _QUARTERS.fullmatch(to_arabic_digits(text).strip())
    return f"ไตรมาส {text.strip()}" if is_bare else text


def read_period(text: str, fiscal_year: int | None) -> Period:
    """Return the one period of a text; unresolved when there is none, or several."""
    periods = read_periods(text, fiscal_year)
    return periods[0] if len(periods) == 1 else Period(clean(text))


def _phrases(text: str, digits: str, fiscal_year: int | None) -> list[_Phrase]:
    """Part a cell into its lines, and join those again that one token or an aside goes across."""
    phrases = [_Phrase(match.start(), match.end()) for match in re.finditer(r"[^\n]+", digits)]
    last_end = 0
    for match in TOKENS.finditer(digits):
        gap = digits[last_end : match.start()]
        is_aside = "(" in gap and ")" not in gap.rpartition("(")[2]
        # An aside on a line of its own explains the line above.
        begin = last_end - 1 if is_aside and last_end and "\n" in gap else match.start()
        phrase = _phrase_at(phrases, begin, match.end())
        last = phrase.periods[-1] if phrase.periods else None
        found = read_token(match, text[match.start() : match.end()], fiscal_year)
        if last and len(found) == 1 and _can_join(last, found[0], is_aside):
            phrase.periods[-1] = _join(last, found[0], text[last_end : match.start()])
        elif last and (
            is_aside or (last.recurrence and _has_days(last) and any(map(_has_days, found)))
        ):
            phrase.periods.append(Period(""))  # it says something else than the words beside it
        else:
            phrase.periods.extend(found)
        phrase.tokens.append((match.start(), match.end()))
        last_end = match.end()
    return phrases


def _phrase_at(phrases: list[_Phrase], begin: int, end: int) -> _Phrase:
    """Return the phrase that a stretch of text stands in; one that goes over a line end joins the
    lines.
    """
    first = next(index for index, phrase in enumerate(phrases) if begin < phrase.end)
    last = next(index for index, phrase in enumerate(phrases) if end <= phrase.end)
    if last > first:
        lines = phrases[first : last + 1]
        periods = [period for line in lines for period in line.periods]
        tokens = [token for line in lines for token in line.tokens]
        phrases[first : last + 1] = [_Phrase(lines[0].begin, lines[-1].end, periods, tokens)]
    return phrases[first]


def _is_vague(unread: list[str]) -> bool:
    """Tell a line that stands for a period of its own although nothing in it can be read:
    "ต่อเนื่อง", or stray figures.
    """
    return any(VAGUE.fullmatch(piece.strip(" ()")) or _has_figures(piece) for piece in unread)


def _is_unsure(phrase: _Phrase, digits: str) -> bool:
    """Tell whether words beside what was read may turn it into something else, or figures are left
    over.
    """
    unread = phrase.unread(digits)
    return (
        any(not period.is_resolved for period in phrase.periods)
        or any(map(_has_figures, unread))
        or any(map(TURNS.search, unread))
    )


def _has_figures(piece: str) -> bool:
    return re.search(r"\d", FIGURES.sub(" ", piece)) is not None


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
