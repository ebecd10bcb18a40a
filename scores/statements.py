"""What a sentence says of ITA scores one figure at a time: a score, last year's score, by how much
it changed, a level; and the points and per cents that are said of something else.

``scores.claims`` reads whole claims of a rise or a fall, where one figure must follow from others.
Here every figure stands alone, to be held against the ledger. A figure is said to be a score only
where a subject (an indicator, an instrument, the assessment) is named before it and nothing comes
between that has figures of its own.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scores.claims import ANOTHER_MATTER, COUNTED, says_change
from scores.codes import OVERALL, normal_code
from thai.numbers import to_arabic_digits


class StatedFigure(StrEnum):
    """What a figure is said to be."""

    SCORE = "score"
    CHANGE = "change"  # by how many points a score rose or fell
    RATE = "rate"  # by how many per cent
    LEVEL = "level"
    OTHER = "other"  # points or per cents of something else


@dataclass(frozen=True)
class Statement:
    """A figure or level, at ``start`` to ``end`` of the text; ``year`` is None where none is said,
    ``is_before`` where it is said to be the year before's. Of a change ``is_rise`` tells which way.
    """

    said: StatedFigure
    text: str
    start: int
    end: int
    code: str | None = None
    year: int | None = None
    is_before: bool = False
    is_rise: bool | None = None

    @property
    def value(self) -> Decimal:
        """The figure; of a level there is none."""
        return Decimal(self.text)


_INDICATOR = r"ตัวชี้วัด(?:ย่อย)?(?:ที่|ข้อที่)?\s*(?P<indicator>\d{1,2}(?:\.\d{1,2})?)(?![\d]|\.\d)"
_INSTRUMENT = r"(?P<instrument>\b[IEO]IT\b)"
_QUESTION = r"(?P<question>\b[IEOieo]\s?\d{1,2}\b)"
_WHOLE = (
    r"(?P<whole>\bITA\b|คุณธรรมและความโปร่งใส|(?:คะแนน)?ภาพรวม|คะแนนรวม|"
    r"ผลการประเมิน(?=\s*(?:ได้|มี|\d)))"
)
_SUBJECT = re.compile(rf"{_INDICATOR}|{_INSTRUMENT}|{_QUESTION}|{_WHOLE}")
_ABOUT_ITA = re.compile(r"\b(?:ITA|[IEO]IT)\b|คุณธรรมและความโปร่งใส|ตัวชี้วัด")
_FIGURE = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d+)?(?![\d/]|[.,]\d)")
_YEAR = re.compile(
    r"(?:ปี(?:งบประมาณ)?|พ\.?\s?ศ\.?|ITA)\s*(?:พ\.?\s?ศ\.?\s*)?(25\d\d|6\d|7\d)(?!\d)|(25\d\d)"
)
_DIRECTION = re.compile(r"(?P<rise>เพิ่มขึ้น|สูงขึ้น|ดีขึ้น|เพิ่ม)|(?P<fall>ลดลง|ต่ำลง|ลดต่ำลง)")
# A number wanted is no number reached.
_WANTED = re.compile(
    r"เป้าหมาย|ไม่ต่ำกว่า|ไม่น้อยกว่า|อย่างน้อย|ตั้งเป้า|คาดหวัง|คาดว่า|มุ่ง|มากกว่า|ต่ำกว่า|เกินกว่า|เกณฑ์|เต็ม|"
    r"ระหว่าง|ให้ได้|ให้มี|ให้ถึง|ขั้นต่ำ|ค่าน้ำหนัก|น้ำหนัก|ส่วนที่|(?<!งบ)ประมาณ|เกือบ|กว่า\s*$|สัดส่วน"
)
_OTHERS_SCORE = re.compile(
    r"ประเทศ|ระดับภาค|ค่าเฉลี่ย|เทศบาล|อบต|อบจ|องค์การบริหาร|องค์กรปกครอง|จังหวัดอื่น|หน่วยงานอื่น|อันดับ|ลำดับ|ของอำเภอ"
)
_LINKED = re.compile(
    r"(?:ได้(?:รับ)?|(?:ผล|ค่า|มี)?คะแนน(?:เฉลี่ย|รวม|ประเมิน)?|เท่ากับ|อยู่ที่|เป็น|คือ|=|:)\s*(?:ที่)?\s*(?:ร้อยละ)?\s*$"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;)]|ซึ่ง|โดย|และ|เพิ่ม|ลด|สูง|ต่ำ|จาก|ในปี|อยู่|เมื่อ|แต่|ตาม|คิดเป็น|ถือ|เท่า|แล้ว|ระดับ|%|เปอร์เซ็นต์)"
)
_FROM_YEAR = re.compile(r"จาก\s*((?:ปี|พ)[^\d()]{0,20}\d{2,4})")
_IN_ORDER = re.compile(
    r"(?:(?<!อยู่)ที่|ข้อ(?:ที่)?|ว\.?|ปี|พ\.?\s?ศ\.?|มาตรา|เลข|เวลา|โทร\.?|หน้า|รุ่น|ครั้ง|มาตรการ|ขั้นตอน|[A-Za-z])\s*$"
)
"""What leads to a code, a date or a number in order."""
_IS_BEFORE = re.compile(
    r"จาก\s*(?:เดิม)?\s*(?:คะแนน|ร้อยละ)?\s*$|เดิม|ปี(?:งบประมาณ)?(?:ที่)?(?:ผ่านมา|ก่อน|แล้ว)"
)
_LONGEST_LEAD, _SHORT_LEAD = 110, 30
"""Letters between a subject and its figure, and those before a subject that speak of it; beyond
them a sentence speaks of something else.
"""


def read_statements(text: str, own_name: str = "", levels: Collection[str] = ()) -> list[Statement]:
    """Return the figures and levels of a text, in its order; ``own_name`` is the organization: its
    name between a subject and a figure makes it nobody else's score. ``levels`` are the levels'
    names.
    """
    plain = to_arabic_digits(text)
    about = _ABOUT_ITA.search(plain) is not None
    subjects = [each for each in _SUBJECT.finditer(plain) if not each["whole"] or about]
    found: list[Statement] = []
    begin = 0
    for figure in _FIGURE.finditer(plain):
        if any(each.start() <= figure.start() < each.end() for each in subjects):
            continue
        subject = next((each for each in reversed(subjects) if each.end() <= figure.start()), None)
        start = subject.end() if subject else 0
        before = subject.start() if subject else 0
        context = _Context(plain, figure, start, max(start, begin), own_name, before)
        if context.is_figure and (said := context.said(subject)) is not None:
            found.append(_statement(plain, context, subject, said))
        begin = figure.end()
    found += _levels(plain, levels) if about else []
    return sorted(found, key=lambda each: each.start)


@dataclass(frozen=True)
class _Context:
    """A number with the text from its subject (``start``) and from the number before it on
    (``begin``).
    """

    plain: str
    figure: re.Match[str]
    start: int
    begin: int
    own_name: str
    subject_start: int

    @property
    def lead(self) -> str:
        """What stands between the number before, or the subject, and this one."""
        return self.plain[self.begin : self.figure.start()]

    @property
    def since_subject(self) -> str:
        return self.plain[self.start : self.figure.start()]

    @property
    def after(self) -> str:
        return self.plain[self.figure.end() : self.figure.end() + 40]

    @property
    def is_figure(self) -> bool:
        """Tell whether it may be points or a per cent: no code, date, number in order or count."""
        return not _IN_ORDER.search(self.lead) and not COUNTED.match(self.after)

    @property
    def in_points(self) -> bool:
        return re.match(r"\s*(?:คะแนน|จุด)", self.after) is not None

    @property
    def in_per_cent(self) -> bool:
        after = re.match(r"\s*(?:%|เปอร์เซ็นต์)", self.after)
        return after is not None or re.search(r"ร้อยละ\s*$", self.lead) is not None

    @property
    def direction(self) -> re.Match[str] | None:
        """The last word that says it rose or fell, where this number says by how much."""
        last = next(reversed(list(_DIRECTION.finditer(self.since_subject))), None)
        if last is None or not says_change(self.since_subject[last.end() :]):
            return None
        return last

    def said(self, subject: re.Match[str] | None) -> StatedFigure | None:
        """Return what the number is said to be; None where it is neither points nor a per cent."""
        is_change = self.direction is not None
        other = StatedFigure.OTHER if self.in_points or self.in_per_cent else None
        if subject is None or self._is_another_matter():
            return other
        if is_change and self.in_per_cent:
            return StatedFigure.RATE
        if is_change and (self.in_points or "." in self.figure[0]):
            return StatedFigure.CHANGE
        return StatedFigure.SCORE if self._is_score(subject) else other

    def _is_another_matter(self) -> bool:
        opening = self.plain[max(0, self.subject_start - _SHORT_LEAD) : self.subject_start]
        between = f"{opening} {self.since_subject}"
        if self.own_name:
            between = between.replace(self.own_name, "")
        return (
            len(self.lead) > _LONGEST_LEAD
            or ANOTHER_MATTER.search(self.since_subject) is not None
            or _OTHERS_SCORE.search(between) is not None
            or _WANTED.search(self.lead) is not None
            or _WANTED.search(opening) is not None
            or re.match(r"\s*(?:คะแนน)?\s*(?:ขึ้นไป|เต็ม|ของ)", self.after) is not None
        )

    def _is_score(self, subject: re.Match[str]) -> bool:
        linked = _LINKED.search(self.lead) is not None
        if self.in_per_cent:
            return linked and re.search(r"ได้|คะแนน", self.lead) is not None
        if self.in_points:
            return True
        if re.search(r"\.\d\d", self.figure[0]):
            return True
        return linked and _GOES_ON.match(self.after) is not None and not subject["whole"]


def _statement(
    plain: str, context: _Context, subject: re.Match[str] | None, said: StatedFigure
) -> Statement:
    figure, direction = context.figure, context.direction
    place = figure[0], figure.start(), figure.end()
    code = _code(subject) if subject else None
    if subject is None or code is None or said is StatedFigure.OTHER:
        return Statement(StatedFigure.OTHER, *place)
    is_rise = None if direction is None else direction["rise"] is not None
    if said is StatedFigure.SCORE:
        year = _year(context.lead) or _year(context.since_subject)
        year = year or _year(_year_after(context.after)) or _year(_just_before(plain, subject))
        own = _year(context.lead)
        is_before = own is None and _IS_BEFORE.search(context.lead) is not None
        return Statement(said, *place, code, year, is_before)
    base = next(reversed(_FROM_YEAR.findall(context.since_subject)), "")
    year = _year(base) or _year(context.since_subject)
    year = (year + 1 if base and year else year) or _year(_just_before(plain, subject))
    return Statement(said, *place, code, year, is_rise=is_rise)


def _year(text: str) -> int | None:
    """Return the fiscal year a text names last."""
    years = [match[1] or match[2] for match in _YEAR.finditer(text)]
    return None if not years else int(years[-1]) if len(years[-1]) == 4 else 2500 + int(years[-1])


def _year_after(after: str) -> str:
    match = re.match(
        r"\s*(?:คะแนน)?\s*(?:ใน|เมื่อ|ของ)?\s*(?:ปี|\(ปี)(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*\d{2,4}",
        after,
    )
    return match[0] if match else ""


def _just_before(plain: str, subject: re.Match[str]) -> str:
    """Return what leads to a subject, where a year named there is its own; that from which
    something rose or fell is not.
    """
    lead = plain[max(0, subject.start() - _SHORT_LEAD) : subject.start()]
    return "" if re.search(r"จาก|\)|เทียบ", lead) else lead


def _code(subject: re.Match[str]) -> str | None:
    if subject["whole"]:
        return OVERALL
    return normal_code(subject["indicator"] or subject["instrument"] or subject["question"])


def _levels(plain: str, levels: Collection[str]) -> Iterator[Statement]:
    names = "|".join(map(re.escape, sorted(levels, key=len, reverse=True)))
    if not names:
        return
    for match in re.finditer(rf"ระดับ\s*[\"“'(]*\s*(?P<level>{names})(?!เกณฑ์|การ)", plain):
        lead = plain[: match.start()]
        last = next(reversed(list(_SUBJECT.finditer(lead))), None)
        between = lead[last.end() :] if last else ""
        if (
            last is None
            or not (last["whole"] or last["instrument"])
            or len(between) > _LONGEST_LEAD
        ):
            continue
        told = plain[max(0, last.start() - _SHORT_LEAD) : last.start()] + between
        if ANOTHER_MATTER.search(told) or _OTHERS_SCORE.search(told) or _WANTED.search(told):
            continue
        year = _year(between) or _year(_just_before(plain, last))
        start, end = match.span("level")
        yield Statement(StatedFigure.LEVEL, match["level"], start, end, OVERALL, year)
