"""The words of periods as patterns, over text in Arabic digits: months, years, quarters, spans,
recurrences.

Every alternative of ``TOKENS`` is named; ``plans.reading.dates.period_tokens`` knows them by their
names. Where two could begin at one place the longer phrase stands first ("ตุลาคมของทุกปี" before
"ตุลาคม").
"""

import re

from thai.dates import MONTH_VARIANTS, MONTHS, SHORT_MONTHS, WEEKDAYS

COUNTS = {"หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "แรก": 1, "สุดท้าย": 4}
COUNT = r"(\d{1,2}|" + "|".join(COUNTS) + ")"
_SPELT = "|".join(sorted((*MONTHS, *MONTH_VARIANTS), key=len, reverse=True))
_DOTTED = "|".join(name.rstrip(".").replace(".", r"\s?\.\s?") + r"\s?\." for name in SHORT_MONTHS)
_BARE = "|".join(name.rstrip(".").replace(".", r"\.?") for name in SHORT_MONTHS)
# "เดือนก.ย." is one of September, "ลก.ย." is none.
_APART = "(?:(?<![ก-๙])|(?<=เดือน))"
MONTH = rf"(?:เดือน\s*)?(?:{_SPELT}|{_APART}(?:{_DOTTED})|{_APART}(?:{_BARE})\.?(?![ก-๙]))"
YEAR = r"(?:(?:ปี|พ\.?\s?ศ\.?)\s*)*['’]?(?:25\d\d|20\d\d|\d\d)(?![\d/]|[.,]\d)"
# "10/2566" is a month; "2/2567" after "ครั้งที่" counts something else, and "5/12" would be
# anything.
NUMBERED_MONTH = r"(?<![\d/])(?<!ที่)(?<!ที่\s)(?:0?[1-9]|1[0-2])/(?:25\d\d|20\d\d|[4-9]\d)(?![\d/])"
# "ครั้งที่ 1 มี.ค." is a month, not its first day.
_DAY = r"(?:วันที่\s*|(?<!\d)(?<!ที่)(?<!ที่\s))\d{1,2}\s*"
POINT = (
    rf"(?:{_DAY})?{MONTH}(?:\s*{YEAR})?|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?!\d)|"
    rf"\d{{4}}-\d\d-\d\d|{NUMBERED_MONTH}"
)
TO = r"\s*(?:-|–|—|−|~|จนถึง|ถึง)\s*(?:สิ้น\s*)?"
AND = r"\s*(?:,|และ|กับ)\s*"
QUARTER = r"(?:ไตรมาส\s*(?:ที่)?|(?<![A-Za-z])[Qq]\.?)\s*"
LISTED_QUARTERS = rf"{QUARTER}{COUNT}(?:(?:{TO}|{AND})(?:{QUARTER})?{COUNT})*"
_MONTHS = rf"(?>{MONTH}(?:(?:{AND}|\s*/\s*|\x20+){MONTH})+)(?!\s*(?:{YEAR}|{TO}))"
_FISCAL = (
    rf"(?:\s*(?:ของ)?\s*(?:ปี\s*งบประมาณ)?\s*(?:{YEAR}|"
    r"/\s*(?:25)?\d\d(?!\d)))?(?:\s*(?:ของ)?\s*ปี\s*งบประมาณ)?"
)
# "ต้นปีงบประมาณ" is no year but somewhere in it.
_FISCAL_WORD = r"(?<!ต้น)(?<!กลาง)(?<!ปลาย)ปี\s*งบประมาณ"
_UNIT = r"(?:ปี|เดือน|ไตรมาส|สัปดาห์|วัน)"
_AT_LEAST = r"(?:(?:อย่างน้อย|ไม่น้อยกว่า)\s*)?"
_NOT_A_NAME = rf"(?!\s*(?:งบประมาณ|พ\.?\s?ศ|25\d\d)|\s*{MONTH})"
_UNITS = "วันทำการ|วัน|สัปดาห์|เดือน|ไตรมาส|ครึ่งปี|ปี"
TOKENS = re.compile(
    rf"(?P<months>(?:ภายใน\s*)?(?:วันที่\s*\d{{1,2}}\s*)?{MONTH}\s*(?:ของ\s*)?ทุก\s*(?:ๆ\s*)?ปี"
    rf"|(?:ทุกเดือน|ทุก)\s*(?:วันที่\s*\d{{1,2}}\s*)?(?:{_MONTHS}|(?>{MONTH})(?!\s*(?:{YEAR}|{TO})))|"
    rf"{_MONTHS})"
    rf"|(?P<days>(?<!\d)\d{{1,2}}{TO}\d{{1,2}}\s*{MONTH}(?:\s*{YEAR})?)"
    rf"|(?P<range>ระหว่าง\s*(?:{POINT})(?:{TO}|{AND})(?:{POINT})"
    rf"|เริ่ม(?:ต้น|ตั้งแต่|ดำเนินการ)?\s*[:：]?\s*(?:{POINT})\s*[,;]?\s*(?:และ\s*)?(?:สิ้นสุด|แล้วเสร็จ|"
    rf"เสร็จสิ้น|เสร็จ)\s*[:：]?\s*(?:ใน\s*)?(?:{POINT})"
    rf"|(?:{POINT}){TO}(?:{POINT}))"
    rf"|(?P<since>ตั้งแต่\s*(?>{POINT})(?!{TO})(?:\s*เป็นต้นไป)?|(?>{POINT})\s*เป็นต้นไป)"
    rf"|(?P<deadline>(?:(?:ตั้งแต่\s*)?(?:บัดนี้|ปัจจุบัน)\s*(?:เป็นต้นไป\s*)?{TO}|ภายใน|ไม่เกิน|ก่อนสิ้น|สิ้น|จนถึง|"
    r"ถึง)"
    rf"(?:สิ้น)?\s*(?:วันที่)?\s*(?:{POINT}))"
    rf"|(?P<before>ก่อน\s*(?:ถึง\s*)?(?:{POINT}))"
    rf"|(?P<point>{POINT})"
    rf"|(?P<rounds>(?:รอบ|ราย)\s*\d{{1,2}}\s*(?:เดือน)?(?:(?:{AND}|\s+)(?:รอบ\s*|"
    rf"ราย\s*)?\d{{1,2}}\s*(?:เดือน)?)+)"
    rf"|(?P<every>(?:ทุก\s*(?:ๆ\s*)?(?:รอบ\s*)?|ราย\s*){COUNT}\s*เดือน|{_UNIT}ละ\s*{_AT_LEAST}(?:{COUNT}\s*)?ครั้ง"
    rf"|{COUNT}\s*เดือน\s*(?:/|ต่อ)?\s*(?:1\s*)?ครั้ง|{COUNT}\s*ครั้ง\s*(?:/|ต่อ|ใน)\s*(?:1\s*)?{_UNIT})"
    r"|(?P<dated>ทุก(?:วันที่\s*\d{1,2}|สิ้นเดือน|ต้นเดือน)(?:\s*ของ\s*(?:ทุก)?เดือน)?)"
    rf"|(?P<weekday>ทุกวัน(?:{'|'.join(WEEKDAYS)}))"
    rf"|(?P<recurrence>(?:ทุก|ราย|ประจำทุก)\s*(?:ๆ\s*)?(?:สิ้น|ต้น)?(?:{_UNITS})(?!\s*งบประมาณ)|"
    rf"ประจำ(?:{_UNITS}){_NOT_A_NAME})"
    rf"|(?P<quarter>{LISTED_QUARTERS}{_FISCAL})"
    rf"|(?P<half>(?:ครึ่งปี|(?:รอบ\s*)?6\s*เดือน)\s*(?P<which>แรก|หลัง){_FISCAL})"
    rf"|(?P<years>(?:ตลอด(?:ทั้ง)?\s*)?{_FISCAL_WORD}\s*{YEAR}{TO}{YEAR})"
    rf"|(?P<year_end>(?:ภายใน\s*|ก่อน\s*)?สิ้น\s*ปี\s*งบประมาณ(?:\s*{YEAR})?)"
    rf"|(?P<year>(?:ตลอด(?:ทั้ง)?\s*)?{_FISCAL_WORD}(?:\s*{YEAR})?|(?:ตลอด(?:ทั้ง)?|"
    rf"ทั้ง)\s*ปี(?!\s*การศึกษา)(?:\s*{YEAR})?)"
)
# What turns the words beside it into something else than they say alone.
TURNS = re.compile(r"ยกเว้น|เว้นแต่|เว้นเดือน|ไม่รวม|หลัง(?:จาก)?\s*$|นับ(?:แต่|จาก)\s*$|หรือ\s*$")
# Figures that say nothing about when: list numbers, "ครั้งที่ 1", "ระยะเวลา 3 เดือน" beside the
# months it names.
FIGURES = re.compile(
    r"วันที่\s*\d{1,2}(?!\d)|เวลา\s*\d[\d.:]*(?:\s*(?:-|–|ถึง)\s*\d[\d.:]*)?|(?:ครั้ง|รอบ|ระยะ|งวด|ข้อ|"
    r"ลำดับ|ช่วง|หมวด|ปี)\s*ที่\s*\d+(?:/\d+)?|\d+\s*(?:วัน|สัปดาห์|เดือน|ปี|ครั้ง|ไตรมาส|ชั่วโมง|ข้อ|กิจกรรม|โครงการ)"
    r"|(?:^|(?<=\s))\(?\d{1,2}[.)](?!\d)"
)
VAGUE = re.compile(
    r"(?:ดำเนินการ)?(?:อย่าง|มีความ)?ต่อเนื่อง|ตาม(?:ความเหมาะสม|แผน.*|กำหนด.*|ปฏิทิน.*|ระยะเวลา.*|"
    r"ห้วงเวลา.*)|ทุกครั้ง.*|เมื่อ.*|เป็นประจำ|สม่ำเสมอ"
)
