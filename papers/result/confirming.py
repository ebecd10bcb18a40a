"""Figures that nothing stored tells, and the people who stand for them by name."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import Organization
from models.tables.year.result_report import FigureConfirmation
from papers.print.document import MarkKind
from papers.result.claim_marks import Figure
from papers.result.composition import ComposedPaper
from thai.numbers import to_arabic_digits


class CannotConfirm(Exception):
    """There is nothing to confirm; one English sentence."""


def confirmed_figures(
    session: Session, plan_id: int, labels: Mapping[int, str]
) -> dict[Figure, FigureConfirmation]:
    """Return the figures of a plan's paper that somebody stands for; ``labels`` name measures
    (``measure_labels``).
    """
    rows = session.scalars(
        select(FigureConfirmation)
        .where(FigureConfirmation.plan_id == plan_id)
        .order_by(FigureConfirmation.id)
    )
    return {
        (cell_key(row.measure_id, row.place, labels), row.line, row.figure): row for row in rows
    }


def cell_key(measure_id: int | None, place: str, labels: Mapping[int, str]) -> str:
    """Return how commands name a place: "1.1/outcome", or "remarks" outside the table."""
    return place if measure_id is None else f"{labels.get(measure_id, measure_id)}/{place}"


def confirm_figures(
    session: Session,
    organization: Organization,
    composition: ComposedPaper,
    key: str,
    figure: str | None,
    *,
    now: datetime,
    by: str,
) -> tuple[FigureConfirmation, ...]:
    """Let somebody stand for a figure of a cell, or (None) for all of it that nothing stored tells.

    CannotConfirm where there is no such figure, and where it differs from what is stored: nobody
    can confirm that.
    """
    cells = {cell.key: cell for cell in (*composition.document.cells(), *composition.parts)}
    wanted = to_arabic_digits(figure) if figure is not None else None
    marks = [
        (mark.kind, line, text)
        for line in cells[key].lines
        for mark in line.marks
        if (text := to_arabic_digits(line.text)[mark.start : mark.end]) and wanted in (None, text)
    ]
    if wrong := [text for kind, _, text in marks if kind is MarkKind.WRONG and wanted is not None]:
        raise CannotConfirm(
            f"{wrong[0]} in {key} differs from what is stored: correct it with `report edit`"
        )
    open_ = dict.fromkeys(
        (to_arabic_digits(line.text), text)
        for kind, line, text in marks
        if kind is MarkKind.UNCHECKED
    )
    if not open_:
        what = f"the figure {figure}" if figure is not None else "a figure"
        raise CannotConfirm(f"{key} has not {what} that waits to be confirmed")
    measure_id, place = next(state.place for state in composition.states if state.key == key)
    rows = tuple(
        FigureConfirmation(
            plan_id=composition.plan.id,
            measure_id=measure_id,
            place=place,
            line=line,
            figure=text,
            confirmed_at=now,
            confirmed_by=by,
        )
        for line, text in open_
    )
    session.add_all(rows)
    session.flush()
    body = {
        "plan": composition.plan.id,
        "place": key,
        "figures": [row.figure for row in rows],
        "lines": [row.line for row in rows],
        "by": by,
    }
    subject = f"figure_confirmation:{rows[0].id}"
    audit.record(session, organization.id, "report.figure_confirmed", subject, body, now)
    return rows
