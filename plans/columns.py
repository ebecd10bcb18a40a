"""What a column of a table of measures holds, by the words that head it."""

import re
from collections.abc import Sequence
from enum import StrEnum

from plans.tables import Cell, Row, solid
from thai.dates import MONTHS, SHORT_MONTHS
from thai.numbers import to_arabic_digits


class Column(StrEnum):
    """What a column holds."""

    ISSUE = "issue"
    CODE = "code"
    MEASURE = "measure"
    STEPS = "steps"
    PARTY = "party"
    PERIOD = "period"
    FOLLOWUP = "followup"
    RESULTS = "results"
    OUTCOMES = "outcomes"
    INDICATORS = "indicators"
    TARGETS = "targets"
    BUDGET = "budget"


# In order of trust: "สรุปผลการดำเนินการตามมาตรการ" is a result although it says "มาตรการ". Compared
# without spaces.
_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.CODE, r"^(?:รหัส|รหัสมาตรการ|ลำดับ|ลำดับที่|ที่|ข้อ|เลขที่)$"),
    (
        Column.PARTY,
        r"รับผิดชอบ|ผู้ดำเนิน(?:การ|งาน)|^ผู้ปฏิบัติ|เจ้าภาพ|หน่วยดำเนิน|หน่วยงาน(?:ที่)?ดำเนิน|หน่วยปฏิบัติ|หน่วยงาน(?:ที่|ผู้)?ปฏิบัติ"
        r"|เจ้าของเรื่อง|^(?:กอง|สำนัก|ฝ่าย|กลุ่ม(?:งาน)?|ส่วนงาน|ส่วน|ศูนย์|หน่วยงาน)(?:/(?:กอง|สำนัก|ฝ่าย|กลุ่ม(?:งาน)?|ส่วนงาน|ส่วน|ศูนย์|หน่วยงาน|งาน))+$",
    ),
    (
        Column.PERIOD,
        r"ระยะเวลา|กำหนดเวลา|ช่วงเวลา|กำหนดแล้วเสร็จ|กำหนดส่ง|^กำหนดการ$|ห้วงเวลา|ห้วงระยะ|กรอบเวลา|เวลาดำเนิน|เวลาที่ดำเนิน|ปฏิทิน"
        r"|^(?:วัน/?เดือน/?ปี|วันที่)(?:ที่)?(?:จะ)?(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติ|จัดกิจกรรม)$",
    ),
    (Column.FOLLOWUP, r"ติดตาม|^(?:การ|วิธีการ?|วิธี)รายงาน(?:ผล)?$"),
    # What is hoped for is no outcome, though "ความสำเร็จ" and "ผลลัพธ์" stand in its heading.
    (
        Column.INDICATORS,
        r"ตัว(?:ชี้วัด|บ่งชี้)(?:ผล|ความ|ของ|โครงการ|กิจกรรม|เชิง|และ|/)|KPI|เกณฑ์(?:การ)?(?:ชี้)?วัด|เกณฑ์ความสำเร็จ",
    ),
    (Column.TARGETS, r"^(?:ค่า)?เป้าหมาย|คาดหวัง|คาดว่า|พึงประสงค์|ประโยชน์ที่(?:จะ)?ได้|ความสำเร็จตามเป้า"),
    (Column.OUTCOMES, r"^(?!ร้อยละ|%|ระดับ|เปอร์เซ็นต์).*(?:ผลลัพธ์|ความสำเร็จ|ผลสำเร็จ|ผลสัมฤทธิ์)"),
    (Column.RESULTS, r"สรุปผล|ผลการดำเนิน|ผลการปฏิบัติ|ผลดำเนิน"),
    (
        Column.STEPS,
        r"ขั้นตอน|วิธีดำเนิน|วิธีการ|วิธีปฏิบัติ|รายละเอียดการดำเนิน|รายละเอียดกิจกรรม|แนวทางการดำเนิน(?:การ|งาน)$|^แนว(?:ทาง)?(?:การ)?ปฏิบัติ$|^การดำเนิน(?:การ|งาน)$|^การปฏิบัติ(?:งาน|การ)?$|^สิ่งที่(?:ต้อง|จะ)?(?:ดำเนินการ|ปฏิบัติ|ทำ)$|^กระบวนการ(?:ดำเนินการ|ดำเนินงาน)?$",
    ),
    (Column.MEASURE, r"มาตรการ|กิจกรรม|โครงการ|แนวทาง"),
    (Column.ISSUE, r"ประเด็น"),
    (Column.BUDGET, r"^(?:แหล่ง|ที่มา|วงเงิน)?(?:งบประมาณ|งป\.)|^วงเงิน|^จำนวนเงิน|^ค่าใช้จ่าย"),
)
# Words that other tables use too; they name a column only beside a surer one.
WEAK = (
    (Column.PARTY, r"^(?:หน่วยงาน|ส่วนราชการ|หน่วยงานหลัก|กลุ่ม(?:งาน)?|กอง|สำนัก|ฝ่าย|ส่วนงาน|ศูนย์)$"),
    (Column.PERIOD, r"^เวลา$|^ไตรมาส(?:ที่)?(?:ดำเนินการ|ดำเนินงาน)?$|^วัน/?เดือน/?ปี$"),
    (
        Column.ISSUE,
        r"^(?:มิติ|ด้าน|หมวด|ยุทธศาสตร์|กลยุทธ์|องค์ประกอบ)(?:/(?:มิติ|ด้าน|หมวด|ยุทธศาสตร์|กลยุทธ์|องค์ประกอบ))?(?:ที่|การ(?:พัฒนา|ดำเนินการ))?$",
    ),
    (Column.INDICATORS, r"^ตัว(?:ชี้วัด|บ่งชี้)$"),
    (Column.STEPS, r"^รายละเอียด$"),
)
SUPPORT = re.compile(r"^(?:หน่วยงาน|ผู้)(?:ที่)?(?:สนับสนุน|ร่วมดำเนิน|ร่วม|รอง)")
BEGIN = re.compile(
    r"^(?:(?:วันที่|วัน|เดือนที่|เดือน)?เริ่ม(?:ต้น|ดำเนินการ|ดำเนินงาน)?|ตั้งแต่|จาก)(?:\(.{1,20}\))?$"
)
END = re.compile(
    r"^(?:(?:วันที่|วัน|เดือนที่|เดือน)?(?:สิ้นสุด|แล้วเสร็จ|เสร็จสิ้น)(?:โครงการ|การดำเนินการ)?|ถึง|จนถึง)(?:\(.{1,20}\))?$"
)
DEADLINE = re.compile(
    r"^(?:กำหนด|วันที่?|วันเดือนปีที่|ระยะเวลา|เวลา)?(?:แล้วเสร็จ|เสร็จสิ้น|ส่ง)(?:ภายใน)?$|^ภายใน(?:วันที่)?$"
)
_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]\s*(?=\D)")
QUARTERS = re.compile("^ไตรมาส")
# Columns that stand for a time each, ticked where it applies; a year may be named with them.
TIME = re.compile(
    r"(?:ไตรมาส(?:ที่)?|Q\.?)[1-4](?:\(.{0,40}\))?|(?:"
    + "|".join(
        (*MONTHS, *(name.rstrip(".").replace(".", r"\.?") + r"\.?" for name in SHORT_MONTHS))
    )
    + r")(?:(?:25)?\d\d)?"
)
_DAY = rf"(?:ณ?วันที่)?\d{{1,2}}(?:{'|'.join((*MONTHS, *map(re.escape, SHORT_MONTHS)))})"
_FIGURES = re.compile(
    r"\([^()]{0,40}\d[^()]{0,40}\)|\([A-Za-z.,/&-]{1,60}\)|(?:พ\.?ศ\.?)?25\d\d|"
    rf"(?:{_DAY}(?:25\d\d)?|(?:รอบ|ครั้ง|งวด|ช่วง|ภาคเรียน|ไตรมาส|ระยะ)(?:ที่)?\d{{1,2}}(?:/25\d\d)?)(?:เดือน)?"
    r"(?:แรก|หลัง)?|\d{1,2}เดือน(?:แรก|หลัง)?|(?<=\D)\d\)$"
)
HOPED = {Column.INDICATORS, Column.TARGETS, Column.BUDGET}
"""What tables of other kinds have too: these columns do not make a table one of measures."""
TELLING = {Column.PARTY, Column.PERIOD, Column.STEPS, Column.RESULTS, Column.OUTCOMES}
_LONGEST_HEADING = 70
_LONGEST_MEASURE_HEADING = 140
LONGEST_OTHER = 30


def solid_text(cell: Cell) -> str:
    """Return the text of a cell without spaces, in Arabic digits."""
    return solid(to_arabic_digits(cell.text))


def heading_words(cell: Cell) -> str:
    """Return a heading without spaces and without the figures a heading may have: its year, its
    round ("รอบ 6 เดือน"), a day, a number or remark in brackets; nor what it is called in English.
    """
    return _FIGURES.sub("", solid_text(cell))


def column_of(words: str) -> Column | None:
    """Return what the column under these words holds; None for one that no plan has."""
    return next((column for column, pattern in _WORDS if re.search(pattern, words)), None)


def longest_heading(column: Column | None) -> int:
    """Return how many letters the heading of such a column has at most."""
    if column is None:
        return LONGEST_OTHER
    return _LONGEST_MEASURE_HEADING if column is Column.MEASURE else _LONGEST_HEADING


def unnumbered(row: Row) -> Sequence[Cell]:
    """Return the cells without their numbers where each has one, in turn ("1. มาตรการ")."""
    texts = [to_arabic_digits(cell.text) for cell in row.cells]
    found = [_NUMBERED.match(text) for text in texts if text]
    numbers = [int(match[1]) for match in found if match]
    if len(found) < 3 or numbers != list(range(1, len(found) + 1)):
        return row.cells
    return [Cell((_NUMBERED.sub("", text),)) if text else Cell() for text in texts]


def times_of(row: Row) -> dict[int, str]:
    """Return the columns that are headed by a quarter or a month each; nothing where they are so
    few that it may be a row of the table.
    """
    found = {
        index: cell.text for index, cell in enumerate(row.cells) if TIME.fullmatch(solid_text(cell))
    }
    are_quarters = all(text.startswith("ไตรมาส") for text in found.values())
    return found if len(found) >= (2 if row.is_folded or are_quarters else 4) else {}
