"""A button's label, typed: LINE on a PC shows no quick replies, and cards can be far up."""

import re
from collections.abc import Sequence
from typing import Any

from messages import menu
from messages.limits import clip
from messages.parts import LineAction, Message, buttons_in, text_message
from messages.taps import Action, unpack

LONGEST = 60
"""Letters of a label that somebody may type."""
_BEGINS = re.compile(r"[^\W\d_]{1,4}")
_COUNT = re.compile(r"\s*[\d,]+\s*(?:ข้อความ|รายการ|เรื่อง|หน่วยงาน)$")
_UNSEEN = re.compile(r"[\s○◐●✕✔›…\"“”\[\]]+")
_ONLY_TAPPED = (Action.TYPING,)  # it opens the keyboard, which is open


def may_be_called(shown: str, text: str) -> bool:
    """Tell whether the JSON of messages has the first letters of what somebody typed at all: that
    is seldom so, and reading the messages takes longer.
    """
    begins = _BEGINS.search(menu.plain(text))
    return begins is None or begins[0].lower() in shown.lower()


def buttons_called(shown: Sequence[Any], text: str) -> list[LineAction]:
    """Return the buttons of messages whose label, or words in the chat, somebody typed: each that
    does something else once. Politeness, spaces, signs and a count at the end do not matter.
    """
    wanted = _key(text)
    found: dict[str, LineAction] = {}
    if not wanted or len(text) > LONGEST:
        return []
    for button in buttons_in(list(shown)):
        tapped = unpack(str(button.get("data", "")))
        if button["type"] == "postback" and (tapped is None or tapped.action in _ONLY_TAPPED):
            continue
        names = (button["label"], button.get("displayText"), button.get("text"))
        known = {_key(each) for each in names if each}
        known |= {_key(_COUNT.sub("", each)) for each in names if each}
        if wanted in known:
            found.setdefault(str(button.get("data") or button.get("text")), button)
    return list(found.values())


def several(label: str, count: int, quick: Sequence[LineAction]) -> Message:
    """Several buttons of the newest answer are called so: nothing is done."""
    return text_message(
        f"ข้อความล่าสุดมีปุ่ม “{clip(label, 60)}” {count:,} ปุ่ม จึงยังไม่ได้ดำเนินการ โปรดกดปุ่มของรายการที่ต้องการ "
        "หรือพิมพ์ชื่อปุ่มตามด้วยหมายเลขมาตรการหรือเลขที่รับ",
        quick,
    )


def _key(text: str) -> str:
    return _UNSEEN.sub("", menu.plain(text)).lower()
