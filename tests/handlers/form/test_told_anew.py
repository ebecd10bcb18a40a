"""A report that was begun, and is told in words once more: what stands is said, nothing is lost."""

from __future__ import annotations

from tests.handlers.cast import nothing_failed, officer, reports, revisions
from tests.stage import Stage, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"
FIRST = "ประชุมเตรียมงานเมื่อ 6 พ.ย. 69"
AGAIN = "ประชุมใหญ่เมื่อ 9 พ.ย. 69 ผู้เข้าร่วม 40 คน"


def test_a_report_left_at_the_last_look_is_told_anew(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {FIRST}")
    actor.sends()
    shown = words_of(actor.says(f"1.1 เสร็จแล้ว {AGAIN}"))
    for words in (
        f"ร่างเดิมเขียนสรุปผลไว้ว่า\n“{FIRST}”",
        REVIEW,
        f"● ดำเนินการแล้วเสร็จ\nสรุปผลการดำเนินการ\n{AGAIN}",
    ):
        assert words in shown
    assert "ภาพถ่าย 1" in shown
    asked = words_of(actor.says("1.1 ยังไม่ได้เริ่ม"))  # another status, and no words
    assert "■ สรุปผลการดำเนินการ" in asked
    assert f"ข้อความเดิม:\n{AGAIN}" in asked
    shown = words_of(actor.says(f"1.1 กำลังทำ {FIRST}"))
    assert f"◐ อยู่ระหว่างดำเนินการ\nสรุปผลการดำเนินการ\n{FIRST}" in shown
    assert reports(stage) == 0
    actor.says("ยืนยัน")
    assert revisions(stage)[0][2:] == ("in_progress", FIRST)
    nothing_failed(stage)


def test_with_another_measure_both_are_shown(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {FIRST}")
    shown = words_of(actor.says(f"1.1 เสร็จแล้ว {AGAIN}\n1.2 กำลังดำเนินการ รวบรวมข้อมูลงบประมาณ"))
    assert "ตรวจก่อนส่ง 2 รายการ" in shown
    assert f"ร่างเดิม (ไม่ได้ใช้): {FIRST}" in shown
    assert "พักร่างไว้แล้ว" not in shown
    actor.says("ยืนยัน")
    assert {row[2:] for row in revisions(stage)} == {
        ("done", AGAIN),
        ("in_progress", "รวบรวมข้อมูลงบประมาณ"),
    }


def test_other_words_at_the_last_look_are_asked_about(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {FIRST}")
    assert "จะใช้กับสรุปผลการดำเนินการหรือไม่" in words_of(actor.says(AGAIN))
    shown = words_of(actor.says(f"1.1 เสร็จแล้ว {FIRST}"))  # a report is taken for what it is
    assert f"● ดำเนินการแล้วเสร็จ\nสรุปผลการดำเนินการ\n{FIRST}\n" in shown
    assert f"ข้อความนี้ไม่ได้ใส่ไว้ในรายงาน หากต้องการใช้ โปรดพิมพ์อีกครั้ง\n“{AGAIN}”" in shown
