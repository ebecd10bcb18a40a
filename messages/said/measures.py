"""Which measures a message is about: their numbers as people type them, or the plan's own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from messages.said.language.places import Span, places
from messages.said.language.words import content_words, ranked, said_in, tells_apart, weighed

_LED = (
    r"(?:(?:^|(?<=\n))ม\.?(?=\s?\d{1,2}(?:\.\d)?(?!\s?[/.]\s?\d)\s?[ก-๙])|"
    r"(?:(?:^|(?<=\n))ม\.(?=\d[\d.]*\s)|มาตรการย่อยที่|มาตรการที่|มาตรการข้อที่|มาตรการข้อ|มาตรการ|ข้อที่|ข้อย่อย|ข้อ|มต\.?|ลำดับที่|"
    r"ลำดับ|รายการที่|รายการ|เรื่องที่|ตัวที่|อันที่))"
)
_NAMED = re.compile(
    rf"(?P<led>{_LED}\s?(?::\s?)?)?(?<!\d)(?<!\d\.)(?:(?<!/)|(?<=\d\.\d/))"
    r"(?P<code>\d{1,2}(?:\s?\.\s?\d{1,2}(?!\d)){1,2}|\d{1,2}(?!\d)(?!\s?/\s?\d(?!\.\d)))(?!\d)"
    r"(?P<after>[.):]?)"
)
_JOINS = re.compile(
    r"(?:,|/|และ|กับ|กะ|แล้วก็|รวมถึง|&|\+|จนถึง|ถึง|ไปจนถึง|-|–|~|•|\*|ข้อ|มาตรการที่|มาตรการ|ที่|\s)*+"
)
_RANGE = re.compile(r"[^\S\n]*(?:ถึง|จนถึง|ไปจนถึง|-|–|~)\s*(?:ข้อ|มาตรการ)?(?:ที่)?\s*")
_UNITS = re.compile(
    r"\s?(?:จาก(?:ทั้งหมด)?\s?\d|ใน\s?\d|คน|ราย(?!งาน)|ท่าน|ครั้ง|แห่ง|ชิ้น|เรื่อง|ฉบับ|บาท|ล้าน|แสน|หมื่น|ชั่วโมง|ชม|วัน(?!นี้|ที่|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|"
    r"เดือน(?!นี้|ที่|\s?(?:ม|ก\.|กุ|กร|กั|เม|พ|ส|ต|ธ))|ปี(?!นี้)|"
    r"โครงการ|กิจกรรม|หน่วย|รุ่น|จุด|ช่องทาง|น\.|%|ร้อยละ|ขั้นตอน|อำเภอ|ตำบล|หมู่|ข้อความ|ไฟล์|"
    r"โมง|ทุ่ม|นาที|รูป|ภาพ|ส่วน|ประเด็น|คะแนน|สัปดาห์(?!นี้)|อาทิตย์(?!นี้)|แผ่น|เล่ม|ชุด|กลุ่ม|สาย|รอบ(?!นี้))"
)
_OF_A_THING = re.compile(
    r"(?:แบบ|ห้อง|หน้า|บท(?:ที่)?|ตาราง|รุ่น|version|v|ราคา|เกรด|คะแนน|ไฟล์|แฟ้ม|น้ำหนัก)\s?$", re.I
)
"""What stands before a number with a point that is no measure's."""
_UNITS_OF_PARTS = re.compile(
    r"\s?(?:ล้าน|แสน|หมื่น|%|ร้อยละ|คะแนน|ชั่วโมง|ชม|กม\.|เมตร|ปี(?!นี้)|วัน(?!นี้|ที่|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|เดือน(?!นี้|ที่)|"
    r"น\.|บาท)"
)
"""What stands after one."""
_BEFORE_NUMBER = re.compile(
    r"(?:ครั้งที่|ชั้น|รอบที่|ไตรมาส(?:ที่)?|ปี|พ\.ศ\.|เวลา|จำนวน|วันที่|ฉบับที่|หมู่|(?<=.)ม\.|(?<![ก-๙])ว\.?|ห้อง|รุ่นที่|"
    r"ขั้นตอนที่|ขั้นที่|ลำดับความ|งวดที่|เดือน|เหลือ(?:อีก)?|โทร\.?|เบอร์|ระดับ|อาคาร|ตัวชี้วัดที่|อีก|"
    r"รวม|ทั้ง|แค่|ถึง\s?วันที่|จาก(?:ทั้งหมด)?|ประมาณ|เกือบ|(?:ทำ|จัด|ไป|ตรวจ|แก้|เก็บ|ส่ง)(?:ไป|มา)?ได้(?:แค่|แล้ว|เพียง)?|เพียง|ครบทั้ง|กว่า)\s?$"
)
_LEADS_TO = re.compile(
    r"(?:ครับ|ค่ะ|พี่คะ|จ้า|จ้ะ|นะคะ|ยกเว้น|เว้น|นอกจาก|(?:^|\s)ขอ(?:ส่ง|รายงาน)(?:ผล)?)$|^\W+$|"
    r"(?:^|\n)\s*[\-•*–]\s*$"
)
"""What may stand before a number that stands for a measure."""
_NO_MONEY = re.compile(
    r"(?:ไม่มี|ไม่ให้|ไม่ได้|ไม่ได้รับ|ติด(?:เรื่อง)?|รอ|ขาด|โดนตัด|ถูกตัด|ตัด|ขอ)(?:การ)?(?:จัดสรร)?งบ(?![ะ-ฺ])(?:ประมาณ)?|ขออนุญาต|(?<![ก-๙])งบ(?:ประมาณ)?(?:ยัง|ก็)?(?:โดน|ถูก|ไม่|หมด)[ก-๙]*"
)
"""Why something is not done, of whatever measure."""
_REASON = re.compile(r"เพราะ|เนื่องจาก|ปัญหา|อุปสรรค|แต่|เหลือ")
_BOTH = re.compile(r"ทั้งคู่|ทั้ง\s?(?:สอง|2|เรื่อง)|ทั้ง[ก-๙]+?ทั้ง")
_AND = re.compile(r"กับ|และ|แล้วก็|\s|ทั้ง(?!คู่|สอง|\d|หมด|สิ้น|นี้)")
_WITH = re.compile(r"กับ|และ|แล้วก็")
_DEED = re.compile(r"\s?(?:ได้)?(?:เอา|รายงาน|แจ้ง|ลง|ขึ้น|ติด|ส่ง|เวียน|เผยแพร่|ประกาศ|จัด|ทำ|นำ|มี|ให้)")
"""What goes on with what one did to the same: "เผยแพร่ช่องทางและรายงานผล"."""
_ENOUGH, _CLEARLY = 1.4, 1.8
"""How much of a measure must be said where two are looked for: with "both", and without."""
_DIGITS = re.compile(r"\d+")
_BEGINNING = 16
"""Letters of a sentence that tell what it is of."""
_NEAR = 24
"""Letters before a number among which a word says what it counts."""


@dataclass(frozen=True)
class DueMeasure:
    """A measure that somebody may report on now: its obligation's id, number, title and steps."""

    id: int
    code: str | None
    title: str
    steps: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)  # tables of a plan are kept by its measures: looked up at every word


@dataclass(frozen=True)
class NamedMeasures:
    """Measures named together at a place of the message; ``unknown`` are numbers of none."""

    span: Span
    ids: tuple[int, ...]
    unknown: tuple[str, ...] = ()


def named_measures(
    text: str, due: Sequence[DueMeasure], masked: Sequence[Span]
) -> list[NamedMeasures]:
    """Return where a cleaned text names measures by their numbers, those joined by "และ", commas or
    nothing together.
    """
    by_code = _codes(tuple(due))
    found: list[tuple[Span, str, int | None]] = []
    for match in _NAMED.finditer(text):
        code = plain_code(match["code"])
        if any(start < match.end("code") and match.start("code") < end for start, end in masked):
            continue
        known = by_code.get(code)
        is_sure = known is not None and "." in code
        start = match.start("code")
        before = text[max(start - _NEAR, 0) : start].rpartition("\n")[2]
        units = _UNITS_OF_PARTS if is_sure else _UNITS
        if units.match(text, match.end("code")) or (
            _OF_A_THING if is_sure else _BEFORE_NUMBER
        ).search(before):
            continue
        if _is_named(text, match, known is not None, bool(found), found):
            found.append((match.span(), code, known))
    return _joined(text, list(_mended(text, found, by_code)), by_code)


def _mended(
    text: str, found: list[tuple[Span, str, int | None]], by_code: dict[str, int]
) -> Iterator[tuple[Span, str, int | None]]:
    """Give the numbers with "1,1" and "1-1" read as 1.1, where only that is a measure."""
    waiting: tuple[Span, str, int | None] | None = None
    for each in found:
        if waiting is not None:
            between = text[waiting[0][1] : each[0][0]]
            both = f"{waiting[1]}.{each[1]}"
            alone = waiting[2] is not None and each[2] is not None
            if between.strip() in (",", "-") and both in by_code and not alone:
                yield (waiting[0][0], each[0][1]), both, by_code[both]
                waiting = None
                continue
            yield waiting
        waiting = each
    if waiting is not None:
        yield waiting


def _is_named(
    text: str,
    match: re.Match[str],
    is_known: bool,
    has_before: bool,
    found: list[tuple[Span, str, int | None]],
) -> bool:
    """A number stands for a measure where it is led by a word for one, begins a line or follows
    another; one with a dot that is known may stand anywhere.
    """
    if match["led"]:
        return True
    before = text[: match.start("code")].rstrip(" ([")
    at_start = not before or before[-1] in "\n;" or bool(_LEADS_TO.search(before))
    follows = has_before and bool(_JOINS.fullmatch(text[found[-1][0][1] : match.start("code")]))
    if is_known:
        dotted = not match["code"].isdigit()
        spaced = match.start() == 0 or text[match.start("code") - 1] in " \n,;(/"
        return at_start or follows or (dotted and spaced) or (has_before and spaced)
    return at_start or follows


def _joined(
    text: str, found: list[tuple[Span, str, int | None]], by_code: dict[str, int]
) -> list[NamedMeasures]:
    together: list[NamedMeasures] = []
    order = list(by_code)
    for span, code, known in found:
        between = text[together[-1].span[1] : span[0]] if together else ""
        joins = bool(together) and bool(_JOINS.fullmatch(between))
        ids: tuple[int, ...] = () if known is None else (known,)
        unknown = (code,) if known is None else ()
        if not joins:
            together.append(NamedMeasures(span, ids, unknown))
            continue
        last = together.pop()
        if _RANGE.fullmatch(between) and last.ids and known is not None:
            first = next(c for c, i in by_code.items() if i == last.ids[-1])
            ids = tuple(by_code[c] for c in order[order.index(first) + 1 : order.index(code) + 1])
        together.append(
            NamedMeasures(
                (last.span[0], span[1]),
                tuple(dict.fromkeys((*last.ids, *ids))),
                (*last.unknown, *unknown),
            )
        )
    return together


def measure_in_words(text: str, due: Sequence[DueMeasure], least: float = 1.0) -> int | None:
    """Return the measure whose own words a message says; None when it says none's, or two alike.
    What comes before a reason tells more than the reason. ``least`` is how much of them must be
    said: a word of one measure alone counts about 2.
    """
    if not due:
        return None
    weights = weighed(_documents(tuple(due)))
    text = _NO_MONEY.sub(" ", _without_places(text))
    head = _REASON.split(text, maxsplit=1)[0]
    first = text.partition(" ")[0]
    for words in dict.fromkeys((head if head.strip() else text, text, first)):
        said = said_in(words)
        scores = ranked(said, weights)
        top = max(scores)
        best = scores.index(top)
        second = max(scores[:best] + scores[best + 1 :], default=0.0)
        titled = _titled(said, scores, due) if top == second and top >= least else None
        if titled is not None and begins_with(words, titled, due) and not _DEED.match(words):
            return titled
        if top < least or top < second * 1.3 + 0.3:
            continue
        if any(sign in weights[best] and tells_apart(sign) for sign in said):
            return due[best].id
    return None


def only_measure(text: str, due: Sequence[DueMeasure]) -> int | None:
    """Return the only measure of which a text begins with any word, however weak."""
    said = content_words(text)[:1]
    found = [
        each.id
        for each, own in zip(due, weighed(_documents(tuple(due))), strict=True)
        if any(word in own for word in said)
    ]
    return found[0] if len(found) == 1 else None


def _titled(said: frozenset[str], scores: Sequence[float], due: Sequence[DueMeasure]) -> int | None:
    """Return the measure, of those of which as much is said, whose title is spoken of; None where
    it is of none, or of several.
    """
    titles = ranked(said, weighed(tuple(each.title for each in due)))
    found = [at for at, score in enumerate(scores) if score == max(scores) and titles[at] > 0]
    return due[found[0]].id if len(found) == 1 else None


def begins_with(text: str, measure: int, due: Sequence[DueMeasure]) -> bool:
    """Whether a text begins with words of a measure (an id): it is what is spoken of, and not where
    something was done.
    """
    place = next(at for at, each in enumerate(due) if each.id == measure)
    own = weighed(_documents(tuple(due)))[place]
    said = said_in(text[:_BEGINNING])
    first = content_words(text)[:2]
    return any(sign in own and tells_apart(sign) for sign in (*first, *(said - set(first))))


@lru_cache(maxsize=256)
def _without_places(text: str) -> str:
    """Return a text without the names of places: a hall of the municipality is no matter of it."""
    for (start, end), _ in reversed(list(places(text, ()))):
        text = f"{text[:start]} {text[end:]}"
    return text


@lru_cache(maxsize=64)
def _documents(due: tuple[DueMeasure, ...]) -> tuple[str, ...]:
    return tuple(f"{each.title} {' '.join(each.steps)}" for each in due)


@lru_cache(maxsize=64)
def _codes(due: tuple[DueMeasure, ...]) -> dict[str, int]:
    return {plain_code(each.code): each.id for each in due if each.code}


def both_in_words(text: str, due: Sequence[DueMeasure]) -> tuple[int, ...]:
    """Return the two measures of "… กับ … กำลังทำทั้งคู่", named in the plan's own words; () when
    there are no two.
    """
    if _BOTH.search(text):
        found = [measure_in_words(part, due, _ENOUGH) for part in _AND.split(text)]
        ids = tuple(dict.fromkeys(each for each in found if each is not None))
        if len(ids) == 2:
            return ids
    for joint in _WITH.finditer(text):
        left, right = text[: joint.start()].rpartition("\n")[2], text[joint.end() :]
        if _DEED.match(right) or len(left) > _NEAR:
            continue
        ids = tuple(
            each
            for words in (left, right.partition(" ")[0])
            if (each := measure_in_words(words, due, _CLEARLY)) is not None
            and begins_with(words, each, due)
        )
        if len(set(ids)) == 2:
            return ids
    return ()


def plain_code(code: str) -> str:
    """Return a measure's number as it is compared: 1.1 for "1,1", "1-1", "1 . 1"."""
    return ".".join(part.lstrip("0") or "0" for part in _DIGITS.findall(code))
