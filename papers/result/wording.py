"""The words around the table of a result report, where the organization has none of its own."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from models.month.calendar import fiscal_month_number, fiscal_months, local_day
from models.tables.organization import Organization, OrganizationKind
from papers.result.layout import PaperLayout
from thai.dates import long_date, long_month, short_month

_BLANK = "." * 40


def titles(organization: Organization, fiscal_year: int, _layout: PaperLayout) -> tuple[str, ...]:
    """The lines of the title page."""
    of = "ของ" if organization.kind is OrganizationKind.PROVINCE else "ภายใน"
    return (
        "รายงานผลการดำเนินการ",
        f"เพื่อส่งเสริมคุณธรรมและความโปร่งใส{of}{organization.name}",
        f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}",
    )


def introduction(
    organization: Organization, fiscal_year: int, _layout: PaperLayout
) -> tuple[str, ...]:
    """What stands above the table."""
    name = organization.name
    return (
        f"ตามที่{name}ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ของปีที่ผ่านมา "
        "และกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"ประจำปีงบประมาณ พ.ศ. {fiscal_year} นั้น {name}ได้ดำเนินการตามมาตรการดังกล่าวแล้ว มีขั้นตอน "
        "สรุปผลการดำเนินการ "
        "และผลลัพธ์/ความสำเร็จของการดำเนินการ ดังนี้",
    )


def remarks(
    _organization: Organization, _fiscal_year: int, _layout: PaperLayout
) -> tuple[str, ...]:
    """What stands below the table: nothing unless somebody writes it."""
    return ()


def signature(
    _organization: Organization, _fiscal_year: int, layout: PaperLayout
) -> tuple[str, ...]:
    """Who signs; blanks for what is not known yet."""
    return (
        f"ลงชื่อ {_BLANK}",
        f"({layout.signer_name or _BLANK})",
        f"ตำแหน่ง {layout.signer_position or _BLANK}",
    )


def issue_heading(number: str | None, title: str) -> str:
    """ "1. กระบวนการ…"; nothing for an issue without a name: its number alone is no heading."""
    if not title.strip():
        return ""
    return f"{number}. {title}" if number else title


def parties(names: Sequence[str]) -> list[str]:
    """Every party once, in printed order."""
    return [name for name in dict.fromkeys(names) if name]


def periods(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Every period once, in printed order; with its parties where the order alone would not tell
    whose it is.
    """
    pairs = list(dict.fromkeys(pairs))
    names, times = (
        list(dict.fromkeys(name for name, _ in pairs)),
        list(dict.fromkeys(time for _, time in pairs if time)),
    )
    one_each = len(names) == len(times) == len(pairs)
    if len(names) < 2 or len(times) < 2 or one_each:
        return times
    worded = []
    for time in times:
        whose = [name for name, each in pairs if each == time]
        worded.append(f"{time} ({', '.join(filter(None, whose))})")
    return worded


def span(start: date, end: date) -> str:
    """ "ต.ค. 66 - ก.ย. 67", or one month."""
    first, last = short_month(start), short_month(end)
    return first if first == last else f"{first} - {last}"


def interim_name(until: date) -> str:
    """ "รอบ 6 เดือน" for March: the months of the fiscal year that the interim paper is about."""
    return f"รอบ {fiscal_month_number(until)} เดือน"


def interim_stem(stem: str, until: date) -> str:
    """Return a file's name that says that the paper is interim, once."""
    if re.search(r"interim|รอบ", stem, re.IGNORECASE):
        return stem
    return f"{stem}-{interim_name(until).replace(' ', '-')}"


def interim_title(fiscal_year: int, until: date) -> str:
    """The line of the title page that marks a paper as interim."""
    first = long_month(fiscal_months(fiscal_year)[0])
    return f"ฉบับระหว่างปี {interim_name(until)} ({first} - {long_month(until)})"


def interim_state(until: date, day: date) -> str:
    """Foot of an interim paper."""
    name = interim_name(until)
    return f"ฉบับระหว่างปี {name} ถึงเดือน{long_month(until)} จัดทำ ณ วันที่ {long_date(day)} มิใช่ฉบับเผยแพร่"


def draft_state(day: date) -> str:
    """Foot of a draft."""
    return f"ฉบับร่าง ณ วันที่ {long_date(day)} ยังไม่ได้เผยแพร่"


def published_state(number: int, at: datetime) -> str:
    """Foot of a published version."""
    return f"ฉบับเผยแพร่ครั้งที่ {number} วันที่ {long_date(local_day(at))}"


def changed_since(at: datetime) -> str:
    """Mark on a cell whose reports changed since somebody edited it."""
    return f"รายงานที่ใช้ร่างข้อความนี้เปลี่ยนแปลงหลังจากแก้ไขเมื่อวันที่ {long_date(local_day(at))} โปรดตรวจสอบ"


def plan_changed_since(at: datetime) -> str:
    """Mark on a cell whose text in the plan changed since somebody edited it."""
    return f"ข้อความในแผนเปลี่ยนแปลงหลังจากแก้ไขเมื่อวันที่ {long_date(local_day(at))} โปรดตรวจสอบ"
