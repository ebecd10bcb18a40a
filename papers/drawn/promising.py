"""The reports that may show most of a rolled-up measure: those that promise letters and events by
what was noted of them, the newest of those alike.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from models.tables.agency import Agency
from models.tables.obligations import Revision
from models.tables.year.result_report import AcceptedReport
from papers.drawn import rows as limits
from papers.drawn.reports import Accepted
from papers.drawn.rows import Rows, of_agency


def read_promising(rows: Rows) -> Iterator[tuple[int, Accepted]]:
    """Yield at most ``LOOKED_AT`` reports of each measure with their summaries, oldest month first,
    in a month in the order of the plan; all where they are few.
    """
    if not rows.measure_ids:
        return
    row, expected, most = AcceptedReport, rows.expected(), limits.LOOKED_AT
    # Counted by what they promise and by month first: only the month in which the last of them are
    # found is sorted by agencies.
    alike = (
        select(row.measure_id, row.promise, row.month, func.count().label("count"))
        .where(rows.wanted)
        .group_by(row.measure_id, row.promise, row.month)
        .subquery("alike")
    )
    best_first = alike.c.promise.desc(), alike.c.month.desc()
    before = func.sum(alike.c.count).over(partition_by=alike.c.measure_id, order_by=best_first)
    counted = select(
        alike.c.measure_id,
        alike.c.promise,
        alike.c.month,
        (before - alike.c.count).label("before"),
    ).subquery("counted")
    place = rows.place(expected)
    best: list[ColumnElement[Any]] = [row.promise.desc(), row.month.desc()]
    order = [*best, *(each.desc() for each in place), row.revision_id.desc()]
    ranked = (
        select(
            row.measure_id,
            row.revision_id,
            row.agency_id,
            row.month,
            row.progress,
            Agency.name,
            expected.c.position,
            *(each.label(f"place_{number}") for number, each in enumerate(place)),
            func.row_number()
            .over(
                partition_by=row.measure_id,
                order_by=order,
            )
            .label("rank"),
        )
        .join(
            counted,
            and_(
                counted.c.measure_id == row.measure_id,
                counted.c.promise == row.promise,
                counted.c.month == row.month,
            ),
        )
        .join(Agency, Agency.id == row.agency_id)
        .outerjoin(expected, of_agency(expected, row))
        .where(counted.c.before < most)
        .subquery("ranked")
    )
    in_order = (ranked.c[f"place_{number}"] for number in range(len(place)))
    asked = (
        select(
            ranked.c.measure_id,
            ranked.c.revision_id,
            ranked.c.agency_id,
            ranked.c.name,
            ranked.c.month,
            ranked.c.progress,
            ranked.c.position,
            Revision.summary,
        )
        .join(Revision, Revision.id == ranked.c.revision_id)
        .where(ranked.c.rank <= most)
        .order_by(ranked.c.measure_id, ranked.c.month, *in_order, ranked.c.revision_id)
    )
    for measure_id, *found in rows.session.execute(asked):
        yield measure_id, Accepted(*found)
