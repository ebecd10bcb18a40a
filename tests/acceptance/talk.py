"""What people do in their chats: find the right card, fill in a report, review one. Everything goes
through words, taps and photos.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from tests.stage import Actor, actions_in, words_of

RECEIPT = re.compile(r"\d{4}-\d{6}-\d+")
Message = dict[str, Any]


def photo(seed: int) -> bytes:
    """A real PNG of 24 x 24 pixels; another seed is another picture."""
    rows = b"".join(
        b"\0" + bytes((seed * 37 + x * 5 + y * 11) % 256 for x in range(24 * 3)) for y in range(24)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def part_with(messages: list[Message], label: str, *near: str) -> Message | None:
    """The smallest part of some messages that holds one button of that label, and all those
    words.
    """
    fitting = [part for part in _parts(messages) if _has(part, label, near)]
    return min(fitting, key=lambda part: len(json.dumps(part)), default=None)


def _parts(value: Any) -> Iterator[Message]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _parts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _parts(part)


def _has(part: Message, label: str, near: tuple[str, ...]) -> bool:
    if sum(str(action["label"]).startswith(label) for action in actions_in(part)) != 1:
        return False
    lines = words_of(part)
    return all(words in lines for words in near)


def tap_near(actor: Actor, heard: list[Message], label: str, *near: str) -> list[Message]:
    """Tap the button beside some words, turning the pages of a list until it is there."""
    while True:
        part = part_with(heard, label, *near)
        if part is not None:
            return actor.taps(label, of=[part])
        heard = actor.taps("ดูรายการถัดไป", of=heard)


def enter(actor: Actor, code: str) -> list[Message]:
    """Type an invite code and consent; return the first words and cards."""
    shown = words_of(actor.says(code))
    assert "คุ้มครองข้อมูลส่วนบุคคล" in shown
    heard = actor.taps("ยินยอมและลงทะเบียน")
    assert "ลงทะเบียนเรียบร้อยแล้ว" in words_of(heard[:1])
    return heard


def open_due(actor: Actor, code: str, *more: str) -> list[Message]:
    """Ask for what is due and open the card of a measure."""
    return tap_near(actor, actor.says("รายงาน"), "รายงานผล", f"มาตรการ {code}\n", *more)


def fill_with_taps(actor: Actor, pictures: list[bytes]) -> str:
    """Fill in an open report with buttons where there are buttons, with photos; return the number
    of the receipt.
    """
    actor.taps("◐")
    actor.says("จัดประชุมชี้แจงบุคลากรเมื่อวันที่ ๙ พ.ย. ๒๕๖๙ ผู้เข้าร่วม 85 คน")
    for count, picture in enumerate(pictures, 1):
        assert f"รวม {count} รายการ" in words_of(actor.sends(picture))
    shown = words_of(actor.messages()[-1:])
    assert "จัดประชุมชี้แจงบุคลากรเมื่อวันที่ ๙ พ.ย. ๒๕๖๙ ผู้เข้าร่วม 85 คน" in shown
    return receipt_in(actor.taps("ยืนยันส่งรายงาน"))


def fill_with_words(actor: Actor, status: str = "อยู่ระหว่างดำเนินการ", obstacle: str = "") -> str:
    """Fill in an open report by typing alone; return the number of the receipt."""
    actor.says(status)
    actor.says("ดำเนินการตามขั้นตอนของมาตรการแล้ว และแจ้งเวียนบุคลากรในสังกัด")
    if obstacle:
        actor.says(obstacle)
    return receipt_in(actor.says("ยืนยัน"))


def receipt_in(heard: list[Message]) -> str:
    """The receipt's number; there has to be exactly one."""
    lines = words_of(heard)
    assert "ได้รับรายงานเรียบร้อยแล้ว" in lines, lines
    (number,) = set(RECEIPT.findall(lines))
    return str(number)


def waiting_card(secretary: Actor, number: str) -> Message:
    """Find a waiting report by its number: on a card of its own, or among those of its agency."""
    card = _card_with(secretary.says("ตรวจรายงาน"), number)
    if part_with([card], "ตรวจทีละรายการ") is not None:
        card = _card_with(secretary.taps("ตรวจทีละรายการ", of=[card]), number)
    return card


def _card_with(heard: list[Message], number: str) -> Message:
    cards = [part for part in _parts(heard) if part.get("type") == "bubble"]
    found = [card for card in cards if number in words_of(card)]
    assert len(found) == 1, words_of(heard)
    return found[0]


def review(secretary: Actor, number: str, label: str) -> list[Message]:
    """Find a waiting report by its number among those shown, and tap "รับรอง" or "ส่งกลับแก้ไข"."""
    return secretary.taps(label, of=[waiting_card(secretary, number)])


def line_after(messages: list[Message], beginning: str) -> str:
    """The line that stands under the first line beginning so."""
    lines = words_of(messages).split("\n")
    return next(below for line, below in pairwise(lines) if line.startswith(beginning))


def addresses_in(messages: list[Message], keep: Callable[[str], bool]) -> list[str]:
    """The addresses behind the buttons of some messages."""
    return [
        action["uri"]
        for action in actions_in(messages)
        if action["type"] == "uri" and keep(action["uri"])
    ]
