"""A request for more time is asked after, taken back, and answered by words."""

from __future__ import annotations

import pytest

from messages.chat.asked_time import answer_in, asks_after, cancels, why_not
from tests.handlers.cast import nothing_failed, officer, secretary
from tests.stage import Stage, words_of


@pytest.mark.parametrize("text", ["ยกเลิกคำขอขยายเวลา 1.1", "ไม่ขอขยายเวลาแล้วครับ", "ขอยกเลิกคำขอ"])
def test_taking_back_is_read(text: str) -> None:
    assert cancels(text)
    assert not asks_after(text)


def test_asking_after_is_no_new_request() -> None:
    for text in ("ได้ขยายเวลาหรือยัง", "คำขอขยายเวลา 1.1 ถึงไหนแล้วคะ", "ขยายเวลาได้หรือยังครับ"):
        assert asks_after(text), text
    for text in ("ขอขยายเวลา 1.1 ถึง 5 ธ.ค. เพราะรอผล", "ขอขยายเวลา", "ไม่ให้ขยายเวลา"):
        assert not asks_after(text), text
        assert not cancels(text), text
    assert answer_in("ขอขยายเวลา 1.1 ถึง 5 ธ.ค.") is None
    assert why_not("99") is None


def test_a_request_is_asked_after_taken_back_and_refused_by_words(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    asked = "ขอขยายเวลา 1.1 ถึง 2 ธ.ค. 69 เพราะวิทยากรป่วย"
    actor.says(asked)
    assert "รอคำตอบ" in words_of(actor.says("ได้ขยายเวลาหรือยัง"))
    assert "ยกเลิกคำขอขยายเวลาแล้ว" in words_of(actor.says("ยกเลิกคำขอขยายเวลา 1.1"))
    assert "ไม่มีคำขอ" in words_of(reviewer.says("ให้ขยายเวลา 1.1"))
    for typed in ("3", "เหตุผลยังไม่เพียงพอ", "เพราะ ปิดรอบแล้ว"):
        actor.says(asked)
        reviewer.taps("ไม่ให้", of=reviewer.says("ตรวจรายงาน"))
        assert "ไม่ให้ขยายเวลา" in words_of(reviewer.says(typed)), typed
        assert "เหตุผลที่ไม่ให้" not in words_of(reviewer.heard()), typed
    assert "ไม่ให้ขยายเวลา" in words_of(actor.says("ได้ขยายเวลาหรือยัง"))
    actor.says(asked)
    assert "เหตุผลที่ไม่ให้" in words_of(reviewer.says("ไม่ให้ 1.1"))
    assert "ให้ขยายเวลาแล้ว" in words_of(reviewer.says("ให้ขยายเวลา"))
    nothing_failed(stage)
