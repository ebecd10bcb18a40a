"""Figures that do not add up, found in the lines of a paper and marked in their place with the
right figure beside them.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from papers.print.document import Mark, MarkKind, PaperCell, PaperLine
from papers.result.score_words import INDICATORS, Ledger
from scores.claim_faults import ClaimFault, ClaimFaultKind, find_fault
from scores.claims import read_claims, read_stated
from scores.rounding import decimals, two_decimals
from scores.statements import StatedFigure, Statement, read_statements
from thai.numbers import to_arabic_digits

_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d+)?(?![\d]|\.\d)")
# A claim about scores has a number with decimals, or says "points" or "per cent": most sentences
# need no closer look.
_MAY_CLAIM = re.compile(r"[0-9๐-๙]\.[0-9๐-๙]{2}|คะแนน|ร้อยละ|%|เปอร์เซ็นต์|ตัวชี้วัด|IT|ระดับ")
_SLACK = Decimal("0.01")
_UNCHECKED = "ตัวเลข {} ไม่มีในคะแนนที่บันทึกไว้ จึงยังไม่ได้ตรวจ"

Figure = tuple[str, str, str]
"""A figure of a line: the cell's key ("1.1/outcome"), the line in Arabic digits, the figure in
them.
"""


class KnownScores:
    """The scores a paper may be measured with: the stored ones, and what the paper itself states
    elsewhere.

    ``levels`` are the levels reached, by fiscal year; ``confirmed`` are figures somebody stands
    for.
    """

    def __init__(
        self,
        ledger: Ledger,
        cells: Iterable[PaperCell],
        fiscal_year: int,
        *,
        own_name: str = "",
        levels: Mapping[int, str] | None = None,
        level_names: Collection[str] = (),
        confirmed: Collection[Figure] = (),
    ) -> None:
        self.ledger, self.fiscal_year, self.own_name = ledger, fiscal_year, own_name
        self.levels, self.level_names, self.confirmed = levels or {}, level_names, confirmed
        self.values: dict[tuple[str, int], set[Decimal]] = {
            key: {value} for key, value in ledger.items()
        }
        for text in {
            line.text for cell in cells for line in cell.lines if _MAY_CLAIM.search(line.text)
        }:
            sure, _doubtful = read_stated(text, read_claims(text, ""))
            for score in sure:
                self.values.setdefault((score.code, score.fiscal_year), set()).add(score.value)

    def year_of(self, said: Statement) -> int:
        """Return the fiscal year a statement is about: the one it says, else the paper's own, else
        (nothing is stored of that) the newest one before.
        """
        if said.year is not None:
            return said.year
        years = [
            year for code, year in self.ledger if code == said.code and year <= self.fiscal_year
        ]
        return max(years, default=self.fiscal_year)


def mark_cell(cell: PaperCell, known: KnownScores) -> PaperCell:
    """Return the cell with every wrong figure marked, and those that the ledger does not hold."""
    lines = tuple(
        replace(line, marks=(*line.marks, *found))
        if (found := marks_of(line, known, cell.key))
        else line
        for line in cell.lines
    )
    return replace(cell, lines=lines)


def marks_of(line: PaperLine, known: KnownScores, key: str = "") -> tuple[Mark, ...]:
    """Hold every figure of a line that is said to be a score, a change of one or a level against
    the stored ones, and recompute every claim.

    What is wrong is ``MarkKind.WRONG``; what nothing stored tells is ``MarkKind.UNCHECKED``, unless
    somebody confirmed it.
    """
    if not _MAY_CLAIM.search(line.text):
        return ()
    wrong = _wrong_claims(line.text, known)
    spans = {(mark.start, mark.end) for mark in wrong}
    unchecked: list[Statement] = []
    for said in read_statements(line.text, known.own_name, known.level_names):
        note = _held_against(said, known)
        if note is None:
            unchecked.append(said)
        elif note and (said.start, said.end) not in spans:
            wrong.append(Mark(MarkKind.WRONG, note, said.start, said.end))
            spans.add((said.start, said.end))
    told = to_arabic_digits(line.text)
    open_ = [
        said
        for said in unchecked
        if (said.start, said.end) not in spans and (key, told, said.text) not in known.confirmed
    ]
    # One note for all of a line, at the first of them.
    notes = [_UNCHECKED.format(", ".join(dict.fromkeys(said.text for said in open_))), *[""] * 99]
    marks = [
        Mark(MarkKind.UNCHECKED, note, said.start, said.end)
        for said, note in zip(open_, notes, strict=False)
    ]
    return tuple(dict.fromkeys([*wrong, *marks]))


def _wrong_claims(text: str, known: KnownScores) -> list[Mark]:
    marks: list[Mark] = []
    begin = 0
    for claim in read_claims(text, ""):
        begin = _find(text, claim.value, begin)[1]
        # Whose sum it is must be said: points and per cents of anything else are not ours to judge.
        if claim.code and not claim.in_per_cent and (fault := find_fault(claim, known.values)):
            marks.append(_marked(text, fault, begin))
    return marks


def _held_against(said: Statement, known: KnownScores) -> str | None:
    """Return what is wrong with a statement, "" for nothing, None where nothing stored tells."""
    if said.said is StatedFigure.OTHER or said.code is None:
        return None
    year = known.year_of(said)
    subject = f"{_subject(said.code)} ปี {year}"
    if said.said is StatedFigure.LEVEL:
        level = known.levels.get(year)
        if level is None or level == said.text:
            return None if level is None else ""
        return f"ระดับผลการประเมินปี {year} พิมพ์ว่า {said.text} แต่ตามคะแนนที่บันทึกไว้คือ {level}"
    if said.said is StatedFigure.SCORE:
        year -= said.is_before
        stored = known.ledger.get((said.code, year))
        if stored is None or abs(stored - said.value) <= _slack(said.text):
            return None if stored is None else ""
        subject = f"{_subject(said.code)} ปี {year}"
        return f"{subject} พิมพ์ว่า {said.text} แต่คะแนนที่บันทึกไว้คือ {stored}{_hint(said)}"
    now, before = known.ledger.get((said.code, year)), known.ledger.get((said.code, year - 1))
    if now is None or before is None:
        return None
    rates = [abs(now - before)]
    if said.said is StatedFigure.RATE and before:
        rates.append(abs(now - before) / before * 100)
    is_rise = now > before
    if is_rise is said.is_rise and any(
        abs(rate - said.value) <= Decimal(1).scaleb(-decimals(said.value)) for rate in rates
    ):
        return ""
    word = "เพิ่มขึ้น" if is_rise else "ลดลง"
    right = two_decimals(rates[-1])
    sum_ = f"ปี {year} {now} ปี {year - 1} {before}"
    return f"{subject} พิมพ์ว่า{said.text} ที่ถูกต้องคือ{word} {right} ({sum_}){_hint(said)}"


def _hint(said: Statement) -> str:
    return "" if said.year is not None else " หากเป็นคะแนนของปีอื่นโปรดระบุปี"


def _slack(text: str) -> Decimal:
    """Return how far rounding may have moved a printed score: of one decimal half of it
    (docs/scores.md), and a hundredth else.
    """
    return Decimal("0.05") if decimals(Decimal(text)) == 1 else _SLACK


def _marked(text: str, fault: ClaimFault, begin: int) -> Mark:
    start, end = _find(text, fault.printed, begin)
    return Mark(MarkKind.WRONG, _worded(fault), start, end)


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
    return "คะแนนภาพรวม" if code == "overall" else f"คะแนน {code}" if code else "คะแนน"


def marked(cells: Sequence[PaperCell], kind: MarkKind) -> list[tuple[PaperCell, Mark]]:
    """Return every mark of a kind in some cells that says something."""
    return [
        (c, mark)
        for c in cells
        for line in c.lines
        for mark in line.marks
        if mark.kind is kind and mark.note
    ]
