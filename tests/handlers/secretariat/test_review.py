"""The secretariat: reviewing, returning, newer revisions, two reviewers; and what the officer is
told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.outbox.delivery import drain
from models.month.calendar import BANGKOK
from models.tables.outbox import Delivery
from tests.handlers.cast import (
    DONE,
    LAND,
    TREASURY,
    ask,
    decides,
    fills,
    nothing_failed,
    officer,
    opens,
    revisions,
    secretary,
    sends_report,
    states,
    tap_on_card,
)
from tests.stage import Stage, labels_in, words_of


def test_a_report_is_accepted_in_one_tap(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    opens(actor)
    actor.sends()
    fills(actor)
    actor.says("ยืนยัน")
    waiting = words_of(reviewer.says("ตรวจรายงาน"))
    for words in (TREASURY, DONE, "ภาพถ่าย 1 (10 พ.ย. 09.", "นายสมชาย ใจดี", "2570-000001-1"):
        assert words in waiting
    assert "รับรองรายงานเลขที่ 2570-000001-1" in words_of(reviewer.taps("รับรอง"))
    assert states(any_stage)["1.1", TREASURY, 11] == "accepted"
    assert "ไม่มีรายงานที่รอตรวจ" in words_of(reviewer.says("ตรวจรายงาน"))
    assert "✔ รับรองแล้ว" in words_of(actor.says("งานของฉัน"))
    nothing_failed(any_stage)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("ขาดหลักฐานประกอบ", "ขาดหลักฐานประกอบ"),
        ("1", "ข้อมูลไม่ครบถ้วน"),
        ("๔", "ผลลัพธ์ยังไม่ชัดเจน"),
        ("โปรดแนบบัญชีรายชื่อ", "โปรดแนบบัญชีรายชื่อ"),
    ],
)
def test_a_report_is_returned_with_a_reason_and_the_officer_finds_a_copy_to_mend(
    stage: Stage, said: str, reason: str
) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    seen = len(actor.messages())
    assert "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่" in words_of(decides(reviewer, said))
    drain(stage.program)
    notice = actor.messages()[seen:]
    assert len(notice) == 1
    assert reason in words_of(notice)
    assert "055-612-345" in words_of(notice)
    assert states(stage)["1.1", TREASURY, 11] == "returned"
    assert DONE in words_of(actor.taps("เปิดสำเนาเพื่อแก้ไข", of=notice))
    actor.says("แก้สรุปผล")
    actor.says(f"{DONE} พร้อมบัญชีรายชื่อ")
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    assert states(stage)["1.1", TREASURY, 11] == "sent"
    assert [r[:2] for r in revisions(stage)] == [(1, 1), (1, 2)]


def test_a_reason_is_demanded(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    for words in ("ยืนยัน", "ข้าม", "...", "\u200b", "ย้อนกลับ"):
        assert "โปรดระบุเหตุผล" in words_of(reviewer.says(words))
    assert states(stage)["1.1", TREASURY, 11] == "sent"
    for leave in ("ยกเลิก", "พักไว้", "สรุป"):
        assert "ยังไม่ได้ส่งกลับ" in words_of(reviewer.says(leave))
        assert states(stage)["1.1", TREASURY, 11] == "sent"
        reviewer.says("ตรวจรายงาน")
        reviewer.taps("ส่งกลับแก้ไข")


def test_reasons_fit_on_their_buttons(stage: Stage) -> None:
    sends_report(officer(stage))
    reviewer = secretary(stage)
    reviewer.says("ตรวจรายงาน")
    for label in labels_in(reviewer.taps("ส่งกลับแก้ไข")[0]):
        assert "…" not in label


def test_what_is_returned_in_the_evening_is_told_next_working_morning(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    sends_report(actor)
    friday = datetime(
        2026, 12, 4, 20, 0, tzinfo=BANGKOK
    )  # Monday the 7th is a day off in lieu of the 5th
    any_stage.go_to(friday)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    heard = words_of(decides(reviewer))
    seen = len(actor.messages())
    assert "ในเวลาราชการ (8 ธ.ค. 69 เวลา 08.00 น.)" in heard
    for moment in (
        friday,
        friday + timedelta(hours=12),
        datetime(2026, 12, 8, 7, 59, tzinfo=BANGKOK),
    ):
        any_stage.go_to(moment)
        drain(any_stage.program)
        assert len(actor.messages()) == seen
    any_stage.go_to(datetime(2026, 12, 8, 8, 0, tzinfo=BANGKOK))
    drain(any_stage.program)
    assert "ข้อมูลไม่ครบถ้วน" in words_of(actor.messages()[seen:])
    drain(any_stage.program)
    assert len(actor.messages()) == seen + 1


def test_every_officer_of_the_agency_is_told_once(stage: Stage) -> None:
    first, second = officer(stage), officer(stage, "นางสมหญิง รักดี")
    other = officer(stage, "นายที่ดิน", LAND)
    reviewer = secretary(stage)
    sends_report(first)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    seen = [len(actor.messages()) for actor in (first, second, other)]
    decides(reviewer)
    drain(stage.program)
    assert [
        len(actor.messages()) - n for actor, n in zip((first, second, other), seen, strict=True)
    ] == [1, 1, 0]
    rows = ask(
        stage,
        lambda s: [
            (d.purpose, d.paid_messages)
            for d in s.scalars(select(Delivery).where(Delivery.purpose == "returned"))
        ],
    )
    assert rows == [("returned", 1), ("returned", 1)]


def test_a_second_reviewer_learns_who_was_first(any_stage: Stage) -> None:
    sends_report(officer(any_stage))
    first, second = secretary(any_stage), secretary(any_stage, "นายวิชัย เลขา")
    cards, same = first.says("ตรวจรายงาน"), second.says("ตรวจรายงาน")
    first.taps("รับรอง", of=cards)
    for label in ("รับรอง", "ส่งกลับแก้ไข"):
        heard = words_of(second.taps(label, of=same))
        assert "รับรองแล้ว โดย นางสาวอรุณี เลขา" in heard
    assert states(any_stage)["1.1", TREASURY, 11] == "accepted"


def test_both_give_a_reason_and_the_first_counts(stage: Stage) -> None:
    sends_report(officer(stage))
    first, second = secretary(stage), secretary(stage, "นายวิชัย เลขา")
    for actor in (first, second):
        actor.says("ตรวจรายงาน")
        actor.taps("ส่งกลับแก้ไข")
    decides(first)
    assert "ส่งกลับแก้ไขแล้ว โดย นางสาวอรุณี เลขา" in words_of(decides(second, "2"))
    drain(stage.program)


def test_a_newer_revision_is_shown_to_who_reviews_the_older(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    old = reviewer.says("ตรวจรายงาน")
    actor.taps("แก้ไขรายงานนี้")
    actor.says("แก้สรุปผล")
    actor.says("ฉบับใหม่กว่า")
    actor.says("ยืนยัน")
    for label in ("รับรอง", "ส่งกลับแก้ไข"):
        heard = reviewer.taps(label, of=old)
        assert "ฉบับแก้ไขเข้ามาใหม่" in words_of(heard)
        assert "ฉบับใหม่กว่า" in words_of(heard)
    assert states(stage)["1.1", TREASURY, 11] == "sent"
    assert "2570-000001-2" in words_of(reviewer.taps("รับรอง"))


def test_a_newer_revision_comes_while_the_reason_is_being_typed(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    actor.taps("แก้ไขรายงานนี้")
    actor.says("ยืนยัน")
    assert "ฉบับแก้ไขเข้ามาใหม่" in words_of(decides(reviewer, "ขาดหลักฐาน"))
    assert states(stage)["1.1", TREASURY, 11] == "sent"


def test_a_returned_report_may_be_mended_after_the_close(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    stage.go_to(datetime(2026, 12, 14, 10, 0, tzinfo=BANGKOK))
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    decides(reviewer)
    drain(stage.program)
    actor.taps("เปิดสำเนา")
    actor.says("แก้สรุปผล")
    actor.says("แก้แล้ว")
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.taps("แก้ไขรายงานนี้"))


def test_who_missed_the_notice_reads_the_reason_when_they_open_the_copy(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    decides(reviewer, "โปรดแนบบัญชีรายชื่อ")
    heard = words_of(tap_on_card(actor, actor.says("รายงาน"), "ส่งกลับให้แก้ไข", "แก้ไขรายงาน"))
    assert "เหตุผลที่ส่งกลับ: โปรดแนบบัญชีรายชื่อ" in heard
    assert "ตรวจข้อความก่อนส่ง" in heard
    actor.says("ยืนยัน")
    assert "เหตุผลที่ส่งกลับ" not in words_of(actor.taps("แก้ไขรายงานนี้"))
    nothing_failed(any_stage)


def test_nothing_is_returned_before_a_second_look(stage: Stage) -> None:
    sends_report(officer(stage))
    reviewer = secretary(stage)
    reviewer.taps("ส่งกลับแก้ไข", of=reviewer.says("ตรวจรายงาน"))
    looked = reviewer.says("ตัวเลขไม่ตรง")
    for words in ("ตัวเลขไม่ตรง", "แจ้งถึง\nนายสมชาย ใจดี", "ยังไม่ได้ส่งกลับ"):
        assert words in words_of(looked)
    for said in ("ค่ะ", "2", "ข้าม"):  # nothing is changed or done by other words
        assert "ตัวเลขไม่ตรง" in words_of(reviewer.says(said)), said
    stage.line.world.send_sticker(reviewer.chat_id, reviewer.user_id)
    assert "โปรดระบุเหตุผล" in words_of(reviewer.says("แก้เหตุผล"))
    looked = reviewer.says("แนบบัญชีรายชื่อด้วยได้ไหมคะ")
    assert "แนบบัญชีรายชื่อด้วยได้ไหมคะ" in words_of(looked)
    reviewer.taps("แก้เหตุผล", of=looked)
    reviewer.taps("ขาดหลักฐานประกอบ")
    assert "ยังไม่ได้ส่งกลับ" in words_of(reviewer.says("สรุป"))
    assert states(stage)["1.1", TREASURY, 11] == "sent"
    reviewer.taps("ส่งกลับแก้ไข", of=reviewer.says("ตรวจรายงาน"))
    reviewer.says("1")
    assert "ส่งกลับรายงาน" in words_of(reviewer.says("ยืนยันส่งกลับ"))
    assert states(stage)["1.1", TREASURY, 11] == "returned"
    nothing_failed(stage)


def test_a_report_is_looked_at_returned_and_accepted_by_words(stage: Stage) -> None:
    sends_report(officer(stage))
    reviewer = secretary(stage)
    assert "ไม่พบรายงาน" in words_of(reviewer.says("รับรอง 2570-000099-1"))
    assert DONE in words_of(reviewer.says("ดู 2570-000001-1"))
    looked = words_of(reviewer.says("ส่งกลับ 2570-000001-1 เพราะ ตัวเลขไม่ตรง"))
    assert "ตัวเลขไม่ตรง" in looked
    assert "ยังไม่ได้ส่งกลับ" in looked
    heard = words_of(reviewer.says("รับรอง ๒๕๗๐-๐๐๐๐๐๑-๑ ครับ"))
    assert "ยังไม่ได้ส่งกลับรายงาน" in heard
    assert "รับรองรายงานเลขที่ 2570-000001-1" in heard
    assert "รับรองแล้ว" in words_of(reviewer.says("ส่งกลับ 2570-000001-1"))
    assert states(stage)["1.1", TREASURY, 11] == "accepted"
    other = officer(stage, "นายที่ดิน", LAND)
    assert "ยังไม่เข้าใจ" in words_of(other.says("รับรอง 2570-000001-1"))
    nothing_failed(stage)


def test_a_measures_number_decides_about_its_one_report_and_all_is_never_decided_unseen(
    stage: Stage,
) -> None:
    reviewer = secretary(stage)
    assert "ไม่มีรายงานของมาตรการ 1.2 ที่รอตรวจ" in words_of(reviewer.says("รับรอง 1.2"))
    sends_report(officer(stage), "1.1")
    sends_report(officer(stage), "1.2")
    assert "เฉพาะรายงานที่แสดง" in words_of(reviewer.says("รับรองทั้งหมด"))
    assert "เลขที่ 2570-000002-1" in words_of(reviewer.says("รับรอง 1.2"))
    assert "โปรดระบุเหตุผล" in words_of(reviewer.says("ส่งกลับ 1.1"))
    assert "ยังไม่ได้" not in words_of(reviewer.says("99")), "no reason has this number"
    reviewer.says("ยกเลิก")
    assert "เหตุผล" in words_of(reviewer.says("เปิดให้แก้ 2570-000002-1"))
    nothing_failed(stage)
