"""ติดตาม in the chat: who has not reported, what one more message to them costs, what was sent."""

from collections.abc import Sequence
from datetime import date

from messages import menu, parts
from messages.limits import clip
from messages.nudging import Foreseen, Nudged, NudgeWanted
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
from messages.secretariat.cost import held_line, left_line, names, shortage
from messages.taps import Action, Tap, month_value, pack
from models.month.chased import Chase
from thai.dates import long_month

_SHOWN = 12
CHANGED = "รายการเปลี่ยนไปจากที่แสดงไว้ โปรดดูอีกครั้งก่อนส่ง"


def look(
    organization_id: int,
    foreseen: Foreseen,
    quick: Sequence[LineAction],
    *,
    agency_id: int | None = None,
    problem: str = "",
) -> Message:
    """Whom a nudge would reach, for what, and what it costs, with the button that sends it."""
    reports = sum(asked for _, _, asked in foreseen.agencies)
    if not foreseen.agencies:
        others = _others(foreseen, "\n").strip()
        nobody = "ไม่มีหน่วยงานที่ติดตามทางไลน์ได้ในขณะนี้" if others else "ไม่มีหน่วยงานที่ต้องติดตามในขณะนี้"
        return text_message(f"{nobody}\n{others}".strip(), quick)
    body: list[Component] = [words(problem, color=parts.WARN)] if problem else []
    body += [words(about, bold=True)] if (about := _about(foreseen)) else []
    body += [
        words(f"• {clip(name, 120)} ค้าง {asked:,} รายการ")
        for _, name, asked in foreseen.agencies[:_SHOWN]
    ]
    more = len(foreseen.agencies) - _SHOWN
    body += [muted(f"และอีก {more:,} หน่วยงาน")] if more > 0 else []
    rest = f" ({left_line(foreseen.left)})" if foreseen.left is not None else ""
    body += [
        rule(),
        words(f"ใช้ {foreseen.people:,} ข้อความ{rest}", bold=True, margin="md"),
        muted(f"ส่งถึงเจ้าหน้าที่คนละหนึ่งข้อความ {_when(foreseen.when)}"),
    ]
    body += [muted(text) for text in _others(foreseen, "\n").strip().splitlines()]
    body += shortage(foreseen.people, foreseen.left, foreseen.to_come)
    send = tap(
        f"ส่งติดตาม {foreseen.people:,} ข้อความ",
        pack(Action.NUDGE, **_shown(organization_id, foreseen, agency_id)),
        says="ส่งติดตาม",
    )
    title = f"ติดตาม {len(foreseen.agencies):,} หน่วยงาน {reports:,} รายการ"
    alt = f"{title} ใช้ {foreseen.people:,} ข้อความ"
    card = bubble(title, body, [button(send)], above="ดูก่อนส่ง", tone=parts.CALM)
    return flex_message(alt, card, quick)


def nudged(done: Nudged, quick: Sequence[LineAction]) -> Message:
    """The agencies were asked once more, or as many as the month's messages reach."""
    if not done.agencies:
        return text_message("ยังไม่ได้ส่งติดตาม เพราะวันนี้ติดตามแล้ว หรือไม่มีรายการค้าง", quick)
    passed = f" เว้น {done.passed_over:,} หน่วยงานที่ติดตามแล้ว" if done.passed_over else ""
    count = len(done.notices)
    if done.held:
        return text_message(f"{held_line(count, done.held)}{passed}", quick)
    sent = f"{count:,} ข้อความ {_when(done.when)}{passed}"
    return text_message(f"ติดตามแล้ว {done.agencies:,} หน่วยงาน {sent}", quick)


def one(agency_id: int) -> LineAction:
    """A button that shows what a nudge of one agency would do."""
    return tap(f"{menu.NUDGE}หน่วยงานนี้", pack(Action.NUDGE, g=agency_id))


def of_kinds(kinds: Chase) -> LineAction:
    """A button that shows what a nudge of some kinds would do."""
    return tap(menu.NUDGE, pack(Action.NUDGE, k=kinds.value))


def of_month(month: date) -> LineAction:
    """A button that shows what a nudge would do that asks for what was never sent of a month."""
    return tap(menu.NUDGE, pack(Action.NUDGE, m=month_value(month)))


def is_what_was_shown(asked: Tap, foreseen: Foreseen) -> bool:
    """Tell whether a nudge is still what the card showed whose button was tapped: as many people
    and agencies, asked for the same kinds.
    """
    shown = (asked.number("n"), asked.number("c"), asked.number("s"))
    return shown == (foreseen.people, len(foreseen.agencies), foreseen.kinds.value)


def wanted_by(asked: Tap) -> NudgeWanted:
    """What a tapped button asks to be nudged: its kinds or its month; those of old cards name
    none.
    """
    number = asked.number("k")
    known = number is not None and 0 < number <= Chase.ALL.value
    return NudgeWanted(Chase(number) if known else None, asked.month())


def _shown(organization_id: int, foreseen: Foreseen, agency_id: int | None) -> dict[str, int | str]:
    """The values of the button that sends what is shown."""
    values: dict[str, int | str] = {
        "o": organization_id,
        "n": foreseen.people,
        "c": len(foreseen.agencies),
        "s": foreseen.kinds.value,
    }
    if foreseen.wanted.kinds is not None:
        values["k"] = foreseen.wanted.kinds.value
    if foreseen.wanted.month is not None:
        values["m"] = month_value(foreseen.wanted.month)
    return values | ({"g": agency_id} if agency_id is not None else {})


def _about(foreseen: Foreseen) -> str:
    """What is asked for; empty when it is everything."""
    if foreseen.wanted.month is not None:
        return f"รอบเดือน{long_month(foreseen.wanted.month)} เกินกำหนดแล้ว"
    return _ABOUT.get(foreseen.kinds, "")


_ABOUT = {
    Chase.LATE: "รายการที่เกินกำหนดแล้ว",
    Chase.LATE | Chase.RETURNED: "รายการที่เกินกำหนดแล้ว และที่ส่งกลับให้แก้ไข",
    Chase.RUNNING: "รายการที่ยังไม่ถึงกำหนด",
    Chase.RETURNED: "รายการที่ส่งกลับให้แก้ไข",
}


def _when(when: str | None) -> str:
    return f"ในเวลาราชการ ({when})" if when else "ทันที"


def _others(foreseen: Foreseen, before: str) -> str:
    said = ""
    if foreseen.nudged:
        already = "สั่งติดตามไว้แล้ว" if foreseen.when else "วันนี้ติดตามแล้ว"
        said += f"{before}{already}: {names(foreseen.nudged)}"
    if foreseen.unreached:
        said += f"{before}ส่งไลน์ไม่ถึง โปรดโทรศัพท์: {names(foreseen.unreached)}"
    return said
