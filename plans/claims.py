"""What a document claims about its own scores, recomputed: differences, per cents, means and weighted sums.

Two published reports in five carry wrong differences (docs: field notes), so nothing printed is taken on trust. A figure
may be off by one in its last decimal, because it may have been worked out from unrounded scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from models import thai
from plans.document import Warning, WarningKind
from plans.scores import INSTRUMENTS, PrintedScore

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
_STATED = re.compile(rf"ตัวชี้วัด(?:ที่)?\s*(\d{{1,2}})(?![\d.])[^\d]{{0,60}}?({_NUMBER})\s*คะแนน")
_TOTAL = re.compile(
    rf"(?:(?:ภาพรวม|ITA)[^\d]{{0,60}}(?:25\d\d)?[^\d]{{0,60}}?({_NUMBER})\s*คะแนน|ผลการประเมิน\s*({_NUMBER})\s*คะแนน\s*อยู่ในระดับ)"
)
_WEIGHTS = {"IIT": Decimal("0.3"), "EIT": Decimal("0.3"), "OIT": Decimal("0.4")}
# Questions of an indicator by fiscal year: ten questions fewer from 2567 on (recomputed from the published reports of Tak
# and Tun). Years that are not here are not checked; EIT 2567 weighs two surveys that are not printed, so it is not either.
_QUESTIONS = {2566: {"i": (1, 6), "e": (6, 5)}, 2567: {"i": (1, 3)}}
_SLACK = Decimal("0.01")


@dataclass(frozen=True)
class Claim:
    """ "``value`` points, risen (fallen) by ``difference`` from ``previous``, which is ``per_cent``"; absent is None."""

    where: str
    code: str | None
    year: int | None
    previous_year: int | None
    value: Decimal
    is_rise: bool
    previous: Decimal | None
    difference: Decimal | None
    per_cent: Decimal | None

    @property
    def adds_up(self) -> bool:
        if self.previous is None or self.difference is None:
            return True
        change = self.value - self.previous if self.is_rise else self.previous - self.value
        return abs(change - self.difference) <= _SLACK


def read_claims(text: str, where: str) -> list[Claim]:
    """Return every claim of a rise or a fall in a text, in printed order."""
    text = _plain(text)
    claims: list[Claim] = []
    heads = sorted([*_CLAIM.finditer(text), *_FROM_TO.finditer(text)], key=lambda match: match.start())
    heads = [head for index, head in enumerate(heads) if index == 0 or head.start() >= heads[index - 1].end()]
    begin = told = 0
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        following = _INDICATOR.search(text, head.end())
        stop = min(stop, following.start(), head.end() + 200) if following else min(stop, head.end() + 200)
        # What the last claim told of ends at ``told``; its year is not the year of this one.
        named_in = text[begin : head.start()], text[told : head.start()]
        claims.append(_claim(head, named_in, text[head.end() : stop], where, claims))
        begin, told = head.end(), stop
    return claims


def read_stated(text: str, where: str, claims: Sequence[Claim]) -> tuple[list[PrintedScore], list[PrintedScore]]:
    """Return the scores a text states: those of its claims, the overall score, and indicators without a claim.

    Previous scores whose difference does not add up come apart, second, so that a better one printed elsewhere wins.
    """
    found = [
        PrintedScore(claim.code, None, claim.year, claim.value, where) for claim in claims if claim.code and claim.year
    ]
    doubtful: list[PrintedScore] = []
    for claim in claims:
        if claim.code and claim.previous_year and claim.previous is not None:
            score = PrintedScore(claim.code, None, claim.previous_year, claim.previous, where)
            (found if claim.adds_up else doubtful).append(score)
    plain = _plain(text)
    year = next((claim.year for claim in claims if claim.year), None)
    if year:
        found += [PrintedScore(code, None, year, Decimal(value), where) for code, value in _STATED.findall(plain)]
    for match in _TOTAL.finditer(plain):
        years = _YEAR.findall(plain[: match.start(1) if match[1] else match.start(2)])
        if years:
            found.append(PrintedScore("overall", None, int(years[-1]), Decimal(match[1] or match[2]), where))
    return [score for score in found if score.value <= 100], [score for score in doubtful if score.value <= 100]


def check_claims(claims: Iterable[Claim], scores: Sequence[PrintedScore]) -> list[Warning]:
    """Recompute every claim; say what is wrong and what would be right."""
    known: dict[tuple[str, int], set[Decimal]] = {}
    for score in scores:
        if score.part is None:
            known.setdefault((score.code, score.fiscal_year), set()).add(score.value)
    warnings: list[Warning] = []
    for claim in claims:
        if claim.code and claim.previous_year and claim.previous is None:
            values = known.get((claim.code, claim.previous_year), set())
            claim = replace(claim, previous=next(iter(values))) if len(values) == 1 else claim
        others = known.get((claim.code, claim.previous_year), set()) if claim.code and claim.previous_year else set()
        message = _difference_fault(claim, others) or _per_cent_fault(claim)
        if message:
            warnings.append(Warning(WarningKind.ARITHMETIC, claim.where, f"{_subject(claim.code)}: {message}"))
    return list(dict.fromkeys(warnings))


def check_sums(scores: Sequence[PrintedScore]) -> list[Warning]:
    """Recompute printed indicators, instruments and overall scores from what is printed below them."""
    values = {score.key: score.value for score in reversed(scores)}
    warnings: list[Warning] = []
    for year in sorted({score.fiscal_year for score in scores}):
        for code, computed in _computed(values, year).items():
            printed = values.get((code, None, year))
            if printed is not None and abs(printed - computed) > _tolerance(printed):
                message = f"{_subject(code)} ปี {year} พิมพ์ว่า {printed} แต่คำนวณได้ {_two(computed)}"
                warnings.append(Warning(WarningKind.ARITHMETIC, "ตารางคะแนน", message))
    return warnings


def _claim(head: re.Match[str], before: tuple[str, str], tail: str, where: str, earlier: Sequence[Claim]) -> Claim:
    """Build a claim from its head, the texts before it that may name its subject and its year, and what follows."""
    named = head.groupdict()
    previous = Decimal(named["previous"]) if named.get("previous") else None
    per_cent = _PER_CENT.search(tail)
    rest = _PER_CENT.sub(" ", tail)
    difference = None
    for match in re.finditer(_NUMBER, re.sub(r"25\d\d", "    ", rest)):
        lead = rest[: match.start()]
        inside = lead.count("(") > lead.count(")")
        comes_from = re.search(r"(?:^จาก[^\d]{0,12}|ได้|เท่ากับ|อยู่ที่)\s*$", lead)
        if previous is None and (inside or comes_from):
            previous = Decimal(match[0])
        elif difference is None and not re.search(r"ข้อ\s*$|ที่\s*$", lead):
            difference = Decimal(match[0])
    years = [int(year) for year in _YEAR.findall(before[1])]
    previous_year = next((int(year) for year in re.findall(r"25\d\d", head[0] + tail)), None)
    year = previous_year + 1 if previous_year else None
    if years and (previous_year is None or years[-1] != previous_year):
        year = years[-1]
    year = year or next((claim.year for claim in reversed(earlier) if claim.year), None)
    is_rise = named["direction"] is None and previous is not None and Decimal(named["value"]) >= previous
    return Claim(
        where,
        _code(before[0]),
        year,
        previous_year,
        Decimal(named["value"]),
        is_rise or bool(re.fullmatch(_RISE, named["direction"] or "")),
        previous,
        difference,
        Decimal(per_cent["a"] or per_cent["b"]) if per_cent else None,
    )


def _code(before: str) -> str | None:
    """Return whose score a claim speaks of: the indicator named last before it, or the overall score."""
    indicator = list(_INDICATOR.finditer(before))
    overall = list(_OVERALL.finditer(before))
    if indicator and (not overall or indicator[-1].start() > overall[-1].start()):
        return indicator[-1][1] if 1 <= int(indicator[-1][1]) <= 10 else None
    return "overall" if overall else None


def _difference_fault(claim: Claim, others: set[Decimal]) -> str | None:
    if claim.previous is None or claim.difference is None or claim.adds_up:
        return None
    word = "เพิ่มขึ้น" if claim.is_rise else "ลดลง"
    change = claim.value - claim.previous
    printed = f"พิมพ์ว่า {claim.value} {word} {claim.difference} จาก {claim.previous}"
    actual = f"{claim.value} − {claim.previous} = {_two(change)}"
    meant = claim.value - claim.difference if claim.is_rise else claim.value + claim.difference
    if meant in others:
        year = f"ปี {claim.previous_year} " if claim.previous_year else ""
        return f"{printed} แต่ {actual} ที่ถูกต้องคือคะแนน{year}{meant} ตามที่พิมพ์ในที่อื่นของเอกสาร"
    right = "เพิ่มขึ้น" if change >= 0 else "ลดลง"
    return f"{printed} แต่ {actual} ที่ถูกต้องคือ{right} {_two(abs(change))}"


def _per_cent_fault(claim: Claim) -> str | None:
    previous, difference = claim.previous, claim.difference
    if previous is None and difference is not None:
        previous = claim.value - difference if claim.is_rise else claim.value + difference
    if difference is None and previous is not None:
        difference = abs(claim.value - previous)
    if claim.per_cent is None or not previous or difference is None:
        return None
    right = difference / previous * 100
    step = Decimal(1).scaleb(min(0, _exponent(claim.per_cent)))
    # The difference itself may be rounded by half a hundredth, which moves the per cent a little more.
    if abs(claim.per_cent - right) <= step + Decimal("0.5") / previous:
        return None
    return f"พิมพ์ว่าร้อยละ {claim.per_cent} แต่ {difference} ÷ {previous} × 100 ที่ถูกต้องคือร้อยละ {_two(right)}"


def _computed(values: dict[tuple[str, int | None, int], Decimal], year: int) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for letter, (first, count) in _QUESTIONS.get(year, {}).items():
        for offset in range(5 if letter == "i" else 3):
            numbers = range(offset * count + 1, (offset + 1) * count + 1)
            items = [_question(values, f"{letter}{number}", year) for number in numbers]
            if all(item is not None for item in items):
                found[str(first + offset)] = sum((item for item in items if item is not None), Decimal(0)) / count
    instruments: dict[str, Decimal] = {}
    for name, codes in INSTRUMENTS.items():
        parts = [values.get((str(code), None, year)) for code in codes]
        if all(part is not None for part in parts):
            instruments[name] = sum((part for part in parts if part is not None), Decimal(0)) / len(parts)
    found |= instruments
    printed = {name: values.get((name, None, year), instruments.get(name)) for name in INSTRUMENTS}
    weighted = [_WEIGHTS[name] * value for name, value in printed.items() if value is not None]
    if len(weighted) == len(INSTRUMENTS):
        found["overall"] = sum(weighted, Decimal(0))
    return found


def _question(values: dict[tuple[str, int | None, int], Decimal], code: str, year: int) -> Decimal | None:
    if (code, None, year) in values:
        return values[code, None, year]
    one, two = values.get((code, 1, year)), values.get((code, 2, year))
    return (one + two) / 2 if one is not None and two is not None else None


def _tolerance(printed: Decimal) -> Decimal:
    return Decimal("0.5").scaleb(min(0, _exponent(printed))) + _SLACK


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _two(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))


def _subject(code: str | None) -> str:
    if code is None:
        return "คะแนน"
    if code == "overall":
        return "คะแนนภาพรวม"
    return f"เครื่องมือ {code}" if code in INSTRUMENTS else f"ตัวชี้วัดที่ {code}"


def _plain(text: str) -> str:
    """Arabic digits, and no spaces between Thai letters: they are line wraps as often as not."""
    return re.sub(r"(?<=[ก-ฺเ-๎])\s+(?=[ก-ฺเ-๎])", "", thai.to_arabic_digits(thai.clean(text)))
