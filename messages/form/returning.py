"""The question why a report is returned, with the reasons an organization keeps."""

import re
from collections.abc import Sequence
from zlib import crc32

from messages import menu
from messages.form.questions import Subject, choice_action
from messages.limits import QUICK_LABEL, QUICK_REPLIES, clip, clip_apart
from messages.parts import LineAction, Message, text_message
from thai.cleaning import clean
from thai.numbers import to_arabic_digits


def chosen_reason(said: str, kept: Sequence[str]) -> str:
    """Return the kept reason that a number, or a button (which knows its text), means; other words
    as they are, and nothing for a button of a reason that is not kept any more.
    """
    number = to_arabic_digits(clean(said)).rstrip(".)")
    if (
        number.isascii()
        and number.isdecimal()
        and len(number) < 3
        and 1 <= int(number) <= len(kept)
    ):
        return kept[int(number) - 1]
    if not _MARKED.fullmatch(said):
        return said
    return next((reason for reason in kept if _mark(reason) == said), "-")


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
