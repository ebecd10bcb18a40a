"""ผลลัพธ์ of the measures whose agencies are rolled up: every different outcome once, with how many
agencies report it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, Integer, Row, Select, and_, column, func, select, values

from models.tables.obligations import Revision
from models.tables.year.result_report import AcceptedReport
from papers.drawn import rows as limits
from papers.drawn.lines import lines_of, same_words
from papers.drawn.reports import SaidOutcome, Several
from papers.drawn.rows import Rows, in_order
from papers.drawn.telling import NOTABLE

_AT_ONCE = 5_000


def most_reported(rows: Rows) -> dict[int, list[SaidOutcome]]:
    """Return by measure the outcomes that most agencies report, at most ``NOTABLE``; of those alike
    the one that came first stands first.
    """
    return {key: found[:NOTABLE] for key, found in every_outcome(rows).items()}


def every_outcome(rows: Rows) -> dict[int, list[SaidOutcome]]:
    """Return by measure every different line of the outcomes, those that most agencies report
    first; the first ``NOTABLE`` are counted exactly, the others not above what they are.

    Compared are the ``LOOKED_AT`` outcomes of a measure, as they were sent, that most agencies
    sent.
    """
    sent: dict[int, list[Row[Any]]] = defaultdict(list)
    if rows.measure_ids:
        for row in rows.session.execute(_sent(rows)):
            sent[row.measure_id].append(row)
    said = {measure_id: _by_words(found) for measure_id, found in sent.items()}
    return {
        measure_id: sorted(found, key=lambda each: -each.agencies)
        for measure_id, found in _counted(rows, said).items()
    }


def _sent(rows: Rows) -> Select[Any]:
    """Ask for the outcomes as they were sent, in the order in which they first came."""
    row = AcceptedReport
    counted = (
        select(
            row.measure_id,
            row.outcome_key,
            func.count(row.agency_id.distinct()).label("agencies"),
            func.count().label("reports"),
            func.max(row.revision_id).label("newest"),
            func.sum(row.revision_id).label("total"),
            func.min(row.month).label("first"),
        )
        .where(rows.wanted)
        .group_by(row.measure_id, row.outcome_key)
        .subquery("counted")
    )
    most_first = counted.c.agencies.desc(), counted.c.first, counted.c.outcome_key
    ranked = select(
        counted,
        func.row_number()
        .over(partition_by=counted.c.measure_id, order_by=most_first)
        .label("rank"),
    ).subquery("ranked")
    found = (
        select(
            ranked,
            *(row.revision_id, row.agency_id),
            rows.letters(row).label("letters"),
            rows.position(row).label("position"),
        )
        .join(
            row,
            and_(
                row.measure_id == ranked.c.measure_id,
                row.outcome_key == ranked.c.outcome_key,
                row.month == ranked.c.first,
            ),
        )
        .where(ranked.c.rank <= limits.LOOKED_AT)
        .subquery("found")
    )
    each = found.c
    numbered = select(
        found,
        func.row_number()
        .over(
            partition_by=(each.measure_id, each.outcome_key),
            order_by=(*in_order(found), each.revision_id),
        )
        .label("number"),
    ).subquery("numbered")
    each = numbered.c
    return (
        select(
            *(each.measure_id, each.outcome_key, each.agencies),
            *(each.reports, each.newest, each.total, Revision.outcome),
        )
        .join(Revision, Revision.id == each.revision_id)
        .where(each.number == 1)
        .order_by(each.measure_id, each.first, *in_order(numbered), each.revision_id)
    )


def _by_words(sent: Iterable[Row[Any]]) -> list[SaidOutcome]:
    """Return the lines of outcomes in the order in which they first came; agencies are those of the
    one outcome, among those that have the line, that most agencies sent.
    """
    texts: dict[str, str] = {}
    having: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in sent:
        lines = {same_words(text): text for text in reversed(lines_of(row.outcome))}
        for words in reversed(lines):
            texts.setdefault(words, lines[words])
            having[words].append(row)
    return [
        SaidOutcome(
            text,
            words,
            max(row.agencies for row in having[words]),
            sum((_several(row) for row in having[words]), Several()),
            frozenset(row.outcome_key for row in having[words]),
        )
        for words, text in texts.items()
    ]


def _several(row: Row[Any]) -> Several:
    return Several(row.reports, row.newest, int(row.total))


def _counted(rows: Rows, said: Mapping[int, list[SaidOutcome]]) -> dict[int, list[SaidOutcome]]:
    """Return the same, exact where several outcomes have the line and it may be among those that
    most agencies report.
    """
    unsure: list[tuple[int, int, int]] = []
    for measure_id, found in said.items():
        surely = sorted((each.agencies for each in found), reverse=True)[:NOTABLE]
        least = surely[-1] if surely else 0
        unsure += [
            (measure_id, number, key)
            for number, each in enumerate(found)
            if len(each.keys) > 1 and each.reports.count >= least
            for key in sorted(each.keys)
        ]
    exact: dict[tuple[int, int], int] = {}
    for start in range(0, len(unsure), _AT_ONCE):
        for measure_id, number, agencies in rows.session.execute(
            _agencies_of(rows, unsure[start : start + _AT_ONCE])
        ):
            exact[measure_id, number] = agencies
    return {
        measure_id: [
            replace(each, agencies=exact.get((measure_id, number), each.agencies))
            for number, each in enumerate(found)
        ]
        for measure_id, found in said.items()
    }


def _agencies_of(rows: Rows, lines: list[tuple[int, int, int]]) -> Select[int, int, int]:
    """Ask how many agencies sent one of the outcomes that have a line."""
    row = AcceptedReport
    having = (
        values(
            column("measure_id", Integer),
            column("number", Integer),
            column("outcome_key", BigInteger),
            name="having",
        )
        .data(lines)
        .cte("having_line")
    )
    return (
        select(having.c.measure_id, having.c.number, func.count(row.agency_id.distinct()))
        .join(
            row,
            and_(row.measure_id == having.c.measure_id, row.outcome_key == having.c.outcome_key),
        )
        .where(rows.wanted)
        .group_by(having.c.measure_id, having.c.number)
    )
