"""Words said in an open form that are no answer to its question: a request, a question to the bot,
a courtesy, a measure's number. A summary that only mentions such things is an answer.

Of what no rule knows the pieces, weighed by how the labelled messages of the tests are answers or
none, tell what is asked about (``tests/messages/said/training_inside.py``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp, sqrt
from pathlib import Path

from messages.said.clauses import told
from messages.said.kinds import Kind, asks, kind_of
from messages.said.language.days import DAY
from messages.said.language.facts import read_facts
from messages.said.language.words import content_words
from messages.said.measures import DueMeasure
from messages.said.reading import read
from messages.said.weighing import SCALE, pieces_of, shape_of
from thai.cleaning import clean
from thai.numbers import to_arabic_digits
from thai.progress_words import said_progress


@dataclass(frozen=True)
class Aside:
    """What words in a form are instead of an answer; not ``sure``: they may be the answer too."""

    kind: Kind
    sure: bool = True


_NUMBER = re.compile(
    r"(?:ไป|ทำ|ตอบ|เปิด|ขอ|ดู|ที่|\s)*+(?:มาตรการ(?:ย่อย)?|ข้อ)?(?:ที่)?\s?(?P<code>\d{1,2}(?:\.\d{1,2}){0,3})\.?"
    r"(?:ก่อน|แทน|ต่อ|ครับ|ค่ะ|คะ|นะ|\s)*+"
)
_BEGINS = re.compile(
    r"(?:ขอ)?(?:รายงาน|แจ้ง)?(?:ผล)?\s?(?:มาตรการ|ข้อ)?(?:ที่)?\s?\d{1,2}(?:\.\d{1,2}){1,3}(?![\d/])"
)
_LED = re.compile(r"มาตรการ|ข้อ|\d\.\d")
_WRAP = (
    r"\s|[.,!~ๆ:;()\"“”\-–]|ครับผม|ครับ|คับ|ค่ะ|คะ|ค่า|จ้า|จ้ะ|นะ|น้า|ฮะ|หน่อย|ด้วย|ที(?![ก-๙])|เลย|ก่อน|ขอ(?:รบกวน|อนุญาต|แจ้ง|เรียน)|"
    r"รบกวน|ช่วย|กรุณา|โปรด|เรียน|แจ้ง(?!เตือน)|อยาก|ต้องการ|จะ|ว่า|คือ|พอดี|เนื่องจาก(?=\s|ผม|หนู)|ผม|หนู|ดิฉัน|เรา|พี่|"
    r"น้อง|แอดมิน|บอท|ท่าน|ฝ่ายเลขานุการ|ฝ่ายเลขา|เลขานุการ|เลขาฯ|เลขา|สวัสดี|ขอโทษ|ขออภัย|ได้(?:ไหม|มั้ย|หรือไม่|หรือเปล่า|ป่าว|ป่ะ|บ้าง)|"
    r"ไหม|มั้ย|\?|เดือนนี้|รอบนี้|ช่วงนี้|ตอนนี้|อยู่(?=\s|ครับ|ค่ะ|คะ|นะ|$)|พอแล้ว|ได้แล้ว|ให้(?=\s|หน่อย|ด้วย|ที|$)"
)
"""What goes with any request, one at a time."""
_DAYS = (
    rf"(?:{re.sub(r'[(][?]P<[a-z]+>', '(?:', DAY.pattern)})|\d{{1,2}}\s?(?=-|–|ถึง)|"
    r"(?:วันนี้|พรุ่งนี้|มะรืน|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|(?:สัปดาห์|อาทิตย์|เดือน)หน้า|สิ้นเดือน(?:นี้)?)|"
    r"(?:อีก|เพิ่ม|สัก|ประมาณ|ออกไป)?\s?(?:\d{1,3}|สอง|สาม|สี่|ห้า|หก|เจ็ด|สิบ|หนึ่ง|ครึ่ง)\s?(?:วัน|สัปดาห์|อาทิตย์|เดือน)(?:หนึ่ง)?|"
    r"เช้า|บ่าย|ทั้งวัน|(?:ตั้งแต่|ถึง|จนถึง|จาก|ระหว่าง|ภายใน|วันที่|วัน)\s?"
)
_OF = r"(?:ของ)?(?:มาตรการ|ข้อ)(?:ที่)?\s?(?:\d[\d.]*|นี้)|(?<![\d.])\d{1,2}\.\d{1,2}(?:\.\d)?(?![\d])"
_WHY = (
    r"(?:เพราะ|เนื่องจาก|เนื่องด้วย|เหตุผล|สาเหตุ|ด้วยเหตุ|ไป(?=ต่างจังหวัด|ต่างประเทศ|ธุระ|งาน)|(?<=\s)(?:รอ|ติด)(?=[ก-๙]))"
    r".*+"
)
"""A reason, to the end of the message."""
_ASKS_FOR = r"(?:(?:ขอ|อยาก|ขออนุญาต|รบกวน|สามารถ|ช่วย|จะขอ|ต้องการ)\s?)++"
_I = r"(?:(?:ผม|หนู|ดิฉัน|เรา|พี่|ตัวเอง|ข้าพเจ้า)\s?)"
_PLACE = r"(?:\s?[ก-๙.]{2,40})?"
_CORES: dict[Kind, str] = {
    Kind.STOP: (
        r"(?:ขอ)?(?:หยุด|ปิด|เลิก|งด|ไม่ต้อง|อย่า|ยกเลิก|ไม่อยากรับ|ไม่ขอรับ|ขอไม่รับ|ไม่ต้องการรับ|พอแล้ว)(?:การ|ส่ง|รับ|มา|ระบบ|\s)*+"
        r"(?:ข้อความ(?:แจ้ง)?เตือน|ข้อความแจ้ง|แจ้งเตือน|เตือน|การแจ้งเตือน|noti(?:fication)?|โนติ)(?:มา|บ่อย|ซ้ำ|อีก|แล้ว(?=\s|$|ครับ|ค่ะ|นะ)|ทุกวัน|ชั่วคราว)*+"
    ),
    Kind.EXTENSION: (
        rf"{_ASKS_FOR}(?:ขยาย|เลื่อน|ผ่อนผัน|ยืด|ต่อ)(?:ระยะ|กำหนด|เวลา|วัน|การ|ส่ง(?:รายงาน)?|รายงาน|รอบ|ออกไป|ไป|ผล|(?=ได้(?:ไหม|มั้ย)|ก่อน|นะ)|\s)++"
        rf"|(?:ขยาย|เลื่อน|ผ่อนผัน|ยืด)(?:เวลา|กำหนด|วัน)(?:การ|ส่ง|รายงาน|ไป|ออกไป|\s)*+(?=ได้(?:ไหม|มั้ย|หรือไม่|หรือเปล่า)|\s*$)"
        r"|ขอ(?:ส่ง|รายงาน)(?:ช้า|ล่าช้า|หลัง|วันที่|พรุ่งนี้|สัปดาห์หน้า|อาทิตย์หน้า|เดือนหน้า|วันจันทร์)(?:กว่ากำหนด|หน่อย)?"
        r"|(?:ทำ|ส่ง|รายงาน)ไม่ทัน(?:แน่)?(?=\s|$|ครับ|ค่ะ|นะ)|ขอเวลา(?:อีก|เพิ่ม(?:เติม)?|ถึง|หน่อย|สัก)"
    ),
    Kind.MOVED: (
        rf"{_I}?(?:ได้|จะ|กำลังจะ|ถูก|มีคำสั่ง)*+(?:โอน)?ย้าย(?:หน่วยงาน|งาน|สังกัด|ที่ทำงาน|กลับ)?"
        rf"(?:ไป(?:อยู่|ทำงาน|ช่วยราชการ|สังกัด|ประจำ|รับตำแหน่ง|ปฏิบัติ(?:งาน|หน้าที่)|ที่(?=อื่น)|อำเภอ|จังหวัด|กอง|กรม|สำนัก|รพ|สภ|อบต|เทศบาล|โรงเรียน|ที่(?=จังหวัด|อำเภอ|กอง|กรม))"
        rf"{_PLACE}|ไป)?\s?(?:แล้ว|$)"
        rf"|{_I}?(?:จะ)?(?:เกษียณ|ลาออก)(?:อายุราชการ|ราชการ)?(?:แล้ว|ไปแล้ว)?"
        rf"|{_I}?ไม่ได้(?:รับผิดชอบ|ดูแล|ทำ)(?:งาน|เรื่อง|มาตรการ|ตรง|ส่วน|นี้|\s)*+แล้ว"
        r"|(?:ตอนนี้)?มีคนใหม่(?:มา)?(?:แทน|ทำแทน|รับผิดชอบ)?แล้ว|เปลี่ยน(?:คน|ผู้)(?:รับผิดชอบ|ประสาน|รายงาน)(?:แล้ว)?"
    ),
    Kind.LEAVE: (
        rf"{_I}?(?:ขอ|จะ|ขออนุญาต|อยู่(?:ช่วง|ระหว่าง)|กำลัง|ต้อง)*+(?:ลา(?:พักร้อน|พักผ่อน|ป่วย|กิจ|คลอด|บวช|ศึกษาต่อ|หยุด|ยาว|งาน)(?:บุตร)?"
        r"|(?<=ขอ)ลา(?=\s|$|\d|ตั้งแต่|วัน|ถึง|ครับ|ค่ะ)|ลา(?=\s?\d|ครับ|ค่ะ|ตั้งแต่|วันที่)"
        r"|ไม่อยู่(?:ที่ทำงาน|สำนักงาน|ที่สำนักงาน)?|(?:ไป|ติด)(?:ราชการ|อบรม|ประชุม)(?:ต่างจังหวัด|ต่างประเทศ|ที่กรุงเทพ|ที่\s?กทม\.?)?(?=\s?(?:\d|วันที่|ตั้งแต่|ถึง|ช่วง|พรุ่งนี้)|\s*$|ครับ|ค่ะ))"
    ),
    Kind.CONTACT: (
        r"(?:ต้อง|จะ|อยาก|ขอ|ให้|สามารถ|ควร|ถ้าสงสัย|\s)*+(?:ติดต่อ|โทรหา|โทร|คุยกับ|ประสาน|สอบถาม|ถาม)(?:กับ|ไป|ได้|ที่|งาน|ฝ่าย|เจ้าหน้าที่|เลขา(?:นุการ)?|แอดมิน|\s)*+"
        r"(?:ใคร|ที่ไหน|ไหน|ยังไง|อย่างไร|เบอร์(?:ไหน|อะไร|ใด)|ช่องทางไหน)(?:ได้)?(?:บ้าง)?"
        r"|(?:ขอ|อยากได้|อยากทราบ|ทราบ|ไม่ทราบ|มี(?=[ก-๙]{4,24}(?:ไหม|มั้ย|หรือ)))\s?(?:เบอร์(?:โทรศัพท์|โทร|ติดต่อ)?|หมายเลขโทรศัพท์|ช่องทางติดต่อ|ไลน์|อีเมล)(?:ของ|ฝ่าย|เลขานุการ|เลขาฯ|เลขา|แอดมิน|เจ้าหน้าที่|ผู้ประสานงาน|ผู้ดูแล|ระบบ|จังหวัด|\s)*+"
        r"|เบอร์(?:โทรศัพท์|โทร|ติดต่อ)?(?:ของ|ฝ่าย|เลขานุการ|เลขาฯ|เลขา|แอดมิน|ผู้ประสานงาน|\s)*+(?:อะไร|\s*$|(?=ครับ|ค่ะ|คะ|หน่อย))"
        r"|ใคร(?:เป็น)?(?:ผู้)?(?:ดูแล|ประสาน(?:งาน)?|รับผิดชอบ)(?:ระบบ|เรื่อง|บอท|โครงการ|นี้|\s)*+|ผู้(?:ประสานงาน|ดูแล)(?:ระบบ)?(?:คือ|เป็น)?ใคร"
        r"|(?:ขอ|อยาก)?คุยกับ(?:คน|เจ้าหน้าที่|แอดมิน|เลขา(?:นุการ)?|ฝ่ายเลขา(?:นุการ)?)(?:จริงๆ)?"
    ),
    Kind.COMPLAINT: (
        r"(?:บอท|บอต|แอป|แชต|แชท|ไลน์|ปุ่ม|เมนู|ระบบ(?:นี้)?|ฟอร์ม(?:นี้)?|แบบฟอร์มนี้)(?:มัน|นี้|ก็|ใช้|กด)*+(?:ช้า|ล่ม|ค้าง|งง|ยาก|ไม่ดี|แย่|ไม่ทำงาน|ไม่ขึ้น|ไม่ตอบ|พัง|เสีย|ไม่ได้)(?:มาก|จัง|ๆ)*+"
        r"|(?:กด|แนบ|อัปโหลด|อัพโหลด|โหลด|ส่ง(?=รูป|ไฟล์|ภาพ))(?:รูป|ไฟล์|ภาพ|ปุ่ม|ส่ง|\s)*+ไม่(?:ได้|ไป|ขึ้น|ติด)|(?:รูป|ไฟล์|ภาพ)(?:ส่ง)?ไม่(?:ขึ้น|ไป|ผ่าน)"
        r"|งง(?:มาก|จัง|ไปหมด|เลย)?|ไม่เข้าใจ(?:คำถาม|เลย|ระบบ|ข้อนี้)*+|(?:ใช้|ตอบ|กรอก)(?:งาน)?ยาก(?:มาก|จัง)?|(?:น่า)?(?:เบื่อ|รำคาญ)(?:มาก|จัง|ๆ)*+|ยุ่งยาก(?:มาก|จัง)?|"
        r"(?:เตือน|แจ้ง|ทัก)(?:มา)?(?:บ่อย|ถี่|ทุกวัน)(?:มาก|จัง|เกินไป|เลย)*+"
    ),
}
_WHOLE = {
    kind: re.compile(
        rf"(?:{_WRAP}|{_DAYS})*+(?P<core>{core})(?:{core}|{_DAYS}|{_WRAP}|{_OF})*+(?:{_WHY})?",
        re.IGNORECASE,
    )
    for kind, core in _CORES.items()
}
_LONGEST = 160
_TELLING = 12
_SHORT = 60
"""Letters of a message that may be a request though it is worded in another way."""
_DID = re.compile(
    r"เรียบร้อย|เสร็จ|(?<!ย้าย)(?<!ออก)(?<!เกษียณ)(?<!แทน)(?<!ส่ง)แล้ว(?!ต้อง|จะ|ถ้า|ยัง|หรือ)|ผู้เข้าร่วม|จัดประชุม|จัดอบรม|ชี้แจง|เผยแพร่|ลงนาม|ได้(?:จัด|ดำเนิน|ประชุม|รับอนุมัติ|แจ้ง|ทำ)|"
    r"อยู่ระหว่าง|กำลัง(?!จะ)|อนุมัติ|ผู้รับผิดชอบ|เจ้าหน้าที่(?=ลา|ย้าย|ลาออก)|บุคลากร|ประชาชน|ผู้รับบริการ|คณะ|หารือ|สำรวจ|ทบทวน|พิจารณา"
)
"""What a report has, and a request to the bot has not."""
_MARKED = re.compile(
    r"(?:\?|ไหม|มั้ย|หรือยัง|รึยัง|หรือเปล่า|รึเปล่า|หรือไม่|ป่าว|ป่ะ|ปะ|เหรอ|หรอ|ยังไง|อย่างไร|เมื่อไหร่|เมื่อไร|เท่าไหร่|เท่าไร|ไหน|ใคร|อะไร|(?:ส่ง|ครบ|ได้|แล้ว)ยัง|ทำไม(?![่้๊๋])[ก-๙\s]{0,60}|"
    r"กี่\s?[ก-๙]{1,12})(?:ดี|บ้าง|ได้|อีก|กัน|แล้ว|เลย|ตรงนี้|ในนี้)*+(?:\s|ครับผม|ครับ|คับ|คะ|ค่ะ|ค่า|จ๊ะ|จ้า|นะ|น้า|เนี่ย|เอ่ย|พี่|น้อง|แอดมิน|[?!.~])*+$"
)
"""A question's own end."""
_ASKS_FIRST = re.compile(
    r"^(?:ขอ(?:เรียน)?(?:สอบ)?ถาม|สอบถาม(?!ความ|ข้อมูล|ผู้|ประชา)|อยาก(?:ทราบ|รู้|ถาม)|ไม่ทราบว่า|สงสัย(?:ว่า|ค่ะ|ครับ)|ถามหน่อย|ทำไม(?![่้๊๋]))"
)
_OPENS = re.compile(
    r"^(?:เมื่อ(?:ไหร่|ไร|ใด)|ใคร(?!ๆ)|ทำไม(?![่้๊๋])|เพราะอะไร|ที่ไหน|ตรงไหน|กี่\s?(?:โมง|วัน|รูป|ไฟล์|ข้อ)|ต้อง[ก-๙]{1,12}(?:อะไร|ใคร|ไหน))"
)
"""A short message that opens with what it asks."""
_WITHIN = re.compile(
    r"(?<!ไม่ทราบ)(?<!อยากทราบ)(?<!อยากรู้)(?<!ถาม)(?<!สงสัย)(?<!ตอบ)(?<!เขียน)(?<!พิมพ์)(?<!ใส่)(?<!กรอก)ว่า|เรื่อง|หัวข้อ|หลักสูตร|แบบสอบถาม|คู่มือ|อินโฟ|โครงการ|กิจกรรม|[“\"«]|สำรวจ|ประเมิน|พิจารณา|หารือ|ตรวจสอบ|ทบทวน|วิเคราะห์|ยังไม่|ประชุม|อบรม|ชี้แจง"
)
"""What makes of a question one that was asked in the work, and is told of."""
_NOISE = re.compile(
    r"(?:ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ|อื+ม*|อือ|เออ|เอ่อ|อ๋อ|อ้อ|โอ้|ฮะ|ฮ่า+|[5๕]{3,}\+?|ใช่|ไม่ใช่|แป๊บ(?:นึง|หนึ่ง)?|"
    r"รอ(?:แป๊บ|สักครู่|เดี๋ยว)?|สักครู่|เดี๋ยว(?:ก่อน)?|นะ|ๆ|[\s.~!^_+-])++",
    re.IGNORECASE,
)
"""Sounds, and that somebody needs a moment."""
_LATER = re.compile(
    r"(?:(?:เดี๋ยว|เด๋ว|ไว้|ค่อย|ขอ|ผม|หนู|พี่|จะ)\s?)++(?:ส่ง|พิมพ์|ตอบ|หา(?:ข้อมูล|รูป|เอกสาร)?|มา(?:ทำ|ตอบ|พิมพ์)?|ดู|คิด|"
    r"เช็ก|เช็ค|ถาม(?:หัวหน้า|พี่|ก่อน)?|ทำ|ก่อน)(?:ให้|ต่อ|ก่อน|อีกที|ทีหลัง|ที|พรุ่งนี้|แป๊บ|นะ|น้า|ครับ|ค่ะ|คะ|จ้า|\s)*+"
    r"|(?:ยัง)?ไม่รู้(?:จะ(?:ตอบ|พิมพ์|เขียน)(?:อะไร|ยังไง|อย่างไร)?|เลย|สิ|\s|ครับ|ค่ะ)*+"
)
"""What somebody will do about the question, and not yet."""
_SPOKEN_ON = re.compile(r"(?:ครับ|คับ|ค่ะ|พี่|น้อง|แอดมิน|ไหม|มั้ย|หรือยัง|รึยัง|หรือเปล่า|ป่าว)[\s?!.~]*$")
_ASKED_FOR = (Kind.EXTENSION, Kind.MOVED, Kind.CONTACT, Kind.STOP, Kind.LEAVE)
_SPOKEN = re.compile(r"(?:คะ|\?)\s*$")
_COURTESY = re.compile(r"^(?:ขอบ|รับทราบ|ทราบ|โอเค|โอเช|ok|thx|thank|แต|ตกลง)", re.IGNORECASE)
_STATES_ITSELF = ("obstacle",)
"""Questions to which an absence, a move or what does not work is an answer."""
_OF_PERSONS = (Kind.LEAVE, Kind.MOVED, Kind.COMPLAINT)


def measure_number(text: str) -> str | None:
    """Return the number of a measure that is all somebody typed; None for other words. A number
    without a dot is one only after a word for it.
    """
    found = _NUMBER.fullmatch(to_arabic_digits(clean(text)))
    return found["code"] if found and _LED.search(found[0]) else None


def tells_more(text: str, today: date) -> bool:
    """Tell whether words say something of the work, though nothing is asked; not a status alone."""
    said = to_arabic_digits(clean(" ".join(text.split())))
    if len(said) < _TELLING or said_progress(said) is not None:
        return False
    return read_facts(said, today).any or len(content_words(said)) > 1


def begins_with_measure(text: str) -> bool:
    """Tell whether words begin with a measure's number, as a report of it does."""
    return bool(_BEGINS.match(to_arabic_digits(clean(text))))


def aside_in(text: str, question: str | None, today: date) -> Aside | None:
    """Return what words are that are no answer to a form's question (its key; None at the last
    look), ``today`` a Bangkok day; None for an answer.
    """
    said = to_arabic_digits(clean(" ".join(text.split())))
    if (_NOISE.fullmatch(said) and re.search(r"\w", said)) or _LATER.fullmatch(said):
        return Aside(Kind.OTHER)
    kind = kind_of(said)
    if len(said) > _LONGEST:
        return None
    if kind in (Kind.GREETING, Kind.THANKS):
        is_courtesy = kind is Kind.GREETING or _COURTESY.match(said)
        return Aside(kind) if is_courtesy or question in (None, "progress") else None
    tells = question in _STATES_ITSELF
    for core, whole in _WHOLE.items():
        if whole.fullmatch(said):
            if tells and core is Kind.EXTENSION and "ขอ" not in said:
                return None
            return Aside(core, sure=not (tells and core in _OF_PERSONS))
    facts = read_facts(said, today)
    if kind is None or facts.letters or any(day <= today for day in facts.days):
        return None
    if asks(said):
        return _question(said, kind, sure=not tells)
    names = kind is Kind.EXTENSION and re.search(_OF, said)
    may_be = len(said) <= _SHORT and not tells and kind in _ASKED_FOR
    may_be = may_be and not _DID.search(said) and bool(names or re.match(_I, said))
    return Aside(kind, sure=False) if may_be else None


def _question(said: str, kind: Kind, *, sure: bool = True) -> Aside | None:
    """Whether words that ask something ask it of the bot: with a question's own end, and not what
    was discussed in the work.
    """
    kind = kind if kind in (Kind.SENT_YET, Kind.CONTACT, Kind.EXTENSION) else Kind.QUESTION
    marked, first = _MARKED.search(said), _ASKS_FIRST.match(said)
    marked = marked or (_OPENS.match(said) if len(said) <= _SHORT else None)
    within = _WITHIN.search(said, 0, marked.start() if marked and marked.start() else len(said))
    spoken = _SPOKEN.search(said)
    if _DID.search(said):
        is_asked = first or spoken or (marked and _SPOKEN_ON.search(said))
        beside = len(content_words(told(said))) > 0
        return Aside(kind, sure=not beside) if is_asked and not within else None
    if (first and (sure or spoken)) or (not within and (marked or spoken)):
        return Aside(kind)
    return Aside(kind, sure=False) if spoken else None


_ASKED_FROM = {"progress": 0.6, "summary": 0.6, "outcome": 0.9, "obstacle": 0.95}
"""How likely words are no answer to a question from which on they are asked about: what stands in
the way of the work is told much as a complaint is.
"""
_LETTERS = re.compile(r"[^\W\d_][^\W\d_]")
"""Two letters: a number or a sign has an answer of its own."""


def may_be_none(text: str, question: str | None, measure: DueMeasure, today: date) -> bool:
    """Tell whether words at a question (its key) of a measure's form may be no answer to it;
    ``today`` is a Bangkok day. What would be read as a report of the measure outside is one inside.
    """
    least = _ASKED_FROM.get(question or "")
    if least is None or not _LETTERS.search(text) or doubt(text, measure, today) < least:
        return False
    return read(text, (measure,), today).kind is not Kind.REPORT


def doubt(text: str, measure: DueMeasure, today: date) -> float:
    """Return how likely words are no answer in the form of a measure, 0 to 1."""
    known, bias = weights()
    found = known.keys() & pieces_of(shape_inside(text, measure, today))
    length = sqrt(sum(known[piece][0] for piece in found) or 1.0)
    total = sum(known[piece][1] for piece in found)
    return 1 / (1 + exp(-(bias + total / length)))


def shape_inside(text: str, measure: DueMeasure, today: date) -> str:
    """Return the shape of words in the form of a measure (see ``weighing``): one line."""
    said = to_arabic_digits(clean(" ".join(text.split())))
    return shape_of(said, read_facts(said, today), (), (measure,))


Weights = tuple[dict[str, tuple[float, float]], float]
"""Each piece with the square of its worth and its weight; and what speaks for no answer before
anything is said.
"""


@cache
def weights() -> Weights:
    """Return the weights, read once."""
    path = Path(__file__).with_name("inside_weights.txt")
    return weights_in(path.read_text(encoding="utf-8").splitlines())


def weights_in(lines: Sequence[str]) -> Weights:
    """Return what lines say as ``tests/messages/said/training_inside.py`` writes them."""
    bias, *rows = [line for line in lines if not line.startswith("#")]
    found = {}
    for row in rows:
        piece, square, weight = row.split(" ")
        found[piece] = (int(square) / SCALE, int(weight) / SCALE)
    return found, int(bias) / SCALE
