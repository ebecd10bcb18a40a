"""Leaving the report form in the middle: by a menu word, for another report, for some days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.handlers.cast import DONE, officer, opens, revisions, tap_on_card
from tests.stage import Actor, Stage, words_of

STATUS, SUMMARY, OBSTACLE, OUTCOME, EVIDENCE, REVIEW = (
    "ขณะนี้มาตรการนี้อยู่ในสถานะใด",
    "■ สรุปผลการดำเนินการ",
    "■ ปัญหาอุปสรรค",
    "■ ผลลัพธ์/ความสำเร็จ",
    "■ หลักฐาน",
    "ตรวจข้อความก่อนส่ง",
)
LEADS = {
    STATUS: (),
    SUMMARY: ("4",),
    OBSTACLE: ("4", DONE),
    OUTCOME: ("4", DONE, "ขาดงบประมาณ", "เพิ่มผลลัพธ์"),
    EVIDENCE: ("4", DONE, "ขาดงบประมาณ", "เพิ่มหลักฐาน"),
    REVIEW: ("4", DONE, "ขาดงบประมาณ"),
}
"""What to type to come to each question of a measure that was not achieved."""


def _comes_to(actor: Actor, question: str) -> list[dict[str, Any]]:
    heard = opens(actor)
    for words in LEADS[question]:
        heard = actor.says(words)
    assert question in words_of(heard)
    return heard


@pytest.mark.parametrize("word", ["งานของฉัน", "สรุป", "รายงาน", "ลงทะเบียน", "เมนู"])
def test_a_menu_word_in_the_middle_puts_the_form_aside_and_says_so(stage: Stage, word: str) -> None:
    actor = officer(stage)
    _comes_to(actor, OUTCOME)
    heard = words_of(actor.says(word))
    if word != "เมนู":
        assert "พักร่างไว้แล้ว" in heard
    assert OUTCOME in words_of(opens(actor))


def test_help_in_the_middle_gives_the_words_the_telephone_and_the_question_again(
    stage: Stage,
) -> None:
    actor = officer(stage)
    _comes_to(actor, OUTCOME)
    heard = words_of(actor.says("ช่วยเหลือ"))
    for words in ("ย้อนกลับ", "พักไว้", "055-612-345", OUTCOME):
        assert words in heard


def test_opening_another_report_puts_the_first_aside_and_says_so(stage: Stage) -> None:
    actor = officer(stage)
    cards = actor.says("รายงาน")
    tap_on_card(actor, cards, "มาตรการ 1.1", "รายงานผล")
    actor.says("2")
    heard = words_of(tap_on_card(actor, cards, "มาตรการ 1.2", "รายงานผล"))
    assert "พักร่างไว้แล้ว: 1.1" in heard
    assert "มาตรการเปิดเผยการใช้จ่ายงบประมาณ" in heard
    assert SUMMARY in words_of(tap_on_card(actor, cards, "มาตรการ 1.1", "รายงานผล"))


def test_what_was_begun_comes_first_among_the_cards(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor, "1.2")
    actor.says("พักไว้")
    heard = actor.says("รายงาน")
    assert "ร่างที่ทำค้างไว้ 1 รายการ" in words_of(heard)
    assert heard[1]["contents"]["contents"][1]["header"]["contents"][1]["text"] == "มาตรการ 1.2"


def test_a_form_left_alone_is_found_again_days_later(stage: Stage) -> None:
    actor = officer(stage)
    _comes_to(actor, OUTCOME)
    stage.go_to(stage.now() + timedelta(days=5))
    heard = opens(actor)
    assert "ทำต่อจากร่างที่พักไว้" in words_of(heard)
    assert OUTCOME in words_of(heard)
    actor.taps("ข้าม")
    actor.says("ยืนยัน")
    assert revisions(stage) == [(1, 1, "not_achieved", DONE)]


def test_words_after_a_long_silence_are_asked_about_first(stage: Stage) -> None:
    actor = officer(stage)
    _comes_to(actor, SUMMARY)
    stage.go_to(stage.now() + timedelta(hours=13))
    heard = words_of(actor.says("ประชุมตอนเช้า"))
    assert "ทำค้างไว้" in heard
    assert "ประชุมตอนเช้า" in heard
    assert SUMMARY in words_of(actor.says("ไม่ใช้"))
    assert OBSTACLE in words_of(actor.says(DONE))


@pytest.mark.parametrize("tapped", [False, True])
def test_words_held_after_a_long_silence_may_become_the_answer(stage: Stage, tapped: bool) -> None:
    actor = officer(stage)
    _comes_to(actor, SUMMARY)
    stage.go_to(stage.now() + timedelta(hours=13))
    actor.says("จัดอบรมแล้ว")
    assert "ผู้เข้าร่วม 30 คน" in words_of(actor.says("ผู้เข้าร่วม 30 คน"))
    held = actor.messages()[-1:]
    assert OBSTACLE in words_of(actor.taps("ใช้เป็นคำตอบ") if tapped else actor.says("ใช้"))
    if tapped:
        assert OBSTACLE in words_of(
            actor.taps("ใช้เป็นคำตอบ", of=held)
        )  # a second tap changes nothing
    assert "จัดอบรมแล้ว\nผู้เข้าร่วม 30 คน" in words_of(actor.says("ขาดงบประมาณ"))


def test_a_status_after_a_long_silence_needs_no_question(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    stage.go_to(stage.now() + timedelta(days=2))
    assert SUMMARY in words_of(actor.says("๓"))


def test_the_card_of_a_report_begun_says_so_and_leads_on(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor, "1.2")
    actor.says("2")
    actor.says("พักไว้")
    cards = actor.says("รายงาน")
    assert words_of(cards).count("✎ มีร่างที่ทำค้างไว้") == 1
    assert "■ สรุปผลการดำเนินการ" in words_of(
        tap_on_card(actor, cards, "มีร่างที่ทำค้างไว้", "รายงานผลต่อจากร่าง")
    )
    for words in (DONE, "ยืนยัน"):
        actor.says(words)
    assert "มีร่าง" not in words_of(actor.says("รายงาน"))
