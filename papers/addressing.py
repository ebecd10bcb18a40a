"""How the head of an agency is addressed in a letter: by the title of the office. A draft: people
correct it where custom differs.
"""

import re

# A province's offices whose head is called after the office's work ("คลังจังหวัดตาก"); the work,
# and the title where it differs from it.
_PROVINCIAL = {
    "คลัง": "",
    "เกษตร": "",
    "เกษตรและสหกรณ์": "",
    "ปศุสัตว์": "",
    "ประมง": "",
    "ขนส่ง": "",
    "พาณิชย์": "",
    "แรงงาน": "",
    "จัดหางาน": "",
    "ประกันสังคม": "",
    "สวัสดิการและคุ้มครองแรงงาน": "",
    "อุตสาหกรรม": "",
    "วัฒนธรรม": "",
    "สถิติ": "",
    "สหกรณ์": "",
    "พลังงาน": "",
    "ศึกษาธิการ": "",
    "ประชาสัมพันธ์": "",
    "ยุติธรรม": "",
    "โยธาธิการและผังเมือง": "",
    "พัฒนาสังคมและความมั่นคงของมนุษย์": "",
    "การท่องเที่ยวและกีฬา": "ท่องเที่ยวและกีฬา",
    "ส่งเสริมการปกครองท้องถิ่น": "ท้องถิ่น",
    "พัฒนาชุมชน": "พัฒนาการ",
    "สาธารณสุข": "นายแพทย์สาธารณสุข",
    "ที่ดิน": "เจ้าพนักงานที่ดิน",
}
_OFFICE = re.compile(r"สำนักงาน(?P<work>.+?)(?P<province>จังหวัด.*)")
_HEADS = (
    ("ที่ทำการปกครองจังหวัด", "ปลัดจังหวัด", True),
    ("ที่ทำการปกครองอำเภอ", "นายอำเภอ", True),
    ("ที่ว่าการอำเภอ", "นายอำเภอ", True),
    ("อำเภอ", "นายอำเภอ", True),
    ("เทศบาล", "นายกเทศมนตรี", True),
    ("องค์การบริหารส่วน", "นายก", False),
    ("สำนักปลัด", "หัวหน้า", False),
    ("สำนักงาน", "หัวหน้า", False),
    ("ที่ทำการ", "หัวหน้า", False),
    ("กอง", "ผู้อำนวยการ", False),
    ("สำนัก", "ผู้อำนวยการ", False),
    ("เรือนจำ", "ผู้บัญชาการ", False),
    ("โรงเรียน", "ผู้อำนวยการ", False),
    ("โรงพยาบาล", "ผู้อำนวยการ", False),
    ("วิทยาลัย", "ผู้อำนวยการ", False),
)
"""Beginning of an agency's name, title of its head, and whether the title takes the place of that
beginning.
"""


def head_of(agency: str) -> str:
    """Return how the head of an agency is addressed ("คลังจังหวัดตาก", "นายอำเภอเมืองตาก",
    "หัวหน้าสำนักงานจังหวัดตาก").
    """
    office = _OFFICE.fullmatch(agency)
    if office and office["work"] in _PROVINCIAL:
        return (_PROVINCIAL[office["work"]] or office["work"]) + office["province"]
    for beginning, title, replaces in _HEADS:
        if agency.startswith(beginning):
            return title + (agency.removeprefix(beginning) if replaces else agency)
    return f"หัวหน้า{agency}"
