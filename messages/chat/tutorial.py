"""สอนใช้งาน: a two-minute lesson for who is new, with a made-up measure; nothing of it is stored.

Each step can be reached by a button and by words, and names both.
"""

import re
from collections.abc import Sequence

from messages import menu, parts
from messages.form.report_cards import ShownReport, report_fields
from messages.parts import (
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    muted,
    retype,
    row,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, Tap, pack
from thai.numbers import to_arabic_digits

FIRST, CONFIRMED, LAST = 1, 3, 4
_STEPS = 4
_LEAD = "ตัวอย่าง"
_CONFIRM = f"{menu.CONFIRM}{_LEAD}"
SAMPLE = f"{_LEAD} เสร็จแล้ว ประชุมชี้แจง 6 พ.ย. 69 ห้องประชุมศาลากลาง ผู้เข้าร่วม 45 คน"
_MEASURE = "มาตรการตัวอย่าง: ประชุมชี้แจงนโยบายไม่รับของขวัญ (No Gift Policy) แก่บุคลากร"
_TRIED = re.compile(rf"{_LEAD}[\s:]+(?P<told>\S.*)", re.DOTALL)
_STEP = re.compile(rf"{menu.LEARN}\s?(?P<step>[1-{_STEPS}])")
OFFER = f"หากใช้ครั้งแรก พิมพ์ {menu.LEARN} (ประมาณสองนาที)"
LEARN_ACTION = tap(menu.LEARN, pack(Action.LEARN, s=FIRST))


_NUMBER = re.compile(r"^(?:มาตรการ|ข้อ)?(?:ที่)?\s?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})+\s*")
"""A measure's number before what was done, as in a real report; here it names none."""


def step_in(text: str) -> int | None:
    """Return the step that words ask for ("สอนใช้งาน 4", "ยืนยันตัวอย่าง"); None for other words."""
    plain = to_arabic_digits(menu.plain(text))
    if plain.replace(" ", "") == _CONFIRM:
        return CONFIRMED
    found = _STEP.fullmatch(plain)
    return int(found["step"]) if found else None


def tried(text: str) -> str | None:
    """Return what was told of the made-up measure; None for words that are not about it."""
    found = _TRIED.fullmatch(text.strip())
    return (_NUMBER.sub("", found["told"], count=1) or found["told"]) if found else None


def begin(quick: Sequence[LineAction]) -> Message:
    """The first step: a measure, and a report of it in one message."""
    body = [
        words(_MEASURE, bold=True),
        words(
            "ทุกเดือนระบบจะถามความก้าวหน้าของมาตรการที่หน่วยงานท่านรับผิดชอบ "
            "ตอบได้ในข้อความเดียว บอกสถานะ สิ่งที่ทำ วันที่ จำนวนคน หรือเลขหนังสือ"
        ),
        rule(),
        words("ลองเลย กดปุ่มด้านล่างแล้วกดส่ง หรือพิมพ์เองโดยขึ้นต้นว่า “ตัวอย่าง” เช่น", margin="md"),
        words(SAMPLE, color=parts.CALM),
        muted("บทเรียนนี้ไม่บันทึกเป็นรายงาน", margin="md"),
    ]
    buttons = [
        button(retype("ลองพิมพ์รายงาน", pack(Action.TYPING, s=FIRST), SAMPLE)),
        button(tap("ข้ามไปดูงานจริง", pack(Action.LEARN, s=LAST)), "secondary"),
    ]
    card = bubble(menu.LEARN, body, buttons, above=_step(FIRST))
    return flex_message(f"{menu.LEARN}: ลองพิมพ์ {SAMPLE}", card, quick)


def review(shown: ShownReport, quick: Sequence[LineAction]) -> Message:
    """The second step: what was told, as it would stand, to be confirmed."""
    body = [
        words(_MEASURE, bold=True),
        rule(),
        *report_fields(shown),
        rule(),
        words("ระบบอ่านข้อความแล้วแสดงให้ตรวจก่อนเสมอ ผิดตรงไหนแก้ได้ ยังไม่ส่งจนกว่าท่านจะยืนยัน"),
        muted(f"กดปุ่ม หรือพิมพ์ {menu.CONFIRM}", margin="md"),
    ]
    confirm = tap("ยืนยันส่ง (ตัวอย่าง)", pack(Action.LEARN, s=CONFIRMED), says=_CONFIRM)
    card = bubble("ตรวจข้อความก่อนส่ง (ตัวอย่าง)", body, [button(confirm)], above=_step(2))
    return flex_message(f"ตรวจข้อความก่อนส่ง (ตัวอย่าง) พิมพ์ {menu.CONFIRM}", card, [confirm, *quick])


def lacks_status(quick: Sequence[LineAction]) -> Message:
    """What was told of the made-up measure names no status: it is asked for, as it would be."""
    return text_message(
        "ยังไม่ได้บอกสถานะ ลองพิมพ์อีกครั้งโดยมีคำว่า เสร็จแล้ว กำลังดำเนินการ หรือ ยังไม่ได้ดำเนินการ เช่น\n"
        f"{SAMPLE}\n\nในรายงานจริง ระบบจะถามเฉพาะส่วนที่ขาด",
        quick,
    )


def receipt(quick: Sequence[LineAction]) -> Message:
    """The third step: the receipt, evidence, and what follows."""
    body = [
        words("✔ ได้รับรายงานแล้ว (ตัวอย่าง ไม่ได้บันทึก)", bold=True, color=parts.BRAND),
        row("เลขที่รับ", "2570-000000-1"),
        rule(),
        field(
            "หลักฐาน",
            "ส่งรูป ไฟล์ เสียง ตำแหน่งสถานที่ ลิงก์ หรือเลขหนังสือ ก่อนหรือหลังข้อความก็ได้ ระบบแนบให้ "
            "หากไม่แน่ว่าเป็นของมาตรการใด ระบบจะถาม",
        ),
        field("แก้ไข", f"แก้รายงานที่ส่งแล้วได้จนปิดรอบ ที่ใบรับหรือ {menu.MINE}"),
        field("การตรวจ", "ฝ่ายเลขานุการตรวจแล้วรับรอง หรือส่งกลับพร้อมเหตุผลและปุ่มเปิดแก้ไข"),
    ]
    go_on = tap("ขั้นสุดท้าย: งานจริง", pack(Action.LEARN, s=LAST), says=f"{menu.LEARN} {LAST}")
    card = bubble("ใบรับรายงาน (ตัวอย่าง)", body, [button(go_on)], above=_step(CONFIRMED))
    return flex_message(
        f"ใบรับรายงาน (ตัวอย่าง) พิมพ์ {menu.LEARN} {LAST} เพื่อดูงานจริง", card, [go_on, *quick]
    )


def begins(tapped: Tap) -> bool:
    """Tell whether a button leads to the first step, or is the one by which it is tried."""
    number = tapped.number("s")
    if tapped.action is Action.TYPING:
        return number == FIRST
    return tapped.action is Action.LEARN and number in (None, FIRST)


def left() -> Message:
    """A real report came in the middle of the lesson."""
    return text_message(
        f"ออกจากบทเรียนแล้ว ข้อความนี้เป็นรายงานจริง หากต้องการฝึกต่อ พิมพ์ {menu.CANCEL} แล้วพิมพ์ {menu.LEARN} "
        f"และขึ้นต้นข้อความด้วยคำว่า {_LEAD}"
    )


def finished() -> Message:
    """The last step; what is really due follows."""
    return text_message(
        f"{_step(LAST)}\nจบแล้ว คำที่ใช้ได้ทุกเมื่อ\n"
        f"• {menu.REPORT} – รายการที่ถึงกำหนด\n• {menu.MINE} – ทุกรายการและการแก้ไข\n"
        "• มาตรการ 1.1 คืออะไร – ขั้นตอน รายงานที่ผ่านมา และหลักฐานที่ใช้ได้\n"
        "• ขอขยายเวลา 1.1 ถึง 5 ธ.ค. เพราะ… • ลาพักร้อน 14-18 ธ.ค. • ย้ายแล้ว • หยุดแจ้งเตือน\n"
        f"• {menu.HELP} – วิธีใช้และผู้ติดต่อ\n\nต่อไปนี้คืองานจริงของท่าน"
    )


def _step(number: int) -> str:
    return f"{menu.LEARN} {number} จาก {_STEPS}"
