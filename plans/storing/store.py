"""Storing a plan that was read: what is there already stays the same row, reports are never lost,
nothing is stored on refusal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from models import audit
from models.month import rounds
from models.tables.agency import AgencyGroup, agency_group_member
from models.tables.obligations import Obligation, Report
from models.tables.organization import Organization
from models.tables.plan import Assignment, Issue, Measure, Plan
from models.tables.score import Score
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
from plans.storing.directory import LONGEST_NAME, Directory, PartyKind
from plans.storing.matching import Pair, pair_assignments, pair_measures, wanted_assignments
from plans.storing.writing import MeasureChange, write_plan, write_scores
from scores.store import EnteredBy

_LONGEST_CODE = 20


class CannotImport(Exception):
    """The document cannot be stored; the message is one English sentence for the command line."""


class NeedsReplace(CannotImport):
    """Measures that have reports would change or go; ``difference`` says which."""

    def __init__(self, difference: Difference) -> None:
        names = ", ".join(line.label for line in difference.touching_reports)
        super().__init__(
            f"measures with reports would change or go: {names}; --replace does it and keeps "
            "the "
            "reports"
        )
        self.difference = difference


@dataclass(frozen=True)
class ImportResult:
    """What an import did; ``stored`` is False when there was no difference, and then nothing was
    changed.
    """

    plan_id: int
    difference: Difference
    stored: bool
    obligations: int
    empty_groups: tuple[str, ...]
    """Collective parties of the plan in which no agency is yet."""
    without_party: tuple[str, ...]
    """Labels of the measures for which nobody answers yet."""


def import_plan(
    session: Session,
    organization: Organization,
    document: PlanDocument,
    *,
    now: datetime,
    replace: bool = False,
    source_name: str | None = None,
    by: EnteredBy | None = None,
) -> ImportResult:
    """Make the stored plan of the document's fiscal year say what the document says, and what is
    owed with it.

    The first import adopts the plan; a draft that was carried forward stays one until somebody
    adopts it. Measures and assignments that did not change keep their rows, and with them their
    reports. ``by`` is kept on the scores that came with it. NeedsReplace when a measure with
    reports would change or go and ``replace`` is not given; CannotImport when the document has no
    fiscal year or no measures. Both come before anything is changed.
    """
    fiscal_year = _check(document)
    # One import at a time: the second sees what the first stored, and on PostgreSQL neither meets
    # the other's half-made rows.
    session.execute(
        select(Organization.id).where(Organization.id == organization.id).with_for_update()
    )
    plan = _find_plan(session, organization, fiscal_year)
    directory = Directory.load(session, organization)
    issues = pair_issues(plan.issues if plan else [], document.issues)
    changes = _compare(plan.measures if plan else [], document.measures, issues, directory)
    difference = _difference(session, organization, document, issues, changes)
    if difference.touching_reports and not replace:
        raise NeedsReplace(difference)
    stored = plan is None or bool(difference)
    made = 0
    if plan is None:
        plan = Plan(organization_id=organization.id, fiscal_year=fiscal_year, adopted_at=now)
        session.add(plan)
    if stored:
        plan.source_name, plan.imported_at = source_name and source_name[:LONGEST_NAME], now
        plan.printed_frame = asdict(document.frame) if document.frame else None
        session.flush()
        write_plan(session, plan, issues, changes, now)
        write_scores(
            session,
            organization,
            difference.scores,
            source=plan.source_name,
            by=by or EnteredBy(),
            now=now,
        )
        made = rounds.ensure_obligations(session, organization, now)
        _note(session, organization, plan, difference, replace, now)
    return ImportResult(plan.id, difference, stored, made, *_open_ends(session, plan))


def _check(document: PlanDocument) -> int:
    if document.fiscal_year is None:
        raise CannotImport("the document does not say its fiscal year: give it with --fiscal-year")
    if not document.measures:
        raise CannotImport("the document has no measures")
    numbers = [measure.code for measure in document.measures] + [
        issue.number for issue in document.issues
    ]
    for number in numbers:
        if number and len(number) > _LONGEST_CODE:
            raise CannotImport(
                f"{number!r} is too long for the number of a measure or issue ({_LONGEST_CODE} "
                "letters)"
            )
    return document.fiscal_year


def _find_plan(session: Session, organization: Organization, fiscal_year: int) -> Plan | None:
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


def _compare(
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
    session: Session,
    organization: Organization,
    document: PlanDocument,
    issues: Sequence[Pair[Issue, IssueEntry]],
    changes: Sequence[MeasureChange],
) -> Difference:
    reported = _measures_with_reports(
        session, [c.measure.stored.id for c in changes if c.measure.stored]
    )
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
    other_issues = [pair for pair in issues if not _is_same_issue(pair)]
    return Difference(
        added=tuple(added),
        removed=tuple(removed),
        changed=tuple(changed),
        unchanged=len(places) - len(changed),
        reordered=places != sorted(places),
        issues_added=tuple(issue_label(pair.wanted) for pair in other_issues if pair.wanted),
        issues_removed=tuple(issue_label(pair.stored) for pair in other_issues if pair.stored),
        scores=score_lines(_stored_scores(session, organization), document.scores),
        new_agencies=new_names(parties, PartyKind.AGENCY),
        new_groups=new_names(parties, PartyKind.GROUP),
    )


def _is_same_issue(pair: Pair[Issue, IssueEntry]) -> bool:
    if pair.stored is None:
        return False
    if (
        pair.wanted is None
    ):  # kept as the heading of removed measures that have reports: nothing left to remove
        return bool(pair.stored.measures) and all(
            measure.removed_at for measure in pair.stored.measures
        )
    return (pair.stored.number, pair.stored.title) == (pair.wanted.number, pair.wanted.title)


def _measures_with_reports(session: Session, measure_ids: Sequence[int]) -> set[int]:
    return set(
        session.scalars(
            select(Assignment.measure_id)
            .join(Obligation, Obligation.assignment_id == Assignment.id)
            .join(Report, Report.obligation_id == Obligation.id)
            .where(Assignment.measure_id.in_(measure_ids))
        )
    )


def _stored_scores(session: Session, organization: Organization) -> dict[ScoreKey, Decimal]:
    rows = session.scalars(select(Score).where(Score.organization_id == organization.id))
    return {(row.fiscal_year, row.code, row.part): row.value for row in rows}


def _open_ends(session: Session, plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the plan's empty groups and the labels of its measures that nobody answers for yet."""
    living = (
        Measure.plan_id == plan.id,
        Measure.removed_at.is_(None),
        Assignment.removed_at.is_(None),
    )
    groups = session.scalars(
        select(AgencyGroup.name)
        .join(Assignment, Assignment.group_id == AgencyGroup.id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(*living, ~exists().where(agency_group_member.c.group_id == AgencyGroup.id))
        .order_by(Measure.position, Assignment.position)
    )
    orphans = session.execute(
        select(Measure.code, Measure.title)
        .join(Assignment, Assignment.measure_id == Measure.id)
        .where(*living, Assignment.agency_id.is_(None), Assignment.group_id.is_(None))
        .order_by(Measure.position)
    )
    labels = [MeasureDifference(code, title).label for code, title in orphans]
    return tuple(dict.fromkeys(groups)), tuple(dict.fromkeys(labels))


def _note(
    session: Session,
    organization: Organization,
    plan: Plan,
    difference: Difference,
    replace: bool,
    now: datetime,
) -> None:
    body = {
        "fiscal_year": plan.fiscal_year,
        "source": plan.source_name,
        "replace": replace,
        "added": [line.label for line in difference.added],
        "removed": [line.label for line in difference.removed],
        "changed": {line.label: list(line.fields) for line in difference.changed},
        "scores": len(difference.scores),
    }
    audit.record(session, organization.id, "plan.imported", f"plan:{plan.id}", body, now)
