"""Spaces that a narrow column left inside Thai words: taken out of a title on evidence only.

Thai is written without spaces between words, so a space means something, unless a line end became
one ("เพิ่ม ประสิทธิภาพการ สื่อสาร"). Witness is the document itself, where the same letters stand
together elsewhere, and words that no phrase can end with.
"""

import re
from collections.abc import Iterable

_SPACE = re.compile(r"(?<=[ก-ฮะ-ฺเ-ๅ็-๎]) (?=[ก-ฮเ-ไ])")
# Words that need one after them: a phrase that ends there has not ended.
_OPEN = re.compile(
    r"(?:(?<!จัด)(?<!บริหาร)(?<!บริ)(?<!ราช)(?<!โครง)(?<!มาตร)(?<!กรม)(?<!หลัก)(?<!ดำเนิน)(?<!วิชา)(?<!พิ)การ"
    r"|ความ|ของ|ด้วย|ซึ่ง|ระหว่าง|เพื่อ|โดย|แห่ง|สู่|จาก|และ|หรือ|แก่|ต่อ|(?<!สำห)(?<!ป)กับ|สำหรับ|อย่าง|สามารถ"
    r"|(?<![ก-๙])(?:ใน|ตาม|ให้|ไม่|ผู้|มาตรการ|มาตรการเพิ่ม|มาตรการสร้าง|การเผยแพร่|การเพิ่ม|การสร้าง))$"
)
# Words before which a writer sets a space, and after which one always stands.
_OPENS_A_PHRASE = re.compile(
    r"และ|หรือ|โดย|เพื่อ|เช่น|ได้แก่|พร้อม|รวม(?:ทั้ง|ถึง)|ตลอดจน|ทั้งนี้|ซึ่ง|กรณี|อาทิ|ณ|ประจำปี|ปีงบ|ผ่าน|ตาม(?:พระ|ระเบียบ|แนว)"
    r"|พ\.|[ก-ฮ]{1,4}\."
)
_BEGINS_A_CLAUSE = re.compile(r"จัด(?:ทำ|ให้)|ให้(?!บริการ)|กำหนด|ดำเนิน|มี(?=การ)|ไม่")
_CLOSES_A_PHRASE = re.compile(r"(?:ณ|ๆ|ฯ|\.)$")
_PERSON = re.compile(r"(?:นาย|นาง|นางสาว|ว่าที่[ก-๙]*|ดร\.)[ก-๙]*$")
_NEAR = 6
"""Letters on both sides of a space by which the same words are known elsewhere."""
_FEWEST = 2


class Witness:
    """A document's own texts, asked whether two words stand together."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)

    def unwrapped(self, title: str) -> str:
        """Return a title without the spaces that are surplus by evidence; all others stay."""
        return _SPACE.sub(
            lambda space: "" if self._is_surplus(title, space.start()) else " ", title
        )

    def _is_surplus(self, title: str, place: int) -> bool:
        before, after = title[:place].rpartition(" ")[2], title[place + 1 :].partition(" ")[0]
        if (
            _OPENS_A_PHRASE.match(after)
            or _CLOSES_A_PHRASE.search(before)
            or _PERSON.search(before)
        ):
            return False
        if _OPEN.search(before):
            return True
        near, next_ = before[-_NEAR:], after[:_NEAR]
        if min(len(near), len(next_)) < _FEWEST or _BEGINS_A_CLAUSE.match(after):
            return False
        together, apart = self._text.count(near + next_), self._text.count(f"{near} {next_}")
        return together > 0 and together >= apart
