"""What is told of a report that was sent: of which round it is, and what it would change."""

from __future__ import annotations

from tests.handlers.cast import (
    DECEMBER,
    DONE,
    HEALTH,
    TREASURY,
    begin_month,
    nothing_failed,
    officer,
    revisions,
    secretary,
    sends_report,
    states,
)
from tests.stage import Actor, Stage, words_of

NOVEMBER, IN_DECEMBER = "รอบเดือนพฤศจิกายน 2569", "รอบเดือนธันวาคม 2569"
REVIEW = "ตรวจข้อความก่อนส่ง"
TOLD = "1,1 เสรจแล้ว ประชุมเมื่อ 8 ธค 69 คนเข้า 30คน"


def _with_one_returned(stage: Stage) -> Actor:
    """An officer whose report of November was returned, in December."""
    actor, reviewer = officer(stage), secretary(stage)
    actor.says("1.1 กำลังทำ ประชุมเตรียมงาน 6 พ.ย. 69 ผู้เข้าร่วม 10 คน")
    actor.says("ผลลัพธ์: เข้าใจตรงกัน")
    actor.says("ยืนยัน")
    reviewer.says("ส่งกลับ 2570-000001-1 เพราะตัวเลขไม่ตรง")
    reviewer.says("ยืนยัน")
    begin_month(stage, DECEMBER)
    return actor


def test_of_which_round_a_report_is_is_told_by_its_day_or_asked(stage: Stage) -> None:
    actor = _with_one_returned(stage)
    asked = words_of(actor.says("1.1 เสร็จแล้ว ประชุมเตรียมงานกับทุกฝ่าย"))  # no day, and two wait
    assert "รอบใด ขณะนี้ยังไม่ได้บันทึก" in asked
    assert "รอบเดือนพฤศจิกายน 2569 (ส่งกลับให้แก้ไข)" in asked
    shown = words_of(actor.says("1.1 กำลังทำ ประชุม 7 ธ.ค. 69 ผู้เข้าร่วม 20 คน"))
    assert IN_DECEMBER in shown
    assert NOVEMBER not in shown
    actor.says("ยืนยัน")
    secretary(stage, "นายรับ").says("รับรอง 2570-000002-1")
    asked = words_of(actor.says(TOLD))  # December's is in, November's is asked for
    assert "รอบใด ขณะนี้ยังไม่ได้บันทึก" in asked
    assert "รอบเดือนธันวาคม 2569 (ส่งแล้ว รับรองแล้ว)" in asked
    assert len(revisions(stage)) == 2
    shown = words_of(actor.says("รอบธันวาคม"))
    assert "1.1 รอบเดือนธันวาคม 2569 ส่งแล้ว (เลขที่รับ 2570-000002-1" in shown
    assert "• สถานะ: อยู่ระหว่างดำเนินการ → ดำเนินการแล้วเสร็จ" in shown
    actor.says("ยืนยัน")
    assert revisions(stage)[-1][:2] == (2, 2)
    assert states(stage)[("1.1", TREASURY, 11)] == "returned"
    nothing_failed(stage)


def test_what_a_correction_keeps_is_shown_as_kept(stage: Stage) -> None:
    actor = _with_one_returned(stage)
    shown = words_of(actor.says("1.1 เสร็จแล้ว ประชุมเมื่อ 20 พ.ย. 69 คนเข้า 30 คน"))
    for words in (
        "1.1 รอบเดือนพฤศจิกายน 2569 ถูกส่งกลับให้แก้ไข",
        "เหตุผลที่ส่งกลับ: ตัวเลขไม่ตรง",
        "คงเดิมตามฉบับที่ส่งแล้ว: ผลลัพธ์/ความสำเร็จ",
        "ผลลัพธ์/ความสำเร็จ (คงเดิมตามฉบับที่ส่งแล้ว)\nเข้าใจตรงกัน",
        "สรุปผลการดำเนินการเดิม “ประชุมเตรียมงาน 6 พ.ย. 69 ผู้เข้าร่วม 10 คน”",
    ):
        assert words in shown
    actor.says("ยกเลิก")
    actor.says("แก้ไข 1.1")
    assert "(คงเดิม" not in words_of(actor.says("แก้สรุปผล"))  # nothing is changed yet


def test_a_sent_report_told_again_is_offered_as_its_correction(stage: Stage) -> None:
    actor = officer(stage, "นายแพทย์", HEALTH)
    actor.says("1.1 กำลังทำ ประชุม 6 พ.ย. 69 ผู้เข้าร่วม 10 คน")
    actor.says("ยืนยัน")
    letter = "ตามที่จังหวัดได้กำหนดมาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน นั้น สำนักงานได้จัดประชุมชี้แจง"
    for said in (
        "1.1 ประชุมใหญ่ เมื่อ 9 พ.ย. 69 เสร็จแล้ว คนเข้า 45 คน",
        f"{letter} เมื่อวันที่ 9 พฤศจิกายน 2569 มีผู้เข้าร่วม 18 คน",
    ):
        shown = words_of(actor.says(said))
        assert "ส่งแล้ว (เลขที่รับ 2570-000001-1 เมื่อ 10 พ.ย. 69" in shown
        assert REVIEW in shown
        actor.says("ยกเลิก")
    assert "มีข้อความนี้อยู่แล้ว" in words_of(actor.says("1.1 ไม่มีความคืบหน้า"))  # nothing to correct
    shown = words_of(actor.says("1.1 เสร็จแล้วค่ะ"))
    assert "ส่งแล้ว (เลขที่รับ 2570-000001-1" in shown
    assert "สถานะ: ดำเนินการแล้วเสร็จ" in shown
    assert "■ สรุปผล" in shown
    actor.says("ยกเลิก")
    assert len(revisions(stage)) == 1
    asked = words_of(actor.says("ประชุมใหญ่ เมื่อ 9 พ.ย. 69 เสร็จแล้ว คนเข้า 45 คน"))
    assert "ส่งครบแล้ว ข้อความนี้จึงยังไม่ได้บันทึก" in asked
    actor.taps("แก้ไข 1.1")
    actor.says("ยืนยัน")
    assert revisions(stage)[-1][2:] == ("done", "ประชุมใหญ่ เมื่อ 9 พ.ย. 69 เสร็จแล้ว คนเข้า 45 คน")
    assert REVIEW not in words_of(actor.says("เรียบร้อยแล้วค่ะ"))  # no report of anything
    nothing_failed(stage)


def test_a_sent_report_beside_one_that_is_due(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    shown = words_of(actor.says("1.1 เสร็จแล้ว ประชุม 9 พ.ย. 69 1.2 กำลังทำ รวบรวมแล้ว 3 รายการ"))
    assert f"{NOVEMBER} · แก้ไขรายงานที่ส่งแล้ว เลขที่รับ 2570-000001-1" in shown
    assert f"สรุปผลเดิมที่ส่งแล้ว: {DONE}" in shown
    assert "ตรวจก่อนส่ง 2 รายการ" in shown
    actor.says("ยกเลิก")
    shown = words_of(actor.says("1.2 กำลังทำ รวบรวมแล้ว 3 รายการ 9.9 เสร็จแล้ว"))
    assert "ไม่ได้บันทึกส่วนของมาตรการ 9.9" in shown
    nothing_failed(stage)


def test_what_was_read_is_quoted_where_something_is_asked(stage: Stage) -> None:
    actor = officer(stage)
    asked = words_of(actor.says("1.2 ไม่บรรลุผล คนไม่มา"))
    assert "อ่านได้ว่า (ยังไม่ได้ส่ง)\nสถานะ: ยังไม่บรรลุผล\nปัญหาอุปสรรค: “คนไม่มา”" in asked
    actor.says("ยกเลิก")
    asked = words_of(actor.says("1.1 ประชุมชี้แจงบุคลากรเมื่อ 6 พ.ย. 69 ผู้เข้าร่วม 18 คน"))
    assert "สรุปผลการดำเนินการ: “ประชุมชี้แจงบุคลากรเมื่อ 6 พ.ย. 69 ผู้เข้าร่วม 18 คน”" in asked
