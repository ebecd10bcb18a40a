"""Lists in one-to-one chat: what is due, my obligations, an agency's obligations for the
secretariat.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from messages import menu, parts
from messages.form.questions import progress_word
from messages.limits import QUICK_LABEL, clip, clip_apart
from messages.month.words import due_line, named, state_look
from messages.parts import (
    Bubble,
    Component,
    LineAction,
    Message,
    box,
    bubble,
    button,
    flex_message,
    message_action,
    muted,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from models.tables.obligations import ObligationState
from thai.dates import short_month

TITLE = 120
REPORT_IT = "รายงานผล"
_BEGUN = "✎ มีร่างที่ทำค้างไว้"
SEE_AGENCY = "ดูรายการของหน่วยงาน"


def earlier_summary(month: date) -> LineAction:
    """A button that asks for an earlier month's summary by typing the words, so that it works in a
    group too.
    """
    words_typed = menu.summary_of(month)
    return message_action(words_typed, f"/{words_typed}")


def due_alt(count: int) -> str:
    """What notifications show in place of the cards."""
    return f"รายการที่ถึงกำหนดรายงาน {count} รายการ"


def due_heading(count: int, begun: int) -> str:
    """The line before the cards."""
    tail = f" (มีร่างที่ทำค้างไว้ {begun} รายการ)" if begun else ""
    return f"รายการที่ถึงกำหนดรายงาน {count} รายการ{tail} โปรดเลือกรายการที่ต้องการรายงาน"


def next_report() -> LineAction:
    """A button that leads from a receipt to what is still due."""
    return tap("รายงานรายการถัดไป", pack(Action.DUE, page=1), says=menu.REPORT)


def all_card(count: int) -> Bubble:
    """The first card of what is due: answer everything on one page."""
    return bubble(
        f"รอรายงาน {count:,} รายการ",
        [
            words("เปิดหน้าเว็บหน้าเดียว เห็นทุกรายการพร้อมรายงานครั้งก่อน แนบรูปและไฟล์ได้ แล้วส่งพร้อมกัน"),
            muted("หรือเลื่อนดูการ์ดถัดไป แล้วตอบในแชตทีละรายการ"),
        ],
        [button(menu.ALL_ACTION)],
    )


def due_page(page: int) -> LineAction:
    """A button for a page of what is due."""
    return tap("ดูรายการถัดไป", pack(Action.DUE, page=page))


def more_card(left: int, action: LineAction) -> Bubble:
    """The last card of a page."""
    return bubble(
        f"ยังมีอีก {left} รายการ",
        [words("กดปุ่มด้านล่างเพื่อดูรายการถัดไป")],
        [button(action)],
        tone=parts.CALM,
    )


def nothing_due(quick: Sequence[LineAction]) -> Message:
    """Everything that is due was sent, or nothing is expected."""
    return text_message(
        "ขณะนี้ไม่มีรายการที่ถึงกำหนดรายงาน ขอบคุณ เมื่อใกล้ถึงกำหนดรอบถัดไป ระบบจะแจ้งให้ทราบ", quick
    )


def nothing_for_role(roles: Collection[str], quick: Sequence[LineAction]) -> Message:
    """Somebody without an agency wants to report."""
    instead = (
        "หากต้องการรายงานแทนหน่วยงาน โปรดพิมพ์ชื่อหน่วยงานนั้น"
        if "secretariat" in roles
        else f"พิมพ์ {menu.SUMMARY} เพื่อดูภาพรวม"
    )
    return text_message(f"ท่านไม่มีรายการที่ต้องรายงาน {instead}", quick)


def nothing_mine(quick: Sequence[LineAction]) -> Message:
    """No obligations this month."""
    return text_message("ขณะนี้ไม่มีรายการของหน่วยงานท่าน", quick)


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
    number: str | None
    overdue: bool
    changeable: bool
    extended: bool = False
    lacks_file: bool = False
    """A file of its report did not come."""
    begun: bool = False
    """The person has a draft of it that was not sent."""


def _state(mine: Mine) -> list[Component]:
    """Of which round it is, how it stands, what was reported and under which number."""
    look = state_look(ObligationState(mine.state), is_overdue=mine.overdue)
    lines = [
        muted(f"รอบ {short_month(mine.month)}"),
        words(look.text, color=look.color, bold=True),
        due_line(
            mine.due_on,
            color=look.color if mine.overdue else parts.INK,
            is_extended=mine.extended,
        ),
    ]
    if mine.lacks_file:
        lines.append(words("ไม่ได้รับไฟล์หลักฐานบางรายการ โปรดส่งใหม่", color=parts.WARN))
    if mine.progress and mine.number:
        lines.append(muted(f"{progress_word(mine.progress)} · เลขที่รับ {mine.number}"))
    return lines


def mine_line(mine: Mine) -> Component:
    """One obligation with what can be done about it."""
    lines = [
        words(named(mine.code, mine.title), limit=TITLE, bold=True),
        muted(mine.agency, limit=120),
        *_state(mine),
    ]
    if mine.begun:
        lines.append(words(_BEGUN, bold=True, color=parts.CALM))
    if mine.state == ObligationState.OWED:
        label = f"{REPORT_IT}ต่อจากร่าง" if mine.begun else REPORT_IT
        lines.append(_below(tap(label, pack(Action.REPORT, o=mine.obligation_id))))
    elif mine.state == ObligationState.RETURNED or mine.changeable:
        lines.append(_below(tap("แก้ไขรายงาน", pack(Action.EDIT, o=mine.obligation_id))))
    return box(lines, spacing="xs", margin="lg")


def _below(action: LineAction) -> Component:
    return button(action, "secondary") | {"margin": "md"}


def mine_card(
    lines: Sequence[Component], count: int, left: int, page: int, quick: Sequence[LineAction]
) -> Message:
    """A page of my obligations."""
    buttons = [button(menu.ALL_ACTION)]
    buttons += [button(tap("ดูรายการถัดไป", pack(Action.MINE, page=page + 1)))] if left else []
    title = f"{menu.MINE} {count} รายการ"
    above = "รอบที่ยังไม่ปิดและรายการที่ค้าง"
    return flex_message(
        f"{title} ({above})", bubble(title, with_rules(lines), buttons, above=above), quick
    )


def with_rules(lines: Sequence[Component]) -> list[Component]:
    """Lines with a thin rule between each two."""
    return [part for line in lines for part in (rule(), line)][1:]


# For the secretariat


def agency_card(
    agency: str,
    officers: Sequence[str],
    lines: Sequence[Component],
    left: int,
    more: LineAction | None,
    blocked: Sequence[str] = (),
    nudge: LineAction | None = None,
) -> Message:
    """An agency's obligations, with what the secretariat may do about each; ``blocked`` are the
    officers who blocked the account, ``nudge`` is the button that asks them once more.
    """
    who = ["เจ้าหน้าที่: " + ", ".join(officers)] if officers else []
    who += ["ปิดรับข้อความ (บล็อก): " + ", ".join(blocked)] if blocked else []
    body: list[Component] = [muted(text, limit=400) for text in who or ["ยังไม่มีเจ้าหน้าที่ลงทะเบียน"]]
    body += [rule(), *with_rules(lines)] if lines else [words("ไม่มีรายการที่เปิดอยู่ในขณะนี้")]
    buttons = [button(more)] if left and more else []
    buttons += [button(nudge, "secondary")] if nudge else []
    return flex_message(
        f"รายการของ{agency}",
        bubble(agency, body, buttons, tone=parts.CALM),
        [menu.REVIEW_ACTION, menu.SUMMARY_ACTION],
    )


def agency_page(agency_id: int, page: int) -> LineAction:
    """A button for a page of an agency's obligations."""
    return tap("ดูรายการถัดไป", pack(Action.AGENCY, g=agency_id, page=page))


def agency_line(mine: Mine) -> Component:
    """One obligation of an agency as the secretariat sees it."""
    number = mine.obligation_id
    lines = [words(named(mine.code, mine.title), limit=TITLE, bold=True), *_state(mine)]
    actions = []
    if mine.state in (ObligationState.OWED, ObligationState.MISSED, ObligationState.RETURNED):
        actions.append(tap("รายงานแทน", pack(Action.REPORT, o=number)))
    if mine.state in (ObligationState.OWED, ObligationState.MISSED):
        actions.append(tap("ยกเว้น", pack(Action.EXCUSE, o=number)))
    if mine.state in (ObligationState.SENT, ObligationState.ACCEPTED, ObligationState.EXCUSED):
        label = "ยกเลิกการยกเว้น" if mine.state == ObligationState.EXCUSED else "เปิดให้แก้ไขอีกครั้ง"
        actions.append(tap(label, pack(Action.REOPEN, o=number)))
    row = [
        button(action, "secondary") | {"flex": 3 if len(action["label"]) > 6 else 2}
        for action in actions
    ]
    return box(
        [*lines, box(row, layout="horizontal", spacing="sm", margin="md")],
        spacing="xs",
        margin="lg",
    )


def which_agency(
    names: Sequence[tuple[int, str]],
    quick: Sequence[LineAction],
    action: Action = Action.AGENCY,
) -> Message:
    """Several agencies fit what was typed; a button of each does ``action``."""
    short = clip_apart([name for _, name in names[:10]], QUICK_LABEL)
    choices = [
        tap(label, pack(action, g=agency_id), says=name)
        for label, (agency_id, name) in zip(short, names, strict=False)
    ]
    listed = "\n".join(f"• {clip(name, 120)}" for _, name in names[:10])
    more = f"\nและอีก {len(names) - 10:,} หน่วยงาน" if len(names) > 10 else ""
    return text_message(
        f"พบ {len(names):,} หน่วยงาน โปรดเลือกหรือพิมพ์ชื่อให้ชัดเจนขึ้น\n{listed}{more}", [*choices, *quick]
    )
