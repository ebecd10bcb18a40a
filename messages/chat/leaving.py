"""Who moved, and who wants no reminders: what the chat offers them."""

import re
from collections.abc import Sequence

from messages.limits import FLEX_LABEL, clip
from messages.parts import LineAction, Message, tap, text_message
from messages.taps import Action, pack
from thai.cleaning import clean

STOP = "หยุดแจ้งเตือน"
START = "เปิดแจ้งเตือน"
_STARTS = re.compile(
    r"(?:ขอ|ช่วย|อยาก)?\s?(?:เปิด|รับ|เริ่ม)(?:การ|รับ)?(?:แจ้งเตือน|เตือน)(?:อีกครั้ง|อีก|ใหม่|ครับ|ค่ะ|คะ|"
    r"หน่อย|ด้วย|นะ|\s)*+"
)


def wants_reminders(text: str) -> bool:
    """Tell whether words ask for reminders again."""
    return _STARTS.fullmatch(clean(text)) is not None


def moved(
    places: Sequence[tuple[int, str]], phone: str | None, quick: Sequence[LineAction]
) -> Message:
    """Offer the successor's code; ``places`` are (membership, agency)."""
    several = len(places) > 1
    called = f" โทร. {phone}" if phone else ""
    actions = [
        tap(
            clip(f"ทำรหัส {agency}" if several else "ทำรหัสผู้รับช่วง", FLEX_LABEL),
            pack(Action.SUCCESSOR, m=number),
            says=f"ทำรหัสผู้รับช่วงของ{agency}",
        )
        for number, agency in places[:6]
    ]
    return text_message(
        "หากท่านย้ายหรือไม่ได้รับผิดชอบแล้ว ส่งมอบงานได้ทันที กดทำรหัสผู้รับช่วง แล้วส่งรหัสให้ผู้รับผิดชอบคนใหม่ "
        "เมื่อใช้รหัสแล้ว งานและร่างที่ค้างจะไปอยู่กับคนใหม่ รายงานเดิมยังอยู่ครบ และสิทธิของท่านจะสิ้นสุด\n"
        f"หากยังไม่ทราบว่าเป็นผู้ใด โปรดแจ้งฝ่ายเลขานุการ{called}",
        [*actions, *quick],
    )


def successor_code(agency: str, code: str, days: int) -> Message:
    """The code, to pass on."""
    return text_message(
        f"รหัสสำหรับผู้รับผิดชอบคนใหม่ของ{clip(agency, 160)}\n{code}\n"
        f"ใช้ได้ครั้งเดียวภายใน {days} วัน โปรดส่งให้ผู้นั้นเพิ่มบัญชีนี้เป็นเพื่อนแล้วพิมพ์รหัส "
        "ท่านยังรายงานได้จนกว่าจะมีผู้ใช้รหัสนี้"
    )


def no_successor(quick: Sequence[LineAction]) -> Message:
    """The role ended, or is a stand-in's."""
    return text_message("ทำรหัสผู้รับช่วงของรายการนี้ไม่ได้ โปรดแจ้งฝ่ายเลขานุการ", quick)


def stopped(quick: Sequence[LineAction]) -> Message:
    """Early reminders will not come any more."""
    return text_message(
        "หยุดการเตือนล่วงหน้าของท่านแล้ว ระบบจะเตือนเฉพาะในวันครบกำหนดเมื่อยังมีรายการที่ไม่ได้รายงาน "
        f"หากต้องการรับทั้งหมดอีกครั้ง พิมพ์ {START}",
        quick,
    )


def started(quick: Sequence[LineAction]) -> Message:
    """They come again."""
    return text_message(f"เปิดการเตือนล่วงหน้าของท่านแล้ว หากต้องการหยุด พิมพ์ {STOP}", quick)
