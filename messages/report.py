"""How reports are shown: the review card before sending, the receipt, what the secretariat sees and what the officer is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu, parts
from messages.form import Subject, progress_word
from messages.parts import (
    Action,
    Bubble,
    Component,
    Message,
    bubble,
    button,
    field,
    flex_message,
    link,
    tap,
    text_message,
    words,
)
from messages.taps import pack
from models.reports import NotTaken


@dataclass(frozen=True)
class Shown:
    """A report's text as it will stand in the result report."""

    progress: str
    summary: str
    outcome: str
    obstacle: str
    evidence: tuple[str, ...]


def _fields(shown: Shown) -> list[Component]:
    found = [field("สถานะ", progress_word(shown.progress)), field("สรุปผลการดำเนินการ", shown.summary)]
    found.append(field("ผลลัพธ์/ความสำเร็จ", shown.outcome or "(ไม่ระบุ)"))
    if shown.obstacle:
        found.append(field("ปัญหาอุปสรรค", shown.obstacle))
    names = "\n".join(f"• {name}" for name in shown.evidence[:20])
    more = f"\nและอีก {len(shown.evidence) - 20} รายการ" if len(shown.evidence) > 20 else ""
    found.append(field("หลักฐาน", names + more if names else "(ไม่มี)", limit=300))
    return found


def _about(subject: Subject) -> list[Component]:
    return [
        words(subject.title, limit=250, lines=5),
        words(f"{subject.agency} · รอบเดือน{subject.month}", size="xs", color=parts.MUTED),
    ]


def _above(subject: Subject) -> str:
    return f"มาตรการ {subject.code}" if subject.code else "มาตรการ"


def review_before_sending(draft_id: int, subject: Subject, shown: Shown, *, needs_obstacle: bool) -> Message:
    """Everything once more, as it will stand in the report, with a button to send and one for each part to mend."""
    edits = [("progress", "แก้สถานะ"), ("summary", "แก้สรุปผล"), ("outcome", "แก้ผลลัพธ์")]
    edits += [("obstacle", "แก้ปัญหาอุปสรรค")] if needs_obstacle else []
    edits += [("evidence", "เพิ่มหลักฐาน")]
    quick = [tap(label, pack("redo", d=draft_id, q=key)) for key, label in edits]
    quick += [
        tap(menu.PARK, pack("word", d=draft_id, w="park")),
        tap(menu.CANCEL, pack("word", d=draft_id, w="cancel")),
    ]
    card = bubble(
        "ตรวจข้อความก่อนส่ง",
        [*_about(subject), *_fields(shown)],
        [
            button(tap("ยืนยันส่งรายงาน", pack("word", d=draft_id, w="confirm"), says=menu.CONFIRM)),
            button(tap("ย้อนกลับไปแก้ไข", pack("word", d=draft_id, w="back"), says=menu.BACK), "secondary"),
        ],
        above=_above(subject),
    )
    return flex_message(f"ตรวจข้อความก่อนส่ง: {subject.name} {progress_word(shown.progress)} พิมพ์ ยืนยัน เพื่อส่ง", card, quick)


def receipt(
    number: str, subject: Subject, progress: str, sent: str, *, late: bool, left: int, obligation_id: int
) -> Message:
    """Thanks, with a number to keep."""
    body = [
        words("ได้รับรายงานเรียบร้อยแล้ว ขอบคุณ", bold=True),
        *_about(subject),
        field("เลขที่รับ", number),
        field("สถานะ", progress_word(progress)),
        field("ส่งเมื่อ", sent + (" (ส่งหลังกำหนด)" if late else "")),
        field("ที่เหลือ", f"ยังมีอีก {left} รายการที่ถึงกำหนด" if left else "รายงานครบทุกรายการแล้ว"),
    ]
    buttons = [button(menu.DUE_ACTION)] if left else []
    buttons.append(button(tap("แก้ไขรายงานนี้", pack("edit", o=obligation_id)), "secondary"))
    card = bubble("ใบรับรายงาน", body, buttons, above=_above(subject))
    return flex_message(f"ได้รับรายงานแล้ว เลขที่รับ {number} {subject.name} {progress_word(progress)}", card)


def already_sent(number: str) -> Message:
    """A second tap on the confirming button."""
    return text_message(f"รายงานนี้ส่งเรียบร้อยแล้ว เลขที่รับ {number} ไม่ต้องส่งซ้ำ", [menu.DUE_ACTION, menu.MINE_ACTION])


def sent_by_colleague(number: str, sent: str) -> str:
    """Somebody of the same agency was faster."""
    return f"ผู้ร่วมรับผิดชอบในหน่วยงานส่งรายงานนี้แล้ว (เลขที่รับ {number} เมื่อ {sent}) หากยืนยันอีกครั้ง ฉบับของท่านจะเป็นฉบับแก้ไขล่าสุด"


def same_as(month: str) -> str:
    """The summary of a report that says nothing has changed."""
    return f"ไม่มีความคืบหน้าเพิ่มเติมจากรายงานรอบเดือน{month}"


def no_earlier_report() -> Message:
    """There is nothing to carry forward."""
    return text_message("รายการนี้ยังไม่มีรายงานครั้งก่อน โปรดรายงานผลตามปกติ", [menu.DUE_ACTION])


_REFUSALS = {
    NotTaken.CLOSED: "รอบนี้ปิดรับการแก้ไขแล้ว หากจำเป็นต้องแก้ โปรดติดต่อฝ่ายเลขานุการให้เปิดรายการนี้อีกครั้ง",
    NotTaken.ENDED: "มาตรการนี้รายงานว่าดำเนินการแล้วเสร็จไปแล้ว จึงไม่ต้องรายงานอีก",
    NotTaken.EXCUSED: "รายการนี้ได้รับการยกเว้นการรายงานแล้ว",
    NotTaken.ALREADY_REVIEWED: "รายงานฉบับนี้มีผู้ตรวจแล้ว",
    NotTaken.CHANGED_SINCE: "หน่วยงานส่งฉบับแก้ไขเข้ามาใหม่แล้ว โปรดตรวจฉบับล่าสุด",
    NotTaken.ALREADY_ANSWERED: "รายการนี้มีรายงานแล้ว จึงยกเว้นไม่ได้",
}


def refused(why: NotTaken, quick: Sequence[Action] = ()) -> Message:
    """Why a report is not taken."""
    return text_message(_REFUSALS[why], quick)


# For the secretariat


@dataclass(frozen=True)
class Waiting:
    """A report that waits for review; ``files`` are (name, address or None, is a picture)."""

    revision_id: int
    number: str
    subject: Subject
    shown: Shown
    sender: str
    sent: str
    late: bool
    on_behalf: bool
    files: tuple[tuple[str, str | None, bool], ...]


def review_card(waiting: Waiting) -> Bubble:
    """One report with its text and evidence, to accept or return."""
    marks = [mark for mark, is_so in (("ส่งหลังกำหนด", waiting.late), ("รายงานแทน", waiting.on_behalf)) if is_so]
    sent = f"{waiting.sender} · {waiting.sent}" + (f" ({', '.join(marks)})" if marks else "")
    body = [*_about(waiting.subject), *_fields(waiting.shown), field("ผู้ส่ง", sent), field("เลขที่รับ", waiting.number)]
    buttons = [button(link(f"เปิด {name}", address), "link") for name, address, _ in waiting.files[:4] if address]
    buttons += [
        button(tap("รับรอง", pack("accept", r=waiting.revision_id), says=f"รับรอง {waiting.number}")),
        button(
            tap("ส่งกลับแก้ไข", pack("return", r=waiting.revision_id), says=f"ส่งกลับแก้ไข {waiting.number}"), "secondary"
        ),
    ]
    return bubble(waiting.subject.agency, body, buttons, above=_above(waiting.subject), tone=parts.CALM)


def nothing_to_review(quick: Sequence[Action]) -> Message:
    """The review queue is empty."""
    return text_message("ไม่มีรายงานที่รอตรวจ", quick)


def more_to_review(left: int) -> Message:
    """There is more than one answer holds."""
    return text_message(f"ยังมีรายงานรอตรวจอีก {left} รายการ เมื่อตรวจชุดนี้แล้วกด ตรวจรายงาน เพื่อดูต่อ", [menu.REVIEW_ACTION])


def accepted(number: str, agency: str, left: int) -> Message:
    """A report was accepted."""
    tail = f"ยังมีรอตรวจอีก {left} รายการ" if left else "ตรวจครบแล้ว"
    return text_message(f"รับรองรายงานเลขที่ {number} ของ{agency}แล้ว {tail}", [menu.REVIEW_ACTION, menu.SUMMARY_ACTION])


def returned(number: str, agency: str, told: int) -> Message:
    """A report was returned."""
    tail = "ระบบจะแจ้งเจ้าหน้าที่ในเวลาราชการ" if told else "หน่วยงานนี้ยังไม่มีผู้ลงทะเบียน โปรดแจ้งทางโทรศัพท์"
    return text_message(f"ส่งกลับรายงานเลขที่ {number} ของ{agency}แล้ว {tail}", [menu.REVIEW_ACTION, menu.SUMMARY_ACTION])


# For the officer


def returned_notice(obligation_id: int, number: str, subject: Subject, reason: str, phone: str | None) -> Message:
    """Tell the officer what to mend; the button opens a copy."""
    body = [
        *_about(subject),
        field("เหตุผลที่ส่งกลับ", reason),
        field("เลขที่รับ", number),
        words(
            f"สอบถามฝ่ายเลขานุการ โทร. {phone}" if phone else "สอบถามได้ที่ฝ่ายเลขานุการ",
            size="xs",
            color=parts.MUTED,
            margin="md",
        ),
    ]
    card = bubble(
        "โปรดแก้ไขรายงาน",
        body,
        [button(tap("เปิดสำเนาเพื่อแก้ไข", pack("edit", o=obligation_id)))],
        above=_above(subject),
        tone=parts.WARN,
    )
    return flex_message(f"รายงานเลขที่ {number} ถูกส่งกลับแก้ไข: {reason}", card)


def excused(agency: str, name: str, month: str) -> Message:
    """The secretariat excused an obligation."""
    return text_message(f"ยกเว้นการรายงานแล้ว: {agency}\n{name} รอบเดือน{month}", [menu.SUMMARY_ACTION])


def reopened(agency: str, name: str, month: str) -> Message:
    """The secretariat reopened an obligation."""
    return text_message(f"เปิดให้รายงานหรือแก้ไขได้อีกครั้งแล้ว: {agency}\n{name} รอบเดือน{month}", [menu.SUMMARY_ACTION])


def waiting_alt(total: int) -> str:
    """What notifications show in place of the cards."""
    return f"รายงานรอตรวจ {total} รายการ"
