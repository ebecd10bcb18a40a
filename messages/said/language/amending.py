"""A figure or a day of a text told anew: "แก้เป็น 54 คน", "พิมพ์ผิด ที่จริง 19 คน ไม่ใช่ 18", "เปลี่ยนวันที่เป็น
12 พ.ย.". Only what it replaces is changed; where that is not plain nothing is.
"""

import re
from collections.abc import Iterator

from messages.said.language.days import DAY
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_PEOPLE = "คน"
_UNITS = {
    _PEOPLE: "คน|ราย|ท่าน|รูป(?=หรือ)|นาย",
    "%": "%|เปอร์เซ็นต์|เปอร์เซ็น",
    **{
        unit: unit
        for unit in ("เล่ม", "ชุด", "แห่ง", "ครั้ง", "เรื่อง", "รายการ", "บาท", "โครงการ", "ฉบับ", "แผ่น")
    },
}
_FIGURE = re.compile(
    r"(?<![\d.,/])(?P<figure>\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d+)?)\s?"
    + rf"(?:{'|'.join(f'(?P<u{number}>{words})' for number, words in enumerate(_UNITS.values()))})"
    + r"|ร้อยละ\s?(?P<share>\d{1,3}(?:\.\d+)?)"
    + r"|(?:จำนวนคน|ผู้เข้า(?:ร่วม|ประชุม|อบรม))(?:ให้)?(?:เป็น|คือ|\s)*(?P<bare>\d{1,6})(?!\d)"
)
_CUE = re.compile(
    r"(?:พิมพ์|ใส่|เขียน|กรอก|ลง)ผิด|(?:ที่|ความ)จริง|จริงๆ|ที่ถูก|ต้องเป็น|ไม่ใช่|"
    r"(?:แก้ไข|แก้|เปลี่ยน|ปรับ|จาก)[ก-๙\d. ]{0,30}?เป็น"
)
_NOT = re.compile(r"(?:ไม่ใช่|มิใช่|จาก(?:เดิม)?)(?:วันที่|ที่|เป็น|\s)*")
_BESIDE = re.compile(
    r"แก้ไข|แก้|เปลี่ยน|ปรับ|พิมพ์|ใส่|เขียน|กรอก|ลง|ผิด|ไป|ที่จริง|ความจริง|จริงๆ|แล้ว|ที่ถูก|ต้อง|คือ|เป็น|ไม่ใช่|มิใช่|จาก|"
    r"ผู้เข้าร่วม|ผู้เข้าประชุม|ผู้เข้าอบรม|ประชุม|จำนวน|คน|วันที่|วัน|เมื่อ|ตัวเลข|ขอโทษ|ขออภัย|ขอ|ช่วย|ให้|หน่อย|ด้วย|ใหม่|นะ|ครับ|คับ|"
    r"ค่ะ|คะ|จ้า|มี|เดิม|ของ|ใน|ร้อยละ|[\s,.:()\-]"
)
_DAY_ALONE = re.compile(
    r"วันที่(?:ให้)?(?:เป็น|คือ)?\s?(?P<number>\d{1,2})(?![\d./\-])(?!\s?(?:คน|ราย|ท่าน))"
)


def amended(text: str, words: str) -> str | None:
    """Return a text with the figures and the day that ``words`` tell anew put in place of those it
    has; None where the words are no such correction, tell more than that, or it is not plain which
    they mean.
    """
    said = to_arabic_digits(clean(words))
    if not _CUE.search(said):
        return None
    told = list(_told(said))
    wanted = [each for each in told if not _is_denied(said, each)]
    if not wanted or _rest(said, told):
        return None
    kinds = [kind for kind, _ in wanted]
    if len(kinds) != len(set(kinds)):
        return None
    changes: list[tuple[int, int, str]] = []
    for kind, found in wanted:
        denied = [
            match for other, match in told if other == kind and _is_denied(said, (kind, match))
        ]
        place = _place_of(text, kind, {_value(each) for each in denied})
        if place is None:
            return None
        changes.append((*place, _value(found)))
    for start, end, new in sorted(changes, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _told(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield figures by their unit, and days, in the order in which they stand."""
    days = list(DAY.finditer(text))
    for match in days:
        is_whole = match["month"] or match["d"] or match["dd"] or match["iso"]
        yield ("day" if is_whole else "day of month"), match
    for match in _DAY_ALONE.finditer(text):
        if not any(_overlap(match, day) for day in days):
            yield "day of month", match
    for match in _FIGURE.finditer(text):
        if not any(_overlap(match, day) for day in days):
            yield _unit(match), match


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _unit(match: re.Match[str]) -> str:
    units = list(_UNITS)
    default = _PEOPLE if match["bare"] else "%"
    return next((unit for number, unit in enumerate(units) if match[f"u{number}"]), default)


def _value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    names = ("figure", "share", "bare", "number", "alone")
    return next(filter(None, map(groups.get, names)), None) or match[0][_lead(match) :].strip()


def _lead(match: re.Match[str]) -> int:
    """Return how many letters of a day's match are no part of the day: "เมื่อวันที่ 12"."""
    return len(match[0]) - len(re.sub(r"^(?:เมื่อ)?(?:วันที่)?\s?", "", match[0]))


def _is_denied(said: str, told: tuple[str, re.Match[str]]) -> bool:
    before = said[: told[1].start()]
    return any(match.end() == len(before) for match in _NOT.finditer(before))


def _rest(said: str, told: list[tuple[str, re.Match[str]]]) -> str:
    """Return what the words tell beside the figures and the words of correcting."""
    letters = list(said)
    for _, match in told:
        letters[match.start() : match.end()] = " " * (match.end() - match.start())
    left = "".join(letters)
    left = re.sub(r"(?:ไม่ใช่|มิใช่)\s*\d{1,7}(?!\d)", " ", left)
    return _BESIDE.sub("", left)


def _place_of(text: str, kind: str, denied: set[str]) -> tuple[int, int] | None:
    """Return where the one figure or day of a kind stands in a text; of several the denied one."""
    if kind == "day of month":
        days = [match for other, match in _told(text) if other == "day"]
        one = days[0] if len(days) == 1 and days[0]["day"] else None
        return one.span("day") if one is not None and one["last"] is None else None
    found = [match for other, match in _told(text) if other == kind]
    if denied and kind != "day":
        found = [each for each in found if to_arabic_digits(_value(each)) in denied]
    if len(found) != 1:
        return None
    match = found[0]
    if kind == "day":
        return match.start() + _lead(match), match.end()
    return match.span(next(name for name in ("figure", "share", "bare") if match[name]))
