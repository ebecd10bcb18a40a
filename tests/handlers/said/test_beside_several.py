"""Evidence that comes while several reports are shown: it is put to those that are named."""

from __future__ import annotations

from sqlalchemy import select

from models.tables.obligations import Revision
from tests.handlers.cast import START, ask, begin_month, evidence, nothing_failed, officer
from tests.stage import Actor, Stage, labels_in, words_of

TOLD = "1.1 และ 1.2 เสร็จแล้ว อบรมร่วมกัน 5 พ.ย. 69 ผู้เข้าร่วม 60 คน"


def _sent_with(stage: Stage) -> dict[str | None, int]:
    """How many pieces of evidence each measure's report was sent with."""
    return ask(
        stage,
        lambda s: {
            each.report.obligation.assignment.measure.code: len(each.evidence)
            for each in s.scalars(select(Revision))
        },
    )


def _shown(stage: Stage) -> Actor:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(TOLD)
    return actor


def test_one_photo_is_put_to_all_that_are_shown(stage: Stage) -> None:
    actor = _shown(stage)
    asked = actor.sends()
    assert "แนบกับรายงานใดที่รอยืนยัน" in words_of(asked)
    assert labels_in(asked[-1])[0] == "แนบทุกรายการ"
    shown = words_of(actor.taps("แนบทุกรายการ"))
    assert shown.count("หลักฐาน 1 รายการ") >= 2
    assert "ได้รับรายงาน 2 รายการ" in words_of(actor.says("ยืนยัน"))
    assert _sent_with(stage) == {"1.1": 1, "1.2": 1}
    assert len(evidence(stage)) == 1
    nothing_failed(stage)


def test_a_photo_is_put_by_words_to_the_one_that_is_named(stage: Stage) -> None:
    actor = _shown(stage)
    actor.sends()
    assert "ตรวจก่อนส่ง 2 รายการ" in words_of(actor.says("แนบกับ 1.2 ค่ะ"))
    actor.says("ยืนยัน")
    assert _sent_with(stage) == {"1.1": 0, "1.2": 1}


def test_what_is_not_put_anywhere_is_said_with_the_receipt(stage: Stage) -> None:
    actor = _shown(stage)
    actor.sends()
    sent = words_of(actor.says("ยืนยัน"))
    assert "ได้รับรายงาน 2 รายการ" in sent
    assert "ยังไม่ได้แนบกับรายงานใด" in sent
    assert _sent_with(stage) == {"1.1": 0, "1.2": 0}


def test_a_shared_photo_left_out_of_one_stays_with_the_other(stage: Stage) -> None:
    actor = _shown(stage)
    actor.sends()
    actor.says("แนบทุกรายการ")
    actor.says("แก้ไข 1.1")
    assert "นำออกแล้ว" in words_of(actor.says("ลบหลักฐาน 1"))
    actor.says("ยืนยัน")
    actor.says("แก้ไข 1.2")
    actor.says("ยืนยัน")
    assert _sent_with(stage) == {"1.1": 0, "1.2": 1}
    (piece,) = evidence(stage)
    assert piece.erased_at is None
