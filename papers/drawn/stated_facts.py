"""Official letters and events as officers state them, read, and written as official papers write
them.

A province's report proves what was done by letters ("ตามหนังสือจังหวัด… ด่วนที่สุด ที่ สท 0017.5/ว
927 ลงวันที่ 8 มีนาคม 2567") and events (a day, a place, so many people). Officers type "ว 927 ลว 8
มี.ค. 67"; days are days in Bangkok.
"""

import re
from dataclasses import dataclass
from datetime import date

from thai.cleaning import clean
from thai.dates import long_date, parse_date
from thai.numbers import to_arabic_digits

_DIGIT = "[0-9๐-๙]"
_NUMERIC_DAY = rf"{_DIGIT}{{1,2}}\s*[/.\-]\s*{_DIGIT}{{1,2}}\s*[/.\-]\s*{_DIGIT}{{2,4}}"
_WORDED_DAY = rf"{_DIGIT}{{1,2}}\s*[ก-๙][ก-๙.]{{1,14}}\s*(?:พ\.?\s*ศ\.?\s*)?{_DIGIT}{{2,4}}"
_DAY = rf"(?:{_NUMERIC_DAY}|{_WORDED_DAY})"
_OFFICE = r"(?!ที่|ครั้ง|ข้อ|ปี)[ก-๙]{1,5}\.?\s?(?:\([ก-๙.]{1,12}\)\s?)?"
_NUMBER = (
    rf"(?<![ก-๙.])(?P<number>{_OFFICE}{_DIGIT}{{2,5}}(?:\.{_DIGIT}{{1,3}})*\s?/\s?(?:"
    rf"ว\.?\s?)?{_DIGIT}{{1,6}})"
)
_CIRCULAR = rf"(?<![ก-๙./])(?P<number>ว\.?\s?{_DIGIT}{{1,6}})"
_DATED = rf"\s*(?:ลงวันที่|ลว\.?|วันที่|เมื่อวันที่)\s*(?P<day>{_DAY})"
# A number without "ที่" before it is one only when a date follows: "ปี 2567/2" is none.
_LETTER = (
    re.compile(
        rf"(?P<urgency>ด่วนที่สุด|ด่วนมาก|ด่วน)?\s*(?:เลข)?(?<!ลงวัน)(?<!วัน)ที่\s*{_NUMBER}(?:{_DATED})?"
    ),
    re.compile(rf"(?P<urgency>ด่วนที่สุด|ด่วนมาก|ด่วน)?\s*{_NUMBER}{_DATED}"),
    re.compile(rf"(?P<urgency>ด่วนที่สุด|ด่วนมาก|ด่วน)?\s*(?:(?<!ลงวัน)(?<!วัน)ที่\s*)?{_CIRCULAR}{_DATED}"),
)
# After a space only what begins as an office's name does is the sender: "หนังสือ แจ้งเวียน" names
# none.
_OFFICES = r"(?:จังหวัด|สำนัก|สนง|กรม|กระทรวง|อำเภอ|ที่ทำการ|ศูนย์|องค์การ|อบต|อบจ|เทศบาล|กอง|คณะ|ศาล)"
_SENDER = re.compile(rf"หนังสือ(?P<sender>(?: (?={_OFFICES}))?[ก-๙][ก-๙.]*(?: [ก-๙.]+)?)?\s*$")
_EVENT_DAY = re.compile(
    rf"(?:เมื่อ)?(?<!ลง)(?:วันที่|วัน[ก-๙]+ที่)\s*(?:(?P<first>{_DIGIT}{{1,2}})\s*(?:-|–|"
    rf"ถึง)\s*(?:วันที่\s*)?)?(?P<day>{_DAY})"
)
_PLACE = re.compile(
    r"(?<!\S)ณ\s*(?P<place>[^,;\n]{3,120}?)(?=\s*(?:ผู้เข้าร่วม|มีผู้|จำนวน|โดย|เพื่อ|ซึ่ง|เมื่อ|[,;.]|$))"
)
_PEOPLE = re.compile(
    r"(?:ผู้เข้าร่วม[ก-๙]*|ผู้เข้าอบรม|ผู้ร่วม[ก-๙]*|มีผู้[ก-๙]+|เข้าร่วม)\s*(?:จำนวน|ทั้งสิ้น|"
    rf"รวม)?\s*(?P<count>{_DIGIT}[0-9๐-๙,]*)\s*(?:คน|ราย|ท่าน)"
)


@dataclass(frozen=True)
class StatedLetter:
    """An official letter; ``sender`` is "" and ``day`` None when it is not stated."""

    number: str
    day: date | None = None
    sender: str = ""
    urgency: str = ""

    def worded(self, agency: str) -> str:
        """Return "ตามหนังสือ… ที่ … ลงวันที่ …" as a province writes it; without a sender it is the
        agency's own letter.
        """
        urgency = f" {self.urgency}" if self.urgency else ""
        day = f" ลงวันที่ {long_date(self.day)}" if self.day else ""
        return f"ตามหนังสือ{self.sender or agency}{urgency} ที่ {self.number}{day}"


@dataclass(frozen=True)
class StatedEvent:
    """Something held on a day, the last of several when it began on day ``first`` of the month;
    place "" and people None: not stated.
    """

    day: date
    place: str = ""
    people: int | None = None
    first: int | None = None

    def worded(self) -> str:
        """Return "เมื่อวันที่ … ณ … ผู้เข้าร่วมจำนวน … คน"."""
        place = f" ณ {self.place}" if self.place else ""
        people = f" ผู้เข้าร่วมจำนวน {self.people:,} คน" if self.people is not None else ""
        first = f"{self.first} - " if self.first is not None else ""
        return f"เมื่อวันที่ {first}{long_date(self.day)}{place}{people}"


def read_letters(text: str) -> list[StatedLetter]:
    """Return every letter a text names, in its order; numbers in Arabic digits, "สท 0017.5/ว
    927".
    """
    plain = clean(text)
    found: list[StatedLetter] = []
    pattern = next((pattern for pattern in _LETTER if pattern.search(plain)), _LETTER[0])
    for match in pattern.finditer(plain):
        named = _SENDER.search(plain[: match.start()])
        day = parse_date(match["day"]) if match["day"] else None
        sender = (named["sender"] or "").strip() if named else ""
        found.append(StatedLetter(_number(match["number"]), day, sender, match["urgency"] or ""))
    return found


def read_event(text: str) -> StatedEvent | None:
    """Return the event a text tells of: a day with a place or with people; a day alone is none (a
    letter has one too).
    """
    plain = clean(text)
    days = ((match, parse_date(match["day"])) for match in _EVENT_DAY.finditer(plain))
    match, day = next(((match, day) for match, day in days if day), (None, None))
    place, people = _PLACE.search(plain), _PEOPLE.search(plain)
    if match is None or day is None or not (place or people):
        return None
    count = int(to_arabic_digits(people["count"]).replace(",", "")) if people else None
    first = int(match["first"]) if match["first"] and 0 < int(match["first"]) < day.day else None
    return StatedEvent(day, place["place"].strip() if place else "", count, first)


def _number(text: str) -> str:
    text = re.sub(r"\s+", " ", to_arabic_digits(text)).strip()
    text = re.sub(r"^([ก-๙]{1,5}\.?)\s?(?=[\d(])", r"\1 ", text)
    text = re.sub(r"\)\s?(?=\d)", ") ", text)
    text = re.sub(r"\s?/\s?", "/", text)
    return re.sub(r"/ว\.?\s?", "/ว ", text)
