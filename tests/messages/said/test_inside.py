"""What is said in an open form and is no answer, and answers that only mention such things."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from messages.said.inside import aside_in, may_be_none, weights
from tests.messages.said.labelled import MEASURES, SETS, TODAY, labelled
from tests.messages.said.test_long_words import REPEATED
from tests.messages.said.training_inside import (
    KEPT,
    answers,
    taken_as,
    typed_in,
    typed_inside,
)

SET = Path(__file__).with_name("inside.txt")


def test_the_labelled_set_is_read_as_it_is_labelled() -> None:
    rows = [
        [part.strip() for part in line.split("|", 2)]
        for line in SET.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    read = []
    for _, question, text in rows:
        found = aside_in(text, None if question == "review" else question, TODAY)
        read.append("answer" if found is None else f"{found.kind}{'' if found.sure else '?'}")
    wrong = [(row, kind) for row, kind in zip(rows, read, strict=True) if row[0] != kind]
    assert wrong == []
    assert len(rows) > 180
    assert 70 < sum(row[0] == "answer" for row in rows) < 110


def test_what_is_repeated_is_read_at_once() -> None:
    for words in (*REPEATED, "รบกวนขอ", "ลากิจ 3 วัน ", "ติดต่อใคร", "ขอเวลา"):
        for end in ("", " x", "ครับ"):
            aside_in((words * 99)[:150] + end, "summary", TODAY)


def test_reports_as_officers_type_them_are_answers() -> None:
    told = [each.text for path in SETS for each in labelled(path) if each.kind == "report"]
    found = [(text, aside) for text in told if (aside := aside_in(text, "summary", TODAY))]
    surely = [text for text, aside in found if aside.sure]
    assert len(surely) * 300 < len(told), surely
    assert len(found) * 100 < len(told), found


def test_words_at_the_question_for_the_summary_are_told_apart() -> None:
    """Of what is no report most is known or asked about; of what is one hardly anything is."""
    taken = Counter((each.is_answer, taken_as(each)) for path in SETS for each in typed_in(path))
    answers = sum(count for (is_answer, _), count in taken.items() if is_answer)
    none = sum(count for (is_answer, _), count in taken.items() if not is_answer)
    assert none > 1200
    assert taken[False, "taken"] < 0.2 * none, taken
    assert taken[True, "sure"] < 0.005 * answers, taken
    assert taken[True, "asked"] < 0.015 * answers, taken


def test_answers_as_they_are_typed_in_a_form_are_not_asked_about() -> None:
    typed = [*answers(), *(each for each in typed_inside() if each.is_answer)]
    wrong = [each.text for each in typed if taken_as(each) != "taken"]
    assert len(wrong) * 100 < len(typed), wrong
    assert len(typed) > 600


@pytest.mark.parametrize(
    ("question", "text", "is_asked"),
    [
        ("summary", "กาแฟเสร็จแล้วครับพี่", True),
        ("summary", "ลืมเอากุญแจมา ใครอยู่ห้องช่วยเปิดที", True),
        ("summary", "เดี๋ยวไปรับลูกก่อนแล้วจะกลับมาทำต่อนะ", True),
        ("obstacle", "กุญแจห้องหาย เข้าไม่ได้", False),
        ("evidence", "กาแฟเสร็จแล้วครับพี่", False),
        ("summary", "12", False),
        ("summary", "👍", False),
        ("summary", "อบรมเจ้าหน้าที่ใหม่ 12 คน", False),
    ],
)
def test_what_is_asked_about_depends_on_the_question(
    question: str, text: str, is_asked: bool
) -> None:
    assert may_be_none(text, question, MEASURES[0], TODAY) is is_asked


def test_the_table_is_what_the_training_writes() -> None:
    known, _ = weights()
    assert len(known) == KEPT
    assert {len(piece) for piece in known} == {2, 3, 4}
