"""The words that the code of the plan's pages says; what stands in a page itself is in its
template.
"""

import re

from papers.carry_rules import Fate, Reason
from plans.document import Unreadable, WarningKind
from plans.storing.gaps import Lack

FILE_PLEASE = "โปรดเลือกไฟล์แผนก่อนกดส่ง"
FILE_EMPTY = "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"
TITLE_PLEASE = "โปรดระบุชื่อมาตรการ"
CODE_TOO_LONG = "รหัสมาตรการยาวเกิน 20 ตัวอักษร"
TEXT_TOO_LONG = "ข้อความหนึ่งข้อยาวเกิน 4,000 ตัวอักษร"
PARTY_TOO_LONG = "ชื่อผู้รับผิดชอบยาวเกิน 300 ตัวอักษร"
YEAR_PLEASE = "โปรดระบุปีงบประมาณเป็น พ.ศ. เช่น 2570"
CONFIRMED = "บันทึกการยืนยันแล้ว"
TAKEN_BACK = "ยกเลิกการยืนยันแล้ว"
MENDED = "แก้ไขแล้ว"
LEFT_OUT = "นำรายการนี้ออกจากการนำเข้าแล้ว"
DISCARDED = "ลบไฟล์ที่ยังไม่ได้จัดเก็บแล้ว"
NOTHING_CHANGED = "ไม่มีการเปลี่ยนแปลง"
NOT_READ = "ไฟล์นี้ยังอ่านไม่เสร็จ โปรดรอสักครู่"
NO_YEAR = "ยังไม่ทราบปีงบประมาณของแผน โปรดระบุปีงบประมาณก่อนจัดเก็บ"
NO_MEASURES = "ไม่มีมาตรการให้จัดเก็บ"
HAS_REPORTS = "มาตรการที่มีรายงานแล้วจะเปลี่ยนหรือถูกนำออก โปรดตรวจรายการ แล้วเลือกยืนยันก่อนจัดเก็บ"
CHANGED_MEANWHILE = "ข้อมูลเปลี่ยนไประหว่างที่ท่านทำรายการ โปรดตรวจอีกครั้ง"
SOMEBODY = "ผู้ใช้อีกท่านหนึ่ง"
ADDED = "เพิ่มมาตรการแล้ว"
TAKEN_OUT = "นำมาตรการออกจากแผนแล้ว"
DOUBT_SETTLED = "บันทึกแล้วว่าตรวจข้อสงสัยนี้กับต้นฉบับแล้ว"
ALIAS_ADDED = "บันทึกชื่อเรียกอื่นแล้ว เอกสารที่ใช้ชื่อนี้จะหมายถึงหน่วยงานเดียวกัน"
ALIAS_TAKEN = "ชื่อนี้เป็นของหน่วยงานอื่นอยู่แล้ว"
MEMBERS_SAME = "สมาชิกกลุ่มเป็นดังเดิม"
CANNOT_ADOPT = "ประกาศใช้ไม่ได้ แผนนี้ประกาศใช้แล้วหรือยังไม่มีมาตรการ"
CANNOT_REMOVE = "ลบแผนนี้ไม่ได้ เพราะมีผู้รายงานหรือเริ่มรายงานแล้ว"
CANNOT_CARRY = "จัดทำร่างไม่ได้ เพราะยังไม่มีแผนของปีก่อน ปีที่เลือกไกลเกินไป หรือมีแผนของปีนั้นแล้ว"

KINDS = {
    WarningKind.ARITHMETIC: "ตัวเลขไม่ตรงกัน",
    WarningKind.CONTRADICTION: "ข้อความขัดกัน",
    WarningKind.OCR: "ตัวอักษรอาจเพี้ยน",
    WarningKind.UNRESOLVED_PERIOD: "อ่านระยะเวลาไม่ได้",
    WarningKind.UNRESOLVED_PARTY: "ไม่ทราบว่าเป็นหน่วยงานใด",
    WarningKind.MISSING: "ข้อมูลไม่ครบ",
    WarningKind.FILLER: "ข้อความของแบบฟอร์มค้างอยู่",
    WarningKind.DUPLICATE: "ซ้ำกัน",
}
"""What a doubt is about."""
LACKS = {
    Lack.PARTY: "ยังไม่มีผู้รับผิดชอบ",
    Lack.MEMBERS: "กลุ่มที่ยังไม่มีหน่วยงาน",
    Lack.OFFICER: "หน่วยงานที่ยังไม่มีผู้รายงาน",
    Lack.PERIOD: "ยังไม่มีระยะเวลา (ระบบจะขอรายงานทุกเดือน)",
}
"""What a plan lacks."""
FATES = {
    Fate.KEPT: ("=", "คงไว้"),
    Fate.CHANGED: ("~", "ปรับปรุง"),
    Fate.DROPPED: ("–", "ไม่นำไปปีถัดไป"),
    Fate.NEW: ("+", "มาตรการใหม่"),
}
"""What becomes of a measure: a symbol and a word."""
REASONS = {
    Reason.LOW_SCORES: "ข้อคำถามของประเด็นนี้ได้คะแนนต่ำ",
    Reason.NOT_ACHIEVED: "ปีนี้ยังไม่บรรลุผล",
    Reason.NO_REPORTS: "ปีนี้ไม่มีรายงานผล",
    Reason.FINISHED: "ทุกหน่วยงานดำเนินการแล้วเสร็จ",
    Reason.GOES_ON: "ดำเนินการต่อเนื่อง",
}
"""Why."""
_PARTS = {
    "code": "รหัส",
    "title": "ชื่อมาตรการ",
    "issue": "ประเด็นที่",
    "followup": "การติดตาม",
    "budget": "งบประมาณ",
    "step": "ขั้นตอนที่",
    "result": "ผลการดำเนินการที่",
    "outcome": "ผลลัพธ์ที่",
    "indicator": "ตัวชี้วัดที่",
    "target": "เป้าหมายที่",
    "assignment": "ผู้รับผิดชอบและระยะเวลา",
    "steps": "ขั้นตอน",
    "results": "ผลการดำเนินการ",
    "outcomes": "ผลลัพธ์",
    "indicators": "ตัวชี้วัด",
    "targets": "เป้าหมาย",
    "party": "ผู้รับผิดชอบ",
    "period": "ระยะเวลา",
    "recurrence": "ความถี่",
    "covered": "ขั้นตอนที่รับผิดชอบ",
    "restored": "นำกลับมาใช้",
}
_UNREADABLE = (
    ("has a password|locked by a password", "ไฟล์นี้มีรหัสผ่าน โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่าน"),
    (
        "takes too long|takes too much|far more|far fewer|more than|far less",
        "ไฟล์นี้ใหญ่หรือซับซ้อนเกินไป โปรดแยกเฉพาะหน้าที่เป็นแผนแล้วส่งใหม่",
    ),
    ("cut off", "ไฟล์นี้ไม่ครบ (ขาดท้าย) โปรดส่งไฟล์ทั้งฉบับอีกครั้ง"),
    ("damaged|declares XML", "ไฟล์นี้เสียหาย โปรดเปิดด้วย Word หรือ Excel แล้วบันทึกใหม่"),
    ("scanned|no text|picture", "ไฟล์ PDF นี้เป็นภาพถ่าย ไม่มีตัวอักษรให้อ่าน โปรดใช้ไฟล์ Word หรือ Excel"),
    (
        "has no table|no measure in it|no table of measures",
        "ไม่พบตารางมาตรการในไฟล์นี้ ตารางควรมีหัวคอลัมน์ มาตรการ ขั้นตอน ผู้รับผิดชอบ และระยะเวลา",
    ),
    ("no sheet|no plan", "ไม่พบแผนหรือแผ่นงานที่เลือกในไฟล์นี้ โปรดเลือกใหม่"),
    ("LibreOffice", "ไฟล์รุ่นเก่านี้อ่านไม่ได้ที่เครื่องนี้ โปรดบันทึกเป็น .docx หรือ .xlsx แล้วส่งใหม่"),
)
_CANNOT_READ = "อ่านไฟล์นี้เป็นแผนไม่ได้ โปรดใช้ไฟล์ Word, Excel, OpenDocument, PDF หรือ CSV"


def why_unreadable(problem: str | Unreadable) -> str:
    """Return in Thai why a file cannot be read; the reader's sentence is for the shell."""
    text = str(problem)
    return next((said for mark, said in _UNREADABLE if re.search(mark, text)), _CANNOT_READ)


def part(name: str) -> str:
    """Return what a part of a measure is called, as differences name it ("step 2")."""
    noun, _, number = name.partition(" ")
    label = _PARTS.get(noun, name)
    return f"{label} {number}" if number.isdecimal() and noun != "assignment" else label


def no_such_step(typed: str) -> str:
    """What is said of steps that are not there."""
    return f"ขั้นตอน “{typed}” ไม่ตรงกับขั้นตอนของมาตรการ โปรดระบุเป็นเลขข้อ เช่น 1, 2 หรือเว้นว่างหากทุกขั้นตอน"


def no_period(typed: str) -> str:
    """What is said of a period that cannot be read."""
    return f"อ่านระยะเวลา “{typed}” ไม่ได้ โปรดพิมพ์เช่น ต.ค. 69 - ก.ย. 70 หรือ ทุกไตรมาส"


def saved(asked: int, dropped: int) -> str:
    """What is said after a measure was changed, with what follows for reports."""
    return f"บันทึกแล้ว{effects(asked, dropped)}"


def effects(asked: int, dropped: int) -> str:
    """What a change means for the reports that are asked for."""
    parts = []
    if asked:
        parts.append(f"ขอรายงานเพิ่ม {asked} รายการ")
    if dropped:
        parts.append(f"ไม่ต้องรายงานแล้ว {dropped} รายการ")
    return f" · {' · '.join(parts)}" if parts else ""


def stored(fiscal_year: int, measures: int, obligations: int, is_draft: bool) -> str:
    """What is said after a document was stored."""
    state = "เป็นร่าง ยังไม่ขอรายงาน" if is_draft else f"ขอรายงานในรอบที่เปิดอยู่ {obligations} รายการ"
    return f"จัดเก็บแผนปีงบประมาณ พ.ศ. {fiscal_year} แล้ว {measures} มาตรการ · {state}"


def adopted(fiscal_year: int, obligations: int) -> str:
    """What is said after a plan was adopted."""
    return f"ประกาศใช้แผนปีงบประมาณ พ.ศ. {fiscal_year} แล้ว · ขอรายงานในรอบที่เปิดอยู่ {obligations} รายการ"


def removed(fiscal_year: int) -> str:
    """What is said after a plan was removed."""
    return f"ลบแผนปีงบประมาณ พ.ศ. {fiscal_year} แล้ว หน่วยงานและกลุ่มยังคงอยู่"


def members_saved(came: int, went: int, obligations: int) -> str:
    """What is said after a group's members were ticked."""
    more = f" · ขอรายงานเพิ่ม {obligations} รายการ" if obligations else ""
    return f"บันทึกสมาชิกกลุ่มแล้ว: เพิ่ม {came} แห่ง นำออก {went} แห่ง{more}"


def carried(fiscal_year: int) -> str:
    """What is said after a draft was carried forward."""
    return f"จัดทำร่างแผนปีงบประมาณ พ.ศ. {fiscal_year} แล้ว โปรดตรวจและแก้ไข แล้วจึงประกาศใช้"
