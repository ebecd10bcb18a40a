"""Storing a plan that was read: what is there already stays the same row, reports are never lost,
nothing is stored on refusal.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import audit
from models.month import rounds
from models.month.adoption import withdraw_no_plan
from models.plan_facts import Doubt, kept_doubts
from models.tables.agency import AgencyGroup, agency_group_member
from models.tables.organization import Organization, hold_organization
from models.tables.plan import Assignment, Measure, Plan
from plans.document import PlanDocument, Warning
from plans.storing.comparing import compare_plan, take_snapshot
from plans.storing.difference import Difference, MeasureDifference
from plans.storing.directory import LONGEST_NAME
from plans.storing.writing import write_plan, write_scores
from scores.store import EnteredBy

_LONGEST_CODE = 20


class CannotImport(Exception):
    """The document cannot be stored; the message is one English sentence for the command line."""


class NeedsReplace(CannotImport):
    """Measures that have reports would change or go; ``difference`` says which."""

    def __init__(self, difference: Difference) -> None:
        names = ", ".join(line.label for line in difference.touching_reports)
        super().__init__(
            f"measures with reports would change or go: {names}; --replace does it and keeps the "
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
    over_year: int | None = None
    """The plan's fiscal year when it is over, so that nothing will be asked; else None."""


def import_plan(
    session: Session,
    organization: Organization,
    document: PlanDocument,
    *,
    now: datetime,
    replace: bool = False,
    source_name: str | None = None,
    by: EnteredBy | None = None,
    doubts: Sequence[Warning] | None = None,
    as_draft: bool = False,
) -> ImportResult:
    """Make the stored plan of the document's fiscal year say what the document says, and what is
    owed with it.

    The first import adopts the plan, unless it is stored ``as_draft``; a draft that was carried
    forward stays one until somebody adopts it. Measures and assignments that did not change keep
    their rows, and with them their reports. ``by`` is kept on the scores that came with it,
    ``doubts`` (the document's own warnings unless given) until somebody settles them. NeedsReplace
    when a measure with reports would change or go and ``replace`` is not given; CannotImport when
    the document has no fiscal year or no measures. Both come before anything is changed.
    """
    check_document(document)
    compared = compare_plan(session, organization, document)
    # Held for writing only: reports are sent while a plan is compared. Of two imports the second
    # sees what the first stored, and neither meets the other's half-made rows.
    hold_organization(session, organization.id)
    if compared.snapshot != take_snapshot(session, organization, document.fiscal_year):
        compared = compare_plan(session, organization, document)
    plan, difference = compared.plan, compared.difference
    if difference.touching_reports and not replace:
        raise NeedsReplace(difference)
    stored = plan is None or bool(difference)
    made = 0
    if plan is None:
        plan = Plan(
            organization_id=organization.id,
            fiscal_year=document.fiscal_year,
            adopted_at=None if as_draft else now,
        )
        session.add(plan)
        session.flush()
        if not as_draft:
            withdraw_no_plan(session, plan, now)
    if stored:
        plan.source_name, plan.imported_at = source_name and source_name[:LONGEST_NAME], now
        plan.printed_frame = asdict(document.frame) if document.frame else None
        plan.narrative = asdict(document.narrative) if document.narrative else None
        unsure = document.warnings if doubts is None else doubts
        plan.doubts = kept_doubts(plan, [_doubt(warning) for warning in unsure])
        session.flush()
        write_plan(session, plan, compared.issues, compared.changes, now)
        source, by = plan.source_name or "-", by or EnteredBy()
        write_scores(session, organization, difference.scores, source=source, by=by, now=now)
        made = rounds.ensure_obligations(session, organization, now)
        _record(session, plan, difference, replace, now)
    over = rounds.is_over(session, organization, plan.fiscal_year, now)
    return ImportResult(
        *(plan.id, difference, stored, made, *_open_ends(session, plan)),
        over_year=plan.fiscal_year if over else None,
    )


def _doubt(warning: Warning) -> Doubt:
    said = {"kind": warning.kind.value, "where": warning.where, "message": warning.message}
    return {**said, "grave": True} if warning.grave else said


def check_document(document: PlanDocument) -> None:
    """Refuse with CannotImport a document that says too little, or more than the tables hold."""
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


def _record(
    session: Session, plan: Plan, difference: Difference, replace: bool, now: datetime
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
    audit.record(session, plan.organization_id, "plan.imported", f"plan:{plan.id}", body, now)
