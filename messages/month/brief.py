"""The executive's card: one look shows whether the month was on time, what is stuck, and whether it
is getting better.
"""

from messages.limits import clip
from messages.month.words import NOTHING_EXPECTED, named, total_block
from messages.parts import (
    ALERT,
    BRAND,
    MUTED,
    WARN,
    Component,
    Message,
    bubble,
    button,
    entry,
    flex_message,
    muted,
    rule,
    tap,
    words,
)
from messages.taps import Action, month_value, pack
from models.month.brief import Brief, Stuck
from models.month.summary import Count
from models.tables.people import Role
from thai.dates import long_month, short_month
from thai.numbers import whole_per_cent

TITLE = 90
AGENCY = 80


def executive_brief(brief: Brief) -> tuple[Message, ...]:
    """Return the brief as one card."""
    view, count = brief.view, brief.view.summary.total
    verdict, tone = _verdict(count)
    body: list[Component] = [
        muted(clip(view.organization_name, 160)),
        words(verdict, size="lg", bold=True, color=tone),
        total_block(count),
    ]
    if count.expected:
        body.append(words(f"รายงานครบแล้ว {view.agencies_done:,} จาก {view.agencies:,} หน่วยงาน"))
    if change := _change(count, brief.previous):
        body.append(words(change, size="sm", color=MUTED))
    body += [rule(), words("เรื่องที่ค้างนานที่สุด", bold=True, margin="md")]
    body += [_stuck_entry(stuck) for stuck in brief.stuck] or [words("✔ ไม่มีรายการค้าง", color=BRAND)]
    card = bubble(
        f"สรุปสำหรับผู้บริหาร รอบเดือน{long_month(view.month)}",
        body,
        [
            button(tap("เปิดหน้าผู้บริหาร", pack(Action.PAGES, r=Role.EXECUTIVE.value))),
            button(
                tap("ดูสรุปรายละเอียด", pack(Action.SUMMARY, full=1, m=month_value(view.month))),
                "secondary",
            ),
        ],
        above="ความก้าวหน้าตามแผน",
    )
    alt = f"สรุปสำหรับผู้บริหาร รอบเดือน{long_month(view.month)}: {verdict}"
    if count.expected:
        alt += f" ส่งแล้ว {count.sent:,} จาก {count.expected:,} รายการ"
    return (flex_message(alt, card),)


def _verdict(count: Count) -> tuple[str, str]:
    if not count.expected:
        return NOTHING_EXPECTED, MUTED
    if count.on_time == count.expected:
        return "✔ รายงานครบและตรงเวลา", BRAND
    if not count.missing:
        return f"✔ รายงานครบ ล่าช้า {count.sent - count.on_time:,} รายการ", WARN
    return f"▲ ยังไม่ครบ ค้าง {count.missing:,} รายการ", ALERT


def _change(now: Count, before: Count | None) -> str:
    """Compare the shares of what came on time, in whole per cents."""
    if before is None or not now.expected:
        return ""
    this, last = (
        whole_per_cent(now.on_time, now.expected),
        whole_per_cent(before.on_time, before.expected),
    )
    if this == last:
        return f"ตรงเวลาร้อยละ {this} เท่ากับรอบก่อน"
    sign, word = ("▲", "เพิ่มขึ้น") if this > last else ("▼", "ลดลง")
    return f"{sign} ตรงเวลาร้อยละ {this} {word}จากรอบก่อน (ร้อยละ {last})"


def _stuck_entry(stuck: Stuck) -> Component:
    who = clip(stuck.agency_name, AGENCY) if stuck.agency_name else f"{stuck.agencies:,} หน่วยงาน"
    return entry(
        words(f"• {clip(named(stuck.code, stuck.title), TITLE)}", size="xs"),
        muted(f"{who} · ค้างนานที่สุดตั้งแต่รอบ {short_month(stuck.since)}"),
    )
