"""How a measure is getting on, said anywhere in a sentence (``thai.progress_words`` reads words
that are a status and nothing else).
"""

import re

from messages.said.facts import Facts
from thai.progress_words import NOTHING_NEW, said_progress

_DONE = (
    r"(?:แล้วเสร็จ|เสร็จสิ้น|เสร็จสมบูรณ์|เสร็จเรียบร้อย|เสร็จ|เส็ด|เสด|เสร็ด|สำเร็จ|สำเหร็จ|ครบถ้วน|"
    r"ครบทุก|ครบ|เรียบร้อย|ลุล่วง)"
)
_ACT = (
    r"(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติ|จัดทำ|จัดประชุม|จัดอบรม|จัดกิจกรรม|จัด|เริ่มต้น|เริ่ม|ทำ|ประชุม|"
    r"อบรม|ชี้แจง|เผยแพร่|ประกาศ|เตรียม|มีการ|ได้|ส่ง|แต่งตั้ง"
    r"|ขับเคลื่อน|ปรับปรุง|ทบทวน|ตรวจ|ลงมือ|สำรวจ|รวบรวม|ติดตาม|เก็บ)"
)
_CUES: tuple[tuple[str, str], ...] = (
    (
        "not_achieved",
        r"ไม่(?:บรรลุ|สำเร็จ|ผ่าน(?:เกณฑ์|เป้า|การประเมิน)|เป็นไปตาม(?:เป้า|แผน|ที่)|เป็นตามเป้า|"
        r"ได้ตาม(?:เป้า|เกณฑ์|แผน)|ถึงเป้า|ถึงเกณฑ์)"
        r"|ต่ำกว่า(?:เป้า|เกณฑ์)|ล้มเหลว|พลาดเป้า|ไม่สามารถ(?:ดำเนินการ|จัด|ทำ)(?:ได้|ตาม|ให้|การ|"
        r"กิจกรรม|ประชุม|อบรม)",
    ),
    (
        NOTHING_NEW,
        r"(?:ยัง)?ไม่มี(?:ความ)?(?:คืบหน้า|ก้าวหน้า|คืบ|อะไรเพิ่ม|อะไรใหม่|อะไรคืบหน้า|การเปลี่ยนแปลง|"
        r"เปลี่ยนแปลง|อัพเดต|อัปเดต|อัพเดท|อัปเดท)"
        r"|ไม่คืบหน้า|(?:คง|เหมือน|เท่า|เช่น)(?:เดือนก่อน|เดือนที่แล้ว|เดือนที่ผ่านมา|รอบก่อน|รอบที่แล้ว|"
        r"ครั้งก่อน|ครั้งที่แล้ว|เดิม(?!พัน))",
    ),
    (
        "in_progress",
        rf"(?:ยัง)?ไม่(?:ค่อย)?(?:แล้วเสร็จ|เสร็จ|เส็ด|ครบ|เรียบร้อย|สมบูรณ์)|(?:ใกล้|เกือบ|จวน)"
        rf"(?:จะ)?\s?{_DONE}"
        r"|ทำได้(?:แค่|เพียง)?(?:ครึ่ง|บางส่วน)|(?:ไป|ได้)แล้ว(?:ครึ่ง|บางส่วน)|บางส่วน(?!ราชการ)|"
        r"ครึ่งหนึ่ง|ครึ่งนึง",
    ),
    (
        "not_started",
        rf"ยังไม่(?:ได้|มีการ|เคย|มี|\s)*(?:เริ่ม|{_ACT}|ลงมือ|กำหนดวัน|งบ)|(?:ยัง)?ไม่ได้(?:เริ่ม|ทำ|"
        rf"จัด|ดำเนิน)|(?:ยัง)?ไม่มีการ(?:ดำเนิน|จัด|ประชุม)"
        r"|ยังไม่ถึง(?:กำหนด|เวลา|ช่วง|รอบ)|(?:จะ|รอ|เตรียม|กำลังจะ|คาดว่าจะ)(?:เริ่ม|ดำเนินการใน|"
        r"จัดใน|จัดเดือน|ดำเนินการเดือน|ทำเดือน)|รอเริ่ม|ไม่มีการดำเนินการ",
    ),
    (
        "in_progress",
        r"กำลัง|อยู่(?:ใน)?ระหว่าง|อยู่ในขั้นตอน|อยู่ในกระบวนการ|ระหว่างดำเนิน|ระหว่าง(?:จัด|ทำ|รอ|"
        r"เตรียม|ปรับปรุง|รวบรวม|ทบทวน)|ดำเนินการ(?:อย่าง)?ต่อเนื่อง|ดำเนินการอยู่|ทำอยู่|ทำต่อ"
        r"|รอ(?:อนุมัติ|ลงนาม|ผู้ว่า|ผล|เอกสาร|หนังสือ|งบ|คำสั่ง|ตรวจ|ประชุม|สรุป)|(?:มี)?(?:ความ)?"
        r"(?:คืบหน้า|ก้าวหน้า)(?!ของมาตรการ)|เริ่ม(?:ดำเนินการ|ทำ|จัดทำ)?(?:ไป)?(?:บ้าง)?แล้ว|เหลือ"
        r"(?:อีก|แค่|เพียง)"
        r"|ดำเนินการ(?:ไป)?ได้(?!รับ)|เร่งดำเนินการ|ดำเนินการตามแผน|ไปเรื่อยๆ",
    ),
    (
        "done",
        rf"{_DONE}\s?(?:แล้ว|ครับ|ค่ะ|คะ|คับ|ตาม|ทุก|ดี|หมด|เมื่อ|$|\s|[.,;])|{_DONE}{_DONE}|"
        rf"(?:ทำ|จัด|ดำเนินการ|ปฏิบัติ|ส่ง)(?:ครบ|เสร็จ)"
        r"|ดำเนินการ(?:ไป)?แล้ว(?!\s?(?:ร้อยละ|\d|บาง|ครึ่ง))|(?:^|[\s\d])(?:ทำ|จัด)แล้ว(?!\s?"
        r"(?:ร้อยละ|\d|บาง|ครึ่ง))|(?<![A-Za-z])(?:done|ok แล้ว|finish(?:ed)?)(?![A-Za-z])|"
        r"จบแล้ว",
    ),
)
_READ = tuple((status, re.compile(pattern, re.I)) for status, pattern in _CUES)
_NOT_OF_THE_WORK = re.compile(
    r"(?:เพื่อ|ให้|เป้าหมายคือ|คาดว่าจะ|คาดจะ|จะ|กำหนด|ภายใน|ก่อน|หาก|ถ้า|เมื่อ)(?:[ก-๙\s]{0,12})$"
)


def status_in(text: str, facts: Facts) -> str | None:
    """Return the status that a message says (as in ``thai.labels.PROGRESS_LABELS``), or
    ``NOTHING_NEW``; None when it says none. A share of the work that is done says one too.
    """
    whole = said_progress(text)
    if whole is not None:
        return whole
    found = _cue(text)
    if facts.percent is not None:
        if facts.percent == 100:
            return "done"
        if found in (None, "done"):
            return "in_progress" if facts.percent else found or "not_started"
    return found


def cue_spans(text: str) -> list[tuple[int, int]]:
    """Return where a text says how the work is getting on."""
    return [match.span() for _, cue in _READ for match in cue.finditer(text)]


def _cue(text: str) -> str | None:
    for status, cue in _READ:
        for match in cue.finditer(text):
            if status == "done" and _NOT_OF_THE_WORK.search(text[: match.start()]):
                continue
            return status
    return None
