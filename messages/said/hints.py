"""One gentle hint before sending, where a summary names nothing that can be checked."""

import re
from collections.abc import Sequence
from datetime import date

from messages.form.report_cards import ShownReport
from messages.said.language.facts import read_facts
from models.reports.submissions import ReportContent
from models.tables.obligations import Progress
from thai.cleaning import clean
from thai.numbers import to_arabic_digits
from thai.progress_words import said_progress

_MADE_UP = "ชี้แจงแนวทางแก่บุคลากร 32 คน เมื่อวันที่ 9 พ.ย. 2569 ตามบันทึกที่แนบ"
OWN = "จากรายงานของหน่วยงานท่านที่รับรองแล้ว"
PUBLISHED = "จากรายงานผลที่เผยแพร่แล้ว"
_TOLD = (Progress.IN_PROGRESS, Progress.DONE)


def vague(example: str = _MADE_UP, source: str = "") -> str:
    """Return the hint, with an example and where it was taken from; it never keeps anybody from
    sending.
    """
    taken = f" ({source})" if source else ""
    return (
        "ข้อแนะนำ (ส่งได้ทันทีโดยไม่ต้องแก้): หากมี ควรระบุวันที่ จำนวน เลขที่หนังสือ หรือแนบหลักฐาน เช่น "
        f"“{example}”{taken}"
    )


def vague_together(vague: Sequence[str], without_reason: Sequence[str]) -> str:
    """Return one hint for several reports shown together (numbers of their measures): what is told
    without anything to check, and what was not begun without a reason; "" where there is none.
    """
    asked = []
    if vague:
        asked.append(f"ควรระบุวันที่ จำนวน เลขที่หนังสือ หรือแนบหลักฐานของ {' '.join(vague)}")
    if without_reason:
        asked.append(f"ควรระบุเหตุผลที่ยังไม่ได้ดำเนินการของ {' '.join(without_reason)}")
    return f"ข้อแนะนำ (ส่งได้ทันทีโดยไม่ต้องแก้): หากมี {' และ'.join(asked)}" if asked else ""


def is_vague(shown: ShownReport, today: date) -> bool:
    """Tell whether a report of work under way or done has no date, number, letter, link or piece of
    evidence; ``today`` is a Bangkok day.
    """
    content = shown.content
    if content.progress not in _TOLD or shown.evidence:
        return False
    return not is_concrete(f"{content.summary} {content.outcome}", today)


def lacks_reason(content: ReportContent) -> bool:
    """Tell whether a report of what was not begun says no more than that."""
    return content.progress == Progress.NOT_STARTED and said_progress(content.summary) is not None


def is_concrete(words: str, today: date) -> bool:
    """Tell whether words name a date, a number, a letter or a link."""
    text = to_arabic_digits(clean(words))
    return bool(re.search(r"\d", text)) or read_facts(text, today).any
