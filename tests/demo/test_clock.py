"""The demo's clock and what follows it, against a stand-in that runs in the test's own process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import urllib3
from sqlalchemy import select

import demo.control
from bot.line.channels import ensure_channel
from bot.program import Program
from bot.settings import Settings
from demo.clock import Follower, SimulatedClock, due_between
from demo.control import Control, ControlFailed
from models.database import Database
from models.month.calendar import BANGKOK
from models.tables.organization import Organization, OrganizationKind
from models.tables.outbox import Delivery, JobRun
from simulator import Simulator
from tests.databases import SqliteFiles
from tests.patience import PATIENCE

THURSDAY = datetime(2026, 12, 17, 10, tzinfo=BANGKOK)
SECOND = timedelta(seconds=1)


@contextmanager
def stand_in() -> Iterator[Simulator]:
    """A stand-in whose clock begins on a Thursday."""
    with Simulator(clock=THURSDAY, quota=None, webhook_seconds=None) as line:
        yield line


@pytest.fixture(scope="module", autouse=True)
def patient_clock() -> Iterator[None]:
    """Let the stand-in tell its time as late as it likes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo.control, "_CLOCK_TIMEOUT", urllib3.Timeout(PATIENCE))
        yield


@pytest.fixture
def line() -> Iterator[Simulator]:
    with stand_in() as running:
        yield running


@pytest.fixture
def followed(
    line: Simulator, sqlite_files: SqliteFiles, tmp_path: Path
) -> Iterator[tuple[Program, Follower]]:
    """A program with one organization whose clock is followed."""
    with sqlite_files.fresh() as url:
        settings = Settings(
            database_url=url,
            public_url="https://kaona.example.go.th",
            secret_key="a-secret-for-tests-only",
            data_dir=tmp_path,
            line_channel_id=line.channel.channel_id,
            line_channel_secret=line.channel.channel_secret,
            line_api_url=line.url,
            line_data_api_url=line.url,
        )
        clock = SimulatedClock(line.url)
        program = Program(settings, clock)
        found(program.database, settings)
        follower = Follower(program, clock, Control(line.url))
        follower.start()
        try:
            yield program, follower
        finally:
            follower.stop()
            program.close()


def found(database: Database, settings: Settings) -> None:
    with database.begin() as session:
        session.add(
            Organization(
                slug="sukhothai",
                name="จังหวัดตัวอย่าง",
                kind=OrganizationKind.PROVINCE,
                channel_id=ensure_channel(session, settings).id,
                settings={},
                created_at=THURSDAY - timedelta(days=30),
            )
        )


def runs(program: Program) -> list[tuple[str, str, datetime, bool]]:
    with program.database.read() as session:
        rows = session.scalars(select(JobRun).order_by(JobRun.ran_at, JobRun.id)).all()
        return [(row.job, row.slot, row.ran_at, row.skipped) for row in rows]


def shows(clock: Callable[[], datetime], line: Simulator, moment: datetime) -> bool:
    """Tell whether a clock shows what the stand-in's does, which was set to a moment and runs on.

    A clock that asked lags by as long as the answer took: it is never before that moment.
    """
    return moment - SECOND <= clock() <= line.world.clock.now() + SECOND


def test_the_clock_shows_the_stand_ins_time_from_its_first_use(line: Simulator) -> None:
    clock = SimulatedClock(line.url)
    assert shows(clock, line, THURSDAY)
    assert clock().tzinfo is UTC


def test_the_clock_runs_on_while_the_stand_in_is_away() -> None:
    with stand_in() as line:
        clock = SimulatedClock(line.url)
        clock()
    assert clock.read() is None
    assert shows(clock, line, THURSDAY)
    with pytest.raises(ControlFailed):
        Control(line.url).clock()


def test_before_it_has_ever_seen_the_stand_in_the_clock_is_the_machines() -> None:
    with stand_in() as line:
        pass
    assert SimulatedClock(line.url)().tzinfo is UTC


def test_a_jump_does_each_slot_at_its_own_moment(
    followed: tuple[Program, Follower], line: Simulator
) -> None:
    program, follower = followed
    noon, begun = datetime(2027, 1, 7, 12, tzinfo=BANGKOK), time.monotonic()
    line.world.set_clock(noon)
    follower.wait(PATIENCE)
    done = [
        (job, slot, f"{ran.astimezone(BANGKOK):%m-%d %H:%M}", skipped)
        for job, slot, ran, skipped in runs(program)
        if slot >= "2026-12" and (job, slot) != ("begin_round", "2026-12")
    ]
    assert done == [
        ("open_reminder", "2026-12", "12-18 09:00", False),
        ("early_reminder", "2026-12", "12-25 09:00", False),
        ("due_reminder", "2026-12", "12-30 09:00", False),
        ("begin_round", "2027-01", "01-01 00:00", False),
        ("missing_list", "2026-12", "01-04 09:00", False),
        ("close_round", "2026-12", "01-06 09:00", False),
    ]
    assert shows(program.clock, line, noon)
    assert line.world.clock.now() - noon <= timedelta(seconds=time.monotonic() - begun) + SECOND


def test_what_comes_after_the_clock_was_set_finds_the_program_there(
    followed: tuple[Program, Follower], line: Simulator
) -> None:
    program, follower = followed
    for day in (18, 21, 22, 24):
        line.world.set_clock(THURSDAY.replace(day=day))
        follower.wait(PATIENCE)
        assert shows(program.clock, line, THURSDAY.replace(day=day))


def test_what_waits_to_be_sent_is_a_moment_of_a_jump_too(
    followed: tuple[Program, Follower],
) -> None:
    program, follower = followed
    follower.stop()
    night, channel_id = THURSDAY.replace(hour=20), program.channel_id
    with program.database.begin() as session:
        session.add(
            Delivery(
                channel_id=channel_id,
                recipient="U" + "0" * 32,
                purpose="returned",
                messages=[{"type": "text", "text": "."}],
                next_try_at=night,
                paid_messages=1,
                created_at=THURSDAY,
            )
        )
    assert due_between(program.database, THURSDAY, THURSDAY + timedelta(days=1)) == [
        night.astimezone(UTC),
        THURSDAY.replace(day=18, hour=9).astimezone(UTC),
    ]
    assert due_between(program.database, night, night + timedelta(hours=1)) == []


def test_the_work_of_the_day_of_arrival_is_done_at_its_own_hour(
    followed: tuple[Program, Follower], line: Simulator
) -> None:
    """What is due on the day of arrival is sent at its hour, not at the last moment of an earlier
    day.
    """
    program, follower = followed
    line.world.set_clock(datetime(2027, 1, 4, 9, tzinfo=BANGKOK))
    follower.wait(PATIENCE)
    ran = {(job, slot): at for job, slot, at, _ in runs(program)}
    assert ran["begin_round", "2027-01"] < ran["missing_list", "2026-12"]
    assert (
        abs(ran["missing_list", "2026-12"] - datetime(2027, 1, 4, 9, tzinfo=BANGKOK)) < 20 * SECOND
    )


def test_what_is_being_sent_keeps_its_lease_through_a_jump(
    followed: tuple[Program, Follower], line: Simulator
) -> None:
    program, follower = followed
    now, channel_id = program.clock(), program.channel_id
    with program.database.begin() as session:
        sending = Delivery(
            channel_id=channel_id,
            recipient=line.world.add_person("กมล")["userId"],
            purpose="due_reminder",
            messages=[{"type": "text", "text": "ถึงกำหนด"}],
            attempts=1,
            first_push_at=now,
            next_try_at=now + timedelta(seconds=50),
            paid_messages=1,
            created_at=now,
        )
        session.add(sending)
        session.flush()
        number = sending.id
    line.world.set_clock(THURSDAY + timedelta(days=31))
    follower.wait(PATIENCE)
    assert [each for each in line.world.requests() if each["path"].endswith("/push")] == []
    with program.database.read() as session:
        left = session.get_one(Delivery, number).next_try_at - program.clock()
    assert timedelta(0) < left <= timedelta(seconds=50)


def test_a_jump_within_a_day_does_its_slot_at_its_moment_too(
    followed: tuple[Program, Follower], line: Simulator
) -> None:
    program, follower = followed
    for hour in (7, 17):  # Friday the 18th: the group is reminded at nine
        line.world.set_clock(datetime(2026, 12, 18, hour, tzinfo=BANGKOK))
        follower.wait(PATIENCE)
    done = [(job, f"{ran.astimezone(BANGKOK):%d %H:%M}") for job, _, ran, _ in runs(program)]
    assert ("open_reminder", "18 09:00") in done
