"""Looking ahead in the calendar, and having a slot done again."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

import bot.commands.parameters
from bot.cli import program
from bot.tick import tick
from models.database import Database
from models.month.calendar import BANGKOK, at
from models.tables.obligations import Obligation, Round
from models.tables.organization import GroupChat
from models.tables.outbox import Delivery, DeliveryState, JobRun
from tests.bot.commands.driver import Cli
from tests.databases import opened
from tests.scheduler.test_tick import CLOSES, DUE, EARLY, LIST, OPENS, enter

BEFORE = at(date(2026, 11, 16), 9)
WORDS = ["month", "preview", "--organization", "sukhothai", "--now"]


def counts(database: Database) -> list[int]:
    """How many rows there are of all that a month makes."""
    with database.read() as session:
        return [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Round, Obligation, JobRun, Delivery)
        ]


@pytest.fixture
def entered(database_url: str) -> None:
    with opened(database_url) as database:
        enter(database)


def ahead(cli: Cli, now: datetime, *more: str) -> list[tuple[str, str, int, list[str | None]]]:
    """What is ahead, as (moment, job, cost, names), without what goes to nobody."""
    told = json.loads(cli.well(*WORDS, now.isoformat(), "--json", *more))
    return [
        (each["at"][5:16], each["job"], each["messages"], [to["name"] for to in each["to"]])
        for each in told["jobs"]
        if each["to"]
    ]


@pytest.mark.usefixtures("entered")
def test_a_preview_is_what_the_ticks_then_send(cli: Cli, database_url: str) -> None:
    planned = ahead(cli, BEFORE)
    assert planned == [
        ("11-20T09:00", "open_reminder", 50, [None]),
        ("11-25T09:00", "early_reminder", 2, ["ก้อย", "ขวัญ"]),
        ("11-30T09:00", "due_reminder", 2, ["ก้อย", "ขวัญ"]),
        ("12-01T09:00", "missing_list", 1, ["เลขา"]),
        ("12-03T09:00", "close_round", 51, [None, "ผู้ว่า", "เลขา"]),  # who reads it later is free
    ]
    with opened(database_url) as database:
        assert counts(database) == [0, 0, 0, 0]
        for moment in (OPENS, EARLY, DUE, LIST, CLOSES):
            tick(database, moment)
        with database.read() as session:
            cost = session.scalar(select(func.sum(Delivery.paid_messages)))
    assert cost == sum(messages for _, _, messages, _ in planned)


@pytest.mark.usefixtures("entered")
def test_the_preview_says_where_each_slot_stands(cli: Cli, database_url: str) -> None:
    with opened(database_url) as database:
        tick(database, EARLY)
        with database.begin() as session:
            session.scalars(select(GroupChat)).one().member_count = None
    printed = cli.well(*WORDS, EARLY.isoformat(), "--month", "2026-11")
    states = {line.split("\t")[1]: line.split("\t")[3] for line in printed.splitlines()[:-1]}
    assert states["begin_round"] == "done"
    assert states["open_reminder"] == "skipped"
    assert states["due_reminder"] == "ahead"
    assert printed.splitlines()[-1] == (
        "6 paid messages and 1 group(s) nobody counted yet in all; nothing was sent."
    )
    late = cli.well(*WORDS, CLOSES.isoformat(), "--month", "2026-11")
    assert "due_reminder\t2026-11\tover\t-" in late
    assert ahead(cli, EARLY)[0][1] == "early_reminder"  # it waits


@pytest.mark.usefixtures("entered")
def test_a_coming_month_and_an_unknown_organization(cli: Cli) -> None:
    december = ahead(cli, BEFORE, "--month", "12/2569")
    assert [job for _, job, _, _ in december] == [
        "open_reminder",
        "early_reminder",
        "due_reminder",
        "missing_list",
        "close_round",
    ]
    assert "no organization" in cli.refused("month", "preview", "--organization", "nowhere")


@pytest.mark.usefixtures("entered")
def test_forgetting_shows_what_would_be_sent_again_and_asks(
    cli: Cli, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["slot", "forget", "2026-11", "early_reminder", "--organization", "sukhothai"]
    words += ["--now", (EARLY + timedelta(hours=1)).isoformat()]
    assert "no such slot" in cli.refused(*words)
    with opened(database_url) as database:
        tick(database, EARLY)
        with database.begin() as session:
            for row in session.scalars(select(Delivery)):
                row.state = DeliveryState.SENT
        before = counts(database)
        refused = cli(*words)
        assert refused.exit_code == 1
        assert "2 paid messages: ก้อย, ขวัญ" in refused.stdout
        assert refused.stdout.endswith("2 paid messages would be sent again.\n")
        assert refused.stderr == (
            "Error: nothing was changed: Forget 1 slots of 2026-11? Without a terminal give --yes\n"
        )
        assert counts(database) == before
        monkeypatch.setattr(bot.commands.parameters, "asks", lambda yes: not yes)
        no = CliRunner().invoke(program, words, env={"DATABASE_URL": database_url}, input="n\n")
        assert (no.exit_code, no.stdout.splitlines()[-1]) == (0, "Nothing was changed.")
        assert counts(database) == before
        cli.well(*words, "--yes")
        again = tick(database, EARLY + timedelta(hours=1)).jobs
        assert [(job.job, job.deliveries) for job in again] == [("early_reminder", 2)]
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(Delivery)) == 4


@pytest.mark.usefixtures("entered")
def test_slots_that_a_tick_in_the_future_skipped_are_had_back(cli: Cli, database_url: str) -> None:
    with opened(database_url) as database:
        tick(database, datetime(2027, 3, 1, 10, tzinfo=BANGKOK))
        for month in ("2026-11", "2026-12", "2027-01", "2027-02"):
            cli.well(
                "slot",
                "forget",
                month,
                "--organization",
                "sukhothai",
                "--yes",
                "--now",
                BEFORE.isoformat(),
            )
        assert [job.job for job in tick(database, OPENS).jobs if job.deliveries] == [
            "open_reminder"
        ]


@pytest.mark.usefixtures("entered")
def test_what_is_not_welcome_any_more_would_not_be_sent_again(cli: Cli, database_url: str) -> None:
    with opened(database_url) as database:
        tick(database, EARLY)
    told = cli.well(
        "slot",
        "forget",
        "2026-11",
        "open_reminder",
        "--organization",
        "sukhothai",
        "--yes",
        "--now",
        DUE.isoformat(),
    )
    assert "open_reminder\t2026-11\tover\t-" in told
    assert "0 paid messages would be sent again." in told
