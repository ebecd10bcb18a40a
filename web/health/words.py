"""What the pages of health and history say from code."""

from datetime import date

from models.audit import ChainFault
from models.origin import Place
from models.outbox.retrying import NotAgain
from models.outbox.undelivered import Loss
from thai.dates import short_month
from thai.labels import PROGRESS_LABELS, ROLE_LABELS
from web.words import ShownState

ALIVE = ShownState("✓", "ทำงานอยู่", "accepted")
STILL = ShownState("✕", "ไม่ตอบสนอง", "owed")
RAN = ShownState("✓", "ทำแล้ว", "accepted")
SKIPPED = ShownState("–", "เลยเวลา ไม่ส่ง", "quiet")
INTACT = ShownState("✓", "ประวัติครบถ้วน ไม่มีรายการใดถูกแก้ไขหรือลบ", "accepted")
ACTIONS = {
    "agency.added": "เพิ่มหน่วยงาน",
    "agency.changed": "แก้ไขข้อมูลหน่วยงาน",
    "agency.renamed": "เปลี่ยนชื่อหน่วยงาน",
    "agency.merged": "รวมหน่วยงาน",
    "agency.removed": "นำหน่วยงานออก",
    "agency.nudged": "ติดตามรายงานของหน่วยงาน",
    "agency.form_stored": "รับรายงานจากแบบฟอร์มของหน่วยงาน",
    "agency_group.changed": "แก้ไขกลุ่มหน่วยงาน",
    "agency_group.members": "เปลี่ยนสมาชิกกลุ่มหน่วยงาน",
    "agency_group.renamed": "เปลี่ยนชื่อกลุ่มหน่วยงาน",
    "agency_group.merged": "รวมกลุ่มหน่วยงาน",
    "agency_group.removed": "นำกลุ่มหน่วยงานออก",
    "assessment.dated": "กำหนดวันในปฏิทินการประเมิน",
    "circular.sent": "ส่งประกาศ",
    "delivery.retried": "ส่งข้อความที่ส่งไม่สำเร็จอีกครั้ง",
    "evidence.looked": "ตรวจหลักฐานก่อนเผยแพร่",
    "evidence.made_public": "เปิดเผยหลักฐานต่อสาธารณะ",
    "evidence.withdrawn": "ยกเลิกการเปิดเผยหลักฐาน",
    "extension.asked": "ขอขยายเวลา",
    "extension.refused": "ไม่ขยายเวลา",
    "extension.passed": "คำขอขยายเวลาพ้นวันที่ขอโดยไม่มีคำตอบ",
    "extension.taken_back": "ยกเลิกคำขอขยายเวลา",
    "group.bound": "ผูกกลุ่มไลน์",
    "group.left": "บัญชีออกจากกลุ่มไลน์",
    "group.member_left": "มีผู้ออกจากกลุ่มไลน์",
    "group.member_came": "มีผู้กลับเข้ากลุ่มไลน์",
    "group.unbound": "เลิกผูกกลุ่มไลน์",
    "group.unlinked": "เลิกผูกกลุ่มไลน์",
    "handover.invited": "ออกรหัสส่งมอบหน้าที่",
    "holiday.added": "เพิ่มวันหยุด",
    "holiday.removed": "นำวันหยุดออก",
    "holidays.confirmed": "ยืนยันวันหยุดของปี",
    "holidays.renewed": "ปรับรายการวันหยุด",
    "invite.made": "ออกรหัสเชิญ",
    "invite.renewed": "ออกรหัสเชิญใหม่",
    "invite.revoked": "ยกเลิกรหัสเชิญ",
    "invites.made": "ออกแผ่นเชิญ",
    "membership.ended": "สิ้นสุดบทบาท",
    "membership.given": "ให้บทบาท",
    "membership.handed_over": "ส่งมอบหน้าที่",
    "membership.moved": "ย้ายหน่วยงานของเจ้าหน้าที่",
    "obligation.excused": "ยกเว้นการรายงาน",
    "obligation.extended": "ขยายเวลา",
    "obligation.no_action": "แจ้งว่าไม่มีการดำเนินการถึงเดือนหน้า",
    "obligation.reopened": "เปิดให้รายงานหรือแก้ไข",
    "open_data.licence_chosen": "เลือกสัญญาอนุญาตข้อมูลเปิด",
    "organization.added": "เพิ่มองค์กร",
    "organization.set": "แก้ไขข้อมูลหรือกำหนดการ",
    "person.consented": "ให้ความยินยอม",
    "person.erased": "ลบข้อมูลส่วนบุคคล",
    "person.registered": "ลงทะเบียน",
    "person.withdrew": "ถอนความยินยอม",
    "plan.adopted": "ใช้แผน",
    "plan.carried": "ยกแผนไปปีถัดไป",
    "plan.doubt_settled": "ยืนยันข้อสงสัยในแผน",
    "plan.imported": "นำเข้าแผน",
    "plan.measure_added": "เพิ่มมาตรการ",
    "plan.measure_changed": "แก้ไขมาตรการ",
    "plan.measure_removed": "นำมาตรการออก",
    "plan.proclaimed": "บันทึกการประกาศแผน",
    "plan.reading_stored": "จัดเก็บแผนที่อ่านจากไฟล์",
    "plan.removed": "ลบแผน",
    "report.accepted": "รับรองรายงาน",
    "report.edited": "แก้ไขข้อความในรายงานผล",
    "report.figure_confirmed": "ยืนยันตัวเลขในรายงานผล",
    "report.form_set": "กำหนดรูปแบบรายงานผล",
    "report.published": "เผยแพร่รายงานผล",
    "report.returned": "ส่งรายงานกลับแก้ไข",
    "report.sent": "ส่งรายงาน",
    "report.withdrawn": "เลิกส่งรายงาน",
    "score.entered": "บันทึกคะแนน",
    "score.removed": "ลบคะแนน",
    "score_note.written": "เขียนหมายเหตุคะแนน",
    "score_rule.dropped": "ยกเลิกเกณฑ์คะแนน",
    "score_rule.stored": "บันทึกเกณฑ์คะแนน",
    "stand_in.appointed": "กำหนดผู้ปฏิบัติหน้าที่แทน",
    "stand_in.invited": "ออกรหัสผู้ปฏิบัติหน้าที่แทน",
    "wording.set": "แก้ไขถ้อยคำแจ้งเตือน",
}
"""What each action of the history is called; ``action_word`` knows what to say of others."""
PLACES = {
    Place.PAGE: "หน้าเว็บ",
    Place.CHAT: "แชต LINE",
    Place.COMMAND: "คำสั่งของผู้ดูแลระบบ",
    Place.CLOCK: "ระบบทำเองตามเวลา",
}
FIELDS = {
    "action": "การดำเนินการ",
    "agencies": "หน่วยงาน",
    "agency": "หน่วยงาน",
    "caption": "คำบรรยาย",
    "came": "เพิ่ม",
    "close_working_days": "ปิดรอบหลังกำหนดส่ง (วันทำการ)",
    "code": "รหัส",
    "date": "วันที่",
    "day": "วันที่",
    "did": "สิ่งที่ทำ",
    "drafts": "ร่างรายงาน",
    "early_working_days": "เตือนก่อนกำหนดส่ง (วันทำการ)",
    "files": "ไฟล์",
    "fiscal_year": "ปีงบประมาณ",
    "for": "แทน",
    "from": "จาก",
    "head": "ตำแหน่งผู้บริหาร",
    "kind": "ประเภท",
    "late_names_in_group": "แสดงชื่อที่ยังไม่รายงานในกลุ่ม",
    "lead": "ประโยคนำ",
    "measure": "มาตรการ",
    "measures": "มาตรการ",
    "messages": "ข้อความ (โควตา)",
    "month": "เดือน",
    "name": "ชื่อ",
    "number": "ฉบับที่",
    "people": "คน",
    "person": "ผู้เกี่ยวข้อง",
    "phone": "โทรศัพท์",
    "progress": "สถานะ",
    "quiet_from_hour": "งดส่งตั้งแต่ (นาฬิกา)",
    "quiet_until_hour": "งดส่งจนถึง (นาฬิกา)",
    "reason": "เหตุผล",
    "reminder_day": "วันที่เปิดรอบ",
    "reports": "รายงาน",
    "revision": "ฉบับที่",
    "role": "บทบาท",
    "send_hour": "เวลาส่งข้อความ (นาฬิกา)",
    "source": "ที่มา",
    "step": "ขั้นตอน",
    "summary_working_days": "สรุปหลังปิดรอบ (วันทำการ)",
    "text": "ข้อความ",
    "title": "หัวข้อ",
    "to": "ถึง",
    "until": "ถึงวันที่",
    "went": "นำออก",
    "year": "ปี",
}
"""What parts of an entry's text are called; others keep the name they are stored under."""
WHOLE = "ทั้งหมด"
YES, NO, NOTHING = "ใช่", "ไม่ใช่", "–"
_SUBJECTS = {
    "agency": "หน่วยงาน",
    "agency_group": "กลุ่มหน่วยงาน",
    "assessment_date": "กำหนดการ",
    "cell_edit": "ข้อความ",
    "circular": "ประกาศ",
    "evidence": "หลักฐาน",
    "group": "กลุ่มไลน์",
    "invite": "รหัสเชิญ",
    "measure": "มาตรการ",
    "membership": "บทบาท",
    "obligation": "รายการ",
    "organization": "องค์กร",
    "person": "บุคคล",
    "plan": "แผน",
    "report": "รายงาน",
    "report_version": "รายงานผลฉบับ",
    "score_rule": "เกณฑ์",
}
NOT_AGAIN = {
    NotAgain.ANSWER: "เป็นคำตอบของสิ่งที่ถามไว้ ผู้ถามจะเห็นเมื่อพิมพ์ครั้งต่อไป",
    NotAgain.CLEARED: "ลบข้อความตามกำหนดเวลาแล้ว",
    NotAgain.UNWELCOME: "เลยเวลาที่ควรส่งแล้ว",
    NotAgain.MAY_HAVE_ARRIVED: "อาจถึงแล้ว หากส่งอีกอาจซ้ำ",
    NotAgain.UNREACHABLE: "LINE ส่งถึงผู้รับไม่ได้ โปรดแจ้งทางโทรศัพท์",
    NotAgain.OUT_OF_DATE: "เนื้อหาไม่เป็นปัจจุบันแล้ว",
}
LOSSES = {
    Loss.BLOCKED: "ปิดรับข้อความจากบัญชีนี้ (บล็อก)",
    Loss.GROUP: "บัญชีนี้ไม่อยู่ในกลุ่มไลน์แล้ว",
    Loss.MEMBER: "ออกจากกลุ่มไลน์แล้ว",
    Loss.PUSH: "ข้อความส่งไม่ถึง",
    Loss.EVENT: "ดำเนินการข้อความที่ได้รับไม่สำเร็จ",
    Loss.SUMMARY: "สรุปผลของรอบไม่ได้ส่ง เพราะเลยเวลา",
}
_FAULTS = {
    ChainFault.NUMBER: "ลำดับไม่ต่อเนื่อง มีรายการหายหรือเพิ่ม",
    ChainFault.TEXT_DIGEST: "ข้อความไม่ตรงกับที่บันทึกไว้",
    ChainFault.ORIGIN: "อุปกรณ์หรือผู้ใช้ไม่ตรงกับที่บันทึกไว้",
    ChainFault.LINK: "ไม่ต่อเนื่องจากรายการก่อนหน้า",
}
GROUP = "กลุ่มไลน์"
CHOOSE = "โปรดเลือกรายการที่จะส่งอีกครั้ง"
NOTHING_LEFT = "ไม่มีรายการที่ส่งอีกครั้งได้แล้ว อาจมีผู้อื่นกดไปก่อน"


def action_word(action: str) -> str:
    """What an action is called; its own name where nobody has called it anything yet."""
    return ACTIONS.get(action, action)


def subject_word(subject: str) -> str:
    """What something was done to, with its number."""
    kind, _, number = subject.partition(":")
    return f"{_SUBJECTS[kind]} #{number}" if kind in _SUBJECTS else subject


def field_word(name: str) -> str:
    """What a part of an entry's text is called."""
    return FIELDS.get(name, name)


def value_word(name: str, value: str) -> str:
    """What a value of an entry's text is called, where it is one of a kind."""
    return {"role": ROLE_LABELS, "progress": PROGRESS_LABELS}.get(name, {}).get(value, value)


def broken(number: int, fault: ChainFault) -> str:
    """Where the history does not fit."""
    return f"ประวัติไม่สมบูรณ์ที่รายการ {number:,}: {_FAULTS[fault]} โปรดแจ้งผู้ดูแลระบบ"


def days_since(days: int) -> str:
    """How long ago a day was."""
    return "วันนี้" if days <= 0 else f"{days:,} วันก่อน"


def slot_word(slot: str) -> str:
    """What a job was done for: a month where it is one."""
    try:
        return short_month(date.fromisoformat(f"{slot}-01"))
    except ValueError:
        return slot


def again(deliveries: int, events: int) -> str:
    """Some were taken up again."""
    parts = [f"ข้อความ {deliveries:,} รายการ"] if deliveries else []
    parts += [f"เรื่องที่ได้รับ {events:,} รายการ"] if events else []
    return f"ระบบจะส่งหรือดำเนินการอีกครั้ง: {' และ'.join(parts)}"
