"""What a document claims about its own scores, and its tables' means and sums: recomputed, and what is wrong told in Thai.

``models.claims`` reads the claims. Two published reports in five carry wrong differences (docs: field notes), so nothing printed
is taken on trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from models import claims as read
from models.claims import Claim, Fault, FaultKind, Stated, decimals, find_fault, read_claims, two_decimals
from plans.document import Warning, WarningKind
from plans.scores import INSTRUMENTS, PrintedScore

__all__ = ["Claim", "check_claims", "check_sums", "read_claims", "read_stated"]

_WEIGHTS = {"IIT": Decimal("0.3"), "EIT": Decimal("0.3"), "OIT": Decimal("0.4")}
# Questions of an indicator by fiscal year: ten questions fewer from 2567 on (recomputed from the published reports of Tak
# and Tun). Years that are not here are not checked; EIT 2567 weighs two surveys that are not printed, so it is not either.
_QUESTIONS = {2566: {"i": (1, 6), "e": (6, 5)}, 2567: {"i": (1, 3)}}
_SLACK = Decimal("0.01")


def read_stated(text: str, where: str, claims: Sequence[Claim]) -> tuple[list[PrintedScore], list[PrintedScore]]:
    """Return the scores a text states, those that are doubtful apart (``models.claims.read_stated``), with their place."""
    sure, doubtful = read.read_stated(text, claims)
    return [_printed(score, where) for score in sure], [_printed(score, where) for score in doubtful]


def check_claims(claims: Iterable[Claim], scores: Sequence[PrintedScore]) -> list[Warning]:
    """Recompute every claim; say what is wrong and what would be right."""
    known: dict[tuple[str, int], set[Decimal]] = {}
    for score in scores:
        if score.part is None:
            known.setdefault((score.code, score.fiscal_year), set()).add(score.value)
    warnings: list[Warning] = []
    for claim in claims:
        if fault := find_fault(claim, known):
            message = f"{_subject(claim.code)}: {_told(fault)}"
            warnings.append(Warning(WarningKind.ARITHMETIC, claim.where, message))
    return list(dict.fromkeys(warnings))


def check_sums(scores: Sequence[PrintedScore]) -> list[Warning]:
    """Recompute printed indicators, instruments and overall scores from what is printed below them."""
    values = {score.key: score.value for score in reversed(scores)}
    warnings: list[Warning] = []
    for year in sorted({score.fiscal_year for score in scores}):
        for code, computed in _computed(values, year).items():
            printed = values.get((code, None, year))
            if printed is not None and abs(printed - computed) > _tolerance(printed):
                message = f"{_subject(code)} ปี {year} พิมพ์ว่า {printed} แต่คำนวณได้ {two_decimals(computed)}"
                warnings.append(Warning(WarningKind.ARITHMETIC, "ตารางคะแนน", message))
    return warnings


def _printed(score: Stated, where: str) -> PrintedScore:
    return PrintedScore(score.code, None, score.fiscal_year, score.value, where)


def _told(fault: Fault) -> str:
    claim = fault.claim
    assert claim.previous is not None
    if fault.kind is FaultKind.PER_CENT:
        sum_ = f"{claim.difference} ÷ {claim.previous} × 100"
        return f"พิมพ์ว่าร้อยละ {fault.printed} แต่ {sum_} ที่ถูกต้องคือร้อยละ {fault.right}"
    word = "เพิ่มขึ้น" if claim.is_rise else "ลดลง"
    change = claim.value - claim.previous
    printed = f"พิมพ์ว่า {claim.value} {word} {claim.difference} จาก {claim.previous}"
    actual = f"{claim.value} − {claim.previous} = {two_decimals(change)}"
    if fault.kind is FaultKind.PREVIOUS:
        year = f"ปี {claim.previous_year} " if claim.previous_year else ""
        return f"{printed} แต่ {actual} ที่ถูกต้องคือคะแนน{year}{fault.right} ตามที่พิมพ์ในที่อื่นของเอกสาร"
    right = "เพิ่มขึ้น" if change >= 0 else "ลดลง"
    return f"{printed} แต่ {actual} ที่ถูกต้องคือ{right} {two_decimals(abs(change))}"


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
    return Decimal("0.5").scaleb(-decimals(printed)) + _SLACK


def _subject(code: str | None) -> str:
    if code is None:
        return "คะแนน"
    if code == "overall":
        return "คะแนนภาพรวม"
    return f"เครื่องมือ {code}" if code in INSTRUMENTS else f"ตัวชี้วัดที่ {code}"
