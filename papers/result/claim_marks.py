"""Figures that do not add up, found in the lines of a paper and marked in their place with the
right figure beside them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from papers.print.document import Mark, MarkKind, PaperCell, PaperLine
from papers.result.score_words import INDICATORS, Ledger
from scores.claims import (
    ClaimFault,
    ClaimFaultKind,
    StatedScore,
    find_fault,
    read_claims,
    read_stated,
)
from scores.rounding import two_decimals
from thai.numbers import to_arabic_digits

_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d+)?(?![\d]|\.\d)")
# A claim about scores has a number with decimals, or says "points" or "per cent": most sentences
# need no closer look.
_MAY_CLAIM = re.compile(r"[0-9๐-๙]\.[0-9๐-๙]{2}|คะแนน|ร้อยละ|%")
_SLACK = Decimal("0.01")


class KnownScores:
    """The scores a paper may be measured with: the stored ones, and what the paper itself states
    elsewhere.
    """

    def __init__(self, ledger: Ledger, cells: Iterable[PaperCell]) -> None:
        self.ledger = ledger
        self.values: dict[tuple[str, int], set[Decimal]] = {
            key: {value} for key, value in ledger.items()
        }
        for text in {
            line.text for cell in cells for line in cell.lines if _MAY_CLAIM.search(line.text)
        }:
            sure, _doubtful = read_stated(text, read_claims(text, ""))
            for score in sure:
                self.values.setdefault((score.code, score.fiscal_year), set()).add(score.value)


def mark_cell(cell: PaperCell, known: KnownScores) -> PaperCell:
    """Return the cell with every wrong figure marked."""
    lines = tuple(
        replace(line, marks=(*line.marks, *found))
        if (found := wrong_figures(line, known))
        else line
        for line in cell.lines
    )
    return replace(cell, lines=lines)


def wrong_figures(line: PaperLine, known: KnownScores) -> tuple[Mark, ...]:
    """Recompute every claim of a line, and compare the scores it states with the stored ones."""
    if not _MAY_CLAIM.search(line.text):
        return ()
    claims = read_claims(line.text, "")
    marks: list[Mark] = []
    begin = 0
    for claim in claims:
        begin = _find(line.text, claim.value, begin)[1]
        if fault := find_fault(claim, known.values):
            marks.append(_marked(line.text, fault, begin))
    sure, _doubtful = read_stated(line.text, claims)
    marks += [
        _unlike(line.text, score, known.ledger[key])
        for score in sure
        if (key := _differs(score, known.ledger))
    ]
    return tuple(dict.fromkeys(marks))


def _differs(score: StatedScore, ledger: Ledger) -> tuple[str, int] | None:
    key = score.code, score.fiscal_year
    return key if key in ledger and abs(ledger[key] - score.value) > _SLACK else None


def _marked(text: str, fault: ClaimFault, begin: int) -> Mark:
    start, end = _find(text, fault.printed, begin)
    return Mark(MarkKind.WRONG, _worded(fault), start, end)


def _unlike(text: str, score: StatedScore, stored: Decimal) -> Mark:
    start, end = _find(text, score.value, 0)
    what = f"{_subject(score.code)} ปี {score.fiscal_year}"
    return Mark(MarkKind.WRONG, f"{what} พิมพ์ว่า {score.value} แต่คะแนนที่บันทึกไว้คือ {stored}", start, end)


def _find(text: str, number: Decimal, begin: int) -> tuple[int, int]:
    """Return where a number is printed at or after ``begin``, else anywhere before; (begin, begin)
    when it is not.
    """
    digits = to_arabic_digits(text)
    places = [match.span() for match in _NUMBER.finditer(digits) if Decimal(match[0]) == number]
    return next(
        (span for span in places if span[0] >= begin), places[0] if places else (begin, begin)
    )


def _worded(fault: ClaimFault) -> str:
    claim = fault.claim
    assert claim.previous is not None
    change = two_decimals(claim.value - claim.previous)
    subject = _subject(claim.code)
    if fault.kind is ClaimFaultKind.PER_CENT:
        sum_ = f"{claim.difference} ÷ {claim.previous} × 100"
        return f"{subject} พิมพ์ว่าร้อยละ {fault.printed} ที่ถูกต้องคือร้อยละ {fault.right} ({sum_})"
    if fault.kind is ClaimFaultKind.PREVIOUS:
        year = f"ปี {claim.previous_year} " if claim.previous_year else ""
        sum_ = f"{claim.value} − {fault.right} = {claim.difference}"
        return f"{subject} พิมพ์คะแนน{year}ว่า {fault.printed} ที่ถูกต้องคือ {fault.right} ({sum_})"
    word = "เพิ่มขึ้น" if change >= 0 else "ลดลง"
    sum_ = f"{claim.value} − {claim.previous} = {change}"
    return f"{subject} พิมพ์ผลต่างว่า {fault.printed} ที่ถูกต้องคือ{word} {abs(change)} ({sum_})"


def _subject(code: str | None) -> str:
    if code in INDICATORS:
        return f"ตัวชี้วัดที่ {code}"
    return "คะแนนภาพรวม" if code == "overall" else "คะแนน"


def faults_of(cells: Sequence[PaperCell]) -> list[tuple[PaperCell, Mark]]:
    """Return every wrong figure that is marked in some cells."""
    return [
        (c, mark)
        for c in cells
        for line in c.lines
        for mark in line.marks
        if mark.kind is MarkKind.WRONG
    ]
