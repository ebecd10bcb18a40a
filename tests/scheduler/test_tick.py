from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.tick import tick
from models.calendar import at
from models.database import Database
from models.outbox import Delivery
from models.people import Role
from models.reporting import Obligation, Round
from tests.scheduler.province import Province, line_id, report

NOVEMBER = date(2026, 11, 1)  # opens Fri 20, early Wed 25, due Mon 30, list Tue 1 Dec, closes Thu 3 Dec


def small_province(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1.1", "สสจ.", "พช.")
        province.measure("2", "สสจ.")
        province.person("ก้อย", Role.OFFICER, "สสจ.")
        province.person("ขวัญ", Role.OFFICER, "พช.")
        province.person("เลขา", Role.SECRETARIAT)
        province.person("ผู้ว่า", Role.EXECUTIVE)
        province.line_group()


def jobs_at(database: Database, now: datetime) -> list[tuple[str, str, bool, int]]:
    return [(job.job, job.slot, job.skipped, job.deliveries) for job in tick(database, now).jobs]


def outbox(database: Database, purpose: str) -> list[Delivery]:
    with database.read() as session:
        found = list(session.scalars(select(Delivery).where(Delivery.purpose == purpose).order_by(Delivery.id)))
        session.expunge_all()
        return found


def test_a_month_from_its_first_day_to_the_summary(database: Database) -> None:
    small_province(database)
    assert jobs_at(database, at(date(2026, 10, 1))) == [
        ("begin_round", "2026-09", False, 0),
        ("begin_round", "2026-10", False, 0),
    ]
    for day in range(1, 35):
        tick(database, at(date(2026, 10, 1) + timedelta(days=day), 12))
    with database.read() as session:
        assert len(session.scalars(select(Obligation).join(Round).where(Round.month == NOVEMBER)).all()) == 3
    before = len(outbox(database, "open_reminder"))
    assert jobs_at(database, at(date(2026, 11, 20), 8, 59)) == []
    assert jobs_at(database, at(date(2026, 11, 20), 9)) == [("open_reminder", "2026-11", False, 1)]
    group_card = outbox(database, "open_reminder")[before]
    assert group_card.recipient == line_id("C", "sukhothai")
    assert group_card.paid_messages == 50
    assert jobs_at(database, at(date(2026, 11, 20), 9)) == []
    with database.begin() as session:
        report(session, NOVEMBER, "1.1", "พช.", at(date(2026, 11, 24), 10))
    assert jobs_at(database, at(date(2026, 11, 25), 9)) == [("early_reminder", "2026-11", False, 1)]
    assert jobs_at(database, at(date(2026, 11, 30), 9)) == [("due_reminder", "2026-11", False, 1)]
    assert jobs_at(database, at(date(2026, 12, 1), 9)) == [
        ("begin_round", "2026-12", False, 0),
        ("missing_list", "2026-11", False, 1),
    ]
    assert jobs_at(database, at(date(2026, 12, 3), 9)) == [("close_round", "2026-11", False, 3)]
    assert {delivery.recipient for delivery in outbox(database, "due_reminder")[-1:]} == {line_id("U", "sukhothaiก้อย")}
