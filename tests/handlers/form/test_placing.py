"""Things said besides words: a photo, a voice, a place goes to the report it belongs to, with the
words said just before or after it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.tables.conversation import InboxEvent
from models.tables.obligations import Revision
from models.tables.people import Role
from tests.bot.files import M4A
from tests.handlers.cast import (
    HEALTH,
    SLUG,
    TREASURY,
    ask,
    evidence,
    nothing_failed,
    officer,
    opens,
    revisions,
    sends_report,
    states,
)
from tests.stage import PNG, Actor, Stage, labels_in, words_of

DID = "จัดประชุมเมื่อวันที่ 6 พ.ย. 69 เรียบร้อยแล้วครับ"


def _attached(stage: Stage) -> list[list[str]]:
    """The names of what each revision holds, oldest first."""
    return ask(
        stage,
        lambda s: [
            [item.name for item in r.evidence]
            for r in s.scalars(select(Revision).order_by(Revision.id))
        ],
    )


def _goes_to(actor: Actor, title: str = "", address: str = "") -> str:
    actor._mark()
    world = actor.stage.line.world
    world.send_location(actor.chat_id, actor.user_id, 17.0078, 99.8230, title, address)
    return words_of(actor.heard())


def test_a_photo_opens_the_one_report_that_is_due(any_stage: Stage) -> None:
    actor = officer(any_stage, "นายแพทย์", HEALTH)
    heard = words_of(actor.sends())
    assert "เก็บหลักฐานแล้ว" in heard
    assert "ขณะนี้อยู่ในสถานะใด" in heard
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.says(f"1.1 {DID}"))
    actor.says("ยืนยัน")
    assert revisions(any_stage)[0][2:] == ("done", "จัดประชุมเมื่อวันที่ 6 พ.ย. 69")
    assert [len(names) for names in _attached(any_stage)] == [1]
    nothing_failed(any_stage)


def test_a_photo_of_a_form_that_is_dropped_is_said_to_be_unused(stage: Stage) -> None:
    actor = officer(stage, "นายแพทย์", HEALTH)
    actor.sends()
    assert "หลักฐานที่แนบไว้ 1 รายการไม่ได้ใช้" in words_of(actor.says("ยกเลิก"))
    nothing_failed(stage)


def test_of_which_of_several_a_photo_is_can_be_tapped_or_typed(stage: Stage) -> None:
    actor = officer(stage)
    asked = actor.sends()
    assert "แนบกับมาตรการใด" in words_of(asked)
    assert [label[:3] for label in labels_in(asked[0]["contents"])] == ["1.1", "1.2"]
    assert "รอแนบรวม 2 รายการ" in words_of(actor.sends(PNG + b"2"))
    assert "แนบหลักฐานที่ส่งไว้ก่อนหน้า 2 รายการ" in words_of(actor.says("แนบกับข้อ ๑.๒ ครับ"))
    actor.says("ยกเลิก")
    asked = actor.sends(PNG + b"3")
    assert "มาตรการ 1.1" in words_of(actor.taps("1.1", of=asked))
    nothing_failed(stage)


def test_measures_with_equal_numbers_are_chosen_by_their_place(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(stage.invite(SLUG, Role.OFFICER, HEALTH))
    actor.taps("ยินยอม")
    asked = actor.sends()
    labels = [label[:8] for label in labels_in(asked[0]["contents"])]
    assert labels == ["1) 1.1 ม", "2) 1.1 ม", "3) 1.2 ม"]
    assert HEALTH in words_of(actor.says("2"))
    nothing_failed(stage)


@pytest.mark.parametrize("typed", [True, False])
def test_words_just_before_some_photos_belong_to_them(stage: Stage, typed: bool) -> None:
    actor = officer(stage)
    assert "ของมาตรการใด" in words_of(actor.says(DID))
    asked = actor.sends()
    assert "แนบกับมาตรการใด" in words_of(asked)
    actor.sends(PNG + b"2")
    shown = words_of(actor.says("1.1") if typed else actor.taps("1.1", of=asked))
    assert "ตรวจข้อความก่อนส่ง" in shown
    assert "(2 รายการ)" in shown
    actor.says("ยืนยัน")
    assert revisions(stage)[0][2:] == ("done", "จัดประชุมเมื่อวันที่ 6 พ.ย. 69")
    assert [len(names) for names in _attached(stage)] == [2]
    nothing_failed(stage)


def test_words_just_after_some_photos_belong_to_them(stage: Stage) -> None:
    actor = officer(stage)
    actor.sends()
    shown = words_of(actor.says(f"1.2 {DID}"))
    assert "ตรวจข้อความก่อนส่ง" in shown
    assert "(1 รายการ)" in shown
    actor.sends(PNG + b"2")
    actor.says("ยืนยัน")
    assert [len(names) for names in _attached(stage)] == [2]


def test_a_report_of_another_measure_is_not_taken_for_the_one_that_is_open(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("รายงาน 1.2")
    shown = words_of(actor.says(f"๑.๑ {DID}"))
    assert "มาตรการ 1.1\nตรวจข้อความก่อนส่ง" in shown
    actor.says("ยืนยัน")
    assert states(stage)[("1.1", TREASURY, 11)] == "sent"
    assert states(stage)[("1.2", TREASURY, 11)] == "owed"
    actor.says("รายงาน 1.2")
    assert "มาตรการ 1.2\nตรวจข้อความก่อนส่ง" in words_of(actor.says("กำลังทำ จัดประชุม 12.30 น."))
    nothing_failed(stage)


def test_which_report_words_are_of_is_answered_by_its_number(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(DID)
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.says("1.1"))


def test_a_photo_just_after_sending_may_be_meant_for_what_was_sent(stage: Stage) -> None:
    actor = officer(stage, "นายแพทย์", HEALTH)
    sends_report(actor)
    asked = actor.sends()
    assert "1.1" in labels_in(asked[0]["contents"])[0]
    assert "(ส่งแล้ว)" in words_of(asked)
    actor.taps("1.1", of=asked)
    actor.says("ยืนยัน")
    assert [len(names) for names in _attached(stage)] == [0, 1]


def test_a_place_is_kept_by_name_and_address_only(any_stage: Stage) -> None:
    actor = officer(any_stage, "นายแพทย์", HEALTH)
    assert "ไม่เก็บพิกัด" in _goes_to(actor)
    assert evidence(any_stage) == []
    heard = _goes_to(actor, "ศาลากลางจังหวัด", "1 ถ.นิกรเกษม อ.เมือง สุโขทัย 64000 ประเทศไทย")
    assert "สถานที่: ศาลากลางจังหวัด (1 ถ.นิกรเกษม อ.เมือง สุโขทัย)" in heard
    _goes_to(actor, "", "หอประชุมอำเภอ")
    assert "ไม่เก็บพิกัด" in _goes_to(actor)
    actor.says(f"1.1 {DID}")
    actor.says("ยืนยัน")
    assert _attached(any_stage) == [
        ["สถานที่: ศาลากลางจังหวัด (1 ถ.นิกรเกษม อ.เมือง สุโขทัย)", "สถานที่: หอประชุมอำเภอ"]
    ]
    kept: Any = ask(any_stage, lambda s: s.scalars(select(InboxEvent.payload)).all())
    assert "หอประชุมอำเภอ" in json.dumps(kept, ensure_ascii=False)
    assert "itude" not in json.dumps(kept)
    nothing_failed(any_stage)


def test_a_voice_is_kept_as_a_file_in_and_outside_a_form(stage: Stage) -> None:
    actor = officer(stage)
    assert "ไฟล์เสียง 1" in words_of(actor.sends(M4A, "audio"))
    opens(actor)
    assert "ไฟล์เสียง 2" in words_of(actor.sends(M4A + b"2", "audio"))
    assert {piece.media_type for piece in evidence(stage)} == {"audio/mp4"}
    nothing_failed(stage)


def test_of_which_of_several_a_link_is_can_be_typed(stage: Stage) -> None:
    actor = officer(stage)
    assert "ของมาตรการใด" in words_of(actor.says("https://office.go.th/a"))
    assert "มาตรการ 1.2" in words_of(actor.says("1.2"))
    assert [each.name for each in evidence(stage)] == ["https://office.go.th/a"]
    nothing_failed(stage)
