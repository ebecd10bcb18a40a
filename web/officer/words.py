"""What the officer's pages say in code; what stands in a page itself is in its template."""

from models.reports.withdrawing import Stays
from models.tables.obligations import ObligationState

QUESTIONS = {
    "progress": "สถานะ",
    "summary": "สรุปผลการดำเนินการ",
    "obstacle": "ปัญหาอุปสรรค",
    "outcome": "ผลลัพธ์/ความสำเร็จ",
}
"""The questions of a report by their keys."""
WHO_HAS_IT = {
    ObligationState.OWED: "หน่วยงานท่าน: รอรายงาน",
    ObligationState.SENT: "ฝ่ายเลขานุการ: รอตรวจ",
    ObligationState.RETURNED: "หน่วยงานท่าน: รอแก้ไข",
    ObligationState.ACCEPTED: "เสร็จสิ้น",
    ObligationState.EXCUSED: "ไม่ต้องรายงาน",
    ObligationState.ENDED: "ไม่ต้องรายงาน",
    ObligationState.MISSED: "เลยกำหนด ไม่ได้รายงาน",
}
"""With whom a report is."""
NOT_BEGUN = "ยังไม่ได้กรอก"
READY = "ครบ พร้อมส่ง"
UNCHANGED = "ยังไม่ได้แก้ไขตามเหตุผลที่ส่งกลับ"
NOT_TICKED = "ยังไม่ได้เลือกให้ส่ง"
SAVED = "บันทึกร่างแล้ว ทำต่อได้ทั้งที่นี่และในแชต"
SAME_FILLED = "กรอก “ไม่มีความคืบหน้าเพิ่มเติม” แล้ว {} รายการ ยังไม่ได้ส่ง โปรดตรวจแล้วกด ส่ง"
SAME_NONE = "ไม่มีรายการที่ใช้ “ไม่มีความคืบหน้าเพิ่มเติม” ได้ (ต้องมีรายงานครั้งก่อน และยังไม่ได้กรอก)"
COPY_OPENED = "เปิดสำเนาเพื่อแก้ไขแล้ว รายงานเดิมยังมีผลจนกว่าจะส่งฉบับแก้ไข"
TAKEN_BACK = "เลิกส่งรายงานเลขที่รับ {} แล้ว ข้อความและหลักฐานเก็บไว้เป็นร่าง แก้ไขแล้วส่งใหม่ได้"
STAYS = {
    Stays.GONE: "เลิกส่งฉบับนี้ไปแล้ว ไม่ต้องทำซ้ำ",
    Stays.REVIEWED: "ฝ่ายเลขานุการตรวจแล้ว จึงเลิกส่งไม่ได้",
    Stays.REPLACED: "มีฉบับแก้ไขที่ใหม่กว่าแล้ว จึงเลิกส่งฉบับนี้ไม่ได้",
    Stays.CLOSED: "รอบนี้ปิดแล้ว จึงเลิกส่งไม่ได้ หากจำเป็นต้องแก้ โปรดติดต่อฝ่ายเลขานุการ",
    Stays.TOO_LATE: "เกิน 10 นาทีหลังส่งแล้ว จึงเลิกส่งไม่ได้ แต่แก้ไขได้จนกว่ารอบจะปิด",
    Stays.NOT_YOURS: "ผู้อื่นเป็นผู้ส่ง จึงเลิกส่งไม่ได้ แต่แก้ไขได้จนกว่ารอบจะปิด",
}
"""Why a report is not taken back."""
CHANGED = "ข้อความนี้ถูกแก้ไขจากที่อื่น (แชต หรืออีกเครื่องหนึ่ง) ขณะนี้เป็น: {}"
EMPTY = "(ว่าง)"
NO_FILE = "ไม่ได้รับไฟล์ โปรดเลือกไฟล์แล้วลองอีกครั้ง"
SUPERIOR = "รายงานผู้บังคับบัญชา: {}"


def lacks(keys: list[str]) -> str:
    """What must still be answered."""
    return "ยังขาด" + " และ".join(QUESTIONS[key] for key in keys)
