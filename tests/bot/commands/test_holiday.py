"""``kaona holiday``: what an edited day off moves."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, select

from models.tables.holiday import Holiday
from models.tables.obligations import Round
from tests.bot.commands.driver import NOW, Cli
from tests.databases import opened


def _october_due() -> Select[date]:
    return select(Round.due_on).where(Round.month == date(2026, 10, 1))


def test_holidays_are_listed_and_edited_and_due_dates_follow(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--now", NOW)
    listed = cli.well("holiday", "list", "--fiscal-year", "2570")
    assert "2026-12-05\t" in listed
    with opened(database_url) as database, database.read() as session:
        before = session.scalars(_october_due()).one()
    cli.well("holiday", "add", before.isoformat(), "วันหยุดพิเศษ", "--now", NOW)
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(_october_due()).one() < before
        assert session.get_one(Holiday, before).name == "วันหยุดพิเศษ"
    cli.well("holiday", "remove", f"{before.day}/{before.month}/{before.year + 543}", "--now", NOW)
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(_october_due()).one() == before
    assert "no day off" in cli.refused("holiday", "remove", before.isoformat())
