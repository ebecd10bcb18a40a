"""A request for more time in a person's own words: which measures, until when, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.said.language.days import DAY
from messages.said.language.facts import read_facts
from messages.said.measures import DueMeasure, measure_in_words, named_measures
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_WHY = re.compile(
    r"(?:เพราะ(?:ว่า)?|เนื่องจาก|เนื่องด้วย|เหตุผล(?:คือ)?|สาเหตุ(?:คือ)?|(?<=\s)(?=(?:รอ|ติด)[ก-๙]))"
    r"\s*:?\s*(?P<why>.+)$"
)
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


def as_reason(text: str) -> str:
    """Return words as the reason of a request."""
    return f"เพราะ {text}"


def as_agency(name: str) -> str:
    """Return the name of an agency as a request names whose it is."""
    return f"ของ{name}"


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
    return AskedTime(ids, max(later) if later else None, reason)
