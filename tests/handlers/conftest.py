"""A stage with a small province on it: three agencies, a collective measure, one of the treasury's
own; Tuesday 10 November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from models.month.rounds import ensure_obligations
from models.tables.organization import Channel
from tests.databases import SqliteFiles, opened
from tests.handlers.cast import HEALTH, LAND, START, TREASURY
from tests.scheduler.province import Province
from tests.stage import Stage, open_stage

CHANNEL = "2000000001"


@contextmanager
def furnished(url: str, data_dir: Path, start: datetime = START) -> Iterator[Stage]:
    """Open a stage with the province in it."""
    with opened(url) as database, database.begin() as session:
        session.add(Channel(line_channel_id=CHANNEL))
        session.flush()
        province = Province(session)
        province.organization.secretariat_phone = "055-612-345"
        everybody = province.group_of("ส่วนราชการประจำจังหวัด", [TREASURY, HEALTH, LAND])
        issue = province.issue("1", "กระบวนการปฏิบัติงานที่โปร่งใส")
        province.measure(
            "1.1", everybody, issue=issue, title="มาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน"
        )
        province.measure(
            "1.2",
            TREASURY,
            issue=issue,
            start=date(2026, 11, 1),
            title="มาตรการเปิดเผยการใช้จ่ายงบประมาณ",
        )
        ensure_obligations(session, province.organization, start)
    with open_stage(url, data_dir, start=start) as stage:
        yield stage


@pytest.fixture
def stage(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Stage]:
    """The stage on SQLite, for stories in which the database makes no difference."""
    with sqlite_files.fresh() as url, furnished(url, tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def any_stage(database_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The stage, once on SQLite and once on PostgreSQL."""
    with furnished(database_url, tmp_path / "data") as opened:
        yield opened
