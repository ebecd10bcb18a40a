"""What a sending of the secretariat costs, said before and after it: the month's messages, whom
they do not reach, and what the reminders still need of them.
"""

from collections.abc import Sequence

from messages import parts
from messages.limits import clip
from messages.parts import Component, muted, words

_NAMES = 5


def left_line(left: int | None) -> str:
    """How many messages the month has left; empty where no limit is known."""
    return f"เดือนนี้เหลือ {left:,} ข้อความ" if left is not None else ""


def shortage(
    cost: int, left: int | None, to_come: int, held: Sequence[str] = ()
) -> list[Component]:
    """Warn where a sending of so many messages does not fit into what the month has left (``held``:
    the agencies it would not reach), or takes what the reminders ``to_come`` need.
    """
    if left is None:
        return []
    if left < cost:
        whom = f": {names(held)}" if held else ""
        said = f"ข้อความของเดือนนี้ไม่พอ จะมีผู้ไม่ได้รับ {cost - left:,} คน{whom}"
        return [words(said, color=parts.WARN)]
    if not to_come:
        return []
    if left - cost >= to_come:
        return [muted(f"การแจ้งเตือนของเดือนนี้ยังต้องใช้อีกประมาณ {to_come:,} ข้อความ")]
    missing = to_come - (left - cost)
    return [
        words(
            f"การแจ้งเตือนของเดือนนี้ยังต้องใช้อีกประมาณ {to_come:,} ข้อความ "
            f"หากส่ง การแจ้งเตือนอาจขาด {missing:,} ข้อความ",
            color=parts.WARN,
        )
    ]


def held_line(cost: int, held: Sequence[str]) -> str:
    """Say after a sending whom the month's messages do not reach; empty when they reach all."""
    if not held:
        return ""
    return f"โควตาข้อความของเดือนนี้ไม่พอส่งทั้ง {cost:,} ข้อความ โปรดโทรศัพท์: {names(held)}"


def names(found: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    shown = ", ".join(clip(name, 80) for name in found[:_NAMES])
    more = len(found) - _NAMES
    return f"{shown} และอีก {more:,} หน่วยงาน" if more > 0 else shown
