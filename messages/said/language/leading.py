"""What leads up to an answer in words and is none of it: who writes, that they ask leave to report,
the number of the measure at hand.
"""

import re

_WHO = (
    r"(?:ดิฉัน|กระผม|ผม|ข้าพเจ้า|หนู)\s?(?:(?:ชื่อ\s?)?(?:นางสาว|นาย|นาง|น\.ส\.)\s?[ก-๙]+?(?:\s(?!ขอ)[ก-๙]+?)?)?\s?"
    r"(?:ตำแหน่ง\s?[ก-๙]+?\s)?"
)
_ASKS = (
    r"(?:ขอ|ใคร่ขอ)(?:อนุญาต|เรียน)?\s?(?:ส่ง)?(?:รายงาน(?!จาก|เพิ่ม|ต่อ|ถึง)|แจ้ง(?!เวียน|เตือน))(?:ผล)?"
    r"(?:การ(?:ดำเนินการ|ดำเนินงาน)|ความก้าวหน้า|ความคืบหน้า)?(?:การ(?=ประชุม|จัด|อบรม|เผยแพร่|สำรวจ))?"
)
_OF = r"(?:(?:ของ|ตาม)?(?:มาตรการ|ข้อ)(?:ที่)?\s?)?"
_TRAILS = r"\s(?:ของ|ตาม)(?:มาตรการ|ข้อ)?(?:ที่)?"
_COUNTED = "(?:คน|ราย|เรื่อง|รายการ|ครั้ง|แห่ง|ฉบับ|เล่ม|วัน|เดือน|โครงการ|ชุด|ข้อ)"
_CAUSE = re.compile(
    r"(?:เพราะ(?:ว่า)?|เนื่องจาก|เนื่องด้วย|"
    r"(?:ปัญหาและอุปสรรค|ปัญหาอุปสรรค|ปัญหา/อุปสรรค|ปัญหา|อุปสรรค|สาเหตุ)(?:ที่พบ)?\s?(?:คือ|[:：=]))\s*+(?=\S)"
)
_LEAST = 4
"""Letters of an answer that is left without its lead."""


def answer_in(text: str, code: str = "") -> str:
    """Return an answer without who writes it ("ดิฉันนาง… ขอรายงานผล…"), and without the number of
    the measure at hand (``code``) behind such words or at the end; as it is where little is left.
    """
    number = rf"\s?{_OF}{re.escape(code)}(?![\d.]*\d)(?!\s?{_COUNTED})" if code else r"(?!)"
    lead = re.compile(rf"(?:{_WHO})?{_ASKS}(?:{number})?(?:ว่า|ดังนี้|\s|:|-)*+")
    trail = re.compile(rf"{_TRAILS}\s?(?:{re.escape(code)})?$" if code else rf"{_TRAILS}$")
    rest = trail.sub("", lead.sub("", text.strip(), count=1) if lead.match(text.strip()) else text)
    return rest.strip() if len(rest.strip()) >= _LEAST else text


def cause_alone(text: str) -> str:
    """Return an obstacle without the word that leads up to it: "เพราะ…", "ปัญหาคือ…"."""
    return _CAUSE.sub("", text.strip(), count=1) if _CAUSE.match(text.strip()) else text
