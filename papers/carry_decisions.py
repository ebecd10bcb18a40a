"""What becomes of each measure in the next plan, and the steps and measures drafted for it."""

import re
from collections.abc import Sequence

from models.tables.obligations import Progress
from models.tables.plan import Issue, Measure
from models.tables.year.score import Heading
from papers.analysis.drafted_texts import line_text, low_words
from papers.analysis.issues import IssueAnalysis, ScoredQuestion
from papers.analysis.score_analysis import Analysis
from papers.carry_rules import CarryDecision, Fate, MeasureOutcome, NewMeasure, Reason, decide
from papers.drawn.reports import MeasureReports

_QUESTIONS = 3
"""At most so many low questions become drafted steps."""
_LONGEST_OBSTACLE = 200
_SCORED = "ซึ่งได้"
_RAISE, _INSTEAD = "ยกระดับการดำเนินการในข้อ", "ปรับวิธีดำเนินการ เนื่องจากปีที่ผ่านมายังไม่บรรลุผล"
_EXPLAIN = (
    "ชี้แจงแนวทางการดำเนินการและการรายงานผลให้หน่วยงานผู้รับผิดชอบ เนื่องจากปีที่ผ่านมาไม่มีรายงานผลการดำเนินการ"
)


def decision_on(
    measure: Measure, outcome: MeasureOutcome, analysis: Analysis | None
) -> CarryDecision:
    """Return what becomes of a measure and why, its steps drafted."""
    issue = _issue_of(measure.issue, analysis)
    is_low = bool(issue.low) if issue and issue.scored else None
    if is_low and not _is_first(measure):
        is_low = None  # the first measure of an issue takes up what scored low: once is enough
    fate, reasons = decide(measure, outcome, is_low=is_low)
    steps: list[str] = []
    if Reason.LOW_SCORES in reasons and issue:
        steps += _low_steps(issue)
    if Reason.NOT_ACHIEVED in reasons:
        steps.append(_obstacle_step(outcome))
    if Reason.NO_REPORTS in reasons:
        steps.append(_EXPLAIN)
    reworded = {
        place: text for text in steps if (place := _drafted_before(measure, text)) is not None
    }
    added = tuple(text for text in steps if text not in reworded.values())
    return CarryDecision(measure, fate, reasons, added, reworded)


def _drafted_before(measure: Measure, text: str) -> int | None:
    """Return the place of the step of a measure that says what a drafted one says, but for the
    figures; None without one.
    """
    wanted = _unfigured(text)
    return next(
        (place for place, step in enumerate(measure.steps) if _unfigured(step.text) == wanted), None
    )


def _unfigured(text: str) -> str:
    """Return what stays of a step when its scores, counts and obstacles are drafted anew."""
    if text.startswith(_INSTEAD):
        return _INSTEAD
    return _solid(text.partition(_SCORED)[0]) if text.startswith(_RAISE) else _solid(text)


def outcome_of(found: MeasureReports | None, *, asked: bool = True) -> MeasureOutcome:
    """Return what came of a measure from its accepted reports; of each agency the newest counts."""
    reports = found or MeasureReports()
    return MeasureOutcome(
        agencies=reports.agencies,
        reported=reports.newest.count + reports.waiting + reports.returned,
        finished=reports.count(Progress.DONE),
        obstacles=tuple(dict.fromkeys(each.obstacle for each in reports.failed if each.obstacle)),
        not_achieved=reports.count(Progress.NOT_ACHIEVED),
        asked=asked,
    )


def _low_steps(issue: IssueAnalysis) -> list[str]:
    """Return the drafted steps of an issue that scored low: how the secretariat wants it developed,
    else its lowest questions.
    """
    own = [line for line in issue.own.get(Heading.DEVELOPMENT, "").splitlines() if line.strip()]
    return own or [low_step(question) for question in issue.low[:_QUESTIONS]]


def low_step(question: ScoredQuestion) -> str:
    """Return the drafted step for a question below the threshold."""
    named = f"{_RAISE} {question.code} {question.title}".strip()
    return (
        f"{named} {_SCORED} {low_words(question)} ให้ได้ไม่ต่ำกว่า {line_text(question.threshold)} คะแนน"
    )


def _obstacle_step(outcome: MeasureOutcome) -> str:
    obstacles = "; ".join(outcome.obstacles)
    short = (
        obstacles
        if len(obstacles) <= _LONGEST_OBSTACLE
        else f"{obstacles[: _LONGEST_OBSTACLE - 1]}…"
    )
    text = f"{_INSTEAD} {outcome.not_achieved} หน่วยงาน"
    return f"{text} (ปัญหาอุปสรรค: {short})" if short else text


def new_measures(decisions: Sequence[CarryDecision], analysis: Analysis) -> list[NewMeasure]:
    """Draft a measure for each issue that scored low and has none."""
    covered = {
        id(_issue_of(each.measure.issue, analysis))
        for each in decisions
        if each.fate is not Fate.DROPPED
    }
    return [
        NewMeasure(
            issue.number,
            issue.title,
            f"มาตรการยกระดับ{issue.title}",
            tuple(_low_steps(issue)),
        )
        for issue in analysis.issues
        if issue.low and id(issue) not in covered
    ]


def _issue_of(issue: Issue | None, analysis: Analysis | None) -> IssueAnalysis | None:
    """Return the analysed issue of a plan's issue: the one of the same words, for they print the
    seven with small differences.
    """
    if issue is None or analysis is None:
        return None
    words = _solid(issue.title)
    same = next((each for each in analysis.issues if _solid(each.title) == words), None)
    near = next(
        (
            each
            for each in analysis.issues
            if each.number == issue.number and _solid(each.title)[:12] == words[:12]
        ),
        None,
    )
    return same or near


def _is_first(measure: Measure) -> bool:
    """Tell the first measure of an issue from its others."""
    living = (
        [each for each in measure.issue.measures if each.removed_at is None]
        if measure.issue
        else []
    )
    return not living or living[0] is measure


def _solid(text: str) -> str:
    return re.sub(r"[\s\-–]", "", text).lower()
