"""Several reports shown together: the words that end or narrow them, and what is said of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from messages import menu
from messages.form.questions import Subject
from messages.limits import clip
from messages.parts import LineAction, Message, text_message
from thai.numbers import to_arabic_digits

_LISTED = 12
_CODE = r"\d{1,2}(?:\.\d{1,2}){0,2}"
_LED = r"(?:รายงาน|มาตรการ(?:ที่)?|ข้อ(?:ที่)?|เรื่อง|\s)*+"
_CODES = rf"{_LED}(?P<codes>{_CODE}(?:(?:\s|,|/|และ|กับ|ข้อ(?:ที่)?|มาตรการ(?:ที่)?)+{_CODE})*+)"
_END = r"(?:ก่อน|นะ|เลย|แล้ว|ด้วย|หน่อย|ครับ|ค่ะ|คะ|ทั้งหมด|ทั้งหมดนี้|สักรายการ|\s)*+"
_DROP = re.compile(
    r"(?:ขอ)?(?:ยกเลิก(?:การส่ง|ส่ง)?(?:รายงาน)?|ไม่ส่ง|ไม่ต้องส่ง|อย่าส่ง|ไม่ใช่|ไม่เอา|ไม่ถูก(?:ต้อง)?|ไม่ยืนยัน|"
    rf"ผิด|ไม่){_END}"
)
_LATER = re.compile(
    r"(?:ขอ)?(?:เดี๋ยว|รอ|รอแป๊บ|รอสักครู่|สักครู่|แป๊บ|แป๊บนึง|ยังไม่ส่ง|ยังไม่ต้องส่ง|อย่าเพิ่งส่ง|อย่าเพิ่ง|ไว้|ยัง|ขอดู|ดูอีกที)"
    rf"{_END}"
)
_ALL_BUT = r"(?:ยืนยัน)?(?:ส่ง)?(?:ทั้งหมด|หมด|ทุกข้อ|ทุกรายการ)?\s*(?:ยกเว้น|เว้น|แต่ไม่ส่ง|แต่ไม่เอา)"
_WITHOUT = re.compile(
    rf"(?:ขอ)?(?:{_ALL_BUT}|ยังไม่ส่ง|ยังไม่ต้องส่ง|ไม่ส่ง|ไม่ต้องส่ง|ไม่เอา|อย่าเพิ่งส่ง|อย่าส่ง|"
    rf"ยกเลิก(?:การส่ง|ส่ง)?|(?P<out>เอา|ตัด|ลบ|ถอน)){_CODES}\s*(?(out)ออก|(?:ออก)?){_END}"
)
_ONLY = re.compile(
    rf"(?:ขอ)?(?:(?:ยืนยัน)?(?:ส่ง)?(?:แค่|เฉพาะ|เพียง|แต่)|(?:ยืนยัน|ส่ง)+){_CODES}"
    rf"\s*(?:อย่างเดียว|เท่านั้น|พอ|{_END})*"
)


class Wish(StrEnum):
    """What somebody wants of reports that were shown together and not sent."""

    DROP = "drop"
    LATER = "later"
    WITHOUT = "without"
    ONLY = "only"


@dataclass(frozen=True)
class WishedSet:
    """A wish, and the measures' numbers that it names."""

    wish: Wish
    codes: tuple[str, ...] = ()


def wanted(text: str) -> WishedSet | None:
    """Return what words may want of reports shown together; None for other words."""
    plain = to_arabic_digits(menu.plain(text))
    word = menu.form_word_of(text)
    if word == "cancel" or _DROP.fullmatch(plain):
        return WishedSet(Wish.DROP)
    if word == "park" or _LATER.fullmatch(plain):
        return WishedSet(Wish.LATER)
    for wish, words in ((Wish.WITHOUT, _WITHOUT), (Wish.ONLY, _ONLY)):
        found = words.fullmatch(plain)
        if found is not None:
            return WishedSet(wish, tuple(re.findall(_CODE, found["codes"])))
    return None


def _lines(subjects: Sequence[Subject]) -> str:
    names = names_apart(subjects)
    listed = "\n".join(f"• {clip(name, 90)}" for name in names[:_LISTED])
    left = f"\nและอีก {len(names) - _LISTED} รายการ" if len(names) > _LISTED else ""
    return listed + left


def names_apart(subjects: Sequence[Subject]) -> list[str]:
    """Return the measures' names, with the agency where the same is there of several."""
    names = [subject.name for subject in subjects]
    return [
        f"{clip(subject.name, 50)} ของ{clip(subject.agency, 60)}"
        if names.count(subject.name) > 1
        else subject.name
        for subject in subjects
    ]


def dropped(subjects: Sequence[Subject], quick: Sequence[LineAction]) -> Message:
    """Reports that were shown together are not sent, and their drafts are gone."""
    return text_message(
        f"ยกเลิกแล้ว {len(subjects)} รายการ ยังไม่ได้ส่งรายงาน\n{_lines(subjects)}\n"
        "หากจะรายงาน โปรดพิมพ์ผลการดำเนินการใหม่",
        quick,
    )


def put_aside(subjects: Sequence[Subject], quick: Sequence[LineAction]) -> Message:
    """Reports that were shown together are not sent now; their drafts wait."""
    return text_message(
        f"ยังไม่ได้ส่ง เก็บไว้เป็นร่าง {len(subjects)} รายการ\n{_lines(subjects)}\n"
        f"พิมพ์ {menu.REPORT} แล้วเลือกรายการเพื่อทำต่อ",
        quick,
    )


def left_apart(subjects: Sequence[Subject], quick: Sequence[LineAction]) -> Message:
    """Drafts of measures of which a message told that nothing is new: they stay, unsent."""
    which = subjects[0].code or subjects[0].title
    return text_message(
        f"มีร่างที่ยังไม่ได้ส่ง {len(subjects)} รายการ จึงไม่นับเป็นไม่มีความคืบหน้า ร่างยังอยู่ตามเดิม\n"
        f"{_lines(subjects)}\n"
        f"หากจะส่งตามร่าง พิมพ์ แก้ไข {clip(which, 60)} หากไม่ใช้ร่าง ให้เปิดร่างแล้วพิมพ์ {menu.CANCEL}",
        quick,
    )


def still_there() -> Message:
    """Something else was done since they were shown: they are shown again before they are sent."""
    return text_message("รายการที่แสดงไว้ก่อนหน้านี้ยังไม่ได้ส่ง โปรดตรวจอีกครั้ง")


def instead_of(before: str) -> str:
    """What a draft said before, which was told anew: it is not lost in silence."""
    return (
        f"ร่างเดิมเขียนสรุปผลไว้ว่า\n“{clip(before, 600)}”\n"
        "ข้อความใหม่ใช้แทนข้อความเดิมแล้ว หากต้องการข้อความเดิม โปรดพิมพ์ แก้สรุปผล แล้ววางข้อความข้างต้น"
    )


def sent_already(sent: Sequence[tuple[Subject, str]], quick: Sequence[LineAction]) -> Message:
    """Measures were named whose reports (subject, receipt number) were sent: nothing was changed,
    and how it is.
    """
    names = names_apart([subject for subject, _ in sent])
    listed = "\n".join(
        f"• {clip(name, 120)} รอบเดือน{subject.month} เลขที่รับ {number}"
        for name, (subject, number) in list(zip(names, sent, strict=True))[:_LISTED]
    )
    subject, number = sent[0]
    which = subject.code if subject.code and len(sent) == 1 else number
    return text_message(
        f"รายงานนี้ส่งแล้ว ข้อความล่าสุดยังไม่ได้บันทึก\n{listed}\n"
        f"หากต้องการแก้ไข พิมพ์ แก้ไข {which} หรือ แก้ {which} สรุปผล: ตามด้วยข้อความใหม่",
        quick,
    )
