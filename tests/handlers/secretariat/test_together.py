"""ตรวจรายงาน by agency: what an agency sent is looked at together and accepted with one tap."""

from __future__ import annotations

from models.reports.reasons import keep_reason
from models.tables.people import Person
from tests.handlers.cast import (
    DONE,
    HEALTH,
    TREASURY,
    nothing_failed,
    officer,
    secretary,
    sends_report,
    states,
)
from tests.stage import Stage, labels_in, words_of


def test_an_agencys_reports_are_accepted_with_one_tap(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(officer(stage, "นางสุข", HEALTH))
    sends_report(actor)
    sends_report(actor, "1.2", "จัดทำคู่มือแล้ว 30 เล่ม")
    shown = reviewer.says("ตรวจรายงาน")
    for words in (DONE, "จัดทำคู่มือแล้ว 30 เล่ม", "รอตรวจ 2 รายการ"):
        assert words in words_of(shown)
    said = words_of(reviewer.taps("รับรองทั้งหมด 2 รายการ", of=shown))
    assert f"รับรองรายงานของ{TREASURY}แล้ว 2 รายการ" in said
    assert "ยังมีรอตรวจอีก 1 รายการ" in said
    assert states(stage)["1.2", TREASURY, 11] == "accepted"
    again = words_of(reviewer.taps("รับรองทั้งหมด 2 รายการ", of=shown))
    assert "ยังไม่ได้รับรองรายการใด" in again
    nothing_failed(stage)


def test_what_changed_after_the_look_is_left_and_said(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    sends_report(actor, "1.2")
    shown = reviewer.says("ตรวจรายงาน")
    actor.says("งานของฉัน")
    actor.taps("แก้ไข")
    actor.says("แก้สรุปผล")
    actor.says(f"{DONE} แก้ตัวเลข")
    actor.says("ยืนยัน")
    said = words_of(reviewer.taps("รับรองทั้งหมด 2 รายการ", of=shown))
    assert "แล้ว 1 รายการ" in said
    assert "จึงไม่ได้รับรอง 1 รายการ: มาตรการ 1." in said
    assert sorted(states(stage)[code, TREASURY, 11] for code in ("1.1", "1.2")) == [
        "accepted",
        "sent",
    ]


def test_one_by_one_and_with_a_kept_reason(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    sends_report(actor, "1.2")
    with stage.program.database.begin() as session:
        person = session.get_one(Person, 1)
        keep_reason(session, 1, "โปรดแนบบัญชีรายชื่อ", [], by=person, now=stage.now())
    reviewer.says("ตรวจรายงาน")
    single = reviewer.taps("ตรวจทีละรายการ")
    assert labels_in(single[0]).count("ส่งกลับแก้ไข") == 2
    reviewer.taps("ส่งกลับแก้ไข", of=single)
    reviewer.taps("โปรดแนบบัญชีรายชื่อ")
    assert "ส่งกลับรายงาน" in words_of(reviewer.taps("ยืนยันส่งกลับ"))
    assert sorted(states(stage)[code, TREASURY, 11] for code in ("1.1", "1.2")) == [
        "returned",
        "sent",
    ]
