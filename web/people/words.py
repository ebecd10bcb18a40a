"""What the code of these pages says."""

from datetime import datetime

from messages.moments import format_moment
from models.correcting import CannotChange, Hindrance

_HINDRANCES = {
    Hindrance.NAME_TAKEN: (
        "ชื่อนี้เป็นชื่อหรือชื่อเรียกของ “{subject}” อยู่แล้ว หากเป็นแห่งเดียวกัน ให้ใช้ “รวมเข้ากับ”"
    ),
    Hindrance.UNKNOWN_NAME: "ไม่พบหน่วยงานหรือกลุ่ม “{subject}”",
    Hindrance.SAME: "ทั้งสองชื่อเป็นชื่อของ “{subject}” อยู่แล้ว",
    Hindrance.KINDS_DIFFER: "รวมหน่วยงานกับกลุ่มหน่วยงานไม่ได้ ให้เพิ่มหน่วยงานเป็นสมาชิกของกลุ่มแทน",
    Hindrance.HAS_REPORTS: (
        "“{subject}” มีรายงานหรือหลักฐานแล้ว จึงลบหรือรวมเข้ากับที่อื่นไม่ได้ หากซ้ำกัน ให้รวมอีกแห่งเข้ามาที่นี่"
    ),
    Hindrance.IN_PLAN: "แผนกำหนดให้ “{subject}” รับผิดชอบอยู่ จึงลบไม่ได้ หากซ้ำกัน ให้ใช้ “รวมเข้ากับ”",
    Hindrance.HAS_PEOPLE: "“{subject}” มีผู้รายงานอยู่ ให้ย้ายหรือสิ้นสุดหน้าที่ของผู้รายงานก่อน",
    Hindrance.NO_NAME: "โปรดใส่ชื่อหน่วยงาน",
    Hindrance.NO_AGENCY: "เจ้าหน้าที่ผู้รายงานต้องมีหน่วยงาน บทบาทอื่นไม่ต้องมี โปรดเลือกใหม่",
    Hindrance.ROLE_HELD: "“{subject}” มีบทบาทนี้อยู่แล้ว",
    Hindrance.HAS_SENT: (
        "“{subject}” ส่งรายงานในนามหน่วยงานเดิมแล้ว จึงย้ายไม่ได้ ให้สิ้นสุดหน้าที่เดิม แล้วมอบบทบาทของหน่วยงานใหม่"
    ),
    Hindrance.INVITE_USED: "รหัสนี้มีผู้ใช้ลงทะเบียนไปแล้ว",
    Hindrance.LAST_SECRETARY: "ต้องมีฝ่ายเลขานุการอย่างน้อย 1 คน ให้มอบบทบาทแก่ผู้อื่นก่อน",
    Hindrance.ROLE_ENDED: "บทบาทนี้สิ้นสุดแล้ว",
    Hindrance.IS_STAND_IN: "ผู้ปฏิบัติหน้าที่แทนมอบหน้าที่ต่อไม่ได้",
    Hindrance.NOT_OFFICER: "ทำได้เฉพาะบทบาทเจ้าหน้าที่ผู้รายงาน",
    Hindrance.NOT_OF_HERE: "ผู้นี้ไม่มีบทบาทในหน่วยงานนี้ ให้ออกรหัสเชิญแทน",
    Hindrance.BAD_DATES: "วันสุดท้ายต้องไม่ก่อนวันแรก ไม่ก่อนวันนี้ และห่างกันไม่เกิน 1 ปี",
    Hindrance.AWAY_ALREADY: "มีผู้ปฏิบัติหน้าที่แทนในบางวันของช่วงนี้แล้ว",
    Hindrance.OTHERS_CHANGED: "มีผู้อื่นแก้ไขข้อมูลนี้ไปก่อน จึงยังไม่ได้บันทึก โปรดเทียบกับข้อมูลล่าสุดแล้วบันทึกอีกครั้ง",
}
_OTHER = "ทำรายการนี้ไม่ได้ โปรดตรวจสอบแล้วลองอีกครั้ง"
NAME_PLEASE = "โปรดใส่ชื่อหน่วยงาน"
KNOWN_ALREADY = "มีหน่วยงาน “{name}” อยู่แล้ว"
CODE_MADE = "ออกรหัสแล้ว รหัสแสดงในหน้านี้ครั้งเดียว ระบบไม่ได้เก็บไว้"
ROLE_AND_AGENCY = "โปรดเลือกบทบาท และเลือกหน่วยงานเมื่อเป็นเจ้าหน้าที่ผู้รายงานเท่านั้น"
SHEET_MEANWHILE = (
    "มีการออกรหัสเชิญใหม่หลังจากเปิดหน้านี้ จึงยังไม่ได้ออกรหัส เพราะรหัสที่ผู้อื่นเพิ่งพิมพ์ไปจะใช้ไม่ได้ "
    "โปรดตรวจรายการด้านล่าง แล้วกดอีกครั้งหากยังต้องการ"
)
SAVED = "บันทึกแล้ว"
MERGED = "รวมหน่วยงานแล้ว"
REMOVED = "ลบ “{name}” แล้ว"
ADDED = "เพิ่มหน่วยงานแล้ว"
ROLE_GIVEN = "มอบบทบาทแล้ว"
ROLE_TAKEN = "สิ้นสุดบทบาทแล้ว ระบบจะไม่ส่งข้อความหรือแสดงงานนี้แก่ผู้นั้นอีก รายงานที่ส่งไว้ยังอยู่ครบ"
MOVED = "เปลี่ยนหน่วยงานของผู้รายงานแล้ว"
UNLINKED = "ยกเลิกการผูกกลุ่มแล้ว ระบบจะไม่ส่งข้อความในกลุ่มนั้นอีก"
REVOKED = "ยกเลิกรหัสเชิญแล้ว"
STANDS_IN = "กำหนดผู้ปฏิบัติหน้าที่แทนแล้ว"
STAND_IN_ENDED = "ยกเลิกการปฏิบัติหน้าที่แทนแล้ว"
DATES_PLEASE = "โปรดเลือกวันแรกและวันสุดท้าย"
CHOOSE_AGENCY = "โปรดเลือกหน่วยงานอย่างน้อย 1 แห่ง"
SURE_PLEASE = "โปรดเลือกช่องยืนยันก่อน"
SHEET_LATER = "ขณะนี้จัดทำไฟล์ไม่ได้ โปรดพิมพ์จากหน้าแผ่นเชิญแทน หรือลองอีกครั้ง"
SHEET_OVER = "รหัสในแผ่นเชิญนี้ใช้ไม่ได้แล้ว โปรดออกรหัสชุดใหม่"
EXPECTED = "มีรายการที่ต้องรายงานเพิ่ม {count} รายการในรอบที่เปิดอยู่"
SHEET_NAME = "แผ่นเชิญผู้รายงาน"
FOR_FOLLOWER = "รหัสสำหรับผู้รับช่วงต่อจาก {name}"
FOR_STAND_IN = "รหัสสำหรับผู้ปฏิบัติหน้าที่แทน {name}"
FOR_GROUP = "รหัสสำหรับผูกกลุ่ม LINE"
FOR_PERSON = "รหัสเชิญ"


def told(count: int) -> str:
    """What is said of so many notices that wait to go."""
    return f"ระบบจะแจ้งผู้เกี่ยวข้องทาง LINE ในเวลาราชการ {count} ข้อความ" if count else ""


def hindrance(problem: CannotChange) -> str:
    """Say why something was not changed."""
    words = _HINDRANCES.get(problem.hindrance) if problem.hindrance else None
    return (words or _OTHER).format(subject=problem.subject)


def changed_by(at: datetime, who: str) -> str:
    """Say when something was last changed, and by whom where it is known."""
    return f"แก้ไขล่าสุดเมื่อ {format_moment(at)}" + (f" โดย {who}" if who else "")
