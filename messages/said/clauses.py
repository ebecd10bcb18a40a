"""Which parts of a message tell what was done: not what is asked, ordered, planned, supposed, or
said by somebody else.
"""

import re
from functools import lru_cache

from messages.said.asides import LATER, ORDERS, SAID_BY_OTHERS, SUPPOSED
from messages.said.kinds import asks, is_courtesy

_SOUND = r"(?:ครับผม|ครับ|ค่ะ|คะ|จ้า|จ้ะ|จ๊ะ|ค่า|นะ|ฮะ|เด้อ|เน้อ|เจ้า|แหละ)"
"""What ends a sentence as it is spoken."""
_LETTER = re.compile(r"[ก-๛A-Za-z0-9]")
_ENDS = re.compile(rf"{_SOUND}(?:พี่|น้อง|แอดมิน|ท่าน|ๆ)*[^ก-๛A-Za-z0-9]*$")
_OBJECT = re.compile(r"ที่(?!ประชุม|ผ่าน|เหลือ|ถูก|จริง)")
"""What goes on with the sentence before it: "ยินดีด้วยนะคะที่…"."""
_LEADS = re.compile(
    r"(?:และ|แล้วก็|แล้ว|แต่)?(?:ขอถาม|ขอสอบถาม|ขอเรียนถาม|(?<!แบบ)สอบถาม|ไม่ทราบว่า|อยากถาม|อยากทราบ|อยากรู้|"
    r"(?:รบกวน|ฝาก|ช่วย)(?:ช่วย)?(?:ตรวจ|เช็ก|เช็ค|ดู|บันทึก|รับ|ด้วย|พิจารณา|แจ้ง|แนะนำ)|หาก|ถ้า|"
    r"กรณี|สมมติ|ส่วนรูป|เดี๋ยว|จึงเรียน|จึงขอ|ขอบคุณ|ขอบพระคุณ|ขอโทษ|ขออภัย|โปรด|กรุณา|ค่อย|ไว้ค่อย)"
)
"""What begins a sentence of another kind than the one before it."""
_CLOSES = re.compile(
    r"จึงเรียนมา|(?:ขอโทษ|ขออภัย)(?:ค่ะ|ครับ|ด้วย|นะ|จริงๆ|\s)*$|ขอบคุณ|ขอบพระคุณ|ตอน(?!นี้|เช้า|บ่าย)|(?:ช่วง|ขณะ|ระหว่าง)ที่|(?:ขอ|จึง)(?:แจ้ง|เรียน)มาเพื่อ(?:โปรด)?ทราบ"
)
_ASKS_FIRST = re.compile(
    r"(?<!แบบ)สอบถาม(?!ร้าน|โรงงาน|ชาวบ้าน|เกษตรกร|ลูกค้า|นักเรียน|ผู้|ประชา)|ขอ(?:เรียน)?ถาม|อยากทราบ|อยากรู้|ไม่ทราบว่า|ถามหน่อย"
)
_TAG = re.compile(r"(?:ใช่|ถูก|จริง|แล้ว)?(?:หรือยัง|รึยัง|ไหม|มั้ย|หรือเปล่า|หรือไม่|ป่าว)")
"""A question that asks of the words just before it."""
_ASKS_ABOUT = re.compile(
    r"(?:แล้ว|และ|ว่าแต่)?(?:ต้อง|ใช้|แค่นี้|แบบนี้|อย่างนี้|เท่านี้|ขาด|พอ(?!ใจ)|ส่ง(?:รูป|ไฟล์|เอกสาร)|แนบ|"
    r"รูป|ไฟล์|หลักฐาน|โอเค|ได้(?:ไหม|มั้ย|หรือ)|มีอะไร|ควร|จะต้อง|รอบ(?:ต่อไป|หน้า)|เดือนหน้า|"
    r"ครั้งต่อไป|ครบ(?:แล้ว)?(?:ใช่|ไหม|หรือ|ยัง))"
)
"""How a question begins that comes after a report."""
_FIRM = re.compile(
    r"\d\s?(?:คน|ราย|ท่าน|%|เปอร์)|ร้อยละ|https?:|www\.|\d\s?/\s?\d|(?:เมื่อ|วันที่)\s?\d"
    r"|\d\s?(?:กำลัง|เสร็จ|ยังไม่)[^\n]*\s\d[\d.]*\s?(?:กำลัง|เสร็จ|ยังไม่)"
)
"""What a report has, and a question about one seldom has."""
_OF_THE_CHAT = re.compile(
    r"^(?:หนู|ผม|พี่|เรา|ดิฉัน|ตอนนี้|เพิ่ง|ได้)?(?:ลงทะเบียน|ลงชื่อ|สมัคร|เพิ่มเพื่อน|โอน(?:เงิน)?|ถ่ายรูป|แนบ|"
    r"กด|เข้าระบบ|เข้ากลุ่ม|ล็อกอิน|ได้รับ|โหลด|อัปเดตแอป|กรอก|ส่งให้|ส่งไป|ส่งแล้ว)(?![^\n]*(?:\d\.\d|ข้อ\s?\d|มาตรการ|\d\s?คน))"
)
"""What somebody did with the chat, the form or money."""
_THEN = re.compile(r"(?:เสร็จ|แล้ว)(?:ก็)?\Z")
_NOW = re.compile(
    r"(?<!ข้อ)(?<!มาตรการ)(?<!ที่)\s(?:แต่)?(?=ตอนนี้|ขณะนี้|ปัจจุบัน|ยังไม่|เดือนนี้|รอบนี้|อยู่ระหว่าง|กำลัง|ดำเนินการ(?:แล้ว)?เสร็จ|เสร็จ(?:แล้ว|เรียบร้อย|สิ้น)|"
    r"ส่วน|(?:(?:ข้อ|มาตรการ)(?:ที่)?\s?)?\d[\d.]*\s?(?:เสร็จ|กำลัง|ยัง|อยู่|ดำเนิน|ไม่|แล้ว|ทำ))|\n|(?<=ครับ)\s|(?<=ค่ะ)\s|(?<=นะคะ)\s"
)
_UNDER_WAY = re.compile(
    r"(?<=กำลัง)[^\n]{1,40}?ให้(?:แล้ว|ทัน)?เสร็จ|(?<=ระหว่าง)[^\n]{1,40}?ให้(?:แล้ว|ทัน)?เสร็จ"
)
"""What one does oneself "to have it done"."""
_QUOTED = re.compile(r"[\"“«][^\"“”»\n]{2,80}[\"”»]")
_SPOKEN_ON = re.compile(r"(?:ค่ะ|ครับ|นะคะ|จ้ะ)(?=[ก-ฮเ-ไ\d])(?!ผม|พี่|น้อง|ท่าน|นะ|แอด|ๆ|ค)")


def sentences(text: str) -> list[list[str]]:
    """Return the sentences of each line of a cleaned text, as they are spoken: parted after what
    one says at the end, and before words that begin another kind.
    """
    return [_parted(line) for line in text.split("\n")]


def _parted(line: str) -> list[str]:
    found: list[str] = []
    words: list[str] = []
    for word in _SPOKEN_ON.sub(lambda match: match[0] + " ", line).split():
        ended = bool(words) and bool(_ENDS.search(words[-1])) and bool(_LETTER.search(word))
        if words and ((ended and not _OBJECT.match(word)) or _LEADS.match(word)):
            found.append(" ".join(words))
            words = []
        words.append(word)
    return [*found, " ".join(words)] if words else found


def told(text: str) -> str:
    """Return what a cleaned text tells of its writer's own work, in its lines: without questions,
    orders, conditions, courtesies, and what others say.
    """
    lines: list[str] = []
    for line in sentences(_QUOTED.sub(" ", text)):
        kept: list[str] = []
        for sentence in line:
            supposed = SUPPOSED.search(sentence)
            words = sentence[: supposed.start()].strip() if supposed else sentence
            if asks(words):
                if _TAG.match(words):
                    kept = kept[:-1]
                before = _before_question(words)
                if not (before or kept or lines):
                    return ""  # what begins with a question is about it
                kept += [before] if before else []
                if _ASKS_FIRST.search(words):
                    break
            elif words and not _is_aside(words):
                kept.append(words)
        lines += [" ".join(kept)] if kept else []
    return "\n".join(lines)


def _is_aside(words: str) -> bool:
    """Whether a sentence is of others, or a courtesy."""
    return bool(
        ORDERS.search(_UNDER_WAY.sub(" ", words))
        or SAID_BY_OTHERS.search(words)
        or _OF_THE_CHAT.match(words)
        or _CLOSES.match(words)
        or is_courtesy(words)
    )


def _before_question(words: str) -> str:
    """Return the part of a sentence before the question it ends with, where it says something
    firm.
    """
    for space in re.finditer(r"\s", words):
        before, after = words[: space.start()], words[space.end() :]
        if _ASKS_ABOUT.match(after) and not asks(before) and _FIRM.search(before):
            return "" if _is_aside(before) else before
    return ""


@lru_cache(maxsize=32)  # a reading asks for the same words several times
def without_plans(text: str) -> str:
    """Return a text of the same length with spaces for what is only planned or expected."""
    letters = list(text)
    stop = 0
    for later in LATER.finditer(text):
        if later.end() <= stop:
            continue  # in what is a plan already
        now = _NOW.search(text, later.end())
        start, stop = later.start(), now.start() if now else len(text)
        if _THEN.search(text, 0, start):  # "เสร็จแล้วจะส่ง": when it is done
            start = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
        letters[start:stop] = " " * (stop - start)
    return "".join(letters)
