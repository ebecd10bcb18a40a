"""ลบหลักฐาน: a wrong photo is left out of the report by a word or a button, from the question and
from the last look.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.tables.obligations import Revision
from tests.handlers.cast import DONE, ask, evidence, nothing_failed, officer, opens, sends_report
from tests.stage import PNG, Actor, Stage, labels_in, words_of

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def _attached(stage: Stage) -> list[list[str]]:
    return ask(
        stage,
        lambda s: [
            [item.name for item in r.evidence]
            for r in s.scalars(select(Revision).order_by(Revision.id))
        ],
    )


def _files(stage: Stage) -> list[bytes]:
    return sorted(p.read_bytes() for p in stage.program.settings.data_dir.rglob("*") if p.is_file())


def _at_evidence(stage: Stage) -> Actor:
    """An officer at the question for evidence, with a photo, a file and a letter in the form."""
    actor = officer(stage)
    opens(actor)
    for words in ("2", DONE, "เพิ่มหลักฐาน"):
        actor.says(words)
    actor.sends()
    actor.sends(PDF, "file", "letter.pdf")
    actor.says("ที่ สท 0017/123 ลงวันที่ 9 พ.ย. 2569")
    return actor


@pytest.mark.parametrize("words", ["ลบ 2", "ลบหลักฐาน ๒", "ลบรายการที่ 2", "นำออก 2 ครับ"])
def test_a_piece_is_left_out_by_its_number_and_its_file_is_erased(
    any_stage: Stage, words: str
) -> None:
    actor = _at_evidence(any_stage)
    assert "2. letter.pdf" in words_of(actor.messages()[-1:])
    heard = words_of(actor.says(words))
    assert "นำออกแล้ว: letter.pdf (เหลือหลักฐาน 2 รายการ)" in heard
    assert "2. ที่ สท 0017/123" in heard
    assert _files(any_stage) == [PNG]
    for said in ("ไปต่อ", "ยืนยัน"):
        actor.says(said)
    assert _attached(any_stage) == [["photo.png", "ที่ สท 0017/123 ลงวันที่ 9 พ.ย. 2569"]]
    nothing_failed(any_stage)


def test_a_piece_is_left_out_by_a_button_and_a_second_tap_does_nothing(stage: Stage) -> None:
    actor = _at_evidence(stage)
    choice = actor.taps("ลบหลักฐาน")
    assert "1. ภาพถ่าย 1 (10 พ.ย. 09." in words_of(choice)
    assert "นำออกแล้ว: ภาพถ่าย 1 (10 พ.ย. 09." in words_of(actor.taps("ลบ 1. ภาพถ่าย 1", of=choice))
    assert "นำออกแล้ว" not in words_of(actor.taps("ลบ 1. ภาพถ่าย 1", of=choice))
    assert next(item.name for item in evidence(stage) if item.erased_at is None) == "letter.pdf"
    assert len([item for item in evidence(stage) if item.erased_at is None]) == 2
    nothing_failed(stage)


def test_the_last_look_offers_it_and_comes_back_to_itself(stage: Stage) -> None:
    actor = _at_evidence(stage)
    assert "ลบหลักฐาน" in labels_in(actor.says("ไปต่อ")[-1])
    choice = actor.says("ลบหลักฐาน")
    heard = words_of(actor.says("3"))
    assert "นำออกแล้ว: ที่ สท 0017/123" in heard
    assert "ตรวจข้อความก่อนส่ง" in heard
    assert "หลักฐาน (2 รายการ)" in heard
    assert "ไม่ลบ" in labels_in(choice[-1])
    actor.says("ลบหลักฐาน")
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.says("ไม่ลบ"))
    assert "พิมพ์ ยืนยัน เพื่อส่ง" in words_of(
        actor.says("1")
    )  # the choice is over: a number means nothing here
    actor.says("ยืนยัน")
    assert _attached(stage) == [["photo.png", "letter.pdf"]]


def test_what_a_sent_report_holds_stays_with_it_and_is_left_out_of_the_next_revision(
    any_stage: Stage,
) -> None:
    actor = _at_evidence(any_stage)
    actor.says("ไปต่อ")
    actor.says("ยืนยัน")
    actor.taps("แก้ไขรายงานนี้")
    said = words_of(actor.says("ลบ 1"))
    assert "นำออกแล้ว: ภาพถ่าย 1 (" in said
    assert "(เหลือหลักฐาน 2 รายการ)" in said
    actor.says("ยืนยัน")
    assert [len(names) for names in _attached(any_stage)] == [3, 2]
    assert "photo.png" in _attached(any_stage)[0]
    assert "photo.png" not in _attached(any_stage)[1]
    assert _files(any_stage) == sorted([PNG, PDF])
    nothing_failed(any_stage)


def test_a_number_is_an_answer_again_once_something_else_was_said(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.sends()
    actor.says("ลบหลักฐาน")
    assert "อยู่ในสถานะใด" in words_of(actor.says("ย้อนกลับ"))
    actor.says("2")
    assert len([item for item in evidence(stage) if item.erased_at is None]) == 1
    assert "■ สรุปผลการดำเนินการ" in words_of(actor.messages()[-1:])


@pytest.mark.parametrize("leave", ["พักไว้", "สรุป", "photo"])
def test_the_choice_is_over_when_the_form_is_left_or_more_comes_in(
    stage: Stage, leave: str
) -> None:
    actor = officer(stage)
    opens(actor)
    actor.sends()
    actor.says("ลบหลักฐาน")
    if leave == "photo":
        actor.sends(PNG + b"2")
    else:
        actor.says(leave)
        opens(actor)
    assert "■ สรุปผลการดำเนินการ" in words_of(actor.says("1"))
    assert all(item.erased_at is None for item in evidence(stage))


def test_a_choice_of_yesterday_takes_no_number(stage: Stage) -> None:
    actor = _at_evidence(stage)
    actor.says("ลบหลักฐาน")
    stage.go_to(stage.now() + timedelta(days=1))
    actor.says("1")
    assert all(item.erased_at is None for item in evidence(stage))


def test_numbers_that_are_not_there_and_forms_without_evidence_are_told_so(stage: Stage) -> None:
    actor = _at_evidence(stage)
    for number in ("0", "4", "9999"):
        assert f"ไม่มีหลักฐานรายการที่ {number} (มี 3 รายการ)" in words_of(actor.says(f"ลบ {number}"))
    for _ in range(3):
        actor.says("ลบ 1")
    for words in ("ลบ 1", "ลบหลักฐาน"):
        assert "ยังไม่มีหลักฐาน" in words_of(actor.says(words))
    assert "ลบหลักฐาน" not in labels_in(actor.messages()[-1])


def test_words_about_deleting_are_a_summary_like_any_other(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.sends()
    actor.says("2")
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.says("ลบ 1"))
    assert all(item.erased_at is None for item in evidence(stage))


def test_a_lone_number_is_no_letter(stage: Stage) -> None:
    actor = _at_evidence(stage)
    assert "ส่งรูปถ่าย ไฟล์ ลิงก์" in words_of(actor.says("2"))
    assert len(evidence(stage)) == 3


def test_one_cannot_touch_what_belongs_to_another_report(stage: Stage) -> None:
    actor = _at_evidence(stage)
    choice = actor.says("ลบหลักฐาน")
    actor.says("ไปต่อ")
    actor.says("ยืนยัน")
    assert "ส่งเรียบร้อยแล้ว" in words_of(actor.taps("ลบ 1. ภาพถ่าย 1", of=choice))
    sends_report(actor, "1.2")
    assert [len(names) for names in _attached(stage)] == [3, 0]


def test_more_photos_than_there_are_buttons_can_be_chosen_from(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    for number in range(14):
        actor.sends(PNG + bytes([number]))
    actor.says("ลบหลักฐาน")
    assert "นำออกแล้ว" in words_of(actor.taps("ลบ 14."))
    assert "นำออกแล้ว" in words_of(actor.says("ลบหลักฐาน 1"))
    nothing_failed(stage)
