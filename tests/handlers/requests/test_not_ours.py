"""A measure that somebody says is not theirs reaches the secretariat, and stays asked."""

from __future__ import annotations

import pytest

from tests.handlers.cast import START, begin_month, nothing_failed, officer, secretary
from tests.stage import Stage, words_of


@pytest.mark.parametrize(
    "said", ["ไม่ได้รับผิดชอบ 1.2 แล้วค่ะ", "1.2 ของหน่วยงานเราไม่เกี่ยวข้องค่ะ", "ข้อ 1.2 ไม่ใช่งานของเรา"]
)
def test_a_measure_that_is_not_ours_is_passed_on(stage: Stage, said: str) -> None:
    actor, office = officer(stage), secretary(stage)
    begin_month(stage, START)
    told = words_of(actor.says(said))
    assert "ฝากข้อความนี้ถึงฝ่ายเลขานุการแล้ว" in told
    assert "มาตรการ 1.2 ยังอยู่ในรายการของท่าน" in told
    assert "1.2" in words_of(office.says("ข้อความฝาก"))
    nothing_failed(stage)


def test_work_that_is_called_off_is_asked_about(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    assert "เป็นรายงานใช่หรือไม่" in words_of(actor.says("1.2 ยกเลิกกิจกรรม เพราะน้ำท่วม"))
