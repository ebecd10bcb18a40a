"""Answers about a person's own reports, in words: what was sent, returned, checked, begun, told
before, and what their agencies answer for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import menu
from messages.form.questions import progress_word
from messages.limits import clip
from messages.month.words import named
from messages.parts import LineAction, Message, text_message
from models.tables.obligations import ObligationState
from thai.dates import long_month, short_date, short_month
from thai.labels import recurrence_label

_SHOWN = 10
_TITLE = 70


@dataclass(frozen=True)
class OwnRecord:
    """One expected report of a person's agencies and what became of it; ``agency`` is empty for who
    reports for one. ``sent_on`` is a Bangkok day, ``number`` the receipt's; ``reason`` why it was
    returned.
    """

    code: str | None
    title: str
    agency: str
    month: date
    due_on: date
    state: ObligationState
    begun: bool = False
    progress: str = ""
    summary: str = ""
    number: str = ""
    sent_on: date | None = None
    late: bool = False
    reason: str = ""

    @property
    def name(self) -> str:
        """Its measure, and its agency where there are several."""
        of = f" ({clip(self.agency, 60)})" if self.agency else ""
        return f"{clip(named(self.code, self.title), _TITLE)}{of}"

    @property
    def typed(self) -> str:
        """What to type for it."""
        return self.code or self.number or "1.1"


@dataclass(frozen=True)
class OwnDuty:
    """What an agency answers for: ``period`` and ``rhythm`` in words."""

    code: str | None
    title: str
    period: str
    rhythm: str


def _lines(lines: Sequence[str]) -> str:
    more = f"\nและอีก {len(lines) - _SHOWN:,} รายการ" if len(lines) > _SHOWN else ""
    return "\n".join(lines[:_SHOWN]) + more


def _standing(each: OwnRecord) -> str:
    """How one report stands."""
    sent = f"ส่งแล้ว {short_date(each.sent_on)}" if each.sent_on else "ส่งแล้ว"
    sent += f" เลขที่รับ {each.number}" if each.number else ""
    return {
        ObligationState.SENT: f"{sent} รอฝ่ายเลขานุการตรวจ",
        ObligationState.ACCEPTED: f"{sent} ฝ่ายเลขานุการรับรองแล้ว",
        ObligationState.RETURNED: f"ส่งกลับให้แก้ไข เพราะ {clip(each.reason or '-', 200)}",
        ObligationState.OWED: f"ยังไม่ได้ส่ง กำหนด {short_date(each.due_on)}",
        ObligationState.MISSED: "ไม่ได้ส่งในรอบนั้น",
        ObligationState.EXCUSED: "ได้รับยกเว้น",
        ObligationState.ENDED: "ไม่ต้องรายงานแล้ว เพราะรายงานว่าแล้วเสร็จ",
    }[each.state]


def standing(records: Sequence[OwnRecord], quick: Sequence[LineAction]) -> Message:
    """How reports stand, each in a line."""
    lines = [f"• {each.name} รอบ {short_month(each.month)}: {_standing(each)}" for each in records]
    return text_message(_lines(lines), quick)


def sent(records: Sequence[OwnRecord], quick: Sequence[LineAction]) -> Message:
    """How much of a round was sent, and what was not."""
    month = long_month(records[0].month)
    owed = [each for each in records if each.state is ObligationState.OWED]
    returned = [each for each in records if each.state is ObligationState.RETURNED]
    done = len(records) - len(owed)
    said = f"รอบเดือน{month} ส่งแล้ว {done:,} จาก {len(records):,} รายการ"
    if owed:
        lines = [f"• {each.name} กำหนด {short_date(each.due_on)}" for each in owed]
        said += f"\nยังไม่ได้ส่ง\n{_lines(lines)}"
    if returned:
        said += f"\nถูกส่งกลับให้แก้ไข\n{_lines([f'• {each.name}' for each in returned])}"
    return text_message(said if owed or returned else f"{said} ครบแล้ว ขอบคุณ", quick)


def returned(records: Sequence[OwnRecord], quick: Sequence[LineAction]) -> Message:
    """What was returned, and why."""
    if not records:
        return text_message("ขณะนี้ไม่มีรายงานที่ถูกส่งกลับให้แก้ไข", quick)
    lines = [
        f"• {each.name} รอบ {short_month(each.month)} เพราะ {clip(each.reason or '-', 300)}\n"
        f"  พิมพ์ แก้ไข {each.typed} เพื่อแก้แล้วส่งใหม่"
        for each in records
    ]
    return text_message(f"ถูกส่งกลับให้แก้ไข {len(records):,} รายการ\n{_lines(lines)}", quick)


def drafts(records: Sequence[OwnRecord], quick: Sequence[LineAction]) -> Message:
    """What was begun and not sent."""
    if not records:
        return text_message(f"ไม่มีร่างที่ค้างอยู่ เริ่มรายงานได้โดยพิมพ์ {menu.REPORT}", quick)
    lines = [
        f"• {each.name} รอบ {short_month(each.month)}: พิมพ์ รายงาน {each.typed} เพื่อทำต่อ"
        for each in records
    ]
    return text_message(f"ร่างที่ยังไม่ได้ส่ง {len(records):,} รายการ\n{_lines(lines)}", quick)


def receipts(records: Sequence[OwnRecord], quick: Sequence[LineAction]) -> Message:
    """The numbers that reports were given, and what they are for."""
    use = "เลขที่รับแสดงว่าระบบได้รับรายงานแล้ว ใช้อ้างอิงกับฝ่ายเลขานุการ หรือพิมพ์ แก้ไข ตามด้วยเลขที่รับ"
    lines = [f"• {each.number} {each.name} รอบ {short_month(each.month)}" for each in records]
    listed = f"{_lines(lines)}\n" if lines else "ยังไม่มีรายงานที่ส่งแล้ว จึงยังไม่มีเลขที่รับ\n"
    return text_message(listed + use, quick)


def history(records: Sequence[OwnRecord], year: int, quick: Sequence[LineAction]) -> Message:
    """What was reported in a fiscal year, by whomever."""
    if not records:
        return text_message(f"ยังไม่มีรายงานของหน่วยงานท่านในปีงบประมาณ {year}", quick)
    lines = [
        f"• {short_month(each.month)} {each.name}\n  {progress_word(each.progress)}"
        + (f": {clip(each.summary, 120)}" if each.summary else "")
        for each in records
    ]
    return text_message(
        f"รายงานของหน่วยงานท่านในปีงบประมาณ {year} ใหม่ก่อน\n{_lines(lines)}\n"
        f"ดูฉบับเต็มและหลักฐาน พิมพ์ {menu.PAGES} หรือ มาตรการ {records[0].code or '1.1'} คืออะไร",
        quick,
    )


def told(records: Sequence[OwnRecord], quick: Sequence[LineAction]) -> Message:
    """What reports said, in their own words."""
    parts = [
        f"{each.name} รอบ {short_month(each.month)}\n{progress_word(each.progress)}"
        + (f"\n{clip(each.summary, 600)}" if each.summary else "")
        + f"\n({_standing(each)})"
        for each in records[:4]
    ]
    more = f"\n\nและอีก {len(records) - 4:,} รายการ" if len(records) > 4 else ""
    return text_message("\n\n".join(parts) + more, quick)


def nothing_told(codes: Sequence[str], month: date | None, quick: Sequence[LineAction]) -> Message:
    """There is no report of the measures, or of the month, that was asked about."""
    of = f"ของมาตรการ {' '.join(codes)} " if codes else ""
    when = f"ในรอบเดือน{long_month(month)}" if month else "ก่อนหน้านี้"
    return text_message(f"ไม่พบรายงาน{of}{when} พิมพ์ ประวัติ เพื่อดูรายงานทั้งหมดของปีนี้", quick)


def not_owned(codes: Sequence[str], quick: Sequence[LineAction]) -> Message:
    """No report of these measures is expected of the person's agencies by now."""
    return text_message(
        f"ไม่พบมาตรการ {' '.join(codes)} ในรายการที่หน่วยงานท่านต้องรายงานในปีงบประมาณนี้ "
        f"พิมพ์ {menu.MINE} เพื่อดูรายการทั้งหมด",
        quick,
    )


def period(first: date | None, last: date | None) -> str:
    """From when until when something runs; empty without either day."""
    return f"{short_date(first)} ถึง {short_date(last)}" if first and last else ""


def rhythm(recurrence: str | None) -> str:
    """How often something is reported on."""
    return recurrence_label(recurrence) if recurrence else "ทุกเดือนจนแล้วเสร็จ"


def duties(
    found: Sequence[OwnDuty], agencies: Sequence[str], quick: Sequence[LineAction]
) -> Message:
    """What agencies answer for."""
    who = " และ".join(clip(each, 120) for each in agencies[:5])
    if not found:
        return text_message(f"ยังไม่มีมาตรการที่กำหนดให้{who}รับผิดชอบในปีงบประมาณนี้", quick)
    lines = [f"• {clip(named(each.code, each.title), 110)} ({each.rhythm})" for each in found]
    listed = "\n".join(lines[:25])
    more = f"\nและอีก {len(lines) - 25:,} มาตรการ" if len(lines) > 25 else ""
    return text_message(
        f"{who}รับผิดชอบ {len(found):,} มาตรการ\n{listed}{more}\nที่ต้องรายงานตอนนี้ พิมพ์ {menu.REPORT}",
        quick,
    )


def rhythms(found: Sequence[OwnDuty], quick: Sequence[LineAction]) -> Message:
    """How often measures are reported on, and until when."""
    lines = [
        f"• {clip(named(each.code, each.title), 110)}: {each.rhythm} {each.period}".rstrip()
        for each in found[:15]
    ]
    return text_message(
        "\n".join(lines) + "\nรายงานเดือนละหนึ่งครั้งในเดือนที่ถึงรอบ "
        "มาตรการที่ทำครั้งเดียว เมื่อรายงานว่าดำเนินการแล้วเสร็จแล้ว ไม่ต้องรายงานอีก",
        quick,
    )
