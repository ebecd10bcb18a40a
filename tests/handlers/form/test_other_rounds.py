"""Another round than the one that is asked for: what was begun for an earlier one, and reports
that name a month.
"""

from __future__ import annotations

from datetime import datetime

from models.month.calendar import BANGKOK
from tests.handlers.cast import (
    begin_month,
    nothing_failed,
    officer,
    revisions,
)
from tests.stage import Stage, labels_in, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"
NOVEMBER_CLOSED = datetime(2026, 12, 14, 9, 30, tzinfo=BANGKOK)
DRAFT = "ประชุมเตรียมงานเมื่อ 6 พ.ย. 69"


def test_a_draft_of_a_month_that_closed_is_offered_for_the_next(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {DRAFT}")
    actor.sends()
    actor.says("พักไว้")
    begin_month(stage, NOVEMBER_CLOSED)
    asked = actor.says("รายงาน 1.1")
    heard = words_of(asked)
    for words in ("ร่างของรอบเดือนพฤศจิกายน 2569", f"“{DRAFT}”", "หลักฐาน 1 รายการ", "พิมพ์ ใช้ร่างเดิม"):
        assert words in heard
    assert "ใช้ร่างเดิม พ.ย. 69" in labels_in(asked[-1])
    shown = words_of(actor.says("ใช้ร่างเดิมของเดือนพฤศจิกายนค่ะ"))
    for words in (
        "ใช้ร่างของรอบเดือนพฤศจิกายน 2569 แล้ว",
        REVIEW,
        DRAFT,
        "ภาพถ่าย 1",
        "รอบเดือนธันวาคม 2569",
    ):
        assert words in shown
    assert REVIEW in words_of(actor.taps("ใช้ร่างเดิม", of=asked))  # a second time changes nothing
    actor.says("ยืนยัน")
    assert revisions(stage)[0][2:] == ("in_progress", DRAFT)
    nothing_failed(stage)


def test_what_is_told_anew_stays_and_the_draft_is_named(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {DRAFT}")
    actor.sends()
    actor.says("พักไว้")
    begin_month(stage, NOVEMBER_CLOSED)
    shown = words_of(actor.says("1.1 เสร็จแล้ว ประชุมใหญ่ 9 ธ.ค. 69"))
    assert f"“{DRAFT}”" in shown
    assert REVIEW in shown
    shown = words_of(actor.taps("ใช้ร่างเดิม"))  # its photo, and what was not told
    assert f"ข้อความในร่างเดิมที่ไม่ได้ใช้\n“{DRAFT}”" in shown
    assert "ภาพถ่าย 1" in shown
    actor.says("ยืนยัน")
    assert revisions(stage)[0][2:] == ("done", "ประชุมใหญ่ 9 ธ.ค. 69")
    assert "ร่างของรอบเดือน" not in words_of(actor.says("รายงาน 1.2"))
    nothing_failed(stage)
