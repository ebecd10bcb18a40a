"""Thai digits, months, Buddhist-era dates and the labels people see: the one home of all of them.

Dates are days in Bangkok (``models.calendar``); years shown and typed are Buddhist-era. Two-digit
years are Buddhist-era too ("69" is 2569), as Thai officials write them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from models.calendar import BUDDHIST_OFFSET

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

PROGRESS_LABELS = {
    "not_started": "ยังไม่ดำเนินการ",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "done": "ดำเนินการแล้วเสร็จ",
    "not_achieved": "ยังไม่บรรลุผล",
}
ROLE_LABELS = {
    "officer": "เจ้าหน้าที่ผู้รายงาน",
    "secretariat": "ฝ่ายเลขานุการ",
    "executive": "ผู้บริหาร",
}
ORGANIZATION_KIND_LABELS = {
    "province": "จังหวัด",
    "provincial_office": "ส่วนราชการประจำจังหวัด",
    "local_administration": "องค์กรปกครองส่วนท้องถิ่น",
}
RECURRENCE_LABELS = {
    "daily": "ทุกวัน",
    "weekly": "ทุกสัปดาห์",
    "monthly": "ทุกเดือน",
    "every_2_months": "ทุก 2 เดือน",
    "quarterly": "ทุกไตรมาส",
    "half_yearly": "ทุก 6 เดือน",
    "yearly": "ปีละ 1 ครั้ง",
}

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# Zero-width spaces and joiners, soft hyphen, byte order mark: invisible, and fatal to every
# comparison.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
# Nikhahit and sara aa typed apart, with or without a tone mark on either side, stand for sara am.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_SPACES = re.compile(r"\s+")
# No word begins with a mark above or below the line: a space before one was read into a word.
_SPACE_IN_WORD = re.compile("(?<=[ก-๎]) +(?=[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])")

# Spelling slips seen in official papers, and the clipped forms officers type.
MONTH_VARIANTS = {
    "กรกฏาคม": 7,
    "กุมภาพันธุ์": 2,
    "กุมพาพันธ์": 2,
    "พฤษจิกายน": 11,
    "พฤศิจกายน": 11,
    "มกรา": 1,
    "กุมภา": 2,
    "มีนา": 3,
    "เมษา": 4,
    "พฤษภา": 5,
    "มิถุนา": 6,
    "กรกฎา": 7,
    "สิงหา": 8,
    "กันยา": 9,
    "ตุลา": 10,
    "พฤศจิกา": 11,
    "ธันวา": 12,
}
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.replace(".", ""): number for number, name in enumerate(SHORT_MONTHS, 1)},
    **MONTH_VARIANTS,
}
_NUMERIC_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED_DATE = re.compile(
    r"(?:วัน)?(?:" + "|".join(WEEKDAYS) + r")?(?:ที่)?\s*(\d{1,2})\s*(?:เดือน\s*)?([ก-๙][ก-๙.\s]*?)\s*"
    r"(?:(?:พ\.?\s*ศ\.?|ค\.?\s*ศ\.?|ปี)\s*)*(\d{4}|\d{2})"
)


def to_arabic_digits(text: str) -> str:
    """Return the text with Thai digits written as Arabic ones."""
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """Return the text with Arabic digits written as Thai ones."""
    return text.translate(_TO_THAI)


def clean(text: str) -> str:
    """Return the text as it was meant: NFC, sara am whole, no invisible characters, single spaces,
    none at the ends or in a letter.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SARA_AM.sub(lambda match: (match[1] or match[2] or "") + "ำ", text)
    text = _SPACES.sub(" ", text.replace("เเ", "แ")).strip()
    return _SPACE_IN_WORD.sub("", text)


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a Thai month name, long or short, with or without dots and spaces; None
    for any other word.
    """
    return _MONTH_NUMBERS.get(re.sub(r"[.\s]", "", clean(word)).removeprefix("เดือน"))


def full_year(year: int) -> int:
    """Return the four-digit Buddhist-era year meant by 69, 2569 or 2026 (two digits are
    Buddhist-era).

    Raises ValueError for a number that is no year of our time.
    """
    if 0 <= year <= 99:
        return 2500 + year
    if 1900 <= year <= 2199:
        return year + BUDDHIST_OFFSET
    if 2400 <= year <= 2742:
        return year
    raise ValueError(f"{year} is no year of either era")


def long_date(day: date) -> str:
    """Return "8 มีนาคม 2567"."""
    return f"{day.day} {long_month(day)}"


def short_date(day: date) -> str:
    """Return "8 มี.ค. 67"."""
    return f"{day.day} {short_month(day)}"


def weekday_date(day: date) -> str:
    """Return "วันศุกร์ที่ 8 มีนาคม 2567"."""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {long_date(day)}"


def long_month(month: date) -> str:
    """Return "มีนาคม 2567"."""
    return f"{MONTHS[month.month - 1]} {month.year + BUDDHIST_OFFSET}"


def short_month(month: date) -> str:
    """Return "มี.ค. 67"."""
    return f"{SHORT_MONTHS[month.month - 1]} {(month.year + BUDDHIST_OFFSET) % 100:02d}"


def parse_date(text: str) -> date | None:
    """Return the day a person typed, or None when it is no date.

    Read are "30 ก.ย. 69", "๓๐ กันยายน ๒๕๖๙", "30/9/2569", "วันที่ 30 กันยายน พ.ศ. 2569" and ISO
    "2026-09-30"; the day stands before the month always.
    """
    text = to_arabic_digits(clean(text))
    if match := _ISO_DATE.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC_DATE.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _WORDED_DATE.fullmatch(text):
        month = month_number(match[2])
        return _day(int(match[3]), month, int(match[1])) if month else None
    return None


def progress_label(status: str) -> str:
    """Return the Thai words for a progress status; KeyError for an unknown one."""
    return PROGRESS_LABELS[status]


def role_label(role: str) -> str:
    """Return the Thai words for a role; KeyError for an unknown one."""
    return ROLE_LABELS[role]


def organization_kind_label(kind: str) -> str:
    """Return the Thai words for a kind of organization; KeyError for an unknown one."""
    return ORGANIZATION_KIND_LABELS[kind]


def recurrence_label(recurrence: str) -> str:
    """Return the Thai words for a recurrence as design.md writes it ("monthly", "times_per_year:2",
    "months:10,4").

    Raises ValueError for anything else.
    """
    if recurrence in RECURRENCE_LABELS:
        return RECURRENCE_LABELS[recurrence]
    kind, _, values = recurrence.partition(":")
    if kind == "times_per_year" and values.isdecimal():
        return f"ปีละ {int(values)} ครั้ง"
    if kind == "months" and values:
        names = [SHORT_MONTHS[int(value) - 1] for value in values.split(",")]
        return "ทุกเดือน " + (
            " และ ".join([" ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        )
    raise ValueError(f"unknown recurrence: {recurrence}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(full_year(year) - BUDDHIST_OFFSET, month, day)
    except ValueError:
        return None


def whole_per_cent(part: int, whole: int) -> int:
    """Return a share of ``whole`` (at least 1) in whole per cents, halves up; 100 only for all of
    it, 0 only for none.
    """
    rounded = (200 * part + whole) // (2 * whole)
    return min(max(rounded, int(part > 0)), 100 if part >= whole else 99)
