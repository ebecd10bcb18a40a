"""Greetings, thanks and stickers are answered as a polite person would; who has nothing to report
is told what they may do.
"""

from __future__ import annotations

import pytest

from models.tables.people import Role
from tests.handlers.cast import SLUG, nothing_failed, officer, secretary
from tests.stage import Stage, words_of


@pytest.mark.parametrize("words", ["สวัสดีค่ะ", "สวัสดีครับ", "Hello"])
def test_a_greeting_is_returned(stage: Stage, words: str) -> None:
    heard = words_of(officer(stage).says(words))
    assert "สวัสดี นายสมชาย ใจดี" in heard
    assert "ไม่เข้าใจ" not in heard


@pytest.mark.parametrize("words", ["ขอบคุณครับ", "ขอบคุณมากค่ะ", "รับทราบค่ะ", "โอเค", "OK"])
def test_thanks_are_taken_with_pleasure(stage: Stage, words: str) -> None:
    heard = words_of(officer(stage).says(words))
    assert "ด้วยความยินดี" in heard
    assert "ไม่เข้าใจ" not in heard


def test_a_sticker_outside_a_form_is_taken_kindly(stage: Stage) -> None:
    actor = officer(stage)
    seen = len(actor.messages())
    stage.line.world.send_sticker(actor.chat_id, actor.user_id)
    heard = words_of(actor.messages()[seen:])
    assert "ได้รับแล้ว" in heard
    assert "ไม่เข้าใจ" not in heard
    nothing_failed(stage)


def test_who_has_nothing_to_report_is_told_what_their_role_may_do(stage: Stage) -> None:
    governor = stage.registered("นายผู้ว่า ราชการ", SLUG, Role.EXECUTIVE)
    heard = words_of(governor.says("รายงาน"))
    assert "พิมพ์ สรุป" in heard
    assert "รายงานแทน" not in heard
    assert "พิมพ์ชื่อหน่วยงาน" in words_of(secretary(stage).says("งานของฉัน"))


def test_what_the_help_card_says_can_be_typed_is_understood(stage: Stage) -> None:
    actor = officer(stage)
    shown = words_of(actor.says("ช่วยเหลือ"))
    told = "1.1 เสร็จแล้ว ประชุมชี้แจง 6 พ.ย. 69 ผู้เข้าร่วม 45 คน"
    asked = (
        "ขอขยายเวลา 1.1 · ลาพักร้อน 14-18 ธ.ค. · ย้ายแล้ว · หยุดแจ้งเตือน · มาตรการ 1.1 คืออะไร · สอนใช้งาน"
    )
    assert told in shown
    assert asked in shown
    for words in [*asked.split(" · "), told]:
        assert "ยังไม่เข้าใจ" not in words_of(actor.says(words)), words
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.messages()[-1:])
