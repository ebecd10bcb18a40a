"""The reports that may show most of a rolled-up measure: those that promise letters and events by
what was noted of them, the newest of those alike.
"""

from collections.abc import Iterator

from sqlalchemy import and_, func, select

from models.tables.agency import Agency
from models.tables.obligations import Revision
from models.tables.year.result_report import AcceptedReport
from papers.drawn import rows as limits
from papers.drawn.reports import Accepted
from papers.drawn.rows import Rows, in_order


def read_promising(rows: Rows) -> Iterator[tuple[int, Accepted]]:
    """Yield at most ``LOOKED_AT`` reports of each measure with their summaries, oldest month first,
    in a month in the order of the plan; all where they are few.
    """
    if not rows.measure_ids:
        return
    row, most = AcceptedReport, limits.LOOKED_AT
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
    found = (
        select(
            *(row.measure_id, row.revision_id, row.agency_id, row.month, row.progress, row.promise),
            rows.letters(row).label("letters"),
            rows.position(row).label("position"),
        )
        .join(
            counted,
            and_(
                counted.c.measure_id == row.measure_id,
                counted.c.promise == row.promise,
                counted.c.month == row.month,
            ),
        )
        .where(counted.c.before < most)
        .subquery("found")
    )
    each = found.c
    order = each.month, *in_order(found), each.revision_id
    best = each.promise.desc(), *(term.desc() for term in order)
    ranked = select(
        found, func.row_number().over(partition_by=each.measure_id, order_by=best).label("rank")
    ).subquery("ranked")
    each = ranked.c
    asked = (
        select(
            *(each.measure_id, each.revision_id, each.agency_id, Agency.name),
            *(each.month, each.progress, each.position, Revision.summary),
        )
        .join(Revision, Revision.id == each.revision_id)
        .join(Agency, Agency.id == each.agency_id)
        .where(each.rank <= most)
        .order_by(each.measure_id, each.month, *in_order(ranked), each.revision_id)
    )
    for measure_id, *told in rows.session.execute(asked):
        yield measure_id, Accepted(*told)
