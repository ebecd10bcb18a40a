"""The schema's version: bring a database up to date, check whether it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.database import Database

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


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
