"""A month as people type it: "ธ.ค. 69", "ธันวา", "12/2569", "2026-12", "เดือนที่แล้ว"."""

import re

from thai.cleaning import clean
from thai.dates import MONTH_VARIANTS, MONTHS, SHORT_MONTHS, full_year, month_number
from thai.numbers import to_arabic_digits

THIS_MONTH = 0
MONTH_BEFORE = -1

_SPACED = [
    r"\s?".join(rf"{letter}\s?\.?" for letter in name.split("."))
    for name in (short.rstrip(".") for short in SHORT_MONTHS)
]
MONTH_NAMES = "|".join([*sorted([*MONTHS, *MONTH_VARIANTS], key=len, reverse=True), *_SPACED])
"""The names of months as people type them, for a pattern."""
_ERA = r"(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|ปี)?"
_MONTH = re.compile(
    rf"(?<![ก-๙\d])(?P<said>(?:เดือน|รอบ|\s)*)(?:"
    rf"(?P<name>{MONTH_NAMES})(?!(?!ปี|พ\.|ค\.)[ก-๙])\s*[/.\-]?\s*{_ERA}\s*(?P<named_year>\d{{4}}|\d{{2}})?"
    rf"|(?P<first_year>\d{{4}})\s*[/.\-]\s*(?P<last_number>\d{{1,2}})"
    rf"|(?P<number>\d{{1,2}})(?:\s*(?:[/.\-]|{_ERA})\s*(?P<year>\d{{4}}|\d{{2}}))?"
    r"|(?P<before>ที่แล้ว|ที่ผ่านมา|ก่อนหน้า|ก่อน(?![ก-๙]))"
    r"|(?P<this>นี้(?![ก-๙])|ปัจจุบัน|ล่าสุด)"
    r")(?!\d)"
)
_WRITTEN_BEFORE = re.compile("(?<=[ก-๙])(?=เดือน)")
_WRITTEN_ON = re.compile(
    rf"(?:{'|'.join(MONTHS)}|(?:เดือน|รอบ)(?:ที่แล้ว|ที่ผ่านมา|ก่อนหน้า|ก่อน(?!หน้า)|นี้))(?=[ก-๙])"
)
"""Where a month stands among words written on: "สรุปเดือนพฤศจิกายนให้หน่อย"."""


def typed_month(text: str, *, anywhere: bool = False) -> tuple[int, int | None] | None:
    """Return the month (1 to 12) and the Buddhist year that words name, the year None when it is
    left out; None for other words.

    The month before and this one, said so, are ``MONTH_BEFORE`` and ``THIS_MONTH``. ``anywhere``:
    the month may stand among other words.
    """
    words = to_arabic_digits(clean(text))
    if not anywhere:
        found = _MONTH.fullmatch(words)
        return _read(found) if found else None
    words = _WRITTEN_ON.sub(r"\g<0> ", _WRITTEN_BEFORE.sub(" ", words))
    all_found = (each for each in _MONTH.finditer(words) if _is_sure(each))
    return next(filter(None, map(_read, all_found)), None)


def _is_sure(found: re.Match[str]) -> bool:
    """Tell whether a match among other words is a month: a number alone may count anything."""
    return not found["number"] or bool(found["year"]) or "เดือน" in found["said"]


def _read(found: re.Match[str]) -> tuple[int, int | None] | None:
    if found["before"]:
        return MONTH_BEFORE, None
    if found["this"]:
        return THIS_MONTH, None
    number = found["number"] or found["last_number"]
    month = int(number) if number else month_number(found["name"])
    year = found["named_year"] or found["first_year"] or found["year"]
    if month is None or not 1 <= month <= 12:
        return None
    try:
        return month, full_year(int(year)) if year else None
    except ValueError:
        return None
