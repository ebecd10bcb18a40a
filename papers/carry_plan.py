"""Last year's plan, its results and the analysis of its scores become the draft of the next
plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.month.calendar import fiscal_year_of, local_day
from models.tables.obligations import Obligation, Progress
from models.tables.organization import Organization
from models.tables.plan import Assignment, Issue, Measure, Plan
from models.tables.score import Heading
from papers.analysis.drafted_texts import line_text, low_words
from papers.analysis.issues import IssueAnalysis, ScoredQuestion
from papers.analysis.score_analysis import Analysis, load_analysis
from papers.carry_rules import (
    Carried,
    CarryDecision,
    Fate,
    MeasureOutcome,
    NewMeasure,
    Reason,
    decide,
    write_draft,
)
from papers.changes import hold_unchanged, last_change
from papers.result.composing import NoPlan, load_plan
from papers.result.material import MeasureReports, load_material
from scores.store import years_with_scores

_QUESTIONS = 3
"""At most so many low questions become drafted steps."""
_LONGEST_OBSTACLE = 200
_YEARS_AHEAD = 5
"""A draft further ahead is a slip of the hand."""
_SCORED = "ซึ่งได้"
_RAISE, _INSTEAD = "ยกระดับการดำเนินการในข้อ", "ปรับวิธีดำเนินการ เนื่องจากปีที่ผ่านมายังไม่บรรลุผล"
_EXPLAIN = (
    "ชี้แจงแนวทางการดำเนินการและการรายงานผลให้หน่วยงานผู้รับผิดชอบ เนื่องจากปีที่ผ่านมาไม่มีรายงานผลการดำเนินการ"
)


class CannotCarry(Exception):
    """There is nothing to carry forward, or nowhere to; the message is one English sentence."""


@dataclass(frozen=True)
class Drafted:
    """What was carried, and the year whose scores it rests on (None: no scores were known).

    ``knows_issues`` is False where no question of an issue has a score, because none is stored or
    the rule of that year does not say which questions belong to which issue: then no issue is known
    to have scored low.
    """

    carried: Carried
    scores_of: int | None
    knows_issues: bool = True


@dataclass(frozen=True)
class CarriedDecisions:
    """What is to be written: the plan before, what becomes of its measures, the new ones, and the
    analysis they rest on. ``since`` is the last change that was seen (``papers.changes``).
    """

    before: Plan
    to: int
    decisions: tuple[CarryDecision, ...]
    new: tuple[NewMeasure, ...]
    analysis: Analysis | None
    since: int


def carry_forward(
    session: Session,
    organization: Organization,
    to: int,
    now: datetime,
    *,
    since: int | None = None,
    replace: bool = False,
) -> Drafted:
    """Write the draft of the plan of a fiscal year from the plan before it (or that of ``since``);
    it is not adopted.

    CannotCarry when there is no plan before, the year is too far ahead, the plan is there already
    (an adopted one always, a draft unless ``replace`` is given), or somebody changed something
    meanwhile. The organization is held for writing only.
    """
    decided = decide_all(session, organization, to, now, since=since, replace=replace)
    return write_decided(session, organization, decided, now)


def decide_all(
    session: Session,
    organization: Organization,
    to: int,
    now: datetime,
    *,
    since: int | None = None,
    replace: bool = False,
) -> CarriedDecisions:
    """Read and decide, and hold nothing; arguments and errors are those of ``carry_forward``."""
    if to > fiscal_year_of(local_day(now)) + _YEARS_AHEAD:
        raise CannotCarry(f"fiscal year {to} is more than {_YEARS_AHEAD} years ahead")
    last = last_change(session, organization.id)
    before = _plan_before(session, organization, to, since)
    _refuse_existing(_plan_of(session, organization, to), to, replace)
    analysis = analysis_before(session, organization, to)
    material = load_material(session, before)
    asked = _asked(session, before)
    decisions = tuple(
        _decision(
            measure,
            outcome_of(material.by_measure.get(measure.id), asked=measure.id in asked),
            analysis,
        )
        for measure in before.measures
        if measure.removed_at is None
    )
    new = tuple(_new_measures(decisions, analysis)) if analysis else ()
    return CarriedDecisions(before, to, decisions, new, analysis, last)


def write_decided(
    session: Session, organization: Organization, decided: CarriedDecisions, now: datetime
) -> Drafted:
    """Write a draft as it was decided, in the place of the one that is there; CannotCarry when
    something changed since.
    """
    before, to, decisions, new = decided.before, decided.to, decided.decisions, decided.new
    if not hold_unchanged(session, organization.id, decided.since):
        raise CannotCarry("the data changed while the draft was made: carry again")
    if (there := _plan_of(session, organization, to)) is not None:
        session.delete(there)
        session.flush()
    plan = write_draft(session, organization, before, to, decisions, new)
    fates = {fate.value: sum(each.fate is fate for each in decisions) for fate in Fate} | {
        Fate.NEW.value: len(new)
    }
    body = {"from": before.fiscal_year, "to": to, **fates}
    audit.record(session, organization.id, "plan.carried", f"plan:{plan.id}", body, now)
    analysis = decided.analysis
    return Drafted(
        Carried(plan, before, decisions, new),
        analysis.fiscal_year if analysis else None,
        knows_issues=analysis is None or any(issue.scored for issue in analysis.issues),
    )


def _plan_before(session: Session, organization: Organization, to: int, since: int | None) -> Plan:
    if since is not None and since >= to:
        raise CannotCarry(f"fiscal year {since} is not before {to}")
    query = select(Plan.fiscal_year).where(
        Plan.organization_id == organization.id, Plan.fiscal_year < to
    )
    year = since or session.scalar(query.order_by(Plan.fiscal_year.desc()).limit(1))
    if year is None:
        raise CannotCarry(f"{organization.slug} has no plan before fiscal year {to}: import one")
    try:
        return load_plan(session, organization, year)
    except NoPlan as error:
        raise CannotCarry(str(error)) from None


def _plan_of(session: Session, organization: Organization, fiscal_year: int) -> Plan | None:
    return session.scalar(
        select(Plan).where(Plan.organization_id == organization.id, Plan.fiscal_year == fiscal_year)
    )


def _refuse_existing(there: Plan | None, to: int, replace: bool) -> None:
    if there is not None and there.adopted_at is not None:
        raise CannotCarry(f"the plan of fiscal year {to} is adopted already")
    if there is not None and not replace:
        raise CannotCarry(f"there is a draft of fiscal year {to} already: --replace writes it anew")


def analysis_before(
    session: Session, organization: Organization, fiscal_year: int
) -> Analysis | None:
    """Return the analysis that the plan of a fiscal year rests on: of the newest scores of a year
    before it; None without scores.
    """
    years = [each for each in years_with_scores(session, organization.id) if each < fiscal_year]
    return load_analysis(session, organization, max(years)) if years else None


def _asked(session: Session, plan: Plan) -> set[int]:
    """Return the measures of which somebody was asked for a report, but for those whose results an
    imported paper tells.
    """
    told = {
        measure.id
        for measure in plan.measures
        if measure.printed_results or measure.printed_outcomes
    }
    owed = (
        select(Assignment.measure_id)
        .join(Obligation, Obligation.assignment_id == Assignment.id)
        .distinct()
    )
    return set(session.scalars(owed.join(Measure).where(Measure.plan_id == plan.id))) - told


def _decision(
    measure: Measure, outcome: MeasureOutcome, analysis: Analysis | None
) -> CarryDecision:
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
    newest = {each.agency_id: each for each in reports.accepted}
    agencies = set(reports.agencies) | newest.keys()
    failed = [each for each in newest.values() if each.progress is Progress.NOT_ACHIEVED]
    return MeasureOutcome(
        agencies=len(agencies),
        reported=len(newest) + reports.waiting + reports.returned,
        finished=sum(each.progress is Progress.DONE for each in newest.values()),
        obstacles=tuple(dict.fromkeys(each.obstacle for each in failed if each.obstacle)),
        not_achieved=len(failed),
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
    told = "; ".join(outcome.obstacles)
    short = told if len(told) <= _LONGEST_OBSTACLE else f"{told[: _LONGEST_OBSTACLE - 1]}…"
    text = f"{_INSTEAD} {outcome.not_achieved} หน่วยงาน"
    return f"{text} (ปัญหาอุปสรรค: {short})" if short else text


def _new_measures(decisions: Sequence[CarryDecision], analysis: Analysis) -> list[NewMeasure]:
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
