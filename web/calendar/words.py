"""What the pages of the calendar say from code."""

from datetime import date

from messages.chat.announcement import CircularFault, CircularRefused
from messages.month.wording import WordingFault, WordingRefused
from models.month.planned import Planned, PlannedJob
from models.month.year import RoundStands
from models.tables.announcement import CIRCULAR_BODY, CIRCULAR_TITLE
from models.tables.wording import LEAD_LIMIT, TITLE_LIMIT, CardKind
from thai.dates import long_month, parse_date, weekday_date
from web.words import ShownState

JOBS = {
    "begin_round": "เริ่มรอบรายงาน (แจ้งเมื่อปีนั้นยังไม่มีแผน)",
    "open_reminder": "เปิดรอบ: แจ้งกลุ่มไลน์ และโควตาของเดือนแก่ฝ่ายเลขานุการ",
    "early_reminder": "เตือนก่อนกำหนดส่ง: เจ้าหน้าที่ที่ยังค้าง",
    "due_reminder": "เตือนวันกำหนดส่ง: เจ้าหน้าที่ที่ยังค้าง",
    "missing_list": "รายชื่อหน่วยงานที่ยังไม่รายงาน: ฝ่ายเลขานุการ",
    "close_round": "สรุปรอบ: กลุ่มไลน์ ผู้บริหาร และฝ่ายเลขานุการ",
    "date_moved": "แจ้งเลื่อนกำหนดส่ง: ผู้ที่ได้รับแจ้งวันเดิมแล้ว",
    "forecast": "โควตาข้อความของเดือน: ฝ่ายเลขานุการ",
    "returned": "แจ้งส่งกลับแก้ไข",
    "reopened": "แจ้งเปิดให้แก้ไข",
    "excused": "แจ้งยกเว้นรายการ",
    "announcement": "ประกาศถึงหน่วยงาน",
    "state": "ยืนยันสถานะซ้ำ",
    "test": "ข้อความทดสอบ",
}
OTHER_JOB = "ข้อความอื่นที่รอส่ง"
PLANNED = {
    Planned.AHEAD: ShownState("○", "จะส่ง", "sent"),
    Planned.WAITING: ShownState("◐", "รอส่ง", "sent"),
    Planned.DONE: ShownState("✓", "ส่งแล้ว", "accepted"),
    Planned.SKIPPED: ShownState("–", "เลยเวลา ไม่ส่ง", "quiet"),
    Planned.OVER: ShownState("–", "เลยเวลาแล้ว", "quiet"),
}
STANDS = {
    RoundStands.CLOSED: ShownState("■", "ปิดแล้ว", "quiet"),
    RoundStands.OPEN: ShownState("●", "เปิดอยู่", "accepted"),
    RoundStands.AHEAD: ShownState("○", "ยังไม่ถึง", "quiet"),
    RoundStands.NONE: ShownState("–", "ไม่มีรอบ", "quiet"),
}
POLICY_FIELDS = {
    "reminder_day": ("วันที่เปิดรอบ (แจ้งกลุ่มไลน์)", "วันที่ของเดือน หากตรงวันหยุดจะเป็นวันทำการก่อนหน้า"),
    "send_hour": ("เวลาส่งข้อความ (นาฬิกา)", "ทุกข้อความที่ระบบส่งเองออกเวลานี้"),
    "early_working_days": ("เตือนก่อนกำหนดส่ง (วันทำการ)", "จำนวนวันทำการก่อนวันกำหนดส่ง"),
    "close_working_days": ("ปิดรอบหลังกำหนดส่ง (วันทำการ)", "รายงานล่าช้าส่งได้จนถึงวันปิดรอบ"),
    "summary_working_days": ("สรุปหลังปิดรอบ (วันทำการ)", "0 คือวันที่ปิดรอบ"),
    "quiet_from_hour": ("งดส่งตั้งแต่ (นาฬิกา)", "หลังเวลานี้ระบบไม่ส่งข้อความเอง"),
    "quiet_until_hour": ("งดส่งจนถึง (นาฬิกา)", "ก่อนเวลานี้ระบบไม่ส่งข้อความเอง"),
}
"""What each number of the schedule is called, and the help under it."""
BAD_HOURS = "เวลาส่งข้อความต้องอยู่นอกช่วงงดส่ง โปรดแก้เวลาส่ง หรือช่วงงดส่ง"
BAD_DAY = "โปรดพิมพ์วันเดือนปี เช่น 31/12/2569"
FAR_DAY = "โปรดพิมพ์วันในปีงบประมาณนี้หรือปีถัดไป"
NAME_PLEASE = "โปรดพิมพ์ชื่อวันหยุด"
NO_DAY_OFF = "วันนี้ไม่อยู่ในรายการวันหยุดแล้ว มีผู้อื่นนำออกไปก่อน"
LOOK_AGAIN = "ผลของการเปลี่ยนแปลงต่างจากที่แสดงไว้ (มีผู้อื่นแก้ไขระหว่างนั้น) โปรดตรวจอีกครั้งก่อนยืนยัน"
SCHEDULE_SET = "บันทึกกำหนดการแล้ว"
CONFIRMED = "บันทึกการยืนยันวันหยุดแล้ว"
CONFIRMED_BEFORE = "มีผู้ยืนยันวันหยุดของปีนี้แล้ว"
LIST_CHANGED = "รายการวันหยุดเปลี่ยนไปจากที่แสดงไว้ โปรดตรวจอีกครั้งแล้วกดยืนยัน"
NOT_NATIONAL = "วันหยุดทั้งประเทศใช้ร่วมกันหลายหน่วยงานในระบบนี้ โปรดแจ้งผู้ดูแลระบบ"
_NAMED = 8


def number_problem(name: str, least: int, most: int) -> str:
    """A number of the schedule that is none, or too small or large."""
    return f"{POLICY_FIELDS[name][0]}: โปรดพิมพ์ตัวเลข {least} ถึง {most}"


def job_word(planned: PlannedJob) -> str:
    """What a job is called."""
    return JOBS.get(planned.job, OTHER_JOB)


def to_words(planned: PlannedJob) -> str:
    """Who gets it: names, and how many more; last who reads it, free, with their next answer."""
    groups = [each for each in planned.to if each.name is None]
    names = [each.name for each in planned.to if each.name is not None and not each.is_free]
    free = sum(each.is_free for each in planned.to)
    parts = [f"กลุ่มไลน์ {each.messages or 'ยังไม่ทราบจำนวน'} คน" for each in groups]
    parts += [name for name in names[:_NAMED] if name]
    if len(names) > _NAMED:
        parts.append(f"และอีก {len(names) - _NAMED:,} คน")
    if free:
        parts.append(f"อีก {free:,} คนได้อ่านเมื่อเปิดแชต ไม่เสียโควตา")
    return ", ".join(parts)


def changed_words(what: str, by: str | None) -> str:
    """Somebody else changed what the form was made from."""
    return f"{by or 'ผู้อื่น'}แก้ไข{what}ระหว่างที่ท่านกรอก จึงยังไม่บันทึก โปรดดูค่าปัจจุบันแล้วกดอีกครั้งหากยังต้องการ"


def day_off_added(day: date, name: str) -> str:
    """A day off was entered."""
    return f"บันทึกวันหยุด{weekday_date(day)} {name} แล้ว"


def day_off_removed(day: date) -> str:
    """A day off was taken out."""
    return f"นำ{weekday_date(day)} ออกจากวันหยุดแล้ว"


def adding(day: date, name: str, national: bool) -> str:
    """What is about to be entered."""
    return f"เพิ่มวันหยุด{'ทั้งประเทศ' if national else 'ของหน่วยงาน'}: {weekday_date(day)} {name}"


def removing(day: date, national: bool) -> str:
    """What is about to be taken out."""
    return f"นำวันหยุด{'ทั้งประเทศ' if national else 'ของหน่วยงาน'}ออก: {weekday_date(day)}"


def read_day(text: str) -> date | None:
    """Return the day somebody typed; None for what is none."""
    return parse_date(text)


def scope(month: date) -> str:
    """A month in a heading."""
    return f"รอบเดือน{long_month(month)}"


SCHEDULE = "กำหนดการ"
SCHEDULE_LOOK = "เปลี่ยนกำหนดการรายเดือน"


def policy_word(name: str) -> str:
    """What a part of the schedule is called."""
    return POLICY_FIELDS[name][0] if name in POLICY_FIELDS else "แสดงชื่อหน่วยงานที่ยังไม่รายงานในกลุ่มไลน์"


def policy_value(value: int | bool) -> str:
    """A value of the schedule."""
    return {True: "แสดง", False: "ไม่แสดง"}[value] if isinstance(value, bool) else str(value)


CARDS = {
    CardKind.OPENING: "การ์ดเปิดรอบในกลุ่มไลน์",
    CardKind.REMINDER: "การ์ดเตือนเจ้าหน้าที่ก่อนและในวันกำหนดส่ง",
    CardKind.OVERDUE: "การ์ดเตือนเจ้าหน้าที่หลังกำหนดส่ง",
}
WORDS = "ถ้อยคำ"
WORDS_SET = "บันทึกถ้อยคำแล้ว จะใช้กับข้อความที่สร้างหลังจากนี้"
NOTHING_NEW = "ถ้อยคำเหมือนเดิม ไม่มีสิ่งที่ต้องบันทึก"
_FAULTS = {
    WordingFault.TITLE_LONG: f"หัวข้อยาวเกิน {TITLE_LIMIT} ตัวอักษร (นับสระและวรรณยุกต์)",
    WordingFault.LEAD_LONG: f"ประโยคนำยาวเกิน {LEAD_LIMIT} ตัวอักษร (นับสระและวรรณยุกต์)",
    WordingFault.PLACEHOLDER: "ไม่มีคำแทน",
    WordingFault.BRACE: "วงเล็บปีกกาไม่ครบคู่ โปรดใช้คำแทนตามรายการ เช่น {เดือน}",
    WordingFault.LINES: "หัวข้อและประโยคนำต้องอยู่ในบรรทัดเดียว และไม่มีอักขระที่มองไม่เห็น",
}


def wording_problem(refused: WordingRefused) -> str:
    """Why words cannot be taken, in a sentence."""
    what = f" {refused.what} โปรดใช้คำแทนตามรายการ" if refused.what else ""
    return f"{_FAULTS[refused.fault]}{what}"


ANNOUNCED_BEFORE = "ประกาศนี้ส่งไปแล้ว ระบบไม่ส่งซ้ำ"
AGENCY_PLEASE = "โปรดเลือกหน่วยงานอย่างน้อยหนึ่งแห่ง"
NOBODY_REACHED = "หน่วยงานที่เลือกยังไม่มีผู้รายงานที่ LINE ส่งถึง จึงส่งประกาศไม่ได้ โปรดเชิญเจ้าหน้าที่ หรือแจ้งทางโทรศัพท์"
REACH_CHANGED = "ผู้รับเปลี่ยนไปจากที่แสดงไว้ โปรดตรวจจำนวนและค่าใช้จ่ายอีกครั้งก่อนกดส่ง"
_CIRCULAR_FAULTS = {
    CircularFault.NO_TITLE: "โปรดพิมพ์หัวข้อประกาศ",
    CircularFault.NO_BODY: "โปรดพิมพ์ข้อความประกาศ",
    CircularFault.TITLE_LONG: f"หัวข้อยาวเกิน {CIRCULAR_TITLE} ตัวอักษร (นับสระและวรรณยุกต์)",
    CircularFault.BODY_LONG: f"ข้อความยาวเกิน {CIRCULAR_BODY:,} ตัวอักษร (นับสระและวรรณยุกต์)",
    CircularFault.UNSEEN: "มีอักขระที่มองไม่เห็น โปรดพิมพ์ข้อความส่วนนั้นใหม่",
}


def circular_problem(refused: CircularRefused) -> str:
    """Why words are no announcement, in a sentence."""
    return _CIRCULAR_FAULTS[refused.fault]


def announced(people: int) -> str:
    """An announcement is on its way."""
    return f"ระบบรับประกาศไว้ส่งถึงเจ้าหน้าที่ {people:,} คนแล้ว"
