"""งานของฝ่ายเลขานุการ: on one card what waits for the secretariat, each with the button that begins
it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import menu, parts
from messages.limits import clip
from messages.month.no_plan import no_plan_line
from messages.parts import (
    Bubble,
    Component,
    LineAction,
    Message,
    box,
    bubble,
    button,
    muted,
    rule,
    tap,
    words,
)
from messages.secretariat.chasing import of_kinds
from messages.taps import Action, pack
from models.month.adoption import MissingPlan
from models.month.chased import Chase
from thai.dates import long_month, weekday_date

TITLE = "งานของฝ่ายเลขานุการ"


@dataclass(frozen=True)
class Waiting:
    """What waits for an organization's secretariat: reports ``to_check`` of so many
    ``agencies_to_check``, reports that are overdue (``late``) and not yet due (``missing``) with
    their agencies (of those missing ``extended`` were given a later date), reports ``returned`` to
    ``agencies_returned`` and not corrected, extensions ``asked`` for, ``notes``, and what did not
    arrive in thirty days (``undelivered``).

    ``rounds`` are (month, due date in Bangkok) of those that run and expect something;
    ``without_plan`` is the fiscal year that runs without one.
    """

    organization: str
    rounds: tuple[tuple[date, date], ...] = ()
    without_plan: MissingPlan | None = None
    to_check: int = 0
    agencies_to_check: int = 0
    late: int = 0
    agencies_late: int = 0
    missing: int = 0
    agencies_missing: int = 0
    extended: int = 0
    returned: int = 0
    agencies_returned: int = 0
    asked: int = 0
    notes: int = 0
    undelivered: int = 0


def first_cards(waiting: Sequence[Waiting], quick: Sequence[LineAction]) -> list[Message]:
    """The card of each organization; one for the most."""
    alt = "; ".join(_alt(each) for each in waiting)
    return parts.carousels(f"{TITLE}: {alt}", [_card(each) for each in waiting], quick)


def _alt(each: Waiting) -> str:
    counts = (
        ("รอตรวจ", each.to_check),
        ("เกินกำหนด", each.late),
        ("ยังไม่รายงาน", each.missing),
        ("รอแก้ไข", each.returned),
        ("ขอขยายเวลา", each.asked),
        (menu.NOTES, each.notes),
        (menu.UNDELIVERED, each.undelivered),
    )
    said = " · ".join(f"{label} {count:,}" for label, count in counts if count)
    return said or "ไม่มีเรื่องรอดำเนินการ"


def _card(each: Waiting) -> Bubble:
    lines = list(_lines(each))
    body: list[Component] = [muted(clip(each.organization, 160))]
    for month, due_on in each.rounds:
        body.append(muted(f"รอบเดือน{long_month(month)} ครบกำหนด{weekday_date(due_on)}"))
    if each.without_plan is not None:
        body.append(words(no_plan_line(each.without_plan), color=parts.WARN, margin="md"))
    if not lines:
        body.append(words("✔ ไม่มีเรื่องรอดำเนินการ", bold=True, color=parts.BRAND, margin="md"))
    for line in lines:
        body += [rule(), line]
    hint = (
        "พิมพ์ชื่อหน่วยงาน เพื่อดูรายการ รายงานแทน ยกเว้น หรือเปิดให้แก้ไข "
        f"พิมพ์ {menu.ANNOUNCE} ตามด้วยข้อความ เพื่อแจ้งหน่วยงาน"
    )
    body += [rule(), muted(hint, margin="md")]
    buttons = [
        button(menu.SUMMARY_ACTION, "secondary"),
        button(menu.PAGES_ACTION, "secondary"),
    ]
    return bubble(TITLE, body, buttons)


def _lines(each: Waiting) -> list[Component]:
    later = f" ขยายเวลาแล้ว {each.extended:,}" if each.extended else ""
    owing = f"จาก {each.agencies_missing:,} หน่วยงาน{later}"
    fixing = f"จาก {each.agencies_returned:,} หน่วยงาน"
    found = [
        (each.to_check, "รอตรวจ", f"จาก {each.agencies_to_check:,} หน่วยงาน", menu.REVIEW_ACTION),
        (each.late, "เกินกำหนด", f"จาก {each.agencies_late:,} หน่วยงาน", of_kinds(Chase.LATE)),
        (each.missing, "ยังไม่รายงาน", owing, of_kinds(Chase.RUNNING)),
        (each.returned, "รอแก้ไข", fixing, of_kinds(Chase.RETURNED)),
        (each.asked, "ขอขยายเวลา", "รอคำตอบของท่าน", tap("ดูคำขอ", pack(Action.REVIEW))),
        (
            each.notes,
            menu.NOTES,
            "คำถามและการแจ้งลา",
            tap("อ่าน", pack(Action.NOTES), says=menu.NOTES),
        ),
        (
            each.undelivered,
            menu.UNDELIVERED,
            "ใน 30 วันที่ผ่านมา",
            tap("ดูรายชื่อ", pack(Action.UNDELIVERED), says=menu.UNDELIVERED),
        ),
    ]
    return [
        _line(f"{label} {count:,} รายการ", below, action)
        for count, label, below, action in found
        if count
    ]


def _line(said: str, below: str, action: LineAction) -> Component:
    """One thing that waits: how much, of whom, and its button beside it."""
    told = box([words(said, bold=True), muted(below)], spacing="xs", flex=6)
    pressed = box([button(action, "secondary", beside=True)], flex=5, justifyContent="center")
    return box([told, pressed], layout="horizontal", spacing="sm", margin="md")
