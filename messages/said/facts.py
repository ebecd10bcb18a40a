"""Facts in running words: days, letters with number and date, attendance, places, links, shares.

Every fact keeps the span it was read from, so that a number that is part of one is never taken for
the number of a measure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thai.dates import BUDDHIST_OFFSET, MONTH_VARIANTS, MONTHS, SHORT_MONTHS, parse_date
from thai.month_words import typed_month

Span = tuple[int, int]


@dataclass(frozen=True)
class Letter:
    """An official letter: its number as written, and its date (a Bangkok day) when it is told."""

    number: str
    dated: date | None
    span: Span


@dataclass(frozen=True)
class Event:
    """Something that took place: when (a Bangkok day), where, with how many people."""

    day: date | None
    place: str
    attendees: int | None


@dataclass(frozen=True)
class Facts:
    """All facts of a text (cleaned, Arabic digits); ``masked`` are the spans that they fill."""

    days: tuple[date, ...]
    letters: tuple[Letter, ...]
    events: tuple[Event, ...]
    links: tuple[str, ...]
    percent: int | None
    masked: tuple[Span, ...]

    @property
    def any(self) -> bool:
        """Whether there is any fact."""
        return bool(self.days or self.letters or self.links or self.events)


_SPACED = [
    r"\s?".join(rf"{letter}\s?\.?" for letter in name.rstrip(".").split("."))
    for name in SHORT_MONTHS
]
_NAMES = "|".join([*sorted([*MONTHS, *MONTH_VARIANTS], key=len, reverse=True), *_SPACED])
_YEAR = r"(?:\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|ปี)?\s*(?P<year>\d{4}|\d{2})(?!\d))"
_DAY = re.compile(
    rf"(?<![\d./])(?P<day>\d{{1,2}})(?:\s?(?:-|–|ถึง|และ)\s?(?P<last>\d{{1,2}}))?\s?(?:เดือน)?\s?"
    rf"(?P<month>{_NAMES})(?!(?!ปี|พ\.|ค\.)[ก-๙]){_YEAR}?"
    rf"|(?<![\d./\-])(?P<d>\d{{1,2}})\s?[/.\-]\s?(?P<m>\d{{1,2}})\s?[/.\-]\s?"
    rf"(?P<y>\d{{4}}|\d{{2}})(?![\d./\-])"
    r"|(?<!\d)(?P<iso>20\d\d-\d\d-\d\d)(?!\d)"
    r"|(?P<before>เมื่อวานซืน|เมื่อวาน|เมื่อเช้า)(?:นี้)?"
)
_BEFORE_TODAY = {"เมื่อเช้า": 0, "เมื่อวาน": 1, "เมื่อวานซืน": 2}
_LETTER = re.compile(
    r"(?:(?:ที่|เลขที่|เลข|หนังสือ)\s*)?"
    r"(?P<number>(?<![ก-๙])[ก-ฮ]{1,3}\.?\s?\.?[ก-ฮ]?\.?\s?\d{2,5}"
    r"(?:\.\d+){0,3}\s?/\s?(?:ว\.?\s?)?\d+"
    r"|(?<!ครั้งที่)(?<!ครั้งที่ )(?:(?<=ที่)|(?<=ที่ )|(?<=เลขที่)|(?<=เลขที่ ))\d{1,5}\s?/\s?"
    r"(?:25\d\d|\d\d)(?![/\d]))"
)
_DATED = re.compile(r"\s*(?:ลงวันที่|ลง\s?วันที่|ลว\.?|ลงวัน|วันที่|ลง)?\s*")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']+")
_COUNTED = re.compile(
    r"(?P<before>(?:ผู้เข้าร่วม|ผู้เข้าประชุม|ผู้เข้ารับ|ผู้เข้าอบรม|เข้าร่วม|ผู้ร่วม|คนเข้า|มาร่วม|มีคนมา|"
    r"มีผู้|บุคลากร|เจ้าหน้าที่|ข้าราชการ|จนท\.?)"
    r"[ก-๙\s.]{0,40}?)?(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})\s?(?:คน(?!ใหม่|ละ|เดียว)|"
    r"ราย(?!งาน|การ|ได้|จ่าย|ละ|เดือน|ชื่อ|ย่อย|ปี|ไตรมาส)|ท่าน|นาย(?![ก-ฮ]))"
)
_PLACE = re.compile(
    r"(?:(?<![ก-๙])ณ\s*|ที่\s?(?=ห้อง|หอ|ศาลา|โรงแรม|อาคาร|ลาน|วัด|โรงเรียน|อบต|เทศบาล|"
    r"ที่ว่าการ|สำนักงาน|สนง)|(?=ห้องประชุม|ห้องปชุม|หอประชุม|ศาลากลาง))"
    r"(?P<place>[ก-๙A-Za-z0-9./()\- ]{2,90})"
)
_PLACE_ENDS = re.compile(
    r"\s(?:มี|ผู้เข้า|เข้าร่วม|จำนวน|ตาม|เมื่อ|โดย|วันที่|ว่า|และได้|เพื่อ|แล้ว|เรียบร้อย|เสร็จ|ปัญหา|"
    r"พร้อม|คน|หนังสือ|เลขที่|ลว|รวม|บุคลากร|เจ้าหน้าที่|ข้าราชการ|จนท)"
    r"|(?<!ห้องประชุม)(?<!ชั้น)(?<!ชั้น )(?<!อาคาร)(?<!อาคาร )\s\d{1,2}\s|\s\d+\s?(?:คน|"
    r"ราย|ท่าน)|ผู้เข้าร่วม|มีผู้|จำนวน\s?\d|เมื่อวันที่|ตามหนังสือ"
)
_SHARE = re.compile(
    r"(?:(?P<words>ร้อยละ|เปอร์เซ็นต์|เปอร์เซนต์|เปอเซ็นต์)\s?(?P<n1>\d{1,3}(?:\.\d+)?)"
    r"|(?P<n2>\d{1,3}(?:\.\d+)?)\s?(?:%|เปอร์เซ็นต์|เปอร์เซนต์|เปอเซ็นต์|เปอร์เซ็น|percent))"
)
_OF_WORK = re.compile(
    r"(?:คืบหน้า|ก้าวหน้า|ครบ|แล้วเสร็จ|เสร็จ(?:ไป)?(?:แล้ว)?|ดำเนินการ(?:ไป)?(?:แล้ว)?|ทำ(?:ไป)?"
    r"(?:ได้)?(?:แล้ว)?|สำเร็จ|ผลงาน|ความสำเร็จ|ไปแล้ว|ประมาณ|ได้)"
    r"[^\d\n]{0,14}$"
)
_OF_OTHERS = re.compile(
    r"(?:พึงพอใจ|ผู้เข้าร่วม|ผู้ตอบ|เบิกจ่าย|งบประมาณ|คะแนน|ของบุคลากร|ของเจ้าหน้าที่|ผู้รับบริการ)[^\d\n]{0,24}$"
)


def read_facts(text: str, today: date) -> Facts:
    """Return the facts of a cleaned text; a day without a year is the latest one not after a month
    from ``today`` (a Bangkok day).
    """
    links = [(match.span(), match[0].rstrip(".,;)")) for match in _LINK.finditer(text)]
    masked: list[Span] = [span for span, _ in links]
    letters, used = [], []
    for letter, dated_span in _letters(text, masked, today):
        letters.append(letter)
        masked += [letter.span, *([dated_span] if dated_span else [])]
        used += [dated_span] if dated_span else []
    days: list[tuple[Span, date]] = []
    for match in _DAY.finditer(text):
        day = _day_of(match, today)
        if day is None or _covered(match.span(), masked):
            continue
        days.append((match.span(), day))
        masked.append(match.span())
    counts = [m for m in _COUNTED.finditer(text) if not _covered(m.span("count"), masked)]
    masked += [match.span() for match in counts]
    shares = [m for m in _SHARE.finditer(text) if not _covered(m.span(), masked)]
    masked += [match.span() for match in shares]
    places = _places(text, masked)
    return Facts(
        days=tuple(day for _, day in days),
        letters=tuple(letters),
        events=tuple(_events(days, places, counts)),
        links=tuple(link for _, link in links),
        percent=_percent(text, shares),
        masked=tuple(masked),
    )


def _letters(text: str, masked: list[Span], today: date) -> Iterator[tuple[Letter, Span | None]]:
    for match in _LETTER.finditer(text):
        if _covered(match.span("number"), masked) or _DAY.fullmatch(match["number"]):
            continue
        lead = _DATED.match(text, match.end())
        start = lead.end() if lead else match.end()
        after = _DAY.match(text, start)
        dated = _day_of(after, today) if after else None
        span = after.span() if after and dated else None
        number = re.sub(r"\s+", " ", match["number"]).strip()
        yield Letter(number, dated, match.span("number")), span


def _places(text: str, masked: list[Span]) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for match in _PLACE.finditer(text):
        start, end = match.span("place")
        for left, _ in masked:
            if start < left < end:
                end = left
        words = text[start:end]
        stop = _PLACE_ENDS.search(words)
        words = words[: stop.start()] if stop else words
        words = words.strip(" -,.(")
        if len(words) >= 3 and not words.isdigit() and not _covered((start, start + 1), masked):
            found.append(((start, start + len(words)), words))
    return found


def _events(
    days: list[tuple[Span, date]],
    places: list[tuple[Span, str]],
    counts: list[re.Match[str]],
) -> Iterator[Event]:
    """One event for each day; a place or a number of people belongs to the day before it, or to the
    first.
    """
    if not days and not places and not counts:
        return
    spans = [span for span, _ in days] or [(0, 0)]
    for number, (start, _) in enumerate(spans):
        stop = spans[number + 1][0] if number + 1 < len(spans) else None
        here = 0 if number == 0 else start
        place = next((p for s, p in places if here <= s[0] and (stop is None or s[0] < stop)), "")
        people = next(
            (
                int(m["count"].replace(",", ""))
                for m in counts
                if here <= m.start() and (stop is None or m.start() < stop)
            ),
            None,
        )
        yield Event(days[number][1] if days else None, place, people)


def _percent(text: str, shares: list[re.Match[str]]) -> int | None:
    """Return how much of the work is done, when it is told: not a share of people or money."""
    for match in shares:
        before = text[: match.start()]
        if _OF_OTHERS.search(before):
            continue
        if _OF_WORK.search(before) or re.search(r"(?:^|[\n,;]|\d)\s*$", before[-3:] or "\n"):
            value = float(match["n1"] or match["n2"])
            return round(value) if 0 <= value <= 100 else None
    return None


def _covered(span: Span, masked: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in masked)


def _day_of(match: re.Match[str], today: date) -> date | None:
    if match["before"]:
        return today - timedelta(days=_BEFORE_TODAY[match["before"]])
    if match["iso"]:
        return parse_date(match["iso"])
    if match["d"]:
        return parse_date(f"{match['d']}/{match['m']}/{match['y']}")
    named = typed_month(match["month"])
    if named is None:
        return None
    if match["year"]:
        return parse_date(f"{match['day']}/{named[0]}/{match['year']}")
    for year in (today.year, today.year - 1):
        day = parse_date(f"{match['day']}/{named[0]}/{year + BUDDHIST_OFFSET}")
        if day is not None and (day - today).days <= 31:
            return day
    return None
