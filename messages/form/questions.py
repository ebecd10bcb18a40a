"""What a form asks: its questions and the words on their buttons; the order of things is in
``handlers``.

Quick replies do not show on a PC, so every question also says what to type.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu, parts
from messages.limits import CLIPBOARD, DISPLAY_TEXT, clip, utf16_length
from messages.parts import (
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    muted,
    retype,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from thai.labels import PROGRESS_LABELS

SUMMARY_LIMIT = 1500
OUTCOME_LIMIT = 800
OBSTACLE_LIMIT = 800
REASON_LIMIT = 500

SYMBOLS = {"not_started": "○", "in_progress": "◐", "done": "●", "not_achieved": "✕"}

EDITS = {
    "progress": "แก้สถานะ",
    "summary": "แก้สรุปผล",
    "outcome": "แก้ผลลัพธ์",
    "evidence": "เพิ่มหลักฐาน",
    "obstacle": "แก้ปัญหาอุปสรรค",
}
"""Buttons of the last look before sending, by question; typing the words does the same."""
ADD_OBSTACLE = "เพิ่มปัญหาอุปสรรค"
ADDS = {"outcome": "เพิ่มผลลัพธ์", "obstacle": ADD_OBSTACLE, "evidence": "เพิ่มหลักฐาน"}
"""The same of what may be told and was not."""
EDIT_WORDS = {
    **{label: key for key, label in [*EDITS.items(), *ADDS.items()]},
    **dict.fromkeys(("ปัญหาอุปสรรค", "มีปัญหาอุปสรรค"), "obstacle"),
    **dict.fromkeys(("ผลลัพธ์", "มีผลลัพธ์"), "outcome"),
    **dict.fromkeys(("หลักฐาน", "แนบหลักฐาน", "มีหลักฐาน"), "evidence"),
}
"""What is typed in place of those buttons, by the question it asks for."""

NUMBERED_STATUS = re.compile(
    r"(?:ตอบ|เลือก|สถานะ|ข้อ|เลข|หมาย|ที่|[(\s])*(?P<number>[1-4])(?:[.)]|\s|$)\s*(?P<words>.*)"
)
NO_MORE_EVIDENCE = (
    *("ไปต่อ", "ไม่มีหลักฐาน", "ไม่มี", "ครบแล้ว", "ครบ", "เสร็จแล้ว", "-"),
    *("หมดแล้ว", "หมด", "พอแล้ว", "แค่นี้", "เท่านี้", "มีแค่นี้", "มีเท่านี้"),
)
NONE = (
    *("-", "–", "—", "ไม่มี", "ยังไม่มี", "ไม่มีปัญหา", "ไม่มีอุปสรรค", "ไม่มีปัญหาอุปสรรค"),
    *("ไม่มีผลลัพธ์", "ยังไม่มีผลลัพธ์"),
)
"""What may be left out is answered so, too."""
DELETED = ("ลบ", "ลบออก", "ลบทิ้ง", "เอาออก", "นำออก", "ตัดออก")
"""So is what is to be there no more; it is no answer."""
REMOVE = "ลบหลักฐาน"
KEEP_OLD = "ใช้ข้อความเดิม"
EDIT_OLD = "แก้จากข้อความเดิม"
COPY_OLD = "คัดลอกข้อความเดิม"
EDIT_ON_PAGE = "แก้ไขในหน้าเว็บ"

RETURN_REASONS = ("ข้อมูลไม่ครบถ้วน", "ขาดหลักฐานประกอบ", "สถานะไม่ตรงผลงาน", "ผลลัพธ์ยังไม่ชัดเจน")


@dataclass(frozen=True)
class Subject:
    """What a report is about, as shown on cards; ``month`` is written out in Thai."""

    code: str | None
    title: str
    agency: str
    month: str
    due: str
    goes_on: bool = False
    """Whether the plan asks for it again even after it was done once."""

    @property
    def name(self) -> str:
        """Code and title on one line."""
        return f"{self.code} {self.title}" if self.code else self.title

    @property
    def short(self) -> str:
        """The name for the head of a message: by its code, else by the beginning of its title."""
        return f"มาตรการ {self.code}" if self.code else clip(self.title, 60)


def after_done(subject: Subject) -> str:
    """What a measure that is done means for the months to come."""
    if subject.goes_on:
        return "แผนยังกำหนดให้รายงานมาตรการนี้อีกเป็นระยะ ระบบจึงจะขอรายงานเมื่อถึงรอบถัดไป"
    return "ระบบจะไม่ขอรายงานมาตรการนี้อีก"


def progress_word(progress: str) -> str:
    """Return a status as symbol and word."""
    return f"{SYMBOLS[progress]} {PROGRESS_LABELS[progress]}"


def form_actions(
    draft_id: int,
    place: str,
    *,
    can_skip: bool = False,
    can_back: bool = False,
    can_park: bool = True,
) -> list[LineAction]:
    """The form's own quick replies; they name the question (``place``), so that a second tap does
    not act on the next one.
    """
    names = [("skip", menu.SKIP)] if can_skip else []
    names += [("back", menu.BACK)] if can_back else []
    names += [("park", menu.PARK)] if can_park else []
    return [
        word_action(draft_id, word, label, place)
        for word, label in [*names, ("cancel", menu.CANCEL)]
    ]


def word_action(
    draft_id: int, word: str, label: str, place: str, *, says: str | None = None
) -> LineAction:
    """A button for a word of the form."""
    return tap(label, pack(Action.WORD, d=draft_id, w=word, q=place), says=says)


def old_actions(draft_id: int, key: str, old: str) -> list[LineAction]:
    """Buttons to keep what was answered before, or to edit it: filled in, or copied, as far as LINE
    takes it; else on the officer's page.
    """
    keep = tap(KEEP_OLD, pack(Action.KEEP_OLD, d=draft_id, q=key))
    length = utf16_length(old)
    if length <= DISPLAY_TEXT:
        return [keep, retype(EDIT_OLD, pack(Action.TYPING), old)]
    if length <= CLIPBOARD:
        return [keep, parts.copy_text(COPY_OLD, old)]
    return [keep, menu.ALL_ACTION | {"label": EDIT_ON_PAGE}]


def choice_action(draft_id: int, key: str, value: str, label: str) -> LineAction:
    """A button that answers a question."""
    return tap(label, pack(Action.ANSWER, d=draft_id, q=key, v=value))


def remove_action(draft_id: int) -> LineAction:
    """A button that asks which piece of evidence is to be left out."""
    return tap(REMOVE, pack(Action.REMOVE_EVIDENCE, d=draft_id))


def ask_progress(
    draft_id: int, subject: Subject, previous: str | None, quick: Sequence[LineAction]
) -> Message:
    """The first question: how the measure is getting on."""
    body = [
        words(subject.title, limit=400, lines=6, bold=True),
        muted(f"{subject.agency} · รอบเดือน{subject.month}"),
    ]
    if previous:
        body.append(field("สถานะที่รายงานครั้งก่อน", progress_word(previous)))
    body += [
        words("ขณะนี้มาตรการนี้อยู่ในสถานะใด", margin="lg"),
        muted("กดเลือก หรือพิมพ์เลข 1 ถึง 4 ตามลำดับ"),
        muted(f"หากเลือก {PROGRESS_LABELS['done']} {after_done(subject)}"),
    ]
    buttons = [
        button(choice_action(draft_id, "progress", value, progress_word(value)), "secondary")
        for value in PROGRESS_LABELS
    ]
    card = bubble("สถานะการดำเนินการ", body, buttons, above=subject.short)
    return flex_message(f"{subject.name}: ขณะนี้อยู่ในสถานะใด (พิมพ์เลข 1 ถึง 4)", card, quick)


def ask_words(
    key: str,
    subject: Subject,
    progress: str,
    old: str,
    quick: Sequence[LineAction],
    *,
    can_skip: bool = False,
) -> Message:
    """A question answered in words: ``summary``, ``obstacle`` or ``outcome``; ``old`` is what was
    answered before.
    """
    title, text = _QUESTIONS.get(f"{key} {progress}") or _QUESTIONS[key]
    lines = [f"{subject.short} · รอบเดือน{subject.month}", f"■ {title}", text]
    if old:
        on_page = "" if utf16_length(old) <= DISPLAY_TEXT else f" หรือ {menu.PAGES} เพื่อแก้ไขในหน้าเว็บ"
        lines.append(f"ข้อความเดิม:\n{old}\n\nพิมพ์ข้อความใหม่ทั้งหมด หรือพิมพ์ {KEEP_OLD}{on_page}")
    skip = f"{menu.SKIP} " if can_skip else ""
    lines.append(f"(พิมพ์ {skip}{menu.BACK} {menu.PARK} หรือ {menu.CANCEL} ก็ได้)")
    return text_message("\n\n".join(lines), quick)


_WHAT_WAS_DONE = (
    "ได้ดำเนินการอะไรไปแล้วบ้าง โปรดพิมพ์ตามที่จะปรากฏในรายงาน\n"
    "เช่น จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน ตามหนังสือ ที่ ... ลงวันที่ ..."
)
_QUESTIONS = {
    "summary": ("สรุปผลการดำเนินการ", _WHAT_WAS_DONE),
    "summary in_progress": (
        "สรุปผลการดำเนินการ",
        f"{_WHAT_WAS_DONE}\nหากมีปัญหาอุปสรรค เพิ่มได้ก่อนส่ง โดยพิมพ์ {ADD_OBSTACLE}",
    ),
    "summary not_started": (
        "สรุปผลการดำเนินการ",
        "ยังไม่ได้ดำเนินการเพราะเหตุใด และมีกำหนดจะเริ่มเมื่อใด",
    ),
    "obstacle": ("ปัญหาอุปสรรค", "เหตุใดจึงยังไม่บรรลุผล และจะแก้ไขหรือปรับวิธีการอย่างไร"),
    "obstacle in_progress": (
        "ปัญหาอุปสรรค",
        f"มีปัญหาหรืออุปสรรคใด และจะแก้ไขอย่างไร\nหากไม่มี ให้พิมพ์ {menu.SKIP}",
    ),
    "outcome": (
        "ผลลัพธ์/ความสำเร็จ",
        f"การดำเนินการนี้เกิดผลอย่างไร เช่น คะแนน จำนวนผู้ได้รับประโยชน์ สิ่งที่ดีขึ้น\nหากยังไม่มี ให้พิมพ์ {menu.SKIP}",
    ),
}


def ask_evidence(
    draft_id: int, subject: Subject, names: Sequence[str], quick: Sequence[LineAction]
) -> Message:
    """Photos and files; goes on when the person says so."""
    have = f"ขณะนี้มี {len(names)} รายการ" if names else "ขณะนี้ยังไม่มี"
    numbered = list(enumerate(names, start=1))[-10:]
    listed = "".join(f"\n{number}. {clip(name, 80)}" for number, name in numbered)
    listed += f"\n(พิมพ์ {REMOVE} หากต้องการนำรายการใดออก)" if names else ""
    go_on = "ไปต่อ" if names else "ไม่มีหลักฐาน"
    when = "เมื่อครบแล้ว" if names else "หากไม่มี"
    text = (
        f"{subject.short} · รอบเดือน{subject.month}\n\n■ หลักฐาน\n\n"
        f"ส่งรูปถ่าย ไฟล์ ลิงก์ หรือพิมพ์เลขที่และวันที่ของหนังสือ ได้หลายรายการ\n{have}{listed}\n\n"
        f"{when} ให้พิมพ์ {go_on} (พิมพ์ {menu.BACK} {menu.PARK} หรือ {menu.CANCEL} ก็ได้)"
    )
    done = choice_action(draft_id, "evidence", "done", go_on)
    remove = [remove_action(draft_id)] if names else []
    return text_message(text, [done, parts.camera_roll("เลือกรูปถ่าย"), *remove, *quick])


def ask_excuse(subject: Subject, quick: Sequence[LineAction]) -> Message:
    """Why a report is not asked for; mandatory."""
    return text_message(
        f"■ ยกเว้นการรายงาน\n{subject.agency}\n{clip(subject.name, 200)} รอบเดือน{subject.month}\n\n"
        f"โปรดพิมพ์เหตุผลที่ยกเว้น (พิมพ์ {menu.CANCEL} หากไม่ยกเว้น)",
        quick,
    )


def ask_why_reopen(subject: Subject, quick: Sequence[LineAction]) -> Message:
    """Why a sent report is opened once more; mandatory, and told to the agency."""
    return text_message(
        f"■ เปิดให้แก้ไขอีกครั้ง\n{subject.agency}\n{clip(subject.name, 200)} รอบเดือน{subject.month}\n\n"
        f"โปรดพิมพ์เหตุผลที่เปิดให้แก้ไข เพื่อแจ้งเจ้าหน้าที่ (พิมพ์ {menu.CANCEL} หากไม่เปิด)",
        quick,
    )
