"""The migrations make what the models say, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

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
