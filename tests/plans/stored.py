"""Reading a stored plan back as the values it was made of, for comparing with a document."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.plan import Measure, Plan
from plans.document import MeasureEntry, PlanDocument
from plans.storing.directory import Directory
from plans.storing.matching import wanted_assignments

Row = tuple[object, ...]


def stored_measures(session: Session, plan_id: int) -> list[Row]:
    """Return the living measures of a stored plan with their living assignments, in order."""
    plan = session.get_one(Plan, plan_id)
    return [_stored(measure) for measure in plan.measures if measure.removed_at is None]


def stored_issues(session: Session, plan_id: int, document: PlanDocument) -> list[Row]:
    """Return the issues of a stored plan, without unprinted ones that are kept for removed measures
    alone.
    """
    printed = {issue.number or issue.title for issue in document.issues}
    plan = session.get_one(Plan, plan_id)
    kept = [
        i for i in plan.issues if i.measures and all(measure.removed_at for measure in i.measures)
    ]
    wanted = [i for i in plan.issues if i not in kept or (i.number or i.title) in printed]
    return [(issue.number, issue.title) for issue in wanted]


def printed_measures(document: PlanDocument) -> list[Row]:
    """Return the same of a document: one assignment for each party, none twice."""
    return [_printed(measure) for measure in document.measures]


def plan_of(session: Session, organization_id: int, fiscal_year: int | None) -> int:
    """Return the id of the one plan of an organization and fiscal year."""
    wanted = select(Plan.id).where(
        Plan.organization_id == organization_id, Plan.fiscal_year == fiscal_year
    )
    return session.scalars(wanted).one()


def _stored(measure: Measure) -> Row:
    living = [a for a in measure.assignments if a.removed_at is None]
    assignments = [
        (a.party_text, tuple(a.steps), a.period_text, a.start_on, a.end_on, a.recurrence)
        for a in sorted(living, key=lambda a: a.position)
    ]
    texts = (tuple(step.text for step in measure.steps), measure.followup)
    lists = (tuple(measure.printed_results), tuple(measure.printed_outcomes))
    number = measure.issue.number if measure.issue else None
    return number, measure.code, measure.title, texts, lists, assignments


def _printed(entry: MeasureEntry) -> Row:
    assignments = [
        (
            row.party.text,
            row.entry.steps,
            row.entry.period_text,
            row.entry.start,
            row.entry.end,
            row.entry.recurrence,
        )
        for row in wanted_assignments(entry, Directory([], []))
    ]
    return (
        entry.issue,
        entry.code,
        entry.title,
        (entry.steps, entry.followup),
        (entry.results, entry.outcomes),
        assignments,
    )
