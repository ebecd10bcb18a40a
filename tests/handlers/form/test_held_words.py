"""Words that are held until their writer says what they are: every way out works, and nothing piles
up unseen.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from messages.form.looking.held import Meant, meant
from tests.handlers.cast import DONE, nothing_failed, officer, reports, revisions
from tests.stage import Actor, Stage, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"
ASKED = "จะใช้กับสรุปผลการดำเนินการหรือไม่"
DROPPED = "ข้อความนี้ไม่ได้ใส่ไว้ในรายงาน"
MORE = "แจกคู่มือให้ผู้เข้าร่วมทุกคน"


def _held(stage: Stage) -> Actor:
    """An officer who was asked about words typed at the last look."""
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {DONE}")
    assert ASKED in words_of(actor.says(MORE))
    return actor


@pytest.mark.parametrize(
    ("said", "is_meant"),
    [
        ("ต่อท้าย", Meant.ADD),
        ("ต่อท้ายสรุปผลค่ะ", Meant.ADD),
        ("เพิ่มเลย", Meant.ADD),
        ("ใช้แทนครับ", Meant.REPLACE),
        ("ใช้แทนสรุปผล", Meant.REPLACE),
        ("ไม่ใช้", Meant.DROP),
        ("ไม่ใช่ค่ะ", Meant.DROP),
        ("ไม่ต้องใส่", Meant.DROP),
        ("ตกลง", Meant.YES),
        ("ใช้เป็นคำตอบ", Meant.YES),
        ("ต่อไป", None),
        ("ไม่ใช้งบประมาณ", None),
        ("ได้ประชุมแล้ว", None),
    ],
)
def test_what_is_typed_about_words_that_are_held(said: str, is_meant: Meant | None) -> None:
    assert meant(said) is is_meant


def test_each_way_out_is_said_and_taken(stage: Stage) -> None:
    actor = _held(stage)
    shown = words_of(actor.says("ตกลงค่ะ"))
    assert "โปรดระบุว่าจะใช้ข้อความนี้อย่างไร พิมพ์ ต่อท้าย หรือ ใช้แทน" in shown
    shown = words_of(actor.says("ไม่ใช่ค่ะ"))
    assert REVIEW in shown
    assert MORE not in shown
    actor.says(MORE)
    assert f"{DONE}\n{MORE}" in words_of(actor.says("ต่อท้าย"))
    actor.says("ผู้เข้าร่วมทำแบบประเมินแล้ว")
    shown = words_of(actor.says("จัดนิทรรศการให้ประชาชนด้วย"))
    assert "รวมกับข้อความก่อนหน้าแล้ว" in shown
    shown = words_of(actor.says("ใช้แทน"))
    assert "สรุปผลการดำเนินการ\nผู้เข้าร่วมทำแบบประเมินแล้ว\nจัดนิทรรศการให้ประชาชนด้วย\n" in shown
    nothing_failed(stage)


def test_confirming_again_sends_without_them_and_says_so(stage: Stage) -> None:
    actor = _held(stage)
    shown = words_of(actor.says("ส่งเลยค่ะ"))
    assert "พิมพ์ ยืนยัน อีกครั้งเพื่อส่งโดยไม่ใช้ข้อความนี้" in shown
    actor.says("ผู้เข้าร่วมทำแบบประเมินแล้ว")  # then it is said of these, too
    assert "ยังไม่ได้ส่งรายงาน" in words_of(actor.says("ยืนยัน"))
    actor.taps("ยืนยันส่งรายงาน")  # of the card further up, which does not show them
    assert reports(stage) == 0
    sent = words_of(actor.says("ยืนยันส่งรายงาน"))
    assert "ใบรับรายงาน" in sent
    assert f"โดยไม่ได้ใส่ข้อความนี้\n“{MORE}\nผู้เข้าร่วมทำแบบประเมินแล้ว”" in sent
    assert [row[3] for row in revisions(stage)] == [DONE]
    nothing_failed(stage)


def test_the_button_that_sends_without_them_is_for_them_only(stage: Stage) -> None:
    actor = _held(stage)
    asked = actor.says("ยืนยัน")
    actor.says("ต่อท้าย")
    assert REVIEW in words_of(actor.taps("ส่งโดยไม่ใช้", of=asked))
    assert reports(stage) == 0
    actor.says("จัดนิทรรศการให้ประชาชนด้วย")
    sent = words_of(actor.taps("ส่งโดยไม่ใช้", of=actor.says("ยืนยัน")))
    assert "จัดนิทรรศการ" in sent
    assert [row[3] for row in revisions(stage)] == [f"{DONE}\n{MORE}"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("แก้สรุปผล: จัดอบรม 35 คน", "สรุปผลการดำเนินการ\nจัดอบรม 35 คน\n"),
        ("แก้ 1.1 ผลลัพธ์: ประชาชนรับรู้", "ผลลัพธ์/ความสำเร็จ\nประชาชนรับรู้\n"),
        ("แก้สถานะ", "ขณะนี้มาตรการนี้อยู่ในสถานะใด"),
        ("แก้สรุปผล", "■ สรุปผลการดำเนินการ"),
        ("แก้เป็น 54 คน", "ผู้เข้าร่วม 54 คน"),
        ("จริงๆ เสร็จแล้ว", "● ดำเนินการแล้วเสร็จ"),
        ("1.1 เสร็จแล้ว ประชุม 9 พ.ย. 69 ผู้เข้าร่วม 54 คน", "ประชุม 9 พ.ย. 69 ผู้เข้าร่วม 54 คน"),
        ("พักไว้", "พักร่างไว้แล้ว"),
        ("ยกเลิก", "ยกเลิกแล้ว"),
    ],
)
def test_words_that_ask_for_something_get_it_and_drop_what_was_held(
    stage: Stage, said: str, shown: str
) -> None:
    actor = _held(stage)
    heard = words_of(actor.says(said))
    assert shown in heard
    assert ASKED not in heard
    assert (DROPPED in heard and MORE in heard) == (said != "ยกเลิก")
    assert ASKED not in words_of(actor.says("1.1"))


def test_left_for_something_else_they_are_asked_about_with_their_report(stage: Stage) -> None:
    actor = _held(stage)
    actor.says("งานของฉัน")
    stage.go_to(stage.now() + timedelta(days=13))
    shown = words_of(actor.says("1.1"))
    for words in (REVIEW, DONE, ASKED, MORE):
        assert words in shown
    shown = words_of(actor.says("แก้ไข 5"))  # refused: what is open is shown
    for words in ("ไม่พบรายงานของ 5", REVIEW, ASKED, MORE):
        assert words in shown
    assert f"{DONE}\n{MORE}" in words_of(actor.says("ต่อท้าย"))


def test_short_words_of_the_work_are_not_dropped(stage: Stage) -> None:
    actor = officer(stage)
    for said in ("1.1", "3", "เสร็จ"):
        actor.says(said)
    assert ASKED in words_of(actor.says("ประชุมแล้ว"))
    assert "สรุปผลการดำเนินการ\nประชุมแล้ว\n" in words_of(actor.says("ใช้แทน"))


def test_held_at_a_question_confirming_takes_them(stage: Stage) -> None:
    actor = officer(stage)
    for said in ("1.1", "2"):
        actor.says(said)
    stage.go_to(stage.now() + timedelta(hours=13))
    assert "จะใช้ข้อความนี้เป็นคำตอบหรือไม่" in words_of(actor.says(DONE))
    shown = words_of(actor.says("ยืนยัน"))
    assert REVIEW in shown
    assert DONE in shown
    assert reports(stage) == 0
