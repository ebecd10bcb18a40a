"""What is said when "ยกเลิก" is typed after a card that asks once more: nothing was done."""

from collections.abc import Callable, Sequence

from messages import menu
from messages.parts import LineAction, Message, text_message
from messages.taps import Action

_SENDS = ("ส่งประกาศ", "ส่งประกาศเลย", "ยืนยันประกาศ", "ยืนยันส่งประกาศ")


def sends_announcement(text: str) -> bool:
    """Tell whether words are those of the button that sends an announcement."""
    return menu.plain(text) in _SENDS


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
