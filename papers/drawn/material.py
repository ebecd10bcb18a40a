"""What a result report is drawn from: the accepted reports of a plan, by measure, read in a fixed
number of questions. What comes back grows with what is printed, not with the reports behind it;
only agencies told one by one are read in full.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select, union
from sqlalchemy.orm import Session

from models.reports.accepted_rows import LIVING_NOTES
from models.tables.agency import Agency
from models.tables.evidence import Evidence, revision_evidence
from models.tables.obligations import ObligationState, Progress, Revision
from models.tables.plan import Assignment, Plan
from models.tables.year.result_report import AcceptedReport
from papers.drawn.outcomes import most_reported
from papers.drawn.promising import read_promising
from papers.drawn.reports import Accepted, MeasureReports, Several
from papers.drawn.rows import Rows, in_order
from papers.drawn.telling import NAMED_FAILURES, ROLLED_UP_FROM, Telling

_AT_ONCE = 10_000
"""Ids in one question; SQLite takes 32,766."""


@dataclass(frozen=True)
class Material:
    """All of a plan, of the rounds up to a month (its first day) or of all."""

    by_measure: dict[int, MeasureReports]
    until: date | None = None


def load_material(
    session: Session, plan: Plan, until: date | None = None, telling: Telling = Telling.AUTO
) -> Material:
    """Read what the cells of a plan's result report are drawn from, of the rounds up to a month
    (its first day) or of all; reports that are told one by one with all their words.
    """
    found = count_reports(session, plan, until)
    rows = Rows.of(session, plan, until)
    usual = {key for key, each in found.items() if each.agencies >= ROLLED_UP_FROM}
    rolled_up = [key for key in found if telling is Telling.ROLLED_UP or key in usual]
    in_full = [key for key in found if telling is Telling.EACH or key not in usual]
    looked_at = rows.some(rolled_up)
    for measure_id, accepted in read_promising(looked_at):
        found[measure_id].looked_at.append(accepted)
    for measure_id, outcomes in most_reported(looked_at).items():
        found[measure_id].outcomes = outcomes
    for measure_id, accepted in _read_in_full(rows.some(in_full)):
        found[measure_id].in_full.append(accepted)
    _read_notes(session, found.values())
    return Material(found, until)


def count_reports(
    session: Session, plan: Plan, until: date | None = None, named: int | None = NAMED_FAILURES
) -> dict[int, MeasureReports]:
    """Return how many came in for the measures of a plan and what the newest say; of those that
    were not achieved the first ``named``, or all, with their obstacles.
    """
    rows = Rows.of(session, plan, until)
    found: dict[int, MeasureReports] = defaultdict(MeasureReports)
    expected = rows.expected()
    either = union(
        select(expected.c.measure_id, expected.c.agency_id),
        select(AcceptedReport.measure_id, AcceptedReport.agency_id)
        .where(rows.wanted)
        .group_by(AcceptedReport.measure_id, AcceptedReport.agency_id),
    ).subquery("either")
    agencies = select(either.c.measure_id, func.count()).group_by(either.c.measure_id)
    for measure_id, count in session.execute(agencies):
        found[measure_id].agencies = count
    for measure_id, state, count in session.execute(_states(rows)):
        if state is ObligationState.RETURNED:
            found[measure_id].returned = int(count)
        else:
            found[measure_id].waiting = int(count)
    newest = rows.newest()
    progress = AcceptedReport.progress
    number = newest.c.revision_id
    newest_of_each = (
        select(newest.c.measure_id, progress, func.count(), func.max(number), func.sum(number))
        .join(AcceptedReport, AcceptedReport.revision_id == number)
        .group_by(newest.c.measure_id, progress)
    )
    for measure_id, said, *several in session.execute(newest_of_each):
        found[measure_id].by_progress[said] = Several(*map(int, several))
    for measure_id, accepted in _failed(rows, named):
        found[measure_id].failed.append(accepted)
    return dict(found)


def _states(rows: Rows) -> Select[int, ObligationState, int]:
    """Ask how many reports of each measure were returned, or wait for a review."""
    found = rows.in_state(ObligationState.RETURNED, ObligationState.SENT)
    return (
        select(Assignment.measure_id, found.c.state, func.sum(found.c.count))
        .join(found, found.c.assignment_id == Assignment.id)
        .where(Assignment.measure_id.in_(rows.measure_ids))
        .group_by(Assignment.measure_id, found.c.state)
    )


def _failed(rows: Rows, named: int | None) -> Iterable[tuple[int, Accepted]]:
    """Yield the agencies whose newest report says that it was not achieved: in the order in which
    they first reported, of a month in that of the plan.
    """
    newest = rows.newest()
    failed = (
        select(
            newest.c.measure_id,
            newest.c.agency_id,
            newest.c.revision_id,
            newest.c.first,
            AcceptedReport.month,
            AcceptedReport.progress,
            rows.position(newest).label("position"),
            Agency.name,
            rows.letters(newest).label("letters"),
        )
        .join(Agency, Agency.id == newest.c.agency_id)
        .join(AcceptedReport, AcceptedReport.revision_id == newest.c.revision_id)
        .where(AcceptedReport.progress == Progress.NOT_ACHIEVED)
        .subquery("failed")
    )
    each = failed.c
    order = each.first, *in_order(failed)
    number = func.row_number().over(partition_by=each.measure_id, order_by=order)
    numbered = select(failed, number.label("number")).subquery("numbered")
    found = numbered.c
    asked = (
        select(
            *(found.measure_id, Revision.obstacle, found.revision_id, found.agency_id, found.name),
            *(found.month, found.progress, found.position),
        )
        .join(Revision, Revision.id == found.revision_id)
        .order_by(found.measure_id, found.number)
    )
    if named is not None:
        asked = asked.where(found.number <= named)
    for measure_id, obstacle, *told in rows.session.execute(asked):
        accepted = Accepted(*told)
        accepted.obstacle = obstacle
        yield measure_id, accepted


def _read_in_full(rows: Rows) -> Iterable[tuple[int, Accepted]]:
    """Yield every accepted report with its words."""
    row, position = AcceptedReport, rows.position(AcceptedReport).label("position")
    failed = Revision.progress == Progress.NOT_ACHIEVED
    asked = (
        select(
            row.measure_id,
            row.revision_id,
            row.agency_id,
            Agency.name,
            row.month,
            row.progress,
            position,
            Revision.summary,
            Revision.outcome,
            case((failed, Revision.obstacle), else_=""),
        )
        .join(Revision, Revision.id == row.revision_id)
        .join(Agency, Agency.id == row.agency_id)
        .where(rows.wanted)
    )
    read = [(measure_id, Accepted(*found)) for measure_id, *found in rows.session.execute(asked)]
    # Sorted here, where a position and a name are at hand and need not be looked up for each turn.
    return sorted(read, key=lambda told: (told[0], *told[1].place))


def _read_notes(session: Session, found: Iterable[MeasureReports]) -> None:
    """Put letters and events to the reports whose words are read."""
    read: dict[int, list[Accepted]] = defaultdict(list)
    for reports in found:
        for each in (*reports.looked_at, *reports.in_full):
            read[each.revision_id].append(each)
    ids = sorted(read)
    for start in range(0, len(ids), _AT_ONCE):
        # Sorted here: asked to sort by evidence, SQLite may begin with all the evidence there is.
        notes = (
            select(Evidence.id, revision_evidence.c.revision_id, Evidence.name)
            .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
            .where(
                revision_evidence.c.revision_id.in_(ids[start : start + _AT_ONCE]), *LIVING_NOTES
            )
        )
        for _, revision_id, name in sorted(session.execute(notes).all()):
            for each in read[revision_id]:
                each.notes += (name,)
