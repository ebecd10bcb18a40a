"""What waits for the secretariat stands on one card, each with the button that begins it."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from models.tables.obligations import Obligation, ObligationState
from models.tables.people import Role
from tests.handlers.cast import HEALTH, SLUG, nothing_failed, officer, secretary, sends_report
from tests.stage import Stage, labels_in, words_of

TITLE = "งานของฝ่ายเลขานุการ"


def test_everything_that_waits_is_on_one_card_with_its_button(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    actor.says("ขอขยายเวลา 1.2 ถึง 2 ธ.ค. 69 เพราะรอเอกสาร")
    actor.says("งบประมาณของมาตรการนี้เบิกจากไหนครับ")
    stage.line.world.block(officer(stage, "นางสุข", HEALTH).user_id)
    reviewer.says("ขอบคุณครับ")  # hears the news first, once
    card = reviewer.says("งานของฉัน")
    assert len(card) == 1
    said = words_of(card)
    for words in (
        "รอตรวจ 1 รายการ",
        "ยังไม่รายงาน 3 รายการ",
        "ขอขยายเวลา 1 รายการ",
        "ข้อความฝาก 1 รายการ",
        "ส่งไม่ถึง 1 รายการ",
    ):
        assert words in said
    for label, answer in (
        ("ตรวจรายงาน", "รับรอง"),
        ("ติดตาม", "ส่งติดตาม"),
        ("ดูคำขอ", "รอเอกสาร"),
        ("อ่าน", "เบิกจากไหน"),
        ("ดูรายชื่อ", "บล็อก"),
    ):
        assert label in labels_in(card[0])
        assert answer in words_of(reviewer.taps(label, of=card)), label
    nothing_failed(stage)


@pytest.mark.parametrize("words", ["ช่วยเหลือ", "เมนู", "งานของฉัน", "สวัสดีครับ", "สวัสดีตอนเช้าค่ะ"])
def test_the_card_comes_first_to_the_secretariat_alone(stage: Stage, words: str) -> None:
    assert TITLE in words_of(secretary(stage).says(words))
    assert TITLE not in words_of(officer(stage).says(words))
    governor = stage.registered("นายผู้ว่า ราชการ", SLUG, Role.EXECUTIVE)
    assert TITLE not in words_of(governor.says(words))


def test_where_nothing_waits_the_card_says_so(stage: Stage) -> None:
    with stage.program.database.begin() as session:
        session.execute(update(Obligation).values(state=ObligationState.ENDED))
    assert "ไม่มีเรื่องรอดำเนินการ" in words_of(secretary(stage).says("งานของฉัน"))
