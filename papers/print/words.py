"""Words every form of a paper prints around its content."""

PAGE = "หน้า"
MARKS = {"wrong": "ข้อผิดพลาด", "unchecked": "ยังไม่ได้ตรวจ", "changed": "โปรดตรวจสอบ"}
"""What is said before the words beside a mark, by its kind."""
SHEET = "รายงานผล"
PARTS_SHEET = "การวิเคราะห์"
SIGNATURE = "ผู้ลงนาม"
REMARKS = "หมายเหตุ"
TABLE = "ตารางผลการดำเนินการตามมาตรการ"
