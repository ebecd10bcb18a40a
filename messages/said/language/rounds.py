"""The round that words name: "รายงานเดือนตุลาคม 1.1 เสร็จแล้ว", "1.1 ของรอบ ต.ค. เสร็จแล้ว". A month in
which something was done names none.
"""

import re
from dataclasses import dataclass
from datetime import date

from thai.dates import BUDDHIST_OFFSET
from thai.month_words import MONTH_BEFORE, MONTH_NAMES, typed_month

_MONTH = (
    rf"(?P<month>(?:{MONTH_NAMES})(?:(?<=\.)|(?![ก-๙]))\s*(?:พ\.?\s?ศ\.?|ปี)?\s*(?:25[5-9]\d|[67]\d)?(?!\d)"
    r"|(?<=เดือน)(?:ที่แล้ว|ที่ผ่านมา|ก่อน(?![ก-๙])))"
    rf"(?!\s*(?:และ|กับ|ถึง|-|–|,|/)\s*(?:เดือน)?\s*(?:{MONTH_NAMES}))"
)
"""One month; of several it is not said which."""
_OF = r"(?:ย้อนหลัง|ของ|ประจำ|สำหรับ|รอบ|เดือน|\s)*+"
_COURTESY = r"(?:สวัสดี|เรียน|ท่าน|แอดมิน|พี่|ครับผม|ครับ|ค่ะ|คะ|นะ|ขอ|อนุญาต|แจ้ง|ส่ง|\s)*+"
_REPORTS = r"รายงาน(?:ผล)?(?:การ)?(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติงาน|งาน)?(?:ความก้าวหน้า|ความคืบหน้า)?"
_CODE = r"(?:มาตรการ|ข้อ|ที่|\s)*+[\d๐-๙]{1,2}\.[\d๐-๙]"
_NAMED = re.compile(
    rf"^{_COURTESY}{_REPORTS}{_OF}{_MONTH}"
    rf"|^{_COURTESY}(?:ของ|รอบ){_OF}{_MONTH.replace('month', 'of_round')}"
    rf"|^{_COURTESY}(?:เดือน\s*)?{_MONTH.replace('month', 'alone')}(?={_CODE})"
    r"|(?:(?<=\d\.\d)|(?<=\d\.\d\d))\s*(?:ของรอบ|ของเดือน|ของ|รอบ|ประจำเดือน)"
    rf"{_OF}{_MONTH.replace('month', 'after')}"
    r"|(?:(?<=\s)\(?|\()(?:ของรอบ|ของเดือน|รอบเดือน|สำหรับเดือน)"
    rf"{_OF}{_MONTH.replace('month', 'last')}\)?(?:ครับ|ค่ะ|คะ|นะ|\s)*$"
)
_CHOSEN = re.compile(
    r"(?:ขอ|ให้)?(?:ใช้|ส่ง|รายงาน|บันทึก|เอา|เป็น)(?:เป็น|กับ|ให้|ของ|สำหรับ|ใน|รายงาน|ล่าช้า|ย้อนหลัง|\s)*+(?:รอบเดือน|รอบ|เดือน)\s*"
    rf"{_MONTH}(?:แทน|ล่าช้า|ย้อนหลัง|ครับ|ค่ะ|คะ|นะ|เลย|ได้|\s)*"
)
_GROUPS = ("month", "of_round", "alone", "after", "last")


@dataclass(frozen=True)
class NamedRound:
    """The ``month`` (its first day) that words name as their round, and the words without it."""

    month: date
    rest: str


def round_named(text: str, today: date) -> NamedRound | None:
    """Return the round that a message names; None where it names none. A month without a year is
    the newest that has begun, or the one to come; ``today`` is a Bangkok day.
    """
    found = _NAMED.search(text)
    if found is None:
        return None
    said = next(found[name] for name in _GROUPS if found[name])
    month = _month_of(said, today)
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    return NamedRound(month, rest) if month is not None else None


def round_chosen(text: str, today: date) -> date | None:
    """Return the month that words choose and nothing else ("ใช้กับรอบเดือนพฤศจิกายน"); None for
    other words.
    """
    found = _CHOSEN.fullmatch(text)
    return _month_of(found["month"], today) if found is not None else None


def _month_of(said: str, today: date) -> date | None:
    named = typed_month(said) or typed_month(f"เดือน{said}")
    if named is None:
        return None
    number, year = named
    if number == MONTH_BEFORE:
        before = today.year * 12 + today.month - 2
        return date(before // 12, before % 12 + 1, 1)
    if year is not None:
        return date(year - BUDDHIST_OFFSET, number, 1)
    is_next = number == today.month % 12 + 1
    if is_next:
        return date(today.year + (number == 1), number, 1)
    return date(today.year - (number > today.month), number, 1)
