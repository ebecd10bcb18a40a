"""An extension is asked for in words, and given or refused by a tap."""

from __future__ import annotations

from datetime import datetime

from bot.outbox.delivery import drain
from models.month.calendar import BANGKOK
from tests.handlers.cast import (
    START,
    begin_month,
    nothing_failed,
    officer,
    secretary,
    sends_report,
)
from tests.stage import Stage, words_of


def test_more_time_is_asked_for_in_words_and_given_by_a_tap(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    assert "มาตรการใด" in words_of(actor.says("ขอขยายเวลาหน่อยครับ"))
    assert "ถึงวันใด" in words_of(actor.says("ขอขยายเวลา 1.1"))
    assert "เหตุผล" in words_of(actor.says("ขอขยายเวลา 1.1 ถึง 2 ธ.ค. 69"))
    said = words_of(actor.says("ขอขยายเวลา 1.1 ถึง 2 ธ.ค. 69 เพราะรอผลการประชุม"))
    assert "ส่งคำขอขยายเวลาถึงฝ่ายเลขานุการแล้ว" in said
    card = reviewer.says("ตรวจรายงาน")
    assert "รอผลการประชุม" in words_of(card)
    seen = len(actor.messages())
    assert "ให้ขยายเวลาแล้ว" in words_of(reviewer.taps("ให้ขยายเวลา", of=card))
    drain(stage.program)
    assert "2 ธันวาคม" in words_of(actor.messages()[seen:])
    assert "มีผู้ตอบแล้ว" in words_of(reviewer.taps("ไม่ให้", of=card))
    nothing_failed(stage)


def test_a_request_is_refused_with_a_reason(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    actor.says("ขอขยายเวลา 1.2 ถึง 2 ธ.ค. 69 เพราะรอผลการประชุม")
    asked = reviewer.taps("ไม่ให้", of=reviewer.says("ตรวจรายงาน"))
    seen = len(actor.messages())
    assert "ไม่ให้ขยายเวลา" in words_of(reviewer.taps("เหตุผลยังไม่เพียงพอ", of=asked))
    drain(stage.program)
    assert "เหตุผลยังไม่เพียงพอ" in words_of(actor.messages()[seen:])


def test_what_is_asked_back_is_answered_by_a_day_and_a_reason_alone(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    assert "มาตรการใด" in words_of(actor.says("ขอขยายเวลาหน่อยครับ"))
    assert "ถึงวันใด" in words_of(actor.says("1.2"))
    refused = words_of(actor.says("15 ธ.ค. 69"))
    assert "หลังวันปิดรอบ" in refused
    assert "ไม่เกิน 2 ธ.ค. 69" in refused
    assert "ยังไม่ผ่านไป" in words_of(actor.says("5 พ.ย. 69"))
    assert "ถึงวันใด" in words_of(actor.says("รอหนังสือจากกรม")), "kept, and the day asked again"
    said = words_of(actor.says("1 ธ.ค. 69"))
    assert "ขอถึง 1 ธ.ค. 69" in said
    assert "เหตุผล: รอหนังสือจากกรม" in said
    actor.says("ขอขยายเวลา 1.1")
    assert "เหตุผล" in words_of(actor.says("2 ธ.ค. 69 ค่ะ"))
    assert "เหตุผล: อธิบดียังไม่ลงนาม" in words_of(actor.says("อธิบดียังไม่ลงนาม"))
    assert "ส่งคำขอ" not in words_of(actor.says("2 ธ.ค. 69")), "nothing is asked any more"
    actor.says("ขอขยายเวลา 1.1")
    assert "ยังไม่ได้ส่งคำขอ" in words_of(actor.says("ไม่ขอแล้วค่ะ"))
    assert "อธิบดี" in words_of(reviewer.says("ตรวจรายงาน"))
    nothing_failed(stage)


def test_a_report_beside_a_request_for_another_measure_is_taken(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    heard = actor.says(
        "ขอรายงานข้อ 1.2 ค่ะ ทำคู่มือเสร็จแล้ว พิมพ์แจก 200 เล่ม 4 พ.ย. 69 ส่วน 1.1 ขอเลื่อนไปเดือนหน้าค่ะ"
    )
    said = words_of(heard)
    assert "ขอขยายเวลา 1.1 ถึง 1 ธ.ค. 69" in said
    assert "ขอขยายเวลา 1.2" not in said
    assert "พิมพ์แจก 200 เล่ม" in words_of(heard[-1])
    assert "ขอเลื่อน" not in words_of(heard[-1])
    assert "เหตุผล" in words_of(actor.says("2 ธ.ค. 69"))
    assert "ส่งคำขอขยายเวลา" in words_of(actor.says("เพราะรอหนังสือจากกรม"))
    assert "เลขที่รับ" in words_of(actor.says("ยืนยัน"))
    nothing_failed(stage)


def test_a_request_whose_day_is_over_ends_and_who_asked_is_told_once(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    actor.says("ขอขยายเวลา 1.1 ถึง 2 ธ.ค. 69 เพราะรอผลการประชุม")
    assert "ขอขยายเวลา 1 รายการ" in words_of(reviewer.says("งานของฉัน"))
    begin_month(stage, datetime(2026, 12, 15, 10, 0, tzinfo=BANGKOK))
    assert "ขอขยายเวลา" not in words_of(reviewer.says("งานของฉัน"))
    assert "พ้นวันที่ขอแล้ว ไม่มีคำตอบ" in words_of(actor.says("ได้ขยายเวลาหรือยัง"))
    assert "พ้นวันที่ขอแล้วโดยยังไม่มีคำตอบ" in words_of(actor.says("งานของฉัน"))
    assert "พ้นวันที่ขอแล้ว" not in words_of(actor.says("งานของฉัน"))
    nothing_failed(stage)


def test_more_time_for_what_was_sent_is_not_asked_about(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    assert "ไม่มีคำขอขยายเวลา" in words_of(reviewer.says("ดูคำขอ"))
    sends_report(actor, "1.1")
    assert "2570-000001-1" in words_of(actor.says("ขอขยายเวลา 1.1 ถึง 5 ธ.ค. 69 เพราะรอเอกสาร"))
    assert "2570-000001-1" in words_of(actor.says("ขอขยายเวลาข้อ 1.1 ถึง 5.12.69 เพราะรอเอกสาร"))
    actor.says("ขอขยายเวลา 1.2 ถึง 2 ธ.ค. 69 เพราะรอเอกสาร")
    assert "รอเอกสาร" in words_of(reviewer.says("คำขอขยายเวลา"))
    nothing_failed(stage)
