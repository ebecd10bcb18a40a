"""Questions whose answer is here, so that none becomes a note to the secretariat: the dates, who is
missing, how the month or a measure stands, what waits. What an officer asks is ``messages.asked``.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from messages import menu
from messages.chat.further import read_question
from messages.chat.group_words import asks_dates, asks_missing
from messages.form.about_measure import asked_code
from messages.limits import clip
from messages.month.words import count_line, named
from messages.parts import LineAction, Message, text_message
from models.month.summary import MeasureLine
from models.reports.obstacles import Obstacle
from thai.dates import long_month

_AGENCIES = 12


class CommonQuestion(StrEnum):
    """What is asked."""

    DATES = "dates"
    MISSING = "missing"
    MONTH = "month"
    WAITS = "waits"
    REVIEW = "review"
    STUCK = "stuck"


_HOW = r"(?:เป็น(?:อย่างไร|ยังไง|ไง)|(?:ไป)?ถึงไหน|คืบหน้า(?:อย่างไร|แค่ไหน|ยังไง|ถึงไหน))"
_ASKED = {
    CommonQuestion.MONTH: (
        r"(?:ตอนนี้|เดือนนี้|รอบนี้|(?:เดือน|รอบ)ที่แล้ว|ภาพรวม|โดยรวม|การรายงาน|ผล|งาน|ของ|จังหวัด|เรา|\s)+"
        rf"{_HOW}(?:บ้าง|แล้ว|ตอนนี้|เดือนนี้|\?|\s)*"
        r"|(?:ขอ|ดู|\s)*ภาพรวม(?:ของ)?(?:จังหวัด|เดือนนี้|รอบนี้|หน่อย|\s)*"
        r"|(?:ตอนนี้|เดือนนี้|รอบนี้|ได้|ส่ง|รายงาน|แล้ว|คืบหน้า|\s)*กี่(?:เปอร์เซ็นต์|เปอร์เซนต์|%)(?:แล้ว|\?|\s)*"
    ),
    CommonQuestion.REVIEW: (
        r"(?:ตอนนี้|มี|ยัง|เหลือ|\s)*(?:(?:รายงาน|รายการ|อะไร|งาน)?(?:ที่)?(?:ให้|รอ|ต้อง)ตรวจ)"
        r"(?:อีก|ทั้งหมด|มี|เหลือ|\s)*(?:กี่(?:รายการ|ฉบับ|เรื่อง)|บ้าง|ไหม|มั้ย|หรือเปล่า|\?|\s)+"
    ),
    CommonQuestion.STUCK: (
        r"(?=.*(?:อะไร|ใด|ไหน|บ้าง))(?:ตอนนี้|เดือนนี้|รอบนี้|มี|พบ|\s)*(?:(?:ปัญหา|อุปสรรค|และ|/)+|"
        r"(?:มาตรการ|เรื่อง|ข้อ|งาน)(?:ไหน|ใด|อะไร)?(?:ที่)?(?:ยัง)?"
        r"(?:ไม่บรรลุ(?:ผล)?|ติดขัด|ติดปัญหา|มีปัญหา))"
        r"(?:ของ|ใน|จังหวัด|มี|เดือนนี้|รอบนี้|\s)*(?:อะไร|ใด|ไหน|บ้าง|\?|\s)*"
    ),
    CommonQuestion.WAITS: (
        r"(?:ตอนนี้|วันนี้|ยัง|\s)*(?:มี)?(?:อะไร|งาน|เรื่อง|รายการ)(?:ที่)?"
        r"(?:ค้าง|รอ|ต้องทำ)(?:ตรวจ|อยู่|\s)*(?:บ้าง|ไหม|มั้ย|หรือเปล่า|อะไรบ้าง|กี่เรื่อง|กี่รายการ|\?|\s)+"
    ),
}
_PATTERNS = {kind: re.compile(words) for kind, words in _ASKED.items()}
_CHASES = re.compile(
    r"(?:ขอ|ช่วย|ส่ง|อยาก|\s)*(?:แจ้งเตือน|เตือน|ทวง|ติดตาม|ตาม)"
    r"(?:ผู้|คน|หน่วยงาน|เจ้าหน้าที่|อำเภอ|พวก|ที่|\s)*ยังไม่(?:ได้)?(?:ส่ง|รายงาน)(?:หน่อย|ด้วย|ให้|เลย|\s)*"
)
_MEASURE = re.compile(r"(?:มาตรการ(?:ย่อย)?|ข้อ)?(?:ที่)?\s?(?P<code>\d{1,2}(?:\.\d{1,2}){1,2})")


def question_asked(text: str) -> CommonQuestion | None:
    """Return which question words ask; None for other words."""
    plain = menu.plain(text).lstrip("/ ")
    if asks_missing(plain) or _CHASES.fullmatch(plain):
        return CommonQuestion.MISSING
    if asks_dates(plain):
        return CommonQuestion.DATES
    return next((kind for kind, known in _PATTERNS.items() if known.fullmatch(plain)), None)


def measure_asked(text: str) -> str | None:
    """Return the number of the measure of which somebody asks what it is or how it stands."""
    code = asked_code(text)
    if code is not None:
        return code
    asked = read_question(text)
    found = _MEASURE.fullmatch(asked.agency) if asked.says_how else None
    return found["code"] if found else None


def measure_stands(
    line: MeasureLine, month: date, missing: Sequence[str], quick: Sequence[LineAction]
) -> Message:
    """How a measure stands in a round, with the names of the agencies that have not sent it."""
    names = ", ".join(clip(name, 80) for name in missing[:_AGENCIES])
    more = f" และอีก {len(missing) - _AGENCIES:,} หน่วยงาน" if len(missing) > _AGENCIES else ""
    owing = f"\nยังไม่รายงาน: {names}{more}" if missing else ""
    return text_message(
        f"มาตรการ {clip(named(line.code, line.title), 500)}\n"
        f"รอบเดือน{long_month(month)}: {count_line(line.count)}{owing}",
        quick,
    )


def obstacles(month: date, found: Sequence[Obstacle], quick: Sequence[LineAction]) -> Message:
    """The trouble that the agencies reported in a round, by measure and agency."""
    head = f"รอบเดือน{long_month(month)}"
    if not found:
        return text_message(f"{head} ยังไม่มีรายงานที่ระบุปัญหาอุปสรรค", quick)
    listed = "".join(
        f"\n• {clip(named(each.code, each.title), 110)} – {clip(each.agency, 100)}: "
        f"{clip(each.words, 200) or 'ยังไม่บรรลุผล'}"
        for each in found[:_AGENCIES]
    )
    more = f"\nและอีก {len(found) - _AGENCIES:,} รายการ" if len(found) > _AGENCIES else ""
    return text_message(f"{head} ปัญหาอุปสรรคที่รายงาน {len(found):,} รายการ{listed}{more}", quick)
