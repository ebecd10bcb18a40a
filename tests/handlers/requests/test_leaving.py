"""Who moved hands over, who is away is stood in for, who wants no reminders keeps the last one."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from bot.outbox.delivery import drain
from models.month.calendar import BANGKOK
from tests.handlers.cast import (
    HEALTH,
    fills,
    nothing_failed,
    officer,
    opens,
    sends_report,
)
from tests.stage import Actor, Stage, words_of

# November 2026: the early reminder comes on Wednesday the 25th, the last on Monday the 30th.
EARLY = datetime(2026, 11, 25, 9, 0, tzinfo=BANGKOK)
DUE = datetime(2026, 11, 30, 9, 0, tzinfo=BANGKOK)
NEXT_EARLY = datetime(2026, 12, 28, 9, 0, tzinfo=BANGKOK)


def _code(messages: Any) -> str:
    found = re.search(r"KN(?:-[0-9A-Z]{4}){3}", words_of(messages))
    assert found is not None
    return found[0]


def _enters(stage: Stage, name: str, code: str) -> Actor:
    actor = stage.person(name)
    actor.says(code)
    actor.taps("ยินยอมและลงทะเบียน")
    return actor


@pytest.mark.parametrize("typed", [True, False])
def test_who_moved_hands_over_with_one_code(stage: Stage, typed: bool) -> None:
    actor = officer(stage)
    opens(actor, "1.2")
    fills(actor)
    actor.says("พักไว้")
    actor.says("ย้ายแล้วครับ")
    code = _code(actor.says("ทำรหัสผู้รับช่วง") if typed else actor.taps("ทำรหัสผู้รับช่วง"))
    follower = _enters(stage, "นางสาวใหม่", code)
    assert "รับช่วงต่อจาก นายสมชาย ใจดี" in words_of(follower.heard())
    drain(stage.program)
    assert "ส่งมอบหน้าที่" in words_of(actor.messages()[-1:])
    assert "มีร่าง" in words_of(follower.says("รายงาน"))
    assert "รหัสเชิญ" in words_of(actor.says("รายงาน")), "the leaver has no access any more"
    nothing_failed(stage)


@pytest.mark.parametrize("typed", [True, False])
def test_who_is_away_is_stood_in_for_and_comes_back_by_itself(stage: Stage, typed: bool) -> None:
    actor = officer(stage)
    assert "วันแรกและวันสุดท้าย" in words_of(actor.says("ลาพักร้อนครับ"))
    asked = actor.says("ลาพักร้อน 23-27 พ.ย. ครับ")
    assert "23 พ.ย. 69 ถึง 27 พ.ย. 69 ผู้ใดจะรายงานแทน" in words_of(asked)
    word = "ทำรหัสผู้รายงานแทน"
    given = actor.says(f"{word} 23 พ.ย. 69 ถึง 27 พ.ย. 69") if typed else actor.taps(word)
    other = _enters(stage, "นายแทน", _code(given))
    drain(stage.program)
    seen = len(actor.messages()), len(other.messages())
    stage.tick(EARLY)  # within the days
    assert (len(actor.messages()) - seen[0], len(other.messages()) - seen[1]) == (0, 1)
    assert "ใบรับรายงาน" in words_of(sends_report(other))
    seen = len(actor.messages()), len(other.messages())
    stage.tick(DUE)  # after them
    assert (len(actor.messages()) - seen[0], len(other.messages()) - seen[1]) == (1, 0)
    ended = words_of(other.says("รายงาน"))
    assert "ตั้งแต่ 23 พ.ย. 69 ถึง 27 พ.ย. 69" in ended
    assert "ขณะนี้ครบกำหนดแล้ว" in ended
    nothing_failed(stage)


def test_who_stands_in_later_hears_from_when_and_who_is_back_ends_it(stage: Stage) -> None:
    actor = officer(stage)
    assert "ไม่มีผู้รายงานแทนท่าน" in words_of(actor.says("กลับมาแล้วครับ"))
    code = _code(actor.says("ทำรหัสผู้รายงานแทน 23 พ.ย. 69 ถึง 27 พ.ย. 69"))
    other = _enters(stage, "นายแทน", code)
    assert "ตั้งแต่ 23 พ.ย. 69 ถึง 27 พ.ย. 69" in words_of(other.says("รายงาน"))
    assert "สิ้นสุดการรายงานแทนแล้ว" in words_of(actor.says("ยกเลิกผู้รายงานแทน"))
    assert "รหัสเชิญ" in words_of(other.says("รายงาน"))
    nothing_failed(stage)


def test_reminders_stop_but_for_the_last_and_come_again(stage: Stage) -> None:
    actor, other = officer(stage), officer(stage, "นายแพทย์", HEALTH)
    assert "วันครบกำหนด" in words_of(actor.says("หยุดแจ้งเตือน"))
    actor.says("ช่วยเหลือ")

    def reminded(moment: datetime) -> tuple[int, int]:
        seen = len(actor.messages()), len(other.messages())
        stage.tick(moment)
        return len(actor.messages()) - seen[0], len(other.messages()) - seen[1]

    assert reminded(EARLY) == (0, 1)
    assert reminded(DUE) == (1, 1)
    assert "เปิดการเตือน" in words_of(actor.says("เปิดแจ้งเตือน"))
    assert reminded(NEXT_EARLY) == (1, 1)
    nothing_failed(stage)


def test_who_reports_for_the_agency_anyway_stands_in_without_a_code(stage: Stage) -> None:
    actor = officer(stage)
    assert "รายงานแทนได้โดยไม่ต้องใช้รหัส" not in words_of(actor.says("ลาพักร้อน 21-25 ธ.ค."))
    assert "ทำรหัสผู้รายงานแทน ตามด้วย" in words_of(actor.says("ให้วิไลลักษณ์ทำแทน"))
    officer(stage, "นางวิไลลักษณ์ ทองดี")
    heard = words_of(actor.says("ลาพักร้อน 21-25 ธ.ค."))
    assert "นางวิไลลักษณ์ ทองดี เป็นผู้รายงานของหน่วยงานอยู่แล้ว" in heard
    assert "รายงานแทนท่านได้ทันที" in words_of(actor.says("ให้คุณวิไลลักษณ์รายงานแทนนะครับ"))
    for said in ("ยกเลิกการลา", "กลับมาแล้วครับ ยกเลิกผู้รายงานแทน", "ไม่ลาแล้วค่ะ"):
        assert "ไม่มีผู้รายงานแทนท่าน" in words_of(actor.says(said)), said
    nothing_failed(stage)
