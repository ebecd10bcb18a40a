"""``kaona obligation``: listed, and excused with the same notices as in LINE."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import select

from models.month.rounds import ensure_obligations
from models.tables.audit import AuditEntry
from models.tables.outbox import Delivery
from models.tables.people import Role
from tests.bot.commands.driver import NOW, Cli
from tests.databases import SqliteFiles, opened
from tests.scheduler.province import Province, report

HERE = ["--organization", "sample"]


@pytest.fixture
def database_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """One database is enough: nothing here depends on its kind."""
    with sqlite_files.fresh() as url:
        yield url


@pytest.fixture
def numbers(cli: Cli, database_url: str) -> list[str]:
    """The numbers of two reports: one that is asked for, one that was sent."""
    with opened(database_url) as database, database.begin() as session:
        made = Province(session, "sample")
        for code in ("1.1", "1.2"):
            made.measure(code, made.agency("สำนักงานคลังจังหวัด").name)
        made.person("สมชาย", Role.OFFICER, "สำนักงานคลังจังหวัด")
        made.person("สมหญิง", Role.SECRETARIAT)
        now = datetime.fromisoformat(NOW)
        ensure_obligations(session, made.organization, now)
        report(session, date(2026, 10, 1), "1.2", "สำนักงานคลังจังหวัด", now)
    listed = cli.well("obligation", "list", "--all", "--month", "2026-10", *HERE)
    return [line.split("\t")[0] for line in listed.splitlines()]


def test_what_is_asked_for_is_listed_and_excused(
    cli: Cli, numbers: list[str], database_url: str
) -> None:
    asked, sent = numbers
    line = f"{asked}\t2026-10\tสำนักงานคลังจังหวัด\t1.1 มาตรการที่ 1.1\towed"
    assert cli.well("obligation", "list", *HERE).splitlines() == [line]
    excuse = ["obligation", "excuse", asked, "--reason", "ยุบหน่วยงาน", "--now", NOW, *HERE]
    assert "nobody of the secretariat" in cli.refused(*excuse, "--by", "สมชาย")
    said = cli.well(*excuse, "--by", "สมหญิง").splitlines()
    assert said == [
        f"Excused: {line.replace('owed', 'excused')}\tยุบหน่วยงาน",
        "1 officers will be told, within working hours.",
    ]
    assert "it is excused" in cli.refused(*excuse)
    assert "Nothing is asked for." in cli.well("obligation", "list", *HERE)
    assert "sent already" in cli.refused(*[sent if word == asked else word for word in excuse])
    assert "no report of number" in cli.refused("obligation", "excuse", "99", *excuse[3:])
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(select(Delivery.purpose)).all() == ["excused"]
        assert "obligation.excused" in session.scalars(select(AuditEntry.action)).all()
