"""The words that the code of the papers' pages says."""

from papers.drawn.telling import Telling
from papers.making import Paper
from papers.result.checks.checking import FindingKind
from papers.result.layout import ColumnSet, Digits

PAPERS = {
    Paper.RESULT: (
        "รายงานผลการดำเนินการ",
        "ผลตามมาตรการทั้งปี จากรายงานที่รับรองแล้ว พร้อมคะแนน แก้ไขและเผยแพร่ได้",
    ),
    Paper.INTERIM: (
        "รายงานผลระหว่างปี",
        "ผลถึงเดือนที่เลือก (ปกติ 6 เดือน) ระบุว่าเป็นฉบับระหว่างปี ไม่ใช่ฉบับเผยแพร่",
    ),
    Paper.PLAN: ("แผนมาตรการ", "บทวิเคราะห์คะแนนปีก่อน แล้วตามด้วยตารางมาตรการ"),
    Paper.MEMO: ("บันทึกข้อความเสนอแผน", "นำเสนอแผนให้ผู้มีอำนาจลงนามประกาศ"),
    Paper.ANALYSIS: ("บทวิเคราะห์ผลการประเมิน", "คะแนนรายประเด็น ข้อบกพร่อง การพัฒนา การรักษาระดับ"),
    Paper.BRIEF: ("สรุปสำหรับผู้บริหาร", "หนึ่งหน้าต่อเดือน: ตรงเวลาหรือไม่ ติดขัดที่ใด ระดับที่คาดว่าจะได้"),
    Paper.LETTERS: ("หนังสือติดตามรายงาน", "หนังสือถึงทุกหน่วยงานที่เกินกำหนด หน่วยงานละฉบับ รวมเป็นไฟล์ ZIP"),
    Paper.EVIDENCE: (
        "ภาคผนวกหลักฐาน",
        "ภาพย่อและรหัส SHA-256 ของหลักฐาน สำหรับเก็บในสำนวน ห้ามเผยแพร่",
    ),
}
"""Each paper's name, and in one line what it is."""
FORMATS = {
    "docx": "Word",
    "pdf": "PDF",
    "xlsx": "Excel",
    "html": "HTML",
    "png": "ภาพ PNG",
    "zip": "ZIP",
}
FINDINGS = {
    FindingKind.ARITHMETIC: "ตัวเลขไม่ถูกต้อง",
    FindingKind.UNCHECKED: "ตัวเลขที่ยังไม่ได้ตรวจ",
    FindingKind.MISSING_MEASURE: "ลำดับมาตรการไม่ครบ",
    FindingKind.EMPTY_CELL: "ช่องว่าง",
    FindingKind.FILLER: "ข้อความแบบฟอร์มค้างอยู่",
    FindingKind.NOT_SHOWN: "ตัวอักษรผิดปกติ",
    FindingKind.RETURNED: "รายงานที่ส่งกลับและยังไม่แก้ไข",
    FindingKind.WAITING: "รายงานที่ยังไม่ได้ตรวจรับรอง",
    FindingKind.CHANGED: "ที่มาเปลี่ยนหลังแก้ไข",
    FindingKind.DEAD_LINK: "ลิงก์เปิดไม่ได้",
    FindingKind.PERSONAL_DATA: "ข้อมูลส่วนบุคคล",
    FindingKind.DOUBT: "ข้อสงสัยสำคัญในแผน",
    FindingKind.UNSETTLED: "ข้อสงสัยในแผน",
}
"""The kinds of findings as people read them."""
PLACES = {
    "titles": "ชื่อรายงาน",
    "introduction": "บทนำ",
    "remarks": "หมายเหตุ",
    "signature": "ลายมือชื่อ",
    "measure": "มาตรการ",
    "steps": "ขั้นตอน",
    "party": "ผู้รับผิดชอบ",
    "period": "ระยะเวลา",
    "followup": "การติดตามประเมินผล",
    "summary": "สรุปผลการดำเนินการ",
    "outcome": "ผลลัพธ์/ความสำเร็จ",
    "indicators": "ตัวชี้วัดที่อ้างถึง",
}
"""The places of the result report."""
ORIGINS = {
    "printed": "เอกสารที่นำเข้า",
    "plan": "แผน",
    "score": "คะแนนที่บันทึกไว้",
    "edit": "แก้ไขในระบบ",
    "confirmed": "ยืนยันตัวเลข",
}
"""What a sentence comes from besides reports, by the first word of its source."""
COLUMNS = {
    ColumnSet.SIX: "6 คอลัมน์ (จังหวัด)",
    ColumnSet.FOUR: "4 คอลัมน์ (หน่วยงานประจำจังหวัด)",
    ColumnSet.FOLLOWUP: "7 คอลัมน์ รวมการติดตามประเมินผล",
}
DIGITS = {Digits.AUTO: "ตามเอกสารเดิม", Digits.ARABIC: "เลขอารบิก", Digits.THAI: "เลขไทย"}
TELLING = {
    Telling.AUTO: "ตามจำนวนหน่วยงาน",
    Telling.EACH: "ทีละหน่วยงาน",
    Telling.ROLLED_UP: "สรุปรวม",
}
SAVED = "บันทึกข้อความแล้ว"
BACK_TO_DRAWN = "กลับไปใช้ข้อความจากรายงานแล้ว"
KEPT = "คงข้อความที่แก้ไขไว้แล้ว"
CONFIRMED = "ยืนยันตัวเลขในนามของท่านแล้ว"
CANNOT_CONFIRM = "ไม่มีตัวเลขที่รอยืนยันในช่องนี้แล้ว"
FORM_SAVED = "บันทึกรูปแบบรายงานแล้ว"
FORM_CHANGED = "ผู้อื่นเปลี่ยนรูปแบบรายงานระหว่างที่ท่านแก้ไข โปรดตรวจสอบค่าปัจจุบันแล้วบันทึกอีกครั้ง"
NO_PLAN = "ยังไม่มีแผนของปีงบประมาณนี้"
NO_SCORES = "ยังไม่มีคะแนน ITA ของปีงบประมาณนี้"
NO_ROUND = "เดือนนี้ไม่มีรอบรายงาน"
NOTHING_OVERDUE = "ไม่มีหน่วยงานที่เกินกำหนดนานเท่าที่เลือก จึงไม่มีหนังสือที่ต้องจัดทำ"
ANSWER_BEFORE_LETTER = "วันที่ขอให้ตอบอยู่ก่อนวันที่ของหนังสือ โปรดแก้ไขแล้วจัดทำอีกครั้ง"
CANNOT_RENDER = "จัดทำไฟล์ไม่สำเร็จ โปรดลองอีกครั้ง หากยังไม่สำเร็จโปรดแจ้งผู้ดูแลระบบ"
NOTHING_CHANGED = "ไม่มีสิ่งใดเปลี่ยนจากฉบับที่เผยแพร่ล่าสุด จึงไม่ต้องเผยแพร่ใหม่"
CHANGED_SINCE_LOOK = "ข้อมูลเปลี่ยนหลังจากที่ท่านเปิดหน้านี้ โปรดตรวจอีกครั้งก่อนเผยแพร่"
STANDS_AGAINST = "ยังเผยแพร่ไม่ได้ โปรดแก้ไข หรือเลือกประเภทที่ยอมให้คงไว้"
NOT_ASKED = "ยังไม่ได้ตรวจลิงก์นี้"
PERSONAL_DATA = {
    "none": "ไม่มีข้อมูลส่วนบุคคล",
    "masked": "มี แต่ปิดบังแล้ว",
    "withheld": "มี ไม่ให้เผยแพร่",
}
LOOKS_SAVED = "บันทึกผลการตรวจหลักฐานแล้ว"
NO_WORKBOOK = "โปรดเลือกไฟล์สมุดงาน (.xlsx)"
BAD_WORKBOOK = "อ่านสมุดงานนี้ไม่ได้ โปรดใช้สมุดงานที่ดาวน์โหลดจากหน้านี้ และไม่เปลี่ยนหัวตารางหรือใส่สูตร"
WORKBOOK_TAKEN = "บันทึกสิ่งที่แก้ไขในสมุดงานแล้ว"
WORKBOOK_STALE = "มีผู้แก้ไขช่องเหล่านี้หลังจากดาวน์โหลดสมุดงาน โปรดดาวน์โหลดใหม่: "


def published(number: int) -> str:
    """What is said after a version was published."""
    return f"เผยแพร่ฉบับที่ {number} แล้ว"


def changed_by(by: str | None, at: str) -> str:
    """Who changed a place while somebody else typed."""
    return f"{by or 'ผู้อื่น'} แก้ไขช่องนี้เมื่อ {at} จึงยังไม่ได้บันทึกข้อความของท่าน"


ORIGIN_CHANGED = "รายงานที่เป็นที่มาของช่องนี้เปลี่ยนระหว่างที่ท่านพิมพ์ จึงยังไม่ได้บันทึกข้อความของท่าน"


def met_looks(names: list[str]) -> str:
    """Which pieces of evidence somebody else answered otherwise meanwhile."""
    return f"ผู้อื่นตรวจหลักฐานเหล่านี้แล้วระหว่างที่ท่านเปิดหน้า จึงยังไม่ได้บันทึก: {', '.join(names)}"


def workbook_name(fiscal_year: int) -> str:
    """The name of the workbook to edit the report in."""
    return f"สมุดงานแก้ไขรายงานผล {fiscal_year}.xlsx"


def where_of(key: str) -> str:
    """Where a finding is: "1.1 ผลลัพธ์/ความสำเร็จ" of "1.1/outcome"; anything else as it is."""
    label, _, place = key.rpartition("/")
    return f"{label} {PLACES[place]}".strip() if place in PLACES else key
