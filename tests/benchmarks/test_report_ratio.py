"""Composing a result report takes the time of what it prints, not of the reports behind it: as a
ratio, which no machine changes.
"""

from __future__ import annotations

import time

from models.database import Database
from models.tables.organization import Organization
from papers.drawn.telling import Telling
from papers.result.composing import compose
from papers.result.layout import PaperLayout
from tests.benchmarks.bench_report import NOW, YEAR, fill
from tests.databases import SqliteFiles

MEASURES = 2
TIMES = 6
MOST = TIMES / 2


def test_six_times_the_reports_take_less_than_three_times_the_time(
    sqlite_files: SqliteFiles,
) -> None:
    seconds = []
    for times in (1, TIMES):
        with sqlite_files.fresh() as url:
            stored = Database(url)
            fill(stored, times, MEASURES)
            seconds.append(min(_composing(stored) for _ in range(2)))
            stored.close()
    print(f"{TIMES}x the reports: {seconds[1] / seconds[0]:.1f}x the time")
    assert seconds[1] < MOST * seconds[0]


def _composing(database: Database) -> float:
    with database.read() as session:
        organization = session.get_one(Organization, 1)
        begun = time.process_time()
        compose(session, organization, YEAR, NOW, PaperLayout(agencies=Telling.ROLLED_UP))
        return time.process_time() - begun
