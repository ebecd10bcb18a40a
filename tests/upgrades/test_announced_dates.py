"""A database in the middle of a month goes on: who was reminded of an open round was told its
date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import MetaData, select

from models import schema
from models.database import Database
from models.tables.obligations import Announcement

MONTH, DUE_ON = date(2099, 12, 1), date(2099, 12, 30)  # open, whenever this is run
MOMENT = datetime(2099, 12, 20, tzinfo=UTC)


@pytest.fixture
def before(empty_database_url: str) -> Iterator[Database]:
    """A database before announcements were kept, with a round whose group was reminded."""
    database = Database(empty_database_url, pool_size=1)
    with database.engine.begin() as connection:
        command.upgrade(schema._config(connection), "0003")
        tables = MetaData()
        tables.reflect(connection)
        for name, row in (
            ("channel", {"line_channel_id": "1", "quota_used_elsewhere": 0}),
            (
                "organization",
                {
                    "slug": "sample",
                    "name": "จังหวัดตัวอย่าง",
                    "kind": "province",
                    "channel_id": 1,
                    "settings": {},
                    "created_at": MOMENT,
                },
            ),
            (
                "round",
                {
                    "organization_id": 1,
                    "fiscal_year": 2643,
                    "month": MONTH,
                    "opens_at": MOMENT,
                    "due_on": DUE_ON,
                    "due_at": MOMENT,
                    "closes_at": MOMENT,
                },
            ),
            ("group_chat", {"channel_id": 1, "line_group_id": "Cgroup", "organization_id": 1}),
            (
                "person",
                {
                    "channel_id": 1,
                    "line_user_id": "Uofficer",
                    "consented_at": MOMENT,
                    "created_at": MOMENT,
                },
            ),
            (
                "membership",
                {"person_id": 1, "organization_id": 1, "role": "officer", "since": MOMENT},
            ),
        ):
            connection.execute(tables.tables[name].insert().values(id=1, **row))
    yield database
    database.close()


@pytest.mark.parametrize(
    ("jobs", "told"),
    [
        ([], []),
        (["open_reminder"], ["Cgroup"]),
        (["open_reminder", "early_reminder", "due_reminder"], ["Cgroup", "Uofficer"]),
    ],
)
def test_who_was_reminded_was_told(before: Database, jobs: list[str], told: list[str]) -> None:
    with before.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        for job in jobs:
            run = {"job": job, "slot": "2099-12", "due_at": MOMENT, "ran_at": MOMENT}
            values = {"organization_id": 1, "skipped": False, "detail": {}, **run}
            connection.execute(tables.tables["job_run"].insert().values(**values))
    schema.upgrade(before)
    with before.read() as session:
        rows = session.execute(
            select(Announcement.recipient, Announcement.due_on).order_by(Announcement.recipient)
        )
        assert list(rows) == [(each, DUE_ON) for each in told]
