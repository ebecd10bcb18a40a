"""Databases for tests: a migrated one is made once and copied, on SQLite for every test, on
PostgreSQL for the first, whose database is emptied for the next.

PostgreSQL is looked for at ``TEST_POSTGRES_URL``, then on this machine without a password, then
among the installed binaries, with which a private cluster is started. Where there is none, its
tests skip and say so; with ``CI=true`` they fail.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import OperationalError

from models import schema
from models.database import Database
from tests.patience import PATIENCE
from tests.postgres_cleaning import Migrated

_USUAL_PLACE = "postgresql://postgres@127.0.0.1:5432/postgres"
_BINARIES = "/usr/lib/postgresql/*/bin"
_EMPTY = (
    "TEMPLATE template0 ENCODING 'UTF8'"  # some servers give new databases no encoding of their own
)


@contextmanager
def opened(url: str, encryption_keys: Sequence[str] = ()) -> Iterator[Database]:
    """Open a database, and close it whatever happens meanwhile: the file beside an open one would
    be met by another test.
    """
    database = Database(url, pool_size=1, encryption_keys=encryption_keys)
    try:
        yield database
    finally:
        database.close()


class NoPostgres(Exception):
    """There is no PostgreSQL to test with; the message says what was tried."""


class SqliteFiles:
    """SQLite databases as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._template = folder / "template.db"
        _migrate(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        """Give the URL of a database of one's own."""
        path = self._folder / f"{next(self._numbers)}.db"
        if migrated:
            shutil.copyfile(self._template, path)
        yield f"sqlite:///{path}"
        for left in self._folder.glob(f"{path.name}*"):  # the write-ahead log lies beside the file
            left.unlink()


class PostgresServer:
    """A server on which databases are made as copies of a migrated one, and used again when they
    are as they were.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._name = f"kaona_test_{uuid4().hex[:12]}"  # several runs may share a server
        self._numbers = count(1)
        self._engine: Engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._run(f"CREATE DATABASE {self._name} {_EMPTY}")
        _migrate(self._url_of(self._name))
        self._migrated = Migrated.read(self._place_of(self._name))
        self._ready: list[str] = []

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        """Give the URL of a database of one's own."""
        name = self._ready.pop() if migrated and self._ready else self._made(migrated)
        try:
            yield self._url_of(name)
        finally:
            if migrated and self._migrated.restore(self._place_of(name)):
                self._ready.append(name)
            else:
                self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Drop the databases and leave."""
        for name in [*self._ready, self._name]:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self._engine.dispose()

    def _made(self, migrated: bool) -> str:
        name = f"{self._name}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} " + (f"TEMPLATE {self._name}" if migrated else _EMPTY))
        return name

    def _place_of(self, name: str) -> URL:
        # However busy the machine: being let in takes as long as it takes.
        return self._url.set(database=name).update_query_dict(
            {"connect_timeout": f"{PATIENCE:.0f}"}
        )

    def _url_of(self, name: str) -> str:
        return self._place_of(name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Give the PostgreSQL server to test with; NoPostgres when there is none."""
    with _server_url() as url:
        server = PostgresServer(url)
        try:
            yield server
        finally:
            server.close()


@contextmanager
def _server_url() -> Iterator[URL]:
    told = os.environ.get("TEST_POSTGRES_URL")
    if told:
        url = make_url(told)
        if problem := _problem(url):
            raise NoPostgres(f"TEST_POSTGRES_URL does not answer: {str(problem).splitlines()[0]}")
        yield url
        return
    url = make_url(_USUAL_PLACE)
    problem = _problem(url)
    if problem is None:
        yield url
        return
    folders = sorted(Path("/").glob(_BINARIES.lstrip("/")))
    if not folders or isinstance(problem, ImportError):
        raise NoPostgres(f"no PostgreSQL: {str(problem).splitlines()[0]}; set TEST_POSTGRES_URL")
    with _private_cluster(folders[-1]) as url:
        yield url


def _problem(url: URL) -> Exception | None:
    try:
        engine = create_engine(url, connect_args={"connect_timeout": 60})
        with engine.connect():
            return None
    except ImportError as missing:
        return missing
    except OperationalError as refused:
        return refused
    finally:
        if "engine" in locals():
            engine.dispose()


@contextmanager
def _private_cluster(binaries: Path) -> Iterator[URL]:
    """Start a server of our own behind a socket in a temporary folder, and stop it at the end."""
    # PostgreSQL refuses to run as root; the package's own account, or nobody, runs it then.
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    user = ("postgres" if "postgres" in accounts else "nobody") if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="kaona-pg-"))
    if user:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        subprocess.run(
            command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE
        )

    data = str(folder / "data")
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    try:
        run(
            str(binaries / "initdb"),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        run(
            str(binaries / "pg_ctl"),
            "-D",
            data,
            "-o",
            settings,
            "-l",
            str(folder / "log"),
            "-w",
            "start",
        )
        try:
            yield URL.create(
                "postgresql", username="postgres", database="postgres", query={"host": str(folder)}
            )
        finally:
            run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _migrate(url: str) -> None:
    with opened(url) as database:
        schema.upgrade(database)
