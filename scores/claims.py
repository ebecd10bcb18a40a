"""What a text claims about scores ("93.80 points, risen from 88.45 by 5.35, which is 6.05 per
cent"), read from its words.

Two published reports in five that were looked at carry wrong differences, so nothing printed is
taken on trust. A figure may be off by one in its last decimal, because it may have been worked out
from unrounded scores. The Thai here is what is read in documents; how a fault is worded is
the business of ``plans`` (of a document) and ``papers`` (of a paper).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_NUMBER = r"(?<![\d.])\d{1,3}(?:\.\d+)?(?![\d]|\.\d)"
_RISE = r"เพิ่มขึ้น|สูงขึ้น|ดีขึ้น"
_FALL = r"ลดลง|ต่ำลง|ลดต่ำลง"
_CLAIM = re.compile(
    rf"(?P<value>{_NUMBER})\s*(?:คะแนน)?\s*[(,]?\s*(?:ซึ่ง|โดย|และ)?(?:มีคะแนน|คะแนน)?(?P<direction>{_RISE}|{_FALL})"
)
_FROM_TO = re.compile(
    rf"(?P<direction>{_RISE}|{_FALL})?จาก(?:ปี[^\d]{{0,20}}25\d\d)?[^\d]{{0,25}}(?P<previous>{_NUMBER})\s*(?:คะแนน)?\s*เป็น"
    rf"[^\d]{{0,10}}(?P<value>{_NUMBER})"
)
_PER_CENT = re.compile(rf"ร้อยละ\s*(?P<a>{_NUMBER})|(?P<b>{_NUMBER})\s*(?:%|เปอร์เซ็นต์)")
_YEAR = re.compile(r"(?:ปี|พ\.?\s?ศ\.?|ITA)[^\d]{0,22}(25\d\d)")
_INDICATOR = re.compile(r"ตัวชี้วัด(?:ที่)?\s*(\d{1,2})(?![\d.])")
_OVERALL = re.compile(r"ภาพรวม|ผลการประเมิน\s*ITA|ผลการประเมิน(?:คุณธรรม)?")
ANOTHER_MATTER = re.compile(
    r"พึงพอใจ|เชื่อมั่น|ทดสอบ|แบบสอบถาม|ผู้ตอบ|ผู้เข้า|อบรม|ความรู้|เบิกจ่าย|ร้องเรียน|ก่อน-หลัง|คะแนนสอบ|สำรวจความ"
)
"""What has points and per cents of its own, which are no ITA scores."""
_STATED = re.compile(rf"ตัวชี้วัด(?:ที่)?\s*(\d{{1,2}})(?![\d.])[^\d]{{0,60}}?({_NUMBER})\s*คะแนน")
_TOTAL = re.compile(
    rf"(?:(?:ภาพรวม|ITA)[^\d]{{0,60}}(?:25\d\d)?[^\d]{{0,60}}?({_NUMBER})\s*คะแนน|ผลการประเมิน\s*({_NUMBER})\s*คะแนน\s*อยู่ในระดับ)"
)
SLACK = Decimal("0.01")
# A number is how much something changed only where it is said to be: nothing but these words, last
# year's score and the change in the other unit may stand between the direction and the number.
_BETWEEN = re.compile(
    r"\([^()]*\)|25\d\d|จำนวน|เป็นจำนวน|คิดเป็น|หรือ|เท่ากับ|อัตรา|ส่วนต่าง|ผลต่าง|ต่างกัน|อยู่|อีก|รวม|ไป|กว่า"
    r"|ประมาณ|ถึง|โดย|ซึ่ง|และ|ที่|ในปี|จาก|ปีงบประมาณ|พ\.?\s?ศ\.?|ปีที่ผ่านมา|ปีที่แล้ว|ปีก่อน(?:หน้า)?|ผ่านมา|ปี|เดิม"
    r"|(?:ผล)?คะแนน(?:เฉลี่ย)?|ร้อยละ|จุด|%|เปอร์เซ็นต์|เพิ่มขึ้น|สูงขึ้น|ดีขึ้น|ลดลง|ต่ำลง|ลดต่ำลง|[\s,:=]"
)
COUNTED = re.compile(
    r"\s*(?:คน|ราย|ท่าน|หน่วยงาน|ส่วนราชการ|แห่ง|ครั้ง|เรื่อง|บาท|ล้าน|หมื่น|พัน|แสน|โครงการ|กิจกรรม|วัน|เดือน|ปี|"
    r"ชั่วโมง|นาที|ฉบับ|ข้อ|ชุด|รุ่น|หลักสูตร|ช่องทาง|อำเภอ|ตำบล|หมู่บ้าน|ตัวชี้วัด|มาตรการ|ขั้นตอน|ประเด็น|แผ่น|ภาพ|"
    r"เล่ม|ป้าย|ระบบ|รายการ|เท่า|น\.|ด้าน|ตัว|คู่|กลุ่ม|เครื่อง|คัน|หน้า|ลำดับ|อันดับ|รางวัล|ประเภท|ช่อง|ชิ้น|ประการ|"
    r"สาขา|โรงเรียน|องค์กร|ทีม|จังหวัด|เว็บไซต์|เพจ|โพสต์|กม|กิโล|เมตร|ตาราง|ไร่|[/.-]?[ก-ฮ]\.[ก-ฮ]\.)"
)
"""What follows a number that counts things: people, agencies, times, money, months."""


@dataclass(frozen=True)
class ScoreClaim:
    """ "``value`` points, risen (fallen) by ``difference`` from ``previous``, which is
    ``per_cent``"; absent is None.
    """

    where: str
    code: str | None
    year: int | None
    previous_year: int | None
    value: Decimal
    is_rise: bool
    previous: Decimal | None
    difference: Decimal | None
    per_cent: Decimal | None
    in_per_cent: bool = False
    """The value itself is a per cent, so that a change of it may be told in points as well."""

    @property
    def adds_up(self) -> bool:
        if self.previous is None or self.difference is None:
            return True
        change = self.value - self.previous if self.is_rise else self.previous - self.value
        return abs(change - self.difference) <= SLACK


@dataclass(frozen=True)
class StatedScore:
    """A score that a text states: ``code`` is an indicator "1".."10" or "overall"."""

    code: str
    fiscal_year: int
    value: Decimal


def read_claims(text: str, where: str) -> list[ScoreClaim]:
    """Return every claim of a rise or a fall in a text, in printed order."""
    text = _plain(text)
    claims: list[ScoreClaim] = []
    heads = sorted(
        [*_CLAIM.finditer(text), *_FROM_TO.finditer(text)], key=lambda match: match.start()
    )
    heads = [
        head
        for index, head in enumerate(heads)
        if index == 0 or head.start() >= heads[index - 1].end()
    ]
    begin = covered = 0
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        following = _INDICATOR.search(text, head.end())
        stop = (
            min(stop, following.start(), head.end() + 200)
            if following
            else min(stop, head.end() + 200)
        )
        # What the last claim covers ends at ``covered``; its year is not the year of this one.
        named_in = text[begin : head.start()], text[covered : head.start()]
        claims.append(_claim(head, named_in, text[head.end() : stop], where, claims))
        begin, covered = head.end(), stop
    return claims


def read_stated(
    text: str, claims: Sequence[ScoreClaim]
) -> tuple[list[StatedScore], list[StatedScore]]:
    """Return the scores a text states: those of its claims, the overall score, and indicators
    without a claim.

    Previous scores whose difference does not add up come apart, second, so that a better one
    printed elsewhere wins.
    """
    found = [
        StatedScore(claim.code, claim.year, claim.value)
        for claim in claims
        if claim.code and claim.year
    ]
    doubtful: list[StatedScore] = []
    for claim in claims:
        if claim.code and claim.previous_year and claim.previous is not None:
            score = StatedScore(claim.code, claim.previous_year, claim.previous)
            (found if claim.adds_up else doubtful).append(score)
    plain = _plain(text)
    year = next((claim.year for claim in claims if claim.year), None)
    if year:
        found += [StatedScore(code, year, Decimal(value)) for code, value in _STATED.findall(plain)]
    for match in _TOTAL.finditer(plain):
        years = _YEAR.findall(plain[: match.start(1) if match[1] else match.start(2)])
        if years:
            found.append(StatedScore("overall", int(years[-1]), Decimal(match[1] or match[2])))
    return [score for score in found if score.value <= 100], [
        score for score in doubtful if score.value <= 100
    ]


def says_change(between: str) -> bool:
    """Tell whether the words between a direction ("risen") and a number say that it changed by that
    number.
    """
    between = re.sub(_NUMBER + r"(?=\s*(?:คะแนน|จุด))", " ", between)
    between = _PER_CENT.sub(" ", between)
    # "risen to 85": where it went, not by how much; "from 100 points": of how many.
    if re.search(r"(?<!คิด)เป็น\s*(?:ร้อยละ)?\s*$|จาก(?:คะแนน|ร้อยละ)?\s*$", between):
        return False
    return not _BETWEEN.sub("", between)


def _claim(
    head: re.Match[str],
    before: tuple[str, str],
    tail: str,
    where: str,
    earlier: Sequence[ScoreClaim],
) -> ScoreClaim:
    """Build a claim from its head, the texts before it that may name its subject and its year, and
    what follows.
    """
    named = head.groupdict()
    previous = Decimal(named["previous"]) if named.get("previous") else None
    per_cent = next(
        (found for found in _PER_CENT.finditer(tail) if says_change(tail[: found.start()])), None
    )
    rest = _PER_CENT.sub(lambda found: " " * len(found[0]), tail)
    difference = None
    for match in re.finditer(_NUMBER, re.sub(r"25\d\d", "    ", rest)):
        lead = rest[: match.start()]
        if COUNTED.match(rest, match.end()):
            continue
        inside = lead.count("(") > lead.count(")")
        comes_from = re.search(r"(?:^จาก[^\d]{0,12}|ได้|เท่ากับ|อยู่ที่)\s*$", lead)
        if previous is None and (inside or comes_from):
            previous = Decimal(match[0])
        elif difference is None and says_change(lead):
            difference = Decimal(match[0])
    years = [int(year) for year in _YEAR.findall(before[1])]
    previous_year = next((int(year) for year in re.findall(r"25\d\d", head[0] + tail)), None)
    year = previous_year + 1 if previous_year else None
    if years and (previous_year is None or years[-1] != previous_year):
        year = years[-1]
    year = year or next((claim.year for claim in reversed(earlier) if claim.year), None)
    is_rise = (
        named["direction"] is None and previous is not None and Decimal(named["value"]) >= previous
    )
    return ScoreClaim(
        where,
        _code(before[0]),
        year,
        previous_year,
        Decimal(named["value"]),
        is_rise or bool(re.fullmatch(_RISE, named["direction"] or "")),
        previous,
        difference,
        Decimal(per_cent["a"] or per_cent["b"]) if per_cent else None,
        "ร้อยละ" in head[0] or bool(re.search(r"ร้อยละ\s*$", before[0])),
    )


def _code(before: str) -> str | None:
    """Return whose score a claim speaks of: the indicator named last before it, or the overall
    score; None where another matter comes between.
    """
    indicator = list(_INDICATOR.finditer(before))
    overall = list(_OVERALL.finditer(before))
    last = max((match.end() for match in (*indicator[-1:], *overall[-1:])), default=0)
    if ANOTHER_MATTER.search(before, last):
        return None
    if indicator and (not overall or indicator[-1].start() > overall[-1].start()):
        return indicator[-1][1] if 1 <= int(indicator[-1][1]) <= 10 else None
    return "overall" if overall else None


def _plain(text: str) -> str:
    """Arabic digits, and no spaces between Thai letters: they are line wraps as often as not."""
    return re.sub(r"(?<=[ก-ฺเ-๎])\s+(?=[ก-ฺเ-๎])", "", to_arabic_digits(clean(text)))
