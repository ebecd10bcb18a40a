"""A robot that reports as an officer does and counts: an interaction is one tap or one message of
theirs, a photo too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.stage import Actor

Heard = list[dict[str, Any]]
AIMS = {
    "no progress": 1,
    "one message": 2,
    "several alike": 2,
    "correction": 2,
    "correction by words": 2,
    "guided": 4,
    "guided with a photo": 5,
}
"""What each way to report may cost."""


@dataclass
class Interactions:
    """An officer whose taps, messages and photos are counted. Typing into a keyboard that a button
    opened with words in it is one message.
    """

    actor: Actor
    count: int = 0

    def says(self, text: str) -> Heard:
        """Type a text."""
        self.count += 1
        return self.actor.says(text)

    def taps(self, label: str, *, of: Heard | None = None) -> Heard:
        """Tap a button."""
        self.count += 1
        return self.actor.taps(label, of=of)

    def sends_photo(self) -> Heard:
        """Send a photo."""
        self.count += 1
        return self.actor.sends()

    def retypes(self, label: str, *, of: Heard, old: str, new: str) -> Heard:
        """Tap a button that opens the keyboard with words, change them, send them."""
        filled = str(self.actor.button(label, of)["fillInText"])
        assert old in filled
        self.taps(label, of=of)
        return self.says(filled.replace(old, new))

    def guided(self, cards: Heard, summary: str, *, photo: bool = False) -> Heard:
        """Report from a card of what is due to the receipt, question by question."""
        self.taps("รายงานผล", of=cards)
        self.taps("◐")
        self.says(summary)
        if photo:
            self.sends_photo()
        return self.taps("ยืนยันส่งรายงาน")

    def told(self, words: str) -> Heard:
        """Report in one message, of one measure or several, to the receipt."""
        self.says(words)
        return self.says("ยืนยัน")

    def corrects(self, receipt: Heard, old: str, new: str) -> Heard:
        """Change the summary of a report that was sent, from its receipt to the next."""
        return self.retypes("แก้สรุปผล", of=receipt, old=old, new=new)

    def corrects_by_words(self, code: str, new: str) -> Heard:
        """The same without a button."""
        self.says(f"แก้ {code} สรุปผล: {new}")
        return self.says("ยืนยัน")

    def no_progress(self, cards: Heard) -> Heard:
        """Say that nothing has changed since the last report."""
        return self.taps("ไม่มีความคืบหน้าเพิ่มเติม", of=cards)
