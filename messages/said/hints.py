"""One gentle hint before sending, where a summary names nothing that can be checked."""

import re
from datetime import date

from messages.form.report_cards import ShownReport
from messages.said.facts import read_facts
from models.tables.obligations import Progress
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

VAGUE = (
    "ข้อแนะนำ (ส่งได้ทันทีโดยไม่ต้องแก้): หากมี ควรระบุวันที่ จำนวน เลขที่หนังสือ หรือแนบหลักฐาน เช่น "
    "“ชี้แจงแนวทางแก่บุคลากร 32 คน เมื่อวันที่ 9 พ.ย. 2569 ตามบันทึกที่แนบ”"
)
_TOLD = (Progress.IN_PROGRESS, Progress.DONE)


def is_vague(shown: ShownReport, today: date) -> bool:
    """Tell whether a report of work under way or done has no date, number, letter, link or piece of
    evidence; ``today`` is a Bangkok day.
    """
    content = shown.content
    if content.progress not in _TOLD or shown.evidence:
        return False
    text = to_arabic_digits(clean(f"{content.summary} {content.outcome}"))
    return not re.search(r"\d", text) and not read_facts(text, today).any
