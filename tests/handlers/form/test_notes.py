"""What a draft remembers beside its answers, and the drafts that version 0.1.0 stored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.reports.notes import KEYS, DraftNotes, SetAside, without_notes
from models.tables.conversation import Draft
from tests.handlers.cast import DONE, evidence, officer, opens, revisions, sends_report
from tests.stage import Stage, words_of

STORED: dict[str, Any] = {
    "progress": "in_progress",
    "evidence": "done",
    "_base": 7,
    "_seen": 8,
    "_held": {"text": "ส่งแล้วครับ", "messages": ["100001", "100002"]},
    "_kept": {"text": "จัดประชุมแล้ว", "messages": []},
    "_from": {"progress": ["100000"]},
    "_old": {"summary": "ข้อความเดิม", "outcome": "ผลเดิม"},
    "_without": [3, 4],
    "_choosing": True,
    "_revision": 9,
}
"""A draft as version 0.1.0 stored one, with every note it knew."""
NEWER = {"_wanted", "_told", "_hinted", "_together", "_stood", "_shared"}
"""Notes that version did not know."""
REVIEW = "ตรวจข้อความก่อนส่ง"
_words = st.text(max_size=6)
_set_aside = st.builds(SetAside, _words, st.lists(_words, max_size=2).map(tuple))
_notes = st.builds(
    DraftNotes,
    base=st.none() | st.integers(1),
    held=st.none() | _set_aside,
    kept=st.none() | _set_aside,
    sources=st.dictionaries(_words, st.lists(_words, min_size=1, max_size=2).map(tuple)),
    old=st.dictionaries(_words, _words),
    stood=st.dictionaries(_words, _words),
    left_out=st.lists(st.integers(1), max_size=2).map(tuple),
    choosing=st.booleans(),
    wanted=st.none() | st.just("obstacle"),
    told_superior=st.booleans(),
)


def test_a_stored_draft_is_read_and_stored_as_it_was() -> None:
    notes = DraftNotes.from_answers(STORED)
    assert (notes.base, notes.seen, notes.revision) == (7, 8, 9)
    assert notes.held == SetAside("ส่งแล้วครับ", ("100001", "100002"))
    assert notes.kept == SetAside("จัดประชุมแล้ว")
    assert notes.sources == {"progress": ("100000",)}
    assert notes.old == {"summary": "ข้อความเดิม", "outcome": "ผลเดิม"}
    assert (notes.left_out, notes.choosing) == ((3, 4), True)
    assert notes.to_answers(STORED) == STORED
    assert set(STORED) - set(without_notes(STORED)) == KEYS - NEWER


@given(notes=_notes)
def test_notes_are_stored_and_read_back(notes: DraftNotes) -> None:
    stored = notes.to_answers({"summary": "ก"})
    assert DraftNotes.from_answers(stored) == notes
    assert without_notes(stored) == {"summary": "ก"}
    assert DraftNotes().to_answers(stored) == {"summary": "ก"}


def _stores(stage: Stage, answers: dict[str, Any]) -> None:
    """Store the answers of the form that is open, as another version of us did."""
    with stage.program.database.begin() as session:
        session.scalars(select(Draft).where(Draft.active)).one().answers = answers


@pytest.mark.parametrize(
    ("answers", "said", "heard"),
    [
        ({"_kept": {"text": DONE, "messages": ["1"]}}, "2", "ใช้ข้อความที่พิมพ์ไว้เป็นสรุปผล"),
        ({"progress": "done", "_from": {}, "_old": {"summary": DONE}}, "ใช้ข้อความเดิม", REVIEW),
        (
            {"progress": "done", "_held": {"text": DONE, "messages": ["1"]}},
            "ใช้เป็นคำตอบ",
            REVIEW,
        ),
        (
            {"progress": "not_achieved", "summary": DONE, "_from": {"summary": ["1"]}, "_old": {}},
            "รอเครื่อง",
            REVIEW,
        ),
    ],
)
def test_a_draft_of_the_first_version_goes_on(
    stage: Stage, answers: dict[str, Any], said: str, heard: str
) -> None:
    actor = officer(stage)
    opens(actor)
    _stores(stage, answers)
    assert heard in words_of(actor.says(said))
    assert "ใบรับรายงาน" in words_of(actor.says("ยืนยัน"))
    assert [summary for *_, summary in revisions(stage)] == [DONE]


def test_a_copy_of_the_first_version_is_sent_with_what_it_kept(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.sends()
    actor.sends()
    actor.taps("◐")
    actor.says(DONE)
    actor.says("ยืนยัน")
    actor.taps("แก้ไขรายงานนี้")
    answers = {"progress": "done", "summary": DONE, "outcome": "", "evidence": "done"}
    left_out = evidence(stage)[0].id
    _stores(stage, answers | {"_base": 1, "_without": [left_out], "_choosing": True})
    assert "หลักฐาน (1 รายการ)" in words_of(actor.says("ไม่ลบ"))
    actor.says("ยืนยัน")
    assert revisions(stage) == [(1, 1, "in_progress", DONE), (1, 2, "done", DONE)]


def test_a_report_of_a_colleague_is_asked_about_once(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    sends_report(officer(stage, "นางสมหญิง รักดี"))
    answers = {"progress": "done", "summary": DONE, "outcome": "", "evidence": "done"}
    _stores(stage, answers | {"_seen": 1})
    assert "ใบรับรายงาน" in words_of(actor.says("ยืนยัน"))
