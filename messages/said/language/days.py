"""Days as people type them: with a month, a weekday, or counted from today."""

import re
from datetime import date, timedelta

from thai.dates import BUDDHIST_OFFSET, MONTH_VARIANTS, MONTHS, SHORT_MONTHS, parse_date
from thai.month_words import typed_month

_SPACED = [
    r"\s?".join(rf"{letter}\s?\.?" for letter in name.rstrip(".").split("."))
    for name in SHORT_MONTHS
]
_NAMES = "|".join([*sorted([*MONTHS, *MONTH_VARIANTS], key=len, reverse=True), *_SPACED])
_WEEKDAYS = "จันทร์|อังคาร|พุธ|พฤหัส(?:บดี|ฯ)?|ศุกร์|เสาร์"
_MONTH_AFTER = (
    r"\s?(?:[/.,\-–]|ถึง|และ|กับ|เดือน|"
    rf"(?:{_NAMES})(?:(?<=\.)|(?<=คม)|(?<=ยน)|(?<=ธ์)|(?![ก-๙])))"
)
_YEAR = (
    r"(?:\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|ปี)?\s*(?P<year>\d{4}|\d{2}(?!\s?(?:คน(?!\s?\d)|ราย|ท่าน|นาย|แห่ง|ครั้ง|"
    r"ชิ้น|เรื่อง|โมง|ทุ่ม|น\.|%|:\d|\.\d)))(?!\d))"
)
"""A year, but not the number of people, or the hour, that follows a day."""
DAY = re.compile(
    r"(?=[\dเบวจอพศปชก])(?:(?<![\d/])(?<!\d\.)(?<!ข้อ)(?<!ข้อ )(?<!มาตรการ )(?<!^ม\.)"
    r"(?<!สขร)(?<!สขร\.)(?<!สขร )"
    r"(?P<day>\d{1,2})(?:\s?(?:-|–|ถึง|(?P<also>และ|กับ))\s?(?:วันที่\s?)?"
    rf"(?P<last>\d{{1,2}}))?\s?(?:เดือน)?\s?"
    rf"(?P<month>{_NAMES})(?:(?<=\.)|(?<=คม)|(?<=ยน)|(?<=ธ์)|(?!(?!ปี|พ\.|ค\.)[ก-๙])){_YEAR}?"
    rf"|(?<![\d./\-])(?P<d>\d{{1,2}})\s?[/.\-]\s?(?P<m>\d{{1,2}})\s?[/.\-]\s?"
    rf"(?P<y>\d{{4}}|\d{{2}})(?![\d./\-])"
    r"|(?<!\d)(?P<iso>20\d\d-\d\d-\d\d)(?!\d)"
    r"|(?P<before>(?:เมื่อวานซืน|เมื่อวาน|เมื่อเช้า|เมื่อบ่าย|(?:เช้า|บ่าย)วันนี้)(?!(?:นี้)?(?:รายงาน|ส่ง|พิมพ์|"
    r"แจ้ง(?:ไป|ผิด|ว่า)|บอก|กรอก|กด|ตอบ|ลืม|ทัก|คุย))|วันนี้(?=\s?(?:[ก-๙.]{1,8}\s?)?(?:ลงนาม|อัพ|อัป|นำ|เผยแพร่|ประกาศ|ติดตั้ง|ลงเว็บ|โพสต์|เวียน|ลงพื้นที่)[ก-๙A-Za-z.\s]{0,30}?แล้ว)|(?<!ส่ง)(?<!รายงาน)วันนี้(?=แล้ว(?:นะ|ครับ|ค่ะ|\s|$))|วันนี้(?=(?:เพิ่ง)?ประชุม|จัด|อบรม|ชี้แจง|ได้จัด|ได้ประชุม)|(?:(?<=ประชุม)|(?<=อบรม)|(?<=จัด)|"
    r"(?<=ชี้แจง)|(?<=กิจกรรม)|(?<=ประชุมไป)|(?<=อบรมไป)|(?<!ส่ง)(?<=ครบ)|(?<=เสร็จ)|(?<=เรียบร้อย))วันนี้)(?:นี้)?"
    rf"|เมื่อวันที่\s?(?P<alone>\d{{1,2}})(?!\s?[\d./,\-]|{_MONTH_AFTER})(?=\s|$|ที่ผ่านมา|นี้)"
    r"|วันที่\s?(?P<past>\d{1,2})(?:\s?(?:กับ|และ|-|ถึง)\s?(?P<next>\d{1,2}))?(?=\s?(?:ที่ผ่านมา|เดือนนี้))"
    rf"|(?:เมื่อ)?(?:วัน)?(?P<on>{_WEEKDAYS})ที่\s?(?P<numbered>\d{{1,2}})(?!\d|{_MONTH_AFTER})"
    rf"|(?P<weekday>(?:เมื่อ)?(?:วัน(?:อาทิตย์|{_WEEKDAYS})|(?:{_WEEKDAYS}))(?:ที่ผ่านมา|ที่แล้ว|ก่อน(?=\s|$))|"
    rf"เมื่อวัน(?:อาทิตย์|{_WEEKDAYS})(?!ที่|หน้า|นี้))"
    r"|เมื่อ\s?(?P<ago>\d{1,2}|สอง|สาม)\s?วัน(?:ก่อน|ที่แล้ว|ที่ผ่านมา)"
    r"|(?:วันที่|เมื่อ|ประชุม|อบรม|จัด|เวียน|ชี้แจง|กิจกรรม)\s?(?P<dd>\d{1,2})/(?P<mm>1[0-2]|0?[1-9])"
    r"(?![\d/.]|\s?/|\s?(?:คน|ราย|ท่าน|กอง|กลุ่ม|แห่ง|เรื่อง))"
    rf"|(?<![ก-๙]ถึง)(?<!ใน)(?<!หลัง)(?<!ก่อน)(?<!ตั้งแต่)(?<!ส่ง)(?<!จาก)วันที่\s?(?P<bare>\d{{1,2}})(?![\d:]|\.\d|{_MONTH_AFTER}|\s?(?:ของทุก|หน้า|นี้)))"
)
UNTIL = re.compile(
    r"(?:(?:ครบ|ถึง)กำหนด|นัด(?:ไว้|หมาย)?|กำหนด(?:ไว้|จัด|การ)|ตั้งใจ(?:ไว้)?|เลื่อน(?:จาก|ไป|เป็น)|กำหนด(?:ส่ง|รายงาน)|ภายใน|ก่อน|ไม่เกิน)(?:ส่ง|รายงาน)?\s?:?\s?(?:ใน)?(?:วัน[ก-๙]{0,10})?\s?$"
)
"""What stands before a day until which something is to be done."""
AS_SPOKEN = re.compile(
    r"(?:(?:^|\s|แก้|จาก|อัน|ข้อมูล|รายงาน)ที่\s?(?:หนู|ผม|พี่|เรา|ได้)?(?:รายงาน|ส่ง|แจ้ง|บอก|พิมพ์|กรอก|กด|ตอบ|ทัก|เตือน)|"
    r"เพิ่ง(?:มา|จะ|ได้)?(?:รับ(?:งาน|หนังสือ|เรื่อง)?|ย้าย|บรรจุ|เข้ามา)|(?:รายงาน|ส่ง|บอก|พิมพ์|กรอก|กด|ตอบ|ทัก)(?:ไป|ผิด))(?:ไป|มา|ให้|ผิด|ไว้|แล้ว|ข้อ|[\d.]|\s)*$"
)
"""What stands before the time at which one spoke: no day of the work."""
_BEFORE_TODAY = {
    "เมื่อเช้า": 0,
    "เมื่อบ่าย": 0,
    "วันนี้": 0,
    "เช้าวันนี้": 0,
    "บ่ายวันนี้": 0,
    "เมื่อวาน": 1,
    "เมื่อวานซืน": 2,
}


_LONG = 10
"""Days of a row that are hardly all meant."""


def days_of(match: re.Match[str], today: date) -> tuple[date, ...]:
    """Return the days of a match: two for "12 และ 19 พ.ย.", each of a row."""
    day = day_of(match, today)
    if day is None:
        return ()
    last = match["last"] or match["next"]
    if not last:
        return (day,)
    try:
        until = day.replace(day=int(last))
    except ValueError:
        return (day,)
    if match["also"] or not 0 < (until - day).days < _LONG:
        return (day, until)
    return tuple(day + timedelta(days=each) for each in range((until - day).days + 1))


def day_of(match: re.Match[str], today: date) -> date | None:
    """Return the day of a match of ``DAY`` (the first of several); None where there is none."""
    spoken = _spoken_day(match, today)
    if spoken is not None:
        return spoken
    if match["before"]:
        return today - timedelta(days=_BEFORE_TODAY[match["before"]])
    if alone := match["alone"] or match["past"]:
        return _latest(int(alone), today)
    if match["iso"]:
        return parse_date(match["iso"])
    if match["d"]:
        return parse_date(f"{match['d']}/{match['m']}/{match['y']}")
    named = typed_month(match["month"]) if match["month"] else None
    if named is None:
        return None
    if match["year"]:
        return parse_date(f"{match['day']}/{named[0]}/{match['year']}")
    for year in (today.year, today.year - 1):
        day = parse_date(f"{match['day']}/{named[0]}/{year + BUDDHIST_OFFSET}")
        if day is not None and (day - today).days <= 31:
            return day
    return None


_ORDER = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
_FEW = {"สอง": 2, "สาม": 3}


def _spoken_day(match: re.Match[str], today: date) -> date | None:
    """Return the day of a weekday, of so many days ago, or of a day's number alone."""
    if match["numbered"]:
        day = _latest(int(match["numbered"]), today)
        return (
            day
            if day and _ORDER[day.weekday()] == match["on"][: len(_ORDER[day.weekday()])]
            else None
        )
    if match["weekday"]:
        name = next(place for place, each in enumerate(_ORDER) if each in match["weekday"])
        return today - timedelta(days=(today.weekday() - name - 1) % 7 + 1)
    if match["ago"]:
        return today - timedelta(days=_FEW.get(match["ago"]) or int(match["ago"]))
    if match["dd"]:
        return _latest_of(int(match["dd"]), int(match["mm"]), today)
    if match["bare"] and int(match["bare"]) <= today.day:
        return _latest(int(match["bare"]), today)
    return None


def _latest_of(number: int, month: int, today: date) -> date | None:
    for year in (today.year, today.year - 1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if (day - today).days <= 31:
            return day
    return None


def _latest(number: int, today: date) -> date | None:
    """Return the last day of that number that has come; None when there is none."""
    month_before = today.replace(day=1) - timedelta(days=1)
    for month in (today, month_before):
        try:
            day = month.replace(day=number)
        except ValueError:
            continue
        if day <= today:
            return day
    return None
