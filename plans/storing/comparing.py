"""A document beside the stored plan of its fiscal year: compared, nothing held or changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.tables.agency import Agency, AgencyAlias, AgencyGroup
from models.tables.obligations import Obligation, Report
from models.tables.organization import Organization
from models.tables.plan import Assignment, Issue, Measure, Plan, Step
from models.tables.year.score import Score
from plans.document import IssueEntry, MeasureEntry, PlanDocument
from plans.storing.difference import (
    Difference,
    MeasureDifference,
    ScoreKey,
    changed_fields,
    describe_changes,
    issue_label,
    new_names,
    pair_issues,
    score_lines,
)
from plans.storing.directory import Directory, PartyKind
from plans.storing.matching import Pair, pair_assignments, pair_measures, wanted_assignments
from plans.storing.nearest import nearest_names
from plans.storing.writing import MeasureChange

_COMPARED = 20
"""New names that are compared with the known ones; more of them are no slips but another plan."""


@dataclass(frozen=True)
class Snapshot:
    """All that a comparison rests on, as plain values: equal snapshots compare alike."""

    plan: tuple[tuple[object, ...], ...]
    """The rows of the plan, its issues, measures, steps and assignments."""
    names: tuple[tuple[object, ...], ...]
    """What agencies and groups are called."""
    scores: dict[ScoreKey, Decimal]
    reported: frozenset[int]
    """The ids of the plan's measures that have reports; those taken back are none."""


@dataclass(frozen=True)
class Comparison:
    """A document and the stored plan (None: there is none yet), paired; ``snapshot`` is what was
    stored then.
    """

    plan: Plan | None
    issues: Sequence[Pair[Issue, IssueEntry]]
    changes: Sequence[MeasureChange]
    difference: Difference
    snapshot: Snapshot


def compare_plan(
    session: Session, organization: Organization, document: PlanDocument
) -> Comparison:
    """Compare a document with what is stored for its fiscal year."""
    # Taken first: what is stored between it and the reading below makes it differ from the next.
    snapshot = take_snapshot(session, organization, document.fiscal_year)
    plan = _find_plan(session, organization, document.fiscal_year)
    directory = Directory.load(session, organization)
    issues = pair_issues(plan.issues if plan else [], document.issues)
    changes = _pair(plan.measures if plan else [], document.measures, issues, directory)
    difference = _difference(document, issues, changes, snapshot, directory)
    return Comparison(plan, issues, changes, difference, snapshot)


def take_snapshot(
    session: Session, organization: Organization, fiscal_year: int | None
) -> Snapshot:
    """Return what is stored at this moment: ten plain queries, however many measures there are."""
    plan_id = (
        select(Plan.id)
        .where(Plan.organization_id == organization.id, Plan.fiscal_year == fiscal_year)
        .scalar_subquery()
    )
    measures = select(Measure.id).where(Measure.plan_id == plan_id)
    plan = (
        select(Plan.id).where(Plan.id == plan_id),
        select(Issue.__table__).where(Issue.plan_id == plan_id).order_by(Issue.id),
        select(Measure.__table__).where(Measure.plan_id == plan_id).order_by(Measure.id),
        select(Step.__table__).where(Step.measure_id.in_(measures)).order_by(Step.id),
        select(Assignment.__table__)
        .where(Assignment.measure_id.in_(measures))
        .order_by(Assignment.id),
    )
    names = (
        select(table.__table__)
        .where(table.__table__.c.organization_id == organization.id)
        .order_by(table.__table__.c.id)
        for table in (Agency, AgencyAlias, AgencyGroup)
    )
    scores = select(Score.fiscal_year, Score.code, Score.part, Score.value).where(
        Score.organization_id == organization.id
    )
    reported = (
        select(Assignment.measure_id)
        .join(Obligation, Obligation.assignment_id == Assignment.id)
        .join(Report, Report.obligation_id == Obligation.id)
        .where(Assignment.measure_id.in_(measures), Report.withdrawn_at.is_(None))
        .distinct()
    )
    return Snapshot(
        tuple(tuple(session.execute(query)) for query in plan),
        tuple(tuple(session.execute(query)) for query in names),
        {(year, code, part): value for year, code, part, value in session.execute(scores)},
        frozenset(session.scalars(reported)),
    )


def _find_plan(
    session: Session, organization: Organization, fiscal_year: int | None
) -> Plan | None:
    return session.scalar(
        select(Plan)
        .where(Plan.organization_id == organization.id, Plan.fiscal_year == fiscal_year)
        .options(
            selectinload(Plan.issues),
            selectinload(Plan.measures).selectinload(Measure.steps),
            selectinload(Plan.measures).selectinload(Measure.assignments),
        )
        .execution_options(populate_existing=True)
    )


def _pair(
    stored: Sequence[Measure],
    wanted: Sequence[MeasureEntry],
    issues: Sequence[Pair[Issue, IssueEntry]],
    directory: Directory,
) -> list[MeasureChange]:
    """Return every measure before and after, in printed order, those that are no more printed at
    the end.
    """
    issue_numbers = {
        pair.stored.id: pair.wanted.number for pair in issues if pair.stored and pair.wanted
    }
    changes = []
    for pair in pair_measures(stored, wanted):
        rows = wanted_assignments(pair.wanted, directory) if pair.wanted else []
        assignments = tuple(pair_assignments(pair.stored.assignments if pair.stored else [], rows))
        fields: tuple[str, ...] = ()
        if pair.stored and pair.wanted:
            issue_id = pair.stored.issue_id
            same_issue = (issue_numbers.get(issue_id) if issue_id else None) == pair.wanted.issue
            fields = changed_fields(pair.stored, pair.wanted, same_issue, assignments)
        changes.append(MeasureChange(pair, assignments, fields))
    return changes


def _difference(
    document: PlanDocument,
    issues: Sequence[Pair[Issue, IssueEntry]],
    changes: Sequence[MeasureChange],
    snapshot: Snapshot,
    directory: Directory,
) -> Difference:
    reported = snapshot.reported
    added, removed, changed = [], [], []
    for change in changes:
        stored, wanted = change.measure.stored, change.measure.wanted
        if stored is None and wanted is not None:
            added.append(MeasureDifference(wanted.code, wanted.title))
        elif stored is not None and wanted is None:
            removed.append(MeasureDifference(stored.code, stored.title, (), stored.id in reported))
        elif stored is not None and wanted is not None and change.fields:
            details = describe_changes(stored, wanted, change.assignments)
            changed.append(
                MeasureDifference(
                    stored.code, stored.title, change.fields, stored.id in reported, details
                )
            )
    places = [c.measure.stored.position for c in changes if c.measure.stored and c.measure.wanted]
    parties = [
        pair.wanted.party for change in changes for pair in change.assignments if pair.wanted
    ]
    agencies, groups = (new_names(parties, kind) for kind in (PartyKind.AGENCY, PartyKind.GROUP))
    other_issues = [pair for pair in issues if not _is_same_issue(pair)]
    return Difference(
        added=tuple(added),
        removed=tuple(removed),
        changed=tuple(changed),
        unchanged=len(places) - len(changed),
        reordered=places != sorted(places),
        issues_added=tuple(issue_label(pair.wanted) for pair in other_issues if pair.wanted),
        issues_removed=tuple(issue_label(pair.stored) for pair in other_issues if pair.stored),
        scores=score_lines(snapshot.scores, document.scores),
        new_agencies=agencies,
        new_groups=groups,
        nearest={name: nearest_names(name, directory.agency_names) for name in agencies[:_COMPARED]}
        | {name: nearest_names(name, directory.group_names) for name in groups[:_COMPARED]},
    )


def _is_same_issue(pair: Pair[Issue, IssueEntry]) -> bool:
    if pair.stored is None:
        return False
    if pair.wanted is None:
        # Kept as the heading of removed measures that have reports: nothing is left to remove.
        return bool(pair.stored.measures) and all(
            measure.removed_at for measure in pair.stored.measures
        )
    return (pair.stored.number, pair.stored.title) == (pair.wanted.number, pair.wanted.title)
