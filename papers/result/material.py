"""What a result report is drawn from: the accepted reports of a plan, by measure, read in a fixed
number of queries for each ten thousand reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from models.tables.agency import Agency, agency_group_member
from models.tables.evidence import Evidence, EvidenceKind, revision_evidence
from models.tables.obligations import (
    Obligation,
    ObligationState,
    Progress,
    Report,
    Review,
    ReviewDecision,
    Revision,
    Round,
)
from models.tables.plan import Assignment, Measure, Plan

LOOKED_AT = 400
"""So many reports of one measure, a year of a province, are read for letters and events when its
agencies are rolled up: of more than these the ones that promise most. What a paper prints is
composed in the time of what it prints, however many reports stand behind it.
"""
_AT_ONCE = 10_000
"""Ids in one question; SQLite takes 32,766."""


@dataclass(slots=True)
class Accepted:
    """The newest accepted revision of one report; ``notes`` are the letters and events given as
    evidence, ``obstacle`` is read where it was not achieved.
    """

    revision_id: int
    agency_id: int
    month: date
    progress: Progress
    outcome: str
    obstacle: str
    accepted_at: datetime
    summary: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class MeasureReports:
    """What came in for one measure."""

    agencies: list[int] = field(default_factory=list)
    """Those of whom reports are expected and not all excused, in the order of the plan."""
    accepted: list[Accepted] = field(default_factory=list)
    """Oldest month first, in a month in the order of the agencies."""
    looked_at: list[Accepted] = field(default_factory=list)
    """Those of which summary and notes were read for letters and events, in the same order; the
    others have theirs only where the paper tells agencies one by one.
    """
    returned: int = 0
    waiting: int = 0
    """Reports whose newest revision was returned, or is not reviewed yet."""


@dataclass(frozen=True)
class Material:
    """All of a plan."""

    names: dict[int, str]
    by_measure: dict[int, MeasureReports]


def load_material(
    session: Session, plan: Plan, until: date | None = None, *, in_full: bool = False
) -> Material:
    """Read what the cells of a plan's result report are drawn from, of the rounds up to a month
    (its first day) or of all; ``in_full`` with the summaries of all reports, as agencies told one
    by one need them.
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
    newest = _newest(plan.id, until or date.max)
    promises = _note_counts(session, newest)
    for measure_id, hint, accepted in _accepted(session, newest):
        found[measure_id].accepted.append(accepted)
        promises[accepted.revision_id] = 2 * promises.get(accepted.revision_id, 0) + hint
    for reports in found.values():
        order = {agency_id: place for place, agency_id in enumerate(reports.agencies)}
        reports.accepted.sort(
            key=lambda each: (each.month, order.get(each.agency_id, len(order)), each.agency_id)
        )
        reports.looked_at = _promising(reports.accepted, promises)
    _read_words(session, newest, found.values(), in_full=in_full)
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


def _promising(accepted: list[Accepted], promises: Mapping[int, int]) -> list[Accepted]:
    """Return the reports that may show most by what the database says of them, the newest of those
    alike; all where they are few.
    """
    if len(accepted) <= LOOKED_AT:
        return accepted
    newest_first = range(len(accepted) - 1, -1, -1)
    best = sorted(newest_first, key=lambda place: -promises[accepted[place].revision_id])
    return [accepted[place] for place in sorted(best[:LOOKED_AT])]


def _newest(plan_id: int, until: date) -> Select[int]:
    """Ask for the newest accepted revision of every report of a plan; a newer one that waits or was
    returned changes nothing.
    """
    return (
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


def _note_counts(session: Session, newest: Select[int]) -> dict[int, int]:
    """Return how many letters and events each revision gives as evidence."""
    counted = (
        select(revision_evidence.c.revision_id, func.count())
        .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
        .where(revision_evidence.c.revision_id.in_(newest), *_LIVING_NOTES)
        .group_by(revision_evidence.c.revision_id)
    )
    return dict(session.execute(counted).all())


def _accepted(session: Session, newest: Select[int]) -> Iterator[tuple[int, int, Accepted]]:
    """Yield the measure, how much the words promise (a letter, an event), and the report without
    its summary.
    """
    hints = [case((Revision.summary.contains(word), 1), else_=0) for word in ("/", "ลงวันที่", "ผู้")]
    failed = Revision.progress == Progress.NOT_ACHIEVED
    rows = session.execute(
        select(
            Assignment.measure_id,
            hints[0] + hints[1] + hints[2],
            Revision.id,
            Obligation.agency_id,
            Round.month,
            Revision.progress,
            Revision.outcome,
            case((failed, Revision.obstacle), else_=""),
            Review.decided_at,
        )
        .join(Review, Review.revision_id == Revision.id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .where(Revision.id.in_(newest))
    )
    for measure_id, hint, *row in rows:
        yield measure_id, hint, Accepted(*row)


def _read_words(
    session: Session, newest: Select[int], found: Iterable[MeasureReports], *, in_full: bool
) -> None:
    """Put summaries and notes to the reports that are looked at, or to all."""
    read = {
        each.revision_id: each
        for reports in found
        for each in (reports.accepted if in_full else reports.looked_at)
    }
    ids = sorted(read)
    some: list[Select[int] | list[int]] = [newest]
    if not in_full:
        some = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
    for wanted in some:
        summaries = select(Revision.id, Revision.summary).where(Revision.id.in_(wanted))
        for revision_id, summary in session.execute(summaries):
            read[revision_id].summary = summary
        notes = (
            select(revision_evidence.c.revision_id, Evidence.name)
            .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
            .where(revision_evidence.c.revision_id.in_(wanted), *_LIVING_NOTES)
            .order_by(Evidence.id)
        )
        for revision_id, name in session.execute(notes):
            read[revision_id].notes += (name,)


_LIVING_NOTES = (Evidence.kind == EvidenceKind.NOTE, Evidence.erased_at.is_(None))
