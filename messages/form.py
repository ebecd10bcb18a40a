"""What a form says: its questions, its refusals and its courtesies; the order of things is in ``handlers``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu, parts
from messages.parts import Action, Message, bubble, button, field, flex_message, tap, text_message, words
from messages.taps import pack
from models.thai import PROGRESS_LABELS

SUMMARY_LIMIT = 1500
OUTCOME_LIMIT = 800
OBSTACLE_LIMIT = 800
REASON_LIMIT = 500

SYMBOLS = {"not_started": "○", "in_progress": "◐", "done": "●", "not_achieved": "✕"}


@dataclass(frozen=True)
class Subject:
    """What a report is about, as shown on cards; ``month`` is written out in Thai."""

    code: str | None
    title: str
    agency: str
    month: str
    due: str

    @property
    def name(self) -> str:
        """Code and title on one line."""
        return f"{self.code} {self.title}" if self.code else self.title


def progress_word(progress: str) -> str:
    """Return a status as symbol and word."""
    return f"{SYMBOLS[progress]} {PROGRESS_LABELS[progress]}"


def form_actions(draft_id: int, *, can_skip: bool, can_back: bool) -> list[Action]:
    """The form's own quick replies."""
    names = [("skip", menu.SKIP)] if can_skip else []
    names += [("back", menu.BACK)] if can_back else []
    names += [("park", menu.PARK), ("cancel", menu.CANCEL)]
    return [tap(label, pack("word", d=draft_id, w=word)) for word, label in names]


def choice_action(draft_id: int, key: str, value: str, label: str) -> Action:
    """A button that answers a question."""
    return tap(label, pack("ans", d=draft_id, q=key, v=value))


def ask_progress(draft_id: int, subject: Subject, previous: str | None, quick: Sequence[Action]) -> Message:
    """The first question: how the measure is getting on."""
    body = [
        words(subject.title, limit=400, lines=6),
        field("หน่วยงาน", subject.agency),
        field("รอบรายงาน", f"เดือน{subject.month}"),
    ]
    if previous:
        body.append(field("สถานะที่รายงานครั้งก่อน", progress_word(previous)))
    body.append(words("ขณะนี้มาตรการนี้อยู่ในสถานะใด", bold=True, margin="lg"))
    buttons = [
        button(choice_action(draft_id, "progress", value, progress_word(value)), "secondary")
        for value in PROGRESS_LABELS
    ]
    card = bubble("สถานะการดำเนินการ", body, buttons, above=f"มาตรการ {subject.code}" if subject.code else "มาตรการ")
    return flex_message(f"{subject.name}: ขณะนี้อยู่ในสถานะใด", card, quick)


def ask_summary(progress: str, quick: Sequence[Action]) -> Message:
    """What was done."""
    if progress == "not_started":
        text = "ยังไม่ได้ดำเนินการเพราะเหตุใด และมีกำหนดจะเริ่มเมื่อใด"
    else:
        text = (
            "ได้ดำเนินการอะไรไปแล้วบ้าง\nโปรดพิมพ์ตามที่จะปรากฏในรายงาน เช่น จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 "
            "ผู้เข้าร่วม 85 คน ตามหนังสือ ที่ ... ลงวันที่ ..."
        )
    return text_message(f"สรุปผลการดำเนินการ\n{text}", quick)


def ask_outcome(quick: Sequence[Action]) -> Message:
    """What came of it; may be skipped."""
    return text_message(
        f"ผลลัพธ์/ความสำเร็จ\nการดำเนินการนี้เกิดผลอย่างไร เช่น คะแนน จำนวนผู้ได้รับประโยชน์ สิ่งที่ดีขึ้น (พิมพ์ {menu.SKIP} ได้หากยังไม่มี)",
        quick,
    )


def ask_obstacle(quick: Sequence[Action]) -> Message:
    """What stood in the way."""
    return text_message("ปัญหาอุปสรรค\nเหตุใดจึงยังไม่บรรลุผล และจะแก้ไขหรือปรับวิธีการอย่างไร", quick)


def ask_evidence(draft_id: int, count: int, quick: Sequence[Action]) -> Message:
    """Photos and files; goes on when the person says so."""
    have = f"ขณะนี้มีหลักฐาน {count} รายการ" if count else "ขณะนี้ยังไม่มีหลักฐาน"
    done = choice_action(draft_id, "evidence", "done", "ไปต่อ" if count else "ไม่มีหลักฐาน")
    return text_message(
        f"หลักฐาน\nส่งรูปถ่าย ไฟล์ ลิงก์ หรือพิมพ์เลขที่และวันที่ของหนังสือ ได้หลายรายการ {have} "
        f"เมื่อครบแล้วกด ไปต่อ หรือพิมพ์ {menu.SKIP}",
        [done, parts.camera_roll("เลือกรูปถ่าย"), *quick],
    )


def ask_reason(draft_id: int, agency: str, name: str, quick: Sequence[Action]) -> Message:
    """Why a report is returned; mandatory."""
    choices = [choice_action(draft_id, "reason", str(i), label) for i, label in enumerate(RETURN_REASONS)]
    listed = "\n".join(f"• {reason}" for reason in RETURN_REASONS)
    return text_message(
        f"ส่งกลับแก้ไข: {agency}\n{name}\n\nโปรดระบุเหตุผลเพื่อให้เจ้าหน้าที่แก้ไขได้ถูกต้อง เลือกจากปุ่มหรือพิมพ์เอง\n{listed}",
        [*choices, *quick],
    )


RETURN_REASONS = (
    "รายละเอียดยังไม่ครบถ้วน",
    "ขาดหลักฐานประกอบ",
    "สถานะไม่ตรงกับรายละเอียด",
    "ผลลัพธ์ยังไม่ชัดเจน",
)


def ask_excuse(agency: str, name: str, month: str, quick: Sequence[Action]) -> Message:
    """Why a report is not asked for; mandatory."""
    return text_message(f"ยกเว้นการรายงาน: {agency}\n{name} รอบเดือน{month}\n\nโปรดพิมพ์เหตุผลที่ยกเว้น", quick)


OLD_WORDS = "แก้จากข้อความเดิม"
NO_MORE_EVIDENCE = ("ไปต่อ", "ไม่มีหลักฐาน", "ไม่มี", "ครบแล้ว", "เสร็จแล้ว", "-")

# Courtesies


def empty_answer() -> str:
    """The answer holds no words."""
    return "โปรดพิมพ์ข้อความอย่างน้อยหนึ่งคำ"


def too_long(length: int, limit: int) -> str:
    """The answer is longer than the report's cell takes."""
    return f"ข้อความยาว {length:,} ตัวอักษร เกินกว่าที่รับได้ ({limit:,} ตัวอักษร) โปรดย่อแล้วส่งใหม่"


def choose_status() -> str:
    """The answer is none of the choices."""
    return "โปรดเลือกสถานะจากปุ่ม หรือพิมพ์ชื่อสถานะ เช่น อยู่ระหว่างดำเนินการ"


def not_skippable() -> str:
    """The question must be answered."""
    return "คำถามนี้จำเป็นต้องตอบ จึงข้ามไม่ได้"


def at_start() -> str:
    """There is nothing before the first question."""
    return f"นี่เป็นคำถามแรกแล้ว หากต้องการออก โปรดพิมพ์ {menu.PARK} หรือ {menu.CANCEL}"


def not_yet() -> str:
    """Confirming before everything was answered."""
    return "ยังตอบไม่ครบ โปรดตอบคำถามต่อไปนี้ก่อนยืนยัน"


def moved_on() -> str:
    """A button of an earlier question."""
    return "ปุ่มนั้นเป็นของคำถามก่อนหน้า ขณะนี้อยู่ที่คำถามต่อไปนี้"


def other_draft() -> str:
    """A button of another form than the one being filled in."""
    return "ปุ่มนั้นเป็นของรายการอื่น ขณะนี้ท่านกำลังทำรายการต่อไปนี้"


def words_please() -> str:
    """A sticker or location in the middle of a form."""
    return "ขออภัย ระบบรับเฉพาะข้อความ รูปภาพ และไฟล์"


def resumed(name: str) -> str:
    """A draft is picked up again."""
    return f"ทำต่อจากร่างที่พักไว้: {name}"


def held(draft_id: int, name: str) -> Message:
    """Words come in after a long silence: they may be an answer or something else, so we ask."""
    return text_message(
        f"ท่านมีแบบรายงานที่ทำค้างไว้: {name}\nจะใช้ข้อความเมื่อสักครู่เป็นคำตอบหรือไม่",
        [
            tap("ใช้เป็นคำตอบ", pack("held", d=draft_id, use=1)),
            tap("ไม่ใช้ แสดงคำถาม", pack("held", d=draft_id, use=0)),
            *form_actions(draft_id, can_skip=False, can_back=False),
        ],
    )


def parked(name: str) -> str:
    """The draft is put aside."""
    return f"พักร่างไว้แล้ว: {name}\nเลือกรายการเดิมเมื่อใดก็ทำต่อได้ทันที ข้อมูลไม่หาย"


def cancelled(name: str) -> str:
    """The draft is dropped."""
    return f"ยกเลิกแล้ว: {name}\nไม่มีการส่งหรือเปลี่ยนแปลงรายงาน"


def nothing_open() -> str:
    """A form word without a form."""
    return "ขณะนี้ไม่มีแบบรายงานที่กำลังทำอยู่"


# Evidence


def evidence_kept(name: str, count: int) -> str:
    """A file was stored for the form."""
    return f"เก็บหลักฐานแล้ว: {name} (รวม {count} รายการ)"


_NOT_KEPT = {
    "too_big": "ไฟล์มีขนาดใหญ่เกิน 30 เมกะไบต์ โปรดย่อขนาดหรือส่งเป็นลิงก์",
    "empty": "ไฟล์ว่างเปล่า โปรดตรวจแล้วส่งใหม่",
    "kind": "ไม่รับไฟล์ชนิดนี้ โปรดส่งรูปภาพ PDF Word Excel PowerPoint วิดีโอ หรือข้อความ",
    "gone": "ไม่พบไฟล์นี้ใน LINE แล้ว โปรดส่งใหม่",
    "unavailable": "ขณะนี้รับไฟล์จาก LINE ไม่ได้ โปรดส่งใหม่อีกครั้งภายหลัง",
}


def evidence_refused(why: str) -> str:
    """A file could not be kept, and what to do."""
    return _NOT_KEPT.get(why, _NOT_KEPT["unavailable"])


def evidence_for_what(name: str) -> Message:
    """A file came outside any form: it is kept, and waits for its report."""
    return text_message(
        f"เก็บ {name} ไว้แล้ว หลักฐานนี้เป็นของรายงานเรื่องใด โปรดเลือกมาตรการจากรายการต่อไปนี้ ระบบจะแนบให้โดยอัตโนมัติ"
    )


def evidence_waits(name: str) -> Message:
    """A file came and nothing is due."""
    return text_message(
        f"เก็บ {name} ไว้แล้ว ขณะนี้ไม่มีรายงานที่ถึงกำหนด ระบบจะแนบให้เมื่อท่านเริ่มรายงานครั้งต่อไปภายใน 7 วัน", [menu.MINE_ACTION]
    )


def evidence_attached(count: int) -> str:
    """Files that waited were put to the form just begun."""
    return f"แนบหลักฐานที่ส่งไว้ก่อนหน้า {count} รายการแล้ว"
