"""Words as they were meant: slips of the keyboard, speech of the regions, letters drawn out, and
numbers written in words.

What is mended here is right only one way; a report so gets the spelling of the office.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from thai.dates import SHORT_MONTHS

_MARKS = "่้๊๋็์"
_WORDS_OF_MARKS_TEXT = """
เสร็จ เรียบร้อย กำลัง ดำเนินการ มาตรการ ประชุม คืบหน้า เปอร์เซ็นต์ ระหว่าง จัดซื้อ
ร้องเรียน หนังสือ เจ้าหน้าที่ ห้องประชุม แล้ว
"""
_WORDS_OF_MARKS = _WORDS_OF_MARKS_TEXT.split()
"""Words that stay what they are with a tone mark lost, doubled or put on another letter."""
_SLIPS = {
    "แร้ว": "แล้ว",
    "เส็จ": "เสร็จ",
    "เสจ": "เสร็จ",
    "เส็ด": "เสร็จ",
    "เสร็ด": "เสร็จ",
    "เส้ด": "เสร็จ",
    "เสดแล้ว": "เสร็จแล้ว",
    "เสร็จละ": "เสร็จแล้ว",
    "เรียบร้อยละ": "เรียบร้อยแล้ว",
    "สำเหร็จ": "สำเร็จ",
    "เรียบร้อน": "เรียบร้อย",
    "เรียบล้อย": "เรียบร้อย",
    "กะลัง": "กำลัง",
    "กำลัว": "กำลัง",
    "อยุ่": "อยู่",
    "ดำเนิการ": "ดำเนินการ",
    "ดำเนินกาน": "ดำเนินการ",
    "ดำเนิน การ": "ดำเนินการ",
    "ดำเนืนการ": "ดำเนินการ",
    "ดำเนิรการ": "ดำเนินการ",
    "มาตราการ": "มาตรการ",
    "มาตการ": "มาตรการ",
    "มาตรกาน": "มาตรการ",
    "คืบน่า": "คืบหน้า",
    "คืบหนัา": "คืบหน้า",
    "กิจกัม": "กิจกรรม",
    "กิจกรม": "กิจกรรม",
    "ทรัพสิน": "ทรัพย์สิน",
    "ตรวด": "ตรวจ",
    "ปรเมิน": "ประเมิน",
    "ประเมิณ": "ประเมิน",
    "เกณ์": "เกณฑ์",
    "พิพิทธภัน": "พิพิธภัณฑ์",
    "พิพิธพัน": "พิพิธภัณฑ์",
    "ประชุ่ม": "ประชุม",
    "ปะชุม": "ประชุม",
    "ปชุม": "ประชุม",
    "อบรบ": "อบรม",
    "เข้ารวม": "เข้าร่วม",
    "ยังไม่ไดั": "ยังไม่ได้",
    "ยังไม่ได่": "ยังไม่ได้",
    "ยังไม่ดั้": "ยังไม่ได้",
    "ยังมิได้": "ยังไม่ได้",
    "ไม่มีไร": "ไม่มีอะไร",
    "ไม่มีรัย": "ไม่มีอะไร",
    "อะไร่": "อะไร",
    "มั๊ย": "มั้ย",
    "ไม๊": "ไหม",
    "ทีศาลา": "ที่ศาลา",
    "ทีห้อง": "ที่ห้อง",
    "ทีวัด": "ที่วัด",
    "ทีโรง": "ที่โรง",
    "จั่งใด๋": "อย่างไร",
    "จังใด๋": "อย่างไร",
    "จั๋งได": "อย่างไร",
    "ทำพรือ": "ทำอย่างไร",
    "เป็นหยัง": "ทำไม",
    "บ่มีหยัง": "ไม่มีอะไร",
    "หยัง": "อะไร",
    "คือเก่า": "เหมือนเดิม",
    "เหมือนเก่า": "เหมือนเดิม",
    "คือเดิม": "เหมือนเดิม",
    "พันพรือ": "อย่างไร",
    "เฮ็ด": "ทำ",
    "เยียะ": "ทำ",
    "ยังบ่": "ยังไม่",
    "บ่ทัน": "ยังไม่",
    "บ่ได้": "ไม่ได้",
    "บ่มี": "ไม่มี",
    "บ่แล้ว": "ไม่แล้ว",
    "บ่เสร็จ": "ไม่เสร็จ",
    "ยังม่าย": "ยังไม่",
    "ยังหม้าย": "ยังไม่",
    "ไหรเลย": "อะไรเลย",
    "มื้ออื่น": "พรุ่งนี้",
    "มื้อวาน": "เมื่อวาน",
    "วันพูก": "พรุ่งนี้",
    "ตะวา": "เมื่อวาน",
    "เมื่อวานซืนนี้": "เมื่อวานซืน",
}
"""Slips that are no words of their own, and words of the north, the north-east and the south."""
_BETWEEN = f"[{_MARKS}]*"
_LOOSE = re.compile(
    "|".join(
        f"({_BETWEEN.join(re.sub(f'[{_MARKS}]', '', word))}{_BETWEEN})" for word in _WORDS_OF_MARKS
    )
)
"""Each word in a group of its own, in their order."""


def _by_first_letter(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first, that looks at each first letter once."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word)))
    return "|".join(
        f"{first}(?:{'|'.join(re.escape(word[1:]) for word in group)})"
        for first, group in groupby(ordered, key=lambda word: word[0])
    )


_SLIP = re.compile(_by_first_letter(_SLIPS))
_MARK_LATE = re.compile("(?<=[ก-ฮ])([เ-ไ])([่-๋])")
"""A tone mark typed after the vowel that begins the next syllable: "ไดเ้ริ่ม"."""
_DRAWN_OUT = re.compile("([ก-ฬฮะาิ-ูๆ])\\1{2,}|(อ)\\2{3,}")  # "ขอออนไลน์" is no slip
_DIALECT_ASKS = re.compile(r"บ่(?=\s*(?:ครับ|ค่ะ|คะ|น้อ|$))|ก่อ(?=\s*(?:ครับ|ค่ะ|คะ|เจ้า|$))")
_ENGLISH_MONTHS = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_ENGLISH = {
    "not (?:yet )?started": "ยังไม่เริ่ม",
    "no (?:new )?(?:updates?|progress)": "ไม่มีอะไรเพิ่ม",
    "(?:in|on) (?:progress|process)": "กำลังดำเนินการ",
    "done|completed?|finish(?:ed)?": "เสร็จ",
    "up-?dated?": "อัปเดต",
    "progress": "คืบหน้า",
    "started|start": "เริ่ม",
    "still": "ยัง",
}
"""English words of offices; what is part of an address stays."""
_IN_ENGLISH = re.compile("[A-Za-z#]")
_ENGLISH_WORD = re.compile(
    r"(?:(?<=ไม่มี) |(?<=ไม่) |(?<=ได้) )?(?<![\w/.\-?=&#@])"
    rf"(?:{'|'.join(f'({english})' for english in _ENGLISH)})"
    r"(?![\w/\-=@]|\.\w)(?: (?=แล้ว|เลย|อยู่|เพิ่ม|ค่ะ|ครับ|จ้า|นะ))?",
    re.I | re.A,
)
_THAI_OF_ENGLISH = tuple(_ENGLISH.values())
_ENGLISH_ITEM = re.compile(r"(?<![\w/&#])(?:no\.|item |#) ?(?=\d)", re.I | re.A)
_ENGLISH_MONTH = re.compile(
    rf"(?P<address>(?:https?://|www\.)\S+)|(?<=\d)\s?(?P<month>{'|'.join(_ENGLISH_MONTHS)})[a-z]*\.?\s?(?=\d|$)",
    re.I,
)
_PARTICLES = (
    # what one asks oneself before the name comes to mind
    (re.compile(r"(?:รร\.|โรงแรม|ที่|ห้อง|ชื่อ)(?:อะไร|ไหน)นะ (?=โรงแรม|ห้อง|ศาลา|วัด|รร)"), ""),
    (re.compile("ครุ[พภ]ั[นณ](?:[ฑท]์?|์)?(?![ก-ฮ]์)"), "ครุภัณฑ์"),
    (re.compile("พฤศจิ(?!ก)"), "พฤศจิกายน"),
    (re.compile(r"(ครับ|คับ|ค้าบ|ค่ะ|คะ|ค่า|จ้า|นะ) 5{2,}\+*(?=\s|$)"), r"\1"),
    (
        re.compile(
            r"(ลง|เปิด|ทำ|จัด|ส่ง|ติด|แจก|อัพ|อัป|ครบ|จบ|เวียน|ประกาศ|ชี้แจง|อบรม)ละ(?=\s|$|ครับ|คับ|ค่ะ|นะ|จ้า)"
        ),
        r"\1แล้ว",
    ),
    (re.compile("เว(?:้[บป]|็ป)"), "เว็บ"),
    (re.compile("เว็?[บป]ไซ(?:[ตด]์)?(?![ก-ฮ]์)"), "เว็บไซต์"),
    (re.compile(r"(?<=[ก-๙])(?:คร้าบ|ค้าบ|คับ|งับ|ฮับ|ครัช|คัฟ|ค้าฟ)(?=ผม|พี่|\W|$)"), "ครับ"),
    (re.compile(r"(?<=[้่วะยนงดบ])(?:ค่าา*|ค้าา*|ข่ะ|ค่ะะ|คร่ะ|คร่า)(?=\s|[^\w่-๎]|$)"), "ค่ะ"),
)

_DIGITS = {
    "หนึ่ง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
_TENS = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10000}
_WORD = (
    r"(?:หนึ่ง|เอ็ด|สอง|ยี่|สาม(?!ารถ|ัคคี)|สี่|ห้า(?!ม|ง|ว)|หก(?!ล้ม)|เจ็ด|แปด|เก้า(?!อี้)|"
    r"สิบ|ร้อย(?!ละ)|พัน(?!ธ|เอก|ตรี|โท)|หมื่น)"
)
_NUMBER_WORD = re.compile("|".join([*_DIGITS, *_TENS]))
_RUN = rf"{_WORD}{{1,12}}+"
_MONTH = r"(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
_COUNTED = (
    r"(?:คน|ท่าน|ราย(?!งาน|การ)|เปอร์เซ็นต์|เปอร์เซนต์|%|ครั้ง|ข้อ|มาตรการ|รายการ|แห่ง|ชิ้น|เรื่อง|"
    r"หน่วย|กลุ่ม|กอง)"
)
_LEADS_TO_TEXT = """
ข้อ ที่ กับ และ การ ว่า ถึง งาน ถ้า ส่วน แต่ แล้ว ก็ คือ เรื่อง ครับ ค่ะ คะ นะ ผล
"""
_LEADS_TO = "|".join(f"(?<={word})" for word in _LEADS_TO_TEXT.split())
"""Words that a measure's number in words is written on to."""
_IN_WORDS = re.compile(
    rf"(?P<dotted>(?:(?<![ก-ฮะ-์])|{_LEADS_TO}){_RUN}\s?จุด\s?{_RUN})"
    rf"|(?:(?<=ข้อ)|(?<=ข้อที่)|(?<=มาตรการ)|(?<=มาตรการที่)|(?<=ร้อยละ)|(?<=วันที่)|(?<=ข้อ )|"
    rf"(?<=มาตรการ )|(?<=ร้อยละ )|(?<=วันที่ ))(?P<led>{_RUN})"
    rf"|(?P<first>^{_RUN})(?=\s?(?:(?:นะ)?(?:ค่ะ|คะ|ครับ)\s)?(?:เสร็จ|กำลัง|ยังไม่))"
    rf"|(?P<counted>{_RUN})(?=\s?(?:{_COUNTED}|{_MONTH}))"
    rf"|(?P<year>สองพันห้าร้อย{_RUN})"
)


def as_meant(text: str) -> str:
    """Return a cleaned text with its slips mended and its numbers in digits."""
    text = _DRAWN_OUT.sub(r"\1\2", text)
    text = _LOOSE.sub(lambda match: _WORDS_OF_MARKS[(match.lastindex or 1) - 1], text)
    text = _SLIP.sub(lambda match: _SLIPS[match[0]], text)
    text = _DIALECT_ASKS.sub("ไหม", text)
    text = _MARK_LATE.sub(r"\2\1", text)
    if _IN_ENGLISH.search(text):
        text = _in_thai(text)
    for pattern, particle in _PARTICLES:
        text = pattern.sub(particle, text)
    return _IN_WORDS.sub(_in_digits, text) if _NUMBER_WORD.search(text) else text


def _in_thai(text: str) -> str:
    """Return a text with English words and months of offices in Thai."""
    text = _ENGLISH_WORD.sub(lambda match: _THAI_OF_ENGLISH[(match.lastindex or 1) - 1], text)
    text = _ENGLISH_ITEM.sub("ข้อ ", text)
    return _ENGLISH_MONTH.sub(_month_in_thai, text)


def _month_in_thai(match: re.Match[str]) -> str:
    if match["address"]:
        return match[0]
    return f" {SHORT_MONTHS[_ENGLISH_MONTHS.index(match['month'].lower())]} "


def _in_digits(match: re.Match[str]) -> str:
    parts = re.split(r"\s?จุด\s?", match[0]) if match["dotted"] else [match[0]]
    number = ".".join(str(_value(part)) for part in parts)
    before = " " if match.string[match.start() - 1 : match.start()].strip() else ""
    after = " " if match.string[match.end() : match.end() + 1].strip() else ""
    return f"{before}{number}{after}"


def _value(words: str) -> int:
    """Return the number that a run of number words says: 69 for หกสิบเก้า."""
    total, waiting = 0, 0
    for word in re.findall("|".join([*_DIGITS, *_TENS]), words):
        if word in _DIGITS:
            waiting = waiting * 10 + _DIGITS[word] if waiting else _DIGITS[word]
            continue
        total, waiting = total + (waiting or 1) * _TENS[word], 0
    return total + waiting
