"""Who owes which report at a moment, asked of the database in a fixed number of queries however large the organization is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.agency import Agency, agency_group_member
from models.calendar import fiscal_year_of, local_day, month_of
from models.people import Membership, Person, Role
from models.plan import Assignment, Measure, Plan
from models.reporting import NOT_EXPECTED, Obligation, ObligationState, Progress, Report, Round
from models.summary import is_live


@dataclass(frozen=True, slots=True)
class Due:
    """One report that is asked for: it was never sent, or it was returned to be mended.

    ``month`` and ``due_on`` are those of its round, which ``is_open`` until it closes; ``last_progress`` is what the newest earlier
    report said, null without one; ``earlier_months`` are older rounds of the same assignment that wait too (filled by ``fold``).
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
    earlier_months: tuple[date, ...] = ()

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether its due moment has passed."""
        return now >= self.due_at


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who reports for an agency and can be reached."""

    name: str
    line_user_id: str


@dataclass(frozen=True, slots=True)
class Owing:
    """An agency and how many reports of a round it has not sent; ``officers`` is empty when nobody can be reached."""

    agency_id: int
    agency_name: str
    owed: int
    officers: tuple[Officer, ...]


def due_for_agencies(session: Session, organization_id: int, agency_ids: Iterable[int], now: datetime) -> list[Due]:
    """Return all that is asked of some agencies: the oldest round first, in a round in the order of the plan."""
    return _due(session, organization_id, now, list(agency_ids))


def due_by_agency(session: Session, organization_id: int, now: datetime) -> dict[int, list[Due]]:
    """Return all that is asked in an organization, by agency; each list as ``due_for_agencies`` gives it."""
    found: dict[int, list[Due]] = defaultdict(list)
    for due in _due(session, organization_id, now, None):
        found[due.agency_id].append(due)
    return found


def fold(dues: Iterable[Due]) -> list[Due]:
    """Ask once for each assignment and agency, and never twice for the same progress. Returned reports stand for themselves.

    Progress is cumulative, so one report answers for the rounds before it too. Asked for is the oldest round that has not closed: in
    the first days of a month that is the month before, whose report still counts. When all have closed it is the newest. Order is kept.
    """
    dues = list(dues)
    waiting: dict[tuple[int, int], list[Due]] = defaultdict(list)
    for due in dues:
        if due.state is ObligationState.OWED:
            waiting[due.assignment_id, due.agency_id].append(due)
    folded = []
    for due in dues:
        same = waiting[due.assignment_id, due.agency_id] if due.state is ObligationState.OWED else [due]
        still_open = [other for other in same if other.is_open]
        chosen = min(still_open, key=attrgetter("month")) if still_open else max(same, key=attrgetter("month"))
        if due is chosen:
            earlier = tuple(sorted(other.month for other in same if other.month < due.month))
            folded.append(replace(due, earlier_months=earlier) if earlier else due)
    return folded


def who_owes(session: Session, found: Round) -> list[Owing]:
    """Return the agencies that have not sent reports of a round, those that owe most first; a returned report was sent."""
    counted = session.execute(
        select(Agency.id, Agency.name, func.count())
        .join(Obligation, Obligation.agency_id == Agency.id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(Obligation.round_id == found.id, Obligation.state == ObligationState.OWED, is_live())
        .group_by(Agency.id, Agency.name)
        .order_by(func.count().desc(), Agency.name)
    ).all()
    officers = officers_by_agency(session, found.organization_id)
    return [Owing(agency_id, name, owed, tuple(officers.get(agency_id, ()))) for agency_id, name, owed in counted]


def officers_by_agency(session: Session, organization_id: int) -> dict[int, list[Officer]]:
    """Return the officers of each agency who can be reached: their membership lives and they have not blocked us."""
    rows = session.execute(
        select(Membership.agency_id, Person.full_name, Person.display_name, Person.line_user_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.OFFICER,
            Membership.agency_id.is_not(None),
            Membership.ended_at.is_(None),
            Person.blocked_at.is_(None),
        )
        .order_by(Membership.id)
    )
    found: dict[int, dict[str, Officer]] = defaultdict(dict)
    for agency_id, full_name, display_name, line_user_id in rows:
        assert agency_id is not None
        found[agency_id].setdefault(line_user_id, Officer(full_name or display_name or "-", line_user_id))
    return {agency_id: list(officers.values()) for agency_id, officers in found.items()}


def agencies_without_officer(session: Session, organization_id: int, fiscal_year: int) -> list[str]:
    """Return the names of agencies of which nobody can be reached though reports were expected of them in the year."""
    reached = (
        select(Membership.agency_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.OFFICER,
            Membership.agency_id.is_not(None),
            Membership.ended_at.is_(None),
            Person.blocked_at.is_(None),
        )
    )
    expected = (
        select(Obligation.agency_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == organization_id,
            Round.fiscal_year == fiscal_year,
            Obligation.state.not_in(NOT_EXPECTED),
            is_live(),
        )
    )
    # IN, not a correlated EXISTS: SQLite would look through an agency's obligations once for each agency.
    names = select(Agency.name).where(Agency.id.in_(expected), Agency.id.not_in(reached))
    return list(session.scalars(names.order_by(Agency.name)))


def measures_without_party(session: Session, organization_id: int, fiscal_year: int) -> list[tuple[str | None, str]]:
    """Return (code, title) of a plan's measures that have an assignment for which nobody answers, or no assignment at all.

    A collective party without members answers for nothing either.
    """
    assignment_live = and_(Assignment.measure_id == Measure.id, Assignment.removed_at.is_(None))
    members = select(agency_group_member.c.agency_id).where(agency_group_member.c.group_id == Assignment.group_id)
    anybody = or_(Assignment.agency_id.is_not(None), members.exists())
    some = select(Assignment.id).where(assignment_live)
    orphan = some.where(~anybody)
    rows = session.execute(
        select(Measure.code, Measure.title)
        .join(Plan, Plan.id == Measure.plan_id)
        .where(
            Plan.organization_id == organization_id,
            Plan.fiscal_year == fiscal_year,
            Measure.removed_at.is_(None),
            or_(orphan.exists(), ~some.exists()),
        )
        .order_by(Measure.position)
    )
    return [(code, title) for code, title in rows]


def asked_years_from(session: Session, organization_id: int, now: datetime) -> int:
    """Return the oldest fiscal year of which unanswered rounds are still asked for.

    What is owed ends on 30 September, but September's own round, and with it the year, is asked for until it closes.
    """
    this_month = month_of(local_day(now))
    oldest_open = session.scalar(
        select(func.min(Round.fiscal_year)).where(
            Round.organization_id == organization_id, Round.month <= this_month, Round.closes_at > now
        )
    )
    this_year = fiscal_year_of(this_month)
    return min(this_year, oldest_open) if oldest_open is not None else this_year


def _due(session: Session, organization_id: int, now: datetime, agency_ids: Sequence[int] | None) -> list[Due]:
    asked: dict[str, Any] = {"organization": organization_id, "now": now, "this_month": month_of(local_day(now))}
    asked["this_year"] = fiscal_year_of(asked["this_month"])
    if agency_ids is not None:
        asked["agencies"] = agency_ids
        return [_due_of(row, row, row, row.agency_name, now) for row in session.execute(_SOME, asked)]
    # Texts and moments are fetched once, not repeated in every row: a title may have 400 letters and 8,300 agencies.
    rows = session.execute(_ALL, asked).all()
    rounds = {row.id: row for row in session.execute(_ROUNDS, asked)}
    measures = {row.id: row for row in session.execute(_MEASURES, asked)}
    agencies: dict[int, str] = dict(session.execute(_AGENCIES, asked).all())
    return [_due_of(row, rounds[row.round_id], measures[row.measure_id], agencies[row.agency_id], now) for row in rows]


def _due_of(row: Row[*tuple[Any, ...]], found: Any, measure: Any, agency_name: str, now: datetime) -> Due:
    return Due(
        obligation_id=row.id,
        assignment_id=row.assignment_id,
        agency_id=row.agency_id,
        agency_name=agency_name,
        code=measure.code,
        title=measure.title,
        month=found.month,
        due_on=found.due_on,
        due_at=found.due_at,
        state=row.state,
        last_progress=row.last_progress,
        is_open=found.closes_at > now,
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
            _last_progress().label("last_progress"),
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
                Round.fiscal_year >= oldest_open.scalar_subquery(),  # the year just ended, until its last round closes
            ),
        )
        .order_by(Round.month, Measure.position, Assignment.position, Obligation.agency_id, Obligation.id)
    )


_ROUNDS = select(Round.id, Round.month, Round.due_on, Round.due_at, Round.closes_at).where(
    Round.organization_id == bindparam("organization")
)
_MEASURES = (
    select(Measure.id, Measure.code, Measure.title)
    .join(Plan, Plan.id == Measure.plan_id)
    .where(Plan.organization_id == bindparam("organization"))
)


_AGENCIES = select(Agency.id, Agency.name).where(Agency.organization_id == bindparam("organization"))


def _is_asked() -> ColumnElement[bool]:
    # What a removed measure still had open is not asked for; what was sent for it and returned is.
    return or_(and_(Obligation.state == ObligationState.OWED, is_live()), Obligation.state == ObligationState.RETURNED)


def _last_progress() -> ScalarSelect[Progress]:
    """What the newest earlier report of the same assignment and agency said, returned ones set aside."""
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
    .add_columns(
        Round.month,
        Round.due_on,
        Round.due_at,
        Round.closes_at,
        Measure.code,
        Measure.title,
        Agency.name.label("agency_name"),
    )
    .where(Obligation.agency_id.in_(bindparam("agencies", expanding=True)))
)
