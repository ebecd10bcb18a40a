"""An agency's reports that wait for review, together on one card, to be accepted with one tap after
a look; a tap on one of them shows it whole, with its evidence, to be returned.
"""

from collections.abc import Sequence
from datetime import date

from messages import parts
from messages.form.questions import progress_word
from messages.form.review_cards import WaitingReport
from messages.limits import BUBBLE_BYTES, clip, utf16_length, wire_bytes
from messages.parts import Bubble, Component, bubble, button, entry, muted, tap, words
from messages.taps import Action, month_value, pack

TOGETHER = 10
"""Reports on one card: with numbers as long as they may be their button still fits LINE's data."""
OPENS = "›"
_LENGTHS = (1500, 900, 600, 400, 250, 160, 110, 60, 30, 12)
"""Letters shown of each text, the longest that LINE takes of so many reports."""


def together_card(
    waiting: Sequence[WaitingReport], agency_id: int, month: date, *, leads_on: bool = False
) -> Bubble:
    """What an agency sent of a month, as much of it as fits, with one button that accepts all that
    is shown (and shows what waits next, if it ``leads_on``), and one that shows them one by one.
    """
    for length in _LENGTHS:
        found = _card(waiting, agency_id, month, length, leads_on=leads_on)
        if wire_bytes(found) <= BUBBLE_BYTES:
            break
    return found


def _card(
    waiting: Sequence[WaitingReport], agency_id: int, month: date, length: int, *, leads_on: bool
) -> Bubble:
    subject = waiting[0].subject
    cut = any(utf16_length(text) > length for each in waiting for text in _texts(each))
    notes = ["แตะรายการใดเพื่ออ่านฉบับเต็ม เปิดดูหลักฐาน หรือส่งกลับแก้ไข"]
    notes += ["ข้อความยาวแสดงเพียงตอนต้น"] if cut else []
    revisions = ".".join(str(each.revision_id) for each in waiting)
    accept = tap(
        f"รับรองทั้งหมด {len(waiting)} รายการ",
        pack(Action.ACCEPT_MANY, r=revisions, **({"n": 1} if leads_on else {})),
        says=f"รับรองทั้งหมด {len(waiting)} รายการของ{subject.agency}",
    )
    single = tap(
        "ตรวจทีละรายการ",
        pack(Action.REVIEW, g=agency_id, m=month_value(month)),
        says="ตรวจทีละรายการ",
    )
    body = [_entry(each, length) for each in waiting]
    return bubble(
        clip(subject.agency, 120),
        [*body, *(muted(note, margin="md") for note in notes)],
        [button(accept), button(single, "secondary")],
        above=f"รอตรวจ {len(waiting)} รายการ รอบเดือน{subject.month}",
        tone=parts.CALM,
    )


def _texts(each: WaitingReport) -> tuple[str, ...]:
    content = each.shown.content
    return content.summary, content.obstacle, content.outcome


def _entry(each: WaitingReport, length: int) -> Component:
    content = each.shown.content
    marks = [each.number]
    marks += ["ส่งหลังกำหนด"] if each.late else []
    marks += ["รายงานแทน"] if each.on_behalf else []
    evidence = len(each.shown.evidence)
    marks.append(f"หลักฐาน {evidence} รายการ" if evidence else "ไม่มีหลักฐาน")
    marks.append(each.sender)  # last: what is too long is cut here
    look = tap("ดูฉบับเต็ม", pack(Action.LOOK, r=each.revision_id), says=f"ดูรายงาน {each.number}")
    shown = entry(
        words(clip(each.subject.name, min(90, length + 30)), bold=True),
        words(progress_word(content.progress)),
        words(clip(content.summary, length)),
        *([words(f"ปัญหาอุปสรรค: {clip(content.obstacle, length)}")] if content.obstacle else []),
        *([words(f"ผลลัพธ์: {clip(content.outcome, length)}")] if content.outcome else []),
        muted(clip(" · ".join(marks), 80)),
        words(f"{OPENS} ฉบับเต็ม / ส่งกลับแก้ไข", size="xs", color=parts.BRAND, bold=True),
    )
    return shown | {"action": look}
