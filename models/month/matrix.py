"""The month as a matrix: every agency's reports by measure, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.extended import due_day
from models.month.summary import is_live
from models.tables.agency import Agency
from models.tables.obligations import (
    ANSWERED,
    Obligation,
    ObligationState,
    Progress,
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


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency's reports for one measure: the most urgent one, and how many there are."""

    obligation_id: int
    state: ObligationState
    progress: Progress | None
    is_late: bool
    count: int
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
    cells: dict[int, Cell]
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
    query = (
        select(
            Obligation.id,
            Obligation.agency_id,
            Assignment.measure_id,
            Obligation.state,
            Report.progress,
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
    grouped: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for number, agency_id, measure_id, state, progress, late, extended in session.execute(query):
        cell = Cell(
            number,
            state,
            progress,
            bool(late),
            1,
            extended is not None and due_day(found, extended) > found.due_on,
        )
        grouped[agency_id, measure_id].append(cell)
    # Texts are fetched once, not repeated in every row: a title may have 400 letters.
    shown = {measure_id for _, measure_id in grouped}
    measures = tuple(each for each in _measures(session, found) if each.measure_id in shown)
    names = dict(
        session.execute(
            select(Agency.id, Agency.name).where(Agency.organization_id == found.organization_id)
        ).all()
    )
    present = {agency_id: names[agency_id] for agency_id in {each for each, _ in grouped}}
    return Matrix(measures, _rows(present, grouped))


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


def _rows(
    names: dict[int, str], grouped: dict[tuple[int, int], list[Cell]]
) -> tuple[MatrixRow, ...]:
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    counts: dict[int, dict[ObligationState, int]] = defaultdict(lambda: defaultdict(int))
    for (agency_id, measure_id), several in grouped.items():
        first = several[0]
        if len(several) > 1:
            first = min(several, key=lambda cell: _URGENCY.index(cell.state))
            first = replace(first, count=len(several))
        cells[agency_id][measure_id] = first
        for cell in several:
            counts[agency_id][cell.state] += 1
    return tuple(
        MatrixRow(
            agency_id,
            name,
            cells[agency_id],
            waiting=counts[agency_id][ObligationState.SENT],
            missing=counts[agency_id][ObligationState.OWED]
            + counts[agency_id][ObligationState.MISSED],
            returned=counts[agency_id][ObligationState.RETURNED],
        )
        for agency_id, name in sorted(names.items(), key=lambda item: thai_order(item[1]))
    )
