"""Words that say of which report the evidence is, also of one that was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from messages.form.placing import chosen, more_for, shared_out, told_beside
from models.tables.obligations import Revision
from tests.handlers.cast import ask, nothing_failed, officer, revisions, sends_report
from tests.stage import PNG, Stage, words_of

TOLD = "รูปกิจกรรม 1.1 ค่ะ ประชุม 10 พ.ย. 69 ห้องประชุมใหญ่ เสร็จเรียบร้อย"


def _evidence_of(stage: Stage) -> list[int]:
    """How many pieces each revision holds, oldest first."""
    return ask(
        stage,
        lambda s: [len(r.evidence) for r in s.scalars(select(Revision).order_by(Revision.id))],
    )


def test_photos_after_all_was_sent_go_to_the_sent_report(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    sends_report(actor, "1.2")
    stage.go_to(stage.now() + timedelta(days=2))
    actor.sends()
    assert "หลักฐาน (1 รายการ)" in words_of(actor.says("เพิ่มรูปใน 1.1 ที่ส่งไปแล้วค่ะ"))
    assert _evidence_of(stage) == [0, 0]  # a correction to confirm
    actor.says("ยืนยัน")
    actor.sends(PNG + b"2")
    assert "มาตรการ 1.2" in words_of(actor.says("อันนี้ของข้อ 1.2"))
    actor.says("ยืนยัน")
    assert _evidence_of(stage) == [0, 0, 1, 1]
    actor.sends(PNG + b"3")
    shown = words_of(actor.says(TOLD))
    assert "หลักฐาน (2 รายการ)" in shown
    assert "ส่งแล้ว (เลขที่รับ 2570-000001-2" in shown
    actor.says("ยืนยัน")
    assert revisions(stage)[-1][2:] == ("done", "ประชุม 10 พ.ย. 69 ห้องประชุมใหญ่")
    assert "■ หลักฐาน" in words_of(actor.says("แนบรูปเพิ่มใน 1.1"))  # none waits: it is asked for
    nothing_failed(stage)


def test_each_of_several_photos_goes_where_it_is_said_to(stage: Stage) -> None:
    actor = officer(stage)
    actor.sends()
    actor.sends(PNG + b"2")
    heard = words_of(actor.says("รูปแรกของ 1.2 รูปที่สองของ 1.1"))
    assert "แนบกับ 1.2 มาตรการเปิดเผย" in heard
    assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in heard
    assert "(1 รายการ)" in words_of(actor.says("กำลังดำเนินการ รวบรวมแล้ว 3 รายการ"))
    actor.says("ยืนยัน")
    actor.says("1.1 เสร็จแล้ว ประชุม 6 พ.ย. 69 ผู้เข้าร่วม 30 คน")
    actor.says("ยืนยัน")
    assert _evidence_of(stage) == [1, 1]
    nothing_failed(stage)


def test_evidence_named_before_what_was_done_opens_its_report(stage: Stage) -> None:
    actor = officer(stage)
    actor.sends()
    shown = words_of(actor.says("ไฟล์คำสั่งของ 1.2 ครับ กำลังปรับคู่มือ คาดว่าเสร็จ ม.ค."))
    assert "สรุปผลการดำเนินการ\nกำลังปรับคู่มือ คาดว่าเสร็จ ม.ค." in shown
    assert "หลักฐาน (1 รายการ)" in shown
    nothing_failed(stage)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        *(("1.1", "1.1"), ("อันนี้ของ 6.2", "6.2"), ("รูปนี้ของข้อ ๓", "3"), ("แนบกับข้อ 1.2", "1.2")),
        *(("ทั้งหมดของ 1.1", "1.1"), ("เป็นของมาตรการ 1.1 ค่ะ", "1.1"), ("1.1 เสร็จแล้ว", None)),
        *(("อันนี้ของ 1.1 กับ 1.2", None), ("รูป 3 รูป", None)),
    ],
)
def test_a_number_with_words_around_it_chooses(said: str, key: str | None) -> None:
    assert chosen(said) == key


def test_words_about_pieces_are_told_apart() -> None:
    assert more_for("ขอแนบไฟล์เพิ่มเติมใน 2.1") == "2.1"
    assert more_for("เพิ่มรูปใน 1.1 ที่ส่งแล้ว") == "1.1"
    assert more_for("เพิ่มรูปในเว็บไซต์แล้ว 3 รูป") is None
    assert shared_out("รูปที่ 1 ของ 1.1 และรูปสุดท้ายของ 1.2") == [(1, "1.1"), (-1, "1.2")]
    assert shared_out("รูปแรกของ 1.1 ผู้เข้าร่วม 3 คน") == []
    assert told_beside("รูปกิจกรรม 1.1") is None
    assert told_beside("ประชุมตามข้อ 1.1 แล้ว") is None
