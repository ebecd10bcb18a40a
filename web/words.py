"""The words that pages' code says; what stands in a page itself is in ``web/templates``."""

from dataclasses import dataclass

from models.people.entering import EntryProblem
from models.reports.settling import NotTaken
from models.tables.obligations import ObligationState


@dataclass(frozen=True)
class ShownState:
    """A state's symbol, its word, and the class of its look."""

    symbol: str
    word: str
    look: str


STATES = {
    ObligationState.OWED: ShownState("○", "ยังไม่รายงาน", "owed"),
    ObligationState.SENT: ShownState("◐", "รอตรวจ", "sent"),
    ObligationState.RETURNED: ShownState("↩", "ส่งกลับแก้ไข", "returned"),
    ObligationState.ACCEPTED: ShownState("✓", "รับรองแล้ว", "accepted"),
    ObligationState.EXCUSED: ShownState("–", "ยกเว้น", "quiet"),
    ObligationState.ENDED: ShownState("■", "แล้วเสร็จก่อนหน้า", "quiet"),
    ObligationState.MISSED: ShownState("✕", "ไม่ได้รายงาน", "owed"),
}
"""How states are shown: a symbol and a word, never colour alone."""
ACCEPTED = "รับรองรายงานแล้ว"
RETURNED = "ส่งรายงานกลับให้แก้ไขแล้ว"
EXCUSED = "ยกเว้นรายการนี้แล้ว"
REOPENED = "เปิดให้แก้ไขอีกครั้งแล้ว"
ASSESSMENT_DATED = "บันทึกกำหนดการแล้ว"
OPEN_ALREADY = "รายการนี้เปิดให้รายงานอยู่แล้ว หรือไม่ต้องรายงานแล้ว"
REASON_PLEASE = "โปรดเลือกหรือพิมพ์เหตุผล แล้วกดอีกครั้ง"
CHANGED = "รายงานนี้เปลี่ยนไปแล้ว โปรดตรวจอีกครั้ง"
NOT_TAKEN = {
    NotTaken.ALREADY_REVIEWED: "รายงานฉบับนี้มีผู้ตรวจแล้ว",
    NotTaken.CHANGED_SINCE: "หน่วยงานส่งรายงานฉบับใหม่เข้ามา โปรดตรวจฉบับล่าสุด",
}
ENTRY_PROBLEMS = {
    EntryProblem.UNKNOWN: "ไม่พบลิงก์นี้",
    EntryProblem.EXPIRED: "ลิงก์นี้หมดอายุแล้ว (ใช้ได้ภายใน 5 นาที)",
    EntryProblem.SPENT: "ลิงก์นี้ถูกใช้ไปแล้ว (ใช้ได้ครั้งเดียว)",
    EntryProblem.NO_ROLE: "ท่านไม่มีบทบาทในระบบแล้ว",
}
MENU = {
    "desk.start": ("start", "งานที่รอ"),
    "officer.answer": ("mine", "รายงานของฉัน"),
    "executive.month": ("executive", "ผู้บริหาร"),
    "setup.checklist": ("setup", "เริ่มต้นใช้งาน"),
    "month.newest": ("month", "รายเดือน"),
    "plan.overview": ("plan", "แผน"),
    "people.overview": ("people", "หน่วยงานและบุคคล"),
    "scores.overview": ("scores", "คะแนน"),
    "papers.overview": ("papers", "เอกสาร"),
    "publicity.overview": ("public", "สาธารณะ"),
    "calendar.overview": ("calendar", "ปฏิทิน"),
    "announce.overview": ("announce", "ประกาศ"),
    "assessment.overview": ("assessment", "กำหนดการประเมิน"),
    "health.overview": ("health", "ระบบ"),
}
"""The rooms of the desk by the name of their first page: what pages call it, and its word."""
SELDOM = frozenset({"publicity.overview", "assessment.overview", "health.overview"})
"""Those that are not opened every month."""
WORK_KINDS = {
    "": "งานที่ระบบทำให้",
    "plan.read": "อ่านไฟล์แผน",
    "papers.make": "จัดทำเอกสาร",
    "papers.links": "ตรวจลิงก์ในรายงาน",
    "scores.read": "อ่านคะแนนจากไฟล์",
    "desk.nudge": "ติดตามหน่วยงาน",
    "people.sheet": "จัดทำแผ่นเชิญ",
}
"""The kinds of long work (``bot.work.kinds``) as pages call them; a room adds its own."""
WORK_FAULT = (
    "ระบบทำงานนี้ไม่สำเร็จเพราะข้อผิดพลาดภายใน ข้อมูลเดิมไม่เปลี่ยนแปลง "
    "โปรดลองอีกครั้ง หากยังไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ"
)
_LATER = ("คำขอไม่ถูกต้อง", "โปรดกลับไปที่หน้าเดิมแล้วลองอีกครั้ง")
PROBLEMS = {
    400: _LATER,
    403: ("ท่านไม่มีสิทธิ์เปิดหน้านี้", "หากคิดว่าควรเปิดได้ โปรดติดต่อฝ่ายเลขานุการ"),
    404: ("ไม่พบหน้านี้", "ลิงก์อาจพิมพ์ผิด หรือรายการนี้ไม่ใช่ของหน่วยงานท่าน"),
    413: ("ข้อมูลใหญ่เกินไป", "โปรดส่งไฟล์ที่เล็กลง"),
    503: ("ขณะนี้จัดทำไม่ได้", "โปรดลองอีกครั้งในอีกสักครู่"),
}
OLD_FORM = ("หน้านี้เปิดไว้นานเกินไป", "โปรดกลับไปที่หน้าเดิม โหลดหน้าใหม่ แล้วส่งอีกครั้ง")
"""A form whose token is not the browser's any more."""


def browser_words(browser: str | None, system: str | None, address: str | None) -> str:
    """Browser and address as a person is told of them."""
    return f"{browser or 'เบราว์เซอร์'}{f' บน {system}' if system else ''} (ที่อยู่ {address or '-'})"


ERASED = "ลบข้อมูลของผู้นี้แล้ว"
STORED = (
    ("membership", "บทบาท"),
    ("revision", "รายงานที่ส่ง (ทุกฉบับ)"),
    ("evidence", "หลักฐาน"),
    ("draft", "ร่างรายงาน"),
    ("note", "ข้อความที่ฝากถึงฝ่ายเลขานุการ"),
    ("review", "การตรวจรายงาน"),
    ("web_session", "อุปกรณ์ที่เข้าสู่ระบบ"),
)
"""What is stored of a person, by table, as its list says."""

LOGIN_PROBLEMS = {
    "failed": (
        "เข้าสู่ระบบด้วย LINE ไม่สำเร็จ",
        "โปรดลองอีกครั้งจากหน้าเข้าสู่ระบบ หรือใช้คิวอาร์โค้ดและตัวเลขในหน้านั้น",
    ),
    "unknown": (
        "ยังไม่ได้ลงทะเบียน",
        "บัญชี LINE นี้ยังไม่มีบทบาทในระบบ โปรดพิมพ์รหัสเชิญในแชตของระบบก่อน แล้วเข้าสู่ระบบอีกครั้ง",
    ),
}
