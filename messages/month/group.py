"""The one reminder a month to the provincial group: quiet, short, without names."""

from messages.addresses import chat_link
from messages.limits import clip
from messages.month.wording import STANDARD_ONLY, MonthFacts, names_due, said
from messages.month.words import due_line, newest_summary
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
from models.tables.wording import CardKind
from models.wording import OwnWords
from thai.dates import long_month, weekday_date

REPORT_WORD = "รายงาน"


def group_reminder(
    view: RoundView, basic_id: str | None, own: OwnWords = STANDARD_ONLY
) -> tuple[Message, ...]:
    """Tell the group that the month's reports are due: until when, how many, where; ``basic_id`` is
    the account's @name, ``own`` are the organization's own words.
    """
    count, until = view.summary.total, f"ภายใน{weekday_date(view.due_on)}"
    facts = MonthFacts(view.month, view.due_on, count.expected, view.organization_name)
    chosen = said(own, CardKind.OPENING, facts)
    lead = chosen.lead or f"ขอความร่วมมือรายงานภายใน\n{weekday_date(view.due_on)}"
    body = [
        muted(clip(view.organization_name, 160)),
        words(lead, size="lg", bold=True, color=BRAND, margin="md"),
        *([due_line(view.due_on)] if chosen.lead and not names_due(own, CardKind.OPENING) else []),
        words(f"รายการที่ต้องรายงาน {count.expected:,} รายการ จาก {view.agencies:,} หน่วยงาน"),
    ]
    if count.sent:
        body.append(words(f"ได้รับรายงานแล้ว {count.sent:,} รายการ ขอขอบคุณทุกหน่วยงาน", color=MUTED))
    body.append(
        muted(f"รายงานได้ในแชตส่วนตัวกับบัญชีนี้ พิมพ์ “{REPORT_WORD}” แล้วเลือกรายการของท่าน", margin="md")
    )
    buttons: list[Component] = []
    address = chat_link(basic_id, REPORT_WORD)
    if address:
        buttons.append(button(link("เปิดแชตเพื่อรายงาน", address)))
    buttons.append(button(newest_summary(view.month), "secondary"))
    month = f"รอบรายงานเดือน{long_month(view.month)}"
    above = month if chosen.title else "รายงานความก้าวหน้าตามแผน"
    card = bubble(chosen.title or month, body, buttons, above=above)
    alt = f"ขอความร่วมมือรายงานความก้าวหน้ารอบเดือน{long_month(view.month)} {until}"
    return (flex_message(alt, card),)
