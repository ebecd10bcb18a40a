"""ประกาศ in the chat: shown as it will arrive with its cost, sent by a tap, once."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, update

from bot.outbox.asking import refresh_quota
from bot.outbox.delivery import drain
from messages.secretariat.announcing import TITLE, Audience, TypedAnnouncement, read_announcement
from models.month.calendar import BANGKOK
from models.tables.announcement import Circular
from models.tables.obligations import Obligation, ObligationState
from tests.handlers.cast import HEALTH, ask, nothing_failed, officer, secretary, sends_report
from tests.stage import Stage, labels_in, words_of

MEETING = "ขอเชิญประชุมวันที่ 15 ธ.ค. 2569"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (f"ประกาศ {MEETING}", TypedAnnouncement(Audience.ALL, (), TITLE, MEETING)),
        (f"ประกาศ: {MEETING}", TypedAnnouncement(Audience.ALL, (), TITLE, MEETING)),
        (
            f"ประกาศ ประชุม\n{MEETING}\n13.30 น.",
            TypedAnnouncement(Audience.ALL, (), "ประชุม", f"{MEETING}\n13.30 น."),
        ),
        (f"ประกาศถึงทุกหน่วยงาน: {MEETING}", TypedAnnouncement(Audience.ALL, (), TITLE, MEETING)),
        (
            f"ประกาศถึงหน่วยงานที่ยังไม่ส่ง: {MEETING}",
            TypedAnnouncement(Audience.MISSING, (), TITLE, MEETING),
        ),
        (
            f"ประกาศ ถึง สสจ., คลังจังหวัด และ ที่ดิน: {MEETING}",
            TypedAnnouncement(Audience.NAMED, ("สสจ.", "คลังจังหวัด", "ที่ดิน"), TITLE, MEETING),
        ),
        ("ประกาศ", TypedAnnouncement(Audience.ALL, (), TITLE, "")),
        ("ประกาศเจตนารมณ์ No Gift Policy แล้ว", None),
        ("ลงประกาศ 1.1", None),
    ],
)
def test_what_is_typed_is_read(text: str, typed: TypedAnnouncement | None) -> None:
    assert read_announcement(text) == typed


def test_an_announcement_is_looked_at_and_sent_once(stage: Stage) -> None:
    actor, other, reviewer = officer(stage), officer(stage, "นางสุข", HEALTH), secretary(stage)
    sends_report(other)
    look = reviewer.says(f"ประกาศ ประชุม\n{MEETING}")
    said = words_of(look)
    assert MEETING in said
    assert "ถึงทุกหน่วยงาน (2 แห่ง) ใช้ 2 ข้อความ" in said
    assert "ถึงหน่วยงานที่ยังไม่รายงาน (1 แห่ง) ใช้ 1 ข้อความ" in said
    assert MEETING not in words_of(actor.messages())
    assert "ส่งประกาศแล้ว 2 ข้อความ" in words_of(reviewer.taps("ส่งถึงทุกหน่วยงาน", of=look))
    drain(stage.program)
    for reader in (actor, other):
        assert MEETING in words_of(reader.messages())
    assert "ส่งไปแล้ว" in words_of(reviewer.taps("ส่งถึงที่ยังไม่รายงาน", of=look))
    assert len(ask(stage, lambda s: s.scalars(select(Circular)).all())) == 1
    nothing_failed(stage)


def test_some_agencies_are_named_and_a_wrong_name_sends_nothing(stage: Stage) -> None:
    actor, other, reviewer = officer(stage), officer(stage, "นางสุข", HEALTH), secretary(stage)
    wrong = reviewer.says(f"ประกาศถึง คลัง, กรมอะไรก็ไม่รู้: {MEETING}")
    assert "กรมอะไรก็ไม่รู้" in words_of(wrong)
    look = reviewer.says(f"ประกาศถึง คลังจังหวัด: {MEETING}")
    assert labels_in(look[-1])[0] == "ส่งถึงหน่วยงานที่ระบุ 1 ข้อความ"
    reviewer.taps("ส่งถึงหน่วยงานที่ระบุ", of=look)
    drain(stage.program)
    assert MEETING in words_of(actor.messages())
    assert MEETING not in words_of(other.messages())
    assert "บรรทัดแรกเป็นหัวข้อ" in words_of(reviewer.says("ประกาศ"))
    assert "ไม่เกิน 1,000" in words_of(reviewer.says("ประกาศ " + "ยาว" * 400))
    assert "ดูประกาศก่อนส่ง" not in words_of(actor.says(f"ประกาศ {MEETING}"))


def test_a_look_that_was_left_or_is_out_of_date_is_shown_again_and_not_sent(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    look = reviewer.says(f"ประกาศ {MEETING}")
    assert "ไม่ได้ส่งประกาศ" in words_of(reviewer.says("ยกเลิก"))
    again = reviewer.taps("ส่งถึงทุกหน่วยงาน", of=look)
    assert "แสดงไว้ก่อนหน้านี้ จึงยังไม่ได้ส่ง" in words_of(again)
    stage.go_to(datetime(2026, 12, 15, 10, 0, tzinfo=BANGKOK))
    anew = reviewer.taps("ส่งถึงทุกหน่วยงาน", of=again)
    assert "แสดงไว้ก่อนหน้านี้ จึงยังไม่ได้ส่ง" in words_of(anew)
    drain(stage.program)
    assert MEETING not in words_of(actor.messages())
    assert "ส่งประกาศแล้ว" in words_of(reviewer.taps("ส่งถึงทุกหน่วยงาน", of=anew))


@pytest.mark.parametrize(
    ("quota", "looked", "answered"),
    [
        (9, "ยังต้องใช้อีกประมาณ 4 ข้อความ", "ส่งประกาศแล้ว 2 ข้อความ"),
        (5, "หากส่ง การแจ้งเตือนอาจขาด 1 ข้อความ", "ส่งประกาศแล้ว 2 ข้อความ"),
        (1, f"จะมีผู้ไม่ได้รับ 1 คน: {HEALTH}", f"ไม่พอส่งทั้ง 2 ข้อความ โปรดโทรศัพท์: {HEALTH}"),
    ],
)
def test_the_look_says_what_the_reminders_need_and_whom_the_quota_leaves_out(
    stage: Stage, quota: int, looked: str, answered: str
) -> None:
    officer(stage)
    officer(stage, "นางสุข", HEALTH)
    reviewer = secretary(stage)
    stage.line.world.change_settings({"quota": quota})
    refresh_quota(stage.program)
    look = reviewer.says(f"ประกาศ {MEETING}")
    assert looked in words_of(look)
    assert answered in words_of(reviewer.taps("ส่งถึงทุกหน่วยงาน", of=look))


def test_where_nobody_is_missing_that_is_said(stage: Stage) -> None:
    reviewer = secretary(stage)
    with stage.program.database.begin() as session:
        session.execute(update(Obligation).values(state=ObligationState.EXCUSED))
    answer = words_of(reviewer.says(f"ประกาศถึงหน่วยงานที่ยังไม่ส่ง: {MEETING}"))
    assert "ไม่มีหน่วยงานที่ยังไม่รายงาน" in answer
