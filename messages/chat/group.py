"""What is said in a LINE group: little, and only when spoken to."""

from messages.parts import Message, text_message


def joined() -> Message:
    """When the bot is invited to a group."""
    return text_message(
        "สวัสดี ระบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส จะแจ้งเตือนและสรุปผลในกลุ่มนี้เดือนละครั้ง "
        "และไม่ตอบบทสนทนาอื่น\n"
        "ฝ่ายเลขานุการโปรดพิมพ์ /ผูกกลุ่ม ตามด้วยรหัส เพื่อเริ่มใช้งาน"
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
        "ในกลุ่มนี้พิมพ์ได้ดังนี้\n• /สรุป – ภาพรวมการรายงานของเดือนปัจจุบัน\n• /ช่วยเหลือ – คำแนะนำนี้\n"
        f"การรายงานผลและส่งหลักฐานให้ทำในแชตส่วนตัวกับระบบ{contact}"
    )
