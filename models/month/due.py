"""What is asked of agencies at a moment: reports never sent and those to be corrected, in a fixed
number of queries however many there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.extended import due_day, due_moment
from models.month.calendar import fiscal_year_of, local_day, month_of
from models.month.counting import is_live
from models.tables.agency import Agency
from models.tables.obligations import Obligation, ObligationState, Progress, Report, Round
from models.tables.organization import Organization
from models.tables.plan import Assignment, Measure, Plan


@dataclass(frozen=True, slots=True)
class Due:
    """One report that is asked for: it was never sent, or it was returned to be corrected.

    ``organization_name`` is that of the plan's owner, for whoever reports to several.
    ``month`` is that of its round, which ``is_open`` until it closes; ``due_on`` and ``due_at`` are
    the round's, or later where it ``is_extended``; ``last_progress`` is what the newest earlier
    report said, None without one. Filled by ``fold``: ``earlier_months`` are older rounds of the
    same assignment that wait too, ``late_open`` the newest of them that has not closed, as (month,
    obligation id): its late report still counts.
    """

    obligation_id: int
    assignment_id: int
    agency_id: int
    agency_name: str
    code: str | None
    title: str
    month: date
    due_on: date
    due_at: datetime
    state: ObligationState
    last_progress: Progress | None
    is_open: bool = True
    is_extended: bool = False
    organization_name: str = ""
    earlier_months: tuple[date, ...] = ()
    late_open: tuple[date, int] | None = None
    no_action: bool = False
    """An officer said that nothing will be done until the next month, and it is owed still."""

    def is_overdue(self, now: datetime) -> bool:
        """Return whether its due moment has passed."""
        return now >= self.due_at


def due_for_agencies(
    session: Session, organization_id: int, agency_ids: Iterable[int], now: datetime
) -> list[Due]:
    """Return all that is asked of some agencies: the oldest round first, in a round in the order of
    the plan.
    """
    return _due(session, organization_id, now, list(agency_ids))


def due_by_agency(
    session: Session, organization_id: int, now: datetime, agency_ids: Sequence[int] | None = None
) -> dict[int, list[Due]]:
    """Return all that is asked in an organization, or of some of its agencies, by agency; each list
    as ``due_for_agencies`` gives it.
    """
    found: dict[int, list[Due]] = defaultdict(list)
    for due in _due(session, organization_id, now, agency_ids):
        found[due.agency_id].append(due)
    return found


def fold(dues: Iterable[Due], now: datetime) -> list[Due]:
    """Ask once for each assignment and agency, and never twice for the same progress. Returned
    reports stand for themselves.

    Progress is cumulative, so one report answers for the rounds before it too. Asked for is the
    oldest round whose due moment has not passed; when all are overdue the oldest that has not
    closed, for its report still counts; when all have closed the newest. Order is kept.
    """
    dues = list(dues)
    waiting: dict[tuple[int, int], list[Due]] = defaultdict(list)
    for due in dues:
        if due.state is ObligationState.OWED:
            waiting[due.assignment_id, due.agency_id].append(due)
    folded = []
    for due in dues:
        same = (
            waiting[due.assignment_id, due.agency_id]
            if due.state is ObligationState.OWED
            else [due]
        )
        in_time = [other for other in same if not other.is_overdue(now)]
        still_open = in_time or [other for other in same if other.is_open]
        chosen = (
            min(still_open, key=attrgetter("month"))
            if still_open
            else max(same, key=attrgetter("month"))
        )
        if due is chosen:
            folded.append(_with_earlier(due, [o for o in same if o.month < due.month]))
    return folded


def _with_earlier(due: Due, earlier: list[Due]) -> Due:
    if not earlier:
        return due
    earlier.sort(key=attrgetter("month"))
    late_open = [(other.month, other.obligation_id) for other in earlier if other.is_open]
    return replace(
        due,
        earlier_months=tuple(other.month for other in earlier),
        late_open=late_open[-1] if late_open else None,
    )


def asked_years_from(session: Session, organization_id: int, now: datetime) -> int:
    """Return the oldest fiscal year of which unanswered rounds are still asked for.

    What is owed ends on 30 September, but September's own round, and with it the year, is asked for
    until it closes.
    """
    this_month = month_of(local_day(now))
    oldest_open = session.scalar(
        select(func.min(Round.fiscal_year)).where(
            Round.organization_id == organization_id,
            Round.month <= this_month,
            Round.closes_at > now,
        )
    )
    this_year = fiscal_year_of(this_month)
    return min(this_year, oldest_open) if oldest_open is not None else this_year


def _due(
    session: Session, organization_id: int, now: datetime, agency_ids: Sequence[int] | None
) -> list[Due]:
    asked: dict[str, Any] = {
        "organization": organization_id,
        "now": now,
        "this_month": month_of(local_day(now)),
    }
    asked["this_year"] = fiscal_year_of(asked["this_month"])
    if agency_ids is not None:
        asked["agencies"] = agency_ids
        return [
            _due_of(row, row, row, row.agency_name, now) for row in session.execute(_SOME, asked)
        ]
    # Texts and moments are fetched once, not repeated in every row: a title may have 400 letters
    # and 8,300 agencies.
    rows = session.execute(_ALL, asked).all()
    rounds = {row.id: row for row in session.execute(_ROUNDS, asked)}
    measures = {row.id: row for row in session.execute(_MEASURES, asked)}
    agencies: dict[int, str] = dict(session.execute(_AGENCIES, asked).all())
    return [
        _due_of(row, rounds[row.round_id], measures[row.measure_id], agencies[row.agency_id], now)
        for row in rows
    ]


def _due_of(
    row: Row[*tuple[Any, ...]], found: Any, measure: Any, agency_name: str, now: datetime
) -> Due:
    return Due(
        obligation_id=row.id,
        assignment_id=row.assignment_id,
        agency_id=row.agency_id,
        agency_name=agency_name,
        code=measure.code,
        title=measure.title,
        month=found.month,
        due_on=due_day(found, row.extended_to),
        due_at=due_moment(found, row.extended_to),
        state=row.state,
        last_progress=row.last_progress,
        is_open=found.closes_at > now,
        is_extended=due_day(found, row.extended_to) > found.due_on,
        organization_name=found.organization_name,
        no_action=row.no_action_at is not None and row.state is ObligationState.OWED,
    )


def _asked_rows() -> Select[*tuple[Any, ...]]:
    """The rows of what is asked of an organization's agencies."""
    oldest_open = select(func.min(Round.fiscal_year)).where(
        Round.organization_id == bindparam("organization"),
        Round.month <= bindparam("this_month"),
        Round.closes_at > bindparam("now"),
    )
    return (
        select(
            Obligation.id,
            Obligation.assignment_id,
            Assignment.measure_id,
            Obligation.agency_id,
            Obligation.round_id,
            Obligation.state,
            Obligation.extended_to,
            Obligation.no_action_at,
            earlier_progress().label("last_progress"),
        )
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == bindparam("organization"),
            Round.month <= bindparam("this_month"),
            _is_asked(),
            or_(
                Obligation.state == ObligationState.RETURNED,
                Round.fiscal_year >= bindparam("this_year"),
                Round.fiscal_year
                # the year just ended, until its last round closes
                >= oldest_open.scalar_subquery(),
            ),
        )
        .order_by(
            Round.month, Measure.position, Assignment.position, Obligation.agency_id, Obligation.id
        )
    )


_OF_ROUND = (
    Round.month,
    Round.due_on,
    Round.due_at,
    Round.closes_at,
    Organization.name.label("organization_name"),
)
_ROUNDS = (
    select(Round.id, *_OF_ROUND)
    .join(Organization, Organization.id == Round.organization_id)
    .where(Round.organization_id == bindparam("organization"))
)
_MEASURES = (
    select(Measure.id, Measure.code, Measure.title)
    .join(Plan, Plan.id == Measure.plan_id)
    .where(Plan.organization_id == bindparam("organization"))
)


_AGENCIES = select(Agency.id, Agency.name).where(
    Agency.organization_id == bindparam("organization")
)


def _is_asked() -> ColumnElement[bool]:
    # What a removed measure still had open is not asked for; what was sent for it and returned is.
    return or_(
        and_(Obligation.state == ObligationState.OWED, is_live()),
        Obligation.state == ObligationState.RETURNED,
    )


def earlier_progress() -> ScalarSelect[Progress]:
    """What the newest earlier report of the same assignment and agency said, returned ones set
    aside; a column beside an obligation and its round.
    """
    earlier, earlier_round = aliased(Obligation), aliased(Round)
    return (
        select(Report.progress)
        .join(earlier, earlier.id == Report.obligation_id)
        .join(earlier_round, earlier_round.id == earlier.round_id)
        .where(
            earlier.assignment_id == Obligation.assignment_id,
            earlier.agency_id == Obligation.agency_id,
            earlier.state.in_((ObligationState.SENT, ObligationState.ACCEPTED)),
            earlier_round.month < Round.month,
        )
        .order_by(earlier_round.month.desc())
        .limit(1)
        .correlate(Obligation, Round)
        .scalar_subquery()
    )


# Built once: one of them is asked with every list, receipt and reminder.
_ALL = _asked_rows()
_SOME = (
    _ALL.join(Agency, Agency.id == Obligation.agency_id)
    .join(Organization, Organization.id == Round.organization_id)
    .add_columns(
        *_OF_ROUND,
        Measure.code,
        Measure.title,
        Agency.name.label("agency_name"),
    )
    .where(Obligation.agency_id.in_(bindparam("agencies", expanding=True)))
)
