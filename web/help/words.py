"""Which part of the manual tells of which room; the names of parts are as its files have them."""

TITLES = {
    "officer": "เจ้าหน้าที่ผู้รายงาน",
    "secretary-1": "เลขานุการ 1: ชั่วโมงแรก",
    "secretary-2": "เลขานุการ 2: งานประจำเดือน",
    "secretary-3": "เลขานุการ 3: แผน หน่วยงาน และบุคคล",
    "secretary-4": "เลขานุการ 4: คะแนนและเอกสาร",
    "secretary-5": "เลขานุการ 5: ปฏิทิน ระบบ และหน้าสาธารณะ",
    "executive": "ผู้บริหาร",
}
"""The manual's parts by the names of their files, in the order of the list."""
_MONTH, _PLAN, _PEOPLE = "ตารางรายเดือน", "แผน", "หน่วยงานและบุคคล"
_CHECK, _MANY = "ตรวจรายงาน", "รับรองหลายฉบับ"
_PAPERS, _RESULT, _CALENDAR = "เอกสาร", "รายงานผล", "ปฏิทิน"
_HEALTH = "สถานะและประวัติ"
PLACES = {
    "desk": ("secretary-2", "งานที่รอ"),
    "chasing": ("secretary-2", "งานที่รอ"),
    "month": ("secretary-2", _MONTH),
    "report": ("secretary-2", _CHECK),
    "deciding": ("secretary-2", _CHECK),
    "behalf": ("secretary-2", _CHECK),
    "accepting": ("secretary-2", _MANY),
    "officer": ("officer", "ตอบทั้งหมดในหน้าเดียว"),
    "mine": ("officer", "หลักฐาน"),
    "executive": ("executive", "หน้านี้บอกอะไร"),
    "setup": ("secretary-1", "เริ่มต้นใช้งาน"),
    "invites": ("secretary-1", "เชิญเจ้าหน้าที่"),
    "plan": ("secretary-3", _PLAN),
    "plan_import": ("secretary-3", _PLAN),
    "plan_mend": ("secretary-3", _PLAN),
    "plan_store": ("secretary-3", _PLAN),
    "plan_edit": ("secretary-3", _PLAN),
    "plan_groups": ("secretary-3", _PLAN),
    "plan_year": ("secretary-3", _PLAN),
    "people": ("secretary-3", _PEOPLE),
    "agencies": ("secretary-3", _PEOPLE),
    "persons": ("secretary-3", _PEOPLE),
    "line_groups": ("secretary-3", _PEOPLE),
    "scores": ("secretary-4", "คะแนน"),
    "supposing": ("secretary-4", "คะแนน"),
    "taking": ("secretary-4", "คะแนน"),
    "papers": ("secretary-4", _PAPERS),
    "looks": ("secretary-4", _PAPERS),
    "result": ("secretary-4", _RESULT),
    "cell": ("secretary-4", _RESULT),
    "workbook": ("secretary-4", _RESULT),
    "versions": ("secretary-4", "เผยแพร่"),
    "calendar": ("secretary-5", _CALENDAR),
    "days_off": ("secretary-5", _CALENDAR),
    "schedule": ("secretary-5", _CALENDAR),
    "wording": ("secretary-5", _CALENDAR),
    "assessment": ("secretary-5", "กำหนดการประเมิน"),
    "health": ("secretary-5", _HEALTH),
    "history": ("secretary-5", _HEALTH),
    "announce": ("secretary-5", "ประกาศ"),
    "work": ("secretary-5", _HEALTH),
    "publicity": ("secretary-5", "หน้าสาธารณะ"),
}
"""By blueprint: the part, and its heading at which the page begins."""
OWN_DATA = {
    "officer": "ส่งมอบงานและข้อมูลของท่าน",
    "executive": "เปิดหน้านี้",
    "secretary-5": "ข้อมูลส่วนบุคคล",
}
"""Where each person's part tells of the own data."""
