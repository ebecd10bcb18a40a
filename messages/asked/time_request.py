"""A request for more time in a person's own words: which measures, until when, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.said.kinds import Kind, kind_of
from messages.said.language.days import DAY
from messages.said.language.facts import read_facts
from messages.said.measures import DueMeasure, measure_in_words, named_measures
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_WHY = re.compile(
    r"(?:เพราะ(?:ว่า)?|เนื่องจาก|เนื่องด้วย|เหตุผล(?:คือ)?|สาเหตุ(?:คือ)?|(?<=\s)(?=(?:รอ|ติด)[ก-๙]))"
    r"\s*:?\s*(?P<why>.+)$"
)
_UNTIL = re.compile(r"ถึง\s?(?:วันที่\s?)?\d")
_BESIDE_DAYS = re.compile(
    r"ขอ|ตั้งแต่|จนถึง|ถึง|จาก|ภายใน|วันที่|วัน|เป็น|แล้วกัน|ได้ไหม|ได้มั้ย|ครับ|ค่ะ|คะ|นะ|\d{1,2}|[\s.\-–]"
)
"""What may stand with a day that is all somebody typed."""
_POLITE = re.compile(r"(?:\s|ได้(?:ไหม|มั้ย)|ครับ|ค่ะ|คะ|นะ)+$")


@dataclass(frozen=True)
class AskedTime:
    """What was said of it; what was not is None or empty. ``day`` is a Bangkok day."""

    measures: tuple[int, ...]
    day: date | None
    reason: str


OF_TIME = re.compile("ขยาย|คำขอ|เลื่อน")
"""Without it "อนุมัติ" is an answer like others, and none to a request for more time."""


def reason_piece(text: str) -> str:
    """Return words as the reason that a request tells."""
    return f"เพราะ {text}"


def agency_piece(name: str) -> str:
    """Return an agency's name as a request names whose it is."""
    return f"ของ{name}"


def with_piece(request: str, piece: str) -> str:
    """Return a request with something told later: before its reason, which ends it. Another day
    takes the place of the one before.
    """
    request, piece = (to_arabic_digits(clean(each)) for each in (request, piece))
    why = _WHY.search(request)
    head, reason = (request[: why.start()], request[why.start() :]) if why else (request, "")
    if _WHY.match(piece):
        return f"{head.strip()} {piece}"
    if is_day(piece):
        head = DAY.sub(" ", head)
    return " ".join(f"{head} {piece} {reason}".split())


def is_day(text: str) -> bool:
    """Tell whether words are a day, or two, and nothing else."""
    said = to_arabic_digits(clean(text))
    return bool(DAY.search(said)) and not _BESIDE_DAYS.sub("", DAY.sub("", said))


def is_reason(text: str) -> bool:
    """Tell whether words begin as a reason does."""
    return bool(_WHY.match(f" {to_arabic_digits(clean(text))}".lstrip()))


def read_request(text: str, due: Sequence[DueMeasure], today: date) -> AskedTime:
    """Read a request for more time against what is due to its writer."""
    text = to_arabic_digits(clean(text))
    facts = read_facts(text, today)
    named = named_measures(text, due, facts.masked)
    ids = tuple(dict.fromkeys(number for each in named for number in each.ids))
    if not ids and not any(each.unknown for each in named):
        found = due[0].id if len(due) == 1 else measure_in_words(text, due)
        ids = () if found is None else (found,)
    why = _WHY.search(text)
    later = [day for day in (*facts.days, *facts.deadlines) if day >= today]
    reason = _POLITE.sub("", why["why"]) if why else ""
    if not later and _UNTIL.search(text):
        later = list(facts.days)  # one that is over is refused as such
    return AskedTime(ids, max(later) if later else None, reason)


_LEAD = re.compile(
    r"(?:(?:ส่วน|และ|แต่|สำหรับ|แล้วก็|ก็|ขอ(?:ขยาย|เลื่อน|ผ่อนผัน|เวลา)|(?<=ขอ)(?:ขยาย|เลื่อน)|เวลา|กำหนด|ส่ง|รายงาน|ขอ|ของ|"
    r"มาตรการ(?:ย่อย)?|ข้อ|ที่)\s*)+$"
)
"""What belongs to the measure named after it."""


def request_apart(text: str, due: Sequence[DueMeasure], today: date) -> tuple[str, str] | None:
    """Return a message as what it tells and what it asks more time for, where each is of measures
    of its own: "1.2 ทำคู่มือเสร็จแล้ว ส่วน 6.2 ขอเลื่อน". None for a message that is only one of
    them.
    """
    text = to_arabic_digits(clean(text))
    if kind_of(text) is not Kind.EXTENSION:
        return None
    named = named_measures(text, due, read_facts(text, today).masked)
    starts = [_lead_before(text, each.span[0]) for each in named if each.ids]
    if len(starts) < 2:
        return None
    ends = [*starts[1:], len(text)]
    parts = [text[start:end].strip() for start, end in zip([0, *starts[1:]], ends, strict=True)]
    asked = [kind_of(part) is Kind.EXTENSION for part in parts]
    if all(asked) or not any(asked):
        return None
    told = " ".join(part for part, asks in zip(parts, asked, strict=True) if not asks)
    wanted = " ".join(part for part, asks in zip(parts, asked, strict=True) if asks)
    return told, wanted


def _lead_before(text: str, start: int) -> int:
    found = _LEAD.search(text, 0, start)
    return found.start() if found else start
