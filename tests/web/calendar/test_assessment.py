"""The assessment's calendar: estimates until they are confirmed, extensions kept, papers beside."""

from __future__ import annotations

from datetime import date

import pytest

from models.assessment import usual_dates
from models.month.calendar import at
from models.tables.year.assessment import AssessmentStep
from tests.handlers.cast import SLUG, START, begin_month, secretary
from tests.stage import Stage
from tests.web.browser import signed_in

PAGE = f"/console/{SLUG}/assessment/2570"


def test_dates_are_estimates_until_confirmed_and_moved_with_a_reason(any_stage: Stage) -> None:
    begin_month(any_stage, START)
    browser = signed_in(any_stage, secretary(any_stage))
    any_stage.go_to(at(date(2026, 11, 10), 16))
    page = browser.open(f"/console/{SLUG}/assessment/")
    assert page.count("(ประมาณการ)") == len(AssessmentStep)
    assert "30 เมษายน 2570" in page
    browser.submit("/open_data", starts_on="1 มี.ค. 70", ends_on="๓๐ เมษายน ๒๕๗๐")
    assert browser.page.count("(ประมาณการ)") == len(AssessmentStep) - 1
    assert "เริ่มในอีก 111 วัน" in browser.page
    browser.submit("/open_data", ends_on="15 พ.ค. 2570")
    assert (browser.status, "โปรดระบุเหตุผล" in browser.page) == (422, True)
    assert 'value="15 พ.ค. 2570"' in browser.page
    browser.submit("/open_data", reason="ป.ป.ช. ขยายเวลา")
    assert "ขยายเวลา 15 วัน จาก 30 เมษายน 2570 เป็น 15 พฤษภาคม 2570" in browser.page
    assert "รายงานผลการดำเนินการ ปีงบประมาณ พ.ศ. 2569" in browser.page


def test_a_change_made_from_an_older_one_is_not_lost_in_silence(stage: Stage) -> None:
    here = signed_in(stage, secretary(stage))
    there = signed_in(stage, secretary(stage, "นายวิชัย รองเลขา"))
    here.open(PAGE)
    there.open(PAGE)
    here.submit("/result", ends_on="1 ส.ค. 2570")
    there.submit("/result", ends_on="20 ส.ค. 2570")
    assert there.status == 422
    assert "1 สิงหาคม 2570 โดย นางสาวอรุณี เลขา" in there.page
    assert "20 ส.ค. 2570" in there.page
    for wrong, said in (("x", "อ่านวันที่ไม่ได้"), ("1 ส.ค. 2575", "ไม่อยู่ในปีการประเมินนี้")):
        there.open(PAGE)
        there.submit("/registration", ends_on=wrong)
        assert said in there.page


@pytest.mark.parametrize("step", AssessmentStep)
def test_estimates_lie_in_their_year(step: AssessmentStep) -> None:
    dates = usual_dates(step, 2570)
    assert dates.ends_on.year == 2027
    assert dates.starts_on is None or dates.starts_on < dates.ends_on
