"""เลิกส่ง: what was sent is taken back within ten minutes, and stands again as before it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, Report, Revision, Round
from tests.counting import Heard
from tests.handlers.cast import (
    DONE,
    TREASURY,
    ask,
    evidence,
    fills,
    nothing_failed,
    officer,
    opens,
    revisions,
    secretary,
    sends_report,
    states,
)
from tests.stage import Actor, Stage, labels_in, words_of

OWN = ("1.1", TREASURY, 11)


def _standing(stage: Stage) -> list[tuple[int, str]]:
    """Number and summary of every revision that stands."""
    return ask(
        stage,
        lambda s: [
            (each.number, each.summary)
            for each in s.scalars(select(Revision).where(Revision.stands()).order_by(Revision.id))
        ],
    )


@pytest.mark.parametrize("tapped", [False, True])
def test_a_report_is_taken_back_and_sent_again_with_its_evidence(
    any_stage: Stage, tapped: bool
) -> None:
    actor = officer(any_stage)
    opens(actor)
    actor.sends()
    shown = fills(actor)
    receipt = actor.says("ยืนยัน")
    assert "พิมพ์ เลิกส่ง ภายใน 10 นาที" in words_of(receipt)
    any_stage.go_to(any_stage.now() + timedelta(minutes=9))
    heard = words_of(actor.taps("เลิกส่ง", of=receipt) if tapped else actor.says("เลิกส่งครับ"))
    for words in ("เลิกส่งแล้ว 1 รายการ", "2570-000001-1", "ตรวจข้อความก่อนส่ง", DONE, "1 รายการ"):
        assert words in heard
    assert states(any_stage)[OWN] == "owed"
    assert _standing(any_stage) == []
    assert len(revisions(any_stage)) == 1  # kept
    assert "เลิกส่งไปแล้ว" in words_of(actor.taps("เลิกส่ง", of=receipt))
    actor.says("พักไว้")
    heard = words_of(actor.taps("ยืนยันส่งรายงาน", of=shown))  # of the form that was sent
    assert "ตรวจข้อความก่อนส่ง" in heard
    assert _standing(any_stage) == []
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    assert _standing(any_stage) == [(2, DONE)]
    held = ask(any_stage, lambda s: [len(r.evidence) for r in s.scalars(select(Revision))])
    assert held == [1, 1]
    assert len(evidence(any_stage)) == 1
    nothing_failed(any_stage)


def test_a_correction_taken_back_leaves_the_report_before_it(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    corrected = actor.says("แก้ 2570-000001-1 สรุปผล: จัดประชุมแล้ว 2 ครั้ง")
    assert "2570-000001-2" in words_of(corrected)
    assert "เลขที่รับ 2570-000001-1 ยังมีผลตามเดิม" in words_of(actor.says("เลิกส่ง 1.1"))
    assert _standing(stage) == [(1, DONE)]
    assert states(stage)[OWN] == "sent"
    assert "2570-000001-3" in words_of(actor.says("ยืนยัน"))
    actor.says("เลิกส่ง 2570-000001-3")
    actor.says("ยกเลิก")
    reviewer = secretary(stage)
    waiting = reviewer.says("ตรวจรายงาน")
    assert DONE in words_of(waiting)
    assert "2 ครั้ง" not in words_of(waiting)
    reviewer.taps("รับรอง", of=waiting)
    assert states(stage)[OWN] == "accepted"
    nothing_failed(stage)


def test_words_unsent_after_their_report_was_taken_back_are_forgotten(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor, "1.1")
    actor.says("2")
    said = stage.line.world.say(actor.chat_id, actor.user_id, DONE)["messageId"]
    assert "ได้รับรายงาน" in words_of(actor.says("ยืนยัน"))
    assert DONE in words_of(actor.says("เลิกส่ง"))
    stage.line.world.unsend(actor.chat_id, actor.user_id, said)
    waits = select(Draft.answers).where(Draft.closed_at.is_(None))
    (answers,) = ask(stage, lambda s: list(s.scalars(waits)))
    assert DONE not in str(answers)


def test_a_measure_named_once_more_means_what_stands_of_it(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    actor.says("แก้ 2570-000001-1 สรุปผล: จัดประชุมแล้ว 2 ครั้ง")
    for said, number in (("เลิกส่ง ๑.๑", 2), ("เลิกส่ง 1.1", 1)):
        assert f"2570-000001-{number}" in words_of(actor.says(said))
        actor.says("ยกเลิก")
    assert _standing(stage) == []
    assert "เลิกส่งไปแล้ว" in words_of(actor.says("เลิกส่ง 1.1"))
    nothing_failed(stage)


def test_in_another_form_it_goes_on_and_dropping_that_one_is_not_taking_back(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    actor.says("รายงาน 1.2")
    actor.says("กำลังดำเนินการ")
    asked = words_of(actor.says("ยกเลิกส่งครับ"))
    for words in ("ยังไม่ได้เลิกส่งรายงานใด", "พิมพ์ ยกเลิก", "สรุปผลการดำเนินการ"):
        assert words in asked
    assert _standing(stage) == [(1, DONE)]
    undone = words_of(actor.says("เลิกส่ง"))
    assert undone.index("เลิกส่งแล้ว 1 รายการ") < undone.index("มาตรการ 1.2")
    assert _standing(stage) == []
    assert "มาตรการ 1.2" in words_of(actor.says("เลิกส่ง")).split("ไม่มีรายงานที่ท่านส่ง")[1]
    nothing_failed(stage)


def test_what_cannot_be_taken_back_is_said_with_the_reason(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    assert "ไม่มีรายงานที่ท่านส่ง" in words_of(actor.says("เลิกส่ง"))
    receipt = sends_report(actor)
    waiting = reviewer.says("ตรวจรายงาน")
    stage.go_to(stage.now() + timedelta(minutes=11))
    assert "เกิน 10 นาที" in words_of(actor.says("เลิกส่ง"))
    second = sends_report(actor, "1.2")
    actor.says("เลิกส่ง")
    actor.says("ยกเลิก")
    third = sends_report(actor, "1.2")
    for label in ("รับรอง", "ส่งกลับแก้ไข"):  # of a card that shows what was taken back
        assert labels_in(waiting[0]).count(label) == 1
    reviewer.taps("รับรอง", of=[_card_of(reviewer.says("ตรวจรายงาน"), "1.2")])
    assert "ตรวจแล้ว" in words_of(actor.taps("เลิกส่ง", of=third))
    assert "เลิกส่งไปแล้ว" in words_of(actor.taps("เลิกส่ง", of=second))
    colleague = officer(stage, "นางสมหญิง รักดี")
    assert "สิ้นสุดแล้ว" in words_of(_same_tap(colleague, actor, receipt))
    nothing_failed(stage)


def _card_of(messages: Heard, words: str) -> dict[str, Any]:
    """The card that holds some words, alone or among others."""
    cards = [
        card
        for message in messages
        for card in [message.get("contents", {})]
        for card in (card["contents"] if card.get("type") == "carousel" else [card])
    ]
    return next(card for card in cards if words in words_of(card))


def _same_tap(who: Actor, other: Actor, of: Heard) -> Heard:
    """Somebody else taps a button that was not sent to them."""
    who._mark()
    who.stage.line.world.tap(who.chat_id, who.user_id, other.button("เลิกส่ง", of))
    return who.heard()


def test_a_secretary_is_told_that_what_they_look_at_was_taken_back(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    waiting = reviewer.says("ตรวจรายงาน")
    actor.says("เลิกส่ง")
    for label in ("รับรอง", "ส่งกลับแก้ไข"):
        assert "เลิกส่งรายงานฉบับนี้แล้ว" in words_of(reviewer.taps(label, of=waiting))
    assert "ไม่มีรายงานที่รอตรวจ" in words_of(reviewer.says("ตรวจรายงาน"))
    assert states(stage)[OWN] == "owed"
    nothing_failed(stage)


def test_after_the_round_closed_nothing_is_taken_back(stage: Stage) -> None:
    actor = officer(stage)
    closes = ask(stage, lambda s: s.scalars(select(Round.closes_at)).all())[-1]
    stage.go_to(closes - timedelta(minutes=2))
    receipt = sends_report(actor)
    assert "เลิกส่ง" in labels_in(receipt[0])
    stage.go_to(closes + timedelta(minutes=1))
    assert "รอบนี้ปิดแล้ว" in words_of(actor.taps("เลิกส่ง", of=receipt))
    late = sends_report(actor, "1.2")
    assert "เลิกส่ง" not in labels_in(late[0])


def test_several_sent_together_are_taken_back_together_and_wait(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("ทุกข้อ กำลังดำเนินการ")
    actor.says("ยืนยัน")
    stage.go_to(stage.now() + timedelta(minutes=1))
    assert "เลิกส่งแล้ว 2 รายการ" in words_of(actor.taps("เลิกส่ง"))
    assert _standing(stage) == []
    assert "มีร่างที่ทำค้างไว้ 2 รายการ" in words_of(actor.says("รายงาน"))
    whole = ask(stage, lambda s: [r.withdrawn_at is None for r in s.scalars(select(Report))])
    assert whole == [False, False]
    assert ask(stage, lambda s: s.scalars(select(Evidence)).all()) == []


def test_what_of_several_stays_is_said_beside_what_was_taken_back(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    actor.says("ทุกข้อ กำลังดำเนินการ")
    receipt = actor.says("ยืนยัน")
    assert "รับรอง" in words_of(reviewer.says("รับรอง 1.2"))
    heard = words_of(actor.taps("เลิกส่ง", of=receipt))
    assert "ตรวจแล้ว" in heard
    assert "เลิกส่งแล้ว 1 รายการ" in heard
    nothing_failed(stage)


def _reopened_at(session: Session) -> datetime | None:
    return session.scalars(select(Obligation.reopened_at).join(Report)).one()


def test_a_reopening_that_was_used_up_stands_again(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    reopened = stage.now()
    with stage.program.database.begin() as session:
        session.scalars(select(Obligation).join(Report)).one().reopened_at = reopened
    moments = []
    for words in ("แก้ 2570-000001-1 สรุปผล: แก้ตามที่ขอ", "เลิกส่ง"):
        actor.says(words)
        moments.append(ask(stage, _reopened_at))
    assert moments == [None, reopened]
