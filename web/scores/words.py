"""The words that the code of the scores' pages says."""

from plans.document import WarningKind
from scores.claim_faults import ClaimFaultKind
from scores.codes import OVERALL, is_indicator, is_question
from scores.entering import ScoreProblem
from scores.ledger import Figure
from scores.rules import CompositionWay
from scores.steps import ComputedStep

INSTRUMENTS = {
    "IIT": "เครื่องมือ IIT (ผู้มีส่วนได้ส่วนเสียภายใน)",
    "EIT": "เครื่องมือ EIT (ผู้มีส่วนได้ส่วนเสียภายนอก)",
    "OIT": "เครื่องมือ OIT (การเปิดเผยข้อมูลสาธารณะ)",
}
STEP_WORDS = {
    "as printed": "ตามที่ประกาศ",
    "part": "ส่วนที่",
    "any average of equal scores": "คะแนนที่เท่ากันทุกส่วน",
}
WAYS = {
    CompositionWay.MEAN: "เฉลี่ย",
    CompositionWay.WEIGHTED: "ถ่วงน้ำหนัก",
    CompositionWay.AVERAGE: "ค่าเฉลี่ย",
    CompositionWay.UNKNOWN: "ไม่ทราบวิธีคำนวณ",
}
PROBLEMS = {
    ScoreProblem.NO_SCORE: "โปรดพิมพ์คะแนน 0 ถึง 100 ทศนิยมไม่เกิน 2 ตำแหน่ง",
    ScoreProblem.NO_PARTS: "เฉพาะข้อคำถามเท่านั้นที่แยกเป็นส่วน",
    ScoreProblem.UNKNOWN_CODE: "เกณฑ์ของปีนี้ไม่มีรหัสนี้",
    ScoreProblem.CHANGED: "ผู้อื่นเปลี่ยนคะแนนนี้ระหว่างที่ท่านกรอก จึงยังไม่ได้บันทึก",
}
FAULTS = {
    ClaimFaultKind.PREVIOUS: "คะแนนปีก่อนพิมพ์ว่า",
    ClaimFaultKind.DIFFERENCE: "ผลต่างพิมพ์ว่า",
    ClaimFaultKind.PER_CENT: "ร้อยละที่เปลี่ยนพิมพ์ว่า",
}
WARNINGS = {
    WarningKind.ARITHMETIC: "ตัวเลขไม่สอดคล้องกัน",
    WarningKind.CONTRADICTION: "ข้อมูลขัดกัน",
    WarningKind.OCR: "ตัวอักษรอาจอ่านผิด",
    WarningKind.MISSING: "ไม่พบข้อมูล",
    WarningKind.DUPLICATE: "ซ้ำ",
}
SOURCES = {"entered one by one": "กรอกทีละรายการ"}
SAVED = "บันทึกคะแนนแล้ว"
SAME = "คะแนนเท่าเดิม ไม่มีสิ่งใดเปลี่ยน"
REMOVED = "นำคะแนนออกแล้ว (ประวัติยังอยู่)"
NO_FILE = "โปรดเลือกไฟล์สมุดงานคะแนน หรือเอกสารที่พิมพ์คะแนน"
UNREADABLE = (
    "อ่านคะแนนจากไฟล์นี้ไม่ได้ โปรดใช้สมุดงานคะแนนที่ดาวน์โหลดจากระบบ "
    "หรือเอกสาร Word, Excel, CSV, PDF ที่มีตารางคะแนนและระบุปีงบประมาณ"
)
SEVERAL = "ไฟล์นี้มีแผนหลายฉบับ โปรดระบุปีงบประมาณ หรือส่งเฉพาะส่วนของหน่วยงานท่าน"
NOT_STORED = "บันทึกไม่ได้ เพราะไฟล์เป็นของหน่วยงานอื่น หรือมีรหัสหรือประเด็นที่เกณฑ์ของปีนั้นไม่มี"
CHANGED = "คะแนนในระบบเปลี่ยนหลังจากที่ท่านเปิดหน้านี้ โปรดตรวจอีกครั้ง"


def stored(count: int) -> str:
    """What is said after a file was stored."""
    return f"บันทึกคะแนนจากไฟล์แล้ว {count} รายการ"


def title_of(code: str, titles: dict[str, str]) -> str:
    """What a code stands for."""
    if code in titles:
        return titles[code]
    if code == OVERALL:
        return "คะแนนภาพรวม"
    if code in INSTRUMENTS:
        return INSTRUMENTS[code]
    if is_indicator(code):
        return f"ตัวชี้วัดที่ {code}"
    return f"ข้อ {code}" if is_question(code) else f"ตัวชี้วัดย่อยที่ {code}"


def shown_code(code: str) -> str:
    """A code as people read it."""
    return "ภาพรวม" if code == OVERALL else code


def short_step(step: ComputedStep) -> str:
    """From what a figure is computed, in a few words: "เฉลี่ย i1, i2, i3"."""
    names = ", ".join(_name(term.name) for term in step.terms)
    return f"{WAYS[step.way]} {names}"


def whole_step(figure: Figure) -> str:
    """The whole sum of a figure, to be checked by hand."""
    return figure.step.sum_text(STEP_WORDS)


def _name(name: str) -> str:
    return name.replace("part", STEP_WORDS["part"])


PROBLEMS_OF_CODE = "ไม่ใช่รหัสคะแนน โปรดพิมพ์เช่น overall, IIT, 9, 9.1, i1, e1, o34"


def workbook_name(fiscal_year: int) -> str:
    """The name of the workbook to fill scores in."""
    return f"คะแนน ITA {fiscal_year}.xlsx"


COSTLIEST = "ข้อที่เสียคะแนนมากที่สุด"


def where_of(where: str) -> str:
    """Where an imported report prints a figure."""
    return where.replace("measure ", "มาตรการ ").replace("introduction", "บทนำ")
