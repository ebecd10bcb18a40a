"""What the first steps say from code."""

from models.first_steps import FirstStep, StepState
from models.tables.outbox import OVER_QUOTA, Delivery, DeliveryState
from web.words import ShownState

TITLES = {
    StepState.OFFICE: "ชื่อและโทรศัพท์ของหน่วยงาน",
    StepState.DAYS: "วันหยุดและกำหนดการ",
    StepState.PLAN: "แผนของปีงบประมาณนี้",
    StepState.AGENCIES: "หน่วยงานที่ต้องรายงานและกลุ่มหน่วยงาน",
    StepState.PEOPLE: "เชิญเจ้าหน้าที่",
    StepState.GROUP: "กลุ่มไลน์",
    StepState.CALENDAR: "รอบแรก: จะส่งอะไร ถึงใคร เมื่อใด",
    StepState.TEST: "ส่งข้อความทดสอบถึงฉัน",
}
HELP = {
    StepState.OFFICE: "เจ้าหน้าที่เห็นชื่อและโทรศัพท์นี้เมื่อลงทะเบียนและเมื่อต้องการความช่วยเหลือ",
    StepState.DAYS: "กำหนดส่งคือวันทำการสุดท้ายของเดือน จึงต้องตรวจรายการวันหยุดของปี แล้วกดยืนยัน",
    StepState.PLAN: "วางไฟล์แผน (Word, Excel, PDF) ระบบอ่านมาตรการ ผู้รับผิดชอบ และระยะเวลาให้ตรวจก่อนใช้",
    StepState.AGENCIES: (
        "หน่วยงานที่แผนเอ่ยชื่อมีให้แล้ว ตรวจชื่อย่อ และเลือกว่ากลุ่มอย่าง “ส่วนราชการประจำจังหวัดทุกแห่ง” มีหน่วยงานใดบ้าง"
    ),
    StepState.PEOPLE: (
        "พิมพ์ใบเชิญพร้อม QR ของทุกหน่วยงาน แจกให้เจ้าหน้าที่สแกนด้วย LINE รหัสหนึ่งใช้ได้ครั้งเดียวภายใน 14 วัน"
    ),
    StepState.GROUP: "กลุ่มได้รับการแจ้งเปิดรอบหนึ่งครั้งและสรุปหนึ่งครั้งต่อเดือน ไม่มีกลุ่มก็ใช้งานได้",
    StepState.CALENDAR: "การเปิดดูไม่ส่งข้อความใด ข้อความแรกออกตามเวลาในตาราง",
    StepState.TEST: "ระบบส่งข้อความหนึ่งข้อความถึงท่านเอง นับเป็นหนึ่งข้อความของโควตา กดได้นาทีละครั้ง",
}
DONE = ShownState("✓", "เรียบร้อย", "accepted")
TO_DO = ShownState("○", "ยังไม่เรียบร้อย", "owed")
WAYS = {
    StepState.DAYS: (
        ("calendar.overview", "ตรวจและยืนยันวันหยุด"),
        ("schedule.form", "กำหนดการรายเดือน"),
    ),
    StepState.PLAN: (("plan_import.begin", "นำเข้าแผน"), ("plan.overview", "ดูแผน")),
    StepState.AGENCIES: (("people.overview", "หน่วยงาน"), ("plan_groups.listed", "กลุ่มหน่วยงาน")),
    StepState.PEOPLE: (("invites.show", "ใบเชิญทุกหน่วยงาน"), ("people.overview", "หน่วยงานและบุคคล")),
    StepState.GROUP: (("line_groups.show", "กลุ่มไลน์ที่ผูกแล้ว"),),
    StepState.CALENDAR: (("calendar.sending", "ดูสิ่งที่จะส่ง"),),
}
"""The pages of other rooms on which a step is done."""
OFFICE_SET = "บันทึกชื่อและโทรศัพท์แล้ว"
NAME_PLEASE = "โปรดพิมพ์ชื่อหน่วยงาน"
OFFICE = "ชื่อหรือโทรศัพท์ของหน่วยงาน"
TEST_ASKED = "กำลังส่งข้อความทดสอบ โปรดดูใน LINE ของท่าน"
TEST_LATER = "ส่งข้อความทดสอบได้นาทีละครั้ง โปรดรอสักครู่แล้วกดอีกครั้ง"
_SCHEDULER = "ยังรอส่ง หากเกินหนึ่งนาที โปรดแจ้งผู้ดูแลระบบว่าส่วนส่งข้อความ (scheduler) อาจไม่ทำงาน"


def count_words(each: FirstStep) -> str:
    """What of a step is there, in numbers."""
    of = f" จาก {each.of:,}" if each.of is not None else ""
    match each.step:
        case StepState.PLAN if each.done:
            return f"{each.done:,} มาตรการ"
        case StepState.AGENCIES if each.of:
            empty = each.of - each.done
            left = f" · กลุ่มที่ยังไม่มีหน่วยงาน {empty:,} กลุ่ม" if empty else ""
            return f"{each.done:,} หน่วยงาน{left}"
        case StepState.PEOPLE if each.of:
            return f"มีเจ้าหน้าที่แล้ว {each.done:,}{of} หน่วยงาน"
        case StepState.GROUP if each.done:
            return f"ผูกแล้ว {each.done:,} กลุ่ม"
        case StepState.CALENDAR if each.done:
            return f"รายการที่ต้องรายงานในปีนี้ {each.done:,} รายการ"
        case _:
            return ""


def arrival(found: Delivery) -> tuple[ShownState, str]:
    """How a test message got on."""
    if found.state is DeliveryState.SENT:
        return ShownState("✓", "LINE รับข้อความแล้ว", "accepted"), "โปรดดูว่าปรากฏในแชตของท่าน"
    if found.state is DeliveryState.WAITING and found.error != OVER_QUOTA:
        return ShownState("◐", "กำลังส่ง", "sent"), _SCHEDULER
    why = "โควตาข้อความของเดือนนี้หมดแล้ว" if found.error == OVER_QUOTA else "LINE ไม่รับข้อความนี้"
    return ShownState("✕", "ส่งไม่ถึง", "owed"), why
