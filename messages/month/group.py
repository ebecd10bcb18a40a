"""The one reminder a month to the provincial group: quiet, short, without names."""

from urllib.parse import quote

from messages.limits import clip
from messages.month.words import newest_summary
from messages.parts import (
    BRAND,
    MUTED,
    Component,
    Message,
    bubble,
    button,
    flex_message,
    link,
    muted,
    words,
)
from models.month.summary import RoundView
from thai.dates import long_month, weekday_date

CHAT_ADDRESS = "https://line.me/R/oaMessage/"
REPORT_WORD = "รายงาน"


def chat_link(basic_id: str) -> str:
    """Return the address that opens the one-to-one chat with "รายงาน" typed in (LINE's URL scheme
    for official accounts).
    """
    return f"{CHAT_ADDRESS}{quote(basic_id, safe='')}/?{quote(REPORT_WORD)}"


def group_reminder(view: RoundView, basic_id: str | None) -> tuple[Message, ...]:
    """Tell the group that the month's reports are due: until when, how many, where; ``basic_id`` is
    the account's @name.
    """
    count, until = view.summary.total, f"ภายใน{weekday_date(view.due_on)}"
    body = [
        muted(clip(view.organization_name, 160)),
        words(
            f"ขอความร่วมมือรายงาน{until}",
            size="lg",
            bold=True,
            color=BRAND,
            margin="md",
        ),
        words(f"รายการที่ต้องรายงาน {count.expected:,} รายการ จาก {view.agencies:,} หน่วยงาน"),
    ]
    if count.sent:
        body.append(words(f"ได้รับรายงานแล้ว {count.sent:,} รายการ ขอขอบคุณทุกหน่วยงาน", color=MUTED))
    body.append(
        muted(f"รายงานได้ในแชตส่วนตัวกับบัญชีนี้ พิมพ์ “{REPORT_WORD}” แล้วเลือกรายการของท่าน", margin="md")
    )
    buttons: list[Component] = []
    if basic_id:
        buttons.append(button(link("เปิดแชตเพื่อรายงาน", chat_link(basic_id))))
    buttons.append(button(newest_summary(view.month), "secondary"))
    card = bubble(
        f"รอบรายงานเดือน{long_month(view.month)}", body, buttons, above="รายงานความก้าวหน้าตามแผน"
    )
    alt = f"ขอความร่วมมือรายงานความก้าวหน้ารอบเดือน{long_month(view.month)} {until}"
    return (flex_message(alt, card),)
