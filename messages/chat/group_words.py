"""Which words in a group are meant for the bot: those behind a slash of any width, or anywhere in a
message that mentions it.
"""

import re
from enum import StrEnum

from messages import menu
from thai.month_words import typed_month


class GroupWord(StrEnum):
    """What a group may ask."""

    BIND = "bind"
    SUMMARY = "summary"
    MISSING = "missing"
    DATES = "dates"
    THANKS = "thanks"
    CONTACT = "contact"
    HELP = "help"


_MISSING = (
    r"ค้างส่ง|ค้างรายงาน|ยังไม่(?:ได้)?(?:ส่ง|รายงาน|ครบ)|(?:ใคร|หน่วยงานไหน|หน่วยงานใด)(?:บ้าง)?ค้าง|ยังขาดใคร"
)
_MISSING += (
    r"|(?:ส่ง|รายงาน)(?:กัน)?ครบ(?=หรือยัง|รึยัง|ไหม|มั้ย|แล้ว)|เหลือ(?:ใคร|หน่วย(?:งาน)?(?:ไหน|ใด))|ใครไม่ส่ง"
)
_DATES = (
    r"ป[ฏฎ]ิทิน|กำหนดส่ง|วันสุดท้าย|(?:เหลือ|อีก|เวลา)+กี่วัน|เปิดรอบ|กำหนดการ|ครบกำหนด|เส้นตาย|"
    r"(?:ส่ง|รายงาน)(?:ได้|ผล)*(?:ภายใน|ถึง)?(?:วันไหน|วันที่เท่าไร|วันที่เท่าไหร่|เมื่อไร|เมื่อไหร่|วันใด)"
)
_DATES += (
    r"|ปิดรอบ(?:เมื่อไหร่|เมื่อไร|วันไหน|วันใด|วันที่เท่าไร)|(?:เมื่อไหร่|เมื่อไร|วันไหน)(?:จะ|ถึง)?(?:ปิดรอบ|ครบกำหนด)"
)
_SLASH_ONLY = ("ค้าง",)
_MISSING_WORD = "ค้างส่ง"
_CONTACT = re.compile(r"(?:ขอ|เบอร์|โทร|\s)*(?:ติดต่อ(?:ใคร|ฝ่ายเลขา\S*)?|เบอร์โทร\S*|เบอร์(?:ติดต่อ)?)")
_THANKS = re.compile(r"(?:ขอ)?(?:ขอบคุณ|ขอบพระคุณ|ขอบใจ)")
_TALKS_OF_US = re.compile(
    r"(?:เดี๋ยว|แล้ว|ให้|วันนี้|พรุ่งนี้|อย่าลืม)?.*?(?:อย่าลืม|เดี๋ยว|จะ)(?:(?!ไหม|มั้ย|หรือ).)*?"
    rf"(?:{menu.SUMMARY}|เตือน|แจ้ง|ส่ง)(?:(?!ไหม|มั้ย|หรือ|ได้).)*"
)
"""Words that tell the others what the bot will do, and ask nothing of it."""
_AROUND = r"(?:หรือยัง|รึยัง|ไหม|มั้ย|แล้ว|มีใคร|เดือนนี้|รอบนี้|รอบรายงาน|บ้าง|ให้|หน่อย|ด้วย|วันไหน|เมื่อไร|\?|\s)*"
_WHO = r"(?:ขอ|ดู|ใคร(?!ไม่)|(?:เดือน|รอบ)ที่แล้ว|เดือนนี้|รอบนี้|ตอนนี้|หน่วย(?:งาน)?(?:ที่|ไหน|ใด)(?:บ้าง)?|\s)*"
_ASKS_MISSING = re.compile(rf"{_WHO}(?:{_MISSING}){_AROUND}")
_ASKS_DATES = re.compile(rf"(?:ขอ|ดู|\s)*(?:{_DATES}){_AROUND}")
_TELLS_MISSING, _TELLS_DATES = re.compile(_MISSING), re.compile(_DATES)


_NOT_WANTED = re.compile(
    r"(?:ไม่ต้อง|ไม่เอา|ไม่ขอ|ไม่ได้(?:ขอ|ให้|เรียก)|อย่า|(?<!วัน)หยุด|เลิก|งด|พอแล้ว)"
    rf"(?:การ|ให้|ส่ง|ช่วย|เพิ่ง|มา|ทำ|แจ้ง|\s)*(?:{menu.SUMMARY}|{_MISSING}|{_DATES}|เตือน|ตอบ|พูด|แล้ว|$)"
)
"""Words to the bot that want nothing of it: "ไม่ต้องสรุปแล้วนะ"."""


def asks_missing(words: str) -> bool:
    """Tell whether plain words ask who has not reported, and nothing else."""
    return _ASKS_MISSING.fullmatch(words) is not None


def asks_dates(words: str) -> bool:
    """Tell whether plain words ask for the dates of the round, and nothing else."""
    return _ASKS_DATES.fullmatch(words) is not None


def slash_words(text: str) -> str | None:
    """Return what follows the slash of words meant for the bot; None for other talk, with or
    without a slash.
    """
    found = menu.plain(text)
    words = found.lstrip("/").strip() if found.startswith("/") else ""
    return words if words and _asked(words) is not None else None


def asked_in_group(text: str, *, is_mentioned: bool) -> tuple[GroupWord, str] | None:
    """Return what a message asks of the bot and its words, without slash and without what cannot be
    seen; None for talk that is not for us. ``text`` is without the mention.
    """
    words = slash_words(text)
    if words is not None:
        return _asked(words) or GroupWord.HELP, words
    plain = menu.plain(text)
    if not is_mentioned or _NOT_WANTED.search(plain) or _TALKS_OF_US.fullmatch(plain):
        return None
    return _among(menu.plain(text)), menu.plain(text)


def _asked(words: str) -> GroupWord | None:
    """Return what words behind a slash ask; they are a word of ours with hardly more around it."""
    if menu.is_binding(words):
        return GroupWord.BIND
    command = menu.command_of(words)
    if words.lower() == "summary":
        return GroupWord.SUMMARY
    if _CONTACT.fullmatch(words):
        return GroupWord.CONTACT
    if command == menu.SUMMARY or menu.summary_month(words) is not None:
        return GroupWord.SUMMARY
    if command == menu.NUDGE or words in _SLASH_ONLY or _ASKS_MISSING.fullmatch(_no_month(words)):
        return GroupWord.MISSING
    if _ASKS_DATES.fullmatch(words):
        return GroupWord.DATES
    return GroupWord.HELP if command is not None else None


def _no_month(words: str) -> str:
    """Return words without a month at their end."""
    head, _, tail = words.partition(_MISSING_WORD)
    return _MISSING_WORD if not head and typed_month(tail) is not None else words


def _among(words: str) -> GroupWord:
    """Return what a message that mentions us asks, wherever in it a word of ours stands."""
    if menu.BIND_GROUP in words:
        return GroupWord.BIND
    if _THANKS.match(words):
        return GroupWord.THANKS
    if _CONTACT.fullmatch(words):
        return GroupWord.CONTACT
    if _TELLS_MISSING.search(words):
        return GroupWord.MISSING
    if menu.SUMMARY in words or menu.command_of(words) == menu.SUMMARY:
        return GroupWord.SUMMARY
    return GroupWord.DATES if _TELLS_DATES.search(words) else GroupWord.HELP
