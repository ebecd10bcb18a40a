"""How the secretariat sees reports that wait for review, and what it reads after a decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu, parts
from messages.form.questions import Subject
from messages.form.report_cards import ShownReport, report_fields
from messages.limits import BUBBLE_BYTES, FLEX_LABEL, clip, clip_apart, wire_bytes
from messages.parts import (
    Bubble,
    LineAction,
    Message,
    bubble,
    button,
    link,
    muted,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack

_LINKS = 3  # buttons for evidence on a review card


@dataclass(frozen=True)
class WaitingReport:
    """A report that waits for review; ``files`` are what can be opened: (name, address)."""

    revision_id: int
    number: str
    subject: Subject
    shown: ShownReport
    sender: str
    sent: str
    late: bool
    on_behalf: bool
    files: tuple[tuple[str, str], ...]


def review_card(waiting: WaitingReport) -> Bubble:
    """One report with its text and evidence, to accept or return; its own words are never cut."""
    for longest in (80, 30):
        card = _review_card(waiting, longest)
        if wire_bytes(card) <= BUBBLE_BYTES:
            break
    return card


def _review_card(waiting: WaitingReport, longest: int) -> Bubble:
    marks = [
        mark
        for mark, is_so in (("ส่งหลังกำหนด", waiting.late), ("รายงานแทน", waiting.on_behalf))
        if is_so
    ]
    sent = f"{waiting.sender} · {waiting.sent}" + (f" ({', '.join(marks)})" if marks else "")
    subject = waiting.subject
    body = [
        words(subject.title, limit=200, lines=4, bold=True),
        muted(f"รอบเดือน{subject.month}"),
        muted(f"เลขที่รับ {waiting.number}"),
        muted(sent, limit=260),
        rule(),
        *report_fields(waiting.shown, longest),
    ]
    shown = waiting.files if len(waiting.files) <= _LINKS else waiting.files[: _LINKS - 1]
    labels = clip_apart([f"เปิด {name}" for name, _ in shown], FLEX_LABEL)
    buttons = [
        button(link(label, address), "link")
        for label, (_name, address) in zip(labels, shown, strict=True)
    ]
    if len(shown) < len(waiting.files):
        every = tap(
            f"ดูหลักฐานทั้งหมด {len(waiting.files)} รายการ", pack(Action.FILES, r=waiting.revision_id)
        )
        buttons.append(button(every, "link"))
    buttons += [
        button(
            tap("รับรอง", pack(Action.ACCEPT, r=waiting.revision_id), says=f"รับรอง {waiting.number}")
        ),
        button(
            tap(
                "ส่งกลับแก้ไข",
                pack(Action.RETURN, r=waiting.revision_id),
                says=f"ส่งกลับแก้ไข {waiting.number}",
            ),
            "secondary",
        ),
    ]
    return bubble(clip(subject.agency, 120), body, buttons, above=subject.short, tone=parts.CALM)


def nothing_to_review(quick: Sequence[LineAction]) -> Message:
    """The review queue is empty."""
    return text_message("ไม่มีรายงานที่รอตรวจ", quick)


def more_to_review(left: int) -> Message:
    """There is more than one answer holds."""
    return text_message(
        f"ยังมีรายงานรอตรวจอีก {left} รายการ เมื่อตรวจชุดนี้แล้ว พิมพ์ {menu.REVIEW} เพื่อดูต่อ",
        [menu.REVIEW_ACTION, menu.SUMMARY_ACTION],
    )


def accepted(number: str, agency: str, left: int) -> Message:
    """A report was accepted."""
    tail = f"ยังมีรอตรวจอีก {left} รายการ" if left else "ตรวจครบแล้ว"
    return text_message(
        f"รับรองรายงานเลขที่ {number} ของ{agency}แล้ว {tail}", [menu.REVIEW_ACTION, menu.SUMMARY_ACTION]
    )


def accepted_together(agency: str, count: int, left: Sequence[str], waiting: int) -> Message:
    """An agency's reports were accepted together; ``left`` are those that were not."""
    lines = [f"รับรองรายงานของ{agency}แล้ว {count} รายการ" if count else "ยังไม่ได้รับรองรายการใด"]
    if left:
        lines.append(
            f"มีผู้ตรวจแล้ว หรือหน่วยงานส่งฉบับใหม่หรือเลิกส่งหลังจากที่ท่านดู จึงไม่ได้รับรอง {len(left)} รายการ: "
            + clip(", ".join(left), 600)
        )
    lines.append(f"ยังมีรอตรวจอีก {waiting} รายการ" if waiting else "ตรวจครบแล้ว")
    return text_message("\n".join(lines), [menu.REVIEW_ACTION, menu.SUMMARY_ACTION])


def together_stored(agency: str, count: int, when: str) -> Message:
    """That reports were accepted together, stated by itself."""
    return text_message(
        f"บันทึกผลการตรวจแล้ว: รับรองรายงานของ{agency} {count} รายการ เมื่อ {when}",
        [menu.REVIEW_ACTION, menu.SUMMARY_ACTION],
    )


def reviewed_already(number: str, *, was_accepted: bool, by: str, when: str) -> Message:
    """Somebody of the secretariat was faster."""
    return text_message(
        f"รายงานเลขที่ {number} {_did(was_accepted=was_accepted)} โดย {by} เมื่อ {when} ไม่ต้องตรวจซ้ำ",
        [menu.REVIEW_ACTION, menu.SUMMARY_ACTION],
    )


def review_stored(number: str, agency: str, when: str, *, was_accepted: bool) -> Message:
    """A decision that was stored, stated by itself: nobody knows whether its answer arrived."""
    return text_message(
        f"บันทึกผลการตรวจแล้ว: รายงานเลขที่ {number} ของ{agency} {_did(was_accepted=was_accepted)} "
        f"เมื่อ {when}",
        [menu.REVIEW_ACTION, menu.SUMMARY_ACTION],
    )


def _did(*, was_accepted: bool) -> str:
    return "รับรองแล้ว" if was_accepted else "ส่งกลับแก้ไขแล้ว"


def waiting_alt(total: int) -> str:
    """What notifications show in place of the cards."""
    return f"รายงานรอตรวจ {total} รายการ"
