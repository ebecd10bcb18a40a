"""Words that name a report and a part of it: "แก้ 1.1 สรุปผล: …", "แก้ไข 2570-000012-1",
"รายงาน 1.1". What the cards' buttons do is done by them on a PC too.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from messages import menu
from messages.form.questions import EDIT_WORDS, EDITS
from messages.parts import LineAction, Message, text_message
from messages.taps import LARGEST_ID
from thai.numbers import to_arabic_digits
from thai.progress_words import NOTHING_NEW, said_progress

_WHICH = r"(?P<which>\d{4}-\d{1,9}-\d{1,4}|\d{1,3}(?:\.\d{1,3}){0,3})"
_BEFORE = r"(?:รายงาน|ฉบับ|เลขที่รับ|เลขที่|มาตรการ(?:ที่)?|ข้อ|\s)*+"
_PARTS = {
    "progress": "สถานะ",
    "summary": "สรุปผลการดำเนินการ|สรุปผล|สรุป|ผลการดำเนินการ",
    "outcome": "ผลลัพธ์/ความสำเร็จ|ผลลัพธ์|ความสำเร็จ",
    "obstacle": "ปัญหา/อุปสรรค|ปัญหาและอุปสรรค|ปัญหาอุปสรรค|อุปสรรค",
}
_PART = "|".join(f"(?P<{key}>{names})" for key, names in _PARTS.items())
_MEND = re.compile(
    rf"(?P<verb>แก้ไข|แก้|เพิ่ม)?{_BEFORE}{_WHICH}?\s*+(?:{_PART})\s*+[:：=]\s*+(?P<text>.+)",
    re.DOTALL,
)
_SLIPPED = (
    r"(?:(?:ส่ง|พิมพ์|กรอก|เขียน|ใส่|กด)ผิด(?:ไป)?|ผิด|หน่อย|ด้วย|ก่อน|ใหม่|ที|ได้ไหม|ได้มั้ย|ครับ|ค่ะ|คะ|นะ|\s)*+"
)
"""What goes with asking to change a report, and tells nothing to put in it."""
_TOLD = rf"(?:\s*+[:：=]\s*+|\s*+(?:ให้)?(?:เป็น|ว่า)\s*+|\s++)(?!{_SLIPPED}$)(?P<text>.+)"
_ASKS = r"(?:ขอ|ช่วย|อยาก)?(?P<verb>แก้ไข|แก้|เปลี่ยน|เพิ่ม)"
_MENDS_SENT = tuple(
    re.compile(rf"{_ASKS}{named}{_TOLD}", re.DOTALL)
    for named in (
        rf"{_BEFORE}{_WHICH}\s*+(?:{_PART})",
        rf"\s*+(?:{_PART})(?:ของ)?{_BEFORE}{_WHICH}(?!\s?(?:เรื่อง|รายการ|ครั้ง|ข้อ|คน|เล่ม|แห่ง|ฉบับ|วัน))",
    )
)
"""A part of a report told without a colon, by whoever names the report and the part: "แก้ 1.2 สรุปผล
เผยแพร่ 9 รายการ", "แก้สรุปผล 1.2 เป็น เผยแพร่ 9 รายการ"."""
_TURNED = re.compile(
    rf"(?:ขอ)?(?:แก้ไข|แก้|เปลี่ยน)(?:สถานะ)?{_BEFORE}{_WHICH}\s*+(?:สถานะ)?(?:ให้|จาก[ก-๙]{{2,30}})?(?:เป็น|ว่า)\s*+(?P<text>.+)"
)
"""Another status of a report, told in a sentence: "แก้ 1.1 เป็นเสร็จแล้ว"."""
_AMENDS = re.compile(
    rf"(?P<before>(?:ขอ|ช่วย|อยาก)?(?:แก้ไข|แก้|เปลี่ยน|ปรับ)[ก-๙\s]{{0,20}}?)(?:ใน|ของ)?{_BEFORE}{_WHICH}(?![\d.])\s*+"
    r"(?P<told>.*เป็น.+)"
)
"""A figure or a day of a sent report told anew: "แก้จำนวนคนใน 1.1 เป็น 42 คน"."""
_STATUS_TOLD = re.compile(
    r"(?:ขอ|ช่วย|อยาก)?(?:(?:แก้ไข|แก้|เปลี่ยน|ปรับ)(?:สถานะ(?:ให้)?(?:เป็น)?|(?:ให้)?เป็น)|สถานะ(?:เป็น|คือ)?)\s*+(?P<text>.+)"
)
"""Another status of the report at hand: "แก้สถานะ 2", "เปลี่ยนเป็นเสร็จแล้ว"."""
_PART_TOLD = re.compile(rf"{_ASKS}(?:{_PART}){_TOLD}", re.DOTALL)
_NUMBER_ALONE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}")
_EDIT = re.compile(
    rf"(?:ขอ|ช่วย|อยาก)?(?:เปิด(?:ให้)?)?(?:แก้ไข|แก้|เปิดสำเนา){_BEFORE}{_WHICH}\s*+(?:{_PART})?{_SLIPPED}"
)
_REPORT = re.compile(rf"(?:รายงานผล|ส่งรายงาน|รายงาน|ตอบต่อ|ตอบ(?!\s?\d$)|ทำต่อ){_BEFORE}{_WHICH}")
_EDITS_PART = re.compile(
    r"(?:ขอ|ช่วย|อยาก)?(?:(?:แก้ไข|แก้|เปลี่ยน)(?:(?P<progress>สถานะ)|(?P<summary>สรุปผลการดำเนินการ|สรุปผล|สรุป)|"
    r"(?P<outcome>ผลลัพธ์)|(?P<obstacle>ปัญหาอุปสรรค|อุปสรรค)|(?P<evidence>หลักฐาน))"
    r"|(?:เพิ่ม|ใส่)(?:(?P<trouble>ปัญหาอุปสรรค|อุปสรรค|ปัญหา)|(?P<came>ผลลัพธ์|ความสำเร็จ))"
    r"|(?:เพิ่ม|แนบ|ส่ง)(?P<more>หลักฐาน|รูปถ่าย|รูปภาพ|รูป|ภาพถ่าย|ภาพ|ไฟล์|เอกสาร)(?:แนบ)?)(?:ก่อน|หน่อย|ด้วย|เพิ่ม|\s)*+"
)
_DROPS_PART = re.compile(
    rf"(?:ขอ|ช่วย|อยาก)?(?:ลบ|ตัด|เอา|นำ)(?:ส่วน|ช่อง|หัวข้อ)?(?:{_PART})(?:ออก|ทิ้ง|หน่อย|ด้วย|\s)*+"
)


SEND_OR_LIST = ("ส่งรายงาน", "ส่งรายงานผล")
"""What lists the reports that are due, and may mean the one at whose last look it is typed."""


@dataclass(frozen=True)
class Mend:
    """A part of a report told anew: of which report (its number, its measure's, or ""), which
    part (a question's key), and the words. ``asked``: with a word that asks for it.
    """

    which: str
    key: str
    text: str
    asked: bool


def mend_of(text: str) -> Mend | None:
    """Return the part of a report that words tell anew; None for other words."""
    typed = text.strip()
    found = _MEND.fullmatch(typed)
    found = found or next(filter(None, (each.fullmatch(typed) for each in _MENDS_SENT)), None)
    if found is None:
        turned = _TURNED.fullmatch(menu.plain(text))
        if turned is None or said_progress(turned["text"]) is None:
            return None
        return Mend(_number(turned["which"]), "progress", turned["text"], asked=True)
    key = next(key for key in _PARTS if found[key])
    return Mend(_number(found["which"]), key, found["text"], bool(found["verb"]))


def amend_asked(text: str) -> tuple[str, str] | None:
    """Return of which sent report (the number of its receipt or measure) words tell a figure or a
    day anew, and the words without that number; None for other words.
    """
    found = _AMENDS.fullmatch(menu.plain(text))
    if found is None:
        return None
    return _number(found["which"]), f"{found['before']} {found['told']}"


def part_told(text: str, choices: Collection[str]) -> Mend | None:
    """Return the part of the report at hand that words tell anew without a colon: its status, by
    word or by the number of the choice (``choices``), or "แก้ผลลัพธ์ …"; None for other words.
    """
    turned = _STATUS_TOLD.fullmatch(to_arabic_digits(menu.plain(text)))
    if turned is not None:
        said = turned["text"].strip()
        if said in choices or said_progress(said) not in (None, NOTHING_NEW):
            return Mend("", "progress", said, asked=True)
    found = _PART_TOLD.fullmatch(text.strip())
    if found is None or _NUMBER_ALONE.fullmatch(to_arabic_digits(found["text"].strip())):
        return None
    key = next(key for key in _PARTS if found[key])
    return Mend("", key, found["text"], asked=True) if key != "progress" else None


def edit_asked(text: str) -> str | None:
    """Return the number of a sent report, or of its measure, that somebody wants to change."""
    found = _EDIT.fullmatch(menu.plain(text))
    return _number(found["which"]) if found else None


def part_to_edit(text: str) -> str | None:
    """Return the question that typed words ask to answer (again); None for other words."""
    if text in EDIT_WORDS:
        return EDIT_WORDS[text]
    found = _EDITS_PART.fullmatch(text)
    if found is None:
        return None
    added = {"obstacle": found["trouble"], "outcome": found["came"]}
    return next((key for key in EDITS if found[key] or added.get(key)), "evidence")


def status_alone(text: str, code: str) -> str | None:
    """Return the status that words tell of the measure of a number, where they tell nothing else:
    "2.1 มีการดำเนินการแล้ว"; None for other words, and where nothing is new.
    """
    named, _, words = to_arabic_digits(menu.plain(text)).partition(" ")
    status = said_progress(words.strip()) if named == code else None
    return status if status != NOTHING_NEW else None


def part_to_drop(text: str) -> str | None:
    """Return the part (a question's key) that typed words ask to leave out; None for others."""
    found = _DROPS_PART.fullmatch(menu.plain(text))
    return next(key for key in _PARTS if found[key]) if found else None


def report_asked(text: str) -> str | None:
    """Return the number of a measure that somebody wants to report on."""
    found = _REPORT.fullmatch(menu.plain(text))
    return _number(found["which"]) if found else None


def is_receipt(which: str) -> bool:
    """Tell whether a number is a receipt's."""
    return "-" in which


def receipt_parts(which: str) -> tuple[int, int, int]:
    """Return a receipt number's fiscal year, report and revision."""
    year, report_id, number = (int(part) for part in which.split("-"))
    return year, min(report_id, LARGEST_ID), number


def _number(which: str | None) -> str:
    return to_arabic_digits(which or "")


def not_found(which: str, quick: Sequence[LineAction]) -> Message:
    """No report of this number can be changed by this person."""
    named = f"ของ {which} " if which else ""
    return text_message(f"ไม่พบรายงาน{named}ที่ท่านแก้ไขได้ ดูรายงานที่ส่งแล้วได้ที่ {menu.MINE}", quick)


def several_agencies(which: str) -> str:
    """A measure's number fits several agencies for which the person reports."""
    return f"มาตรการ {which} มีของหลายหน่วยงาน โปรดเลือกจากรายการต่อไปนี้"


def replaced(number: str, quick: Sequence[LineAction]) -> Message:
    """The revision whose number was named is not the newest any more."""
    return text_message(
        f"เลขที่รับ {number} มีฉบับที่ใหม่กว่าแล้ว ยังไม่ได้เปลี่ยนแปลง โปรดแก้ไขจากฉบับล่าสุดที่ {menu.MINE}",
        quick,
    )


def unchanged(number: str) -> str:
    """The part that was told says already what was told."""
    return f"รายงานเลขที่รับ {number} มีข้อความนี้อยู่แล้ว จึงไม่ได้ส่งฉบับใหม่"
