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

STRANGER = "ผู้ที่ยังไม่ได้ลงทะเบียน"
_KINDS = {
    NoteKind.QUESTION: "สอบถาม",
    NoteKind.COMPLAINT: "แจ้งปัญหา",
    NoteKind.ABSENCE: "แจ้งลา / ไม่อยู่",
    NoteKind.OTHER: "ฝากข้อความ",
}
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
            muted(_who(note)),
        )
        for note in shown
    ]
    left = len(notes) - len(shown)
    if left:
        body.append(muted(f"และอีก {left:,} เรื่อง จะแสดงเมื่อเก็บชุดนี้แล้ว", margin="md"))
    body.append(muted("ตอบผู้ฝากข้อความทางโทรศัพท์ หรือในแชตของบัญชีทางการ", margin="md"))
    done = tap(
        f"ดำเนินการแล้ว {len(shown)} เรื่อง",
        pack(Action.NOTES, g=organization_id, done=shown[-1].id),
        says="ดำเนินการแล้ว",
    )
    title = f"{menu.NOTES} {len(notes):,} เรื่อง"
    return flex_message(title, bubble(title, body, [button(done)], tone=parts.CALM), quick)


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
