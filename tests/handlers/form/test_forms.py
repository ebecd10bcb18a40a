"""The pure step of a form, with any sequence of answers and words."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from messages.form.form_tables import EXCUSE, FORMS, REPORT, RETURN, tidy
from messages.form.forms import Form, Move, Said, Word, advance, forget
from models.reports.notes import Answers

_said = st.one_of(
    st.builds(Said, word=st.sampled_from(Word)),
    st.builds(
        Said,
        word=st.sampled_from([Word.SKIP, Word.BACK]),
        question=st.sampled_from(["summary", "outcome", "evidence", "review"]),
    ),
    st.builds(
        Said, text=st.sampled_from(["1", "๒", "3", "4", "done", "จัดประชุมแล้ว", "-", "", "ก" * 2000])
    ),
    st.builds(Said, text=st.text(max_size=30)),
    st.builds(
        Said,
        text=st.sampled_from(["in_progress", "not_achieved", "done", "1"]),
        question=st.sampled_from(
            ["progress", "summary", "obstacle", "outcome", "evidence", "reason", "?"]
        ),
    ),
)
_forms = st.sampled_from([FORMS[REPORT], FORMS[RETURN], FORMS[EXCUSE]])
REPORT_FORM = FORMS[REPORT]
FULL: Answers = {
    "progress": "not_achieved",
    "summary": "ก",
    "obstacle": "ข",
    "outcome": "ค",
    "evidence": "done",
}


def plain(answers: Answers) -> Answers:
    """Return the answers without the notes."""
    return {key: value for key, value in answers.items() if not key.startswith("_")}


def walk(form: Form, said: list[Said]) -> Answers:
    answers: Answers = {}
    for thing in said:
        answers = advance(form, answers, thing).answers
    return answers


@given(form=_forms, said=st.lists(_said, max_size=25))
def test_whatever_is_said_the_answers_stay_sound(form: Form, said: list[Said]) -> None:
    answers: Answers = {}
    for thing in said:
        before = answers
        step = advance(form, answers, thing)
        answers = step.answers
        relevant = [question.key for question in form.relevant(answers)]
        current = form.current(answers)
        # The current question is the first relevant one without an answer.
        unanswered = [key for key in relevant if key not in answers]
        assert (current.key if current else None) == (unanswered[0] if unanswered else None)
        if step.answered is not None:
            assert step.answered in answers
            assert set(plain(answers)) <= set(relevant)  # irrelevant answers are dropped
        if step.move is Move.FINISH:
            assert current is None
        if step.move in (Move.PARK, Move.CANCEL):
            assert answers == before
        assert json.loads(json.dumps(answers)) == answers  # they are stored as JSON
        for question in form.relevant(answers):
            if answers.get(question.key, "") != "":
                assert question.parse(answers[question.key]) == answers[question.key]


@given(said=st.lists(_said, max_size=25), key=st.sampled_from(sorted(FULL)))
def test_forgetting_an_answer_and_giving_it_again_changes_nothing(
    said: list[Said], key: str
) -> None:
    for answers in (walk(REPORT_FORM, said), FULL):
        if answers.get(key, "") == "" or REPORT_FORM.current(answers) is not None:
            continue
        forgotten = forget(answers, key)
        current = REPORT_FORM.current(forgotten)
        assert current is not None
        assert current.key == key
        assert forgotten["_old"][key] == answers[key]
        again = advance(REPORT_FORM, forgotten, Said(text=answers[key], question=key))
        assert plain(again.answers) == plain(answers)


@given(said=st.lists(_said, max_size=25))
def test_the_same_tap_twice_is_the_same_as_once(said: list[Said]) -> None:
    answers: Answers = {}
    for thing in said:
        step = advance(REPORT_FORM, answers, thing)
        if thing.question is not None:
            assert advance(REPORT_FORM, step.answers, thing).answers == step.answers
        answers = step.answers


@given(said=st.lists(_said, max_size=25))
def test_only_the_confirmation_of_a_complete_form_finishes_it(said: list[Said]) -> None:
    answers: Answers = {}
    for thing in said:
        step = advance(REPORT_FORM, answers, thing)
        complete = REPORT_FORM.current(answers) is None
        assert (step.move is Move.FINISH) == (thing.word is Word.CONFIRM and complete)
        answers = step.answers


def test_a_change_of_status_drops_the_obstacle_and_notes_its_words() -> None:
    step = advance(REPORT_FORM, forget(FULL, "progress"), Said(text="3"))
    assert "obstacle" not in step.answers
    assert step.answers["_old"]["obstacle"] == "ข"
    assert REPORT_FORM.current(step.answers) is None


def test_going_back_through_the_whole_form_comes_to_its_first_question() -> None:
    answers: Answers = FULL
    places: list[Any] = []
    for _ in FULL:
        answers = advance(REPORT_FORM, answers, Said(word=Word.BACK)).answers
        current = REPORT_FORM.current(answers)
        places.append(current.key if current else None)
    assert places == ["evidence", "outcome", "obstacle", "summary", "progress"]


@given(st.text(max_size=200))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_cancelling_a_question_asked_again_leads_back_to_the_review_unchanged() -> None:
    full = {**FULL, "progress": "in_progress"}
    for key in ("progress", "summary", "obstacle", "outcome", "evidence"):
        step = advance(REPORT_FORM, forget(full, key), Said(word=Word.CANCEL))
        assert step.move is Move.ASK
        assert step.answers == full, key
    told = {"progress": "done", "summary": "ก"}
    assert advance(REPORT_FORM, forget(told, "outcome"), Said(word=Word.CANCEL)).answers == told
    for left in (told, {"progress": "done"}, forget({"progress": "done"}, "progress")):
        assert advance(REPORT_FORM, left, Said(word=Word.CANCEL)).move is Move.CANCEL
