"""Why a report is returned, with the reasons an organization keeps; and the second look at a reason
of the secretariat before anything is done by it.
"""

import re
from collections.abc import Sequence
from zlib import crc32

from messages import menu
from messages.form.questions import Subject, choice_action, form_actions, word_action
from messages.limits import QUICK_LABEL, QUICK_REPLIES, clip, clip_apart
from messages.parts import (
    WARN,
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    muted,
    text_message,
    words,
)
from thai.cleaning import clean
from thai.numbers import to_arabic_digits


def chosen_reason(said: str, kept: Sequence[str]) -> str:
    """Return the kept reasons that a number, several ("2, 4"), or a button (which knows its text)
    mean; other words as they are, and nothing for another number or a button of a reason that is
    not kept any more.
    """
    number = to_arabic_digits(clean(said)).rstrip(".)")
    if (
        number.isascii()
        and number.isdecimal()
        and len(number) < 3
        and 1 <= int(number) <= len(kept)
    ):
        return kept[int(number) - 1]
    several = _SEVERAL.fullmatch(number)
    if several:
        numbers = dict.fromkeys(int(each) for each in re.findall(r"\d+", number))
        chosen = [kept[each - 1] for each in numbers if 1 <= each <= len(kept)]
        return "; ".join(chosen) if len(chosen) == len(numbers) else "-"
    if number.isdecimal() or changes_reason(said):
        return "-"  # a number that is none of the list says nothing to who has to mend it
    if not _MARKED.fullmatch(said):
        return said
    return next((reason for reason in kept if _mark(reason) == said), "-")


_SEVERAL = re.compile(r"(?:ข้อ\s*)?\d{1,2}(?:(?:\s|,|และ|กับ|\+|ข้อ)+\d{1,2})+")
_MARKED = re.compile(r"#[0-9a-f]{8}")


def _mark(reason: str) -> str:
    return f"#{crc32(reason.encode()):08x}"


def ask_reason(
    draft_id: int, subject: Subject, kept: Sequence[str], quick: Sequence[LineAction]
) -> Message:
    """Why a report is returned, of the reasons the organization keeps or in words; mandatory."""
    numbered = list(enumerate(kept, start=1))
    labels = clip_apart(list(kept), QUICK_LABEL)
    choices = [
        choice_action(draft_id, "reason", _mark(reason), label)
        for reason, label in zip(kept, labels, strict=True)
    ][: QUICK_REPLIES - len(quick)]
    listed = "\n".join(f"{number}. {clip(reason, 120)}" for number, reason in numbered)
    return text_message(
        f"■ ส่งกลับแก้ไข\n{subject.agency}\n{clip(subject.name, 200)} รอบเดือน{subject.month}\n\n"
        "โปรดระบุเหตุผล เพื่อให้เจ้าหน้าที่แก้ไขได้ถูกต้อง เลือกจากปุ่ม พิมพ์หมายเลข หรือพิมพ์เหตุผลเอง\n"
        f"{listed}\n\n(พิมพ์ {menu.CANCEL} หากไม่ส่งกลับ)",
        [*choices, *quick],
    )


_DONE = {
    "return": ("ส่งกลับแก้ไข", "ส่งกลับ", "เหตุผลที่ส่งกลับ"),
    "excuse": ("ยกเว้นการรายงาน", "ยกเว้น", "เหตุผลที่ยกเว้น"),
    "reopen": ("เปิดให้แก้ไขอีกครั้ง", "เปิดให้แก้ไข", "เหตุผลที่เปิดให้แก้ไข"),
}
"""What is done by a form's reason: its title, its verb, how the reason is called."""
CHANGE_REASON = "แก้เหตุผล"
_CHANGES = (CHANGE_REASON, "แก้ไขเหตุผล", "เปลี่ยนเหตุผล", "แก้", "แก้ไข")
_NAMED = 5


def changes_reason(text: str) -> bool:
    """Tell whether words at the second look ask for another reason."""
    return menu.plain(text) in _CHANGES


def confirms(form: str, text: str) -> bool:
    """Tell whether words at the second look are those on its button."""
    return menu.plain(text) == f"{menu.CONFIRM}{_DONE[form][1]}"


def still_to_confirm(form: str) -> str:
    """Other words at the second look: nothing was done."""
    verb = _DONE[form][1]
    return f"ยังไม่ได้{verb} โปรดพิมพ์ {menu.CONFIRM} เพื่อ{verb} {CHANGE_REASON} หรือ {menu.CANCEL}"


def confirm(
    form: str, draft_id: int, place: str, subject: Subject, reason: str, officers: Sequence[str]
) -> Message:
    """The second look before a report is returned, excused or opened once more (``form``): the
    reason as it will be read, and the names of who will.
    """
    title, verb, called = _DONE[form]
    named = ", ".join(clip(name, 80) for name in officers[:_NAMED])
    more = f" และอีก {len(officers) - _NAMED} คน" if len(officers) > _NAMED else ""
    body = [
        words(subject.title, limit=200, lines=4, bold=True),
        muted(f"{subject.agency} · รอบเดือน{subject.month}"),
        field(called, reason, bold=True),
        field("แจ้งถึง", f"{named}{more}" if named else "ไม่มีเจ้าหน้าที่ที่รับข้อความได้ โปรดแจ้งทางโทรศัพท์"),
        muted(
            f"ยังไม่ได้{verb} พิมพ์ {menu.CONFIRM} เพื่อ{verb} {CHANGE_REASON} หรือ {menu.CANCEL}",
            margin="md",
        ),
    ]
    sure = word_action(draft_id, "confirm", f"{menu.CONFIRM}{verb}", place, says=menu.CONFIRM)
    change = word_action(draft_id, "back", CHANGE_REASON, place, says=CHANGE_REASON)
    quick = [sure, change, *form_actions(draft_id, place, can_park=False)]
    card = bubble(
        title, body, [button(sure), button(change, "secondary")], above=subject.short, tone=WARN
    )
    return flex_message(f"ตรวจก่อน{verb}: {subject.name} พิมพ์ {menu.CONFIRM}", card, quick)
