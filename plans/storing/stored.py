"""A stored plan as the document it would be: for the workbook in which a draft is edited and
imported again.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.tables.plan import Assignment, Measure, Plan
from plans.document import AssignmentEntry, IssueEntry, MeasureEntry, PlanDocument
from plans.reading.dates.period import write_period


def stored_document(plan: Plan) -> PlanDocument:
    """Return a plan's living measures as a document; parties that share steps and period stand
    together, as they are printed.
    """
    living = [measure for measure in plan.measures if measure.removed_at is None]
    used = {measure.issue_id for measure in living}
    issues = [issue for issue in plan.issues if issue.id in used or not issue.measures]
    return PlanDocument(
        plan.organization.name,
        plan.fiscal_year,
        tuple(IssueEntry(issue.number, issue.title) for issue in issues),
        tuple(map(measure_entry, living)),
        (),
        (),
    )


def measure_entry(measure: Measure) -> MeasureEntry:
    """Return a stored measure as it would be printed, without what was taken out."""
    return MeasureEntry(
        measure.issue.number if measure.issue else None,
        measure.code,
        measure.title,
        tuple(step.text for step in measure.steps),
        measure.followup,
        tuple(map(str, measure.printed_results)),
        tuple(map(str, measure.printed_outcomes)),
        _assignments([each for each in measure.assignments if each.removed_at is None]),
        tuple(map(str, measure.indicators or ())),
        tuple(map(str, measure.targets or ())),
        measure.budget,
    )


def _assignments(rows: Sequence[Assignment]) -> tuple[AssignmentEntry, ...]:
    found: list[AssignmentEntry] = []
    for row in rows:
        known = row.agency or row.group
        party = row.party_text or (known.name if known else "")
        # A period that was never printed is written out: what stands in no cell would be lost.
        text = row.period_text or write_period(row.start_on, row.end_on, row.recurrence) or None
        entry = AssignmentEntry(
            (party,) if party else (),
            tuple(row.steps),
            text,
            row.start_on,
            row.end_on,
            row.recurrence,
        )
        alone = replace(entry, parties=())
        if party and found and replace(found[-1], parties=()) == alone:
            found[-1] = replace(found[-1], parties=(*found[-1].parties, party))
        elif party or alone != AssignmentEntry():
            found.append(entry)
    return tuple(found)
