"""What is typed at the last look before sending, and what is said there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messages import menu
from tests.handlers.cast import (
    DONE,
    TREASURY,
    nothing_failed,
    officer,
    opens,
    revisions,
    secretary,
    sends_report,
    states,
)
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


def test_the_status_is_changed_by_its_number_or_word(stage: Stage) -> None:
    actor = _looks(stage)
    for said, status in (
        ("แก้สถานะ 3", "● ดำเนินการแล้วเสร็จ"),
        ("แก้สถานะเป็น ๑ ค่ะ", "○ ยังไม่ดำเนินการ"),
        ("เปลี่ยนสถานะเป็นเสร็จแล้ว", "● ดำเนินการแล้วเสร็จ"),
        ("เปลี่ยนเป็นกำลังดำเนินการครับ", "◐ อยู่ระหว่างดำเนินการ"),
        ("สถานะ เสร็จแล้ว", "● ดำเนินการแล้วเสร็จ"),
    ):
        shown = words_of(actor.says(said))
        assert REVIEW in shown
        assert f"สถานะ\n{status}" in shown
        assert DONE in shown


def test_a_part_is_told_without_a_colon(stage: Stage) -> None:
    actor = _looks(stage)
    actor.says("เพิ่มผลลัพธ์ ผู้เข้าร่วมเข้าใจแนวทาง")
    actor.says("แก้สรุปผลเป็น ประชุม 2 ครั้ง")
    shown = words_of(actor.says("เพิ่มปัญหาอุปสรรค ขาดวิทยากร"))
    for words in ("ผลลัพธ์/ความสำเร็จ\nผู้เข้าร่วมเข้าใจแนวทาง", "\nประชุม 2 ครั้ง\n", "\nขาดวิทยากร\n"):
        assert words in shown


def test_words_that_say_so_send_it_and_others_do_not(stage: Stage) -> None:
    sends = ("ส่งเลย", "ส่งได้เลยค่ะ", "ส่ง", "OK ส่งเลย", "เรียบร้อย ส่งได้", "ส่งรายงานเลยครับ", "ยืนยัน ส่งเลย")
    assert {menu.form_word_of(each) for each in sends} == {"confirm"}
    others = ("ยังไม่ส่ง", "โอเค", "ส่งแล้ว", "ส่งไฟล์", "ส่งหนังสือแล้ว", "ไม่ส่งเลย", "ได้ส่งหนังสือแล้ว")
    assert {menu.form_word_of(each) for each in others} == {None}
    actor = _looks(stage)
    assert "ใบรับรายงาน" in words_of(actor.says("โอเคส่ง"))


def test_the_word_that_lists_what_is_due_sends_what_was_just_shown(stage: Stage) -> None:
    actor = _looks(stage)
    stage.go_to(stage.now() + timedelta(hours=13))
    shown = words_of(actor.says("ส่งรายงาน"))
    assert "โปรดพิมพ์ ยืนยัน เพื่อส่ง" in shown
    assert REVIEW in shown
    assert revisions(stage) == []
    assert "ใบรับรายงาน" in words_of(actor.says("ส่งรายงาน"))
    assert "ที่ถึงกำหนด" in words_of(actor.says("ส่งรายงาน"))  # nothing is open any more
    nothing_failed(stage)


def test_another_status_is_told_in_a_sentence(stage: Stage) -> None:
    actor = _looks(stage)
    for said, status in (
        ("จริงๆ เสร็จแล้ว", "● ดำเนินการแล้วเสร็จ"),
        ("ไม่ใช่ ยังไม่เสร็จ เป็นอยู่ระหว่างดำเนินการ", "◐ อยู่ระหว่างดำเนินการ"),
        ("สถานะผิด ต้องเป็นยังไม่ดำเนินการค่ะ", "○ ยังไม่ดำเนินการ"),
        ("จริงๆ ยังทำไม่เสร็จค่ะ", "◐ อยู่ระหว่างดำเนินการ"),
    ):
        shown = words_of(actor.says(said))
        assert "เปลี่ยนสถานะเป็น" in shown, said
        assert f"สถานะ\n{status}\nสรุปผลการดำเนินการ\n{DONE}\n" in shown, said
    for said in ("เสร็จแล้วค่ะ", "ถูกต้องแล้วค่ะ", "ใช่ค่ะ", "ยังค่ะ"):  # nothing to change
        shown = words_of(actor.says(said))
        assert "รายงานยังเหมือนเดิม" in shown, said
        assert "◐ อยู่ระหว่างดำเนินการ" in shown, said


@pytest.mark.parametrize("said", ["เปลี่ยนใจค่ะ ไม่ส่งแล้ว", "ไม่ส่ง", "ยังไม่ส่งนะคะ", "เดี๋ยวค่อยส่ง"])
def test_who_does_not_want_to_send_puts_it_aside(stage: Stage, said: str) -> None:
    actor = _looks(stage)
    shown = words_of(actor.says(said))
    assert "พักร่างไว้แล้ว: 1.1" in shown
    assert "รายงานยังไม่ได้ส่ง" in shown
    assert DONE in words_of(actor.says("1.1"))


def test_parts_go_where_they_say(stage: Stage) -> None:
    actor = _looks(stage)
    for said, part in (
        ("ปัญหา: ฝนตก", "ปัญหาอุปสรรค\nฝนตก"),
        ("ปัญหาคือน้ำท่วม", "ปัญหาอุปสรรค\nน้ำท่วม"),
        ("เพิ่มอุปสรรค ขาดวิทยากร", "ปัญหาอุปสรรค\nขาดวิทยากร"),
        ("เกิดผลคือประชาชนเข้าใจ", "ผลลัพธ์/ความสำเร็จ\nประชาชนเข้าใจ"),
        ("ต่อท้าย: แจกเอกสาร 18 ชุด", f"{DONE}\nแจกเอกสาร 18 ชุด"),
    ):
        shown = words_of(actor.says(said))
        assert REVIEW in shown, said
        assert part in shown, said
    assert "■ ปัญหาอุปสรรค" in words_of(actor.says("เพิ่มอุปสรรค"))
    actor.says("ยกเลิก")
    actor.says("แก้สถานะ 3")
    assert "จะใช้กับสรุปผล" in words_of(actor.says("ปัญหาคือฝนตก"))  # what is done has no such part


def test_a_change_that_was_refused_shows_what_is_open(stage: Stage) -> None:
    actor = _looks(stage)
    for said in ("แก้ไข 5", "แก้ 2570-000009-1 สรุปผล: ของรายงานอื่น"):
        shown = words_of(actor.says(said))
        assert "ไม่พบรายงาน" in shown
        assert REVIEW in shown
        assert "มาตรการ 1.1" in shown
    shown = words_of(actor.says("แก้สรุปผล: ร่างแผน 4 โครงการ"))
    assert "มาตรการ 1.1" in shown
    assert "ร่างแผน 4 โครงการ" in shown


def test_a_photo_is_left_out_by_its_place_among_the_photos(stage: Stage) -> None:
    actor = _looks(stage)
    actor.says("หนังสือ ที่ สท 0017/123 ลงวันที่ 9 พ.ย. 2569")
    actor.sends()
    assert "นำออกแล้ว: ภาพถ่าย 1" in words_of(actor.says("ลบรูป"))  # the only one
    actor.sends()
    actor.sends()
    for said in ("ลบรูป", "ลบรูปที่ 2", "ลบรูปที่ 5"):  # piece 2 of the list is the first photo
        assert "ต้องการนำรายการใดออก" in words_of(actor.says(said))
    assert "นำออกแล้ว: ภาพถ่าย 2" in words_of(actor.says("เอารูปสุดท้ายออก"))
    assert "นำออกแล้ว: หนังสือ" in words_of(actor.says("ลบหนังสือ"))
    assert "นำออกแล้ว: ภาพถ่าย 1" in words_of(actor.says("ลบภาพแรกออก"))
    nothing_failed(stage)


def test_correcting_an_accepted_report_says_that_it_must_be_checked_again(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    assert "ตรวจอีกครั้ง" not in words_of(sends_report(actor))
    reviewer.says("รับรอง 1.1")
    shown = words_of(actor.says("แก้ 2570-000001-1 สรุปผล: ประชุมชี้แจง 12 พ.ย. 69 ผู้เข้าร่วม 90 คน"))
    assert REVIEW in shown  # not sent at once, as others are
    assert "หากส่งฉบับแก้ไข ต้องตรวจอีกครั้ง" in shown
    assert len(revisions(stage)) == 1
    assert "รอฝ่ายเลขานุการตรวจอีกครั้ง" in words_of(actor.says("ยืนยัน"))
    assert states(stage)["1.1", TREASURY, 11] == "sent"
    heard = words_of(actor.says("แก้ 2570-000001-2 สรุปผล: ประชุมชี้แจง 12 พ.ย. 69 ผู้เข้าร่วม 91 คน"))
    assert "2570-000001-3" in heard  # nobody has checked that one yet
    assert "ตรวจอีกครั้ง" not in heard
    nothing_failed(stage)
