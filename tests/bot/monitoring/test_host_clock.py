"""A machine whose clock is wrong spends no slot of the calendar, and says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.app import create_app
from bot.cli import program as kaona
from bot.clock import utc_now
from bot.program import Program
from bot.scheduler_process import work
from models.database import Database
from models.month.calendar import BANGKOK
from models.tables.outbox import Heartbeat, JobRun
from simulator import Simulator
from tests.bot.house import Handled, on_sqlite, settings
from tests.databases import opened
from tests.scheduler.province import Province
from tests.scheduler.test_process import environment

MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=BANGKOK)


def runs(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(set(session.scalars(select(JobRun.job))))


@pytest.mark.parametrize("wrong_minutes", [-10, 6, 60 * 24 * 90])
@on_sqlite
def test_no_slot_is_spent_until_the_clock_is_right_again(
    database_url: str, tmp_path: Path, wrong_minutes: int, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(database_url) as database, database.begin() as session:
        Province(session).line_group()
    with Simulator(clock=MORNING, quota=None) as line:
        wrong = timedelta(minutes=wrong_minutes)
        program = Program(
            settings(database_url, tmp_path, line.url),
            clock=lambda: line.world.clock.now().astimezone(UTC) + wrong,
        )
        client = create_app(program, Handled()).test_client()
        work(program)
        assert runs(program.database) == []
        with program.database.read() as session:
            assert "scheduler" in session.scalars(select(Heartbeat.name)).all()
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json is not None
        way = "behind" if wrong_minutes < 0 else "ahead of"
        assert f"{way} LINE's: no slot of the calendar is done" in answer.json["scheduler"]
        metrics = client.get("/metrics").text
        seconds = wrong.total_seconds()
        assert any(
            line.startswith("kaona_clock_ahead_seconds")
            and abs(float(line.split()[1]) - seconds) < 60
            for line in metrics.splitlines()
        )
        assert "clock.wrong" in caplog.text
        wrong = timedelta(minutes=4)
        work(program)
        assert "open_reminder" in runs(program.database)
        assert client.get("/readyz").status_code == 200
        program.close()


@on_sqlite
def test_while_line_does_not_answer_what_it_said_last_counts(
    database_url: str, tmp_path: Path
) -> None:
    with opened(database_url) as database, database.begin() as session:
        Province(session)
    with Simulator(clock=MORNING, quota=None) as line:
        url = line.url
        wrong = Program(settings(database_url, tmp_path, url), clock=utc_now)
        work(wrong)
        wrong.close()
    again = Program(settings(database_url, tmp_path, url), clock=utc_now)
    work(again)
    assert runs(again.database) == []
    again.close()


@on_sqlite
def test_a_refusing_answer_says_the_time_too(database_url: str, tmp_path: Path) -> None:
    with Simulator(clock=MORNING, quota=None) as line:
        program = Program(
            settings(database_url, tmp_path, line.url, line_channel_access_token="no such token")
        )
        assert program.line.present() is None
        told = program.line.ask_present()
        assert told is not None
        assert abs(told - MORNING) < timedelta(minutes=1)
        program.close()


@on_sqlite
def test_a_tick_by_hand_is_refused_too_but_not_at_a_moment_that_was_named(
    database_url: str, tmp_path: Path
) -> None:
    with opened(database_url) as database, database.begin() as session:
        Province(session).organization.created_at = MORNING.astimezone(UTC)
    with Simulator(clock=utc_now() + timedelta(hours=2), quota=None) as line:
        environ = environment(database_url, tmp_path) | {"LINE_API_URL": line.url}
        refused = CliRunner().invoke(kaona, ["tick"], env=environ)
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
        assert "behind LINE's" in refused.stderr
        with opened(database_url) as database:
            assert runs(database) == []
        named = CliRunner().invoke(kaona, ["tick", "--now", MORNING.isoformat()], env=environ)
        assert named.exit_code == 0, named.output


@pytest.mark.parametrize("real", ["", "https://api.line.me", "https://API.line.me:443/"])
@pytest.mark.parametrize("hours", [-2, 2, 24 * 90])
@on_sqlite
def test_a_tick_far_from_the_clock_never_reaches_the_real_line(
    database_url: str, tmp_path: Path, real: str, hours: int
) -> None:
    moment = (utc_now() + timedelta(hours=hours)).isoformat()
    environ = environment(database_url, tmp_path) | {"LINE_API_URL": real}
    refused = CliRunner().invoke(kaona, ["tick", "--now", moment, "--json"], env=environ)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "more than an hour" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(select(Heartbeat)).all() == []


@on_sqlite
def test_a_tick_near_the_clock_is_done_whatever_line_it_is(
    database_url: str, tmp_path: Path
) -> None:
    moment = (utc_now() + timedelta(minutes=30)).isoformat()
    environ = environment(database_url, tmp_path) | {"LINE_API_URL": ""}
    done = CliRunner().invoke(kaona, ["tick", "--now", moment, "--json"], env=environ)
    assert done.exit_code == 0, done.output
