"""When the fiscal year is over: what was never reported is asked for until September's round
closes, and nowhere after that.
"""

from __future__ import annotations

from datetime import datetime

from models.month.calendar import BANGKOK
from tests.handlers.cast import (
    TREASURY,
    begin_month,
    decides,
    nothing_failed,
    officer,
    secretary,
    sends_report,
    tap_on_card,
)
from tests.stage import Stage, words_of


def test_what_a_year_left_unanswered_is_listed_as_long_as_it_is_asked_for(any_stage: Stage) -> None:
    actor = officer(any_stage)
    begin_month(any_stage, datetime(2027, 9, 20, 10, 0, tzinfo=BANGKOK))
    begin_month(
        any_stage, datetime(2027, 10, 1, 10, 0, tzinfo=BANGKOK)
    )  # September's round closes on the 5th
    for word in ("รายงาน", "งานของฉัน"):
        assert "มาตรการ" in words_of(actor.says(word))
    begin_month(any_stage, datetime(2027, 10, 20, 10, 0, tzinfo=BANGKOK))
    due, mine = words_of(actor.says("รายงาน")), words_of(actor.says("งานของฉัน"))
    assert "ไม่มีรายการที่ถึงกำหนดรายงาน" in due
    assert "ครบถ้วน" not in due  # nobody is thanked for what they did not do
    assert "ไม่มีรายการของหน่วยงานท่าน" in mine
    nothing_failed(any_stage)


def test_what_was_returned_is_still_to_be_mended_next_year(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    begin_month(stage, datetime(2027, 10, 20, 10, 0, tzinfo=BANGKOK))
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    decides(reviewer)
    mine = actor.says("งานของฉัน")
    assert TREASURY in words_of(mine)
    assert "ตรวจข้อความก่อนส่ง" in words_of(tap_on_card(actor, mine, "พ.ย. 69", "แก้ไขรายงาน"))
