"""Days as people speak of them ("เมื่อวาน", "ศุกร์ที่แล้ว"), with the date beside them: a report is read
months later. And days that no calendar has.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from messages.said.language.days import DAY
from thai.dates import BUDDHIST_OFFSET, SHORT_MONTHS, WEEKDAYS, full_year
from thai.month_words import typed_month

_HOURS = r"(?:นี้)?(?:\s?(?:ตอน|ช่วง)?(?:เช้า|สาย|บ่าย|เย็น|ค่ำ))?"
_NAMED = rf"(?P<weekday>{'|'.join(WEEKDAYS)}|พฤหัสฯ|พฤหัส)"
_SPOKEN = re.compile(
    rf"(?P<two>เมื่อวานซืน{_HOURS})|(?P<one>เมื่อวาน{_HOURS}|(?<!เมื่อ)วานนี้)"
    rf"|(?P<zero>เมื่อ(?:เช้า|บ่าย)(?:นี้)?|(?<!ทุก)(?<!สมัย)วันนี้{_HOURS})"
    rf"|(?P<next>(?:วัน)?พรุ่งนี้{_HOURS})|(?P<after>(?:วัน)?มะรืน{_HOURS})"
    r"|เมื่อ\s?(?P<ago>\d{1,2}|สอง|สาม)\s?วัน(?:ก่อน|ที่แล้ว|ที่ผ่านมา)"
    rf"|(?:เมื่อ)?(?:วัน|(?!อาทิตย์)){_NAMED}(?P<last>ที่ผ่านมา|ที่แล้ว)"
    rf"|(?P<on>เมื่อวัน){_NAMED.replace('weekday', 'named')}(?!ที่|หน้า|นี้|ก่อน|[ก-๙]*ก่อน)"
)
_DATED = re.compile(
    rf"({re.sub(r'[(][?]P<[a-z]+>', '(?:', _SPOKEN.pattern)})\s"
    rf"(\(\d{{1,2}} (?:{'|'.join(map(re.escape, SHORT_MONTHS))}) \d{{4}}\))"
)
"""A spoken day with the date that was added to it."""
_OFFSETS = {"two": -2, "one": -1, "zero": 0, "next": 1, "after": 2}
_FEW = {"สอง": 2, "สาม": 3}
_LEAD = re.compile(rf"\s*(?:ของ|คือ|ตรงกับ|วัน(?:{'|'.join(WEEKDAYS)}|(?=ที่))|ที่|\s)*")
_WEEKDAY = re.compile(rf"\s*(?:\(|วัน(?:นี้|{'|'.join(WEEKDAYS)}))")
"""What stands after a spoken day that is told in another way, too."""


def dated(text: str, today: date, before: str = "") -> str:
    """Return words with the date after each day that is told from the day of writing, ``today`` (in
    Bangkok): "เมื่อวาน (9 พ.ย. 2569)". Nothing else is changed; what is not sure, and what has its
    date, stays as it is. ``before`` is what the words take the place of: what was written there was
    written on another day, and has the date it got then.
    """
    undated = {said for said, _, _ in _spoken(before, today)} if before else frozenset[str]()
    dates = dict(_DATED.findall(before)) if before else {}
    parts, end = [], 0
    for said, stop, day in _spoken(text, today):
        if said in undated:
            continue
        written = f"({day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET})"
        space = " " if text[stop : stop + 1].isalnum() else ""
        parts += [text[end:stop], f" {dates.get(said, written)}{space}"]
        end = stop
    return "".join([*parts, text[end:]])


def same_but_dates(one: str, other: str) -> bool:
    """Tell whether two texts differ in nothing but the dates that ``dated`` adds."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(_DATED.sub(r"\1", text).split())


def _spoken(text: str, today: date) -> Iterator[tuple[str, int, date]]:
    """Give the spoken days without a date beside them: the words, where they end, the day."""
    for match in _SPOKEN.finditer(text):
        lead = _LEAD.match(text, match.end())
        starts = {match.end(), lead.end() if lead else match.end()}
        if _WEEKDAY.match(text, match.end()) or any(DAY.match(text, at) for at in starts):
            continue
        day = _day(match, today)
        if day is not None:
            yield match[0], match.end(), day


def _day(match: re.Match[str], today: date) -> date | None:
    offset = next((days for name, days in _OFFSETS.items() if match[name]), None)
    if offset is not None:
        return today + timedelta(days=offset)
    if match["ago"]:
        return today - timedelta(days=_FEW.get(match["ago"]) or int(match["ago"]))
    name = match["weekday"] or match["named"]
    weekday = next(place for place, each in enumerate(WEEKDAYS) if each.startswith(name[:5]))
    if match["last"] == "ที่แล้ว" and weekday < today.weekday():
        return None  # of this week, or of the last one: whoever wrote it knows
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def impossible_days(text: str, today: date) -> tuple[str, ...]:
    """Return the days in words that no calendar has, as they are written ("30 ก.พ. 69"); ``today``
    is a Bangkok day.
    """
    found = (each[0].strip() for each in DAY.finditer(text) if _is_impossible(each, today))
    return tuple(dict.fromkeys(found))


def _is_impossible(match: re.Match[str], today: date) -> bool:
    if match["month"]:
        named = typed_month(match["month"])
        month, year = named[0] if named else 0, match["year"]
        numbers = [match["day"], match["last"]]
    elif match["d"]:
        month, year = int(match["m"]), match["y"]
        numbers = [match["d"]]
    else:
        return False
    if not 1 <= month <= 12:
        return bool(match["d"]) and int(match["d"]) <= 31
    try:
        years = [full_year(int(year)) - BUDDHIST_OFFSET] if year else [today.year, today.year - 1]
    except ValueError:
        return False
    leap = any(map(isleap, years))
    longest = 29 if month == 2 and leap else monthrange(2023, month)[1]
    return any(number and not 1 <= int(number) <= longest for number in numbers)
