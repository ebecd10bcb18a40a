"""From one year's plan to the draft of the next: what becomes of each measure, and the writing of
the draft.

The rules are drafts for people to correct (docs/decisions): a measure is changed when its issue
scored low, when it was not achieved, or when nobody reported on it; it is dropped when it was a
single task that everybody finished and its issue did not score low; else it is kept. An issue that
scored low and has no measure gets a new one. What is not known changes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from models.tables.organization import Organization
from models.tables.plan import Assignment, Issue, Measure, Plan, Step
from thai.dates import SHORT_MONTHS
from thai.numbers import to_thai_digits

# In prose two digits are a year only after the short name of a month ("ก.ย. 67").
_MONTH = "|".join(map(re.escape, SHORT_MONTHS))
_YEAR = re.compile(rf"(?<!\d)\d{{4}}(?!\d)|(?P<month>(?:{_MONTH})\s?)\d{{2}}(?!\d|\.\d)")
# A dot before a year ends the short name of its month ("ก.ย.67"); between digits it is a decimal
# point.
_ANY_YEAR = re.compile(r"(?<!\d)(?<!\d\.)(?:\d{4}|\d{2})(?!\d)(?!\.\d)")


class Fate(StrEnum):
    """What becomes of a measure in the next plan."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    NEW = "new"


class Reason(StrEnum):
    """Why."""

    LOW_SCORES = "low_scores"
    NOT_ACHIEVED = "not_achieved"
    NO_REPORTS = "no_reports"
    FINISHED = "finished"
    GOES_ON = "goes_on"


@dataclass(frozen=True)
class MeasureOutcome:
    """What came of a measure: agencies expected to report, those that did, those that finished, and
    what kept others from it.

    ``asked`` is False where nobody was asked for a report (the plan came in after its rounds had
    closed), or an imported paper tells the results: silence means nothing then.
    """

    agencies: int = 0
    reported: int = 0
    finished: int = 0
    obstacles: tuple[str, ...] = ()
    not_achieved: int = 0
    asked: bool = True


@dataclass(frozen=True)
class CarryDecision:
    """What becomes of one measure and why; ``steps`` are drafted and stand after its own.

    ``reworded`` holds its own steps that are drafted anew, by place: a plan carried year after year
    does not gather the same step.
    """

    measure: Measure
    fate: Fate
    reasons: tuple[Reason, ...]
    steps: tuple[str, ...] = ()
    reworded: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NewMeasure:
    """A drafted measure for an issue without one; nobody answers for it yet."""

    issue_number: str | None
    issue_title: str
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """The draft of a plan and what it came from."""

    plan: Plan
    before: Plan
    decisions: tuple[CarryDecision, ...]
    new: tuple[NewMeasure, ...] = field(default=())


def decide(
    measure: Measure, outcome: MeasureOutcome, *, is_low: bool | None
) -> tuple[Fate, tuple[Reason, ...]]:
    """Return what becomes of a measure; ``is_low`` tells whether its issue scored low, None when no
    scores are known.
    """
    reasons = []
    if is_low:
        reasons.append(Reason.LOW_SCORES)
    if outcome.not_achieved:
        reasons.append(Reason.NOT_ACHIEVED)
    if outcome.asked and outcome.agencies and not outcome.reported:
        reasons.append(Reason.NO_REPORTS)
    if reasons:
        return Fate.CHANGED, tuple(reasons)
    recurs = any(each.recurrence for each in _living(measure))
    if is_low is False and not recurs and outcome.agencies and outcome.finished >= outcome.agencies:
        return Fate.DROPPED, (Reason.FINISHED,)
    return Fate.KEPT, (Reason.GOES_ON,)


def shift_years(text: str, fiscal_year: int, count: int, *, short_too: bool = False) -> str:
    """Return a text in which the calendar years of a fiscal year are later by ``count``, in the
    digits they are written in.

    ``short_too`` takes any two digits ("69") for years, as periods write them (no day of a month is
    so great); without it only those after the short name of a month.
    """
    years = {year: year + count for year in (fiscal_year - 1, fiscal_year)}
    years |= {year % 100: (year + count) % 100 for year in (fiscal_year - 1, fiscal_year)}

    def later(match: re.Match[str]) -> str:
        month = match.groupdict().get("month") or ""
        digits = match[0].removeprefix(month)
        number = int(digits)
        if number not in years or (len(digits) == 2) != (number < 100):
            return match[0]
        shown = f"{years[number]:0{len(digits)}d}"
        return month + (shown if digits.isascii() else to_thai_digits(shown))

    return (_ANY_YEAR if short_too else _YEAR).sub(later, text)


def write_draft(
    session: Session,
    organization: Organization,
    before: Plan,
    fiscal_year: int,
    decisions: Sequence[CarryDecision],
    new: Sequence[NewMeasure],
) -> Plan:
    """Write the draft of a plan: it is not adopted, so nothing is owed for it yet."""
    plan = Plan(organization_id=organization.id, fiscal_year=fiscal_year, adopted_at=None)
    session.add(plan)
    session.flush()
    count = fiscal_year - before.fiscal_year
    issues = _copy_issues(session, plan, before)
    position = 0
    for decision in decisions:
        if decision.fate is not Fate.DROPPED:
            _copy_measure(session, plan, issues, decision, position, before.fiscal_year, count)
            position += 1
    for each in new:
        issue = _issue_for(session, plan, each)
        measure = Measure(plan_id=plan.id, issue_id=issue.id, position=position, title=each.title)
        measure.code = _next_code(session, plan, issue)
        measure.steps = [Step(position=place, text=text) for place, text in enumerate(each.steps)]
        measure.assignments = [Assignment(position=0, steps=[])]
        session.add(measure)
        session.flush()
        position += 1
    session.expire(plan)
    return plan


def _copy_issues(session: Session, plan: Plan, before: Plan) -> Mapping[int | None, Issue]:
    copies: dict[int | None, Issue] = {}
    for issue in before.issues:
        if issue.measures and all(measure.removed_at for measure in issue.measures):
            continue  # it only stood for the reports of measures that were taken out
        copies[issue.id] = Issue(
            plan_id=plan.id, position=issue.position, number=issue.number, title=issue.title
        )
    session.add_all(copies.values())
    session.flush()
    return copies


def _copy_measure(
    session: Session,
    plan: Plan,
    issues: Mapping[int | None, Issue],
    decision: CarryDecision,
    position: int,
    year: int,
    count: int,
) -> None:
    old = decision.measure
    issue = issues.get(old.issue_id)
    own = [shift_years(step.text, year, count) for step in old.steps]
    texts = [decision.reworded.get(place, text) for place, text in enumerate(own)] + list(
        decision.steps
    )
    copy = Measure(
        plan_id=plan.id,
        issue_id=issue.id if issue else None,
        position=position,
        code=old.code,
        title=shift_years(old.title, year, count),
        followup=shift_years(old.followup, year, count) if old.followup else None,
        # The money of a year is granted anew, so last year's budget is not carried.
        indicators=[shift_years(str(each), year, count) for each in old.indicators or ()],
        targets=[shift_years(str(each), year, count) for each in old.targets or ()],
    )
    copy.steps = [Step(position=place, text=text) for place, text in enumerate(texts)]
    copy.assignments = [_copy_assignment(each, year, count) for each in _living(old)]
    if copy.assignments and all(each.steps for each in copy.assignments):
        # Every party answers for steps of its own: the drafted ones belong to the last until
        # somebody says otherwise.
        added = range(len(old.steps), len(texts))
        copy.assignments[-1].steps = [*copy.assignments[-1].steps, *added]
    session.add(copy)
    session.flush()


def _copy_assignment(old: Assignment, year: int, count: int) -> Assignment:
    party = old.agency or old.group
    return Assignment(
        position=old.position,
        party_text=old.party_text or (party.name if party else None),
        agency_id=old.agency_id,
        group_id=old.group_id,
        period_text=shift_years(old.period_text, year, count, short_too=True)
        if old.period_text
        else None,
        start_on=_later(old.start_on, count),
        end_on=_later(old.end_on, count),
        recurrence=old.recurrence,
        steps=list(old.steps),
    )


def _issue_for(session: Session, plan: Plan, new: NewMeasure) -> Issue:
    """Return the issue a new measure stands under, making it when the plan has none of that
    title.
    """
    session.expire(plan, ["issues"])
    wanted = re.sub(r"\s", "", new.issue_title)
    found = next((issue for issue in plan.issues if re.sub(r"\s", "", issue.title) == wanted), None)
    if found is None:
        taken = {issue.number for issue in plan.issues}
        number = new.issue_number if new.issue_number not in taken else None
        last = max((issue.position for issue in plan.issues), default=-1)
        found = Issue(plan_id=plan.id, position=last + 1, number=number, title=new.issue_title)
        session.add(found)
        session.flush()
    return found


def _next_code(session: Session, plan: Plan, issue: Issue) -> str | None:
    """Return the next code under a numbered issue."""
    if not issue.number:
        return None
    session.expire(plan, ["measures"])
    taken = {measure.code for measure in plan.measures}
    number = 1
    while f"{issue.number}.{number}" in taken:
        number += 1
    return f"{issue.number}.{number}"


def _living(measure: Measure) -> list[Assignment]:
    return [each for each in measure.assignments if each.removed_at is None]


def _later(day: date | None, count: int) -> date | None:
    if day is None:
        return None
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + count, day=28 if is_leap_day else day.day)
