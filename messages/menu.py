"""Words a person may type anywhere, the buttons that do the same, and the quick replies under
ordinary answers.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from messages.parts import LineAction, tap
from messages.taps import Action, pack
from thai.cleaning import clean
from thai.dates import MONTHS, short_month
from thai.month_words import typed_month

REGISTER = "ลงทะเบียน"
REPORT = "รายงาน"
MINE = "งานของฉัน"
SUMMARY = "สรุป"
REVIEW = "ตรวจรายงาน"
UNDELIVERED = "ส่งไม่ถึง"
NUDGE = "ติดตาม"
NOTES = "ข้อความฝาก"
ANNOUNCE = "ประกาศ"
HELP = "ช่วยเหลือ"
LEARN = "สอนใช้งาน"
PAGES = "เปิดหน้าเว็บ"
OWN_DATA = "ข้อมูลของฉัน"
WITHDRAW = "ถอนความยินยอม"
ERASE = "ลบข้อมูลของฉัน"

BACK = "ย้อนกลับ"
SKIP = "ข้าม"
PARK = "พักไว้"
CANCEL = "ยกเลิก"
CONFIRM = "ยืนยัน"
CONFIRM_NO_ACTION = "ยืนยันไม่มีการดำเนินการ"
"""The one tap, or the words, that report on the due day what was said before."""

BIND_GROUP = "ผูกกลุ่ม"

# What people type besides the words on the buttons; the value is the word it stands for.
COMMANDS = {
    REGISTER: REGISTER,
    REPORT: REPORT,
    "รายงานผล": REPORT,
    "ส่งรายงาน": REPORT,
    MINE: MINE,
    "งานค้าง": MINE,
    SUMMARY: SUMMARY,
    "สรุปผล": SUMMARY,
    "สรุปผลการรายงาน": SUMMARY,
    "ภาพรวม": SUMMARY,
    "สรุปภาพรวม": SUMMARY,
    REVIEW: REVIEW,
    UNDELIVERED: UNDELIVERED,
    NUDGE: NUDGE,
    "ติดตามรายงาน": NUDGE,
    "ทวงรายงาน": NUDGE,
    "ค้างส่ง": NUDGE,
    "ใครยังไม่ส่ง": NUDGE,
    "ใครยังไม่รายงาน": NUDGE,
    NOTES: NOTES,
    HELP: HELP,
    "วิธีใช้": HELP,
    LEARN: LEARN,
    "สอนการใช้งาน": LEARN,
    "สอนใช้": LEARN,
    "หัดใช้งาน": LEARN,
    "บทเรียน": LEARN,
    PAGES: PAGES,
    "หน้าเว็บ": PAGES,
    "เว็บ": PAGES,
    OWN_DATA: OWN_DATA,
    "ข้อมูลส่วนบุคคล": OWN_DATA,
    WITHDRAW: WITHDRAW,
    "ยกเลิกความยินยอม": WITHDRAW,
    ERASE: ERASE,
    "ลบข้อมูล": ERASE,
    "เมนู": HELP,
    "help": HELP,
    "menu": HELP,
    "?": HELP,
}
FORM_WORDS = {
    BACK: "back",
    SKIP: "skip",
    PARK: "park",
    CANCEL: "cancel",
    CONFIRM: "confirm",
    "ยืนยันส่ง": "confirm",
    "ยืนยันส่งรายงาน": "confirm",
    **dict.fromkeys(("ยืนยันการส่ง", "ยืนยันรายงาน", "confirm"), "confirm"),
    **dict.fromkeys(("กลับ", "ถอย", "ย้อน", "ถอยกลับ", "กลับไปข้อก่อน", "back"), "back"),
    **dict.fromkeys(("ข้ามไป", "ข้ามข้อนี้", "skip"), "skip"),
    **dict.fromkeys(("พัก", "ออก", "ออกจากแบบรายงาน", "ทำต่อทีหลัง", "ไว้ทำต่อ"), "park"),
    **dict.fromkeys(("ยกเลิกรายการ", "ยกเลิกรายการนี้", "cancel"), "cancel"),
}
_FORM_ASKED = re.compile(
    r"(?:ขอ|อยาก|ต้องการ)?"
    rf"(?P<word>{'|'.join(map(re.escape, sorted(FORM_WORDS, key=len, reverse=True)))})"
    r"(?:ก่อน|หน่อย|ด้วย|เลย|\s)*+"
)
_SENDS = re.compile(
    r"(?:(?:โอเค|โอเช|ok|okay|ตกลง|ยืนยัน|ถูกต้อง|ถูก|เรียบร้อย|ครบ|ได้|ใช่|แล้ว|งั้น|ขอ|ครับ|ค่ะ|คะ|นะ|,|\s)*+)"
    r"ส่ง(?:รายงาน(?=ได้|เลย|นี้|ไป))?(?:ได้|เลย|นี้|ไป|แล้วกัน|ค่ะ|ครับ|คะ|นะ|จ้า|\s)*+"
)
"""What people type to send what they were shown."""
_POLITE = re.compile(r"\s*(?:นะ)?\s*(?:ครับผม|ครับ|คับ|ค้าบ|ค่ะ|คะ|จ้า|จ้ะ|ฮะ)$")
_SLASHES = str.maketrans(dict.fromkeys("∕⁄⧸", "/"))
_LEAD = r"(?:/|ขอความ|ขอ|ช่วย|รบกวน|อยาก|ต้องการ|ได้|ดู|แสดง|ส่ง|ให้|\s)*?"
_TAIL = r"(?:ให้|หน่อย|ด้วย|ที(?!่)|\s)*"
_ASKED = re.compile(
    rf"{_LEAD}(?P<word>{'|'.join(map(re.escape, sorted(COMMANDS, key=len, reverse=True)))}){_TAIL}"
)
_OF_WHAT = "ผลการรายงาน|ผล|ภาพรวม|การรายงาน|รายงาน|ของ|ประจำ"
_SUMMARY_OF = re.compile(rf"{_LEAD}{SUMMARY}(?:{_OF_WHAT}|\s)*(?P<month>.*?){_TAIL}")
_MONTH_NAMED = re.compile(rf"(?:เดือน|รอบ)\s?(?:{'|'.join(MONTHS)}|ที่แล้ว|ที่ผ่านมา)")
"""With the word before it a month is one, whatever follows: "เดือนพฤศจิกายนให้หน่อย"."""
_WORDS = re.compile(f"{SUMMARY}|{_OF_WHAT}")

DUE_ACTION = tap("รายงานผล", pack(Action.DUE, page=1), says=REPORT)
MINE_ACTION = tap(MINE, pack(Action.MINE, page=1))
SUMMARY_ACTION = tap(SUMMARY, pack(Action.SUMMARY))
REVIEW_ACTION = tap(REVIEW, pack(Action.REVIEW))
PAGES_ACTION = tap(PAGES, pack(Action.PAGES))
ALL_ACTION = tap("ตอบทั้งหมดในหน้าเดียว", pack(Action.ALL_REPORTS))
HELP_ACTION = tap(HELP, pack(Action.HELP))


@lru_cache(maxsize=16)
def plain(text: str) -> str:
    """Return what was typed without stray spaces and without the particle of politeness at
    its end; slashes and digits of full width are taken as ordinary ones.

    Kept for the last few texts: whoever may know what words mean asks for the same one.
    """
    found = clean(unicodedata.normalize("NFKC", text).translate(_SLASHES))
    return _POLITE.sub("", found).strip() or found


def command_of(text: str) -> str | None:
    """Return the menu word somebody typed, with or without a slash or words of asking around it;
    None for other words.
    """
    found = _ASKED.fullmatch(plain(text).lower())
    return COMMANDS[found["word"]] if found else None


def summary_month(text: str) -> tuple[int, int | None] | None:
    """Return the month and Buddhist year of "สรุป พ.ย. 69", "ขอสรุป 12/2569 หน่อย", as
    ``thai.month_words`` gives them; None for other words.
    """
    found = _SUMMARY_OF.fullmatch(plain(text))
    return typed_month(found["month"]) if found else None


def month_in(text: str) -> tuple[int, int | None] | None:
    """Return the month that words to the bot name anywhere, as ``summary_month`` does."""
    words = _MONTH_NAMED.sub(r" \g<0> ", plain(text))
    return typed_month(_WORDS.sub(" ", words), anywhere=True)


def summary_of(month: date) -> str:
    """Return the words that ask for a month's summary."""
    return f"{SUMMARY} {short_month(month)}"


def form_word_of(text: str) -> str | None:
    """Return which word of a form somebody typed (``back``, ``skip``, ``park``, ``cancel``,
    ``confirm``); None for other words.
    """
    said = plain(text).lower()
    found = _FORM_ASKED.fullmatch(said)
    if found is None and _SENDS.fullmatch(said):
        return FORM_WORDS[CONFIRM]
    return FORM_WORDS[found["word"]] if found else None


def is_binding(text: str) -> bool:
    """Tell whether somebody typed the word that binds a group."""
    return plain(text).lstrip("/ ").startswith(BIND_GROUP)


def menu(roles: Iterable[str]) -> list[LineAction]:
    """Return the quick replies for somebody's roles: what they are most likely to want next comes
    first.
    """
    held = set(roles)
    actions = [DUE_ACTION, MINE_ACTION] if "officer" in held else []
    if "secretariat" in held:
        actions += [REVIEW_ACTION, PAGES_ACTION]
    return [*actions, SUMMARY_ACTION, HELP_ACTION]
