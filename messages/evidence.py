"""What is said of photos, files, links and letters that people hand in."""

from __future__ import annotations

from collections.abc import Sequence

from messages.limits import clip
from messages.parts import Action, Message, bubble, button, carousels, link, text_message, words

_FILES_A_CARD = 8
_CARDS = 10


def kept(name: str, count: int) -> str:
    """A file was stored for the form."""
    return f"เก็บหลักฐานแล้ว: {clip(name, 120)} (รวม {count} รายการ)"


def attached(count: int) -> str:
    """Files that waited were put to the form just begun."""
    return f"แนบหลักฐานที่ส่งไว้ก่อนหน้า {count} รายการแล้ว"


def for_what(name: str) -> Message:
    """A file came outside any form: it is kept, and waits for its report."""
    return text_message(
        f"เก็บ {clip(name, 120)} ไว้แล้ว หลักฐานนี้เป็นของรายงานเรื่องใด โปรดเลือกมาตรการต่อไปนี้ ระบบจะแนบให้โดยอัตโนมัติ"
    )


def one_more(name: str, count: int, quick: Sequence[Action]) -> Message:
    """Another of several files outside any form; the first was answered with the reports to choose from."""
    return text_message(f"เก็บ {clip(name, 120)} ไว้แล้ว (รอแนบรวม {count} รายการ) โปรดเลือกมาตรการจากรายการข้างต้น", quick)


def waits(name: str, quick: Sequence[Action]) -> Message:
    """A file came and nothing is due."""
    return text_message(
        f"เก็บ {clip(name, 120)} ไว้แล้ว ขณะนี้ไม่มีรายงานที่ถึงกำหนด ระบบจะแนบให้เมื่อท่านเริ่มรายงานภายใน 7 วัน", quick
    )


def say_which() -> str:
    """Words at the question for evidence that tell of none."""
    return "โปรดส่งรูปถ่าย ไฟล์ ลิงก์ หรือพิมพ์เลขที่และวันที่ของหนังสือ หากไม่มีแล้ว ให้พิมพ์ ไปต่อ"


_NOT_KEPT = {
    "too_big": "ไฟล์มีขนาดใหญ่เกิน 30 เมกะไบต์ จึงยังไม่ได้เก็บ โปรดย่อขนาดหรือส่งเป็นลิงก์",
    "empty": "ไฟล์ว่างเปล่า จึงยังไม่ได้เก็บ โปรดตรวจแล้วส่งใหม่",
    "kind": "ยังไม่ได้เก็บไฟล์ เพราะไม่รับไฟล์ชนิดนี้ โปรดส่งรูปภาพ PDF Word Excel PowerPoint วิดีโอ หรือข้อความ",
    "gone": "ไม่พบไฟล์นี้ใน LINE แล้ว จึงยังไม่ได้เก็บ โปรดส่งใหม่",
    "unavailable": "ขณะนี้รับไฟล์จาก LINE ไม่ได้ จึงยังไม่ได้เก็บ โปรดส่งใหม่ภายหลัง",
}


def refused(why: str) -> str:
    """A file could not be kept, and what to do."""
    return _NOT_KEPT.get(why, _NOT_KEPT["unavailable"])


def no_files(quick: Sequence[Action]) -> Message:
    """A report has no evidence that could be opened."""
    return text_message("รายงานนี้ไม่มีไฟล์หรือลิงก์ให้เปิด", quick)


def all_files(number: str, files: Sequence[tuple[str, str]], quick: Sequence[Action]) -> list[Message]:
    """Every file and link of a report (name, address), to open."""
    cards = []
    for start in range(0, min(len(files), _FILES_A_CARD * _CARDS), _FILES_A_CARD):
        some = files[start : start + _FILES_A_CARD]
        buttons = [button(link(clip(name, 40), address), "link") for name, address in some]
        head = f"{start + 1}–{start + len(some)} จาก {len(files)} รายการ"
        cards.append(bubble(f"หลักฐานของรายงาน {number}", [words(head)], buttons))
    return carousels(f"หลักฐานของรายงาน {number} {len(files)} รายการ", cards, quick)
