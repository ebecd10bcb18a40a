"""A fiscal year of ticks: each thing happens once, at its time, to those it concerns."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.slots import JobDone
from bot.tick import tick
from models.database import Database
from models.month.calendar import add_months, at, fiscal_months, local, local_day
from models.month.holidays import WorkingDays, load_working_days
from models.month.rounds import RoundTimes, round_times
from models.reports.submissions import ReportContent, send_report
from models.tables.obligations import ASKED, Obligation, Progress, Round
from models.tables.organization import Policy
from models.tables.outbox import Delivery, JobRun
from models.tables.people import Person, Role
from models.tables.plan import Assignment
from tests.databases import opened
from tests.patience import PATIENCE
from tests.scheduler.province import Province, line_id

MONTHS = fiscal_months(2570)
PUSHES = ("open_reminder", "early_reminder", "due_reminder", "missing_list", "close_round")
AGENCIES = ("สสจ.", "พช.", "ปภ.")


def enter(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", province.group_of("ทุกแห่ง", AGENCIES))
        province.measure("2", "สสจ.", recurrence="quarterly")
        province.measure("3", "พช.", start=date(2027, 1, 1), end=date(2027, 3, 31))
        for name in AGENCIES:
            province.person(f"เจ้าหน้าที่{name}", Role.OFFICER, name)
        province.person("เลขา", Role.SECRETARIAT)
        province.person("ผู้ว่า", Role.EXECUTIVE)
        province.line_group()


def moments_of_year(database: Database) -> dict[date, RoundTimes]:
    with database.begin() as session:
        days = load_working_days(session, MONTHS[0], MONTHS[-1])
    return {month: round_times(month, days, Policy()) for month in MONTHS}


def answer_some(session: Session, chance: random.Random, now: datetime) -> None:
    """Let officers send some of what is asked, now and then as done."""
    rows = session.scalars(
        select(Obligation)
        .join(Round)
        .where(Round.month <= local_day(now), Obligation.state.in_(ASKED))
        .order_by(Obligation.id)
    )
    by = session.scalars(select(Person).order_by(Person.id).limit(1)).one()
    for row in rows.all():
        session.refresh(row)
        if row.state in ASKED and chance.random() < 0.3:
            progress = Progress.DONE if chance.random() < 0.04 else Progress.IN_PROGRESS
            send_report(session, row, ReportContent(progress, "ดำเนินการ"), by=by, now=now)


def owing_officers(session: Session, now: datetime) -> set[str]:
    """Who owes something of this fiscal year's rounds, said without the code under test."""
    rows = session.scalars(
        select(Obligation).join(Round).join(Assignment).where(Obligation.state.in_(ASKED))
    )
    return {
        line_id("U", f"sukhothaiเจ้าหน้าที่{row.agency.name}")
        for row in rows
        if at(row.round.month) <= now
    }


def test_a_year_day_by_day_sends_each_thing_once_to_those_it_concerns(database: Database) -> None:
    enter(database)
    times, chance = moments_of_year(database), random.Random(2570)
    seen: list[tuple[JobDone, datetime]] = []
    day = MONTHS[0]
    while day <= date(2027, 10, 8):
        for hour, minute in ((0, 0), (8, 59), (9, 0), (9, 1), (16, 0), (21, 0)):
            if hour in (8, 9) and not _is_busy(day, times):
                continue  # on other days three looks are enough
            now = at(day, hour, minute)
            expected = set[str]()
            if hour == 9:  # at no other hour is anybody reminded
                with database.read() as session:
                    expected = owing_officers(session, now)
            done = tick(database, now)
            assert done.failed == 0
            seen += [(job, now) for job in done.jobs]
            if any(job.job in ("early_reminder", "due_reminder") for job in done.jobs):
                assert _reminded(database, now) == expected
        if day.weekday() < 5 and chance.random() < 0.25:
            with database.begin() as session:
                answer_some(session, chance, at(day, 14))
        day += timedelta(days=1)
    this_year = [
        (job, now) for job, now in seen if job.slot in {f"{month:%Y-%m}" for month in MONTHS}
    ]
    assert Counter((job.job, job.slot) for job, _ in this_year) == {
        (job, f"{month:%Y-%m}"): 1 for month in MONTHS for job in ("begin_round", *PUSHES)
    }
    assert not any(job.skipped for job, _ in this_year)
    for job, now in this_year:
        assert now == _due(times[date.fromisoformat(f"{job.slot}-01")], job.job)
    _check_outbox(database)


def _is_busy(day: date, times: dict[date, RoundTimes]) -> bool:
    return any(day == local_day(_due(each, job)) for each in times.values() for job in PUSHES)


def _due(times: RoundTimes, job: str) -> datetime:
    return {
        "begin_round": at(times.month),
        "open_reminder": times.opens_at,
        "early_reminder": times.early_reminder_at,
        "due_reminder": times.due_reminder_at,
        "missing_list": times.missing_list_at,
        "close_round": times.closes_at,
    }[job]


def _reminded(database: Database, now: datetime) -> set[str]:
    with database.read() as session:
        return set(
            session.scalars(
                select(Delivery.recipient).where(
                    Delivery.created_at == now,
                    Delivery.purpose.in_(("early_reminder", "due_reminder")),
                )
            )
        )


def _check_outbox(database: Database) -> None:
    """Nothing was stored twice, nothing in quiet time or on a day off, and the group heard exactly
    twice a month.
    """
    with database.begin() as session:
        days = load_working_days(session, MONTHS[0], date(2027, 10, 8))
        rows = session.execute(
            select(Delivery.purpose, Delivery.recipient, Delivery.next_try_at, Delivery.dedupe_key)
        ).all()
    assert len({row.dedupe_key for row in rows}) == len(rows) > 50
    for row in rows:
        assert days.is_working(local_day(row.next_try_at))
        assert 8 <= local(row.next_try_at).hour < 18
    group = Counter(row.purpose for row in rows if row.recipient.startswith("C"))
    assert group == {"open_reminder": len(MONTHS), "close_round": len(MONTHS)}


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """The same database, as another process would open it."""
    with opened(database_url) as made:
        yield made


def test_two_who_tick_at_once_do_each_thing_once(database: Database, other: Database) -> None:
    enter(database)
    times = moments_of_year(database)
    found: list[JobDone] = []
    for month in MONTHS[:3]:
        for job in ("begin_round", *PUSHES):
            now = _due(times[month], job)
            gate = threading.Barrier(2)

            def look(
                mine: Database, now: datetime = now, gate: threading.Barrier = gate
            ) -> tuple[JobDone, ...]:
                gate.wait(PATIENCE)
                result = tick(mine, now)
                assert result.failed == 0
                return result.jobs

            with ThreadPoolExecutor(2) as pool:
                for looking in [pool.submit(look, database), pool.submit(look, other)]:
                    found += looking.result(PATIENCE)
    counted = Counter((job.job, job.slot) for job in found if not job.skipped)
    for month in MONTHS[:3]:
        for job in ("begin_round", *PUSHES):
            assert counted[job, f"{month:%Y-%m}"] == 1
    with database.read() as session:
        keys = session.scalars(select(Delivery.dedupe_key)).all()
        runs = session.execute(select(JobRun.job, JobRun.slot)).all()
    assert len(keys) == len(set(keys)) > 10
    assert len(runs) == len(set(runs))
    assert Counter(key.split(":")[1] for key in keys if key and key.startswith("due_reminder")) == {
        f"{month:%Y-%m}": 3 for month in MONTHS[:3]
    }


@pytest.mark.parametrize("seed", range(4))
def test_whenever_it_looks_each_slot_is_done_or_skipped_once_and_never_early_or_late(
    database: Database, seed: int
) -> None:
    enter(database)
    times, chance = moments_of_year(database), random.Random(seed)
    now = at(MONTHS[0])
    done: dict[tuple[str, str], tuple[bool, datetime]] = {}
    while now < at(add_months(MONTHS[0], 5)):
        now += timedelta(minutes=chance.choice([1, 30, 60 * 5, 60 * 26, 60 * 24 * 4, 60 * 24 * 20]))
        for job in tick(database, now).jobs:
            assert (job.job, job.slot) not in done
            done[job.job, job.slot] = (job.skipped, now)
    with database.begin() as session:
        days = load_working_days(session, MONTHS[0], MONTHS[-1])
    for month in MONTHS[:4]:
        for name in PUSHES:
            skipped, moment = done[name, f"{month:%Y-%m}"]
            until = _welcome_until(times[month], name)
            assert moment >= _due(times[month], name)
            assert skipped == (moment >= until)
            assert skipped or _may_push(moment, days)


def _welcome_until(times: RoundTimes, job: str) -> datetime:
    return {
        "open_reminder": times.early_reminder_at,
        "early_reminder": times.due_reminder_at,
        "due_reminder": times.due_at,
        "missing_list": times.closes_at,
        "close_round": times.closes_at + timedelta(days=7),
    }[job]


def _may_push(moment: datetime, days: WorkingDays) -> bool:
    return days.is_working(local_day(moment)) and 8 <= local(moment).hour < 18
