"""The schema's version: bring a database up to date, check whether it is, draft the next
migration.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.database import Database
from models.tables.all import metadata

_LOCK = 0x6B616F6E61  # any fixed number: PostgreSQL's advisory lock for migrations


def upgrade(database: Database) -> None:
    """Run the migrations that are missing; several processes may call it at once."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(_config(connection), "head")


def is_current(connection: Connection) -> bool:
    """Return whether every migration has been run."""
    heads = set(ScriptDirectory.from_config(_config(None)).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads


def differences(connection: Connection) -> list[object]:
    """Return what the models have and the database lacks, or the other way round."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def draft_migration(connection: Connection, message: str) -> None:
    """Write a migration file for the differences; an engineer reads and corrects it."""
    command.revision(_config(connection), message, autogenerate=True)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
