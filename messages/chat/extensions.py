"""ขยายเวลา in the chat: what an officer asks for, and the secretariat's card to answer it."""

from collections.abc import Sequence
from datetime import date

from messages import menu, parts
from messages.chat.notices import Notified, who_hears
from messages.form.questions import Subject
from messages.form.report_cards import about
from messages.limits import (
    DISPLAY_TEXT,
    FLEX_LABEL,
    QUICK_LABEL,
    QUICK_REPLIES,
    clip,
    clip_apart,
    utf16_length,
)
from messages.parts import (
    Bubble,
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    message_action,
    muted,
    retype,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from models.reports.extensions import NoExtension
from thai.dates import short_date

ASK = "ขอขยายเวลา"
REFUSALS = (
    "ใกล้กำหนดรวบรวมรายงานของจังหวัด",
    "โปรดรายงานตามที่ดำเนินการแล้วก่อน",
    "เหตุผลยังไม่เพียงพอ",
)
"""Reasons to refuse with one tap; others are typed, or written on the page."""
_WHY_NOT = {
    NoExtension.NOT_ASKED: "รายการนี้ส่งแล้วหรือไม่ต้องรายงานแล้ว",
    NoExtension.NOT_LATER: "วันที่ขอต้องหลังวันครบกำหนดและยังไม่ผ่านไป",
    NoExtension.DAY_OFF: "วันที่ขอเป็นวันหยุด โปรดเลือกวันทำการ",
    NoExtension.PAST_CLOSE: "วันที่ขออยู่หลังวันปิดรอบ",
    NoExtension.CHANGED: "มีผู้กำหนดวันใหม่แล้ว",
    NoExtension.ANSWERED: "คำขอนี้มีผู้ตอบแล้ว",
}


def _sentence(codes: Sequence[str], day: date | None, reason: str) -> str:
    """The whole request, as somebody may send it."""
    until = f" ถึง {short_date(day)}" if day else ""
    why = f" เพราะ {reason}" if reason else ""
    return " ".join([ASK, *codes]) + until + why


def of_agency(name: str, agency: str) -> str:
    """A measure, for whoever reports for several agencies."""
    return f"{clip(name, 120)} ของ{agency}"


def ask_measure(
    choices: Sequence[tuple[str, str]], day: date | None, reason: str, quick: Sequence[LineAction]
) -> Message:
    """Of which measure; ``choices`` are (number, name)."""
    shown = choices[: QUICK_REPLIES - 1]
    labels = clip_apart([f"มาตรการ {code}" for code, _ in shown], QUICK_LABEL)
    listed = "\n".join(f"• {clip(name, 150)}" for _, name in choices[:12])
    actions = [
        message_action(label, _sentence([code], day, reason))
        for label, (code, _) in zip(labels, shown, strict=True)
        if code and utf16_length(_sentence([code], day, reason)) <= DISPLAY_TEXT
    ]
    return text_message(
        "ขอขยายเวลาของมาตรการใด โปรดเลือกจากปุ่ม หรือพิมพ์เช่น "
        f"{_sentence(['1.1'], day, reason or '…')}\n{listed}",
        [*actions, *quick[:1]],
    )


def ask_day(
    codes: Sequence[str], days: Sequence[date], reason: str, quick: Sequence[LineAction]
) -> Message:
    """Until when, of the days that may be given."""
    if not days:
        return text_message(
            "รายการนี้ขยายเวลาในรอบนี้ไม่ได้แล้ว เพราะไม่มีวันทำการเหลือก่อนปิดรอบ โปรดติดต่อฝ่ายเลขานุการ", quick
        )
    last = short_date(days[-1])
    actions = [
        message_action(short_date(day), _sentence(codes, day, reason))
        for day in days[: QUICK_REPLIES - 1]
        if utf16_length(_sentence(codes, day, reason)) <= DISPLAY_TEXT
    ]
    return text_message(
        f"ขอขยายเวลาถึงวันใด ขยายได้ไม่เกิน {last} โปรดเลือกจากปุ่ม หรือพิมพ์เช่น "
        + clip(_sentence(codes, days[0], reason or "…"), 400),
        [*actions, *quick[:1]],
    )


def ask_why(codes: Sequence[str], day: date, quick: Sequence[LineAction]) -> Message:
    """Why; the keyboard opens with what was said before."""
    begun = _sentence(codes, day, "") + " เพราะ "
    return text_message(
        f"โปรดบอกเหตุผลที่ขอขยายเวลา โดยพิมพ์เช่น {begun}รอผลการประชุม",
        [retype("พิมพ์เหตุผล", pack(Action.TYPING), begun), *quick],
    )


def cannot(why: NoExtension, quick: Sequence[LineAction]) -> Message:
    """A day that cannot be given."""
    return text_message(f"ขยายเวลาตามนี้ไม่ได้ {_WHY_NOT[why]}", quick)


def asked(
    names: Sequence[str], day: date, reason: str, due: str, quick: Sequence[LineAction]
) -> Message:
    """The request is with the secretariat."""
    listed = "\n".join(f"• {clip(name, 120)}" for name in names)
    return text_message(
        f"ส่งคำขอขยายเวลาถึงฝ่ายเลขานุการแล้ว\n{listed}\nขอถึง {short_date(day)}\n"
        f"เหตุผล: {clip(reason, 300)}\nระหว่างนี้กำหนดเดิมยังมีผล ({due}) ระบบจะแจ้งผลให้ทราบ",
        quick,
    )


def passed(subjects: Sequence[Subject]) -> Message:
    """To who asked for more time: the day that was asked for is over, and nobody answered."""
    lines = "\n".join(f"• {clip(each.name, 120)} กำหนดส่ง{each.due}" for each in subjects[:5])
    return text_message(
        "คำขอขยายเวลาต่อไปนี้พ้นวันที่ขอแล้วโดยยังไม่มีคำตอบ จึงสิ้นสุดลง กำหนดส่งยังเป็นตามเดิม\n"
        f"{lines}\nโปรดรายงาน หรือขอขยายเวลาใหม่"
    )


def request_card(request_id: int, subject: Subject, who: str, day: date, reason: str) -> Bubble:
    """A request that waits, for the secretariat."""
    body = [
        *about(subject),
        words(f"ขอขยายเวลาถึง {short_date(day)}", size="lg", bold=True),
        field("เหตุผล", clip(reason, 500)),
        muted(f"ผู้ขอ {clip(who, 120)} · กำหนดเดิม {subject.due}"),
    ]
    buttons = [
        button(tap("ให้ขยายเวลา", pack(Action.EXTEND, x=request_id))),
        button(
            tap("ไม่ให้", pack(Action.NOT_EXTEND, x=request_id), says="ไม่ให้ขยายเวลา"), "secondary"
        ),
    ]
    return bubble("ขอขยายเวลาการรายงาน", body, buttons, above=subject.short, tone=parts.WARN)


def waiting_alt(count: int) -> str:
    """What notifications show in place of the cards."""
    return f"คำขอขยายเวลา {count} รายการ"


def ask_refusal(request_id: int, subject: Subject) -> Message:
    """Why it is refused."""
    buttons = [
        button(
            tap(
                clip(reason, FLEX_LABEL),
                pack(Action.NOT_EXTEND, x=request_id, w=number),
                says=reason,
            ),
            "secondary",
        )
        for number, reason in enumerate(REFUSALS)
    ]
    body = [
        words("เหตุผลที่ไม่ให้ขยายเวลา", bold=True),
        words(f"{subject.short} ของ{clip(subject.agency, 120)}"),
        muted("กดปุ่ม พิมพ์หมายเลขของปุ่ม หรือพิมพ์ เพราะ ตามด้วยเหตุผลอื่น"),
    ]
    # On a card: a LINE on a PC shows no quick replies.
    card = bubble("ไม่ให้ขยายเวลา", body, buttons)
    return flex_message(f"เหตุผลที่ไม่ให้ขยายเวลา {subject.short}", card, [menu.PAGES_ACTION])


def answered(subject: Subject, notified: Notified, *, granted: bool) -> Message:
    """What was decided, and who hears of it."""
    said = f"ให้ขยายเวลาแล้ว ถึง{subject.due}" if granted else "ไม่ให้ขยายเวลา"
    return text_message(
        f"{said}\n{subject.agency}\n{clip(subject.name, 200)}\n{who_hears(notified)}".strip(),
        [menu.REVIEW_ACTION, menu.SUMMARY_ACTION],
    )
