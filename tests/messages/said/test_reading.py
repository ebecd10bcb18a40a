"""The reading of free messages, counted over a labelled set; run with ``-s`` to see the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from messages.said.kinds import Kind
from messages.said.reading import Reading, read
from tests.messages.said.labelled import (
    ANY,
    SETS,
    TODAY,
    Labelled,
    facts_of,
    labelled,
    measures_of,
    statuses_of,
)


def kind_read(row: Labelled, reading: Reading) -> str:
    if row.kind == ANY and reading.kind is not Kind.REPORT:
        return ANY
    return "unknown" if reading.unknown and reading.kind is Kind.OTHER else reading.kind.value


def is_read(row: Labelled, reading: Reading) -> bool:
    """Whether each measure was read with its status, together with others or alone."""
    read_so = zip(measures_of(reading, row.due), statuses_of(reading), strict=True)
    wanted = zip(row.measures, row.statuses, strict=True)
    return _each(read_so) == _each(wanted)


def _each(groups: Iterable[tuple[frozenset[str], str]]) -> set[tuple[str, str]]:
    return {(measure, status) for measures, status in groups for measure in measures}


@pytest.mark.parametrize(
    ("path", "fewest"), SETS.items(), ids=lambda each: getattr(each, "stem", "")
)
def test_the_labelled_messages_are_read(path: Path, fewest: int) -> None:
    rows = [(row, read(row.text, row.due, TODAY)) for row in labelled(path)]
    assert len(rows) >= fewest
    kinds = Counter(row.kind for row, _ in rows)
    read_as = Counter(kind_read(row, reading) for row, reading in rows)
    right = Counter(row.kind for row, reading in rows if kind_read(row, reading) == row.kind)
    for kind, count in sorted(kinds.items()):
        precision = right[kind] / read_as[kind] if read_as[kind] else 1.0
        print(f"{kind:10} {count:4} recall {right[kind] / count:.3f} precision {precision:.3f}")
    reports = [(row, reading) for row, reading in rows if row.kind == "report"]
    both = sum(is_read(row, reading) for row, reading in reports) / len(reports)
    wanted = Counter(fact for row, _ in reports for fact in row.facts)
    told = Counter(fact for _, reading in reports for fact in facts_of(reading))
    hit = (wanted & told).total()
    recall, precision = hit / wanted.total(), hit / told.total()
    print(f"measure and status {both:.3f}; facts: recall {recall:.3f} precision {precision:.3f}")
    false = [row.text for row, reading in rows if row.kind != "report" and reading.reports]
    assert false == [], "nothing else is taken as a report"
    assert both >= 0.95
    assert min(recall, precision) >= 0.9
    assert min(right[kind] / count for kind, count in kinds.items()) >= 0.9


@pytest.mark.parametrize("part", ["ที่ก", "ได้", " !", "ส่ง", "ยังไม่ได้ทำ", "1.1 ", "จัด"])
def test_a_long_row_of_the_same_is_read_at_once(part: str) -> None:
    """Rules that try every way of parting it would never end."""
    assert read(f"ขอบคุณ{part * 300}x", (), TODAY).reports == ()
