"""The news that a round's due date was put off, for people and groups that were told another."""

from datetime import date

from messages.parts import BRAND, Message, bubble, flex_message, muted, words
from thai.dates import long_month, weekday_date


def date_moved(month: date, due_on: date) -> tuple[Message, ...]:
    """Tell the new due date of a month's round."""
    named = f"รอบเดือน{long_month(month)}"
    body = [
        words("กำหนดส่งรายงานเลื่อนออกไปเป็น"),
        words(weekday_date(due_on), size="lg", bold=True, color=BRAND),
        muted(
            "รายงานที่ส่งภายในวันดังกล่าวถือว่าส่งตรงเวลา ท่านที่รายงานครบแล้วไม่ต้องดำเนินการใดเพิ่มเติม",
            margin="md",
        ),
    ]
    alt = f"เลื่อนกำหนดส่งรายงาน{named} เป็น{weekday_date(due_on)}"
    return (flex_message(alt, bubble("เลื่อนกำหนดส่งรายงาน", body, above=named)),)
