"""What is typed after a card that asks once more does what the card is about, or leaves it."""

from __future__ import annotations

from tests.handlers.cast import HEALTH, nothing_failed, officer, secretary
from tests.stage import Stage, words_of


def test_an_announcement_that_is_shown_is_sent_or_left_by_words(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    reviewer.says("ประกาศ ขอเชิญประชุม")
    assert "ไม่ได้ส่งประกาศ" in words_of(reviewer.says("ยกเลิก"))
    assert "ไม่มีรายการที่รอยืนยัน" in words_of(reviewer.says("ยืนยัน"))
    reviewer.says("ประกาศ ขอเชิญประชุม")
    assert "ส่งประกาศแล้ว 1 ข้อความ" in words_of(reviewer.says("ยืนยัน"))
    reviewer.says("ติดตาม")
    assert "ไม่ได้ส่งข้อความติดตาม" in words_of(reviewer.says("ยกเลิก"))
    nothing_failed(stage)


def test_an_announcement_confirmed_by_words_reaches_whom_the_look_showed(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    assert "ใช้ 1 ข้อความ" in words_of(reviewer.says("ประกาศ ขอเชิญประชุม"))
    officer(stage, "นางสาวมาใหม่ ตั้งใจ", HEALTH)
    again = words_of(reviewer.says("ยืนยัน"))
    assert "เปลี่ยนไปจากที่แสดงไว้" in again
    assert "ใช้ 2 ข้อความ" in again
    assert "ส่งประกาศแล้ว 2 ข้อความ" in words_of(reviewer.says("ยืนยัน"))
    nothing_failed(stage)


def test_what_cannot_be_taken_back_is_left_by_words_and_asked_once_more(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("ลบข้อมูลของฉัน")
    assert "ไม่ได้ลบข้อมูล" in words_of(actor.says("ยกเลิก"))
    actor.taps("ถอนความยินยอม", of=actor.says("ข้อมูลของฉัน"))
    assert "พิมพ์ ยืนยันถอนความยินยอม" in words_of(actor.says("ยืนยัน"))
    assert "ไม่ได้ถอนความยินยอม" in words_of(actor.says("ไม่ถอนแล้วค่ะ"))
    nothing_failed(stage)


def test_on_a_pc_the_consent_is_taken_back_and_one_is_erased_by_words(stage: Stage) -> None:
    actor = officer(stage)
    asked = "ระบบจะไม่ส่งข้อความใดถึงท่านอีก"
    assert asked in words_of(actor.says("ยืนยันถอนความยินยอม")), "the look comes first"
    actor.says("ยืนยัน")
    assert "ท่านถอนความยินยอมแล้ว" in words_of(actor.says("ยืนยันถอนความยินยอมครับ"))
    actor.says("ยินยอมอีกครั้ง")
    actor.says("ลบข้อมูลของฉัน")
    assert "ไม่ได้ลบข้อมูล" in words_of(actor.says("เปลี่ยนใจแล้วค่ะ"))
    actor.says("ลบข้อมูลของฉัน")
    assert "ภายในไม่กี่นาที" in words_of(actor.says("ยืนยันลบข้อมูลของฉัน"))
    nothing_failed(stage)


def test_a_nudge_that_is_shown_is_sent_by_a_word_that_sends_it(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    reviewer.says("ติดตาม")
    assert "ยังไม่ได้ส่ง" in words_of(reviewer.says("โอเคค่ะ"))
    assert "ติดตามแล้ว 1 หน่วยงาน" in words_of(reviewer.says("ยืนยัน"))
    reviewer.says("ประกาศ ขอเชิญประชุม")
    assert "ไม่ได้ส่งประกาศ" in words_of(reviewer.says("ไม่ส่งแล้วค่ะ"))
    nothing_failed(stage)
