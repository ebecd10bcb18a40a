"""What a form says besides its questions: refusals with what to do instead, and courtesies. One
sentence or two each.
"""

from messages import menu
from messages.form.questions import EDITS, KEEP_OLD, Subject
from messages.limits import clip, utf16_length

PARTS = {
    "progress": "สถานะ",
    "summary": "สรุปผลการดำเนินการ",
    "obstacle": "ปัญหาอุปสรรค",
    "outcome": "ผลลัพธ์/ความสำเร็จ",
    "evidence": "หลักฐาน",
}
"""The parts of a report, by question."""


def empty_answer() -> str:
    """The answer holds no words."""
    return "โปรดพิมพ์ข้อความอย่างน้อยหนึ่งคำ"


def too_long(length: int, limit: int) -> str:
    """The answer is longer than the report's cell takes."""
    return f"ข้อความยาว {length:,} ตัวอักษร เกินกว่าที่รับได้ ({limit:,} ตัวอักษร) โปรดย่อแล้วส่งใหม่"


def kept_what_fits(why: str, fits: str, rest: str) -> str:
    """Of a text too long, what fits is kept; the rest, which is shown, is to be shortened."""
    return (
        f"{why}\nเก็บส่วนต้น {utf16_length(fits):,} ตัวอักษรไว้เป็นข้อความเดิมแล้ว ส่วนที่เกินคือ\n“{rest}”\n"
        f"พิมพ์ข้อความที่ย่อแล้ว หรือพิมพ์ {KEEP_OLD} เพื่อใช้เฉพาะส่วนที่เก็บไว้"
    )


def choose_status() -> str:
    """The answer is none of the choices."""
    return "โปรดเลือกสถานะจากปุ่ม หรือพิมพ์เลข 1 ถึง 4 หรือชื่อสถานะ"


def not_skippable() -> str:
    """The question must be answered."""
    return "คำถามนี้จำเป็นต้องตอบ จึงข้ามไม่ได้"


def at_start() -> str:
    """There is nothing before the first question."""
    return f"นี่เป็นคำถามแรกแล้ว หากต้องการออก โปรดพิมพ์ {menu.PARK} หรือ {menu.CANCEL}"


def at_review() -> str:
    """Other words at the last look before sending: nothing is sent and nothing changed."""
    return (
        f"รายงานยังเหมือนเดิม โปรดพิมพ์ {menu.CONFIRM} เพื่อส่ง หรือเลือกส่วนที่ต้องการแก้ เช่น {EDITS['summary']}"
    )


def not_yet() -> str:
    """Confirming before everything was answered."""
    return f"ยังตอบไม่ครบ โปรดตอบคำถามต่อไปนี้ก่อน{menu.CONFIRM}"


def kept_old(key: str) -> str:
    """Confirming at a question that is asked again: what it said before stands, and is shown."""
    return f"ใช้{PARTS[key]}ตามข้อความเดิม ยังไม่ได้ส่ง"


def moved_on() -> str:
    """A button of an earlier question."""
    return "ปุ่มนั้นเป็นของคำถามก่อนหน้า ขณะนี้อยู่ที่คำถามต่อไปนี้"


def other_draft() -> str:
    """A button of another form than the one being filled in."""
    return "ปุ่มนั้นเป็นของรายการอื่น ขณะนี้ท่านกำลังทำรายการต่อไปนี้"


def words_please() -> str:
    """A sticker in the middle of a form."""
    return "ขณะนี้รับเฉพาะข้อความ รูปภาพ ไฟล์ เสียง และตำแหน่งสถานที่"


def still_open() -> str:
    """A greeting in the middle of a form."""
    return "สวัสดี ขณะนี้ท่านกำลังทำรายการต่อไปนี้อยู่"


def welcome() -> str:
    """Thanks in the middle of a form."""
    return "ด้วยความยินดี รายการต่อไปนี้ยังทำไม่เสร็จ"


def no_hurry() -> str:
    """Sounds, or "one moment", in the middle of a form."""
    return f"ยังรอคำตอบของท่าน ร่างไม่หาย พิมพ์ {menu.PARK} เพื่อทำต่อภายหลังได้"


def this_measure(code: str) -> str:
    """The number of the very measure whose form is open was typed."""
    return f"แบบรายงานที่เปิดอยู่เป็นของมาตรการ {code} แล้ว"


def this_agency(name: str) -> str:
    """The name typed is that of the form's own agency."""
    return f"แบบรายงานที่เปิดอยู่เป็นของ{clip(name, 120)}แล้ว"


def not_of_agency(code: str) -> str:
    """The agency whose name was typed owes no report of the measure."""
    return f"หน่วยงานนี้ไม่มีรายงานมาตรการ {code} ที่ถึงกำหนด ข้อความนี้จึงยังไม่ได้บันทึก"


def only_pasted() -> str:
    """Nothing but a reminder was pasted as an answer."""
    return "ข้อความนี้เป็นข้อความเตือนของระบบ จึงยังไม่ได้บันทึก โปรดพิมพ์คำตอบของท่าน"


def number_alone(code: str) -> str:
    """A number alone was typed that is none of what is due."""
    return f"{code} ไม่ใช่เลขมาตรการที่ถึงกำหนดของท่าน และตัวเลขอย่างเดียวยังไม่พอเป็นคำตอบ จึงยังไม่ได้บันทึก"


def number_no_reason(code: str) -> str:
    """A measure's number is all that was typed for a reason."""
    return f"{code} เป็นเลขมาตรการ จึงยังไม่ได้ใช้เป็นเหตุผล โปรดพิมพ์เหตุผล"


def resumed(subject: Subject) -> str:
    """A draft is picked up again."""
    return f"ทำต่อจากร่างที่พักไว้: {clip(subject.name, 200)}"


def parked(subject: Subject, unsent: str, where: str) -> str:
    """The draft is put aside; ``unsent`` says what stands (``report_cards.standing``), ``where`` is
    the word that lists it.
    """
    return (
        f"พักร่างไว้แล้ว: {clip(subject.name, 200)} รอบเดือน{subject.month}\n{unsent}\n"
        f"ข้อมูลไม่หาย พิมพ์ {where} แล้วเลือกรายการเดิมเพื่อทำต่อ"
    )


def not_edited(*, was_long: bool = False) -> str:
    """Asking one question again was given up: the last look is shown, as it was before, also after
    a text that ``was_long``.
    """
    unused = "ข้อความที่ยาวเกินไม่ได้ใช้ " if was_long else ""
    return f"ไม่ได้แก้ส่วนนี้ {unused}รายงานยังไม่ได้ส่ง หากไม่ต้องการทำรายงานนี้ต่อ พิมพ์ {menu.CANCEL} อีกครั้ง"


def not_used(text: str) -> str:
    """Words of which it was asked whether they belong to the report, and which were left there."""
    return f"ข้อความนี้ไม่ได้ใส่ไว้ในรายงาน หากต้องการใช้ โปรดพิมพ์อีกครั้ง\n“{clip(text, 600)}”"


def no_such_day(day: str) -> str:
    """Words tell of a day that no calendar has; they are taken as they are."""
    return f"“{day}” ไม่มีในปฏิทิน โปรดตรวจวันที่ก่อนส่ง"


def taken_back() -> str:
    """Words from which an answer came were unsent."""
    return "ข้อความที่ท่านยกเลิกการส่งในไลน์ ถูกนำออกจากรายงานนี้แล้ว"


def turned(label: str) -> str:
    """A status came in place of the summary: it is taken, and the summary is still to be told."""
    return f"เปลี่ยนสถานะเป็น{label}แล้ว"


def left_out(key: str) -> str:
    """A part that may be left out was."""
    return f"นำ{PARTS[key]}ออกแล้ว"


def not_left_out(key: str) -> str:
    """A part that a report must have, or that this one has not, cannot be left out."""
    return f"ไม่ได้นำส่วน{PARTS[key]}ออก รายงานนี้ไม่มีส่วนนี้ หรือเป็นส่วนที่ต้องมี"


def cancelled(subject: Subject, unsent: str, dropped: int = 0) -> str:
    """The draft is dropped, with so many pieces of evidence that came to it; ``unsent`` says what
    stands (``report_cards.standing``).
    """
    pieces = f"\nหลักฐานที่แนบไว้ {dropped:,} รายการไม่ได้ใช้ หากต้องการใช้ โปรดส่งใหม่" if dropped else ""
    return (
        f"ยกเลิกแล้ว: {clip(subject.name, 200)} รอบเดือน{subject.month}\n"
        f"{unsent} ไม่มีการเปลี่ยนแปลงรายงาน{pieces}"
    )


def not_returned(subject: Subject) -> str:
    """The secretariat left before giving a reason."""
    return f"ยังไม่ได้ส่งกลับรายงานของ{subject.agency}: {clip(subject.name, 200)} รอบเดือน{subject.month}"


def not_excused(subject: Subject) -> str:
    """The secretariat left before giving a reason."""
    return f"ยังไม่ได้ยกเว้นรายการของ{subject.agency}: {clip(subject.name, 200)} รอบเดือน{subject.month}"


def not_reopened(subject: Subject) -> str:
    """The secretariat left before it gave a reason and confirmed."""
    name = clip(subject.name, 200)
    return f"ยังไม่ได้เปิดให้แก้ไขรายงานของ{subject.agency}: {name} รอบเดือน{subject.month}"


def nothing_open(*, may_report: bool) -> str:
    """A form word without a form."""
    if not may_report:
        return f"ขณะนี้ไม่มีรายการที่รอยืนยัน การ์ดที่แสดงไว้ให้กดปุ่มบนการ์ด หรือพิมพ์ {menu.HELP} เพื่อดูวิธีใช้"
    return f"ขณะนี้ไม่มีแบบรายงานที่กำลังทำอยู่ พิมพ์ {menu.REPORT} เพื่อเลือกรายการที่จะรายงานหรือทำต่อ"


def amended(text: str = "") -> str:
    """A figure or a day was put in place of the one told before; ``text``: as it stands now, where
    it is not shown anyway.
    """
    return "แก้ไขแล้ว" + (f" “{clip(text, 1000)}”" if text else " โปรดตรวจอีกครั้งก่อนส่ง")


def kept_as_summary() -> str:
    """Words came in place of the status: they are not lost."""
    return "เก็บข้อความนี้ไว้เป็นสรุปผลการดำเนินการแล้ว โปรดเลือกสถานะก่อน"


def told_so_far(text: str) -> str:
    """Somebody wants to change the summary before there is a status: what was told stays."""
    return (
        f"ขณะนี้สรุปผลคือ\n“{clip(text, 1000)}”\nพิมพ์ข้อความที่จะเพิ่ม หรือพิมพ์ {EDITS['summary']}: "
        "ตามด้วยข้อความที่จะใช้แทน แล้วเลือกสถานะ"
    )


def kept_for_summary(why: str, fits: str, rest: str) -> str:
    """The same of words that came in place of the status."""
    return f"{kept_what_fits(why, fits, rest)} เมื่อเลือกสถานะแล้ว"


def not_kept(why: str, *, beside: bool) -> str:
    """Words came in place of the status that a summary does not take, alone or ``beside`` those
    kept before.
    """
    together = "เมื่อรวมกับข้อความที่เก็บไว้แล้ว " if beside else ""
    return f"ยังไม่ได้เก็บข้อความนี้ {together}{why} หรือเลือกสถานะก่อน"


def follows(key: str) -> str:
    """Something is to be told, and another question comes first."""
    return f"ระบบจะถาม{PARTS[key]}ต่อจากคำถามนี้"


def not_asked(key: str) -> str:
    """A part was told that a report of this status does not have."""
    return f"รายงานสถานะนี้ไม่มีส่วน{PARTS[key]} โปรดระบุในสรุปผลการดำเนินการ"


def used_as_summary(text: str) -> str:
    """The text that came before the status now stands as the summary."""
    return f"ใช้ข้อความที่พิมพ์ไว้เป็นสรุปผลการดำเนินการ (แก้ได้ก่อนส่ง)\n“{clip(text, 300)}”"


def draft_in_the_way(subject: Subject) -> str:
    """ "No further progress" was tapped, and there is a draft with words or evidence."""
    return (
        f"รายการนี้มีร่างที่ท่านกรอกไว้แล้ว: {clip(subject.name, 200)} โปรดส่งร่างนี้ หรือพิมพ์ {menu.CANCEL} ก่อน"
    )
