"""Words with a receipt's number by which the secretariat looks at, accepts or returns a report, as
the cards' buttons do.
"""

import re
from dataclasses import dataclass

from messages import menu
from messages.parts import LineAction, Message, text_message
from thai.numbers import to_arabic_digits

_ASKED = re.compile(
    r"(?:ขอ)?(?:(?P<accept>รับรอง)|(?P<open>เปิด(?:ให้)?แก้(?:ไข)?(?:อีกครั้ง)?)|(?P<back>ส่งกลับแก้ไข|ส่งกลับ|ส่งคืน)|(?P<look>ดูฉบับเต็ม|ดูรายงาน|ดู|ตรวจรายงาน|ตรวจ))"
    r"(?:รายงาน|เลขที่รับ|เลขที่|ฉบับ|มาตรการ(?:ที่)?|ข้อ|\s)*+"
    r"(?P<number>\d{4}-\d{1,9}-\d{1,4}|\d{1,2}(?:\.\d{1,2}){1,2})"
    r"(?:\s*+(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล(?:คือ)?|:)\s*+:?\s*+(?P<why>.+))?",
    re.DOTALL,
)
_ALL = re.compile(
    r"(?:ขอ)?(?:รับรอง|ตรวจ|ส่งกลับแก้ไข|ส่งกลับ)(?:รายงาน|\s)*(?:ทั้งหมด|ทุก(?:รายการ|ฉบับ|เรื่อง|หน่วยงาน|มาตรการ|อัน))?(?:เลย|\s)*"
)


@dataclass(frozen=True)
class NumberedRequest:
    """What is to be done (``look``, ``accept``, ``back`` or ``open``) with the report of a receipt
    number, or of a measure's; ``why``: the reason, where it was told.
    """

    what: str
    number: str
    why: str = ""

    @property
    def is_receipt(self) -> bool:
        """Whether the number is a receipt's."""
        return "-" in self.number


def asked_by_number(text: str) -> NumberedRequest | None:
    """Return what words ask of a report by its number; None for other words."""
    found = _ASKED.fullmatch(to_arabic_digits(menu.plain(text)))
    if found is None:
        return None
    what = next(each for each in ("look", "accept", "back", "open") if found[each])
    return NumberedRequest(what, found["number"], found["why"] or "")


def asks_for_all(text: str) -> bool:
    """Tell whether words ask to decide about everything at once, or about nothing in particular."""
    return _ALL.fullmatch(menu.plain(text)) is not None


def how_to_decide() -> Message:
    """Nothing is decided that was not looked at."""
    return text_message(
        "ระบบรับรองหรือส่งกลับเฉพาะรายงานที่แสดงให้ตรวจแล้ว โปรดกดปุ่มบนการ์ด "
        "(การ์ดที่มีหลายรายการรับรองพร้อมกันได้) หรือพิมพ์ รับรอง 1.2 รับรอง ตามด้วยเลขที่รับ "
        "หรือ ส่งกลับ ตามด้วยเลขที่รับ เพราะ…"
    )


def several(code: str, count: int) -> Message:
    """Several reports of a measure's number wait."""
    return text_message(
        f"มาตรการ {code} มีรายงานรอตรวจ {count:,} ฉบับ จึงยังไม่ได้ดำเนินการ โปรดเลือกจากการ์ด หรือพิมพ์เลขที่รับ"
    )


def none_waits(code: str, quick: list[LineAction]) -> Message:
    """No report of a measure's number waits."""
    return text_message(
        f"ไม่มีรายงานของมาตรการ {code} ที่รอตรวจ พิมพ์ {menu.REVIEW} เพื่อดูรายงานที่รอตรวจ", quick
    )


def open_which(code: str, quick: list[LineAction]) -> Message:
    """A measure's number alone does not say whose report is to be opened."""
    return text_message(
        f"มาตรการ {code} อาจมีหลายหน่วยงาน โปรดพิมพ์ เปิดให้แก้ไข ตามด้วยเลขที่รับ "
        "หรือพิมพ์ชื่อหน่วยงาน แล้วเลือกรายการที่จะเปิดให้แก้ไข",
        quick,
    )


def not_found(number: str, quick: list[LineAction]) -> Message:
    """No report of this number is the secretariat's."""
    return text_message(f"ไม่พบรายงานเลขที่รับ {number} พิมพ์ {menu.REVIEW} เพื่อดูรายงานที่รอตรวจ", quick)
