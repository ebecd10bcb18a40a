"""ข้อความฝาก: what only the secretariat can answer, as who said it and the secretariat read it."""

import re
from collections.abc import Sequence

from messages import menu, parts
from messages.chat.small_talk import Office, phones
from messages.limits import clip
from messages.moments import format_moment
from messages.parts import (
    Component,
    LineAction,
    Message,
    bubble,
    button,
    entry,
    flex_message,
    muted,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from models.people.notes import LONGEST, MOST_A_DAY, Leaving, LeftNote
from models.tables.conversation import NoteKind
from thai.numbers import to_arabic_digits

STRANGER = "ผู้ที่ยังไม่ได้ลงทะเบียน"
_KINDS = {
    NoteKind.QUESTION: "สอบถาม",
    NoteKind.COMPLAINT: "แจ้งปัญหา",
    NoteKind.ABSENCE: "แจ้งลา / ไม่อยู่",
    NoteKind.OTHER: "ฝากข้อความ",
}
ANSWER = "ตอบ"
ANSWERED = "note_answer"
"""The purpose of an answer's push."""
_ANSWER = re.compile(
    r"ตอบ\s*(?:ข้อความ|เรื่อง)?(?:ที่)?\s*(?:(?P<number>\d{1,9})(?![\d./-])\s*[:：]?)?(?P<said>(?:\s.*|(?<=[:：]).*)?)",
    re.DOTALL,
)
_WISH = re.compile(
    r"ขอ(?:ทราบ)?รหัส|รหัส(?:เชิญ|เข้า)|(?:เจ้าหน้าที่|ผู้รับผิดชอบ)(?:คน)?ใหม่|ร้องเรียน|ร้องทุกข์|แจ้งเบาะแส|"
    r"ไม่มี(?:คน|ใคร|ผู้)รับ(?:สาย)?|โทร.{0,20}ไม่(?:ติด|รับ)|ติดต่อ.{0,20}ไม่ได้|(?:ขอ|อยาก|ช่วย)(?:ให้)?ติดต่อกลับ"
)
_CALL = re.compile(r"(?:สวัสดี|\s)*(?:มีใคร|ใคร|แอดมิน|มีคน)?อยู่(?:มั้ย|ไหม|มั๊ย|หรือเปล่า|รึเปล่า|บ้าง|\s)*")
_TOLD = 5
_LISTED = 8


_LEAVES = re.compile(
    r"(?:ขอ|รบกวน|ช่วย)?ฝาก(?:คำถาม|ถาม|ข้อความ|เรื่อง|บอก|แจ้ง)(?:ถึง|ไปยัง|กับ|ให้)?"
    r"(?:ฝ่ายเลขานุการ|ฝ่ายเลขา|เลขานุการ|เลขาฯ?)?(?:ว่า)?\s*:?\s*(?P<words>\S.*)",
    re.DOTALL,
)


def words_left(text: str) -> str | None:
    """Return what somebody leaves by name ("ฝากถาม …"); None for other words."""
    found = _LEAVES.fullmatch(text.strip())
    return found["words"] if found else None


_CODE = r"\d{1,2}(?:\.\d{1,2}){0,2}"
_OF_US = (
    rf"(?:{_CODE}|มาตรการ(?:ที่)?|ข้อ(?:ที่)?|ของ|หน่วยงาน|สำนักงาน|ทาง|เรา|ผม|ดิฉัน|หนู|ตอนนี้|"
    r"ในส่วน|แล้ว|เดิม|นี้|กับ|\s)*+"
)
_NOT_OURS = re.compile(
    rf"{_OF_US}(?:ไม่ได้(?:เป็น(?:ผู้|คน))?(?:รับผิดชอบ|ดูแล)|ไม่เกี่ยว(?:ข้อง)?|"
    rf"ไม่ใช่(?:งาน|ภารกิจ|หน้าที่|ความรับผิดชอบ)){_OF_US}"
)


def not_ours(text: str) -> str | None:
    """Return the number of the measure that words say is not, or no more, their writer's; None for
    other words.
    """
    plain = to_arabic_digits(menu.plain(text))
    code = re.search(_CODE, plain)
    return code[0] if code is not None and _NOT_OURS.fullmatch(plain) else None


def still_asked(code: str, quick: Sequence[LineAction]) -> Message:
    """A measure that somebody says is not theirs stays theirs until the secretariat changes it."""
    return text_message(
        f"มาตรการ {code} ยังอยู่ในรายการของท่านจนกว่าฝ่ายเลขานุการจะตรวจสอบและปรับผู้รับผิดชอบ", quick
    )


def passed_on(became: Leaving, offices: Sequence[Office]) -> Message:
    """To somebody of here: whether the secretariat gets these words."""
    if became is Leaving.KEPT:
        return text_message("ฝากข้อความนี้ถึงฝ่ายเลขานุการแล้ว ไม่ต้องส่งซ้ำ")
    if became is Leaving.WAITS:
        return text_message("ข้อความนี้ฝากถึงฝ่ายเลขานุการไว้แล้ว โปรดรอการติดต่อกลับ")
    return text_message(
        f"วันนี้ฝากข้อความครบ {MOST_A_DAY} เรื่องแล้ว จึงยังไม่ได้ฝากข้อความนี้ "
        f"โปรดฝากใหม่วันพรุ่งนี้ หรือโทรศัพท์ถึงฝ่ายเลขานุการ{phones(offices)}"
    )


def left_by_name(quick: Sequence[LineAction]) -> Message:
    """After words that were left by name."""
    return text_message("ฝ่ายเลขานุการจะเห็นข้อความนี้เมื่อเปิดแชตหรือหน้าเว็บครั้งถัดไป", quick)


def stranger_passed_on(offices: Sequence[Office]) -> Message:
    """To somebody who is not registered and asked something: once."""
    return text_message(
        "สวัสดี บัญชีนี้ใช้รายงานความก้าวหน้าของมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        "ระบบตอบคำถามทั่วไปเองไม่ได้ จึงฝากข้อความนี้ถึงฝ่ายเลขานุการแล้ว ไม่ต้องส่งซ้ำ\n\n"
        f"หากได้รับรหัสเชิญ (ขึ้นต้นด้วย KN) โปรดพิมพ์รหัสนั้นในแชตนี้{phones(offices)}"
    )


def told(notes: Sequence[LeftNote]) -> Message:
    """To the secretariat, with an answer it gets anyway: what was left since it heard last."""
    lines = [f"• {note_line(note, 300)}" for note in notes[:_TOLD]]
    if len(notes) > _TOLD:
        lines.append(f"และอีก {len(notes) - _TOLD:,} เรื่อง")
    tail = f"พิมพ์ {menu.NOTES} เพื่อดูทั้งหมด"
    return text_message("\n".join([f"ข้อความถึงฝ่ายเลขานุการ {len(notes):,} เรื่อง", *lines, tail]))


def listed(organization_id: int, notes: Sequence[LeftNote], quick: Sequence[LineAction]) -> Message:
    """What waits for the secretariat, the oldest first, to be put away when it was answered."""
    shown = notes[:_LISTED]
    body: list[Component] = [
        entry(
            words(_KINDS[note.kind], size="xs", bold=True, color=parts.CALM),
            words(clip(note.text, 250)),
            muted(f"{_who(note)} · เรื่องที่ {note.id}"),
            button(_done_one(organization_id, note), "link"),
        )
        for note in shown
    ]
    left = len(notes) - len(shown)
    if left:
        body.append(muted(f"และอีก {left:,} เรื่อง จะแสดงเมื่อเก็บชุดนี้แล้ว", margin="md"))
    how = f"ตอบในแชตนี้ได้ โดยพิมพ์ {ANSWER} {shown[0].id} ตามด้วยข้อความ ระบบจะส่งถึงผู้ฝาก (ใช้ 1 ข้อความ)"
    body.append(muted(how, margin="md"))
    done = tap(
        f"ดำเนินการแล้วทั้ง {len(shown)} เรื่อง",
        pack(Action.NOTES, g=organization_id, done=shown[-1].id),
        says="ดำเนินการแล้ว",
    )
    title = f"{menu.NOTES} {len(notes):,} เรื่อง"
    return flex_message(title, bubble(title, body, [button(done)], tone=parts.CALM), quick)


def _done_one(organization_id: int, note: LeftNote) -> LineAction:
    data = pack(Action.NOTES, g=organization_id, one=note.id)
    return tap(f"ดำเนินการแล้ว ({note.id})", data, says=f"ดำเนินการเรื่องที่ {note.id} แล้ว")


def answer_in(text: str) -> tuple[int | None, str] | None:
    """Return which note the secretariat answers and with what ("ตอบ 12 …"), the number None where
    it is left out; None for other words.
    """
    found = _ANSWER.fullmatch(to_arabic_digits(text.strip()))
    if found is None:
        return None
    number, said = found["number"], found["said"].strip()
    return (int(number), said) if number and said else (None, "")


def how_to_answer(quick: Sequence[LineAction]) -> Message:
    """No note was named, none of that number waits, or nothing was said."""
    return text_message(
        f"ยังไม่ได้ส่งคำตอบ พิมพ์ {ANSWER} เลขเรื่อง แล้วตามด้วยข้อความ ดูเรื่องที่รอคำตอบได้โดยพิมพ์ {menu.NOTES}",
        quick,
    )


def answer_card(organization: str, note: LeftNote, said: str) -> Message:
    """The secretariat's answer, to who left the note."""
    asked = clip(note.text, 200)
    return text_message(
        f"ฝ่ายเลขานุการ{organization}ตอบข้อความของท่าน “{asked}”\n\n{clip(said, LONGEST)}"
    )


def answer_sent(
    note: LeftNote, when: str | None, left: int | None, quick: Sequence[LineAction]
) -> Message:
    """To who answered; ``left`` is how many messages the month has (None: no limit known)."""
    goes = f"จะถึงผู้รับในเวลาราชการ ({when})" if when else "ระบบกำลังส่ง"
    if left == 0:
        return text_message(
            f"บันทึกคำตอบเรื่องที่ {note.id} แล้ว แต่โควตาข้อความของเดือนนี้หมด "
            "ผู้ฝากจะได้รับเมื่อมีโควตา หรือเมื่อพิมพ์มาอีกครั้ง",
            quick,
        )
    return text_message(
        f"ส่งคำตอบเรื่องที่ {note.id} ถึง{clip(note.who or STRANGER, 120)}แล้ว {goes} (ใช้ 1 ข้อความ)", quick
    )


def is_wish(text: str) -> bool:
    """Tell whether words of a stranger want something that only the secretariat can give."""
    return _WISH.search(text) is not None


def is_empty_call(text: str) -> bool:
    """Tell whether words only ask whether somebody is there: there is nothing to pass on."""
    return _CALL.fullmatch(menu.plain(text)) is not None


def nothing_left(quick: Sequence[LineAction]) -> Message:
    """Nobody left anything."""
    return text_message("ไม่มีข้อความฝากถึงฝ่ายเลขานุการ", quick)


def stored_away(count: int, left: int, quick: Sequence[LineAction]) -> Message:
    """Notes were put away."""
    rest = f" ยังมีอีก {left:,} เรื่อง พิมพ์ {menu.NOTES} เพื่อดู" if left else ""
    return text_message(f"เก็บข้อความฝาก {count:,} เรื่องแล้ว{rest}", quick)


def note_line(note: LeftNote, longest: int = LONGEST) -> str:
    """Who left a note, when, and its words, cut to so many letters."""
    return f"{_who(note)}: “{clip(note.text, longest)}”"


def _who(note: LeftNote) -> str:
    agency = f" ({note.agency})" if note.agency else ""
    who = clip(f"{note.who or STRANGER}{agency}", 160)
    return f"{who} {format_moment(note.said_at)}"
