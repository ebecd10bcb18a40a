"""Receipts of reports that were sent: of one, of several, and what can still be done about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu, parts
from messages.form.questions import Subject, after_done, progress_word
from messages.form.report_cards import about
from messages.limits import DISPLAY_TEXT, clip, utf16_length
from messages.parts import (
    Component,
    LineAction,
    Message,
    bubble,
    button,
    flex_message,
    muted,
    retype,
    row,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack

_RECEIPTS = 12
CHECKED_AGAIN = "รอฝ่ายเลขานุการตรวจอีกครั้ง (ฉบับก่อนรับรองแล้ว)"
UNDO = "เลิกส่ง"
"""The word, and the button, that takes back a report just sent."""


@dataclass(frozen=True)
class Amends:
    """What can be done about a report just sent: ``edit`` opens its copy, ``retell`` (None: too
    long) opens the keyboard with its summary, ``undo`` (None: not any more) takes it back.
    """

    edit: LineAction
    retell: LineAction | None = None
    undo: LineAction | None = None


def receipt(
    number: str,
    subject: Subject,
    progress: str,
    sent: str,
    *,
    late: bool,
    left: int,
    awaited: int,
    amends: Amends,
    more: LineAction | None,
    again: bool = False,
) -> Message:
    """Thanks, with a number to keep. ``more`` leads to the ``left`` other reports that are due;
    ``again``: what it came in place of had been accepted.
    """
    body = [
        words("✔ ได้รับรายงานเรียบร้อยแล้ว ขอบคุณ", bold=True, color=parts.BRAND),
        words(number, size="xl", bold=True),
        rule(),
        *about(subject),
        row("สถานะ", progress_word(progress)),
        row("ส่งเมื่อ", sent),
    ]
    if late:
        body.append(row("กำหนดส่ง", f"{subject.due} (ส่งหลังกำหนด)"))
    if awaited:
        body.append(row("หลักฐาน", f"รออีก {awaited} ไฟล์"))
    if again:
        body.append(row("การตรวจ", CHECKED_AGAIN))
    if progress == "done":
        body.append(words(after_done(subject), margin="md"))
    body.append(row("ที่เหลือ", f"{left:,} รายการ" if left else "ครบทุกรายการแล้ว"))
    body += _how_to_amend(number, amends)
    others = [action for action in (amends.retell, amends.edit, amends.undo) if action]
    buttons = [button(more)] if left and more else []
    buttons += [button(action, "secondary") for action in others]
    card = bubble("ใบรับรายงาน", body, buttons, above=subject.short)
    return flex_message(
        f"ได้รับรายงานแล้ว เลขที่รับ {number} {subject.name} {progress_word(progress)}",
        card,
        [*([more] if left and more else []), menu.SUMMARY_ACTION, menu.HELP_ACTION],
    )


def _how_to_amend(number: str, amends: Amends) -> list[Component]:
    """What to type in place of the buttons."""
    lines = [f"แก้ไข: พิมพ์ แก้ {number} สรุปผล: ตามด้วยข้อความใหม่"]
    if amends.undo:
        lines.append(f"ส่งผิด: พิมพ์ {UNDO} ภายใน 10 นาที")
    return [muted("\n".join(lines), margin="md")]


@dataclass(frozen=True)
class ReceiptLine:
    """One of several reports that came in at once."""

    number: str
    subject: Subject
    progress: str
    late: bool
    again: bool = False
    """It came in place of one that had been accepted."""


def receipts(lines: Sequence[ReceiptLine], sent: str, left: int) -> Message:
    """Thanks for reports sent from the page, with the number of each; ``left`` are still due."""
    body = [
        words("✔ ได้รับรายงานเรียบร้อยแล้ว ขอบคุณ", bold=True, color=parts.BRAND),
        row("ส่งเมื่อ", sent),
    ]
    for line in lines[:_RECEIPTS]:
        late = " (ส่งหลังกำหนด)" if line.late else ""
        late += f" · {CHECKED_AGAIN}" if line.again else ""
        body += [
            rule(),
            words(line.number, bold=True),
            words(line.subject.name, limit=120, lines=2),
            muted(f"รอบเดือน{line.subject.month} · {progress_word(line.progress)}{late}"),
        ]
    if len(lines) > _RECEIPTS:
        body += [rule(), muted(f"และอีก {len(lines) - _RECEIPTS} รายการ ดูได้ที่ {menu.MINE}")]
    body += [rule(), row("ที่เหลือ", f"{left:,} รายการ" if left else "ครบทุกรายการแล้ว")]
    card = bubble("ใบรับรายงาน", body, [button(menu.MINE_ACTION, "secondary")])
    numbers = " ".join(line.number for line in lines[:_RECEIPTS])
    return flex_message(f"ได้รับรายงานแล้ว {len(lines)} รายการ เลขที่รับ {numbers}", card)


def received(number: str, subject: Subject, sent: str, quick: Sequence[LineAction]) -> Message:
    """A report that came in, stated by itself: nobody knows whether its receipt arrived."""
    return text_message(
        f"ได้รับรายงาน {clip(subject.name, 200)} รอบเดือน{subject.month} แล้ว เลขที่รับ {number} "
        f"เมื่อ {sent} ไม่ต้องส่งซ้ำ",
        quick,
    )


def already_sent(number: str, quick: Sequence[LineAction]) -> Message:
    """A second tap on the confirming button."""
    return text_message(f"รายงานนี้ส่งเรียบร้อยแล้ว เลขที่รับ {number} ไม่ต้องส่งซ้ำ", quick)


def edit_action(obligation_id: int) -> LineAction:
    """A button that opens a copy of a sent report."""
    return tap("แก้ไขรายงานนี้", pack(Action.EDIT, o=obligation_id))


def retell_action(number: str, summary: str) -> LineAction | None:
    """A button that opens the keyboard with a sent report's summary, to be changed and sent anew in
    one message; None when LINE does not fill in so much.
    """
    said = f"แก้ {number} สรุปผล: {summary}"
    if utf16_length(said) > DISPLAY_TEXT:
        return None
    return retype("แก้สรุปผลแล้วส่งใหม่", pack(Action.TYPING), said)


def undo_action(revision_ids: Sequence[int]) -> LineAction:
    """A button that takes back what was just sent."""
    return tap(UNDO, pack(Action.UNDO, r=".".join(map(str, revision_ids))))
