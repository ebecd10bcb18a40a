"""Words every form of a paper prints around its content."""

PAGE = "หน้า"
WRONG = "ข้อผิดพลาด"
SHEET = "รายงานผล"
PARTS_SHEET = "การวิเคราะห์"
SIGNATURE = "ผู้ลงนาม"
REMARKS = "หมายเหตุ"
TABLE = "ตารางผลการดำเนินการตามมาตรการ"
