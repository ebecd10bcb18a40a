"""The plain things said in one-to-one chat: greetings, help, and kind words when something does not
fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from messages import menu
from messages.form.questions import REMOVE
from messages.parts import (
    Component,
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    link,
    rule,
    text_message,
)


@dataclass(frozen=True)
class Office:
    """The secretariat somebody may turn to."""

    name: str
    phone: str | None


def stranger(offices: Sequence[Office] = ()) -> Message:
    """To somebody we do not know; ``offices`` are those of this account, when there are few."""
    return text_message(
        "สวัสดี บัญชีนี้ใช้รายงานความก้าวหน้าของมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        "สำหรับเจ้าหน้าที่ที่ได้รับมอบหมายเท่านั้น\n\n"
        "หากได้รับรหัสเชิญ (ขึ้นต้นด้วย KN) โปรดพิมพ์รหัสนั้นในแชตนี้ "
        f"หากยังไม่มีรหัส โปรดติดต่อฝ่ายเลขานุการ{phones(offices)}"
    )


def how_to_register(offices: Sequence[Office] = ()) -> Message:
    """To somebody who wants to register (again) but has typed no code."""
    return text_message(
        "โปรดพิมพ์รหัสเชิญที่ได้รับจากฝ่ายเลขานุการ เช่น KN-ABCD-EFGH-JKMN รหัสหนึ่งใช้ได้ครั้งเดียว ภายใน 14 "
        f"วัน{phones(offices)}"
    )


def phones(offices: Sequence[Office]) -> str:
    """The telephones of the first few, each on a line of its own; empty when there is none."""
    lines = [f"\n{office.name} โทร. {office.phone}" for office in offices[:3] if office.phone]
    return "\n" + "".join(lines) if lines else ""


def welcome_back(name: str, quick: Sequence[LineAction]) -> Message:
    """To a known person who opened the chat again."""
    return text_message(f"สวัสดี {name}\nเลือกรายการจากปุ่มด้านล่าง หรือพิมพ์ {menu.HELP} เพื่อดูวิธีใช้", quick)


def not_understood(roles: Iterable[str], quick: Sequence[LineAction]) -> Message:
    """To words that mean nothing here."""
    held = set(roles)
    lines = (
        [f"{menu.REPORT} – รายงานผลที่ถึงกำหนด", f"{menu.MINE} – รายการทั้งหมดของท่าน"]
        if "officer" in held
        else []
    )
    lines += (
        [f"{menu.REVIEW} – ตรวจรายงานที่รอตรวจ", "ชื่อหน่วยงาน – ดูรายการของหน่วยงานนั้น"]
        if "secretariat" in held
        else []
    )
    lines += ["ประเด็นที่ 2 เป็นอย่างไร หรือ สสจ. เป็นอย่างไร – ถามต่อ"] if "executive" in held else []
    lines += [f"{menu.SUMMARY} – ภาพรวมของรอบปัจจุบัน", f"{menu.HELP} – วิธีใช้และผู้ติดต่อ"]
    listed = "\n".join(f"• {line}" for line in lines)
    return text_message(f"ระบบยังไม่เข้าใจข้อความนี้ โปรดเลือกจากปุ่มด้านล่าง หรือพิมพ์\n{listed}", quick)


GREETINGS = ("สวัสดี", "หวัดดี", "ดี", "สวัสดีตอนเช้า", "อรุณสวัสดิ์", "hello", "hi")
THANKS = (
    "ขอบคุณ",
    "ขอบคุณมาก",
    "ขอบพระคุณ",
    "ขอบใจ",
    "รับทราบ",
    "ทราบ",
    "โอเค",
    "ตกลง",
    "ได้",
    "ok",
    "thanks",
    "thank you",
)


COURTESIES = frozenset((*GREETINGS, *THANKS, "ครับ", "ค่ะ", "คะ"))


def thanked(quick: Sequence[LineAction]) -> Message:
    """To thanks and other words that end a talk."""
    return text_message(
        f"ด้วยความยินดี หากต้องการดำเนินการใดต่อ เลือกจากปุ่มด้านล่าง หรือพิมพ์ {menu.HELP}", quick
    )


def wordless(quick: Sequence[LineAction]) -> Message:
    """To a sticker or a place outside any form."""
    return text_message(
        f"ได้รับแล้ว ระบบรับรายงานเป็นข้อความ รูปภาพ และไฟล์ เลือกรายการจากปุ่มด้านล่าง หรือพิมพ์ {menu.HELP}",
        quick,
    )


def not_for_you(quick: Sequence[LineAction]) -> Message:
    """To somebody who asked for what their role does not allow."""
    return text_message("รายการนี้ใช้ได้เฉพาะผู้ที่ได้รับมอบหมาย หากเห็นว่าไม่ถูกต้อง โปรดติดต่อฝ่ายเลขานุการ", quick)


def stale(quick: Sequence[LineAction]) -> Message:
    """To a tap on a button whose matter is over."""
    return text_message("ปุ่มนี้เป็นของรายการก่อนหน้าซึ่งสิ้นสุดแล้ว โปรดเลือกรายการใหม่จากปุ่มด้านล่าง", quick)


def left_over(count: int, *, again: bool) -> Message:
    """Under an answer of more messages than LINE takes at once; ``again``: the same words show
    them.
    """
    how = "พิมพ์ข้อความเดิมอีกครั้ง" if again else f"พิมพ์ {menu.REPORT} หรือ {menu.MINE}"
    return text_message(f"ยังมีต่ออีก {count} ข้อความ ซึ่งไลน์ไม่ให้ส่งพร้อมกัน {how} เพื่อดูต่อ")


def sorry() -> Message:
    """When we made a mistake."""
    return text_message(
        "ขออภัย ระบบขัดข้องชั่วคราวขณะดำเนินการรายการนี้ ข้อความของท่านถูกเก็บไว้แล้ว "
        "โปรดลองใหม่อีกครั้ง หากยังไม่สำเร็จโปรดติดต่อฝ่ายเลขานุการ"
    )


def help_card(
    roles: Iterable[str], offices: Sequence[Office], quick: Sequence[LineAction]
) -> Message:
    """What can be done here, and whom to call."""
    held = set(roles)
    lines: list[Component] = []
    if "officer" in held:
        lines += _for_officers()
    if "secretariat" in held:
        lines += _for_secretariat()
    lines.append(field(menu.SUMMARY, "ภาพรวมการรายงานของรอบปัจจุบัน"))
    if held & {"secretariat", "executive"}:
        lines.append(field("ถามต่อ", "ประเด็นที่ 2 เป็นอย่างไร หรือ สสจ. เป็นอย่างไร"))
    if "officer" in held:
        lines.append(
            field(
                "ระหว่างตอบคำถาม",
                "พิมพ์ ย้อนกลับ ข้าม พักไว้ ยกเลิก หรือ ยืนยัน ได้ทุกเมื่อ ร่างที่พักไว้ไม่หาย กลับมาทำต่อได้",
            )
        )
    lines.append(rule())
    buttons: list[Component] = []
    for office in offices:
        lines.append(
            field(
                f"ฝ่ายเลขานุการ {office.name}",
                f"โทรศัพท์ {office.phone}" if office.phone else "ยังไม่ได้ระบุหมายเลขโทรศัพท์",
            )
        )
        uri = _tel(office.phone)
        if uri and len(buttons) < 3:
            whom = office.name if len(offices) > 1 else "ฝ่ายเลขานุการ"
            buttons.append(button(link(f"โทรหา{whom}", uri), "secondary"))
    phones = " ".join(f"{office.name} โทร. {office.phone or '-'}" for office in offices)
    return flex_message(
        f"วิธีใช้: พิมพ์ รายงาน งานของฉัน สรุป หรือ ช่วยเหลือ · ฝ่ายเลขานุการ {phones}",
        bubble("วิธีใช้และผู้ติดต่อ", lines, buttons),
        quick,
    )


def _for_officers() -> list[Component]:
    return [
        field(
            menu.REPORT,
            "แสดงมาตรการที่ถึงกำหนด เลือกแล้วตอบทีละคำถาม หรือพิมพ์รายงานในข้อความเดียว เช่น "
            "1.1 เสร็จแล้ว ประชุมชี้แจง 6 พ.ย. 69 ผู้เข้าร่วม 45 คน แนบรูปหรือไฟล์ได้ทุกขั้นตอน",
        ),
        field(
            menu.MINE,
            "รายการของหน่วยงานท่านในรอบนี้และที่ค้างอยู่ แก้ไขรายงานที่ส่งแล้วได้จนกว่าจะปิดรอบ",
        ),
        field(
            "ส่งผิดหรือต้องแก้ไข",
            "พิมพ์ เลิกส่ง ภายใน 10 นาทีหลังส่ง หรือพิมพ์ แก้ไข ตามด้วยเลขมาตรการหรือเลขที่รับ เช่น แก้ไข 1.1",
        ),
        field(
            "แจ้งหรือสอบถาม",
            "พิมพ์ ขอขยายเวลา 1.1 · ลาพักร้อน 14-18 ธ.ค. · ย้ายแล้ว · หยุดแจ้งเตือน · "
            f"มาตรการ 1.1 คืออะไร · {menu.LEARN}",
        ),
    ]


def _for_secretariat() -> list[Component]:
    return [
        field(menu.REVIEW, "รับรองหรือส่งกลับแก้ไขรายงานที่รอตรวจ"),
        field("พิมพ์ชื่อหน่วยงาน", "ดูรายการของหน่วยงานนั้น เพื่อรายงานแทน ยกเว้น หรือเปิดให้แก้ไขอีกครั้ง"),
        field(menu.NUDGE, "ดูหน่วยงานที่ยังไม่รายงานและจำนวนข้อความที่ใช้ แล้วส่งติดตาม"),
        field(f"{menu.ANNOUNCE} ตามด้วยข้อความ", "แจ้งทุกหน่วยงานหรือบางหน่วยงาน แสดงตัวอย่างก่อนส่ง"),
        field(f"{menu.NOTES} · {menu.UNDELIVERED}", "คำถามและการแจ้งลาที่ฝากไว้ · ข้อความที่ไม่ถึงผู้รับ"),
    ]


def form_help(offices: Sequence[Office]) -> Message:
    """Help in the middle of a form; the question follows."""
    return text_message(
        "ท่านกำลังทำรายการค้างอยู่ พิมพ์คำตอบได้เลย หรือพิมพ์\n"
        f"• {menu.BACK} – แก้คำตอบก่อนหน้า\n• {menu.SKIP} – ข้ามคำถามที่ไม่บังคับ\n• {menu.PARK} – "
        "เก็บร่างไว้ทำต่อภายหลัง\n"
        f"• {menu.CANCEL} – เลิกทำโดยไม่ส่ง\n• {menu.CONFIRM} – ส่งรายงานเมื่อตรวจข้อความแล้ว\n"
        f"ส่งรูปหรือไฟล์หลักฐานได้ทุกขั้นตอน ส่งผิดให้พิมพ์ {REMOVE}\n\nฝ่าย"
        f"เลขานุการ{phones(offices) or ' ยังไม่ได้ระบุหมายเลขโทรศัพท์'}"
    )


def _tel(phone: str | None) -> str | None:
    digits = "".join(letter for letter in phone or "" if letter.isascii() and letter.isdecimal())
    return f"tel:{digits[:15]}" if len(digits) >= 3 else None
