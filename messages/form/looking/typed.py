"""What people type at the last look before sending, besides the words of the buttons: that it is
right, that it is not to be sent yet, another status, something to add.
"""

import re

from messages import menu
from messages.form.mending import Mend
from thai.cleaning import clean
from thai.progress_words import NOTHING_NEW, said_progress

_END = r"(?:แล้ว|เลย|ทั้งหมด|หมด|ทุกอย่าง|ดี|ตามนี้|ตามนั้น|ครับผม|ครับ|ค่ะ|คะ|คับ|นะ|จ้า|จ้ะ|ๆ|\s|[.,!])*+"
_AGREES = re.compile(
    rf"(?:(?:ใช่|ถูกต้อง|ถูก(?!ใจ)|โอเค|โอเช|ok|okay|ตกลง|ตามนี้|ตามนั้น|(?:ตรวจสอบ|ตรวจ|เช็ก|เช็ค|อ่าน|ดู)(?=แล้ว)){_END})++",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"เปลี่ยนใจ(?:แล้ว|ครับ|ค่ะ|คะ|นะ|\s)*+|(?:เปลี่ยนใจ|ขอโทษ|เดี๋ยว(?:ก่อน)?|รอก่อน|ก่อน|งั้น|ขอ|ครับ|ค่ะ|คะ|นะ|\s|[.,])*+"
    r"(?:(?:ยัง)?ไม่(?:ขอ|อยาก|ต้อง|พร้อม)?ส่ง|อย่า(?:เพิ่ง|พึ่ง)?ส่ง|(?:ไว้|เดี๋ยว|ค่อย)\s?(?:ค่อย|มา)?ส่ง)"
    r"(?:รายงาน|ตอนนี้|วันนี้|ที(?:หลัง)?|ภายหลัง|พรุ่งนี้|วันหลัง|อีกที|แล้ว|ก่อน|ดีกว่า|เลย|ครับ|ค่ะ|คะ|นะ|จ้า|\s|[.,])*+",
)
_ADDS = re.compile(
    r"(?:ขอ|ช่วย)?(?:ต่อท้าย(?:สรุปผล|สรุป)?|เพิ่มเติม|เพิ่ม(?:ใน)?(?:สรุปผล|สรุป))(?:ว่า|ด้วย|\s)*+(?:[:：]|(?<=\s)|(?<=ว่า))\s*+"
    r"(?P<text>.+)",
    re.DOTALL,
)
_OBSTACLE = re.compile(
    r"(?:ขอ|ช่วย)?(?:เพิ่ม|ใส่|มี|พบ|ติด)?\s?(?:ปัญหาและอุปสรรค|ปัญหาอุปสรรค|ปัญหา/อุปสรรค|ปัญหา|อุปสรรค)(?:ที่พบ)?"
    r"\s?(?:คือ|ได้แก่|[:：=])\s*+(?P<text>.+)"
    r"|(?:ขอ|ช่วย)?(?:เพิ่ม|ใส่)\s?(?:ปัญหา|อุปสรรค)\s++(?P<told>.+)",
    re.DOTALL,
)
_OUTCOME = re.compile(
    r"(?:เกิด)?(?:ผลลัพธ์|ความสำเร็จ|ผล)(?:ที่ได้(?:รับ)?|ที่เกิดขึ้น)?\s?คือ\s*+(?P<text>.+)", re.DOTALL
)
_LEADS = re.compile(
    r"^(?:ไม่ใช่(?:ค่ะ|ครับ|ๆ)*(?=\s|$)|ขอโทษ|ขออภัย|จริงๆ(?:แล้ว)?|(?:ที่|ความ)จริง(?:แล้ว|คือ)*|เอ่อ|เอ้ย|เอ๊ย|อ้อ|อ๋อ|ลืมบอก|"
    r"(?:สถานะ|กด|เลือก|พิมพ์|ใส่)ผิด(?:ไป)?|ผิด|(?:ขอ)?(?:แก้ไข|แก้|เปลี่ยน)(?:สถานะ)?(?:ให้)?(?:เป็น)?|ต้องเป็น|ที่ถูก(?:คือ|เป็น)?|"
    r"แต่|ตอนนี้|เป็น|คือ|ค่ะ|คะ|ครับ|นะ|\s|[.,])++"
)
_TRAILS = re.compile(r"(?:ขอ|ช่วย)?(?:แก้ไข|แก้|เปลี่ยน)(?:สถานะ)?(?:ให้|หน่อย|ด้วย|ที|ค่ะ|ครับ|นะ|คะ|\s)*$")
_SPOKEN = re.compile(r"(?:ยัง)?(?:ทำ|ดำเนินการ|จัด)(?:ยัง)?(?P<not>ไม่)?(?:แล้ว)?เสร็จ(?:เลย|แล้ว|สิ้น|ดี)?")

_NOT_YET = re.compile(r"ยัง(?:ไม่)?(?:ครับ|ค่ะ|คะ|นะ|เลย|\s)*+")
"""An answer to a question that nobody asked."""


def agrees(text: str) -> bool:
    """Tell whether words only say that what was shown is right."""
    return bool(_AGREES.fullmatch(clean(text)))


def is_for_later(text: str) -> bool:
    """Tell whether words say that the report is not to be sent, or not yet."""
    return bool(_NOT_NOW.fullmatch(clean(text)))


def addition(text: str) -> str | None:
    """Return what words ask to put after the summary: "ต่อท้าย: …"; None for other words."""
    found = _ADDS.fullmatch(text.strip())
    return found["text"].strip() if found else None


def part_named(text: str) -> Mend | None:
    """Return the part that words name, without asking to change it: "ปัญหาคือ …", "เพิ่มอุปสรรค …";
    None for other words.
    """
    typed = text.strip()
    found = _OBSTACLE.fullmatch(typed)
    if found is not None:
        return Mend("", "obstacle", found["text"] or found["told"], asked=True)
    found = _OUTCOME.fullmatch(typed)
    return Mend("", "outcome", found["text"], asked=True) if found else None


def status_told(text: str) -> str | None:
    """Return the status that words tell and nothing else, as their writer leaves it: "ไม่ใช่
    ยังไม่เสร็จ เป็นอยู่ระหว่างดำเนินการ"; None for other words, and where nothing is new.
    """
    said = clean(menu.plain(text))
    rest, status = _LEADS.sub("", _TRAILS.sub("", said), count=1), None
    is_led = rest != said
    while rest:
        piece, _, after = rest.partition(" ")
        status = _status_of(piece)
        if status is None:
            status, after = _status_of(rest), ""
        if status is None:
            return None
        rest = _LEADS.sub("", after, count=1)
    # "เสร็จแล้วค่ะ" may as well mean that there is nothing to change
    return None if status == "done" and not is_led and "ดำเนินการ" not in said else status


def _status_of(words: str) -> str | None:
    spoken = _SPOKEN.fullmatch(menu.plain(words))
    if spoken is not None:
        return "in_progress" if spoken["not"] else "done"
    status = said_progress(menu.plain(words))
    return status if status != NOTHING_NEW and not _NOT_YET.fullmatch(words) else None
