"""เลิกส่ง: the words that ask for it, and what is said of it."""

import re
from collections.abc import Sequence

from messages import menu
from messages.form.questions import Subject
from messages.form.receipts import UNDO
from messages.limits import clip
from messages.parts import LineAction, Message, text_message
from models.reports.withdrawing import Stays
from thai.numbers import to_arabic_digits

_ASKED = re.compile(
    r"(?:ขอ|ช่วย|อยาก)?(?P<verb>เลิกส่ง|ยกเลิกการส่ง|ยกเลิกส่ง|ยกเลิกรายงาน|ลบรายงาน|ถอนรายงาน|ถอน|ดึงรายงานกลับ)"
    r"(?:รายงาน|ที่ส่ง|ล่าสุด|เมื่อกี้|เมื่อสักครู่|เลขที่รับ|เลขที่|มาตรการ|ข้อ|ด้วย|หน่อย|แล้ว|\s)*+"
    r"(?P<which>\d{4}-\d{1,9}-\d{1,4}|\d{1,3}(?:\.\d{1,3}){0,3})?"
)
_ALL = re.compile(
    r"(?:ขอ|ช่วย|อยาก)?(?:เลิกส่ง|ยกเลิกการส่ง|ยกเลิกส่ง|ถอนรายงาน|ถอน|ดึงรายงานกลับ)(?:รายงาน|ที่ส่ง|ไป|แล้ว|\s)*+"
    r"(?:ทั้งหมด|ทุกรายการ|ทุกข้อ|ทุกฉบับ|ทุกอัน|หมด)(?:เลย|ด้วย|หน่อย|ที่ส่ง|ไป|แล้ว|\s)*+"
)
_SENT_WRONG = re.compile(
    r"(?:รายงาน|เมื่อกี้|\s)*ส่ง(?:รายงาน)?ผิด(?:ไป|ครับ|ค่ะ|คะ|นะ|\s)*(?:จึง|เลย)?(?:ขอ|อยาก)?(?:ยกเลิก|ถอน|เลิกส่ง)(?:รายงาน|หน่อย|ด้วย|\s)*"
)
_LISTED = 12


def asks_undo(text: str) -> str | None:
    """Return of which report (its number or its measure's; "": the last) somebody asks to take the
    sending back; None for other words.
    """
    plain = to_arabic_digits(menu.plain(text))
    if _SENT_WRONG.fullmatch(plain):
        return ""
    found = _ASKED.fullmatch(plain)
    return (found["which"] or "") if found else None


def asks_undo_all(text: str) -> bool:
    """Tell whether somebody asks to take back all that may still be: "เลิกส่งทั้งหมด"."""
    return bool(_ALL.fullmatch(menu.plain(text)))


def may_mean_the_form(text: str) -> bool:
    """Tell whether words that ask for it may as well ask to drop the form that is open."""
    plain = to_arabic_digits(menu.plain(text))
    if _SENT_WRONG.fullmatch(plain):
        return True
    found = _ASKED.fullmatch(plain)
    return found is not None and found["verb"].startswith(menu.CANCEL)


def which_is_meant() -> str:
    """Nothing was done: is it the form that is open, or what was sent before?"""
    return (
        "ยังไม่ได้เลิกส่งรายงานใด\n"
        f"หากไม่ต้องการส่งรายงานที่เปิดอยู่ พิมพ์ {menu.CANCEL}\n"
        f"หากต้องการถอนรายงานที่ส่งไปแล้ว พิมพ์ {UNDO}"
    )


def undone(numbers: Sequence[tuple[str, Subject]], standing: str) -> str:
    """Reports (number, subject) were taken back; ``standing`` says what stands now, of one."""
    listed = "\n".join(
        f"{number} {clip(subject.name, 80)} รอบเดือน{subject.month}"
        for number, subject in numbers[:_LISTED]
    )
    left = f"\nและอีก {len(numbers) - _LISTED} รายการ" if len(numbers) > _LISTED else ""
    return f"เลิกส่งแล้ว {len(numbers)} รายการ\n{listed}{left}\n{standing}"


def drafts_wait() -> str:
    """What was taken back waits as drafts."""
    return (
        f"ข้อความและหลักฐานเก็บไว้เป็นร่าง ยังไม่ได้ส่ง พิมพ์ {menu.REPORT} เพื่อแก้ไขแล้วส่งใหม่ "
        "หรือ ส่งทั้งหมด เพื่อตรวจแล้วส่งใหม่พร้อมกัน"
    )


def nothing_to_undo(quick: Sequence[LineAction]) -> Message:
    """Nothing was sent lately."""
    return text_message(f"ไม่มีรายงานที่ท่านส่งภายใน 10 นาทีที่ผ่านมา รายงานที่ส่งแล้วแก้ไขได้ที่ {menu.MINE}", quick)


_WHY = {
    Stays.GONE: "เลิกส่งไปแล้ว ไม่ต้องทำซ้ำ",
    Stays.REVIEWED: "ฝ่ายเลขานุการตรวจแล้ว จึง" + UNDO + "ไม่ได้",
    Stays.REPLACED: f"มีฉบับแก้ไขที่ใหม่กว่าแล้ว จึง{UNDO}ฉบับนี้ไม่ได้",
    Stays.CLOSED: f"รอบนี้ปิดแล้ว จึง{UNDO}ไม่ได้ หากจำเป็นต้องแก้ โปรดติดต่อฝ่ายเลขานุการ",
    Stays.TOO_LATE: (
        f"เกิน 10 นาทีหลังส่งแล้ว จึง{UNDO}ไม่ได้ แต่แก้ไขได้จนกว่ารอบจะปิด โดยพิมพ์ แก้ ตามด้วยเลขที่รับ"
    ),
    Stays.NOT_YOURS: f"ผู้อื่นเป็นผู้ส่ง จึง{UNDO}ไม่ได้ แต่แก้ไขได้จนกว่ารอบจะปิด",
}


def stays(number: str, why: Stays, quick: Sequence[LineAction]) -> Message:
    """Why a report is not taken back."""
    return text_message(f"รายงานเลขที่รับ {number} {_WHY[why]}", quick)
