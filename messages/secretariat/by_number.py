"""Words with a receipt's number by which the secretariat looks at, accepts or returns a report, as
the cards' buttons do.
"""

import re
from dataclasses import dataclass

from messages import menu
from messages.parts import LineAction, Message, text_message
from thai.numbers import to_arabic_digits

_ASKED = re.compile(
    r"(?:ขอ)?(?:(?P<accept>รับรอง)|(?P<back>ส่งกลับแก้ไข|ส่งกลับ|ส่งคืน)|(?P<look>ดูฉบับเต็ม|ดูรายงาน|ดู|ตรวจรายงาน|ตรวจ))"
    r"(?:รายงาน|เลขที่รับ|เลขที่|ฉบับ|\s)*+(?P<number>\d{4}-\d{1,9}-\d{1,4})"
    r"(?:\s*+(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล(?:คือ)?|:)\s*+:?\s*+(?P<why>.+))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Asked:
    """What is to be done (``look``, ``accept`` or ``back``) with the report of a receipt number;
    ``why``: the reason, where it was told.
    """

    what: str
    number: str
    why: str = ""


def asked_by_number(text: str) -> Asked | None:
    """Return what words ask of a report by its number; None for other words."""
    found = _ASKED.fullmatch(to_arabic_digits(menu.plain(text)))
    if found is None:
        return None
    what = next(each for each in ("look", "accept", "back") if found[each])
    return Asked(what, found["number"], found["why"] or "")


def not_found(number: str, quick: list[LineAction]) -> Message:
    """No report of this number is the secretariat's."""
    return text_message(f"ไม่พบรายงานเลขที่รับ {number} พิมพ์ {menu.REVIEW} เพื่อดูรายงานที่รอตรวจ", quick)
