"""ขอขยายเวลา, after it was asked: how it stands, taking it back, the secretariat's words for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import menu
from messages.chat.extensions import REFUSALS
from messages.limits import clip
from messages.parts import LineAction, Message, text_message
from thai.dates import short_date
from thai.numbers import to_arabic_digits

_CODE = r"(?:มาตรการ(?:ที่)?|ข้อ|ของ|\s)*(?P<code>\d{1,2}(?:\.\d{1,2}){1,2})?\s*"
_TIME = r"(?:ขอ)?(?:ขยาย(?:เวลา|กำหนด)?|เลื่อน(?:กำหนด|ส่ง|เวลา)*|เวลาเพิ่ม)"
_CANCELS = re.compile(
    rf"(?:ขอ|ช่วย)?(?:ยกเลิก|ถอน|ไม่)(?:คำ)?(?:ขอ)?(?:การ)?{_TIME}{_CODE}(?:แล้ว|ก่อน|หน่อย|\s)*"
    rf"|(?:ขอ|ช่วย)?(?:ยกเลิก|ถอน)คำขอ\s*(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,2}})?"
)
_AFTER = re.compile(
    rf"(?:คำ|เรื่อง|ที่|การ)*(?:ได้|อนุมัติ|อนุญาต|ให้)?(?:คำ)?{_TIME}{_CODE}"
    r"(?:ได้|ผล|ถึง|อนุมัติ|อนุญาต|ไป|เป็น|แล้ว|ว่า|มีผล|\s)*(?:หรือยัง|รึยัง|ไหน|อย่างไร|ยังไง)(?:แล้ว|\?|\s)*"
)
_FOUND = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_ANSWER = re.compile(
    rf"(?:(?P<no>ไม่(?:ให้|อนุญาต|อนุมัติ))|ให้|อนุญาต(?:ให้)?|อนุมัติ)(?:คำขอ|{_TIME})?{_CODE}"
    r"(?:(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล(?:คือ)?)[\s:]*(?P<why>\S.*))?",
    re.DOTALL,
)
_WHY = re.compile(r"(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล(?:คือ)?)[\s:]*(?P<why>\S.*)", re.DOTALL)


def cancels(text: str) -> bool:
    """Tell whether words take a request for more time back."""
    return _CANCELS.fullmatch(_plain(text)) is not None


def asks_after(text: str) -> bool:
    """Tell whether words ask how a request for more time stands."""
    return _AFTER.fullmatch(_plain(text)) is not None


def code_in(text: str) -> str | None:
    """Return the number of a measure in words, None without one."""
    found = _FOUND.search(_plain(text))
    return found[0] if found else None


@dataclass(frozen=True)
class TimeAnswer:
    """The secretariat's words to a request: of which measure's, whether given, and why not."""

    code: str | None
    granted: bool
    why: str = ""


_LISTED = re.compile(
    r"(?:ขอ)?(?:ดู|แสดง|อ่าน|มี)?(?:รายการ)?คำขอ(?:ขยายเวลา)?(?:ที่รอ|ทั้งหมด|ไหม|มั้ย|บ้าง|\s)*"
)


def asks_for_requests(text: str) -> bool:
    """Tell whether words ask to see the requests that wait."""
    return _LISTED.fullmatch(_plain(text)) is not None


def answer_in(text: str) -> TimeAnswer | None:
    """Return what words answer to a request for more time; None for other words."""
    found = _ANSWER.fullmatch(_plain(text))
    if found is None:
        return None
    return TimeAnswer(found["code"], not found["no"], found["why"] or "")


def why_not(text: str) -> str | None:
    """Return the reason that a number, a button's words or "เพราะ…" give after it was asked; None
    for other words.
    """
    plain = _plain(text)
    number = plain.rstrip(".)")
    if number.isdecimal() and 1 <= int(number[:3]) <= len(REFUSALS):
        return REFUSALS[int(number[:3]) - 1]
    found = _WHY.fullmatch(plain)
    return plain if plain in REFUSALS else found["why"] if found else None


def _plain(text: str) -> str:
    return to_arabic_digits(menu.plain(text))


def line(name: str, day: date, granted: bool | None, *, is_over: bool = False) -> str:
    """One request and how it stands."""
    said = {None: "รอคำตอบของฝ่ายเลขานุการ", True: "ให้ขยายเวลาแล้ว", False: "ไม่ให้ขยายเวลา"}[granted]
    said = "พ้นวันที่ขอแล้ว ไม่มีคำตอบ" if is_over else said
    return f"• {clip(name, 120)} ขอถึง {short_date(day)}: {said}"


def stands(lines: Sequence[str], quick: Sequence[LineAction]) -> Message:
    """How a person's requests stand."""
    if not lines:
        return nothing_waits(quick)
    return text_message("คำขอขยายเวลาของท่าน\n" + "\n".join(lines), quick)


def nothing_waits(quick: Sequence[LineAction]) -> Message:
    """No request of theirs waits."""
    return text_message("ท่านไม่มีคำขอขยายเวลาที่รอคำตอบ", quick)


def which(codes: Sequence[str], quick: Sequence[LineAction]) -> Message:
    """Several wait."""
    named = ", ".join(filter(None, codes))
    return text_message(
        f"มีคำขอขยายเวลาที่รอคำตอบหลายรายการ: {named} โปรดพิมพ์เช่น ยกเลิกคำขอขยายเวลา 1.1", quick
    )


def taken_back(name: str, due: str, quick: Sequence[LineAction]) -> Message:
    """The request does not wait any more."""
    return text_message(f"ยกเลิกคำขอขยายเวลาแล้ว: {clip(name, 200)}\nกำหนดเดิมยังมีผล ({due})", quick)


def answer_which(codes: Sequence[str], quick: Sequence[LineAction]) -> Message:
    """Several requests wait for the secretariat, and its words do not say which is meant."""
    named = ", ".join(filter(None, codes[:12]))
    return text_message(
        f"มีคำขอขยายเวลารอคำตอบหลายรายการ: {named} จึงยังไม่ได้ตอบ โปรดกดปุ่มบนการ์ด "
        "หรือพิมพ์เช่น ให้ขยายเวลา 1.1 หรือ ไม่ให้ 1.1 เพราะ…",
        quick,
    )


def none_of(code: str | None, quick: Sequence[LineAction]) -> Message:
    """No request waits for the secretariat, or none of a measure."""
    of = f"ของมาตรการ {code} " if code else ""
    return text_message(f"ไม่มีคำขอขยายเวลา{of}ที่รอคำตอบ", quick)
