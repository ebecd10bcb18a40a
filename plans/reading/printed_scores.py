"""ITA scores as they were printed, and what they come to: one entry for each, with a doubt where
two places say different things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plans.document import ScoreEntry, Warning, WarningKind
from scores.codes import OVERALL, is_question
from scores.rounding import decimals

INSTRUMENTS = {"IIT": range(1, 6), "EIT": range(6, 9), "OIT": range(9, 11)}
"""Which indicators each instrument measures: i questions 1-5, e questions 6-8, o items 9-10."""


@dataclass(frozen=True)
class PrintedScore:
    """A score with all its printed decimals, and where it stands."""

    code: str
    part: int | None
    fiscal_year: int
    value: Decimal
    where: str

    @property
    def key(self) -> tuple[str, int | None, int]:
        return self.code, self.part, self.fiscal_year

    @property
    def decimals(self) -> int:
        return decimals(self.value)


def settle(scores: Sequence[PrintedScore]) -> tuple[tuple[ScoreEntry, ...], list[Warning]]:
    """Return one entry for each score, the first printed; warn of what is printed twice, equal or
    not.

    An indicator repeated as the heading of its questions is expected; a question that stands in two
    tables is.
    """
    kept: dict[tuple[str, int | None, int], PrintedScore] = {}
    warnings = []
    for score in scores:
        first = kept.setdefault(score.key, score)
        if first is score:
            continue
        name = f"{score_name(score.code)} ปี {score.fiscal_year}"
        if first.value != score.value:
            message = (
                f"{name} พิมพ์ไม่ตรงกัน: {first.value} ({first.where}) และ {score.value} "
                f"({score.where})"
            )
            warnings.append(Warning(WarningKind.CONTRADICTION, score.where, message))
        elif is_question(score.code) and score.where.startswith("ตารางคะแนน"):
            warnings.append(
                Warning(
                    WarningKind.DUPLICATE,
                    score.where,
                    f"{name} ปรากฏซ้ำด้วยคะแนนเดียวกัน {score.value}",
                )
            )
    entries = tuple(
        ScoreEntry(score.code, score.part, score.fiscal_year, float(score.value), score.decimals)
        for score in kept.values()
    )
    return entries, warnings


def score_name(code: str | None) -> str:
    """Return what a score is called in a doubt about it; None is a score of nobody knows what."""
    if code is None:
        return "คะแนน"
    if code == OVERALL:
        return "คะแนนภาพรวม"
    if is_question(code):
        return f"ข้อ {code}"
    return f"เครื่องมือ {code}" if code in INSTRUMENTS else f"ตัวชี้วัดที่ {code}"
