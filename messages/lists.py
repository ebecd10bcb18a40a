"""Lists in one-to-one chat: what is due, my obligations, an agency's obligations for the secretariat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import menu, parts
from messages.form import progress_word
from messages.limits import clip
from messages.month_words import due_date, named, state_look
from messages.parts import (
    Action,
    Bubble,
    Component,
    Message,
    box,
    bubble,
    button,
    flex_message,
    tap,
    text_message,
    words,
)
from messages.taps import pack
from models.reporting import ObligationState
from models.thai import long_month

TITLE = 120


def due_alt(count: int) -> str:
    """What notifications show in place of the cards."""
    return f"รายการที่ถึงกำหนดรายงาน {count} รายการ"


def due_heading(count: int, begun: int) -> str:
    """The line before the cards."""
    tail = f" (มีร่างที่ทำค้างไว้ {begun} รายการ)" if begun else ""
    return f"รายการที่ถึงกำหนดรายงาน {count} รายการ{tail} โปรดเลือกรายการที่ต้องการรายงาน"


def due_page(page: int) -> Action:
    """A button for a page of what is due."""
    return tap("ดูรายการถัดไป", pack("due", page=page))


def more_card(left: int, action: Action) -> Bubble:
    """The last card of a page."""
    return bubble(f"ยังมีอีก {left} รายการ", [words("กดปุ่มด้านล่างเพื่อดูรายการถัดไป")], [button(action)], tone=parts.CALM)


def nothing_due(quick: Sequence[Action]) -> Message:
    """Everything that is due was sent."""
    return text_message("ขณะนี้ไม่มีรายการที่ถึงกำหนดรายงาน ขอบคุณที่รายงานครบถ้วน", quick)


def nothing_for_role(quick: Sequence[Action]) -> Message:
    """Somebody without an agency wants to report."""
    return text_message("บทบาทของท่านไม่มีรายการที่ต้องรายงาน หากต้องการรายงานแทนหน่วยงาน ฝ่ายเลขานุการโปรดพิมพ์ชื่อหน่วยงานนั้น", quick)


def nothing_mine(quick: Sequence[Action]) -> Message:
    """No obligations this month."""
    return text_message("เดือนนี้ไม่มีรายการของหน่วยงานท่าน", quick)


@dataclass(frozen=True)
class Mine:
    """One obligation in a list."""

    obligation_id: int
    code: str | None
    title: str
    agency: str
    month: date
    due_on: date
    state: str
    progress: str | None
    overdue: bool
    changeable: bool


def mine_line(mine: Mine) -> Component:
    """One obligation with what can be done about it."""
    look = state_look(ObligationState(mine.state), is_overdue=mine.overdue)
    told = f" · {progress_word(mine.progress)}" if mine.progress else ""
    lines = [
        words(named(mine.code, mine.title), limit=TITLE, bold=True),
        words(
            f"{mine.agency} · เดือน{long_month(mine.month)} · กำหนด{due_date(mine.due_on)}",
            size="xs",
            color=parts.MUTED,
            limit=260,
        ),
        words(look.text + told, size="xs", color=look.color),
    ]
    if mine.state in (ObligationState.OWED, ObligationState.RETURNED):
        action = "report" if mine.state == ObligationState.OWED else "edit"
        label = "รายงานผล" if action == "report" else "แก้ไขรายงาน"
        lines.append(button(tap(label, pack(action, o=mine.obligation_id)), "secondary"))
    elif mine.changeable:
        lines.append(button(tap("แก้ไขรายงาน", pack("edit", o=mine.obligation_id)), "link"))
    return box(lines, spacing="xs", margin="lg")


def mine_card(lines: Sequence[Component], count: int, left: int, page: int, quick: Sequence[Action]) -> Message:
    """A page of my obligations."""
    buttons = [button(tap("ดูรายการถัดไป", pack("mine", page=page + 1)))] if left else []
    title = f"งานของฉัน {count} รายการ"
    return flex_message(f"{title} เดือนนี้และที่ค้างอยู่", bubble(title, lines, buttons, above="เดือนนี้และที่ค้างอยู่"), quick)


# For the secretariat


def agency_card(
    agency: str, officers: Sequence[str], lines: Sequence[Component], left: int, more: Action | None
) -> Message:
    """An agency's obligations, with what the secretariat may do about each."""
    who = "เจ้าหน้าที่: " + ", ".join(officers) if officers else "ยังไม่มีเจ้าหน้าที่ลงทะเบียน"
    body: list[Component] = [words(who, size="xs", color=parts.MUTED, limit=400)]
    body += lines or [words("ไม่มีรายการที่เปิดอยู่ในขณะนี้")]
    buttons = [button(more)] if left and more else []
    return flex_message(
        f"รายการของ{agency}", bubble(agency, body, buttons, tone=parts.CALM), [menu.REVIEW_ACTION, menu.SUMMARY_ACTION]
    )


def agency_page(agency_id: int, page: int) -> Action:
    """A button for a page of an agency's obligations."""
    return tap("ดูรายการถัดไป", pack("agency", g=agency_id, page=page))


def agency_line(mine: Mine) -> Component:
    """One obligation of an agency as the secretariat sees it."""
    look = state_look(ObligationState(mine.state), is_overdue=mine.overdue)
    told = f" · {progress_word(mine.progress)}" if mine.progress else ""
    lines = [
        words(named(mine.code, mine.title), limit=TITLE, bold=True),
        words(f"เดือน{long_month(mine.month)} · {look.text}{told}", size="xs", color=look.color),
    ]
    number = mine.obligation_id
    actions = []
    if mine.state in (ObligationState.OWED, ObligationState.MISSED, ObligationState.RETURNED):
        actions.append(tap("รายงานแทน", pack("report", o=number)))
    if mine.state in (ObligationState.OWED, ObligationState.MISSED):
        actions.append(tap("ยกเว้น", pack("excuse", o=number)))
    if mine.state in (ObligationState.SENT, ObligationState.ACCEPTED, ObligationState.EXCUSED):
        actions.append(tap("เปิดให้แก้ไขอีกครั้ง", pack("reopen", o=number)))
    row = [box([button(action, "link")], layout="vertical", flex=1) for action in actions]
    return box([*lines, box(row, layout="horizontal")] if row else lines, spacing="xs", margin="lg")


def which_agency(names: Sequence[tuple[int, str]], quick: Sequence[Action]) -> Message:
    """Several agencies fit what was typed."""
    choices = [tap(clip(name, 20), pack("agency", g=agency_id), says=name) for agency_id, name in names[:10]]
    listed = "\n".join(f"• {clip(name, 120)}" for _, name in names[:10])
    return text_message(f"พบหลายหน่วยงาน โปรดเลือกหรือพิมพ์ชื่อเต็ม\n{listed}", [*choices, *quick])
