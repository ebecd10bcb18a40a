"""Scores, figures and what-if as lines of text and as JSON for the command line."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from models.month.calendar import local
from models.tables.organization import Organization
from models.tables.year.score import Score
from papers.analysis.score_analysis import Analysis
from papers.result.score_claims import PrintedFault
from plans.workbooks.score_files import ScoreFile, StoredScores, names_another
from scores.ledger import Figure, YearChange
from scores.levels import LevelReached
from scores.rounding import two_decimals
from scores.rules import Rule
from scores.store import ScoreChange
from scores.what_if import WhatIf, WhatIfResult


def import_lines(found: ScoreFile, stored: StoredScores) -> Iterator[str]:
    """Give what an import changes, score by score, then the counts."""
    yield from (change_text(change) for change in stored.changes)
    years = ", ".join(f"FY{year}" for year in found.entries)
    yield (
        f"{len(stored.changes)} scores new or changed, {stored.unchanged} as stored, "
        f"{stored.texts} texts; {years}."
    )


def doubt_lines(found: ScoreFile, owner: Organization) -> Iterator[str]:
    """Give the doubts about a file, first of all when it names another organization than the one it
    is for.
    """
    if names_another(found, owner):
        yield f"! the file is of {found.organization}, the scores are for {owner.name}"
    yield from (
        f"! {warning.kind.value}: {warning.where}: {warning.message}" for warning in found.warnings
    )


def stored_line(row: Score) -> str:
    """Return one stored score with its source, who entered it and when (Bangkok)."""
    name = f"{row.fiscal_year} {row.code}{f' part {row.part}' if row.part else ''}"
    who = (
        f"by {row.entered_by}"
        if row.entered_by
        else f"by person {row.entered_by_id}"
        if row.entered_by_id
        else ""
    )
    said = ", ".join(filter(None, (row.source, who, f"{local(row.entered_at):%Y-%m-%d %H:%M}")))
    return f"{name}: {row.value:.2f} ({said})"


def change_text(change: ScoreChange) -> str:
    """Return one changed score: + new, ~ changed, - removed."""
    name = (
        f"score {change.fiscal_year} {change.code}{f' part {change.part}' if change.part else ''}"
    )
    if change.before is None:
        return f"+ {name}: {change.after}"
    return (
        f"- {name}: {change.before}"
        if change.after is None
        else f"~ {name}: {change.before} -> {change.after}"
    )


def check_json(analysis: Analysis, faults: Sequence[PrintedFault] = ()) -> dict[str, Any]:
    """Return what ``score check --json`` prints: the figures with their steps, the level, the
    number that holds it down.

    ``ok`` is false where something else is printed. ``level`` is None where it is not known; the
    last step of ``overall`` says why. ``faults`` are wrong figures of an imported report; they
    stand among the contradictions, after those of the scores.
    """
    figures = [_figure_json(figure, analysis) for figure in analysis.ledger.figures]
    standing = analysis.ledger.standing
    contradictions = [
        _contradiction_json(
            each.code, each.fiscal_year, each.printed, each.computed, _contradiction(each)
        )
        for each in analysis.ledger.contradictions
    ]
    contradictions += [
        _contradiction_json(each.code, each.fiscal_year, each.printed, each.right, _fault(each))
        for each in faults
    ]
    return {
        "figures": figures,
        "level": standing.level,
        "held_down_by": standing.held_down_by,
        "contradictions": contradictions,
    }


def check_lines(analysis: Analysis, faults: Sequence[PrintedFault] = ()) -> Iterator[str]:
    """Give every recomputed figure with its steps, the level, and at the end what contradicts."""
    yield f"FY{analysis.fiscal_year} {analysis.organization}"
    for figure in analysis.ledger.figures:
        printed = "not printed" if figure.printed is None else f"printed {figure.printed:.2f}"
        yield f"{'' if figure.ok else '! '}{figure.code}: computed {figure.computed}, {printed}"
        yield from (f"      {step}" for step in _steps(figure, analysis))
    recomputed = {figure.code for figure in analysis.ledger.figures}
    yield from (
        f"{change.code}: printed {change.value}; {_change(change, analysis.fiscal_year)}"
        for code, change in analysis.changes.items()
        if code not in recomputed
    )
    if not analysis.ledger.figures:
        yield (
            f"Nothing can be recomputed: the rule of FY{analysis.fiscal_year} is not known, or "
            "too few scores are stored."
        )
    yield from _standing_lines(analysis.ledger.standing, analysis)
    wrong = analysis.ledger.contradictions
    yield (
        f"{len(analysis.ledger.figures)} figures recomputed, {len(wrong) + len(faults)} "
        "contradictions."
    )
    yield from (f"! {_contradiction(figure)}" for figure in wrong)
    yield from (f"! {_fault(fault)}" for fault in faults)


def what_if_json(found: WhatIf, year: int) -> dict[str, Any]:
    """Return what ``score whatif --json`` prints; points are of the overall score."""
    return {
        "fiscal_year": year,
        "items": [
            {
                "code": cost.code,
                "points": _number(cost.points),
                "score": _number(cost.value),
                "lost": _number(cost.lost),
            }
            for cost in found.costs
        ],
        "total": _number(found.total),
        "now": _outcome_json(found.now),
        "without": _outcome_json(found.without),
        "complete": _outcome_json(found.complete),
    }


def what_if_lines(found: WhatIf, rule: Rule) -> Iterator[str]:
    """Give the points each item costs, all together, and the overall score with none and with all
    of them.
    """
    for cost in found.costs:
        now = (
            ""
            if cost.value is None or cost.lost is None
            else f" (now {cost.value}: {two_decimals(cost.lost)} points lost)"
        )
        yield (
            f"{' '.join(filter(None, (cost.code, rule.titles.get(cost.code))))}: "
            f"{two_decimals(cost.points)} points{now}"
        )
    yield f"Together: {found.total} points of the overall score of FY{rule.fiscal_year}"
    outcomes = (
        ("now", found.now),
        ("without them", found.without),
        ("with all of them", found.complete),
    )
    yield from (f"Overall {name}: {_outcome(outcome)}" for name, outcome in outcomes if outcome)
    if found.now is None:
        yield (
            "The stored scores do not make an overall score yet, so only what the items count "
            "for can be told."
        )


def _figure_json(figure: Figure, analysis: Analysis) -> dict[str, Any]:
    return {
        "code": figure.code,
        "fiscal_year": figure.fiscal_year,
        "printed": _number(figure.printed),
        "computed": _number(figure.computed),
        "steps": _steps(figure, analysis),
        "ok": figure.ok,
    }


def _steps(figure: Figure, analysis: Analysis) -> list[str]:
    """Return the sum, the difference to last year, and for the overall score how the level
    follows.
    """
    steps = [str(figure.step)]
    if change := analysis.changes.get(figure.code):
        steps.append(_change(change, figure.fiscal_year))
    if figure.code == "overall":
        steps += list(_standing_lines(analysis.ledger.standing, analysis))
    return steps


def _change(change: YearChange, year: int) -> str:
    per_cent = "" if change.per_cent is None else f", {change.per_cent:+.2f} %"
    return (
        f"against FY{year - 1}: {change.value} - {change.before} = "
        f"{change.difference:+.2f}{per_cent}"
    )


def _standing_lines(standing: LevelReached, analysis: Analysis) -> Iterator[str]:
    if standing.unknown == ("levels",):
        yield (
            f"level: not known, because the levels of FY{analysis.fiscal_year} are not "
            f"({analysis.rule.levels_source or 'no rule'})"
        )
    elif standing.unknown:
        yield f"level: not known, because these scores are missing: {', '.join(standing.unknown)}"
    else:
        yield (
            f"level: {standing.level or 'below every level'} (rule: "
            f"{analysis.rule.levels_basis.value})"
        )
    for unmet in standing.unmet:
        yield (
            f"short of {standing.next_level}: {unmet.code} is {unmet.value}, needed {unmet.needed}"
        )
    if standing.held_down_by:
        yield (
            f"held down by: {standing.held_down_by} "
            f"({analysis.ledger.values[standing.held_down_by]})"
        )


def _contradiction(figure: Figure) -> str:
    return (
        f"{figure.code} of FY{figure.fiscal_year} is printed {figure.printed:.2f}, but "
        f"{figure.step}"
    )


def _contradiction_json(
    code: str | None, year: int, printed: Decimal | None, computed: Decimal, message: str
) -> dict[str, Any]:
    return {
        "code": code,
        "fiscal_year": year,
        "printed": _number(printed),
        "computed": _number(computed),
        "message": message,
    }


def _fault(fault: PrintedFault) -> str:
    """Return what an imported report prints otherwise than it follows."""
    what = {
        "previous": "is printed",
        "difference": "is printed as changed by",
        "per_cent": "is printed as changed by per cent",
    }
    subject = f"{fault.code or 'a score'} of FY{fault.fiscal_year}"
    return (
        f"{fault.where}: {subject} {what[fault.kind.value]} {fault.printed}, but {fault.sum_text}"
    )


def _outcome(outcome: WhatIfResult) -> str:
    return f"{outcome.overall} ({outcome.standing.level or 'level not known'})"


def _outcome_json(outcome: WhatIfResult | None) -> dict[str, Any] | None:
    return (
        None
        if outcome is None
        else {"overall": _number(outcome.overall), "level": outcome.standing.level}
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 4)
