"""The year's days off, as the secretariat is asked to confirm them."""

from collections.abc import Sequence

from messages import menu
from messages.limits import clip
from messages.parts import (
    Bubble,
    LineAction,
    Message,
    bubble,
    button,
    fitting,
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
_NAMES = (120, 80, 50, 34, 20)
"""Letters of the names, the longest that LINE takes of so many days."""
_BEFORE = (
    "กำหนดส่งรายงานคำนวณจากวันหยุดต่อไปนี้ โปรดตรวจสอบ หากไม่ถูกต้อง "
    f"แก้ไขได้ที่หน้าวันหยุดก่อนยืนยัน พิมพ์ {menu.PAGES}"
)


def to_confirm(
    organization_id: int, fiscal_year: int, days: Sequence[DayOff]
) -> tuple[Message, ...]:
    """List a fiscal year's days off, with a button that confirms them."""
    title = f"วันหยุดราชการ ปีงบประมาณ พ.ศ. {fiscal_year}"
    left = len(days) - _SHOWN

    def card(length: int) -> Bubble:
        lines = [words(_line(each, length), size="xs") for each in days[:_SHOWN]]
        more = [muted(f"และอีก {left:,} วัน")] if left > 0 else []
        body = [muted(_BEFORE), *lines, *more]
        return bubble(title, body, [button(confirm)], above="โปรดตรวจสอบและยืนยัน")

    confirm = tap("ยืนยันวันหยุด", pack(Action.DAYS_OFF, g=organization_id, y=fiscal_year))
    alt = f"โปรดยืนยัน{title} จำนวน {len(days):,} วัน"
    return (flex_message(alt, fitting(card, _NAMES)),)


def _line(each: DayOff, length: int) -> str:
    own = " (เฉพาะหน่วยงาน)" if each.is_own else ""
    return f"{weekday_date(each.day)} {clip(each.name, length)}{own}"


def confirmed(fiscal_year: int, quick: Sequence[LineAction]) -> Message:
    """The days off were confirmed."""
    return text_message(f"บันทึกการยืนยันวันหยุดราชการ ปีงบประมาณ พ.ศ. {fiscal_year} แล้ว", quick)
