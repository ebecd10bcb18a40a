"""Spaces that a narrow column left inside Thai words: taken out of a title on evidence only.

Thai is written without spaces between words, so a space means something, unless a line end became
one ("เพิ่ม ประสิทธิภาพการ สื่อสาร"). Witness is the document itself, where the same letters stand
together elsewhere; then words that no phrase can end with or begin with, and compounds of offices
that the space would part.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from thai.compounds import COMPOUNDS

_SPACE = re.compile(r"(?<=[ก-ฮะ-ฺเ-ๅ็-๎]) (?=[ก-ฮเ-ไ])")
# Words that need one after them: a phrase that ends there has not ended.
_OPEN = re.compile(
    r"(?:(?<!จัด)(?<!วิธี)(?<!บริหาร)(?<!บริ)(?<!ราช)(?<!โครง)(?<!มาตร)(?<!กรม)(?<!หลัก)(?<!ดำเนิน)(?<!วิชา)(?<!พิ)การ"
    r"|ความ|(?<!สิ่ง)ของ|ด้วย|ซึ่ง|ระหว่าง|เพื่อ|โดย|แห่ง|สู่|จาก|และ|หรือ|แก่|ต่อ|(?<!สำห)(?<!ป)(?<!กำ)กับ|สำหรับ|อย่าง|สามารถ|ทุก|(?<!จำ)เป็น"
    r"|(?<!ถูก)(?<!ความ)ต้อง|(?<!ติด)(?<!สอบ)(?<!บัติ)ตาม|(?<!เป็น)(?<!ทั้ง)(?<!ใน)(?<!ผ่าน)(?<!เข้า)(?<!เชิง)ระบบ"
    r"|(?<![ก-๙])(?:ใน|ตาม|ให้|ไม่|ผู้|มาตรการ|มาตรการเพิ่ม|มาตรการสร้าง|การเผยแพร่|การเพิ่ม|การสร้าง))$"
)
# Verbs that want an object, before words that are one; a list of nouns has them too ("การพัฒนา
# การปรับปรุง").
_WANTS = re.compile(
    r"(?:(?<!การ)(?:ส่งเสริม|เสริมสร้าง|สร้าง|เพิ่ม|ยกระดับ|พัฒนา|ปรับปรุง|รักษา|ควบคุม|จัดทำ)|ให้เกิด|หากเกิด|ให้มี|ในการใช้|"
    r"(?:เพื่อ|ต้อง)[ก-๎]{2,8}|รายงานผล|สรุปผล|สรุป|เผยแพร่)$"
)
_OBJECT = re.compile(
    r"การ(?!ณ์)|ความ|คุณธรรม|คุณภาพ|ประสิทธิภาพ|มาตร(?:ฐาน|การ)|พฤติกรรม|วัฒนธรรม|จิตสำนึก|งบประมาณ|ทรัพย์สิน|ช่องทาง|ผลการ|ข่าว"
)
# Words that go on with what stands before them.
_GOES_ON = re.compile(
    r"ของ(?!ขวัญ|กำนัล|ใช้|ฝาก)|กับ|ภายใน(?=หน่วยงาน|องค์กร|จังหวัด)|ในหน่วยงาน|"
    r"ที่(?=[ก-๙])(?!ปรึกษา|ดิน|ทำการ|ว่าการ|ประชุม|อยู่|พัก|ราช|จอด|สาธารณ|สำคัญ)"
)
# Phrases and compounds of offices that are written in one; those of the second kind are lists as
# often ("อบรม สัมมนา").
_PHRASES = frozenset(
    (
        "ทุจริตและประพฤติมิชอบ",
        "คุณธรรมและความโปร่งใส",
        "จัดซื้อจัดจ้างหรือการจัดหาพัสดุ",
        "ผู้มีส่วนได้ส่วนเสีย",
        "สถานีตำรวจ",
    )
)
_LISTS = frozenset(
    (
        "อบรมสัมมนา",
        "ข้อมูลข่าวสาร",
        "หน้าที่ความรับผิดชอบ",
        "ซื่อสัตย์สุจริต",
        "แลกเปลี่ยนเรียนรู้",
        "ปฏิบัติตาม",
        "ป้องกันและปราบปราม",
    )
)
# Words before which a writer sets a space, and after which one always stands.
_OPENS_A_PHRASE = re.compile(
    r"และ|หรือ|โดย|เพื่อ|เช่น|ได้แก่|พร้อม|รวม(?:ทั้ง|ถึง)|ตลอดจน|ทั้งนี้|ซึ่ง|กรณี|อาทิ|ณ|ประจำปี|ปีงบ|ผ่าน|ตาม(?:พระ|ระเบียบ|แนว)"
    r"|พ\.|[ก-ฮ]{1,4}\."
)
_BEGINS_A_CLAUSE = re.compile(r"จัด(?:ทำ|ให้)|ให้(?!บริการ)|กำหนด|ดำเนิน|มี(?=การ)|ไม่|ผู้(?=รับ|มี|มา|ใช้)")
_CLOSES_A_PHRASE = re.compile(r"(?:ณ|ๆ|ฯ|\.)$")
_PERSON = re.compile(r"(?:นาย|นาง|นางสาว|ว่าที่[ก-๙]*|ดร\.)[ก-๙]*$")
_NEAR = 6
"""Letters on both sides of a space by which the same words are known elsewhere."""
_FEWEST = 2
_LONGEST = 24
"""Letters on either side of a space in which a parted compound is looked for."""


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
        if _PERSON.search(before):
            return False
        if _is_parted(before[-_LONGEST:], after[:_LONGEST]):
            return True
        if _OPENS_A_PHRASE.match(after) or _CLOSES_A_PHRASE.search(before):
            return False
        if _OPEN.search(before) or _GOES_ON.match(after):
            return True
        if _WANTS.search(before) and _OBJECT.match(after):
            return True
        near, next_ = before[-_NEAR:], after[:_NEAR]
        if min(len(near), len(next_)) < _FEWEST or _BEGINS_A_CLAUSE.match(after):
            return False
        together, apart = self._text.count(near + next_), self._text.count(f"{near} {next_}")
        return together > 0 and together >= apart


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, tuple[str, ...]]:
    """Return what compounds begin with, and with what each of them may go on."""
    found: dict[str, list[str]] = {}
    for word in (COMPOUNDS | _PHRASES) - _LISTS:
        for place in range(_FEWEST, len(word) - _FEWEST + 1):
            found.setdefault(word[:place], []).append(word[place:])
    return {begin: tuple(ends) for begin, ends in found.items()}


def _is_parted(before: str, after: str) -> bool:
    """Tell whether a space stands inside a compound."""
    known = _beginnings()
    return any(
        after.startswith(known.get(before[place:], ()))
        for place in range(len(before) - _FEWEST + 1)
    )
