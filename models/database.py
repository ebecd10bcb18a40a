"""How the database is opened: SQLite in WAL mode for one machine, PostgreSQL past that."""

import fcntl
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, TableClause, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from models.origin import Origin, come_from
from models.tables.encrypted import Cipher, use_cipher

BUSY_SECONDS = 30
# libpq itself waits without end: a database host that is gone would block every worker that asks.
# Options in the URL win.
_TIMEOUTS = {
    "connect_timeout": 3,  # seconds to be let in
    "tcp_user_timeout": 8_000,  # milliseconds until a host that acknowledges nothing counts as gone
    # seconds of silence after which it is asked whether it is there, also while a query runs
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
Key = TypeVar("Key")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class ListWithJson(list[Any]):
    """A list that is not changed any more, with its JSON: made once, though it is stored and looked
    through.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        """Take the values and make their JSON."""
        super().__init__(values)
        self.json = to_json(list(self))


def to_json(value: Any) -> str:
    """Return a value as JSON, Thai as it is: escaped it takes twice the space. Half a
    surrogate pair, which no encoding has, stays escaped.
    """
    if isinstance(value, ListWithJson):
        return value.json
    text = _encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def pad_for_statement_cache(keys: Sequence[Key]) -> list[Key]:
    """Return keys for an ``IN``, filled up to a power of two by repeating the last.

    Each length of a list is a statement of its own: with few lengths the caches of SQLAlchemy and
    of PostgreSQL's driver hold them all, and nothing is prepared anew.
    """
    length = 1 << max(len(keys) - 1, 0).bit_length()
    return [*keys, *[keys[-1]] * (length - len(keys))] if keys else []


def dialect_insert(
    database: Session | Connection, table: type[DeclarativeBase] | TableClause
) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT of the database's own dialect: SQLAlchemy's common one has no
    ``ON CONFLICT``.
    """
    bind = database.get_bind() if isinstance(database, Session) else database
    is_postgres = bind.dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgres else sqlite.insert(table)


def insert_ignoring_duplicates(
    database: Session | Connection, table: type[DeclarativeBase] | TableClause
) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that passes over rows which are there already, by any unique rule.

    Have it return a column to learn which rows are new: with PostgreSQL's driver their count does
    not say.
    """
    return dialect_insert(database, table).on_conflict_do_nothing()


class Database:
    """An engine and the two ways to use it: ``begin`` to change something, ``read`` to look.

    Open it after a fork: connections must not be shared between processes.
    """

    def __init__(self, url: str, pool_size: int = 10, encryption_keys: Sequence[str] = ()) -> None:
        """Open it; ``encryption_keys`` are those of encrypted columns, the newest first."""
        self.engine = _open(url, pool_size)
        use_cipher(self.engine.dialect, Cipher(encryption_keys))
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._queue = _WritersQueue(self.engine) if self.is_sqlite else None
        self.origin: Origin | None = None
        """Where the changes of a whole program come from; a transaction may say otherwise."""

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Give a session in a transaction that is committed at the end, or rolled back if an
        exception leaves the block.
        """
        with self._turn(), self._sessions.begin() as session:
            if self.origin is not None:
                come_from(session, self.origin)
            yield session

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a bare connection in a transaction, for the few places where the ORM's comfort costs
        too much.
        """
        with self._turn(), self.engine.begin() as connection:
            yield connection

    def _turn(self) -> AbstractContextManager[None]:
        return self._queue.turn() if self._queue is not None else nullcontext()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading only; whatever was changed in it is rolled back."""
        with self._sessions() as session:
            if self.is_sqlite:
                session.connection(execution_options={"kaona_read_only": True})
            yield session
            session.rollback()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if self._queue is not None:
            self._queue.close()


class _WritersQueue:
    """SQLite lets one writer in at a time and makes the others poll with growing pauses, some of
    them for very long.

    Here writers queue: threads on a lock, processes on a locked file beside the database. SQLite's
    own lock stays the one that counts; a process that does not queue is only slower.
    """

    def __init__(self, engine: Engine) -> None:
        self._threads = threading.Lock()
        self._holder: int | None = None
        path = engine.url.database
        self._file = Path(f"{path}.queue").open("ab") if path and path != ":memory:" else None  # noqa: SIM115

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn to write."""
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("transactions do not nest: this thread holds one already")
        with self._threads:
            self._holder = me
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)
                self._holder = None

    def close(self) -> None:
        """Close the queue's file."""
        if self._file is not None:
            self._file.close()


def _open(url: str, pool_size: int) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            url,
            connect_args={
                name: value for name, value in _TIMEOUTS.items() if name not in parsed.query
            },
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            json_serializer=to_json,
            # the connection used last has the statements prepared that are asked again and again
            pool_use_lifo=True,
        )
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        json_serializer=to_json,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute(
        "PRAGMA synchronous=FULL"
    )  # an event that was answered 200 must survive a power cut
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    read_only = connection.get_execution_options().get("kaona_read_only")
    # A transaction that means to write takes the lock at once: one that upgraded later could fail
    # half-way.
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
