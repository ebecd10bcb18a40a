from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.clock import utc_now
from models.tables.outbox import Heartbeat, JobRun
from tests.databases import SqliteFiles, opened
from tests.patience import PATIENCE
from tests.scheduler.province import Province

PROJECT = Path(__file__).resolve().parents[2]


def environment(database_url: str, folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return kept | {
        "PYTHON_DOTENV_DISABLED": "1",
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "LINE_CHANNEL_ID": "1600000000",
        "LINE_CHANNEL_SECRET": "s" * 32,
        "LINE_CHANNEL_ACCESS_TOKEN": "t" * 32,
        # nobody listens there: sending fails, the calendar goes on
        "LINE_API_URL": "http://127.0.0.1:9",
        "PUBLIC_URL": "https://kaona.example",
        "SECRET_KEY": "k" * 32,
    }


def enter(database_url: str, entered: datetime) -> None:
    with opened(database_url) as database, database.begin() as session:
        Province(session).organization.created_at = entered


def test_the_scheduler_does_what_is_due_and_stops_cleanly(
    database_url: str, tmp_path: Path
) -> None:
    # How it is told to stop and where it stores are nothing to each other.
    number = signal.SIGINT if database_url.startswith("sqlite") else signal.SIGTERM
    enter(database_url, utc_now())
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "scheduler"],
        cwd=PROJECT,
        env=environment(database_url, tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    lines: list[dict[str, Any]] = []
    try:
        for line in process.stderr:
            lines.append(json.loads(line))
            if lines[-1].get("action") == "job.done":
                process.send_signal(number)
                break
        lines += [json.loads(line) for line in process.stderr]
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.stderr.close()
    actions = [line.get("action") for line in lines]
    assert actions[0] == "scheduler.started"
    assert actions[-1] == "scheduler.stopped"
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(select(JobRun.job)).all()
        assert (
            abs((session.get_one(Heartbeat, "scheduler").at - datetime.now(UTC)).total_seconds())
            < 120
        )


def test_the_command_ticks_at_a_given_moment_and_prints_json(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    with sqlite_files.fresh() as database_url:
        _ticks(database_url, tmp_path)


def _ticks(database_url: str, tmp_path: Path) -> None:
    enter(database_url, datetime(2026, 10, 1, tzinfo=UTC))
    command = [
        sys.executable,
        "-m",
        "bot.cli",
        "tick",
        "--now",
        "2026-11-20T09:00:00+07:00",
        "--json",
    ]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=environment(database_url, tmp_path),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    printed = json.loads(done.stdout)
    assert printed["now"] == "2026-11-20T09:00:00+07:00"
    assert printed["sent"] == 0
    assert {
        "organization": "sukhothai",
        "job": "open_reminder",
        "slot": "2026-11",
        "skipped": False,
        "deliveries": 0,
    } in (printed["jobs"])
