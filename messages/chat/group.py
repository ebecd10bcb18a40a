"""What is said in a LINE group: little, and only when spoken to."""

from collections.abc import Sequence
from datetime import date

from messages.limits import clip
from messages.parts import Message, text_message
from thai.dates import long_month, weekday_date

_NAMES = 40


def joined() -> Message:
    """When the bot is invited to a group."""
    return text_message(
        "สวัสดี ระบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส จะแจ้งเตือนและสรุปผลในกลุ่มนี้เดือนละครั้ง\n"
        "ระบบอ่านและตอบเฉพาะข้อความที่ขึ้นต้นด้วยคำสั่ง เช่น /สรุป หรือที่กล่าวถึงบัญชีนี้ (@) "
        "บทสนทนา รูปภาพ และไฟล์อื่นในกลุ่มไม่ถูกเก็บไว้\n"
        "ฝ่ายเลขานุการโปรดพิมพ์ /ผูกกลุ่ม ตามด้วยรหัส เพื่อเริ่มใช้งาน และพิมพ์ /ช่วยเหลือ เพื่อดูคำสั่งทั้งหมด"
    )


def bound(organization: str) -> Message:
    """The group is bound to an organization."""
    return text_message(
        f"ผูกกลุ่มนี้กับ{organization}เรียบร้อยแล้ว ระบบจะแจ้งเตือนและสรุปผลการรายงานในกลุ่มนี้ พิมพ์ /สรุป "
        "เพื่อดูภาพรวมได้ทุกเมื่อ"
    )


def bound_to_other(organization: str) -> Message:
    """The group is bound already, to another organization."""
    return text_message(
        f"กลุ่มนี้ผูกกับ{organization}อยู่แล้ว หากต้องการเปลี่ยน โปรดนำระบบออกจากกลุ่มแล้วเชิญเข้าใหม่"
    )


def code_missing() -> Message:
    """``/ผูกกลุ่ม`` without a code."""
    return text_message("โปรดพิมพ์ /ผูกกลุ่ม ตามด้วยรหัสที่ได้รับ เช่น /ผูกกลุ่ม KN-ABCD-EFGH-JKMN")


def not_bound() -> Message:
    """Somebody asks for a summary in a group that belongs to nobody."""
    return text_message("กลุ่มนี้ยังไม่ได้ผูกกับหน่วยงานใด โปรดพิมพ์ /ผูกกลุ่ม ตามด้วยรหัสจากฝ่ายเลขานุการ")


def help_text(phone: str | None) -> Message:
    """What the bot does in a group."""
    contact = f"\nฝ่ายเลขานุการ โทร. {phone}" if phone else ""
    return text_message(
        "ในกลุ่มนี้พิมพ์ได้ดังนี้\n• /สรุป – ภาพรวมการรายงานของเดือนปัจจุบัน\n"
        "• /ค้างส่ง – จำนวนที่ยังไม่รายงาน\n• /ปฏิทิน – กำหนดส่งและวันปิดรอบ\n"
        "• /ช่วยเหลือ – คำแนะนำนี้\n"
        "หรือกล่าวถึงบัญชีนี้ (@) แล้วถาม เช่น ขอสรุปหน่อย ใครยังไม่ส่ง ครบกำหนดวันไหน\n"
        f"การรายงานผลและส่งหลักฐานให้ทำในแชตส่วนตัวกับระบบ{contact}"
    )


def thanked() -> Message:
    """Somebody thanks the bot."""
    return text_message("ด้วยความยินดี")


def contact(phone: str | None) -> Message:
    """Whom to call."""
    number = f"โทร. {phone}" if phone else "ยังไม่ได้แจ้งหมายเลขโทรศัพท์ไว้"
    return text_message(f"ฝ่ายเลขานุการ {number}")


def round_dates(month: date, due_on: date, closes_on: date) -> Message:
    """The dates of a round (Bangkok days)."""
    return text_message(
        f"ปฏิทินรอบเดือน{long_month(month)}\n• ครบกำหนดรายงาน {weekday_date(due_on)}\n"
        f"• ปิดรอบ {weekday_date(closes_on)}"
    )


def nothing_to_report(month: date) -> Message:
    """Nothing was to be reported in a round."""
    return text_message(f"รอบเดือน{long_month(month)} ไม่มีรายการที่ต้องรายงาน")


def missing_counts(
    month: date, due_on: date, agencies: int, reports: int, names: Sequence[str]
) -> Message:
    """How much of a round is not reported; ``names`` of agencies that are late, where the
    organization lets the group read them.
    """
    head = f"รอบเดือน{long_month(month)}"
    if not agencies:
        return text_message(f"{head} ทุกหน่วยงานรายงานครบแล้ว ขอขอบคุณ")
    listed = "".join(f"\n• {clip(name, 100)}" for name in names[:_NAMES])
    more = f"\nและอีก {len(names) - _NAMES:,} หน่วยงาน" if len(names) > _NAMES else ""
    return text_message(
        f"{head} ยังไม่รายงาน {agencies:,} หน่วยงาน รวม {reports:,} รายการ "
        f"(ครบกำหนด{weekday_date(due_on)}){listed}{more}"
    )
