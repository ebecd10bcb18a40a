"""Fixtures every test may use; ``database`` runs a test once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from subprocess import CompletedProcess

import pytest
from hypothesis import HealthCheck, settings

import plans.files.office_program
import plans.files.opening
from models.database import Database
from plans.files.own_process import Limits, run
from tests.databases import NoPostgres, PostgresServer, SqliteFiles, postgres_server
from tests.patience import PATIENCE

# A busy machine is slow, and no test is wrong for it.
settings.register_profile("kaona", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kaona")
os.environ["PYTHON_DOTENV_DISABLED"] = "1"  # here and in processes: not the developer's own .env
_READ: dict[tuple[str, ...], CompletedProcess[bytes]] = {}
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def pytest_collection_finish() -> None:
    """Keep what was imported and collected out of the garbage collector's way, and let it come more
    seldom: it took a third of the processor's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 25, 20)


@pytest.fixture(scope="session", autouse=True)
def patient_reader() -> Iterator[None]:
    """Give processes that read a file all the time they take, but no more processor time; the same
    file is read by a process once: what comes of it depends on its bytes and its name alone.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in (plans.files.opening, plans.files.office_program):
            patch.setattr(module, "LIMITS", replace(module.LIMITS, patience=PATIENCE))
        patch.setattr(plans.files.opening, "run", _run_once)
        yield


def _run_once(words: list[str], limits: Limits, given: bytes) -> CompletedProcess[bytes]:
    key = (*words, sha256(given).hexdigest())
    if key not in _READ:
        _READ[key] = run(words, limits, given)
    return _READ[key]


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """SQLite databases, copied from a migrated one."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """PostgreSQL databases, copied from a migrated one; skips aloud without a server, and fails
    where CI=true.
    """
    try:
        with postgres_server() as server:
            yield server
    except NoPostgres as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a migrated database of the test's own, e.g. for processes to open."""
    with _maker(request).fresh() as url:
        yield url


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of the test's own in which no migration was run."""
    with _maker(request).fresh(migrated=False) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database of the test's own, opened."""
    opened = Database(database_url)
    yield opened
    opened.close()


def _maker(request: pytest.FixtureRequest) -> SqliteFiles | PostgresServer:
    maker = request.getfixturevalue("sqlite_files" if request.param == "sqlite" else "postgres")
    assert isinstance(maker, SqliteFiles | PostgresServer)
    return maker
