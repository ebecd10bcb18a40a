"""What is said about what is kept of a person: seeing it, taking the consent back, being erased."""

from collections.abc import Sequence

from messages import menu
from messages.parts import (
    LineAction,
    Message,
    bubble,
    button,
    flex_message,
    muted,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack

_WITHDRAW = tap("ถอนความยินยอม", pack(Action.WITHDRAW))
_ERASE = tap(menu.ERASE, pack(Action.ERASE))
SURE_WITHDRAW, SURE_ERASE = "ยืนยันถอนความยินยอม", "ยืนยันลบข้อมูลของฉัน"
"""On the buttons of the second look, and typed where there are none."""
AGREE = "ยินยอมอีกครั้ง"
_AGREE = tap(AGREE, pack(Action.AGREE))


def own_data_card(quick: Sequence[LineAction]) -> Message:
    """Say what is kept, and what can be done about it."""
    body = [
        words("ระบบเก็บชื่อและรหัสผู้ใช้ LINE ของท่าน รายงานและหลักฐานที่ท่านส่ง และข้อความในแชตนี้ 30 วัน"),
        muted('ดูหรือดาวน์โหลดข้อมูลทั้งหมดได้ในหน้าเว็บ: พิมพ์ "เปิดหน้าเว็บ" แล้วเลือก "ข้อมูลของฉัน"'),
    ]
    card = bubble("ข้อมูลของฉัน", body, [button(_WITHDRAW, "secondary"), button(_ERASE, "secondary")])
    return flex_message("ข้อมูลของฉัน: สิ่งที่ระบบเก็บ และสิ่งที่ท่านขอได้", card, quick)


def ask_withdrawal(quick: Sequence[LineAction]) -> Message:
    """Ask once more before no message is sent any more."""
    body = [
        words("เมื่อถอนความยินยอม ระบบจะไม่ส่งข้อความใดถึงท่านอีก รวมทั้งการแจ้งเตือนกำหนดส่ง"),
        muted("บทบาทและรายงานที่ส่งแล้วยังคงอยู่ ท่านให้ความยินยอมอีกครั้งได้ทุกเมื่อ"),
        muted(f"กดปุ่ม หรือพิมพ์ {SURE_WITHDRAW} · ไม่ถอน พิมพ์ {menu.CANCEL}"),
    ]
    sure = button(tap(SURE_WITHDRAW, pack(Action.WITHDRAW, sure=1)))
    return flex_message("ยืนยันการถอนความยินยอม", bubble("ถอนความยินยอม", body, [sure]), quick)


def ask_erasure(reports: int, quick: Sequence[LineAction]) -> Message:
    """Ask once more before a person is erased; ``reports`` stay."""
    stay = f"รายงานที่ท่านส่งแล้ว {reports:,} รายการ" if reports else "รายงานที่ส่งแล้ว"
    body = [
        words("ระบบจะลบชื่อ รหัสผู้ใช้ LINE ร่างที่ยังไม่ส่ง และข้อความในแชต และสิ้นสุดบทบาททั้งหมดของท่าน"),
        muted(f"{stay}และหลักฐานเป็นของหน่วยงานและเก็บไว้โดยไม่มีชื่อท่าน เมื่อลบแล้วเรียกคืนไม่ได้"),
        muted(f"กดปุ่ม หรือพิมพ์ {SURE_ERASE} · ไม่ลบ พิมพ์ {menu.CANCEL}"),
    ]
    sure = button(tap(SURE_ERASE, pack(Action.ERASE, sure=1)))
    return flex_message("ยืนยันการลบข้อมูลของฉัน", bubble("ลบข้อมูลของฉัน", body, [sure]), quick)


def successor_first(organization: str, quick: Sequence[LineAction]) -> Message:
    """The only one of a secretariat cannot be erased before somebody follows."""
    return text_message(
        f"ท่านเป็นฝ่ายเลขานุการเพียงคนเดียวของ{organization} จึงต้องมีผู้รับช่วงก่อน "
        'พิมพ์ "เปิดหน้าเว็บ" แล้วเลือกผู้รับช่วงในหน้า "ข้อมูลของฉัน" ขณะลบข้อมูล '
        'หรือออกรหัสเชิญฝ่ายเลขานุการในหน้า "หน่วยงานและบุคคล" ก่อน แล้วขอลบข้อมูลอีกครั้ง',
        quick,
    )


def withdrawn() -> Message:
    """The consent was taken back; also what is said to every word after that."""
    return text_message(
        "ท่านถอนความยินยอมแล้ว ระบบจะไม่ส่งข้อความถึงท่านอีก "
        f"หากต้องการใช้งานต่อ กดปุ่มหรือพิมพ์ {AGREE} หากต้องการให้ลบข้อมูล พิมพ์ {menu.ERASE}",
        [_AGREE, _ERASE],
    )


def agreed(quick: Sequence[LineAction]) -> Message:
    """The consent was given again."""
    return text_message("รับทราบ ท่านให้ความยินยอมแล้ว ระบบจะส่งข้อความถึงท่านตามปกติ", quick)


def erasing() -> Message:
    """The person will be erased when this answer has gone."""
    return text_message(
        "รับคำขอแล้ว ระบบจะลบข้อมูลของท่านภายในไม่กี่นาที รวมทั้งข้อความนี้ในระบบ ขอบคุณที่ร่วมงานกัน "
        "ข้อความที่อยู่ใน LINE ของท่านเอง ท่านลบได้จากแอป LINE"
    )
