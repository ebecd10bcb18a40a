"""ติดตาม in the chat: who has not reported, what one more message to them costs, what was sent."""

from collections.abc import Sequence

from messages import menu, parts
from messages.limits import clip
from messages.nudging import Foreseen, Nudged
from messages.parts import (
    Component,
    LineAction,
    Message,
    bubble,
    button,
    flex_message,
    muted,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack

_SHOWN = 12
CHANGED = "รายการเปลี่ยนไปจากที่แสดงไว้ โปรดดูอีกครั้งก่อนส่ง"


def look(
    organization_id: int,
    foreseen: Foreseen,
    left: int | None,
    quick: Sequence[LineAction],
    *,
    agency_id: int | None = None,
    problem: str = "",
) -> Message:
    """Whom a nudge would reach and what it costs, with the button that sends it; ``left`` is how
    many messages the month has (None: no limit known).
    """
    reports = sum(asked for _, _, asked in foreseen.agencies)
    if not foreseen.agencies:
        said = f"ไม่มีหน่วยงานที่ต้องติดตามในขณะนี้{_others(foreseen, ' ')}"
        return text_message(said, quick)
    body: list[Component] = [words(problem, color=parts.WARN)] if problem else []
    body += [
        words(f"• {clip(name, 120)} ค้าง {asked:,} รายการ")
        for _, name, asked in foreseen.agencies[:_SHOWN]
    ]
    more = len(foreseen.agencies) - _SHOWN
    body += [muted(f"และอีก {more:,} หน่วยงาน")] if more > 0 else []
    rest = f" (เดือนนี้เหลือ {left:,} ข้อความ)" if left is not None else ""
    body += [
        rule(),
        words(f"ใช้ {foreseen.people:,} ข้อความ{rest}", bold=True, margin="md"),
        muted(f"ส่งถึงเจ้าหน้าที่คนละหนึ่งข้อความ {_when(foreseen.when)}"),
    ]
    body += [muted(text) for text in _others(foreseen, "\n").strip().splitlines()]
    if left is not None and left < foreseen.people:
        short = "ข้อความของเดือนนี้ไม่พอ ผู้ที่ส่งไม่ถึงจะแสดงในรายการส่งไม่ถึง"
        body.append(words(short, color=parts.WARN))
    shown = {"o": organization_id, "n": foreseen.people, "c": len(foreseen.agencies)}
    one = {"g": agency_id} if agency_id is not None else {}
    send = tap(
        f"ส่งติดตาม {foreseen.people:,} ข้อความ", pack(Action.NUDGE, **shown, **one), says="ส่งติดตาม"
    )
    title = f"ติดตาม {len(foreseen.agencies):,} หน่วยงาน {reports:,} รายการ"
    alt = f"{title} ใช้ {foreseen.people:,} ข้อความ"
    card = bubble(title, body, [button(send)], above="ดูก่อนส่ง", tone=parts.CALM)
    return flex_message(alt, card, quick)


def nudged(done: Nudged, quick: Sequence[LineAction]) -> Message:
    """The agencies were asked once more."""
    if not done.agencies:
        return text_message("ยังไม่ได้ส่งติดตาม เพราะวันนี้ติดตามแล้ว หรือไม่มีรายการค้าง", quick)
    passed = f" เว้น {done.passed_over:,} หน่วยงานที่ติดตามแล้ว" if done.passed_over else ""
    sent = f"{len(done.notices):,} ข้อความ {_when(done.when)}{passed}"
    return text_message(f"ติดตามแล้ว {done.agencies:,} หน่วยงาน {sent}", quick)


def one(agency_id: int) -> LineAction:
    """A button that shows what a nudge of one agency would do."""
    return tap(f"{menu.NUDGE}หน่วยงานนี้", pack(Action.NUDGE, g=agency_id))


def _when(when: str | None) -> str:
    return f"ในเวลาราชการ ({when})" if when else "ทันที"


def _others(foreseen: Foreseen, before: str) -> str:
    said = ""
    if foreseen.nudged:
        said += f"{before}วันนี้ติดตามแล้ว: {_names(foreseen.nudged)}"
    if foreseen.unreached:
        said += f"{before}ส่งไลน์ไม่ถึง โปรดโทรศัพท์: {_names(foreseen.unreached)}"
    return said


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(clip(name, 80) for name in names[:5])
    return f"{shown} และอีก {len(names) - 5:,} หน่วยงาน" if len(names) > 5 else shown
