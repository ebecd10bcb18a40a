"""What a comparison rests on."""

from __future__ import annotations

from datetime import date, timedelta

from models.database import Database
from models.month.calendar import at
from models.month.rounds import begin_round
from models.reports.withdrawing import withdraw_revision
from models.tables.people import Role
from plans.storing.comparing import take_snapshot
from tests.scheduler.province import YEAR, Province, report

NOVEMBER = date(2026, 11, 1)


def test_a_measure_whose_only_report_was_taken_back_is_not_reported(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        measure = province.measure("1.1", "สสจ.", recurrence="monthly")
        person = province.person("สมชาย", Role.OFFICER, "สสจ.")
        begin_round(session, province.organization, NOVEMBER, at(NOVEMBER))
        now = at(date(2026, 11, 10), 10)
        found = report(session, NOVEMBER, "1.1", "สสจ.", now)
        assert take_snapshot(session, province.organization, YEAR).reported == {measure.id}
        assert found.report is not None
        later = now + timedelta(minutes=5)
        withdraw_revision(session, found.report.current, by=person, now=later)
        assert take_snapshot(session, province.organization, YEAR).reported == frozenset()
