"""Making a PostgreSQL database of the tests as it was when it had just been migrated: a tenth of
what a new copy costs.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import URL, Connection, NullPool, create_engine

_OTHERS_GO = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = """
SELECT quote_ident(relname) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1
"""
_SEQUENCES_BEGIN = """
SELECT setval(oid::regclass, 1, false) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
"""
_SHAPE = """
SELECT md5(string_agg(part, E'\n' ORDER BY part)) FROM (
    SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, atttypmod, attnotnull) AS part
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
) AS parts
"""


@dataclass(frozen=True)
class Migrated:
    """What a database that was just migrated looks like: its schema, and the tables with rows."""

    shape: str
    rows: dict[str, str]

    @classmethod
    def read(cls, url: URL) -> Migrated:
        """Look at a database that was just migrated."""
        with _connected(url) as connection:
            return cls(
                _shape(connection), {each: _rows(connection, each) for each in _full(connection)}
            )

    def restore(self, url: URL) -> bool:
        """Take everything out of a database that came in since; return whether it is as it was
        then, which one whose schema was changed is not.
        """
        with _connected(url) as connection:
            connection.exec_driver_sql(_OTHERS_GO)
            full = [each for each in _full(connection) if each not in self.rows]
            if full:
                # Nothing that refers to the rows is left either: no need to look for each.
                connection.exec_driver_sql("SET session_replication_role = replica")
                connection.exec_driver_sql(";".join(f"DELETE FROM {each}" for each in full))
                # Else what comes in next would lie where dead rows lay, in another order.
                connection.exec_driver_sql(f"VACUUM {', '.join(full)}")
            connection.exec_driver_sql(_SEQUENCES_BEGIN)
            return _shape(connection) == self.shape and all(
                _rows(connection, each) == rows for each, rows in self.rows.items()
            )


def _connected(url: URL) -> Connection:
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def _shape(connection: Connection) -> str:
    return str(connection.exec_driver_sql(_SHAPE).scalar_one())


def _full(connection: Connection) -> list[str]:
    """Return the tables with rows."""
    tables = connection.exec_driver_sql(_TABLES).scalars().all()
    asked = [f"SELECT '{each}' WHERE EXISTS (SELECT FROM {each})" for each in tables]
    if not asked:
        return []
    found = connection.exec_driver_sql(" UNION ALL ".join(asked)).scalars()
    return [str(each) for each in found]


def _rows(connection: Connection, table: str) -> str:
    """Return all there is in a small table."""
    query = f"SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM {table} t"
    return str(connection.exec_driver_sql(query).scalar())
