"""What a result report is drawn from: the accepted reports of a plan, by measure, read in a fixed
number of queries.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.tables.agency import Agency, agency_group_member
from models.tables.obligations import (
    Evidence,
    EvidenceKind,
    Obligation,
    ObligationState,
    Progress,
    Report,
    Review,
    ReviewDecision,
    Revision,
    Round,
    revision_evidence,
)
from models.tables.plan import Assignment, Measure, Plan


@dataclass(frozen=True, slots=True)
class Accepted:
    """The newest accepted revision of one report; ``notes`` are the letters and events given as
    evidence.
    """

    revision_id: int
    agency_id: int
    month: date
    progress: Progress
    summary: str
    outcome: str
    obstacle: str
    accepted_at: datetime
    notes: tuple[str, ...] = ()


@dataclass
class MeasureReports:
    """What came in for one measure."""

    agencies: list[int] = field(default_factory=list)
    """Those of whom reports are expected and not all excused, in the order of the plan."""
    accepted: list[Accepted] = field(default_factory=list)
    """Oldest month first, in a month in the order of the agencies."""
    returned: int = 0
    waiting: int = 0
    """Reports whose newest revision was returned, or is not reviewed yet."""


@dataclass(frozen=True)
class Material:
    """All of a plan."""

    names: dict[int, str]
    by_measure: dict[int, MeasureReports]


def load_material(session: Session, plan: Plan, until: date | None = None) -> Material:
    """Read what the cells of a plan's result report are drawn from, of the rounds up to a month
    (its first day) or of all.
    """
    named = select(Agency.id, Agency.name).where(Agency.organization_id == plan.organization_id)
    names = dict(session.execute(named).all())
    found: dict[int, MeasureReports] = defaultdict(MeasureReports)
    for measure_id, agency_id in _expected(session, plan.id, names):
        found[measure_id].agencies.append(agency_id)
    states = (
        select(Assignment.measure_id, Obligation.state, func.count())
        .join(Obligation, Obligation.assignment_id == Assignment.id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Measure.plan_id == plan.id,
            Obligation.state.in_((ObligationState.RETURNED, ObligationState.SENT)),
            Round.month <= (until or date.max),
        )
        .group_by(Assignment.measure_id, Obligation.state)
    )
    for measure_id, state, count in session.execute(states):
        if state is ObligationState.RETURNED:
            found[measure_id].returned = count
        else:
            found[measure_id].waiting = count
    for measure_id, accepted in _accepted(session, plan.id, until or date.max):
        found[measure_id].accepted.append(accepted)
    for reports in found.values():
        order = {agency_id: place for place, agency_id in enumerate(reports.agencies)}
        reports.accepted.sort(
            key=lambda each: (each.month, order.get(each.agency_id, len(order)), each.agency_id)
        )
    return Material(names, dict(found))


def _expected(session: Session, plan_id: int, names: Mapping[int, str]) -> list[tuple[int, int]]:
    """Return (measure, agency) once each: parties by name and members of groups, without those
    excused from every round.
    """
    live = (
        Measure.plan_id == plan_id,
        Measure.removed_at.is_(None),
        Assignment.removed_at.is_(None),
    )
    by_name = (
        select(Assignment.measure_id, Assignment.position, Assignment.agency_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(*live, Assignment.agency_id.is_not(None))
    )
    by_group = (
        select(Assignment.measure_id, Assignment.position, agency_group_member.c.agency_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(agency_group_member, agency_group_member.c.group_id == Assignment.group_id)
        .where(*live)
    )
    excused = (
        select(Assignment.measure_id, Obligation.agency_id)
        .join(Obligation, Obligation.assignment_id == Assignment.id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(*live)
        .group_by(Assignment.measure_id, Obligation.agency_id)
        .having(func.sum(case((Obligation.state == ObligationState.EXCUSED, 0), else_=1)) == 0)
    )
    left_out = {(measure_id, agency_id) for measure_id, agency_id in session.execute(excused)}
    rows = sorted(
        [*session.execute(by_name), *session.execute(by_group)],
        key=lambda row: (row[0], row[1], names.get(row[2] or 0, ""), row[2]),
    )
    pairs = dict.fromkeys((measure_id, agency_id) for measure_id, _, agency_id in rows)
    return [pair for pair in pairs if pair not in left_out]


def _accepted(session: Session, plan_id: int, until: date) -> list[tuple[int, Accepted]]:
    """Return the newest accepted revision of every report of a plan; a newer one that waits or was
    returned changes nothing.
    """
    newest = (
        select(func.max(Revision.id))
        .join(Review, Review.revision_id == Revision.id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Measure.plan_id == plan_id,
            Review.decision == ReviewDecision.ACCEPTED,
            Round.month <= until,
        )
        .group_by(Revision.report_id)
    )
    notes: dict[int, list[str]] = defaultdict(list)
    notes_given = (
        select(revision_evidence.c.revision_id, Evidence.name)
        .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
        .where(
            revision_evidence.c.revision_id.in_(newest),
            Evidence.kind == EvidenceKind.NOTE,
            Evidence.erased_at.is_(None),
        )
        .order_by(Evidence.id)
    )
    for revision_id, name in session.execute(notes_given):
        notes[revision_id].append(name)
    rows = session.execute(
        select(
            Assignment.measure_id,
            Revision.id,
            Obligation.agency_id,
            Round.month,
            Revision.progress,
            Revision.summary,
            Revision.outcome,
            Revision.obstacle,
            Review.decided_at,
        )
        .join(Review, Review.revision_id == Revision.id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .where(Revision.id.in_(newest))
    )
    return [(row[0], Accepted(*row[1:], tuple(notes.get(row[1], ())))) for row in rows]
