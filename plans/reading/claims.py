"""What a document claims about its own scores, and its tables' means and sums: recomputed, and what
is wrong said in Thai.

``scores.claims`` reads the claims. Two published reports in five that were looked at carry wrong
differences, so nothing printed is taken on trust.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from plans.document import Warning, WarningKind
from plans.reading.printed_scores import INSTRUMENTS, PrintedScore, score_name
from scores import claims as read
from scores.claim_faults import ClaimFault, ClaimFaultKind, find_fault
from scores.claims import ScoreClaim, StatedScore
from scores.codes import OVERALL, is_question
from scores.ledger import Entry, Figure, recompute
from scores.rounding import two_decimals
from scores.rules import CompositionWay, Rule
from scores.shipped_rules import shipped_rule, shipped_years


def read_stated(
    text: str, where: str, claims: Sequence[ScoreClaim]
) -> tuple[list[PrintedScore], list[PrintedScore]]:
    """Return the scores a text states, those that are doubtful apart
    (``scores.claims.read_stated``), with their place.
    """
    sure, doubtful = read.read_stated(text, claims)
    return [_printed(score, where) for score in sure], [
        _printed(score, where) for score in doubtful
    ]


def check_claims(claims: Iterable[ScoreClaim], scores: Sequence[PrintedScore]) -> list[Warning]:
    """Recompute every claim; say what is wrong and what would be right."""
    known: dict[tuple[str, int], set[Decimal]] = {}
    for score in scores:
        if score.part is None:
            known.setdefault((score.code, score.fiscal_year), set()).add(score.value)
    warnings: list[Warning] = []
    for claim in claims:
        if fault := find_fault(claim, known):
            message = f"{score_name(claim.code)}: {_worded(fault)}"
            warnings.append(Warning(WarningKind.ARITHMETIC, claim.where, message))
    return list(dict.fromkeys(warnings))


def check_sums(scores: Sequence[PrintedScore]) -> list[Warning]:
    """Recompute printed figures from what is printed below them, by the rule of each year
    (``scores.shipped_rules``).

    Of a year whose rule was not found, the overall score and the instruments are held against the
    nearest rule that was, and the warning says so.
    """
    placed = {
        score.key: score for score in reversed(scores)
    }  # of what is printed twice the first counts
    warnings: list[Warning] = []
    for year in sorted({score.fiscal_year for score in scores}):
        entries = [
            Entry(score.code, score.part or 0, score.value, score.decimals)
            for score in placed.values()
            if score.fiscal_year == year
        ]
        rule = _rule_for(year)
        by = (
            ""
            if rule.fiscal_year == year
            else f" ตามหลักเกณฑ์ปี {rule.fiscal_year} เพราะไม่พบของปี {year}"
        )
        for figure in _wrong(rule, entries):
            message = (
                f"{score_name(figure.code)} ปี {year} พิมพ์ว่า {figure.printed} แต่คำนวณได้ "
                f"{figure.computed}{by}"
            )
            warnings.append(Warning(WarningKind.ARITHMETIC, "ตารางคะแนน", message))
    return warnings


def _wrong(rule: Rule, entries: Sequence[Entry]) -> Iterator[Figure]:
    """Yield the figures that do not follow from what is printed right below them: one slip is said
    once, not all the way up.
    """
    whole = recompute(rule, entries)
    yield from (figure for figure in whole.contradictions if is_question(figure.code))
    filled = [
        *entries,
        *(Entry(each.code, 0, each.exact) for each in whole.figures if each.printed is None),
    ]
    for code, made in rule.compositions.items():
        alone = recompute(replace(rule, compositions={code: made}), filled)
        yield from (figure for figure in alone.contradictions if figure.code == code)


def _rule_for(year: int) -> Rule:
    """Return the rule of a year, or as much of the nearest known one as does not depend on the
    questions, which change.
    """
    known = [
        rule
        for rule in map(shipped_rule, shipped_years())
        if rule.compositions[OVERALL].way is not CompositionWay.UNKNOWN
    ]
    nearest = min(known, key=lambda rule: (abs(rule.fiscal_year - year), rule.fiscal_year))
    if nearest.fiscal_year == year:
        return nearest
    above = {
        code: made for code, made in nearest.compositions.items() if code in (OVERALL, *INSTRUMENTS)
    }
    return replace(nearest, compositions=above, parts={})


def _printed(score: StatedScore, where: str) -> PrintedScore:
    return PrintedScore(score.code, None, score.fiscal_year, score.value, where)


def _worded(fault: ClaimFault) -> str:
    claim = fault.claim
    assert claim.previous is not None
    if fault.kind is ClaimFaultKind.PER_CENT:
        sum_ = f"{claim.difference} ÷ {claim.previous} × 100"
        return f"พิมพ์ว่าร้อยละ {fault.printed} แต่ {sum_} ที่ถูกต้องคือร้อยละ {fault.right}"
    word = "เพิ่มขึ้น" if claim.is_rise else "ลดลง"
    change = claim.value - claim.previous
    printed = f"พิมพ์ว่า {claim.value} {word} {claim.difference} จาก {claim.previous}"
    actual = f"{claim.value} − {claim.previous} = {two_decimals(change)}"
    if fault.kind is ClaimFaultKind.PREVIOUS:
        year = f"ปี {claim.previous_year} " if claim.previous_year else ""
        return f"{printed} แต่ {actual} ที่ถูกต้องคือคะแนน{year}{fault.right} ตามที่พิมพ์ในที่อื่นของเอกสาร"
    right = "เพิ่มขึ้น" if change >= 0 else "ลดลง"
    return f"{printed} แต่ {actual} ที่ถูกต้องคือ{right} {two_decimals(abs(change))}"
