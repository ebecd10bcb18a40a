"""Last year's plan, its results and the analysis of its scores become the draft of the next
plan.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.month.calendar import fiscal_year_of, local_day
from models.tables.obligations import Obligation
from models.tables.organization import Organization
from models.tables.plan import Assignment, Measure, Plan
from papers.analysis.score_analysis import Analysis, load_analysis
from papers.carry_decisions import decision_on, new_measures, outcome_of
from papers.carry_rules import Carried, CarryDecision, Fate, NewMeasure, write_draft
from papers.changes import hold_unchanged, last_change
from papers.drawn.material import count_reports
from papers.result.composing import NoPlan, load_plan
from scores.store import years_with_scores

_YEARS_AHEAD = 5
"""A draft further ahead is a slip of the hand."""


class CannotCarry(Exception):
    """There is nothing to carry forward, or nowhere to; the message is one English sentence."""


@dataclass(frozen=True)
class CarriedDraft:
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
) -> CarriedDraft:
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
    counted = count_reports(session, before, named=None)
    asked = _asked(session, before)
    decisions = tuple(
        decision_on(
            measure,
            outcome_of(counted.get(measure.id), asked=measure.id in asked),
            analysis,
        )
        for measure in before.measures
        if measure.removed_at is None
    )
    new = tuple(new_measures(decisions, analysis)) if analysis else ()
    return CarriedDecisions(before, to, decisions, new, analysis, last)


def write_decided(
    session: Session, organization: Organization, decided: CarriedDecisions, now: datetime
) -> CarriedDraft:
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
    return CarriedDraft(
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
    imported = {
        measure.id
        for measure in plan.measures
        if measure.printed_results or measure.printed_outcomes
    }
    owed = (
        select(Assignment.measure_id)
        .join(Obligation, Obligation.assignment_id == Assignment.id)
        .distinct()
    )
    return set(session.scalars(owed.join(Measure).where(Measure.plan_id == plan.id))) - imported
