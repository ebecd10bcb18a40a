"""What is said when "ยกเลิก" is typed after a card that asks once more: nothing was done."""

import re
from collections.abc import Callable, Sequence

from messages import menu
from messages.chat import own_data
from messages.parts import LineAction, Message, text_message
from messages.taps import Action

_SURE = {
    own_data.SURE_WITHDRAW: Action.WITHDRAW,
    "ยืนยันการถอนความยินยอม": Action.WITHDRAW,
    "ยืนยันถอน": Action.WITHDRAW,
    "ถอนเลย": Action.WITHDRAW,
    own_data.SURE_ERASE: Action.ERASE,
    "ยืนยันการลบข้อมูลของฉัน": Action.ERASE,
    "ยืนยันลบข้อมูล": Action.ERASE,
    "ยืนยันลบ": Action.ERASE,
    "ลบเลย": Action.ERASE,
}
_LEAVES = re.compile(
    r"(?:ขอ)?(?:ไม่|ยัง(?:ไม่)?|ยกเลิก(?:การ)?|เลิก)(?:อยาก|ต้องการ|ขอ|จะ|\s)*(?:ถอน|ลบ|ส่ง|เอา|ติดตาม|ประกาศ)"
    r"(?:ความยินยอม|ข้อมูล(?:ของฉัน)?)?(?:ดีกว่า|แล้ว|ก่อน|เลย|\s)*|เปลี่ยนใจ(?:แล้ว|\s)*|ไม่(?:ดีกว่า|แล้ว|เอา)"
)
_SENDS = ("ส่งประกาศ", "ส่งประกาศเลย", "ยืนยันประกาศ", "ยืนยันส่งประกาศ")
_AGREES = re.compile(r"(?:ตกลง|โอเค|โอเช|ok|okay|ได้|ถูกต้อง|เรียบร้อย|รับทราบ)(?:เลย|แล้ว|\s)*")


def sure_of(text: str) -> Action | None:
    """Return what words of a second look's button confirm; None for other words."""
    return _SURE.get(menu.plain(text))


def leaves(text: str) -> bool:
    """Tell whether words take back what a second look asks about: "ไม่ถอนแล้วค่ะ"."""
    return _LEAVES.fullmatch(menu.plain(text)) is not None


def sends_announcement(text: str) -> bool:
    """Tell whether words are those of the button that sends an announcement."""
    return menu.plain(text) in _SENDS


def agrees(text: str) -> bool:
    """Tell whether words agree, and do not say that anything is to be sent."""
    return _AGREES.fullmatch(menu.plain(text).lower()) is not None


def not_sent_yet(quick: Sequence[LineAction]) -> Message:
    """What was shown waits for a word that sends it."""
    return text_message(
        f"ยังไม่ได้ส่ง หากต้องการส่งตามที่แสดงไว้ พิมพ์ {menu.CONFIRM} หากไม่ส่ง พิมพ์ {menu.CANCEL}", quick
    )


def not_announced(quick: Sequence[LineAction]) -> Message:
    """The announcement that was shown is not sent."""
    return text_message(f"ไม่ได้ส่งประกาศ หากต้องการประกาศใหม่ พิมพ์ {menu.ANNOUNCE} ตามด้วยข้อความ", quick)


def _not_erased(quick: Sequence[LineAction]) -> Message:
    return text_message("ไม่ได้ลบข้อมูลของท่าน ทุกอย่างยังอยู่ตามเดิม", quick)


def _not_withdrawn(quick: Sequence[LineAction]) -> Message:
    return text_message("ไม่ได้ถอนความยินยอม ทุกอย่างยังอยู่ตามเดิม", quick)


def _not_chased(quick: Sequence[LineAction]) -> Message:
    return text_message(f"ไม่ได้ส่งข้อความติดตาม หากต้องการดูอีกครั้ง พิมพ์ {menu.NUDGE}", quick)


NOT_DONE: dict[Action, Callable[[Sequence[LineAction]], Message]] = {
    Action.ERASE: _not_erased,
    Action.WITHDRAW: _not_withdrawn,
    Action.NUDGE: _not_chased,
}
