"""The Procfile, started by a Procfile runner against the stand-in for LINE: it answers, survives a
kill, and stops.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from messages.chat import small_talk
from models.database import Database
from models.tables.conversation import Conversation, InboxEvent
from simulator import Simulator
from tests.databases import PostgresServer, SqliteFiles, opened
from tests.ground.processes import ROOT, Host, Running, get, is_running, kill, until, words_heard
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="looks for processes in /proc"
)
HELLO = small_talk.stranger()["text"]
HOW = small_talk.how_to_register()["text"]


@contextmanager
def released(url: str, folder: Path) -> Iterator[Host]:
    """A machine on which the release process was run."""
    with Simulator(webhook_seconds=None) as line:
        made = Host(line, url, folder)
        made.release()
        yield made


@pytest.fixture
def host(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Host]:
    """A machine with SQLite."""
    with sqlite_files.fresh(migrated=False) as url, released(url, tmp_path) as made:
        yield made


@pytest.fixture
def large_host(postgres: PostgresServer, tmp_path: Path) -> Iterator[Host]:
    """A machine with PostgreSQL."""
    with postgres.fresh(migrated=False) as url, released(url, tmp_path) as made:
        yield made


def serve_webhook(host: Host) -> str:
    """Have LINE send to the web process; return a person's id, greeted already."""
    host.line.world.change_settings({"webhook_url": f"{host.url}/webhook"})
    user_id = str(host.line.world.add_person("สมชาย")["userId"])
    until(lambda: words_heard(host.line, user_id) == [HELLO], "the greeting")
    return user_id


def stop(running: Running) -> None:
    """SIGTERM to the runner, as a host does; everything ends by itself."""
    everything = running.processes()
    running.runner.send_signal(signal.SIGTERM)
    running.runner.wait(timeout=PATIENCE)
    until(lambda: not any(map(is_running, everything)), "the end of every process")


def test_the_three_processes_are_those_of_the_design() -> None:
    lines = [
        line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    ]
    processes = dict(lines)
    assert processes["release"] == "python -m bot db upgrade"
    assert processes["web"].startswith("HOST=0.0.0.0 gunicorn ")
    assert processes["scheduler"] == "python -m bot scheduler"
    assert len(processes) == 3


def test_what_is_said_is_answered_and_sigterm_ends_everything(host: Host) -> None:
    with host.running() as running:
        running.wait_until_ready()
        user_id = serve_webhook(host)
        answered = host.line.world.say(user_id, user_id, "ลงทะเบียน")
        assert [event["status"] for event in answered["events"]] == [200]
        until(lambda: words_heard(host.line, user_id) == [HELLO, HOW], "the answer")

        assert get(host.port, "/healthz") == (200, "ok")
        status, checks = get(host.port, "/readyz")
        assert (status, json.loads(checks)) == (
            200,
            {"database": "ok", "migrations": "ok", "scheduler": "ok"},
        )
        assert "kaona_inbox_waiting 0.0" in get(host.port, "/metrics")[1]

        stop(running)
        written = running.log()
    for line in written.splitlines():
        process, _, said = line.partition(" | ")
        if not process.rstrip().endswith("system"):
            assert json.loads(said)["level"] == "info", line
    assert "สมชาย" not in written
    assert user_id not in written


@pytest.fixture
def beside(large_host: Host) -> Iterator[Database]:
    """The database, opened beside the processes."""
    with opened(large_host.database_url) as database:
        yield database


@pytest.mark.postgres
def test_what_a_killed_web_process_left_behind_is_answered_by_the_next(
    large_host: Host, beside: Database
) -> None:
    """On PostgreSQL; ``tests.acceptance.test_processes`` kills and starts again on both."""
    host = large_host
    with host.running() as running:
        running.wait_until_ready()
        user_id = serve_webhook(host)
        # Stored and answered 200, and not handled yet: as if somebody were fetching what an earlier
        # event needs.
        lease(beside, datetime.now(UTC) + timedelta(hours=1))
        answered = host.line.world.say(user_id, user_id, "ลงทะเบียน")
        assert [event["status"] for event in answered["events"]] == [200]
        web = running.of("gunicorn")
        assert web
        for pid in web:
            kill(pid)
        until(
            lambda: running.runner.poll() is not None,
            "the runner's end: it stops all when one process is gone",
        )
        until(lambda: not any(map(is_running, web)), "the end of the web process")
    assert words_heard(host.line, user_id) == [HELLO]
    assert waiting(beside) == 1

    lease(beside, None)
    with host.running() as running:
        until(
            lambda: words_heard(host.line, user_id) == [HELLO, HOW], "the answer after the restart"
        )
        running.wait_until_ready()
        stop(running)
    assert words_heard(host.line, user_id) == [HELLO, HOW]
    assert waiting(beside) == 0


def lease(database: Database, leased_until: datetime | None) -> None:
    """Have all conversations wait until a moment, or wait no more."""
    with database.begin() as session:
        session.execute(update(Conversation).values(leased_until=leased_until))


def waiting(database: Database) -> int:
    """How many events are stored and not handled."""
    with database.read() as session:
        return session.query(InboxEvent).filter(InboxEvent.handled_at.is_(None)).count()
