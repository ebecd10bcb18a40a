"""Which words in a group are meant for the bot: those behind a slash of any width, or anywhere in a
message that mentions it.
"""

import re
from enum import StrEnum

from messages import menu


class GroupWord(StrEnum):
    """What a group may ask."""

    BIND = "bind"
    SUMMARY = "summary"
    MISSING = "missing"
    DATES = "dates"
    HELP = "help"


_MISSING = (
    r"ค้างส่ง|ค้างรายงาน|ยังไม่(?:ได้)?(?:ส่ง|รายงาน)|(?:ใคร|หน่วยงานไหน|หน่วยงานใด)(?:บ้าง)?ค้าง|ยังขาดใคร"
)
_DATES = (
    r"ปฏิทิน|กำหนดส่ง|กำหนดการ|ครบกำหนด|เส้นตาย|"
    r"(?:ส่ง|รายงาน)(?:ได้|ผล)*(?:ภายใน|ถึง)?(?:วันไหน|วันที่เท่าไร|วันที่เท่าไหร่|เมื่อไร|เมื่อไหร่|วันใด)"
)
_DATES += (
    r"|ปิดรอบ(?:เมื่อไหร่|เมื่อไร|วันไหน|วันใด|วันที่เท่าไร)|(?:เมื่อไหร่|เมื่อไร|วันไหน)(?:จะ|ถึง)?(?:ปิดรอบ|ครบกำหนด)"
)
_AROUND = r"(?:เดือนนี้|รอบนี้|รอบรายงาน|บ้าง|ให้|หน่อย|ด้วย|วันไหน|เมื่อไร|\?|\s)*"
_ASKS_MISSING = re.compile(rf"(?:ขอ|ดู|ใคร|หน่วยงานที่|หน่วยงานไหน|\s)*(?:{_MISSING}){_AROUND}")
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
    if not is_mentioned or _NOT_WANTED.search(menu.plain(text)):
        return None
    return _among(menu.plain(text)), menu.plain(text)


def _asked(words: str) -> GroupWord | None:
    """Return what words behind a slash ask; they are a word of ours with hardly more around it."""
    if menu.is_binding(words):
        return GroupWord.BIND
    command = menu.command_of(words)
    if command == menu.SUMMARY or menu.summary_month(words) is not None:
        return GroupWord.SUMMARY
    if command == menu.NUDGE or _ASKS_MISSING.fullmatch(words):
        return GroupWord.MISSING
    if _ASKS_DATES.fullmatch(words):
        return GroupWord.DATES
    return GroupWord.HELP if command is not None else None


def _among(words: str) -> GroupWord:
    """Return what a message that mentions us asks, wherever in it a word of ours stands."""
    if menu.BIND_GROUP in words:
        return GroupWord.BIND
    if _TELLS_MISSING.search(words):
        return GroupWord.MISSING
    if menu.SUMMARY in words or menu.command_of(words) == menu.SUMMARY:
        return GroupWord.SUMMARY
    return GroupWord.DATES if _TELLS_DATES.search(words) else GroupWord.HELP
