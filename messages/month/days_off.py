"""The year's days off, as the secretariat is asked to confirm them."""

from collections.abc import Sequence

from messages.parts import (
    LineAction,
    Message,
    bubble,
    button,
    flex_message,
    muted,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from models.month.days_off import DayOff
from thai.dates import weekday_date

_SHOWN = 40
"""Days on a card: with names as long as these may be it stays within LINE's limits."""
_NAME = 60


def to_confirm(
    organization_id: int, fiscal_year: int, days: Sequence[DayOff]
) -> tuple[Message, ...]:
    """List a fiscal year's days off, with a button that confirms them."""
    title = f"วันหยุดราชการ ปีงบประมาณ พ.ศ. {fiscal_year}"
    lines = [
        words(
            f"{weekday_date(each.day)} {each.name}" + (" (เฉพาะหน่วยงาน)" if each.is_own else ""),
            size="xs",
            limit=_NAME,
        )
        for each in days[:_SHOWN]
    ]
    left = len(days) - len(lines)
    body = [
        muted("กำหนดส่งรายงานคำนวณจากวันหยุดต่อไปนี้ โปรดตรวจสอบ หากไม่ถูกต้องโปรดแจ้งผู้ดูแลระบบก่อนยืนยัน"),
        *lines,
        *([muted(f"และอีก {left:,} วัน")] if left > 0 else []),
    ]
    confirm = tap("ยืนยันวันหยุด", pack(Action.DAYS_OFF, g=organization_id, y=fiscal_year))
    card = bubble(title, body, [button(confirm)], above="โปรดตรวจสอบและยืนยัน")
    return (flex_message(f"โปรดยืนยัน{title} จำนวน {len(days):,} วัน", card),)


def confirmed(fiscal_year: int, quick: Sequence[LineAction]) -> Message:
    """The days off were confirmed."""
    return text_message(f"บันทึกการยืนยันวันหยุดราชการ ปีงบประมาณ พ.ศ. {fiscal_year} แล้ว", quick)
