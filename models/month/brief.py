"""What an executive asks of a closed round: on time or not, what is stuck, is it better than last
month.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models.month.calendar import local_day
from models.month.counting import is_live
from models.month.due import asked_years_from
from models.month.summary import (
    Count,
    MeasureLine,
    RoundView,
    round_before,
    summarize_round,
    view_round,
)
from models.tables.agency import Agency
from models.tables.obligations import NOT_SENT, Obligation, ObligationState, Round
from models.tables.plan import Assignment, Measure
from thai.sorting import thai_order

STUCK = 5


@dataclass(frozen=True)
class Stuck:
    """A measure with reports past due; ``agency_name`` is given when one agency alone owes them."""

    code: str | None
    title: str
    since: date
    """The month of the oldest round that waits."""
    agencies: int
    agency_name: str | None


@dataclass(frozen=True)
class Brief:
    """``previous`` is the round before, None when nothing was expected in it; ``stuck`` begins with
    the longest overdue.
    """

    view: RoundView
    previous: Count | None
    stuck: tuple[Stuck, ...]


def brief_of(session: Session, found: Round, now: datetime) -> Brief:
    """Return the brief of a round as it stands at a moment."""
    return Brief(
        view_round(session, found, now),
        _previous(session, found),
        _stuck(session, found.organization_id, now),
    )


@dataclass(frozen=True)
class StuckAgencies:
    """A measure with reports past due, and the names of the agencies that owe them."""

    code: str | None
    title: str
    since: date
    """The month of the oldest round that waits."""
    agencies: tuple[str, ...]


def who_is_stuck(session: Session, organization_id: int, now: datetime) -> list[StuckAgencies]:
    """Return every measure with reports past due and with whom it is stuck, the longest overdue
    first; agencies in Thai order.
    """
    rows = session.execute(
        _overdue(
            select(Measure.id, Measure.code, Measure.title, Agency.name, func.min(Round.month)),
            session,
            organization_id,
            now,
        )
        .group_by(Measure.id, Measure.code, Measure.title, Measure.position, Agency.name)
        .order_by(Measure.position)
    )
    found: dict[int, tuple[str | None, str, dict[str, date]]] = {}
    for measure_id, code, title, agency, since in rows:
        found.setdefault(measure_id, (code, title, {}))[2][agency] = since
    stuck = [
        StuckAgencies(code, title, min(agencies.values()), tuple(sorted(agencies, key=thai_order)))
        for code, title, agencies in found.values()
    ]
    return sorted(stuck, key=lambda each: (each.since, -len(each.agencies)))


@dataclass(frozen=True)
class IssueStand:
    """How an issue stands in a round: its measures, and the agencies that have not sent everything
    of it with how many reports each owes.
    """

    number: str | None
    title: str
    count: Count
    measures: tuple[MeasureLine, ...]
    behind: tuple[tuple[str, int], ...]


def stand_of_issue(session: Session, found: Round, issue_id: int) -> IssueStand | None:
    """Return how an issue stands in a round; None when nothing was expected of it."""
    summary = summarize_round(session, found)
    line = next((each for each in summary.issues if each.issue_id == issue_id), None)
    if line is None:
        return None
    rows = session.execute(
        select(Agency.name, func.count())
        .join(Obligation, Obligation.agency_id == Agency.id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Obligation.round_id == found.id,
            Measure.issue_id == issue_id,
            Obligation.state.in_(NOT_SENT),
            is_live(),
        )
        .group_by(Agency.id, Agency.name)
    )
    behind = sorted(((name, owed) for name, owed in rows), key=lambda row: thai_order(row[0]))
    measures = tuple(each for each in summary.measures if each.issue_id == issue_id)
    return IssueStand(line.number, line.title, line.count, measures, tuple(behind))


@dataclass(frozen=True)
class AgencyStand:
    """How an agency stands in a round: the whole, each measure, and what it owes of earlier
    rounds too (measures past due, the longest first).
    """

    agency_id: int
    name: str
    count: Count
    measures: tuple[MeasureLine, ...]
    stuck: tuple[StuckAgencies, ...]


def stand_of_agency(session: Session, found: Round, agency: Agency, now: datetime) -> AgencyStand:
    """Return how an agency of the round's organization stands in it."""
    summary = summarize_round(session, found, [agency.id])
    stuck = [
        each
        for each in who_is_stuck(session, found.organization_id, now)
        if agency.name in each.agencies
    ]
    return AgencyStand(agency.id, agency.name, summary.total, summary.measures, tuple(stuck))


def missing_of_measure(session: Session, found: Round, measure_id: int) -> list[str]:
    """Return the names of the agencies that have not sent a measure's report of a round, in Thai
    order.
    """
    rows = session.scalars(
        select(Agency.name)
        .join(Obligation, Obligation.agency_id == Agency.id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Obligation.round_id == found.id,
            Measure.id == measure_id,
            Obligation.state.in_(NOT_SENT),
            is_live(),
        )
        .distinct()
    )
    return sorted(rows, key=thai_order)


def _previous(session: Session, found: Round) -> Count | None:
    before = round_before(session, found)
    count = summarize_round(session, before).total if before else Count()
    return count if count.expected else None


def _stuck(session: Session, organization_id: int, now: datetime) -> tuple[Stuck, ...]:
    since, agencies = func.min(Round.month), func.count(Obligation.agency_id.distinct())
    rows = session.execute(
        _overdue(
            select(Measure.code, Measure.title, since, agencies, func.min(Agency.name)),
            session,
            organization_id,
            now,
        )
        .group_by(Measure.id, Measure.code, Measure.title, Measure.position)
        .order_by(since, agencies.desc(), Measure.position)
        .limit(STUCK)
    )
    return tuple(
        Stuck(code, title, month, count, name if count == 1 else None)
        for code, title, month, count, name in rows
    )


def _overdue(
    asked: Select[*tuple[Any, ...]], session: Session, organization_id: int, now: datetime
) -> Select[*tuple[Any, ...]]:
    """Ask it of what was due and was not sent, in the years that are still asked for."""
    return (
        asked.select_from(Obligation)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Agency, Agency.id == Obligation.agency_id)
        .where(
            Round.organization_id == organization_id,
            Round.due_at <= now,
            Round.fiscal_year >= asked_years_from(session, organization_id, now),
            Obligation.state == ObligationState.OWED,
            or_(Obligation.extended_to.is_(None), Obligation.extended_to < local_day(now)),
            is_live(),
        )
    )
