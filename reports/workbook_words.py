"""The words of the workbook in which the report is edited."""

from models.result_report import PersonalData

CELLS = "ข้อความในตาราง"
PARTS = "ส่วนอื่นของรายงาน"
FILES = "หลักฐาน"
CELL_HEADINGS = (
    "รหัสช่อง (ห้ามแก้)",
    "มาตรการ",
    "ช่อง",
    "ข้อความที่จะพิมพ์ (แก้ไขได้ หนึ่งข้อต่อหนึ่งบรรทัด ลบทั้งช่องเพื่อกลับไปใช้ข้อความที่ร่าง)",
    "ข้อความที่ระบบร่างจากรายงาน",
    "ข้อที่ต้องตรวจสอบ",
    "ตัวตรวจ (ห้ามแก้)",
)
TEXT, DIGEST = 3, 6
FILE_HEADINGS = ("เลขที่ (ห้ามแก้)", "มาตรการ", "หน่วยงาน", "รอบเดือน", "ชื่อหลักฐาน", "ข้อมูลส่วนบุคคล (เลือกจากรายการ)")
FOUND = 5
PLACES = {
    "summary": "สรุปผลการดำเนินการ",
    "outcome": "ผลลัพธ์/ความสำเร็จ",
    "indicators": "ตัวชี้วัดที่กล่าวถึง (เช่น 2, 8 หรือ - หากไม่มี)",
    "titles": "ปก",
    "introduction": "คำนำเหนือตาราง",
    "remarks": "หมายเหตุและข้อเสนอแนะ",
    "signature": "ผู้ลงนาม",
}
PERSONAL_DATA = {
    PersonalData.NONE: "ไม่มีข้อมูลส่วนบุคคล",
    PersonalData.MASKED: "มี และปิดบังแล้ว",
    PersonalData.WITHHELD: "มี และไม่เผยแพร่",
}
