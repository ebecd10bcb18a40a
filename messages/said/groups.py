"""What is said of all measures at once, of all but some, and of the rest."""

import re
from collections.abc import Sequence

from messages.said.language.places import Span
from messages.said.measures import DueMeasure, NamedMeasures

ALL = re.compile(
    r"(?:ทุก(?:ๆ)?(?:ข้อ|มาตรการ|รายการ|เรื่อง|อัน|ตัว)|(?<=[ก-๙])สัก(?:ข้อ|มาตรการ|เรื่อง|อัน)(?:เดียว)?|(?:ครบ|หมด)ทุก(?:อย่าง|ข้อ)|ทั้งหมด(?:\s?\d+\s?(?:ข้อ|มาตรการ|"
    r"รายการ|เรื่อง))?|ทั้ง\s?\d+\s?(?:ข้อ|มาตรการ|รายการ|เรื่อง)|"
    r"^(?:ส่วน)?(?:ข้อ|มาตรการ|รายการ|อัน|ตัว)?(?:ที่เหลือ|นอกนั้น)(?:ทั้งหมด|ทุกข้อ|อยู่|ๆ|\s?\d\s?(?:ข้อ|มาตรการ|รายการ))?"
    r"(?=\s?(?:ก็|คง|ยัง|ไม่|กำลัง|อยู่|เหมือน|เดิม|เสร็จ|ดำเนินการ|ทำ|แล้ว|ครบ|เรียบร้อย)))"
)
"""Words for all that is due; "the rest" at the head of a message is what is still due then."""
BUT_FOR = re.compile(
    r"(?:แต่|เหลือ|มี|ส่วน)?(?:ยกเว้น|เว้น(?:แต่)?|นอกจาก|ขาด|เหลือ)(?:แค่|แต่|เฉพาะ|เพียง)?\s?$"
)
_THE_REST = re.compile(
    r"(?:ส่วน)?(?:(?:ข้อ|มาตรการ|อัน|ตัว)?(?:ที่เหลือ|อื่น)|นอกนั้น)(?:ๆ|ทั้งหมด|\s?\d\s?ข้อ)*"
)
_ALTOGETHER = re.compile(r"(?:เดิม|เสร็จ|เริ่ม|คืบหน้า|ครบ|เรียบร้อย)(?:เลย)?หมด(?=\s|$|ครับ|ค่ะ|แล้ว|เลย|นะ)")
_SHORT = 30
"""Letters of a message that says no more than "เหมือนเดิมหมด"."""
_WHOLLY = re.compile(r"หมด|ครบ|ทั้งหมด")
_COUNT = re.compile(r"\d+")
_LED = re.compile(r"(?:มาตรการ|ข้อ)")
_BOTH = re.compile(r"\s?(?:ทั้ง|ทุก)(?:\s?\d+|สอง|คู่|หมด)?\s?(?:ข้อ|มาตรการ|ย่อย)*")


def says_all(text: str, due: Sequence[DueMeasure]) -> bool:
    """Whether a text speaks of all that is due; a count of them must be theirs."""
    if len(due) < 2:
        return False
    found = ALL.search(text)
    if found is None:
        return len(text) <= _SHORT and bool(_ALTOGETHER.search(text))
    count = _COUNT.search(found[0])
    return count is None or int(count[0]) == len(due)


def the_rest(text: str, named: Sequence[NamedMeasures]) -> Span | None:
    """Return where a text speaks of the measures that it does not name."""
    for found in _THE_REST.finditer(text):
        if any(each.span[0] < found.start() for each in named):
            return found.span()
    return None


def but_for(text: str, named: NamedMeasures) -> bool:
    """Whether measures are named as those that are meant not."""
    return bool(BUT_FOR.search(text[: named.span[0]].rstrip()))


def says_all_but(
    text: str, due: Sequence[DueMeasure], named: Sequence[NamedMeasures], left_out: set[int]
) -> bool:
    """Whether a text that names measures to leave out speaks of all the others: it says so, or
    names no others and that all of it is done.
    """
    others = any(number not in left_out for each in named for number in each.ids)
    return says_all(text, due) or (not others and bool(_WHOLLY.search(text)))


def of_one_number(text: str, named: NamedMeasures, due: Sequence[DueMeasure]) -> tuple[int, ...]:
    """Return the measures of "ข้อ 6 ทั้งสองข้อ": all whose number begins so; of "ข้อ 7" the only one
    that does.
    """
    if len(named.unknown) != 1 or named.ids:
        return ()
    found = tuple(each.id for each in due if (each.code or "").startswith(f"{named.unknown[0]}."))
    only = len(found) == 1 and _LED.match(text, named.span[0])
    return found if only or _BOTH.match(text, named.span[1]) else ()
