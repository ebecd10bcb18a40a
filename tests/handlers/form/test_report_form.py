"""The report form as a person meets it: every question, every word, typed and tapped."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.cast import (
    DECEMBER,
    DONE,
    begin_month,
    evidence,
    fills,
    nothing_failed,
    officer,
    opens,
    reports,
    revisions,
    sends_report,
    states,
    tap_on_card,
)
from tests.stage import Actor, Stage, labels_in, words_of

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


def test_a_report_from_the_card_to_the_receipt(any_stage: Stage) -> None:
    actor = officer(any_stage)
    assert STATUS in words_of(opens(actor))
    assert SUMMARY in words_of(actor.taps("◐"))
    assert REVIEW in words_of(actor.says(DONE))
    assert OUTCOME in words_of(actor.taps("เพิ่มผลลัพธ์"))
    assert REVIEW in words_of(actor.says("ผู้เข้าร่วมมีความรู้เพิ่มขึ้น"))
    assert EVIDENCE in words_of(actor.taps("เพิ่มหลักฐาน"))
    shown = words_of(actor.taps("ไม่มีหลักฐาน"))
    for words in (REVIEW, DONE, "ผู้เข้าร่วมมีความรู้เพิ่มขึ้น", "อยู่ระหว่างดำเนินการ"):
        assert words in shown
    assert reports(any_stage) == 0
    receipt = words_of(actor.taps("ยืนยันส่งรายงาน"))
    assert "2570-000001-1" in receipt
    assert revisions(any_stage) == [(1, 1, "in_progress", DONE)]
    assert states(any_stage)["1.1", "สำนักงานคลังจังหวัด", 11] == "sent"
    nothing_failed(any_stage)


@pytest.mark.parametrize("question", LEADS)
@pytest.mark.parametrize("tapped", [False, True])
def test_putting_the_form_aside_keeps_it_at_every_question(
    stage: Stage, question: str, tapped: bool
) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    heard = words_of(actor.taps("พักไว้") if tapped else actor.says("พักไว้"))
    assert "พักร่างไว้แล้ว" in heard
    assert "พิมพ์ รายงาน" in heard
    assert question in words_of(opens(actor))
    assert reports(stage) == 0


@pytest.mark.parametrize("question", LEADS)
@pytest.mark.parametrize("tapped", [False, True])
def test_cancelling_drops_the_form_at_every_question(
    stage: Stage, question: str, tapped: bool
) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    heard = words_of(actor.taps("ยกเลิก") if tapped else actor.says("ยกเลิก"))
    if question in (OUTCOME, EVIDENCE):  # asked for from the last look, to which it leads back
        assert REVIEW in heard
        heard = words_of(actor.says("ยกเลิก"))
    assert "ยกเลิกแล้ว" in heard
    assert STATUS in words_of(opens(actor))
    assert reports(stage) == 0


@pytest.mark.parametrize(
    ("question", "before"),
    [
        (SUMMARY, STATUS),
        (OBSTACLE, SUMMARY),
        (OUTCOME, OBSTACLE),
        (EVIDENCE, OBSTACLE),
        (REVIEW, OBSTACLE),
    ],
)
@pytest.mark.parametrize("tapped", [False, True])
def test_going_back_asks_the_question_before(
    stage: Stage, question: str, before: str, tapped: bool
) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    assert before in words_of(actor.taps("ย้อนกลับ") if tapped else actor.says("ย้อนกลับ"))


def test_going_back_at_the_first_question_says_so(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    heard = words_of(actor.says("ย้อนกลับ"))
    assert "คำถามแรก" in heard
    assert STATUS in heard


@pytest.mark.parametrize("question", [STATUS, SUMMARY, OBSTACLE])
def test_what_must_be_answered_cannot_be_skipped(stage: Stage, question: str) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    heard = words_of(actor.says("ข้าม"))
    assert "ข้ามไม่ได้" in heard
    assert question in heard


@pytest.mark.parametrize("question", [OUTCOME, EVIDENCE])
def test_what_may_be_left_out_can_be_skipped(stage: Stage, question: str) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    assert REVIEW in words_of(actor.says("ข้าม"))


@pytest.mark.parametrize("question", [question for question in LEADS if question != REVIEW])
def test_confirming_too_early_asks_what_is_missing(stage: Stage, question: str) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    heard = words_of(actor.says("ยืนยัน"))
    assert "ยังตอบไม่ครบ" in heard
    assert question in heard
    assert reports(stage) == 0


@pytest.mark.parametrize(
    "words",
    ["๒", "2", "2.", "ตอบ 2", "อยู่ระหว่างดำเนินการ", "◐ อยู่ระหว่างดำเนินการ", "กำลังดำเนินการค่ะ"],
)
def test_a_status_may_be_typed_in_many_ways(stage: Stage, words: str) -> None:
    actor = officer(stage)
    opens(actor)
    assert SUMMARY in words_of(actor.says(words))
    assert "◐ อยู่ระหว่างดำเนินการ" in words_of(actor.says(DONE))


@pytest.mark.parametrize(
    "words", ["5", "0", "๙", "👍", "2 3", "\u200b", "สวัสดีครับ", "ขอบคุณค่ะ", "ครับ"]
)
def test_what_is_no_status_is_asked_again(stage: Stage, words: str) -> None:
    actor = officer(stage)
    opens(actor)
    heard = words_of(actor.says(words))
    assert STATUS in heard
    assert "เก็บข้อความนี้ไว้" not in heard
    nothing_failed(stage)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("กำลังทำอยู่ครับ", "◐"),
        ("เดือนนี้ไม่มีอะไรครับ", "○"),
        ("ยังไม่ได้เริ่มเลยค่ะ", "○"),
        ("ทำเสร็จเรียบร้อยแล้วครับ", "●"),
        ("2. กำลังทำ", "◐"),
        ("ยังไม่บรรลุเป้าหมาย", "✕"),
    ],
)
def test_a_status_in_ones_own_words(stage: Stage, words: str, status: str) -> None:
    actor = officer(stage)
    opens(actor)
    assert STATUS not in words_of(actor.says(words))
    shown = ""
    for answer in ("ทำตามแผน", *(["รอผล"] if status == "✕" else [])):
        shown = words_of(actor.says(answer))
    assert f"{status} " in shown


def test_nothing_new_is_the_status_of_the_last_report(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    begin_month(stage, DECEMBER)
    opens(actor)
    assert SUMMARY in words_of(actor.says("เดือนนี้ไม่มีอะไรครับ"))
    assert "◐ อยู่ระหว่างดำเนินการ" in words_of(actor.says("รอผลการประเมิน"))


def test_short_words_at_the_first_question_become_the_summary_too(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    assert "เก็บข้อความนี้ไว้" in words_of(actor.says("ป้ายประชาสัมพันธ์ 2 ป้าย"))
    assert REVIEW in words_of(actor.taps("◐"))
    actor.says("แก้สถานะ")
    assert "เก็บข้อความนี้ไว้" in words_of(actor.says("ป้ายที่สองหน้าห้องบริการ"))
    assert "ป้ายประชาสัมพันธ์ 2 ป้าย\nป้ายที่สองหน้าห้องบริการ" in words_of(actor.taps("◐"))


def test_what_is_said_to_be_kept_is_kept_and_what_does_not_fit_is_said_at_once(
    stage: Stage,
) -> None:
    actor = officer(stage)
    opens(actor)
    texts = [letter * 450 for letter in "กขคง"]
    heard = [words_of(actor.says(text)) for text in texts]
    assert ["เก็บข้อความนี้ไว้" in each for each in heard] == [True, True, True, False]
    assert "ยังไม่ได้เก็บข้อความนี้" in heard[3]
    assert "1,803" in heard[3]
    actor.taps("◐")
    actor.says("ยืนยัน")
    assert revisions(stage)[0][3] == "\n".join(texts[:3])


@pytest.mark.parametrize("words", ["เพิ่มปัญหาอุปสรรค", "ปัญหาอุปสรรค"])
def test_an_obstacle_can_be_told_of_what_is_under_way(stage: Stage, words: str) -> None:
    actor = officer(stage)
    opens(actor)
    fills(actor)
    assert OBSTACLE in words_of(actor.says(words))
    assert REVIEW in words_of(actor.says("ข้าม"))  # it need not be told
    assert OBSTACLE in words_of(actor.taps("เพิ่มปัญหาอุปสรรค"))
    shown = actor.says("ขาดผู้เชี่ยวชาญ")
    assert "ขาดผู้เชี่ยวชาญ" in words_of(shown)
    actor.says("ยืนยัน")
    again = tap_on_card(actor, actor.says("งานของฉัน"), "1.1", "แก้ไขรายงาน")
    assert "ขาดผู้เชี่ยวชาญ" in words_of(again)  # its copy holds it


def test_an_obstacle_asked_for_early_comes_after_the_question_that_is_open(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    assert "เพิ่มปัญหาอุปสรรค" in words_of(actor.taps("◐"))
    assert SUMMARY in words_of(actor.says("เพิ่มปัญหาอุปสรรค"))
    assert OBSTACLE in words_of(actor.says(DONE))
    assert REVIEW in words_of(actor.says("ขาดงบประมาณ"))


def test_what_was_sent_stands_while_its_copy_is_edited(stage: Stage) -> None:
    actor = officer(stage)
    receipt = sends_report(actor)
    copy = words_of(actor.taps("แก้ไขรายงานนี้", of=receipt))
    assert "รายงานที่ส่งแล้ว เลขที่รับ 2570-" in copy
    assert "รายงานยังไม่ได้ส่ง" not in copy
    parked = words_of(actor.says("พักไว้"))
    assert "ยังมีผลตามเดิม" in parked
    assert "พิมพ์ งานของฉัน" in parked
    actor.taps("แก้ไขรายงานนี้", of=receipt)
    assert "ยังมีผลตามเดิม" in words_of(actor.says("ยกเลิก"))
    assert "ยังมีผล" not in words_of(opens(actor, "1.2"))


def test_done_says_that_the_measure_is_asked_for_no_more(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.says("เสร็จแล้วครับ")
    assert "จะไม่ขอรายงานมาตรการนี้อีก" in words_of(actor.says(DONE))
    assert "จะไม่ขอรายงานมาตรการนี้อีก" in words_of(actor.says("ยืนยัน"))


def test_the_receipt_leads_to_the_next_report_and_says_so(stage: Stage) -> None:
    actor = officer(stage)
    receipt = sends_report(actor)
    assert "รายงานรายการถัดไป" in words_of(receipt)
    assert "1.2" in words_of(actor.taps("รายงานรายการถัดไป", of=receipt))


def test_without_evidence_one_is_told_what_to_type_when_there_is_none(stage: Stage) -> None:
    actor = officer(stage)
    _comes_to(actor, EVIDENCE)
    asked = words_of(actor.messages()[-1:])
    assert "หากไม่มี ให้พิมพ์ ไม่มีหลักฐาน" in asked
    assert "ครบแล้ว" not in asked
    asked = words_of(actor.sends())
    assert "เมื่อครบแล้ว ให้พิมพ์ ไปต่อ" in asked
    assert "1. ภาพถ่าย 1 (10 พ.ย. 09." in asked
    assert "2. ภาพถ่าย 2 (10 พ.ย. 09." in words_of(actor.sends())


def test_a_whole_report_pasted_at_the_first_question_becomes_the_summary(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    heard = words_of(actor.says(DONE))
    assert "เก็บข้อความนี้ไว้" in heard
    assert STATUS in heard
    actor.says("และติดตามผลเมื่อวันที่ 20 พ.ย. 2569")
    heard = words_of(actor.taps("◐"))
    assert "ใช้ข้อความที่พิมพ์ไว้" in heard
    assert REVIEW in heard
    actor.says("ยืนยัน")
    assert revisions(stage) == [(1, 1, "in_progress", f"{DONE}\nและติดตามผลเมื่อวันที่ 20 พ.ย. 2569")]


def test_of_a_pasted_text_too_long_for_a_summary_what_fits_is_offered(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    heard = words_of(actor.says("ก" * 1600))
    assert "เก็บส่วนต้น 1,500 ตัวอักษร" in heard
    assert "1,600" in heard
    assert "“" + "ก" * 100 + "”" in heard  # the rest
    asked = words_of(actor.taps("◐"))
    assert SUMMARY in asked
    assert "ก" * 1500 in asked


def test_the_obstacle_is_asked_only_when_it_was_not_achieved(stage: Stage) -> None:
    actor = officer(stage)
    _comes_to(actor, REVIEW)
    assert "ขาดงบประมาณ" in words_of(actor.messages()[-1:])
    actor.says("แก้สถานะ")
    shown = words_of(actor.says("3"))
    assert REVIEW in shown
    assert "ขาดงบประมาณ" not in shown
    actor.says("แก้สถานะ")
    heard = words_of(actor.says("4"))
    assert OBSTACLE in heard
    assert "ขาดงบประมาณ" in heard  # dropped from the report, and offered again
    shown = words_of(actor.says("ใช้ข้อความเดิม"))
    assert REVIEW in shown
    assert "ขาดงบประมาณ" in shown


@pytest.mark.parametrize(("question", "limit"), [(SUMMARY, 1500), (OBSTACLE, 800), (OUTCOME, 800)])
def test_a_text_too_long_is_refused_with_its_length(
    stage: Stage, question: str, limit: int
) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    heard = words_of(actor.says("ก" * (limit + 1)))
    assert f"{limit + 1:,}" in heard
    assert f"{limit:,}" in heard
    assert question in heard
    assert question not in words_of(actor.says("ก" * limit))
    nothing_failed(stage)


@pytest.mark.parametrize("words", ["\u200b", "...", "👍👍", "\n\n-\n"])
def test_a_text_without_words_is_asked_again(stage: Stage, words: str) -> None:
    actor = officer(stage)
    _comes_to(actor, SUMMARY)
    assert SUMMARY in words_of(actor.says(words))


def test_a_lone_dash_is_no_outcome(stage: Stage) -> None:
    actor = officer(stage)
    _comes_to(actor, OUTCOME)
    assert "(ไม่ระบุ)" in words_of(actor.says("-"))


def test_line_breaks_stay_and_stray_spaces_go(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor, summary="  1) ประชุม   ชี้แจง\u200b \n\n\n\n2) ติดตาม  ")
    assert revisions(stage)[0][3] == "1) ประชุม ชี้แจง\n\n2) ติดตาม"


@pytest.mark.parametrize("question", LEADS)
def test_a_sticker_is_no_answer_and_a_place_is_evidence(stage: Stage, question: str) -> None:
    actor = officer(stage)
    _comes_to(actor, question)
    stage.line.world.send_sticker(actor.chat_id, actor.user_id)
    stage.line.world.send_location(actor.chat_id, actor.user_id, 17.0, 99.8, "ศาลากลาง")
    assert words_of(actor.heard()).count("รับเฉพาะข้อความ") == 1
    assert "เก็บหลักฐานแล้ว: สถานที่: ศาลากลาง" in words_of(actor.heard())
    assert question in words_of(actor.messages()[-1:])


@pytest.mark.parametrize("tapped", [False, True])
def test_every_part_can_be_mended_before_sending(stage: Stage, tapped: bool) -> None:
    actor = officer(stage)
    _comes_to(actor, REVIEW)
    for label, question, answer in (
        ("แก้สรุปผล", SUMMARY, "สรุปใหม่"),
        ("แก้ปัญหาอุปสรรค", OBSTACLE, "อุปสรรคใหม่"),
        ("เพิ่มผลลัพธ์", OUTCOME, "เข้าใจดีขึ้น"),
        ("แก้ผลลัพธ์", OUTCOME, "ผลลัพธ์ใหม่"),
    ):
        assert question in words_of(actor.taps(label) if tapped else actor.says(label))
        shown = words_of(actor.says(answer))
        assert REVIEW in shown
        assert answer in shown
    actor.says("ยืนยัน")
    assert revisions(stage) == [(1, 1, "not_achieved", "สรุปใหม่")]


def test_what_was_answered_before_can_be_kept(stage: Stage) -> None:
    actor = officer(stage)
    _comes_to(actor, REVIEW)
    heard = actor.says("แก้สรุปผล")
    assert DONE in words_of(heard)
    filled = next(action for action in _quick(heard[-1]) if action["label"] == "แก้จากข้อความเดิม")
    assert filled["inputOption"] == "openKeyboard"
    assert filled["fillInText"] == DONE
    assert actor.taps("แก้จากข้อความเดิม") == []  # only the keyboard opens
    assert REVIEW in words_of(actor.taps("ใช้ข้อความเดิม"))
    assert REVIEW in words_of(actor.taps("ใช้ข้อความเดิม", of=heard))  # twice


def _quick(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [item["action"] for item in message["quickReply"]["items"]]


def test_other_words_at_the_last_look_send_nothing_and_change_nothing(stage: Stage) -> None:
    actor = officer(stage)
    _comes_to(actor, REVIEW)
    for words in ("ขอบคุณ", "ข้าม", "โอเค"):
        heard = words_of(actor.says(words))
        assert "ยังไม่ได้ส่ง" in heard
        assert REVIEW in heard
    assert reports(stage) == 0


def test_polite_words_count_as_the_bare_ones(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.says("2")
    actor.says(DONE)
    actor.says("เพิ่มผลลัพธ์ครับ")
    assert REVIEW in words_of(actor.says("ข้ามค่ะ"))
    actor.says("เพิ่มหลักฐาน")
    assert REVIEW in words_of(actor.says("ไม่มีครับ"))
    assert "เลขที่รับ" in words_of(actor.says("ยืนยันครับ"))
    assert evidence(stage) == []


def test_form_words_without_a_form_say_what_to_do(stage: Stage) -> None:
    actor = officer(stage)
    for word in ("ย้อนกลับ", "ข้าม", "พักไว้", "ยกเลิก", "ยืนยัน"):
        heard = actor.says(word)
        assert "ไม่มีแบบรายงานที่กำลังทำอยู่" in words_of(heard)
        assert "รายงานผล" in labels_in(heard[-1])


def test_every_question_says_what_to_type_for_those_who_see_no_buttons(stage: Stage) -> None:
    actor = officer(stage)
    for question in (SUMMARY, OBSTACLE, OUTCOME, EVIDENCE):
        text = _comes_to(actor, question)[-1]["text"]
        for word in ("ย้อนกลับ", "พักไว้", "ยกเลิก"):
            assert word in text
        actor.says("ยกเลิก")
