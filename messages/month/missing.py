"""What the secretariat gets the day after the due date: who has not answered, and what nobody
answers for. Names are for them only.
"""

from collections.abc import Sequence

from messages.limits import clip
from messages.month.pages import PageSection, paged
from messages.month.words import AGENCY, NOT_ALL_SENT, NOTHING_EXPECTED, named, total_block
from messages.parts import (
    ALERT,
    BRAND,
    CALM,
    INK,
    MUTED,
    WARN,
    Bubble,
    Component,
    Message,
    bubble,
    button,
    entry,
    muted,
    tap,
    words,
)
from messages.taps import Action, month_value, pack
from models.month.owing import Owing
from models.month.summary import RoundView
from thai.dates import long_month, weekday_date

OFFICERS = 120
TITLE = 120
NO_OFFICER = "ยังไม่มีผู้รายงาน"
BLOCKED = "ปิดรับข้อความ (บล็อก)"
NO_PARTY = "ยังไม่มีผู้รับผิดชอบ"


def missing_list(
    view: RoundView,
    owing: Sequence[Owing],
    without_officer: Sequence[str],
    without_party: Sequence[tuple[str | None, str]],
) -> tuple[Message, ...]:
    """List the agencies that owe (with their officers), the agencies nobody reports for, the
    measures without a party.
    """
    month = long_month(view.month)
    head = _head(view, owing, without_officer, without_party)
    sections = [
        PageSection(NOT_ALL_SENT, [_owing_entry(each) for each in owing], f"รอบเดือน{month}", ALERT),
        PageSection(
            NO_OFFICER,
            [words(f"• {clip(name, AGENCY)}") for name in without_officer],
            "ยังไม่มีเจ้าหน้าที่ลงทะเบียน หรือเจ้าหน้าที่ปิดรับข้อความ",
            WARN,
        ),
        PageSection(
            NO_PARTY,
            [words(f"• {clip(named(code, title), TITLE)}") for code, title in without_party],
            "มาตรการที่ยังไม่ระบุหน่วยงาน",
            CALM,
        ),
    ]
    if owing:
        alt = (
            f"รอบเดือน{month}: ยังรายงานไม่ครบ {len(owing):,} หน่วยงาน "
            f"{sum(each.owed for each in owing):,} รายการ"
        )
    else:
        is_none = not view.summary.total.expected
        alt = f"รอบเดือน{month}: {NOTHING_EXPECTED if is_none else 'ทุกหน่วยงานรายงานครบแล้ว'}"
    return paged(alt, head, sections, _left_out)


def _head(
    view: RoundView,
    owing: Sequence[Owing],
    without_officer: Sequence[str],
    without_party: Sequence[tuple[str | None, str]],
) -> Bubble:
    body: list[Component] = [
        muted(clip(view.organization_name, 160)),
        total_block(view.summary.total),
        muted(f"ครบกำหนดเมื่อ{weekday_date(view.due_on)}"),
    ]
    if owing:
        owed = sum(each.owed for each in owing)
        body.append(
            words(
                f"▲ ยังรายงานไม่ครบ {len(owing):,} หน่วยงาน {owed:,} รายการ",
                bold=True,
                color=ALERT,
                margin="md",
            )
        )
    elif view.summary.total.expected:
        body.append(words("✔ ทุกหน่วยงานรายงานครบแล้ว", bold=True, color=BRAND, margin="md"))
    if without_officer:
        body.append(words(f"○ {NO_OFFICER} {len(without_officer):,} หน่วยงาน", color=WARN))
    if without_party:
        body.append(words(f"○ {NO_PARTY} {len(without_party):,} มาตรการ", color=CALM))
    nudge = (
        [button(tap("ติดตาม", pack(Action.NUDGE, m=month_value(view.month))), "secondary")]
        if owing
        else []
    )
    buttons = [
        button(tap("ตรวจรายงาน", pack(Action.REVIEW))),
        *nudge,
        button(tap("ดูสรุป", pack(Action.SUMMARY, m=month_value(view.month))), "secondary"),
    ]
    return bubble(
        f"ผลการติดตามรอบเดือน{long_month(view.month)}", body, buttons, above="ถึงฝ่ายเลขานุการ"
    )


def _owing_entry(owing: Owing) -> Component:
    names = ", ".join(officer.name for officer in owing.officers)
    blocked = ", ".join(officer.name for officer in owing.blocked)
    extended = f" (ขยายเวลา {owing.extended:,})" if owing.extended else ""
    nobody = f"{BLOCKED}: {clip(blocked, OFFICERS)}" if blocked else NO_OFFICER
    return entry(
        words(clip(owing.agency_name, AGENCY), bold=True, color=INK),
        words(
            f"ค้าง {owing.owed:,} รายการ{extended} · {clip(names, OFFICERS) if names else nobody}",
            size="xs",
            color=MUTED if names else WARN,
        ),
    )


def _left_out(count: int) -> Bubble:
    return bubble(
        f"อีก {count:,} รายการ",
        [words("รายการยาวเกินกว่าจะแสดงในแชตได้ทั้งหมด พิมพ์ชื่อหน่วยงานเพื่อดูรายการของหน่วยงานนั้น")],
        tone=CALM,
    )
