"""A report told in one message: two things a person does, and nothing is sent unconfirmed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from models.tables.people import Role
from tests.handlers.cast import (
    DECEMBER,
    HEALTH,
    LAND,
    SLUG,
    START,
    TREASURY,
    begin_month,
    evidence,
    nothing_failed,
    officer,
    reports,
    revisions,
    secretary,
    sends_report,
    states,
)
from tests.stage import Actor, Stage, words_of

TOLD = (
    "1.1 เสร็จแล้ว ประชุมชี้แจง 6 พ.ย. 69 ห้องประชุมศาลากลาง ผู้เข้าร่วม 45 คน "
    "ตามหนังสือ ที่ สท 0017.5/ว 927 ลว. 8 มี.ค. 67 https://office.go.th/a"
)


def test_a_report_is_told_and_confirmed_in_two(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    shown = words_of(actor.says(TOLD))
    for words in ("ตรวจข้อความก่อนส่ง", "แล้วเสร็จ", "ประชุมชี้แจง 6 พ.ย. 69", "ลงวันที่ 8 มี.ค. 67"):
        assert words in shown
    assert reports(stage) == 0
    assert "ใบรับรายงาน" in words_of(actor.says("ยืนยัน"))
    (sent,) = revisions(stage)
    assert sent[2] == "done"
    assert sent[3].startswith("ประชุมชี้แจง 6 พ.ย. 69 ห้องประชุมศาลากลาง")
    kept = [(each.name, each.url) for each in evidence(stage)]
    assert kept == [
        ("หนังสือ สท 0017.5/ว 927 ลงวันที่ 8 มี.ค. 67", None),
        ("https://office.go.th/a", "https://office.go.th/a"),
    ]
    nothing_failed(stage)


def test_only_what_is_missing_is_asked(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    asked = words_of(actor.says("1.1 ประชุมชี้แจงบุคลากรเมื่อ 6 พ.ย. 69"))
    assert "สถานะ" in asked
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.says("กำลังทำอยู่ครับ"))
    actor.says("ยกเลิก")
    assert "สรุปผล" in words_of(actor.says("1.1 กำลังดำเนินการ"))


def test_several_alike_are_told_and_sent_in_two(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    due = [key[0] for key, state in states(stage).items() if state == "owed" and key[1] != HEALTH]
    shown = words_of(actor.says("ทุกมาตรการ กำลังดำเนินการครับ"))
    assert "ตรวจก่อนส่ง" in shown
    assert "◐ ◐" not in shown  # a sign once
    assert reports(stage) == 0
    assert "ได้รับรายงาน" in words_of(actor.taps("ยืนยันส่งทั้งหมด"))
    assert reports(stage) > 1
    assert reports(stage) <= len(due)
    before = reports(stage)
    actor.taps("ยืนยันส่งทั้งหมด")  # a second tap
    assert reports(stage) == before
    nothing_failed(stage)


def test_several_are_confirmed_by_the_word_on_a_pc(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says("ทุกข้อ ยังไม่ได้ดำเนินการ รอจัดสรรงบประมาณ")
    assert "ได้รับรายงาน" in words_of(actor.says("ยืนยัน"))
    assert {row[2] for row in revisions(stage)} == {"not_started"}


def test_of_which_measure_a_message_is_can_be_tapped(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    told = "จัดประชุมเมื่อวันที่ 6 พ.ย. 69 เรียบร้อยแล้วครับ"
    asked = words_of(actor.says(told))
    assert "ของมาตรการใด" in asked
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.taps("1.1"))
    actor.says("ยืนยัน")
    assert revisions(stage)[0][2:] == ("done", "จัดประชุมเมื่อวันที่ 6 พ.ย. 69")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("9.9 เสร็จแล้ว ประชุมไปแล้ว", "ไม่มีมาตรการ 9.9 ในแผน"),
        ("ติดต่อใครได้บ้างครับ", "ฝ่ายเลขานุการ"),
        ("ขอขยายเวลา 1.1 ถึง 5 ธ.ค. ครับ", "ขยายเวลา"),
        ("ส่งไปหรือยัง", "งานของ"),
        ("ย้ายแล้วครับ", "ส่งมอบงาน"),
        ("1.1 ต้องแนบรูปไหมคะ", "ไม่มีรูปก็ส่งรายงานได้"),
        ("วันนี้ฝนตกหนักมาก", "ยังไม่เข้าใจ"),
    ],
)
def test_what_is_no_report_is_answered_and_never_becomes_one(
    stage: Stage, said: str, answer: str
) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    assert answer in words_of(actor.says(said))
    assert "ยังไม่" in words_of(actor.says("ยืนยัน")) or reports(stage) == 0
    assert reports(stage) == 0


def test_one_long_answer_in_the_form_fills_several_questions(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says("รายงาน")
    actor.taps("รายงานผล")
    said = "กำลังดำเนินการ ประชุมไปแล้ว 2 ครั้ง ปัญหาคือเจ้าหน้าที่ไม่พอ"
    shown = words_of(actor.says(said))
    for words in ("ประชุมไปแล้ว 2 ครั้ง", "เจ้าหน้าที่ไม่พอ", "อยู่ระหว่างดำเนินการ"):
        assert words in shown


SHOWN = "ตรวจข้อความก่อนส่ง"
OF_OTHERS = [
    ("ขอรายงานข้อหนึ่งจุดหนึ่งค่ะ ประชุมเสร็จแล้ว มากันหกสิบสามคน", (SHOWN, "แล้วเสร็จ", "63 คน")),
    ("1.1 แร้วครับ เสรจเรียบรอ้ย ประชุม 5 พย 69", (SHOWN, "แล้วเสร็จ", "ประชุม 5 พย 69")),
    ("ข้อ 1.1 ร่างแนวทางแล้ว แต่ยังไม่ได้เวียน", (SHOWN, "อยู่ระหว่างดำเนินการ")),
    (
        "1.1 เสร็จแล้วค่ะ ประชุม 5 พ.ย. 69 คนเข้า 40 คน ต้องส่งรูปด้วยไหมคะ",
        (SHOWN, "ประชุม 5 พ.ย. 69 คนเข้า 40 คน"),
    ),
    ("ขอแก้ 1.1 เมื่อกี้พิมพ์ผิดว่ากำลังทำ ที่ถูกคือเสร็จแล้วค่ะ", ("สรุปผล",)),
    ("เรียน ฝ่ายเลขานุการ\nมาตรการที่ ๑.๑ ยังมิได้เริ่มดำเนินการ เนื่องจากรองบประมาณ", ("ยังไม่ได้เริ่ม",)),
    ("1.1 ประชุมแจ้งแผนงบ 5 พ.ย. 69 ณ หอประชุมอำเภอ", ("สถานะ",)),
    ("1.1 จะเสร็จพรุ่งนี้ค่ะ", ("เป็นรายงานใช่หรือไม่",)),
    ("น้องฝน ฝากทำข้อ 1.1 ให้เสร็จภายในวันศุกร์ด้วยนะ", ("เป็นรายงานใช่หรือไม่",)),
    ("ประชุมเสร็จแล้วค่ะ เดี๋ยวโทรกลับ", ("ยังไม่เข้าใจ",)),
]
"""Messages as others write them, and what is answered: what is missing is asked, no more."""


def test_words_of_others_are_shown_as_they_will_stand(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    for said, answers in OF_OTHERS:
        shown = words_of(actor.says(said))
        assert [each for each in answers if each not in shown] == [], (said, shown)
        actor.says("ยกเลิก")
    assert reports(stage) == 0
    actor.says("1.1 จะเสร็จพรุ่งนี้ค่ะ")
    assert "สถานะ" in words_of(actor.taps("รายงาน 1.1"))  # it is one, says its writer
    nothing_failed(stage)


def test_words_of_a_sent_report_do_not_overwrite_it(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    sends_report(actor)
    for said in ("1.1", "รายงาน 1.1"):
        heard = words_of(actor.says(said))
        for words in ("ส่งแล้ว", "เลขที่รับ 2570-", "แก้ไข 1.1"):
            assert words in heard, said
    assert len(revisions(stage)) == 1


def test_vague_words_get_one_hint_that_blocks_nothing(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    assert "ข้อแนะนำ" in words_of(actor.says("1.1 เสร็จแล้ว ประชุมชี้แจงบุคลากรในหน่วยงาน"))
    actor.says("แก้สรุปผล")
    assert "ข้อแนะนำ" not in words_of(actor.says("ประชุมชี้แจงบุคลากรทุกฝ่ายแล้ว"))
    assert "ใบรับรายงาน" in words_of(actor.says("ยืนยัน"))


def test_the_hint_shows_how_the_agency_put_it_before(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    actor.says("1.1 กำลังดำเนินการ ประชุมชี้แจงแผนใช้จ่าย 6 พ.ย. 69 ผู้เข้าร่วม 45 คน")
    actor.says("ยืนยัน")
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("รับรอง")
    begin_month(stage, DECEMBER)
    heard = words_of(actor.says("1.1 เสร็จแล้ว ชี้แจงบุคลากรในหน่วยงาน"))
    assert "“ประชุมชี้แจงแผนใช้จ่าย 6 พ.ย. 69 ผู้เข้าร่วม 45 คน” (จากรายงานของหน่วยงานท่านที่รับรองแล้ว)" in heard


def test_what_was_changed_after_it_was_shown_is_not_sent_with_the_others(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    shown = actor.says("ทุกข้อ กำลังดำเนินการ")
    due = reports_told(shown)
    stage.go_to(stage.now() + timedelta(minutes=1))
    actor.taps("แก้ไข 1.1", of=shown)
    actor.taps("แก้สรุปผล")
    actor.says("ประชุมชี้แจงแล้วหนึ่งครั้ง")
    actor.says("พักไว้")
    actor.taps("ยืนยันส่งทั้งหมด", of=shown)
    assert reports(stage) == due - 1
    assert "ประชุมชี้แจงแล้วหนึ่งครั้ง" not in [row[3] for row in revisions(stage)]
    assert "ไม่มีแบบรายงานที่กำลังทำอยู่" in words_of(actor.says("ยืนยัน"))
    assert reports(stage) == due - 1


def reports_told(shown: list[dict[str, Any]]) -> int:
    """How many reports a card shows together."""
    found = re.search(r"ตรวจก่อนส่ง (\d+) รายการ", words_of(shown))
    assert found is not None
    return int(found[1])


BOTH = "1.1 เสร็จแล้ว อบรม 30 คน ติดปัญหาวิทยากรลา 1.2 กำลังทำ เผยแพร่ 3 รายการ ปัญหาคือเจ้าหน้าที่ไม่พอ"


@pytest.mark.parametrize("word", ["ยกเลิก", "ไม่ส่งแล้ว", "เดี๋ยวก่อน"])
def test_what_was_shown_together_is_ended_by_a_word(stage: Stage, word: str) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    shown = words_of(actor.says(BOTH))
    assert "ปัญหาอุปสรรค: เจ้าหน้าที่ไม่พอ" in shown  # all that is sent is on the card
    assert "2 รายการ" in words_of(actor.says(word))
    assert "ไม่มีแบบรายงานที่กำลังทำอยู่" in words_of(actor.says("ยืนยัน"))
    assert reports(stage) == 0
    nothing_failed(stage)


def test_what_was_shown_together_is_narrowed(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(BOTH)
    assert "ตรวจก่อนส่ง 1 รายการ" in words_of(actor.says("ไม่ส่ง 1.2"))
    assert "ได้รับรายงาน 1 รายการ" in words_of(actor.says("ยืนยัน"))
    assert [row[2] for row in revisions(stage)] == ["done"]


def test_after_another_report_the_rest_is_shown_again_before_it_is_sent(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(BOTH)
    stage.go_to(stage.now() + timedelta(minutes=1))
    actor.says("แก้ไข 1.2")
    actor.says("ยืนยัน")
    assert "ตรวจก่อนส่ง 1 รายการ" in words_of(actor.says("ยืนยัน"))
    assert reports(stage) == 1
    assert "ได้รับรายงาน 1 รายการ" in words_of(actor.says("ยืนยัน"))


def test_a_draft_that_is_told_anew_is_said(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says("1.1 กำลังดำเนินการ ประชุมเตรียมการครั้งแรก 4 พ.ย. 69")
    actor.says("พักไว้")
    said = words_of(actor.says("1.1 เสร็จแล้ว อบรม 30 คน 6 พ.ย. 69"))
    assert "ร่างเดิมเขียนสรุปผลไว้ว่า\n“ประชุมเตรียมการครั้งแรก" in said


def of_two_agencies(stage: Stage) -> Actor:
    """An officer who reports for two agencies that have measures in common."""
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(stage.invite(SLUG, Role.OFFICER, LAND, actor.name))
    actor.taps("ยินยอม")
    return actor


def test_of_which_agency_several_measures_are_is_asked(stage: Stage) -> None:
    actor = of_two_agencies(stage)
    asked = actor.says("1.1 เสร็จแล้ว อบรม 30 คน 1.2 กำลังทำ เผยแพร่ 3 รายการ")
    assert "เป็นของหน่วยงานใด" in words_of(asked)
    assert LAND in words_of(actor.says("ที่ดิน"))
    assert "ได้รับรายงาน 2 รายการ" in words_of(actor.says("ยืนยัน"))
    sent = {key[:2] for key, state in states(stage).items() if state == "sent"}
    assert sent == {("1.1", LAND), ("1.2", TREASURY)}
    nothing_failed(stage)


def test_the_agency_of_one_measure_is_named_asked_and_told(stage: Stage) -> None:
    actor = of_two_agencies(stage)
    assert "เป็นรายงานของหน่วยงานใด" in words_of(actor.says("1.1 เสร็จแล้ว อบรม 30 คน"))
    assert LAND in words_of(actor.says("ที่ดิน"))
    actor.says("ยกเลิก")
    assert TREASURY in words_of(actor.says("1.1 ของสำนักงานคลังจังหวัด เสร็จแล้ว อบรม 30 คน"))
    actor.says("ยกเลิก")
    asked = words_of(actor.says("ขอขยายเวลา 1.1 ถึง 2 ธ.ค. 69 เพราะรอผล"))
    assert "ขอขยายเวลาของมาตรการใด" in asked
    said = words_of(actor.says("ขอขยายเวลา 1.1 ของสำนักงานที่ดินจังหวัด ถึง 2 ธ.ค. 69 เพราะ รอผล"))
    assert "ส่งคำขอขยายเวลา" in said
    assert LAND in said
    assert "สถานะ" in words_of(actor.says("1.1 ที่ดิน"))  # what was answered is not taken again
