"""Composing asks and reads the same, however many reports stand behind what it prints."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from models.database import Database
from models.tables.organization import Organization
from papers.drawn import rows
from papers.drawn.telling import Telling
from papers.result.composing import compose
from papers.result.layout import PaperLayout
from tests.benchmarks import bench_report
from tests.benchmarks.bench_report import NOW, YEAR, fill
from tests.databases import SqliteFiles, opened

AGENCIES, MEASURES, TIMES = 4, 2, 8


@contextmanager
def counted(database: Database) -> Iterator[Counter[str]]:
    """Count the statements that are executed meanwhile and the rows SQLite hands over for each."""
    found: Counter[str] = Counter()

    def note(_connection: object, cursor: Any, statement: str, *_rest: object) -> None:
        found["statements"] += 1
        names = statement.startswith("SELECT agency.name \n")

        def take(_cursor: object, row: tuple[object, ...]) -> tuple[object, ...]:
            found["names" if names else "rows"] += 1
            return row

        assert isinstance(cursor, sqlite3.Cursor)
        cursor.row_factory = take

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("telling", [Telling.AUTO, Telling.ROLLED_UP])
def test_eight_times_the_reports_are_composed_from_the_same_statements_and_rows(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch, telling: Telling
) -> None:
    monkeypatch.setattr(rows, "LOOKED_AT", 10)
    monkeypatch.setattr(bench_report, "AGENCIES", AGENCIES)
    taken = []
    for times in (1, TIMES):
        with sqlite_files.fresh() as url, opened(url) as stored:
            assert fill(stored, times, MEASURES) == AGENCIES * times * MEASURES * 12
            with stored.read() as session, counted(stored) as found:
                organization = session.get_one(Organization, 1)
                compose(session, organization, YEAR, NOW, PaperLayout(agencies=telling))
            taken.append(found)
    one, many = taken
    # What agencies are called is read whole, a name a row: lines break between names, not in them.
    assert (one.pop("names"), many.pop("names")) == (AGENCIES, AGENCIES * TIMES)
    assert one == many
    assert one["rows"] < 120
