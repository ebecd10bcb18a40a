"""Facts in running words: days, letters with number and date, attendance, places, links, shares.

Every fact keeps the span it was read from, so that a number that is part of one is never taken for
the number of a measure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from messages.said.language.days import AS_SPOKEN, DAY, UNTIL, day_of, days_of
from messages.said.language.places import Span, places


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
    """All facts of a text (cleaned, Arabic digits); ``percent`` is a share of the work, 0 to 100;
    ``masked`` are the spans that they fill, ``named`` those of days, letters and links,
    ``counted`` those of people; ``deadlines`` are days until which something is to be done.
    """

    days: tuple[date, ...]
    letters: tuple[Letter, ...]
    events: tuple[Event, ...]
    links: tuple[str, ...]
    percent: float | None
    masked: tuple[Span, ...]
    named: tuple[Span, ...] = ()
    counted: tuple[Span, ...] = ()
    deadlines: tuple[date, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is any fact."""
        return bool(self.days or self.letters or self.links or self.events)


_LETTER = re.compile(
    r"(?:(?:ที่|เลขที่|เลข|หนังสือ)\s*)?"
    r"(?P<number>(?<![ก-๙])[ก-ฮ]{1,3}\.?\s?\.?[ก-ฮ]?\.?\s?\d{2,5}(?:\(\d{1,2}\))?"
    r"(?:\.\d+){0,3}\s?/\s?(?:ว\.?\s?)?\d+"
    r"|(?<!ครั้งที่)(?<!ครั้งที่ )(?:(?<=ที่)|(?<=ที่ )|(?<=เลขที่)|(?<=เลขที่ ))\d{1,5}\s?/\s?"
    r"(?:25\d\d|\d\d)(?![/\d]))"
)
_DATED = re.compile(r"\s*\(?(?:ลงวันที่เดียวกัน|ลงวันที่|ลง\s?วันที่|ลว\.?|ลงวัน|วันที่|ลง)?\s*")
_SAME_DAY = "เดียวกัน"
"""A letter of the day that was told before it."""
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'ก-๛]+|(?<![\w@.\-])[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*"
    r"\.(?:(?:go|ac|or|in|co|mi)\.th|com|net|org|ly|gl|me|be)(?![\w.])(?:/[^\s<>\"'ก-๛]*)?",
    re.I,
)
_BESIDE = re.compile(
    r"ลิงก์|ลิงค์|ลิ้งก์|ลิ้งค์|ลิ้ง|link|หลักฐาน|ข่าว|เพจ|เว็บไซต์|เว็บ|รูปภาพ|รูป|ภาพ|เอกสาร|ไฟล์|แนบ|ส่ง|ตาม|หนังสือ|ราชการ|เลขที่|"
    r"ลงวันที่|ลว|ลง|วันที่|ที่|ด่วน(?:ที่สุด|มาก)?|นี้|นี่|ของ|ครับ|ค่ะ|คะ|นะ|จ้า|มา|ให้",
    re.I,
)
"""What goes with a link or a letter and tells nothing of the work."""
_COUNTED = re.compile(
    r"(?:ผู้เข้าร่วม|ผู้เข้าประชุม|ผู้เข้าอบรม|จำนวนผู้เข้า[ก-๙]*|จำนวนคน|คนเข้า(?:ร่วม|ประชุม|อบรม)?|คนมา(?:ร่วม)?)\s?:?\s?(?P<bare>\d{1,6})(?![\d.,/]|\s?(?:คน|ราย|ท่าน))|"
    r"(?<![\d/.,])(?P<some>\d{1,5})\s?/\s?\d{1,5}\s?(?:คน|ราย(?!งาน|การ)|ท่าน)|"
    r"(?<!\d)(?<!\d[.,])(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})\s?(?:คน(?!ใหม่|ละ|เดียว)|"
    r"ราย(?!งาน|การ|ได้|จ่าย|ละ|เดือน|ชื่อ|ย่อย|ปี|ไตรมาส)|ท่าน|นาย(?=เข้า|ร่วม|นะ|ครับ|ค่ะ|จ้า|[^ก-๙]|$)|รูป\s?\(คน\))"
)
_CAME = re.compile(
    r"(?:เข้าร่วม|เข้าประชุม|เข้าอบรม|เข้ารับ|มาร่วม|มาจริง|(?<!บ้าน)มา|ไป|ร่วม|ผู้เข้า|ผู้ผ่าน|รวม(?:ทั้งสิ้น|ทั้งหมด)?|คนเข้า|"
    r"เหลือ|จริง)[^\d\n]{0,24}$"
)
_MEANT = re.compile(
    r"(?:เชิญ|เป้า(?:หมาย)?|ตั้งเป้า|(?:^|\s)จาก|จากทั้งหมด|จากจำนวน|บุคลากรทั้งหมด|เจ้าหน้าที่ทั้งหมด|ข้าราชการทั้งหมด|ลงทะเบียน|"
    r"ชาย|หญิง|วิทยากร|ไม่ใช่|ขาด|ลา|ไม่มา)[^\d\n]{0,24}$"
)
"""Counts of those who came, and of those who were asked, or are only some of them."""
_ALL_THERE_ARE = re.compile(
    r"(?:มี(?:กัน|คน|ครู|เจ้าหน้าที่|จนท\.?)?(?:อยู่)?(?:แค่|เพียง)|ขาด(?:คน)?(?:อีก)?|เหลือคน)\s?$"
)
"""What stands before how many an office has: they took part in nothing."""
_TOGETHER = re.compile(r"เข้า|ร่วม|มา|ประชุม|อบรม|จำนวน|รวม|ผู้|คน|กัน")
_CASES = re.compile(r"\d+\s?ราย")
_FEW = 2
"""People who are as likely those that must always go together."""
_SHARE = re.compile(
    r"(?:(?P<words>ร้อยละ(?:ความ(?:ก้าวหน้า|คืบหน้า)|ของ(?:งาน|ความ(?:ก้าวหน้า|คืบหน้า)))?\s?[:=]?|ความ(?:ก้าวหน้า|คืบหน้า)(?=\s?[:=])\s?[:=]|เปอร์เซ็นต์|เปอร์เซนต์|เปอร์เซน|เปอเซ็นต์|เปอเซ็น|เปอเซน)\s?(?P<n1>\d{1,3}(?:\.\d+)?)"
    r"|(?P<n2>\d{1,3}(?:\.\d+)?)\s?(?:%|เปอร์เซ็นต์|เปอร์เซนต์|เปอร์เซน|เปอเซ็นต์|เปอเซ็น|เปอเซน|เปอร์เซ็น|percent))"
)
_OF_WORK = re.compile(
    r"คืบหน้า|ก้าวหน้า|ครบ|แล้วเสร็จ|เสร็จ(?:ไป)?(?:แล้ว)?|ดำเนินการ(?:ไป)?(?:แล้ว)?|ทำ(?:ไป)?(?:ได้)?"
    r"(?:แล้ว)?|สำเร็จ|ผลงาน|ความสำเร็จ|ไปแล้ว|ประมาณ|ได้|รายงานแล้ว|ข้อ\s?[\d.]+|มาตรการ|ตอนนี้|อยู่ที่|คิดเป็น|="
)
_OF_OTHERS = re.compile(
    r"พอใจ|ผู้เข้าร่วม|ผู้เข้า|ผู้ตอบ|เบิกจ่าย(?:ไป)?(?:ได้)?(?:แล้ว)?|งบ(?:ประมาณ)?|คะแนน|บุคลากร|เจ้าหน้าที่|ผู้รับบริการ|"
    r"ประชาชน|ความรู้|เพิ่มขึ้น|ลดลง|เห็นด้วย|ผู้ใช้|ผู้ผ่าน|ข้าราชการ|ครัวเรือน|ลดเวลา|ส่วนลด|ผ่าน|สอบ|ตัวชี้วัด|มากกว่า|น้อยกว่า|ไม่ต่ำกว่า|ไม่น้อยกว่า|เป้า(?:หมาย)?|แบตเตอรี่|แบต|ฝน"
)
_OF_THESE = re.compile(r"\s?(?:ของ(?:ผู้|บุคลากร|เจ้าหน้าที่|งบ|ประชาชน|คน|ข้าราชการ)|พึงพอใจ|พอใจ|เห็นด้วย)")
_ABOUT = 40
"""Letters before a share among which a word says of what it is."""


@lru_cache(maxsize=32)  # a reading asks for the same words several times
def read_facts(text: str, today: date) -> Facts:
    """Return the facts of a cleaned text; a day without a year is the latest one not after a month
    from ``today`` (a Bangkok day).
    """
    found_links = _LINK.finditer(text) if "." in text else ()
    links = [(match.span(), match[0].rstrip(".,;)")) for match in found_links]
    masked: list[Span] = [span for span, _ in links]
    letters, used = [], []
    for letter, dated_span in _letters(text, masked, today) if "/" in text else ():
        letters.append(letter)
        masked += [letter.span, *([dated_span] if dated_span else [])]
        used += [dated_span] if dated_span else []
    days: list[tuple[Span, date]] = []
    deadlines: list[date] = []
    last: list[date] = []
    for match in DAY.finditer(text):
        found = () if _covered(match.span(), masked) else days_of(match, today)
        if UNTIL.search(text, 0, match.start()):
            deadlines += found
        elif not (match["before"] and AS_SPOKEN.search(text, 0, match.start())):
            days += [
                (match.span(), day)
                for day in found
                if not match["last"] or match["also"] or day == found[0]
            ]
            last += found[1:]
        masked += [match.span()] if found else []
    named = tuple(masked)
    counts = [m for m in _COUNTED.finditer(text) if not _covered(m.span(), masked)]
    masked += [match.span() for match in counts]
    shares = [m for m in _SHARE.finditer(text) if not _covered(m.span(), masked)]
    masked += [match.span() for match in shares]
    return Facts(
        days=tuple(dict.fromkeys([*(day for _, day in days), *last])),
        letters=tuple(letters),
        events=tuple(_events(days, list(places(text, masked)), _attended(text, counts))),
        links=tuple(link for _, link in links),
        percent=_percent(text, shares),
        masked=tuple(masked),
        named=named,
        counted=tuple(match.span() for match in counts),
        deadlines=tuple(deadlines),
    )


def is_evidence_alone(text: str, facts: Facts) -> bool:
    """Whether a text is a link or a letter, and says nothing of the work beside it."""
    if not (facts.links or facts.letters):
        return False
    letters = list(text)
    for start, end in facts.named:
        letters[start:end] = " " * (end - start)
    return not any(letter.isalnum() for letter in _BESIDE.sub(" ", "".join(letters)))


def _letters(text: str, masked: list[Span], today: date) -> Iterator[tuple[Letter, Span | None]]:
    for match in _LETTER.finditer(text):
        if _covered(match.span("number"), masked) or DAY.fullmatch(match["number"]):
            continue
        lead = _DATED.match(text, match.end())
        start = lead.end() if lead else match.end()
        after = DAY.match(text, start)
        dated = day_of(after, today) if after else None
        if lead and _SAME_DAY in lead[0]:
            dated, after = _day_before(text[: match.start()], today), None
        span = after.span() if after and dated else None
        number = re.sub(r"\s+", " ", match["number"]).strip()
        yield Letter(number, dated, match.span("number")), span


def _day_before(text: str, today: date) -> date | None:
    days = [day_of(match, today) for match in DAY.finditer(text)]
    return days[-1] if days else None


def _attended(text: str, counts: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Return numbers of people with where they stand: of several together those who came, not
    those who were asked.
    """
    found = [
        (match.start(), int((match["count"] or match["some"] or match["bare"]).replace(",", "")))
        for match in counts
    ]
    found = [each for each in found if _took_part(text, *each)]
    if len(found) < 2:
        return found
    before = [text[max(start - _ABOUT, 0) : start] for start, _ in found]
    came = [bool(_CAME.search(words)) and not _MEANT.search(words) for words in before]
    if not any(came):
        came = [not _MEANT.search(words) for words in before]
    return [each for each, is_told in zip(found, came, strict=True) if is_told] or found


def _took_part(text: str, start: int, count: int) -> bool:
    """Whether people who are counted took part in something: not how many an office has, and not
    the two who must go together.
    """
    before = text[max(start - 2 * _ABOUT, 0) : start]
    if _ALL_THERE_ARE.search(before):
        return False
    return count > _FEW or bool(_TOGETHER.search(before) or _CASES.match(text, start))


def _events(
    days: list[tuple[Span, date]],
    places: list[tuple[Span, str]],
    counts: list[tuple[int, int]],
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
            (count for at, count in counts if here <= at and (stop is None or at < stop)),
            None,
        )
        yield Event(days[number][1] if days else None, place, people)


def _percent(text: str, shares: list[re.Match[str]]) -> float | None:
    """Return how much of the work is done, when it is told: not a share of people or money."""
    for match in shares:
        before = text[max(match.start() - _ABOUT, 0) : match.start()].rpartition("\n")[2]
        of_others = [found.end() for found in _OF_OTHERS.finditer(before)]
        of_work = [found.end() for found in _OF_WORK.finditer(before)]
        others = bool(of_others) and max(of_others) >= max(of_work, default=-1)
        if others or _OF_THESE.match(text, match.end()):
            continue
        value = float(match["n1"] or match["n2"])
        whole = int(value) if value.is_integer() else value
        return whole if 0 <= value <= 100 else None
    return None


def _covered(span: Span, masked: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in masked)
