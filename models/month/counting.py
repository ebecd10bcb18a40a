"""The queries that count a round, by measure or in one figure of each kind. They are built once and
asked with a round, and agencies if only some are counted: building them took longer than asking.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from models.tables.obligations import (
    ANSWERED,
    NOT_EXPECTED,
    NOT_SENT,
    Obligation,
    ObligationState,
    Report,
)
from models.tables.plan import Assignment, Issue, Measure


def is_live() -> ColumnElement[bool]:
    """The condition that an obligation's assignment and measure are still in the plan (both must be
    joined).
    """
    return and_(Assignment.removed_at.is_(None), Measure.removed_at.is_(None))


@cache
def by_measure(*, for_some: bool) -> Select[*tuple[Any, ...]]:
    """The query that counts a round by measure, with its issue, in the plan\'s order."""
    per_agency = _per_agency(for_some=for_some)
    columns = per_agency.c
    return (
        select(
            Measure.id,
            Measure.code,
            Measure.title,
            Issue.id,
            Issue.number,
            Issue.title,
            func.max(columns.collective),
            func.sum(columns.expected),
            func.sum(columns.sent),
            func.sum(columns.on_time),
            func.sum(columns.accepted),
            func.sum(columns.returned),
            func.sum(columns.extended),
            *_agency_columns(per_agency),
        )
        .join(per_agency, columns.measure_id == Measure.id)
        .outerjoin(Issue, Issue.id == Measure.issue_id)
        .group_by(
            Measure.id,
            Measure.code,
            Measure.title,
            Measure.position,
            Issue.id,
            Issue.number,
            Issue.title,
        )
        .order_by(Measure.position, Measure.id)
    )


@cache
def by_agency(*, for_some: bool) -> Select[*tuple[Any, ...]]:
    """The query that counts a round in one row: the counts, the agencies, those that are done."""
    per_agency = _counted(Obligation.agency_id, for_some=for_some).subquery()
    sums = [func.sum(per_agency.c[name]) for name in _COUNTED]
    return select(*sums, *_agency_columns(per_agency))


def _per_agency(*, for_some: bool) -> Subquery:
    """Count a round by measure and agency; what a removed measure had sent still counts."""
    collective = func.max(case((Assignment.group_id.is_not(None), 1), else_=0))
    counted = _counted(Assignment.measure_id, Obligation.agency_id, for_some=for_some)
    return counted.add_columns(collective.label("collective")).subquery()


_COUNTED = ("expected", "sent", "on_time", "accepted", "returned", "extended")


def _counted(
    *by: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], for_some: bool
) -> Select[*tuple[Any, ...]]:
    """Count a round by some columns, as ``Count`` has it."""
    state = Obligation.state
    sent = state.in_(ANSWERED)
    conditions = (
        state.not_in(NOT_EXPECTED),
        sent,
        and_(sent, Report.late.is_(False)),
        state == ObligationState.ACCEPTED,
        state == ObligationState.RETURNED,
        and_(state.in_(NOT_SENT), Obligation.extended_to.is_not(None)),
    )
    counts = [
        func.sum(case((condition, 1), else_=0)).label(name)
        for name, condition in zip(_COUNTED, conditions, strict=True)
    ]
    query = (
        select(*by, *counts)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .outerjoin(Report, Report.obligation_id == Obligation.id)
        .where(Obligation.round_id == bindparam("round"), or_(is_live(), sent))
        .group_by(*by)
    )
    if for_some:
        query = query.where(Obligation.agency_id.in_(bindparam("agencies", expanding=True)))
    return query


def _agency_columns(counted: Subquery) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Count the agencies of whom something was expected, and those that sent all of it."""
    expected, sent = counted.c.expected, counted.c.sent
    return (
        func.sum(case((expected > 0, 1), else_=0)),
        func.sum(case((and_(expected > 0, sent >= expected), 1), else_=0)),
    )
