"""What is said while somebody enters by an invite code."""

import re
from collections.abc import Sequence
from enum import StrEnum

from messages.menu import PAGES, plain
from messages.parts import (
    BRAND,
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    muted,
    rule,
    tap,
    text_message,
)
from messages.taps import Action, pack
from models.people.invites import InviteProblem
from thai.labels import role_label

_KEPT = (
    "เมื่อยินยอม ระบบจะเก็บ (1) รหัสผู้ใช้และชื่อที่แสดงใน LINE (2) ข้อความ รูปภาพ เสียง และไฟล์ที่ท่านส่งเพื่อรายงานผล "
    "รวมชื่อและที่อยู่ของสถานที่จัดกิจกรรมเมื่อท่านส่งตำแหน่ง (ไม่เก็บพิกัด) "
    "และ (3) วันเวลาที่ดำเนินการ เพื่อใช้ติดตามและจัดทำรายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่ง"
    "ใสของหน่วยงานเท่านั้น "
    "ข้อมูลรับส่งผ่านบริการ LINE ซึ่งมีเครื่องแม่ข่ายในต่างประเทศ ข้อความในแชตล้างเมื่อครบ 30 วันหลังดำเนินการแล้ว "
    "(90 วันหากประมวลผลไม่สำเร็จ) รายงานและหลักฐานเป็นของหน่วยงานและเก็บไว้ "
    "ท่านดู ขอลบข้อมูล หรือถอนความยินยอมตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 ได้ทุกเมื่อ "
    'โดยพิมพ์ "ข้อมูลของฉัน" ในแชตนี้ หรือแจ้งฝ่ายเลขานุการ'
)


CONSENTS = "ยินยอม"
DECLINES = "ไม่ยินยอม"
_REGISTERS = "ยินยอมและลงทะเบียน"
_BY = r"(?:ผม|ดิฉัน|ข้าพเจ้า|หนู|ฉัน|ขอ|ให้ความ|รับทราบ|และ|\s)*+"
_ROUND = r"(?:และ|ขอ|ให้|ลงทะเบียน|เก็บข้อมูล|ตามนี้|ตามที่แจ้ง|แล้ว|นะ|เลย|\s)*+"
_CONSENTS = re.compile(rf"{_BY}{CONSENTS}{_ROUND}")
_DECLINES = re.compile(rf"{_BY}ไม่(?:ขอ|ให้ความ|ได้)?(?:{CONSENTS}|ตกลง|ลงทะเบียน){_ROUND}")
_AGREES = re.compile(
    r"(?:ยืนยัน|ตกลง|ยอมรับ|ใช่|ถูกต้อง|โอเค|ok|okay|รับทราบ|ลงทะเบียน|การ|แล้ว|เลย|นะ|\s)+", re.IGNORECASE
)


class Consent(StrEnum):
    """What typed words say to the question for consent."""

    GIVEN = "given"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    """They agree, and do not name the consent."""


def consent_in(text: str) -> Consent | None:
    """Return what typed words say of consent; None for other words. Only a word that names it
    gives it.
    """
    words = plain(text)
    if _DECLINES.fullmatch(words):
        return Consent.REFUSED
    if _CONSENTS.fullmatch(words):
        return Consent.GIVEN
    return Consent.UNCLEAR if _AGREES.fullmatch(words) else None


def consent_by_name(code: str) -> Message:
    """Somebody agreed to a code's card without naming the consent: asked once more."""
    return text_message(
        f"ยังไม่ได้ลงทะเบียน เพราะต้องได้รับความยินยอมโดยชัดแจ้ง หากยินยอมให้เก็บข้อมูลตามที่แจ้งไว้ข้างต้น "
        f"โปรดพิมพ์ {CONSENTS} หากไม่ยินยอม โปรดพิมพ์ {DECLINES}",
        _answers(code),
    )


def _answers(code: str) -> list[LineAction]:
    return [
        tap(_REGISTERS, pack(Action.CONSENT, c=code)),
        tap(DECLINES, pack(Action.DECLINE, c=code)),
    ]


def invitation(
    code: str,
    organization: str,
    agency: str | None,
    role: str,
    phone: str | None,
    place: str | None = None,
) -> Message:
    """Show what a code is for and ask for consent; ``place`` is in whose place it puts somebody."""
    body = [
        field("หน่วยงานเจ้าของแผน", organization),
        *([field("หน่วยงานของท่าน", agency)] if agency else []),
        field("บทบาท", role_label(role)),
        *([field("หน้าที่", place)] if place else []),
        rule(),
        muted(_KEPT, margin="md"),
        muted(f"กดปุ่ม หรือพิมพ์ {CONSENTS} หรือ {DECLINES}"),
        muted(f"ฝ่ายเลขานุการ โทร. {phone}" if phone else "ติดต่อฝ่ายเลขานุการได้หากข้อมูลข้างต้นไม่ถูกต้อง"),
    ]
    consents, declines = _answers(code)
    buttons = [button(consents), button(declines, "secondary")]
    alt = f"ยืนยันการลงทะเบียน: {role_label(role)} {agency or organization} พิมพ์ {CONSENTS} เพื่อลงทะเบียน"
    return flex_message(alt, bubble("ยืนยันการลงทะเบียน", body, buttons, tone=BRAND))


def registered(agency: str | None, organization: str, role: str) -> str:
    """The words of thanks before the first card."""
    return f"ลงทะเบียนเรียบร้อยแล้ว ขอบคุณ\nท่านเป็น{role_label(role)}ของ{agency or organization}"


def first_steps(quick: Sequence[LineAction]) -> Message:
    """The organization is not set up yet: lead its secretariat to the pages."""
    body = [
        muted(
            "หน่วยงานของท่านยังตั้งค่าไม่ครบ เปิดหน้าเว็บแล้วทำตามรายการ “เริ่มต้นใช้งาน” ทีละขั้น หยุดแล้วกลับมาทำต่อได้"
        ),
        muted("ปุ่มนี้ขอลิงก์ใหม่ได้ทุกครั้ง หรือพิมพ์ “เปิดหน้าเว็บ” ในแชตนี้"),
    ]
    open_pages = button(tap("เริ่มต้นใช้งาน", pack(Action.PAGES), says=PAGES))
    card = bubble("เริ่มต้นใช้งาน", body, [open_pages], above="ขั้นต่อไป")
    return flex_message("ขั้นต่อไป: เริ่มต้นใช้งาน เปิดหน้าเว็บแล้วทำตามรายการทีละขั้น", card, quick)


def already_there(agency: str | None, organization: str, role: str) -> Message:
    """The person holds this role already; the code stays unused."""
    return text_message(f"ท่านเป็น{role_label(role)}ของ{agency or organization}อยู่แล้ว รหัสนี้จึงยังไม่ถูกใช้")


def declined() -> Message:
    """The person does not consent: nothing is kept."""
    return text_message(
        "รับทราบ ระบบไม่ได้ลงทะเบียนท่านและรหัสเชิญยังไม่ถูกใช้ หากเปลี่ยนใจ โปรดพิมพ์รหัสเดิมอีกครั้งภายในกำหนด"
    )


def incomplete_code() -> Message:
    """Something like a code was typed, too short or too long for one."""
    return text_message("รหัสเชิญไม่ครบหรือเกิน รหัสมีรูปแบบ KN-ABCD-EFGH-JKMN โปรดตรวจแล้วพิมพ์ใหม่ทั้งรหัส")


_PROBLEMS = {
    InviteProblem.UNKNOWN: "ไม่พบรหัสเชิญนี้ โปรดตรวจตัวอักษรแล้วพิมพ์ใหม่ หรือขอรหัสใหม่จากฝ่ายเลขานุการ",
    InviteProblem.EXPIRED: "รหัสเชิญนี้หมดอายุแล้ว (ใช้ได้ 14 วัน) โปรดขอรหัสใหม่จากฝ่ายเลขานุการ",
    InviteProblem.USED: "รหัสเชิญนี้ถูกใช้ไปแล้ว รหัสหนึ่งใช้ได้ครั้งเดียว โปรดขอรหัสใหม่จากฝ่ายเลขานุการ",
    InviteProblem.TOO_MANY_TRIES: (
        "ท่านพิมพ์รหัสไม่ถูกต้องหลายครั้ง โปรดรอหนึ่งชั่วโมงแล้วลองใหม่ หรือติดต่อฝ่ายเลขานุการ"
    ),
    InviteProblem.FOR_A_GROUP: "รหัสนี้ใช้สำหรับผูกกลุ่ม โปรดพิมพ์ /ผูกกลุ่ม ตามด้วยรหัส ในกลุ่มไลน์ที่ต้องการ",
    InviteProblem.FOR_A_PERSON: (
        "รหัสนี้เป็นรหัสเชิญรายบุคคล โปรดให้เจ้าของรหัสพิมพ์ในแชตส่วนตัวกับระบบ ไม่ควรเผยแพร่ในกลุ่ม"
    ),
}


def problem(why: InviteProblem) -> Message:
    """Why a code is not taken, and what to do."""
    return text_message(_PROBLEMS[why])
