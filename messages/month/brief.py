"""The executive's card, which looks like the brief's page: one look shows whether the month was on
time, how each issue stands, what is stuck, and whether it is getting better. A tap asks further.
"""

from datetime import date

from messages.limits import clip
from messages.month.words import NOTHING_EXPECTED, agencies_line, named
from messages.parts import (
    ALERT,
    BRAND,
    CALM,
    LINE_COLOR,
    MUTED,
    TINT,
    WARN,
    Component,
    LineAction,
    Message,
    box,
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
from models.month.summary import Count, IssueLine, RoundView
from models.tables.people import Role
from thai.dates import long_month, short_month, weekday_date
from thai.numbers import whole_per_cent

TITLE = 90
ISSUES = 8
LATE = "#D9962B"
AGENCY = 80
_WIDE = 8  # letters for which a figure of three side by side has no room


def executive_brief(brief: Brief) -> tuple[Message, ...]:
    """Return the brief as one card."""
    view, count = brief.view, brief.view.summary.total
    verdict, tone = _verdict(view)
    body: list[Component] = [
        muted(clip(view.organization_name, 160)),
        _headline(verdict, tone),
    ]
    if count.expected:
        body += [
            _figures(count),
            segments(count),
            *([muted(rest)] if (rest := _rest(count)) else []),
            words(agencies_line(view.agencies_done, view.agencies, count.returned)),
        ]
    # A round that runs is not compared with one that is over.
    if view.is_due and (change := _change(count, brief.previous)):
        body.append(words(change, size="sm", color=MUTED))
    issues = [line for line in view.summary.issues if line.number and line.count.expected]
    if issues:
        body += [rule(), words("สถานะรายประเด็น (แตะเพื่อดูต่อ)", bold=True, margin="md")]
        body += [_issue_row(line, view.month) for line in issues[:ISSUES]]
        body.append(legend())
    body += [rule(), words("เรื่องที่ค้างนานที่สุด", bold=True, margin="md")]
    body += [_stuck_entry(stuck) for stuck in brief.stuck] or [
        words("✔ ไม่มีรายการเกินกำหนด", color=BRAND)
    ]
    card = bubble(
        f"สรุปสำหรับผู้บริหาร รอบเดือน{long_month(view.month)}",
        body,
        [
            button(tap("เปิดหน้าผู้บริหาร", pack(Action.PAGES, r=Role.EXECUTIVE.value))),
            button(agencies_behind(view.month), "secondary"),
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


def agencies_behind(month: date) -> LineAction:
    """A button that asks which agencies have not sent everything of a month."""
    return tap("หน่วยงานที่ยังไม่ครบ", pack(Action.STANDING, m=month_value(month)))


def ask_issue(line: IssueLine, month: date) -> LineAction:
    """A button that asks how an issue stands in a month."""
    return tap(
        f"ประเด็นที่ {line.number}",
        pack(Action.ISSUE, i=line.issue_id or 0, m=month_value(month)),
        says=f"ประเด็นที่ {line.number} เป็นอย่างไร",
    )


def segments(count: Count) -> Component:
    """A bar of what came on time, late, and not yet; its figures stand beside it."""
    late = count.sent - count.on_time
    shares = [whole_per_cent(count.on_time, count.expected), whole_per_cent(late, count.expected)]
    shares.append(100 - sum(shares))
    parts = [
        box([{"type": "filler"}], width=f"{share}%", backgroundColor=color, height="10px")
        for share, color in zip(shares, (BRAND, LATE, LINE_COLOR), strict=True)
        if share > 0
    ]
    return box(parts, layout="horizontal", height="10px", margin="sm", cornerRadius="sm")


def legend() -> Component:
    """What the colours of ``segments`` mean."""
    keys = [
        box([{"type": "filler"}], width="10px", height="10px", backgroundColor=color, margin="md")
        for color in (BRAND, LATE, LINE_COLOR)
    ]
    names = [words(name, size="xxs", color=MUTED, flex=0) for name in ("ตรงเวลา", "ล่าช้า", "ยังไม่ส่ง")]
    pairs = [part for pair in zip(keys, names, strict=True) for part in pair]
    return box(pairs, layout="horizontal", spacing="xs", margin="md", alignItems="center")


def _headline(verdict: str, tone: str) -> Component:
    said = words(verdict, size="lg", bold=True, color=tone)
    style = {"paddingAll": "md", "cornerRadius": "md", "margin": "md"}
    return box([said], backgroundColor=TINT, **style)


def _figures(count: Count) -> Component:
    """The three figures of the page, side by side."""
    figures = (
        ("ส่งแล้ว", f"{count.sent:,}/{count.expected:,}"),
        ("ตรงเวลา", f"{count.on_time:,}"),
        ("รับรองแล้ว", f"{count.accepted:,}"),
    )
    boxes = [
        box(
            [muted(label), words(value, size="lg" if len(value) < _WIDE else "sm", bold=True)],
            paddingAll="sm",
            borderWidth="light",
            borderColor=LINE_COLOR,
            cornerRadius="sm",
            flex=1,
        )
        for label, value in figures
    ]
    return box(boxes, layout="horizontal", spacing="sm", margin="md")


def _rest(count: Count) -> str:
    """Return what the three figures do not say."""
    rest = (
        ("ล่าช้า", count.sent - count.on_time),
        ("รอแก้ไข", count.returned),
        ("ขยายเวลา", count.extended),
    )
    return " · ".join(f"{label} {number:,}" for label, number in rest if number)


def _issue_row(line: IssueLine, month: date) -> Component:
    name = words(clip(f"{line.number}. {line.title}", TITLE), size="xs", flex=1)
    done = words(f"{line.count.sent:,}/{line.count.expected:,} ›", size="xs", flex=0, color=BRAND)
    head = box([name, done], layout="horizontal", spacing="md")
    row = box([head, segments(line.count)], spacing="xs", margin="md")
    return row | {"action": ask_issue(line, month)}


def _verdict(view: RoundView) -> tuple[str, str]:
    count = view.summary.total
    if not count.expected:
        return NOTHING_EXPECTED, MUTED
    if count.on_time == count.expected:
        return "✔ รายงานครบและตรงเวลา", BRAND
    if not count.missing:
        return f"✔ รายงานครบ ล่าช้า {count.sent - count.on_time:,} รายการ", WARN
    if not view.is_due:
        return f"○ ยังไม่ถึงกำหนด ({weekday_date(view.due_on)})", CALM
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
