"""Words of another work inside an open form, and whatever may be said at each question of each
form: what is asked for is done, the form is there after it, and nothing typed is lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.tables.people import Role
from tests.handlers.cast import (
    DONE,
    LAND,
    SLUG,
    START,
    TREASURY,
    begin_month,
    nothing_failed,
    officer,
    opens,
    reports,
    revisions,
    secretary,
    sends_report,
    states,
)
from tests.stage import Actor, Stage, labels_in, words_of

STATUS = "ขณะนี้มาตรการนี้อยู่ในสถานะใด"
SUMMARY = "■ สรุปผลการดำเนินการ"
REVIEW = "ตรวจข้อความก่อนส่ง"
REASON = "โปรดระบุเหตุผล"
HELD = "จะใช้ข้อความนี้เป็นคำตอบหรือไม่"


def both(stage: Stage) -> Actor:
    """A secretary who is an officer of the treasury, too."""
    actor = secretary(stage)
    actor.says(stage.invite(SLUG, Role.OFFICER, TREASURY, actor.name))
    actor.taps("ยินยอม")
    return actor


def of_two(stage: Stage) -> Actor:
    """An officer of two agencies that have measures in common."""
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(stage.invite(SLUG, Role.OFFICER, LAND, actor.name))
    actor.taps("ยินยอม")
    return actor


def test_a_secretary_who_fills_in_a_form_does_other_work_meanwhile(stage: Stage) -> None:
    actor = both(stage)
    sends_report(officer(stage), "1.2")
    opens(actor)
    actor.taps("◐")
    for said, answer in (
        ("/ปฏิทิน", "ครบกำหนดรายงาน"),
        ("ปฏิทิน", "ปิดรอบ"),
        ("รับรอง 1.2", "รับรองรายงานเลขที่ 2570-000001-1"),
        ("รับรอง 1.2", "ไม่มีรายงานของมาตรการ 1.2 ที่รอตรวจ"),
        ("สำนักงานที่ดินจังหวัด", f"รายการของ{LAND}"),
        ("ขอขยายเวลา", "ขอขยายเวลาถึงวันใด"),
        ("2 ธ.ค.", "โปรดบอกเหตุผลที่ขอขยายเวลา"),
        ("เพราะรอผลการประชุม", "ส่งคำขอขยายเวลาถึงฝ่ายเลขานุการแล้ว"),
        ("ได้ขยายเวลาหรือยัง", "รอคำตอบของฝ่ายเลขานุการ"),
        ("ให้ขยายเวลา 1.1", "ให้ขยายเวลาแล้ว"),
    ):
        heard = actor.says(said)
        assert answer in words_of(heard), (said, words_of(heard))
        assert SUMMARY in words_of(heard[-1]), said
    typed = "ประกาศ ขอให้ทุกหน่วยงานส่งรายงานภายในวันศุกร์"
    assert HELD in words_of(actor.says(typed))  # of a report it may be what was done
    heard = actor.says("ไม่ใช้")
    assert "ดูประกาศก่อนส่ง" in words_of(heard)
    assert SUMMARY in words_of(heard[-1])
    assert "พักร่างไว้แล้ว" in words_of(actor.says("สรุป"))
    assert SUMMARY in words_of(actor.says("รายงาน 1.1"))
    assert REVIEW in words_of(actor.says(DONE))
    nothing_failed(stage)


def test_what_is_no_reason_is_none_of_a_return(stage: Stage) -> None:
    actor = both(stage)
    sends_report(officer(stage), "1.2")
    for before in ("ส่งกลับ 2570-000001-1", "ข้อมูลไม่ครบ"):  # the question, and the look after it
        shown = REASON if actor.says(before) and before.startswith("ส่ง") else "ตรวจก่อนส่งกลับ"
        for said, answer in (
            ("ปฏิทิน", "ครบกำหนดรายงาน"),
            ("ติดต่อใคร", "055-612-345"),
            ("หยุดแจ้งเตือน", "หยุดการเตือนล่วงหน้าของท่านแล้ว"),
            ("ลาพักร้อน 14-18 ธ.ค.", "ผู้ใดจะรายงานแทน"),
            ("ย้ายแล้ว", "ทำรหัสผู้รับช่วง"),
            ("สำนักงานที่ดินจังหวัด", f"รายการของ{LAND}"),
            ("ประกาศ ขอให้ทุกหน่วยงานส่งรายงาน", "ดูประกาศก่อนส่ง"),
        ):
            heard = actor.says(said)
            assert answer in words_of(heard), (said, words_of(heard))
            assert shown in words_of(heard[-1]), (said, words_of(heard[-1]))
    assert "ส่งกลับ" in words_of(actor.says("ยืนยัน"))
    assert "returned" in states(stage).values()
    nothing_failed(stage)


def test_a_reason_may_be_a_question_and_an_excuse_tells_of_persons(stage: Stage) -> None:
    actor = secretary(stage)
    sends_report(officer(stage), "1.2")
    actor.says("ส่งกลับ 2570-000001-1")
    assert "ตรวจก่อนส่งกลับ" in words_of(actor.says("แนบหลักฐานแล้วหรือยัง"))
    actor.says("ยกเลิก")
    shown = actor.says("สำนักงานคลังจังหวัด")
    actor.taps("ยกเว้น", of=shown)
    assert "ลาคลอด 90 วัน" in words_of(actor.says("ลาคลอด 90 วัน"))
    nothing_failed(stage)


def test_a_request_may_be_told_in_pieces(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    for said, answer in (
        ("ขอขยายเวลาหน่อยครับ", "ขอขยายเวลาของมาตรการใด"),
        ("1.1", "ขอขยายเวลาถึงวันใด"),
        ("28 พ.ย. 69", "ขยายเวลาตามนี้ไม่ได้"),
        ("ถึง 2 ธ.ค. 69 ครับ", "โปรดบอกเหตุผลที่ขอขยายเวลา"),
        ("รอผลการประชุมคณะทำงาน", "ส่งคำขอขยายเวลาถึงฝ่ายเลขานุการแล้ว"),
        ("1.2", STATUS),  # the request was made: this is none of it
        ("ยกเลิก", "ยกเลิกแล้ว"),
        ("จะลาพักร้อนค่ะ", "วันแรกและวันสุดท้าย"),
        ("14-18 ธ.ค.", "ท่านไม่อยู่ 14 ธ.ค. 69 ถึง 18 ธ.ค. 69"),
    ):
        assert answer in words_of(actor.says(said)), said
    nothing_failed(stage)


def test_other_words_after_a_request_are_none_of_it(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says("ขอขยายเวลา 1.1")
    assert REVIEW in words_of(actor.says("1.2 เสร็จแล้ว เผยแพร่ 6 พ.ย. 69"))
    actor.says("ยกเลิก")
    assert "ยังไม่เข้าใจ" in words_of(actor.says("2 ธ.ค."))


def test_the_agency_is_named_after_the_question_about_more_time(stage: Stage) -> None:
    actor = of_two(stage)
    asked = words_of(actor.says("ขอขยายเวลา 1.1 ถึง 2 ธ.ค. 69 เพราะรอผล"))
    assert "ขอขยายเวลาของมาตรการใด" in asked
    said = words_of(actor.says("ที่ดิน"))
    assert "ส่งคำขอขยายเวลา" in said
    assert LAND in said


def test_an_agency_named_in_a_form_leads_to_its_own(stage: Stage) -> None:
    actor = of_two(stage)
    actor.says("1.1 ของสำนักงานคลังจังหวัด")
    actor.taps("◐")
    assert f"เป็นของ{TREASURY}แล้ว" in words_of(actor.says("คลัง"))
    assert "ไม่มีรายงานมาตรการ 1.2" in words_of(actor.says("1.2 ที่ดิน"))
    heard = words_of(actor.says("ที่ดิน"))
    assert "พักร่างไว้แล้ว" in heard
    assert LAND in heard
    heard = words_of(actor.says("คลัง: กำลังดำเนินการ อบรม 30 คน"))
    assert REVIEW in heard
    assert TREASURY in heard
    actor.says("แก้สรุปผล")
    assert "“คลัง" not in words_of(actor.says("คลัง: จัดอบรมร่วมกับสำนักงานที่ดินจังหวัด 40 คน"))
    actor.says("ยืนยัน")
    assert [row[3] for row in revisions(stage)] == ["จัดอบรมร่วมกับสำนักงานที่ดินจังหวัด 40 คน"]
    nothing_failed(stage)


def _status(stage: Stage) -> tuple[Actor, str]:
    actor = officer(stage)
    opens(actor)
    return actor, STATUS


def _summary(stage: Stage) -> tuple[Actor, str]:
    actor, _ = _status(stage)
    actor.taps("◐")
    return actor, SUMMARY


def _obstacle(stage: Stage) -> tuple[Actor, str]:
    actor, _ = _status(stage)
    actor.taps("✕")
    actor.says(DONE)
    return actor, "■ ปัญหาอุปสรรค"


def _outcome(stage: Stage) -> tuple[Actor, str]:
    actor, _ = _summary(stage)
    actor.says(DONE)
    actor.says("เพิ่มผลลัพธ์")
    return actor, "■ ผลลัพธ์"


def _correction(stage: Stage) -> tuple[Actor, str]:
    actor = officer(stage)
    sends_report(actor)
    actor.says("แก้ 1.1")
    actor.says("แก้สรุปผล")
    return actor, SUMMARY


def _extension(stage: Stage) -> tuple[Actor, str]:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says("ขอขยายเวลา 1.1")
    return actor, ""


def _stand_in(stage: Stage) -> tuple[Actor, str]:
    actor = officer(stage)
    actor.says("ลากิจ 3 วัน")
    return actor, ""


def _return(stage: Stage) -> tuple[Actor, str]:
    actor = secretary(stage)
    sends_report(officer(stage), "1.2")
    actor.says("ส่งกลับ 2570-000001-1")
    return actor, REASON


def _returning(stage: Stage) -> tuple[Actor, str]:
    actor, _ = _return(stage)
    actor.says("ข้อมูลไม่ครบ")
    return actor, "ตรวจก่อนส่งกลับ"


def _announcement(stage: Stage) -> tuple[Actor, str]:
    officer(stage)
    actor = secretary(stage)
    actor.says("ประกาศ ประชุมวันศุกร์")
    return actor, ""


QUESTIONS = (
    *(_status, _summary, _obstacle, _outcome, _correction),
    *(_extension, _stand_in, _return, _returning, _announcement),
)
LONG = "ประชุมคณะทำงานขับเคลื่อนจริยธรรม " * 160


@pytest.mark.parametrize("question", QUESTIONS)
def test_at_every_question_everything_is_answered_and_nobody_is_stuck(
    stage: Stage, question: Callable[[Stage], tuple[Actor, str]]
) -> None:
    actor, asked = question(stage)
    heard: list[dict[str, Any]] = []
    for said in ("ช่วยเหลือ", "ส่งแล้วแก้ได้ไหม", "1.1", "ครับ", "", LONG):
        if said:
            heard = actor.says(said)
        else:
            stage.line.world.send_sticker(actor.chat_id, actor.user_id)
            heard = actor.heard()[len(heard) :]
        assert heard, said[:20]
        if asked and said != LONG:
            assert asked in words_of(heard[-1]), (said, words_of(heard))
    if asked and question is not _returning:  # there words do nothing, and that is said
        assert "ตัวอักษร" in words_of(heard), "what is too long is said to be"
    for _ in range(2):  # an edited part first, then the form
        heard = actor.says("ยกเลิก")
        assert heard
    assert labels_in(heard[-1]), "home: its buttons"
    opened = words_of(actor.says("รายงาน" if asked != REASON else "ตรวจรายงาน"))
    assert opened
    nothing_failed(stage)


@pytest.mark.parametrize("question", [_status, _summary, _obstacle, _outcome, _correction])
def test_the_same_answer_twice_is_one(
    stage: Stage, question: Callable[[Stage], tuple[Actor, str]]
) -> None:
    actor, _ = question(stage)
    before = reports(stage)
    said = "กำลังดำเนินการ" if question is _status else "ประชุมคณะทำงาน 12 คน"
    actor.says(said)
    actor.says(said)
    if question is _status:
        actor.says("ประชุมคณะทำงาน 12 คน")
    shown = words_of(actor.says("ไม่ใช้"))
    assert shown.count("ประชุมคณะทำงาน 12 คน") <= 2
    assert reports(stage) == before
    nothing_failed(stage)


@pytest.mark.parametrize(
    ("question", "before"),
    [
        (_status, STATUS),
        (_summary, STATUS),
        (_obstacle, SUMMARY),
        (_outcome, SUMMARY),
        (_correction, STATUS),
        (_return, REASON),
        (_returning, REASON),
    ],
)
def test_going_back_is_said_shortly_too(
    stage: Stage, question: Callable[[Stage], tuple[Actor, str]], before: str
) -> None:
    actor, _ = question(stage)
    assert before in words_of(actor.says("กลับ"))
