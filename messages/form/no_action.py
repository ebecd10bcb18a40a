"""What is said of a month in which nothing will be done, before its report is due."""

import re
from collections.abc import Sequence

from messages import menu
from messages.form.questions import Subject
from messages.limits import clip
from messages.parts import LineAction, Message, tap, text_message
from messages.taps import Action, pack
from thai.numbers import to_arabic_digits

NO_ACTION = "ไม่มีถึงเดือนหน้า"
_NOTHING = (
    r"(?:จะ|ยัง|คง|ก็|\s)*+ไม่มี(?:การ|\s)*+"
    r"(?:ดำเนินการ|ดำเนินงาน|กิจกรรม|ความคืบหน้า|คืบหน้า|อะไร|งาน|รายงาน)?+"
    r"(?:ใดๆ|ใด ๆ|ใด|เพิ่มเติม|เพิ่ม|ใหม่|คืบหน้า|รายงาน|จะรายงาน|\s)*+"
)
_UNTIL = r"(?:ไป|จน|กว่า|จะ|\s)*+ถึง(?:สิ้นเดือนนี้|สิ้นเดือน|เดือนหน้า|รอบหน้า|เดือนถัดไป)"
_CODE = r"\d{1,3}+(?:\.\d{1,3}+){0,3}+"
_CODES = rf"(?:(?:มาตรการ|ข้อ|ที่|และ|กับ|,|\s)*+{_CODE})*+"
_SAID = re.compile(
    rf"(?P<before>{_CODES})(?:เดือนนี้|รอบนี้|ช่วงนี้|ตั้งแต่นี้|จากนี้|แจ้งว่า|\s)*+"
    rf"(?:{_UNTIL}{_NOTHING}|{_NOTHING}{_UNTIL}|{NO_ACTION})(?P<after>{_CODES})\s*+"
)
_CONFIRMED = re.compile(rf"{menu.CONFIRM_NO_ACTION}(?P<after>{_CODES})\s*+")
_LISTED = 12


def codes_without_action(text: str) -> list[str] | None:
    """Return the measures (by number; none: all that is due) of which somebody says that nothing
    will be done until the next month; None for other words.
    """
    return _codes(_SAID, text, ("before", "after"))


def codes_confirmed(text: str) -> list[str] | None:
    """The same of whoever confirms on the due day that nothing was done."""
    return _codes(_CONFIRMED, text, ("after",))


def _codes(pattern: re.Pattern[str], text: str, groups: Sequence[str]) -> list[str] | None:
    found = pattern.fullmatch(to_arabic_digits(menu.plain(text)))
    if found is None:
        return None
    return [code for group in groups for code in re.findall(_CODE, found[group] or "")]


def no_action_action(obligation_id: int) -> LineAction:
    """A button that says the same."""
    return tap(NO_ACTION, pack(Action.NO_ACTION, o=obligation_id), says="ไม่มีการดำเนินการถึงเดือนหน้า")


def noted(subjects: Sequence[Subject], quick: Sequence[LineAction]) -> Message:
    """It was noted, of one measure or more; nothing was sent."""
    listed = "\n".join(
        f"• {clip(subject.name, 90)} ({subject.due})" for subject in subjects[:_LISTED]
    )
    more = f"\nและอีก {len(subjects) - _LISTED} รายการ" if len(subjects) > _LISTED else ""
    return text_message(
        f"รับทราบว่าไม่มีการดำเนินการถึงเดือนหน้า ระบบจะไม่เตือนล่วงหน้า\n{listed}{more}\n"
        f"ยังไม่ได้ส่งรายงาน ในวันครบกำหนดจะขอให้ยืนยันด้วยปุ่มเดียว หรือพิมพ์ {menu.CONFIRM_NO_ACTION} "
        f"หากมีการดำเนินการ พิมพ์ {menu.REPORT} ได้ตามปกติ",
        quick,
    )


def nothing_to_note(quick: Sequence[LineAction]) -> Message:
    """None of what was named is due, or it was reported already."""
    return text_message("ไม่มีรายการที่รอรายงานตามที่แจ้ง จึงไม่ได้บันทึก", quick)


def nothing_done(month: str) -> str:
    """The summary of a report that says so where nothing was reported before."""
    return f"ไม่มีการดำเนินการในรอบเดือน{month}"
