"""What a report takes of an answer, and what it does not: what leads up to it, agreements, and the
parts told beside it.
"""

from __future__ import annotations

import pytest

from messages.said.language.leading import answer_in, cause_alone
from tests.handlers.cast import nothing_failed, officer, revisions
from tests.stage import Stage, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"
SUMMARY = "■ สรุปผลการดำเนินการ"
MET, GAVE = "ประชุม 7 พ.ย. 69 ห้องประชุมสำนักงาน 18 คน", "มีแจกเอกสาร 18 ชุด"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ดิฉันนางสมศรี ขอรายงานผลการประชุมเมื่อ 5 พ.ย. 69 ของ", "ประชุมเมื่อ 5 พ.ย. 69"),
        ("ดิฉัน นางสมศรี ใจดี ขอรายงานผลการดำเนินงาน มาตรการที่ 5 ดังนี้ จัดอบรม", "จัดอบรม"),
        ("ขอส่งรายงาน 5 เผยแพร่ข้อมูล 3 เรื่อง", "เผยแพร่ข้อมูล 3 เรื่อง"),
        ("จัดอบรม 20 คน ของมาตรการที่ 5", "จัดอบรม 20 คน"),
        ("ขอแจ้งเวียนหนังสือ", "ขอแจ้งเวียนหนังสือ"),
        ("ขอรายงานจากหน่วยงาน 5 แห่ง", "ขอรายงานจากหน่วยงาน 5 แห่ง"),
        ("รายงานผลการประชุมให้ผู้บริหารทราบ", "รายงานผลการประชุมให้ผู้บริหารทราบ"),
        ("ขอรายงานผล", "ขอรายงานผล"),
    ],
)
def test_what_leads_up_to_an_answer_is_none_of_it(said: str, answer: str) -> None:
    assert answer_in(said, "5") == answer


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("เพราะวิทยากรติดภารกิจ", "วิทยากรติดภารกิจ"),
        ("ปัญหาคือฝนตก", "ฝนตก"),
        ("ปัญหาการจราจร", "ปัญหาการจราจร"),
        ("เพราะ", "เพราะ"),
    ],
)
def test_an_obstacle_has_no_because(said: str, cause: str) -> None:
    assert cause_alone(said) == cause


def test_what_was_told_before_a_status_stays_and_more_is_added(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 {MET}")
    actor.says(GAVE)
    assert f"ขณะนี้สรุปผลคือ\n“{MET}\n{GAVE}”" in words_of(actor.says("แก้สรุปผล"))
    for said in ("ถูกต้องแล้วค่ะ", "ใช่ค่ะ"):
        assert "ยังรอคำตอบ" in words_of(actor.says(said))
    assert f"สรุปผลการดำเนินการ\n{MET}\n{GAVE}\n" in words_of(actor.says("3"))
    actor.says("แก้สรุปผล")
    assert f"\n{MET}\n{GAVE}\n" in words_of(actor.says("ถูกต้องแล้วค่ะ"))  # the old one is right
    actor.says("ยืนยัน")
    assert [row[2:] for row in revisions(stage)] == [("done", f"{MET}\n{GAVE}")]
    nothing_failed(stage)


def test_a_summary_told_before_a_status_may_be_told_anew(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 {MET}")
    actor.says(GAVE)
    assert "แก้ไขแล้ว “ประชุม 2 ครั้ง”" in words_of(actor.says("แก้สรุปผล: ประชุม 2 ครั้ง"))
    assert "สรุปผลการดำเนินการ\nประชุม 2 ครั้ง\nผลลัพธ์" in words_of(actor.says("3"))
    actor.says("ย้อนกลับ")
    actor.says("ย้อนกลับ")
    actor.says("จัดกิจกรรมให้เยาวชน 40 คน")
    shown = words_of(actor.says("2"))
    assert "ร่างเดิมเขียนสรุปผลไว้ว่า\n“ประชุม 2 ครั้ง”" in shown  # nothing is lost in silence


def test_confirming_a_question_asked_again_shows_what_stood(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {MET}")
    actor.says("ย้อนกลับ")
    actor.says("พักไว้")
    assert SUMMARY in words_of(actor.says("1.1"))
    shown = words_of(actor.says("ยืนยัน"))
    assert "ใช้สรุปผลการดำเนินการตามข้อความเดิม ยังไม่ได้ส่ง" in shown
    assert REVIEW in shown
    assert MET in shown
    actor.says("ปัญหา: ฝนตก")
    for said in ("ย้อนกลับ", "ย้อนกลับ", "ย้อนกลับ"):
        actor.says(said)
    shown = words_of(actor.says("ยืนยัน"))  # all that was asked again, not only the last
    assert f"◐ อยู่ระหว่างดำเนินการ\nสรุปผลการดำเนินการ\n{MET}\n" in shown
    assert "ปัญหาอุปสรรค\nฝนตก\n" in shown
    assert revisions(stage) == []


def test_what_was_unsent_is_said_to_be_gone(stage: Stage) -> None:
    actor = officer(stage)
    for said in ("1.1", "2", MET):
        actor.says(said)
    own = [each for each in stage.line.world.messages(actor.chat_id) if each.sender != "bot"]
    stage.line.world.unsend(actor.chat_id, actor.user_id, own[-1].id)
    shown = words_of(actor.says("ยืนยัน"))
    assert "ข้อความที่ท่านยกเลิกการส่งในไลน์ ถูกนำออกจากรายงานนี้แล้ว" in shown
    assert SUMMARY in shown
    assert "ยกเลิกการส่ง" not in words_of(actor.says(GAVE))  # once


def test_parts_told_in_the_summary_go_where_they_belong(stage: Stage) -> None:
    actor = officer(stage)
    for said in ("1.1", "2"):
        actor.says(said)
    shown = words_of(actor.says(f"{MET} เกิดผลคือประชาชนเข้าใจ อุปสรรคคือฝนตก"))
    for words in (f"{MET}\nผลลัพธ์/ความสำเร็จ\nประชาชนเข้าใจ\n", "ปัญหาอุปสรรค\nฝนตก\n"):
        assert words in shown
    actor.says("ลบอุปสรรค")
    actor.says("แก้สรุปผล")
    assert "ปัญหาอุปสรรค\nติดปัญหางบไม่พอ\n" in words_of(actor.says(f"{MET} แต่ติดปัญหางบไม่พอ"))
    actor.says("แก้ปัญหาอุปสรรค")
    assert "งบไม่พอ" not in words_of(actor.says("ลบ"))
    actor.says("แก้สรุปผล")
    assert "ข้ามไม่ได้" in words_of(actor.says("ลบ"))


def test_the_reason_why_nothing_was_begun_is_the_summary(stage: Stage) -> None:
    actor = officer(stage)
    assert "ยังไม่ดำเนินการ รองบ\nผลลัพธ์" in words_of(actor.says("1.2 ยังไม่ดำเนินการ รองบ"))
