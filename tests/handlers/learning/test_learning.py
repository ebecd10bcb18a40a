"""What somebody new learns in the chat; nothing of it becomes a report."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from messages.form.about_measure import asked_code
from models.tables.conversation import Draft
from models.tables.plan import Measure, Step
from tests.handlers.cast import (
    DECEMBER,
    HEALTH,
    ask,
    begin_month,
    evidence,
    nothing_failed,
    officer,
    opens,
    reports,
    secretary,
    sends_report,
)
from tests.stage import Stage, words_of


def test_the_lesson_is_offered_and_ends_with_what_is_due(any_stage: Stage) -> None:
    actor = officer(any_stage)
    assert "พิมพ์ สอนใช้งาน" in words_of(actor.heard())
    begun = actor.taps("สอนใช้งาน")
    assert "มาตรการตัวอย่าง" in words_of(begun)
    typed = actor.button("ลองพิมพ์รายงาน", begun)["fillInText"]
    assert "ยังไม่ได้บอกสถานะ" in words_of(actor.says("ตัวอย่าง ประชุมเมื่อ 6 พ.ย. 69"))
    shown = words_of(actor.says(typed))
    for words in ("ตรวจข้อความก่อนส่ง (ตัวอย่าง)", "● ", "ประชุมชี้แจง 6 พ.ย. 69"):
        assert words in shown
    receipt = actor.taps("ยืนยันส่ง (ตัวอย่าง)")
    assert "ไม่ได้บันทึก" in words_of(receipt)
    ended = words_of(actor.taps("ขั้นสุดท้าย", of=receipt))
    assert "ต่อไปนี้คืองานจริงของท่าน" in ended
    assert "มาตรการ 1.2" in ended
    assert reports(any_stage) == 0
    assert ask(any_stage, lambda s: s.scalars(select(Draft)).all()) == []
    assert evidence(any_stage) == []
    nothing_failed(any_stage)


def test_the_lesson_goes_by_words_too(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    assert "พักร่างไว้แล้ว" in words_of(actor.says("สอนใช้งานหน่อยครับ"))
    actor.says("ตัวอย่าง กำลังดำเนินการ จัดทำร่างประกาศแล้ว")
    assert "ไม่ได้บันทึก" in words_of(actor.says("ยืนยัน"))
    assert "งานจริงของท่าน" in words_of(actor.says("สอนใช้งาน ๔"))
    assert "ไม่มีแบบรายงานที่กำลังทำอยู่" in words_of(actor.says("ยืนยัน"))
    assert "วิธีใช้และผู้ติดต่อ" in words_of(secretary(stage).says("สอนใช้งาน"))
    nothing_failed(stage)


def test_a_real_report_in_the_lesson_is_said_to_be_one(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("สอนใช้งาน")
    assert "ออกจากบทเรียนแล้ว" in words_of(actor.says("1.1 เสร็จแล้ว อบรม 30 คน"))
    actor.says("ยกเลิก")
    assert "ออกจากบทเรียน" not in words_of(actor.says("1.1 เสร็จแล้ว อบรม 30 คน"))
    nothing_failed(stage)


def test_words_of_an_open_form_are_not_taken_for_the_lesson(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    actor.says("ตัวอย่าง เสร็จแล้ว จัดพิมพ์ตัวอย่างประกาศ 20 ฉบับ")
    actor.says("ข้าม")
    assert "ตัวอย่าง เสร็จแล้ว จัดพิมพ์" in words_of(actor.says("ไปต่อ"))


def test_what_a_measure_is_is_told_with_its_reports_and_accepted_evidence(
    any_stage: Stage,
) -> None:
    with any_stage.program.database.begin() as session:
        measure = session.scalars(select(Measure).where(Measure.code == "1.1")).one()
        measure.steps = [Step(position=0, text="จัดประชุมชี้แจงบุคลากร")]
        measure.indicators = ["ร้อยละของบุคลากรที่รับรู้"]
    actor, reviewer = officer(any_stage), secretary(any_stage)
    opens(actor)
    actor.sends(name="ภาพ.png", kind="file")
    actor.says("ยกเลิก")
    actor.sends(name="ประกาศ.png", kind="file")
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("รับรอง")
    begin_month(any_stage, DECEMBER)
    told = actor.says("มาตรการ ๑.๑ คืออะไรครับ")
    for words in (
        "จัดประชุมชี้แจงบุคลากร",
        "ร้อยละของบุคลากรที่รับรู้",
        "รอบ พ.ย. 69",
        "อะไรใช้เป็นหลักฐานได้",
        "ประกาศ.png",
    ):
        assert words in words_of(told)
    assert "สถานะใด" in words_of(actor.taps("รายงานผล", of=told))
    told = actor.says("1.2 คืออะไร")
    assert "มาตรการเปิดเผยการใช้จ่ายงบประมาณ" in words_of(told)
    assert "สถานะใด" in words_of(told[-1:]), "the form that is open goes on"
    assert "ไม่พบมาตรการ 9.9" in words_of(actor.says("มาตรการ 9.9 คืออะไร"))
    nothing_failed(any_stage)


def test_the_card_of_a_measure_has_a_button_that_tells_what_it_is(stage: Stage) -> None:
    actor, other = officer(stage), officer(stage, "นายแพทย์", HEALTH)
    cards = actor.says("รายงาน")
    assert "ยังไม่มีรายงาน" in words_of(actor.taps("มาตรการนี้คืออะไร", of=cards))
    foreign = actor.button("มาตรการนี้คืออะไร", cards)
    other._mark()
    stage.line.world.tap(other.chat_id, other.user_id, foreign)
    assert "ยังไม่มีรายงาน" not in words_of(other.heard())


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("มาตรการ 1.1 คืออะไร", "1.1"),
        ("1.1 ต้องทำอะไรบ้างคะ", "1.1"),
        ("ขอรายละเอียดข้อ ๑.๒ หน่อย", "1.2"),
        ("มาตรการที่ 3 ใช้หลักฐานอะไรได้บ้างครับ", "3"),
        ("ข้อ 2.1 รายงานอะไรไปแล้วบ้าง", "2.1"),
        ("หลักฐานของ 1.1 ใช้อะไรได้บ้าง", "1.1"),
        ("2 คืออะไร", None),
        ("หลักฐาน 1.1 แนบแล้ว", None),
        ("1.1 เสร็จแล้ว", None),
        ("1.1 ต้องแนบรูปไหมคะ", None),
        ("ผลของข้อ 1.1 คืออะไรยังไม่แน่ชัด อยู่ระหว่างสรุป", None),
    ],
)
def test_what_asks_about_a_measure(asked: str, code: str | None) -> None:
    assert asked_code(asked) == code
