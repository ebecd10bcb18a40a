"""What is typed at the last look before sending, and what is said there."""

from __future__ import annotations

import pytest

from tests.handlers.cast import DONE, nothing_failed, officer, opens, revisions
from tests.stage import Actor, Stage, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"
TOO_LONG = "จัดประชุม " * 150 + "ส่วนที่เกิน"


def _looks(stage: Stage) -> Actor:
    """An officer at the last look of a report."""
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    assert REVIEW in words_of(actor.says(DONE))
    return actor


@pytest.mark.parametrize("told", ["แก้สรุปผล: {}", "1.1 กำลังดำเนินการ {}"])
def test_after_a_text_too_long_cancel_leads_back_to_what_stood(stage: Stage, told: str) -> None:
    actor = _looks(stage)
    if told.startswith("1.1"):
        actor.says("พักไว้")
    assert "เกินกว่าที่รับได้" in words_of(actor.says(told.format(TOO_LONG)))
    heard = words_of(actor.says("ยกเลิก"))
    assert "ข้อความที่ยาวเกินไม่ได้ใช้" in heard
    assert REVIEW in heard
    actor.says("ยืนยัน")
    assert revisions(stage)[0][3] == DONE
    nothing_failed(stage)


def test_after_a_part_too_long_that_was_not_there_cancel_leaves_it_out(stage: Stage) -> None:
    actor = _looks(stage)
    actor.says("เพิ่มผลลัพธ์")
    actor.says(TOO_LONG)
    shown = words_of(actor.says("ยกเลิก"))
    assert "(ไม่ระบุ)" in shown
    assert "เกินกว่าที่รับได้" in words_of(actor.says(f"ผลลัพธ์: {TOO_LONG}"))
    assert "จัดประชุม จัดประชุม" in words_of(actor.says("ใช้ข้อความเดิม"))  # what fits is still offered
