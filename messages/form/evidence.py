"""What is said about photos, files, links and letters that people send as evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu
from messages.form.questions import REMOVE, form_actions
from messages.limits import FLEX_LABEL, clip, clip_apart
from messages.parts import (
    LineAction,
    Message,
    bubble,
    button,
    carousels,
    link,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from thai.numbers import to_arabic_digits

_PLAIN_NAMES = {"image": "ภาพถ่าย", "video": "วิดีโอ", "audio": "เสียง"}
COMING = "กำลังรับไฟล์"
KEEP_ALL = "ไม่ลบ"
LAST = -1
"""In place of a piece's number: the last."""
_REMOVAL = re.compile(
    rf"(?P<what>{REMOVE}|ลบ|นำออก|เอาออก)\s*(?:รายการที่|รายการ|หมายเลข|ข้อ|"
    rf"ที่)?\s*(?P<number>\d{{1,4}})?"
)
_KIND = {
    "image": "รูปภาพ|รูปถ่าย|รูป|ภาพถ่าย|ภาพ",
    "file": "ไฟล์|เอกสารแนบ|เอกสาร",
    "link": "ลิงก์|ลิงค์",
    "note": "หนังสือ",
}
_OF_A_KIND = re.compile(
    r"(?:ขอ|ช่วย)?(?:ลบ|ตัด|ถอน|ไม่เอา|(?P<out>เอา|นำ))\s*+"
    rf"(?:{'|'.join(f'(?P<{kind}>{names})' for kind, names in _KIND.items())})\s*+"
    r"(?:(?:ใบ|อัน|หมายเลข|เลข)?(?:ที่)?\s*+(?P<number>\d{1,3}|แรก|สุดท้าย|ล่าสุด)|ทั้งหมด|นี้)?\s*+"
    r"(?(out)ออก)(?:ออก|ทิ้ง|ไป|ก่อน|หน่อย|ด้วย|ที|\s)*+"
)
_PLACES = {"แรก": 1, "สุดท้าย": LAST, "ล่าสุด": LAST}
_NAMELESS = re.compile(r"(photo|video|audio)\.\w+")
_KINDS = {"photo": "ภาพถ่าย", "video": "วิดีโอ", "audio": "ไฟล์เสียง"}
_LISTED = 40
_CHOICES = 10
_FILES_A_CARD = 8
_CARDS = 10


def kind_of_nameless(name: str) -> str | None:
    """Return what something is that LINE gave no name and we a plain one ("photo.jpg"); None for
    what has a name.
    """
    found = _NAMELESS.fullmatch(name)
    return _KINDS[found[1]] if found else None


def kept(name: str, count: int) -> str:
    """A file was stored for the form."""
    return f"เก็บหลักฐานแล้ว: {clip(name, 120)} (รวม {count} รายการ)"


def receiving(name: str, count: int) -> str:
    """A file for the form is not there yet."""
    return (
        f"กำลังรับไฟล์: {clip(name, 120)} (รวม {count} รายการ) ท่านทำรายการต่อได้ ระบบจะแจ้งผลในคำตอบถัดไป"
    )


def plain_name(media_type: str) -> str:
    """How something is called that came without a name and is not there yet."""
    return _PLAIN_NAMES.get(media_type, "ไฟล์")


def is_kept(name: str) -> str:
    """A file outside any form was stored."""
    return f"เก็บ {clip(name, 120)} ไว้แล้ว"


def is_coming(name: str) -> str:
    """A file outside any form is not there yet."""
    return f"กำลังรับไฟล์ {clip(name, 120)} ระบบจะแจ้งผลในคำตอบถัดไป"


def attached(count: int) -> str:
    """Files that waited were put to the form just begun."""
    return f"แนบหลักฐานที่ส่งไว้ก่อนหน้า {count} รายการแล้ว"


def waits(shown: str, quick: Sequence[LineAction]) -> Message:
    """A file came and nothing is due."""
    return text_message(
        f"{shown} ขณะนี้ไม่มีรายงานที่ถึงกำหนด ระบบจะแนบให้เมื่อท่านเริ่มรายงานภายใน 7 วัน",
        quick,
    )


def evidence_expected() -> str:
    """Words at the question for evidence that name none."""
    return "โปรดส่งรูปถ่าย ไฟล์ ลิงก์ หรือพิมพ์เลขที่และวันที่ของหนังสือ หากไม่มีแล้ว ให้พิมพ์ ไปต่อ"


def ask_which(draft_id: int, pieces: Sequence[tuple[int, str]]) -> Message:
    """Which piece of evidence (id, name) is to be left out.

    The newest have buttons; any may be named by its number.
    """
    numbered = list(enumerate(pieces, start=1))
    listed = "\n".join(f"{number}. {clip(name, 80)}" for number, (_id, name) in numbered[-_LISTED:])
    above = f"(รายการที่ 1 ถึง {len(pieces) - _LISTED} อยู่ก่อนหน้านี้)\n" if len(pieces) > _LISTED else ""
    choices = [
        tap(
            f"ลบ {number}. {name}",
            pack(Action.REMOVE_EVIDENCE, d=draft_id, e=piece),
            says=f"ลบ {number}",
        )
        for number, (piece, name) in numbered[-_CHOICES:]
    ]
    return text_message(
        f"■ {REMOVE}\n\nต้องการนำรายการใดออกจากรายงานนี้\n{above}{listed}\n\n"
        f"กดเลือก หรือพิมพ์ ลบ ตามด้วยหมายเลข เช่น ลบ {len(pieces)} หากไม่ลบแล้ว ให้พิมพ์ {KEEP_ALL}",
        [
            *choices,
            tap(KEEP_ALL, pack(Action.REMOVE_EVIDENCE, d=draft_id, e=0)),
            *form_actions(draft_id, "drop"),
        ],
    )


@dataclass(frozen=True)
class Removal:
    """What somebody who wants evidence left out typed: a ``number`` of the list, if any; ``whole``:
    the word could mean nothing else. With a ``kind`` ("image", "file", "link" or "note") the number
    is that among its like, or ``LAST``.
    """

    number: int | None
    whole: bool
    kind: str = ""


def removal_of(text: str) -> Removal | None:
    """Read "ลบหลักฐาน", "ลบ 2", "ลบรายการที่ ๓", "ลบรูปที่ 2"; None for other words."""
    typed = to_arabic_digits(text)
    found = _REMOVAL.fullmatch(typed)
    if found is not None:
        return Removal(number_of(found["number"] or ""), whole=found["what"] == REMOVE)
    found = _OF_A_KIND.fullmatch(typed)
    if found is None:
        return None
    place = found["number"] or ""
    kind = next(kind for kind in _KIND if found[kind])
    return Removal(_PLACES.get(place, number_of(place)), whole=True, kind=kind)


def number_of(text: str) -> int | None:
    """Return the number of a list that words are, in Thai or Arabic digits; None for other
    words.
    """
    digits = to_arabic_digits(text)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 5 else None


def removed(name: str, left: int) -> str:
    """A piece of evidence was left out."""
    return f"นำออกแล้ว: {clip(name, 120)} (เหลือหลักฐาน {left} รายการ)"


def nothing_to_remove() -> str:
    """There is no evidence yet."""
    return "รายงานนี้ยังไม่มีหลักฐาน จึงไม่มีรายการที่จะลบ"


def no_such_piece(number: int, count: int) -> str:
    """There are not so many pieces."""
    return f"ไม่มีหลักฐานรายการที่ {number} (มี {count} รายการ)"


_NOT_KEPT = {
    "too_big": "ไฟล์มีขนาดใหญ่เกิน 30 เมกะไบต์ จึงยังไม่ได้เก็บ โปรดย่อขนาดหรือส่งเป็นลิงก์",
    "empty": "ไฟล์ว่างเปล่า จึงยังไม่ได้เก็บ โปรดตรวจแล้วส่งใหม่",
    "kind": "ยังไม่ได้เก็บไฟล์ เพราะไม่รับไฟล์ชนิดนี้ โปรดส่งรูปภาพ PDF Word Excel PowerPoint วิดีโอ หรือข้อความ",
    "gone": "ไม่พบไฟล์นี้ใน LINE แล้ว จึงยังไม่ได้เก็บ โปรดส่งใหม่",
    "external": "ไฟล์นี้อยู่กับผู้ให้บริการอื่น ไม่ได้อยู่ใน LINE จึงยังไม่ได้เก็บ โปรดบันทึกลงเครื่องแล้วส่งจากเครื่อง "
    "หรือส่งเป็นลิงก์",
    "day_full": "ขอบคุณสำหรับหลักฐานที่ส่งมา วันนี้เก็บไฟล์ของท่านครบ 300 เมกะไบต์แล้ว จึงยังไม่ได้เก็บไฟล์นี้ "
    "โปรดส่งใหม่ในวันพรุ่งนี้ หรือส่งเป็นลิงก์",
    "unavailable": "ขณะนี้รับไฟล์จาก LINE ไม่ได้ จึงยังไม่ได้เก็บ โปรดส่งใหม่ภายหลัง",
}


def refused(why: str) -> str:
    """A file could not be kept, and what to do."""
    return _NOT_KEPT.get(why, _NOT_KEPT["unavailable"])


def outcomes(files: Sequence[tuple[str, str | None]]) -> Message:
    """What became of files (name, why not) that were awaited."""
    lines = [
        f"{clip(name, 120)}: " + (f"ไม่ได้รับไฟล์ {refused(why)}" if why else "ได้รับไฟล์แล้ว")
        for name, why in files
    ]
    lost = f"รายงานที่ขาดไฟล์จะอยู่บนสุดของ {menu.MINE}" if any(why for _, why in files) else ""
    return text_message("\n".join(["■ ไฟล์ที่รอรับ", *lines[:_LISTED], *([lost] if lost else [])]))


def no_files(quick: Sequence[LineAction]) -> Message:
    """A report has no evidence that could be opened."""
    return text_message("รายงานนี้ไม่มีไฟล์หรือลิงก์ให้เปิด", quick)


def all_files(
    number: str, files: Sequence[tuple[str, str]], quick: Sequence[LineAction]
) -> list[Message]:
    """Every file and link of a report (name, address), to open."""
    cards = []
    labels = clip_apart([name for name, _ in files], FLEX_LABEL)
    for start in range(0, min(len(files), _FILES_A_CARD * _CARDS), _FILES_A_CARD):
        some = files[start : start + _FILES_A_CARD]
        buttons = [
            button(link(label, address), "link")
            for label, (_name, address) in zip(labels[start:], some, strict=False)
        ]
        head = f"{start + 1}–{start + len(some)} จาก {len(files)} รายการ"
        cards.append(bubble(f"หลักฐานของรายงาน {number}", [words(head)], buttons))
    return carousels(f"หลักฐานของรายงาน {number} {len(files)} รายการ", cards, quick)
