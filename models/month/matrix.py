"""The month as a matrix: every agency's reports by measure, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from models.extended import due_day
from models.month.counting import is_live
from models.tables.agency import Agency
from models.tables.obligations import (
    ANSWERED,
    Obligation,
    ObligationState,
    Report,
    Round,
)
from models.tables.plan import Assignment, Issue, Measure, Plan
from thai.sorting import thai_order

# What a reader must see first of several reports in one cell.
_URGENCY = (
    ObligationState.SENT,
    ObligationState.RETURNED,
    ObligationState.OWED,
    ObligationState.MISSED,
    ObligationState.ACCEPTED,
    ObligationState.EXCUSED,
    ObligationState.ENDED,
)
_STATES = {state.value: state for state in ObligationState}


class MatrixCell(NamedTuple):
    """One agency's reports for one measure: the most urgent one, and how many there are. A tuple,
    for 12,000 are made for one page.
    """

    obligation_id: int
    state: ObligationState
    is_late: bool
    reports: int
    is_extended: bool = False


@dataclass(frozen=True, slots=True)
class MatrixMeasure:
    """A column."""

    measure_id: int
    code: str | None
    title: str
    issue: str
    issue_number: str | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An agency with its cells by measure; ``waiting``, ``missing`` and ``returned`` count single
    reports.
    """

    agency_id: int
    name: str
    cells: dict[int, MatrixCell]
    waiting: int
    missing: int
    returned: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns in the order of the plan, rows sorted as Thai is."""

    measures: tuple[MatrixMeasure, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(session: Session, found: Round, agency_ids: Iterable[int] | None = None) -> Matrix:
    """Lay out a round, of all agencies or of some. What a removed measure still had open is not in
    it.
    """
    # Past the ORM, states as the database has them: 12,000 rows are read for one page.
    query = (
        select(
            Obligation.id,
            Obligation.agency_id,
            Assignment.measure_id,
            type_coerce(Obligation.state, String),
            Report.late,
            Obligation.extended_to,
        )
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .outerjoin(Report, Report.obligation_id == Obligation.id)
        .where(Obligation.round_id == found.id)
        .where(is_live() | Obligation.state.in_(ANSWERED))
        .order_by(Obligation.id)
    )
    if agency_ids is not None:
        query = query.where(Obligation.agency_id.in_(list(agency_ids)))
    grouped: dict[int, dict[int, MatrixCell]] = defaultdict(dict)
    counts: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_STATES, 0))
    found_rows = session.connection().execute(query).all()
    for number, agency_id, measure_id, state, late, extended in found_rows:
        is_extended = extended is not None and due_day(found, extended) > found.due_on
        cell = MatrixCell(number, _STATES[state], late is True, 1, is_extended)
        cells = grouped[agency_id]
        before = cells.get(measure_id)
        cells[measure_id] = cell if before is None else _most_urgent(before, cell)
        counts[agency_id][state] += 1
    # Texts are fetched once, not repeated in every row: a title may have 400 letters.
    shown = set().union(*grouped.values())
    measures = tuple(each for each in _measures(session, found) if each.measure_id in shown)
    names = dict(
        session.execute(
            select(Agency.id, Agency.name).where(Agency.organization_id == found.organization_id)
        ).all()
    )
    rows = [_row(number, names[number], cells, counts[number]) for number, cells in grouped.items()]
    return Matrix(measures, tuple(sorted(rows, key=lambda row: thai_order(row.name))))


def _measures(session: Session, found: Round) -> list[MatrixMeasure]:
    rows = session.execute(
        select(Measure.id, Measure.code, Measure.title, Issue.title, Issue.number)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Issue, Issue.id == Measure.issue_id)
        .where(Plan.organization_id == found.organization_id, Plan.fiscal_year == found.fiscal_year)
        .order_by(Measure.position, Measure.id)
    )
    return [
        MatrixMeasure(number, code, title, issue or "", issue_number)
        for number, code, title, issue, issue_number in rows
    ]


def _row(
    agency_id: int, name: str, cells: dict[int, MatrixCell], counts: dict[str, int]
) -> MatrixRow:
    return MatrixRow(
        agency_id,
        name,
        cells,
        waiting=counts[ObligationState.SENT],
        missing=counts[ObligationState.OWED] + counts[ObligationState.MISSED],
        returned=counts[ObligationState.RETURNED],
    )


def _most_urgent(before: MatrixCell, cell: MatrixCell) -> MatrixCell:
    """Return what a reader must see first of two, the earlier one where they are alike."""
    first = min(before, cell, key=lambda each: _URGENCY.index(each.state))
    return first._replace(reports=before.reports + 1)
