"""Each October the secretariat is asked to confirm the year's days off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from models.month.calendar import BANGKOK
from models.tables.audit import AuditEntry
from models.tables.holiday import HolidayConfirmation
from tests.handlers.cast import begin_month, nothing_failed, officer, secretary
from tests.stage import Stage, words_of

QUESTION = "วันหยุดราชการ ปีงบประมาณ พ.ศ. 2571"


def test_the_secretariat_is_asked_in_october_until_somebody_confirms(any_stage: Stage) -> None:
    reporter, reviewer = officer(any_stage), secretary(any_stage)
    assert "วันหยุดราชการ" not in words_of(reviewer.says("สรุป"))  # in November
    begin_month(any_stage, datetime(2027, 10, 6, 10, 0, tzinfo=BANGKOK))
    assert QUESTION not in words_of(reporter.says("งานของฉัน"))
    asked = words_of(reviewer.says("ตรวจรายงาน"))
    assert QUESTION in asked
    assert "5 ธันวาคม 2570" in asked
    assert "2571 แล้ว" in words_of(reviewer.taps("ยืนยันวันหยุด"))
    assert QUESTION not in words_of(reviewer.says("สรุป"))
    with any_stage.program.database.read() as session:
        assert session.scalars(select(HolidayConfirmation.fiscal_year)).all() == [2571]
        actions = session.scalars(select(AuditEntry.action)).all()
    assert actions.count("holidays.confirmed") == 1
    nothing_failed(any_stage)
