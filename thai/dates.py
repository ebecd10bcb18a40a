"""Thai months and Buddhist-era dates, written and read.

Dates are days in Bangkok (``models.month.calendar``); years shown and typed are Buddhist-era.
Two-digit years are Buddhist-era too ("69" is 2569), as Thai officials write them, where that can
be: nobody reports of 2526 (1983), so "26" is 2026.
"""

import re
from datetime import date

from thai.cleaning import clean
from thai.numbers import to_arabic_digits

BUDDHIST_OFFSET = 543


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


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a Thai month name, long or short, with or without dots and spaces; None
    for any other word.
    """
    return _MONTH_NUMBERS.get(re.sub(r"[.\s]", "", clean(word)).removeprefix("เดือน"))


def full_year(year: int) -> int:
    """Return the four-digit Buddhist-era year meant by 69, 2569 or 2026; of two digits 40 to 99 are
    Buddhist-era (2540 is the year of the law on official information), 15 to 39 common era.

    Raises ValueError for a number that is no year of our time, or might be one of either era.
    """
    if 40 <= year <= 99:
        return 2500 + year
    if 15 <= year <= 39:
        return 2000 + year + BUDDHIST_OFFSET
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


def names_weekday_date(text: str) -> bool:
    """Return whether a text may hold what ``weekday_date`` writes."""
    return any(f"วัน{weekday}ที่" in text for weekday in WEEKDAYS)


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


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(full_year(year) - BUDDHIST_OFFSET, month, day)
    except ValueError:
        return None
