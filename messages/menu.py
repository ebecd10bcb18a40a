"""Words a person may type anywhere, the buttons that do the same, and the quick replies under
ordinary answers.
"""

import re
from collections.abc import Iterable
from datetime import date

from messages.parts import LineAction, tap
from messages.taps import Action, pack
from thai.cleaning import clean
from thai.dates import full_year, month_number, short_month
from thai.numbers import to_arabic_digits

REGISTER = "ลงทะเบียน"
REPORT = "รายงาน"
MINE = "งานของฉัน"
SUMMARY = "สรุป"
REVIEW = "ตรวจรายงาน"
UNDELIVERED = "ส่งไม่ถึง"
HELP = "ช่วยเหลือ"

BACK = "ย้อนกลับ"
SKIP = "ข้าม"
PARK = "พักไว้"
CANCEL = "ยกเลิก"
CONFIRM = "ยืนยัน"

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
    REVIEW: REVIEW,
    UNDELIVERED: UNDELIVERED,
    HELP: HELP,
    "วิธีใช้": HELP,
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
}
_SUMMARY_OF = re.compile(
    rf"/?\s*{SUMMARY}(?:ผล)?\s*(?:รอบ)?\s*(?P<month>[ก-๙.\s]+?)\s*(?:พ\.\s?ศ\.)?\s*(?P<year>\d{{4}}|\d{{2}})?"
)
_POLITE = re.compile(r"\s*(?:นะ)?\s*(?:ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)$")

DUE_ACTION = tap("รายงานผล", pack(Action.DUE, page=1), says=REPORT)
MINE_ACTION = tap(MINE, pack(Action.MINE, page=1))
SUMMARY_ACTION = tap(SUMMARY, pack(Action.SUMMARY))
REVIEW_ACTION = tap(REVIEW, pack(Action.REVIEW))
HELP_ACTION = tap(HELP, pack(Action.HELP))


def plain(text: str) -> str:
    """Return what was typed without stray spaces and without the particle of politeness at
    its end.
    """
    found = clean(text)
    return _POLITE.sub("", found).strip() or found


def command_of(text: str) -> str | None:
    """Return the menu word somebody typed, with or without a slash before it; None for other
    words.
    """
    return COMMANDS.get(plain(text).lower().removeprefix("/").strip())


def summary_month(text: str) -> tuple[int, int | None] | None:
    """Return the month (1 to 12) and Buddhist year of "สรุป พ.ย. 69", the year None when it is left
    out; None for other words.
    """
    found = _SUMMARY_OF.fullmatch(to_arabic_digits(plain(text)))
    month = month_number(found["month"]) if found else None
    if found is None or month is None:
        return None
    try:
        return month, full_year(int(found["year"])) if found["year"] else None
    except ValueError:
        return None


def summary_of(month: date) -> str:
    """Return the words that ask for a month's summary."""
    return f"{SUMMARY} {short_month(month)}"


def form_word_of(text: str) -> str | None:
    """Return which word of a form somebody typed (``back``, ``skip``, ``park``, ``cancel``,
    ``confirm``); None for other words.
    """
    return FORM_WORDS.get(plain(text))


def is_binding(text: str) -> bool:
    """Tell whether somebody typed the word that binds a group."""
    return clean(text).lstrip("/ ").startswith(BIND_GROUP)


def menu(roles: Iterable[str]) -> list[LineAction]:
    """Return the quick replies for somebody's roles: what they are most likely to want next comes
    first.
    """
    held = set(roles)
    actions = [DUE_ACTION, MINE_ACTION] if "officer" in held else []
    if "secretariat" in held:
        actions.append(REVIEW_ACTION)
    return [*actions, SUMMARY_ACTION, HELP_ACTION]
