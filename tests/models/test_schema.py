"""The migrations make what the models say, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from models import schema
from models.database import Database
from models.tables.all import metadata


def differences(connection: Connection) -> list[object]:
    """What the models have and the database lacks, or the other way round."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    """An opened database without tables."""
    opened = Database(empty_database_url)
    yield opened
    opened.close()


def test_the_migrated_schema_is_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        assert differences(connection) == []
        assert set(inspect(connection).get_table_names()) - {"alembic_version"} == set(
            metadata.tables
        )


def test_an_upgrade_run_twice_changes_nothing_the_second_time(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    schema.upgrade(empty)
    with empty.engine.connect() as connection:
        assert inspect(connection).get_table_names() == tables
        assert schema.is_current(connection)


def test_a_database_without_migrations_is_told_from_a_current_one(empty: Database) -> None:
    with empty.engine.connect() as connection:
        assert not schema.is_current(connection)
        assert differences(connection) != []


def test_names_stored_in_another_typing_order_are_written_in_the_one_normal_form(
    empty: Database,
) -> None:
    with empty.engine.begin() as connection:
        command.upgrade(schema._config(connection), "0003")  # as an older program left it
        channel = (
            "INSERT INTO channel (id, line_channel_id, quota_used_elsewhere) VALUES (1, 'local', 0)"
        )
        owner = (
            "INSERT INTO organization (id, slug, name, kind, channel_id, created_at, settings) "
            "VALUES (1, 'tak', 'จังหวัดตาก', 'province', 1, '2026-10-01 00:00:00+00:00', '{}')"
        )
        _insert(connection, channel)
        _insert(connection, owner)
        agency = "INSERT INTO agency (id, organization_id, name) VALUES (:id, 1, :name)"
        for number, name in enumerate(("ท่ีทำการ", "ส านักปลัด", "สำนักปลัด"), 1):
            _insert(connection, agency, id=number, name=name)
    schema.upgrade(empty)
    with empty.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM agency ORDER BY id")).scalars().all()
    assert names == ["ที่ทำการ", "ส านักปลัด", "สำนักปลัด"]


def _insert(connection: Connection, statement: str, **values: object) -> None:
    connection.execute(text(statement), values)
