"""Counting: how a round stands, for the whole organization, by issue, by measure and by agency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.plan import Assignment, Issue, Measure
from models.reporting import ANSWERED, NOT_EXPECTED, Obligation, ObligationState, Report, Round


@dataclass(frozen=True)
class Count:
    """How many reports were expected, sent, sent on time, accepted and returned; returned ones count as sent."""

    expected: int = 0
    sent: int = 0
    on_time: int = 0
    accepted: int = 0
    returned: int = 0

    @property
    def missing(self) -> int:
        """Expected and not sent."""
        return self.expected - self.sent

    def __add__(self, other: Count) -> Count:
        return Count(
            self.expected + other.expected,
            self.sent + other.sent,
            self.on_time + other.on_time,
            self.accepted + other.accepted,
            self.returned + other.returned,
        )


@dataclass(frozen=True)
class MeasureLine:
    """One measure in a round; ``is_collective``: several agencies answer for it, so the count is of agencies."""

    measure_id: int
    code: str | None
    title: str
    issue_id: int | None
    is_collective: bool
    count: Count


@dataclass(frozen=True)
class IssueLine:
    """One issue in a round; measures without an issue come under number None and an empty title."""

    issue_id: int | None
    number: str | None
    title: str
    count: Count


@dataclass(frozen=True)
class RoundSummary:
    """How a round stands. Lines are in the order of the plan."""

    total: Count
    issues: tuple[IssueLine, ...]
    measures: tuple[MeasureLine, ...]


def summarize_round(session: Session, found: Round, agency_ids: Iterable[int] | None = None) -> RoundSummary:
    """Count a round, for all agencies or for some."""
    query = (
        select(
            Assignment.measure_id,
            Obligation.state,
            Report.late,
            Assignment.group_id,
        )
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .outerjoin(Report, Report.obligation_id == Obligation.id)
        .where(Obligation.round_id == found.id)
    )
    if agency_ids is not None:
        query = query.where(Obligation.agency_id.in_(list(agency_ids)))
    counts: dict[int, Count] = defaultdict(Count)
    collective: set[int] = set()
    for measure_id, state, late, group_id in session.execute(query):
        counts[measure_id] += count_of(state, late)
        if group_id is not None:
            collective.add(measure_id)
    measures = session.execute(
        select(Measure.id, Measure.code, Measure.title, Issue.id, Issue.number, Issue.title)
        .outerjoin(Issue, Issue.id == Measure.issue_id)
        .where(Measure.id.in_(list(counts)))
        .order_by(Measure.position)
    ).all()
    issues: dict[int | None, IssueLine] = {}
    lines = []
    for measure_id, code, title, issue_id, number, issue_title in measures:
        count = counts[measure_id]
        lines.append(MeasureLine(measure_id, code, title, issue_id, measure_id in collective, count))
        before = issues.get(issue_id)
        issues[issue_id] = IssueLine(issue_id, number, issue_title or "", (before.count if before else Count()) + count)
    return RoundSummary(sum((line.count for line in lines), Count()), tuple(issues.values()), tuple(lines))


def count_of(state: ObligationState, late: bool | None) -> Count:
    """Return what one obligation adds to a count."""
    if state in NOT_EXPECTED:
        return Count()
    sent = state in ANSWERED
    return Count(
        expected=1,
        sent=int(sent),
        on_time=int(sent and not late),
        accepted=int(state is ObligationState.ACCEPTED),
        returned=int(state is ObligationState.RETURNED),
    )
