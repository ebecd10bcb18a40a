"""Words of Thai sentences, and how much of a measure's own words a message says.

Words are told apart by ICU's dictionary (icu4py): 16 MB of memory and 0.04 s at its first use,
against 90 MB and 1.9 s for newmm (PyThaiNLP 5.4).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

from icu4py.breakers import WordBreaker

from messages.said.language.field import MATTER, matters_in
from thai.cleaning import clean

_STOP_TEXT = """
มาตรการ การ ความ และ ใน ที่ ของ ให้ กับ เพื่อ ต่อ ผ่าน เป็น มี ได้ จาก โดย แก่ ซึ่ง ตาม
ทั้ง ทุก หรือ จะ ว่า นี้ นั้น แล้ว ครับ ค่ะ คะ นะ ไป มา อยู่ ยัง ไม่ ขอ ส่ง งาน ราชการ
หน่วย ภาครัฐ ภาค รัฐ เสริม สร้าง ระดับ ด้าน เรื่อง ผล ดำเนิน ดำเนินการ รายงาน จัด ทำ
จัดทำ เสร็จ เรียบร้อย วัน วันที่ เดือน เมื่อ คน จำนวน ประจำ แผน ปี พัฒนา เพิ่ม ปรับปรุง
กระบวนการ ระบบ หน่วยงาน ข้อ ด้วย แบบ ขึ้น คืบ หน้า คืบหน้า ร้อย ละ ร้อยละ
"""
_STOP = frozenset(_STOP_TEXT.split())
_FAINT_TEXT = """
ออนไลน์ ข้อมูล สถาน
ใช้ ผู้ มาก บน รับ รู้ ส่วน เสีย ตอน ขั้น จริง เวลา บอก อย่าง หนึ่ง นึ่ง น้อย น้อยห เปิด
ถาม ซัก เลือก เก็บ เห็น รูป ทาง ประมาณ จังหวัด ภายใน ปฏิบัติ แจ้ง ทราบ จัดการ ก็ เลย กัน
เอา แค่ เพิ่ง ไม่มี ปิด หมด ทั้งหมด ตน เอง แทน ดู ใหม่ ครบ อีก ก่อน หลัง เสนอ สรุป ตั้ง ลง เข้า ร่วม ว่า ออก
เรียบ รวบรวม ทราบผล ราย ชื่อ สอง สาม ตอบ จุด เดือนละ ประกาศ ติดตาม แก้ไข ติด ตัว เขต เดิม
"""
_FAINT = frozenset(_FAINT_TEXT.split())
"""Words of a plan that people say of anything: they tell no measure."""
_DEEDS_TEXT = "ลงนาม เซ็น ประชุม อบรม กิจกรรม ชี้แจง ตรวจ ทบทวน ปรับ อธิบาย ประชาสัมพันธ์ ข้าราชการ บริหาร"
TELL_NOTHING = _FAINT | frozenset(_DEEDS_TEXT.split())
"""Those, and words of any office's day, which alone tell no measure from another matter."""
_WEAK_TEXT = "ประชาชน บุคลากร เจ้าหน้าที่ ผู้บริหาร อำเภอ เทศบาล โรงเรียน งบ ประมาณ"
_WEAK = frozenset(_WEAK_TEXT.split()) | TELL_NOTHING
"""Words that tell less than others; those of everybody's day, and who is everywhere."""
_SHORT = {
    "จนท": "เจ้าหน้าที่",
    "ปชช": "ประชาชน",
    "คกก": "คณะกรรมการ",
    "สนง": "สำนักงาน",
    "ปชส": "ประชาสัมพันธ์",
    "ขรก": "ข้าราชการ",
    "จริยะ": "จริยธรรม",
    "อีเซอร์วิส": "E-Service",
    "eservice": "E-Service",
    "no gift": "ของขวัญ",
    "โนกิ๊ฟ": "ของขวัญ",
    "จัดซื้อ": "จัดซื้อจัดจ้าง",
    "เจ้าหน้าที่": "เจ้าหน้าที่",
    "ผญบ": "ผู้ใหญ่บ้าน",
    "นอภ": "นายอำเภอ",
}
_ABBREVIATION = re.compile("|".join(map(re.escape, sorted(_SHORT, key=len, reverse=True))), re.I)


_HALF = re.compile("[\ud800-\udfff]")
"""Half a letter beyond the first 65,536, which ICU does not take."""
_SALUTATION = re.compile(r"(?:^|(?<=\s))(?:กราบ|ขอ)?เรียน(?=\s|ท่าน|ฝ่าย|ผู้|เลขา|คุณ|พี่|หัวหน้า|แจ้ง|มา)")


@lru_cache(maxsize=1024)
def content_words(text: str) -> tuple[str, ...]:
    """Return the words of a cleaned text that carry meaning, in order; abbreviations of offices in
    full.
    """
    return tuple(word for word in _words(text) if word not in _STOP)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    full = _SALUTATION.sub(" ", _HALF.sub("", text))
    full = _ABBREVIATION.sub(lambda match: f" {_SHORT[match[0].lower()]} ", full)
    words = (str(part).strip(" .,:;()\"'-/+").lower() for part in WordBreaker(full, "th"))
    return tuple(word for word in words if len(word) > 1 and not word.isdigit())


_PARTICLES_TEXT = """
ครับ ค่ะ คะ นะ ไป มา อยู่ ยัง ไม่ แล้ว ก็ เลย ได้ การ ความ ของ ที่ และ กับ ใน ให้ ผล เดือน
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
"""Words between others that make no pair."""
_LESS, _OF_MATTER, _OF_PAIR = 0.6, 0.8, 0.7
"""How much a weak word counts of another, a matter of the field, and two words said together."""


@lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[str]:
    """Return the words that a cleaned text says one after another, where one of them tells nothing
    by itself: "แจ้งแผน" tells a measure, "แจ้ง" and "แผน" may be of any.
    """
    said = [word for word in _words(text) if word not in _PARTICLES]
    faint = _STOP | _FAINT
    return frozenset(
        f"{first}+{second}"
        for first, second in pairwise(said)
        if not faint.isdisjoint((first, second))
    )


_IN_FULL = {"เว็บ": "เว็บไซต์"}
"""Words that stand for longer ones of a plan where a text begins with them: what is spoken of, and
not where something was put.
"""


@lru_cache(maxsize=512)
def said_in(text: str) -> frozenset[str]:
    """Return the words that a cleaned text says, the pairs of them, and the matters it is about."""
    words = content_words(text)
    first = {full for word in words[:1] if (full := _IN_FULL.get(word))}
    return frozenset(words) | first | matters_in(text) | _pairs(text)


def tells_apart(sign: str) -> bool:
    """Whether one of the signs of ``said_in`` may tell a measure without another beside it."""
    return sign not in TELL_NOTHING


@lru_cache(maxsize=64)
def weighed(documents: tuple[str, ...]) -> tuple[Mapping[str, float], ...]:
    """Return what is said in each document with what it counts: more where fewer documents share
    it.
    """
    bags = [said_in(clean(document)) - _FAINT for document in documents]
    shared = Counter(sign for bag in bags for sign in bag)
    return tuple(
        {sign: log(1 + len(bags) / shared[sign]) * _worth(sign) for sign in bag} for bag in bags
    )


def _worth(sign: str) -> float:
    if sign[0] == MATTER:
        return _OF_MATTER
    if "+" in sign:
        return _OF_PAIR
    return _LESS if sign in _WEAK else 1.0


def ranked(said: Iterable[str], weights: Sequence[Mapping[str, float]]) -> list[float]:
    """Return how much of each document (see ``weighed``) words say (see ``said_in``)."""
    return [sum(own[sign] for sign in said if sign in own) for own in weights]
