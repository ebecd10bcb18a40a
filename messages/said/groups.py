"""What is said of all measures at once, of all but some, of the rest, and of several in one breath,
each in its own words: "เว็บไซต์ยังไม่เริ่ม คู่มือเสร็จแล้ว".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from messages.said.clauses import without_plans
from messages.said.language.facts import read_facts
from messages.said.language.places import Span
from messages.said.language.words import content_words
from messages.said.measures import (
    DueMeasure,
    NamedMeasures,
    begins_with,
    measure_in_words,
    only_measure,
)
from messages.said.statuses import status_in
from messages.said.weighing import PART, shape_of, weigh

ALL = re.compile(
    r"(?:ทุก(?:ๆ)?(?:ข้อ|มาตรการ|รายการ|เรื่อง|อัน|ตัว)|(?<=[ก-๙])สัก(?:ข้อ|มาตรการ|เรื่อง|อัน)(?:เดียว)?|(?:ครบ|หมด)ทุก(?:อย่าง|ข้อ)|(?<!งบ)(?<!เงิน)ทั้งหมด(?:\s?\d+\s?(?:ข้อ|มาตรการ|"
    r"รายการ|เรื่อง))?|ทั้ง\s?\d+\s?(?:ข้อ|มาตรการ|รายการ|เรื่อง)|"
    r"^(?:ส่วน)?(?:ข้อ|มาตรการ|รายการ|อัน|ตัว)?(?:ที่เหลือ|นอกนั้น)(?:ทั้งหมด|ทุกข้อ|อยู่|ๆ|\s?\d\s?(?:ข้อ|มาตรการ|รายการ))?"
    r"(?=\s?(?:ก็|คง|ยัง|ไม่|กำลัง|อยู่|เหมือน|เดิม|เสร็จ|ดำเนินการ|ทำ|แล้ว|ครบ|เรียบร้อย)))"
)
"""Words for all that is due; "the rest" at the head of a message is what is still due then."""
BUT_FOR = re.compile(
    r"(?:แต่|เหลือ|มี|ส่วน)?(?:ยกเว้น|เว้น(?:แต่)?|นอกจาก|ขาด|เหลือ)(?:แค่|แต่|เฉพาะ|เพียง)?\s?$"
)
_THE_REST = re.compile(
    r"(?:ส่วน)?(?:(?:ข้อ|มาตรการ|อัน|ตัว)?(?:ที่เหลือ|อื่น)|นอกนั้น)(?:ๆ|ทั้งหมด|\s?\d\s?ข้อ)*"
)
_ALTOGETHER = re.compile(r"(?:เดิม|เสร็จ|เริ่ม|คืบหน้า|ครบ|เรียบร้อย)(?:เลย)?หมด(?=\s|$|ครับ|ค่ะ|แล้ว|เลย|นะ)")
_SHORT = 30
"""Letters of a message that says no more than "เหมือนเดิมหมด"."""
_WHOLLY = re.compile(r"หมด|ครบ|ทั้งหมด")
_COUNT = re.compile(r"\d+")
_IN_PART = re.compile(r"บางส่วน|ครึ่ง|\d\s?%|ร้อยละ|\d\s?(?:จาก|/)\s?\d|รุ่นแรก|รอบแรก")
_LED = re.compile(r"(?:มาตรการ|ข้อ)")
_BOTH = re.compile(r"\s?(?:ทั้ง|ทุก)(?:\s?\d+|สอง|คู่|หมด)?\s?(?:ข้อ|มาตรการ|ย่อย)*")


def says_all(text: str, due: Sequence[DueMeasure]) -> bool:
    """Whether a text speaks of all that is due; a count of them must be theirs."""
    if len(due) < 2:
        return False
    found = ALL.search(text)
    if found is None:
        return len(text) <= _SHORT and bool(_ALTOGETHER.search(text))
    count = _COUNT.search(found[0])
    return count is None or int(count[0]) == len(due)


def listed(text: str, due: Sequence[DueMeasure]) -> tuple[int, ...]:
    """Return the measures of "สื่อ คู่มือ เว็บไซต์ เหมือนเดิมทั้งหมด", named each in its own words
    before "all"; () where no two are.
    """
    found = ALL.search(text)
    pieces = text[: found.start()].split() if found else []
    named = (measure_in_words(piece, due, _ENOUGH) for piece in pieces)
    ids = tuple(dict.fromkeys(each for each in named if each is not None))
    return ids if len(ids) > 1 else ()


def the_rest(text: str, named: Sequence[NamedMeasures]) -> Span | None:
    """Return where a text speaks of the measures that it does not name; not of what is left to do
    of one that was done in part.
    """
    for found in _THE_REST.finditer(text):
        if any(each.span[0] < found.start() for each in named):
            if _IN_PART.search(text[: found.start()]) and not _LED.search(found[0]):
                return None
            return found.span()
    return None


def but_for(text: str, named: NamedMeasures) -> bool:
    """Whether measures are named as those that are meant not."""
    return bool(BUT_FOR.search(text[: named.span[0]].rstrip()))


def says_all_but(
    text: str, due: Sequence[DueMeasure], named: Sequence[NamedMeasures], left_out: set[int]
) -> bool:
    """Whether a text that names measures to leave out speaks of all the others: it says so, or
    names no others and that all of it is done.
    """
    others = any(number not in left_out for each in named for number in each.ids)
    return says_all(text, due) or (not others and bool(_WHOLLY.search(text)))


def of_one_number(text: str, named: NamedMeasures, due: Sequence[DueMeasure]) -> tuple[int, ...]:
    """Return the measures of "ข้อ 6 ทั้งสองข้อ": all whose number begins so; of "ข้อ 7" the only one
    that does.
    """
    if len(named.unknown) != 1 or named.ids:
        return ()
    found = tuple(each.id for each in due if (each.code or "").startswith(f"{named.unknown[0]}."))
    only = len(found) == 1 and _LED.match(text, named.span[0])
    return found if only or _BOTH.match(text, named.span[1]) else ()


_LIKELY = 0.8
_CLEARLY = 1.8
"""How much of a measure a piece of a sentence must say, to be of it (see ``measure_in_words``)."""
_ENOUGH = 1.4
"""How much, where the others are told of elsewhere."""
_LEADS = re.compile(
    r"^(?:/$|ส่วน(?!หนึ่ง|ใหญ่|ที่เหลือ)|แต่(?!ยัง|ก็|ติด|ขาด|รอ|เหลือ|ไม่|ตอนนี้|ขณะนี้|เดือนนี้|ว่า|ต้อง|พอ))"
)
"""What leads to another measure."""
_TOPIC = re.compile(r"^(?:สำหรับ|ด้าน|เรื่อง|งาน)+")
_GOES_ON = re.compile(
    r"(?:ได้|และ|พร้อม|มาตรการนี้)*(?:เผยแพร่|ลง|ขึ้น|เวียน|แจ้ง|ติด|ส่ง|โพส|รายงาน|แนบ|ประกาศ|ผ่าน|ทาง|ใน|บน|ตาม|ที่|จาก|"
    r"เพื่อ|โดย|ให้|มี|รอ|เหลือ|ยัง|กำลัง|ขาด|เพราะ|เนื่อง|หลักฐาน|ลิง|ณ|อยู่|เสนอ|สรุป|นำ|เอา|ตอบ|พบ|ไม่|แต่|ครบ|ถือ|คิด|ดำเนิน|ตั้ง|"
    r"แล้ว|เสร็จ|ทำ(?=ได้|ไป|แล้ว)|รายละเอียด|สถาน|ผู้|จำนวน|เวลา|วัน|ปัญหา|อุปสรรค|เงิน|งบ|กรรมการ|คณะ|คำสั่ง|ฟอร์ม|ครู|เจ้าหน้าที่|จนท|จน|ช่วง|คนมา|ปีนี้|เดือนนี้|ตอน)"
)
"""How a piece begins that goes on with what was told before it."""
_FIELD = re.compile(
    r"(?:สถานะ|ปัญหา|อุปสรรค|ร้อยละ|วัน|สถานที่|ผู้เข้าร่วม|จำนวน|ผล|รายละเอียด|หลักฐาน|หมายเหตุ|ข้อเสนอ|ความ|สาเหตุ|เหตุผล|"
    r"แนวทาง)[^:\n]{0,30}:"
)
"""A line of a copied form, which goes on with the measure above it."""
_ADDRESS = re.compile(r"https?:|www\.|[a-z]{2,}/|\.(?:com|th|gle)", re.I)
_PIECE = re.compile(r"\S+")


@dataclass
class _Told:
    """What is told of one measure, so far."""

    measure: int | None
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words).strip()


def told_apart(text: str, due: Sequence[DueMeasure], today: date) -> list[tuple[int, str]]:
    """Return each measure that a text tells of in its own words, with those; [] where it does not
    tell of several, each with a status.
    """
    told: list[_Told] = [_Told(None)]
    for piece, found in _pieces(text, due):
        now = told[-1]
        led = _LEADS.match(piece.strip())
        others = found is not None and found != now.measure
        if led or (others and _is_of_others(now, found, due)):
            anew = led or (found is not None and _begins_anew(piece, found, due))
            if anew and not _tells_status(now.text, today) and len(told) > 1:
                told[-2].words += told.pop().words  # it went on with what was told before
                now = told[-1]
                anew = found != now.measure
            if anew and _tells_status(now.text, today, surely=not led):
                told.append(now := _Told(found))
        elif others and now.measure is None:
            now.measure = found
        now.words.append(piece)
    kept: dict[int, list[str]] = {}
    last: int | None = None
    for each in _all_named(told, due):
        if each.measure is not None and (last is None or _tells_status(each.text, today)):
            last = each.measure
        if last is not None:
            kept.setdefault(last, []).append(each.text)
    return [(measure, "\n".join(words)) for measure, words in kept.items()] if len(kept) > 1 else []


def _is_of_others(told: _Told, found: int | None, due: Sequence[DueMeasure]) -> bool:
    """Whether what is told so far is of another measure than the one that was found."""
    others = [each for each in due if each.id != found]
    return told.measure is not None or measure_in_words(told.text, others, _ENOUGH) is not None


def _all_named(told: list[_Told], due: Sequence[DueMeasure]) -> list[_Told]:
    """Return what is told with the measures that it names less clearly: what might be of two is of
    the one that is not told of elsewhere.
    """
    named = {each.measure for each in told}
    left = [each for each in due if each.id not in named]
    for each in told:
        if each.measure is None:
            each.measure = measure_in_words(_without_lead(each.text), due) or (
                _of_the_rest(each.text, left) if named - {None} else None
            )
    return told


def _of_the_rest(text: str, left: Sequence[DueMeasure]) -> int | None:
    words = _without_lead(text)
    found = measure_in_words(words, left, _ENOUGH)
    if found is not None and begins_with(words, found, left):
        return found
    return only_measure(words, left)


def _without_lead(text: str) -> str:
    return _TOPIC.sub("", _LEADS.sub("", text.strip(), count=1).strip(), count=1)


def _pieces(text: str, due: Sequence[DueMeasure]) -> Iterator[tuple[str, int | None]]:
    """Give the pieces of a text, each with the measure that it clearly names."""
    for line in text.split("\n"):
        of_form = _FIELD.match(line)
        for match in _PIECE.finditer(f"{line}\n"):
            named = not of_form and not _ADDRESS.search(match[0]) and not match[0][:1].isdigit()
            found = measure_in_words(match[0], due, _CLEARLY) if named else None
            yield (" " if match.start() else "\n") + match[0], found


def _begins_anew(piece: str, found: int, due: Sequence[DueMeasure]) -> bool:
    words = _without_lead(piece)
    goes_on = _GOES_ON.match(words)
    title = next(each.title for each in due if each.id == found)
    if goes_on and not (goes_on[0] and title.startswith(goes_on[0])):
        return False
    return begins_with(words, found, due)


def _tells_status(words: str, today: date, *, surely: bool = False) -> bool:
    """Whether words tell how the work is getting on: surely by a rule, or likely."""
    facts = read_facts(words, today)
    if status_in(without_plans(words), facts) is not None:
        return True
    if surely or len(content_words(words)) < 2:
        return False
    return weigh(shape_of(words, facts, (), (), PART)).status[1] > _LIKELY
