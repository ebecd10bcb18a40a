"""Double taps, stale buttons, repeated and disordered events, two people at once: a kind word or silence, never a second report."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.calendar import BANGKOK
from models.people import Membership, Role
from models.plan import Measure
from models.reporting import Obligation
from tests.handlers.cast import (
    DECEMBER,
    DONE,
    HEALTH,
    SLUG,
    TREASURY,
    ask,
    begin_month,
    fills,
    nothing_failed,
    officer,
    opens,
    reports,
    revisions,
    secretary,
    sends_report,
    states,
    tap_on_card,
)
from tests.stage import Actor, Stage, labels_in, words_of


def forge(actor: Actor, data: str) -> str:
    """Tap a button that nobody was ever shown; return what is answered."""
    actor._mark()
    action = {"type": "postback", "label": "x", "data": data, "displayText": "x"}
    actor.stage.line.world.tap(actor.chat_id, actor.user_id, action)
    return words_of(actor.heard())


def test_every_button_may_be_tapped_twice(stage: Stage) -> None:
    actor = officer(stage)
    cards = actor.says("รายงาน")
    for label in ("รายงานผล", "◐"):
        actor.taps(label)
        actor.taps(label)
    actor.says(DONE)
    actor.taps("ข้าม")
    actor.taps("ไม่มีหลักฐาน")
    actor.taps("ไม่มีหลักฐาน")
    assert reports(stage) == 0
    review = actor.messages()[-1:]
    actor.taps("ยืนยันส่งรายงาน", of=review)
    for label in labels_in(review[0]):
        heard = words_of(actor.taps(label, of=review))
        assert "ส่งเรียบร้อยแล้ว เลขที่รับ 2570-000001-1" in heard
    tap_on_card(actor, cards, "มาตรการ 1.1", "รายงานผล")
    assert len(revisions(stage)) == 1
    nothing_failed(stage)


def test_a_second_skip_does_not_skip_the_next_question_unseen(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    actor.says(DONE)
    heard = actor.messages()[-1:]
    actor.taps("ข้าม", of=heard)
    assert "■ หลักฐาน" in words_of(actor.taps("ข้าม", of=heard))


def test_a_button_of_an_earlier_question_changes_nothing(stage: Stage) -> None:
    actor = officer(stage)
    asked = opens(actor)
    actor.taps("◐", of=asked)
    actor.says(DONE)
    heard = words_of(actor.taps("●", of=asked))
    assert "คำถามก่อนหน้า" in heard
    assert "■ ผลลัพธ์" in heard
    actor.says("ข้าม")
    actor.says("ไปต่อ")
    actor.says("ยืนยัน")
    assert revisions(stage) == [(1, 1, "in_progress", DONE)]


def test_a_button_of_a_cancelled_form_is_over(stage: Stage) -> None:
    actor = officer(stage)
    asked = opens(actor)
    actor.says("ยกเลิก")
    for label in ("◐", "พักไว้", "ยกเลิก"):
        assert "สิ้นสุดแล้ว" in words_of(actor.taps(label, of=asked))


def test_a_button_of_a_form_put_aside_opens_it_again(stage: Stage) -> None:
    actor = officer(stage)
    asked = opens(actor)
    actor.says("พักไว้")
    heard = words_of(actor.taps("◐", of=asked))
    assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in heard


def test_a_button_of_another_form_than_the_open_one_changes_neither(stage: Stage) -> None:
    actor = officer(stage)
    first = opens(actor, "1.1")
    opens(actor, "1.2")
    heard = words_of(actor.taps("●", of=first))
    assert "เป็นของรายการอื่น" in heard
    assert "เปิดเผยการใช้จ่ายงบประมาณ" in heard


def test_a_button_of_a_sent_form_tells_its_number_and_goes_on_with_the_open_one(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    review = fills(actor)
    actor.says("ยืนยัน")
    opens(actor, "1.2")
    heard = words_of(actor.taps("ยืนยันส่งรายงาน", of=review))
    assert "2570-000001-1" in heard
    assert "เปิดเผยการใช้จ่ายงบประมาณ" in heard
    assert reports(stage) == 1


@pytest.mark.parametrize("word", ["ยืนยัน", DONE, "2"])
def test_a_redelivered_event_has_no_second_effect(any_stage: Stage, word: str) -> None:
    actor = officer(any_stage)
    if word == "ยืนยัน":
        opens(actor)
        fills(actor)
    elif word == DONE:
        opens(actor)
        actor.says("2")
    else:
        opens(actor)
    actor.says(word)
    before = (revisions(any_stage), len(actor.messages()))
    events = [e for w in any_stage.line.world.webhooks() for e in w["events"] if e["type"] == "message"]
    any_stage.line.world.redeliver(events[-1]["webhookEventId"])
    any_stage.line.world.send_events([events[-1], events[-1]])
    assert (revisions(any_stage), len(actor.messages())) == before


def _text_event(stage: Stage, actor: Actor, text: str, at: datetime, number: int) -> dict[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": int(at.timestamp() * 1000),
        "webhookEventId": f"01DISORDER{number:04}",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": actor.user_id},
        "message": {"type": "text", "id": str(990000 + number), "text": text, "quoteToken": "q"},
    }


def test_events_of_one_webhook_out_of_order_are_taken_in_order_of_time(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    now = any_stage.now()
    said = ["2", DONE, "ข้าม", "ไปต่อ", "ยืนยัน"]
    events = [_text_event(any_stage, actor, text, now + timedelta(seconds=i), i) for i, text in enumerate(said)]
    any_stage.line.world.send_events([events[i] for i in (3, 0, 4, 2, 1)])
    assert revisions(any_stage) == [(1, 1, "in_progress", DONE)]


def test_an_event_that_comes_late_is_answered_kindly(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    late = _text_event(any_stage, actor, "2", any_stage.now(), 1)
    any_stage.go_to(any_stage.now() + timedelta(seconds=5))
    fills(actor)
    actor.says("ยืนยัน")
    any_stage.line.world.send_events([late])
    assert len(revisions(any_stage)) == 1
    nothing_failed(any_stage)


def test_two_officers_of_one_agency_at_once_make_one_report(any_stage: Stage) -> None:
    first, second = officer(any_stage), officer(any_stage, "นางสมหญิง รักดี")
    for actor in (first, second):
        opens(actor)
        fills(actor, f"{DONE} โดย {actor.name}")
    with ThreadPoolExecutor(2) as pool:
        heard = [words_of(m) for m in pool.map(lambda actor: actor.says("ยืนยัน"), (first, second))]
    assert sorted("ใบรับรายงาน" in words for words in heard) == [False, True]
    assert sorted("ผู้ร่วมรับผิดชอบส่งรายงานนี้แล้ว" in words for words in heard) == [False, True]
    assert len(revisions(any_stage)) == 1
    slower = first if "ผู้ร่วมรับผิดชอบ" in heard[0] else second
    assert "2570-000001-2" in words_of(slower.says("ยืนยัน"))  # knowingly: a revision, no second report
    assert reports(any_stage) == 1
    assert [r[:2] for r in revisions(any_stage)] == [(1, 1), (1, 2)]


def test_two_officers_carry_forward_at_once(any_stage: Stage) -> None:
    first, second = officer(any_stage), officer(any_stage, "นางสมหญิง รักดี")
    sends_report(first)
    begin_month(any_stage, DECEMBER)
    for actor in (first, second):
        actor.says("รายงาน")
    with ThreadPoolExecutor(2) as pool:
        heard = [words_of(m) for m in pool.map(lambda actor: actor.taps("ไม่มีความคืบหน้า"), (first, second))]
    assert sorted("ใบรับรายงาน" in words for words in heard) == [False, True]
    assert len(revisions(any_stage)) == 2


def test_taps_and_words_of_one_person_at_once_make_one_report(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    review = fills(actor)
    action = actor.button("ยืนยันส่งรายงาน", review)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: any_stage.line.world.tap(actor.chat_id, actor.user_id, action), range(4)))
    assert len(revisions(any_stage)) == 1
    nothing_failed(any_stage)


@pytest.mark.parametrize("action", ["report", "edit", "same", "excuse", "reopen"])
def test_a_forged_button_for_another_agencys_report_opens_nothing(stage: Stage, action: str) -> None:
    other = officer(stage, "นายที่ดิน", HEALTH)
    sends_report(officer(stage), "1.2")
    secret = ask(
        stage,
        lambda s: s.scalars(
            select(Obligation.id).join(Obligation.assignment).join(Measure).where(Measure.code == "1.2")
        ).one(),
    )
    heard = forge(other, f"a={action}&o={secret}")
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in heard
    assert DONE not in heard
    assert "เปิดเผย" not in heard


@pytest.mark.parametrize("action", ["accept", "return", "files"])
def test_an_officer_reviews_nothing(stage: Stage, action: str) -> None:
    actor = officer(stage)
    sends_report(actor)
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in forge(actor, f"a={action}&r=1")
    assert states(stage)["1.1", TREASURY, 11] == "sent"


def test_a_forged_draft_of_another_is_over(stage: Stage) -> None:
    first, other = officer(stage), officer(stage, "นายสาธารณสุข", HEALTH)
    opens(first)
    assert "สิ้นสุดแล้ว" in forge(other, "a=word&d=1&w=cancel")
    assert "■ สรุปผลการดำเนินการ" in words_of(first.says("2"))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a=",
        "x=1",
        "a=report",
        "a=report&o=",
        "a=report&o=-1",
        "a=report&o=99999999999999",
        "a=report&o=2147483648",
        "a=report&o=๑",
        "a=accept&r=2147483647",
        "a=ans&d=1",
        "a=ans&d=1&q=nothing&v=%00",
        "a=word&d=1&w=fly",
        "a=redo&d=1&q=nothing",
        "a=old&d=1&q=summary",
        "a=held&d=1&use=1",
        "a=agency&g=1",
        "a=due&page=999999",
        "a=mine&page=0",
        "a=consent&c=KN",
        "a=summary&full=1",
        "a=" + "ก" * 30,
    ],
)
def test_whatever_a_button_carries_gets_a_kind_answer(any_stage: Stage, data: str) -> None:
    actor = officer(any_stage)
    opens(actor)
    assert forge(actor, data) != ""
    nothing_failed(any_stage)


def test_executives_see_the_whole_and_report_nothing(stage: Stage) -> None:
    sends_report(officer(stage))
    chief = stage.registered("ผู้ว่าราชการจังหวัด", SLUG, Role.EXECUTIVE)
    assert "สำหรับผู้บริหาร" in words_of(chief.says("สรุป"))
    brief, full = words_of(chief.heard()), words_of(chief.taps("ดูสรุปรายละเอียด"))
    assert full != brief
    assert "สรุปรอบเดือนพฤศจิกายน" in full
    for word in ("รายงาน", "งานของฉัน"):
        assert "ไม่มีรายการที่ต้องรายงาน" in words_of(chief.says(word))
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in words_of(chief.says("ตรวจรายงาน"))
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in forge(chief, "a=report&o=1")


def test_a_role_that_ends_in_the_middle_of_a_form_ends_the_form(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(stage.invite(SLUG, Role.OFFICER, HEALTH))
    actor.taps("ยินยอม")
    opens(actor, "1.2")  # the treasury's
    review = fills(actor)
    with stage.program.database.begin() as session:
        session.scalars(select(Membership).where(Membership.agency.has(name=TREASURY))).one().ended_at = stage.now()
    assert reports(stage) == 0
    actor.taps("ยืนยันส่งรายงาน", of=review)
    actor.says("ยืนยัน")
    assert reports(stage) == 0
    assert TREASURY not in words_of(actor.says("รายงาน"))


def test_a_measure_taken_out_of_the_plan_is_shown_and_taken_no_more(stage: Stage) -> None:
    actor = officer(stage)
    cards = actor.says("รายงาน")
    with stage.program.database.begin() as session:
        session.scalars(select(Measure).where(Measure.code == "1.2")).one().removed_at = stage.now()
    for word in ("รายงาน", "งานของฉัน"):
        assert "เปิดเผยการใช้จ่าย" not in words_of(actor.says(word))
    assert "เปิดเผยการใช้จ่าย" not in words_of(secretary(stage).says(TREASURY))
    assert "ถูกนำออกจากแผนแล้ว" in words_of(tap_on_card(actor, cards, "มาตรการ 1.2", "รายงานผล"))


def test_a_sent_report_can_be_changed_until_the_round_closes_and_not_after(any_stage: Stage) -> None:
    actor = officer(any_stage)
    receipt = sends_report(actor)
    any_stage.go_to(datetime(2026, 12, 3, 8, 59, tzinfo=BANGKOK))  # it closes on the 3rd working day, at 9
    mine = actor.says("งานของฉัน")
    assert "เลขที่รับ 2570-000001-1" in words_of(mine)
    assert "ตรวจข้อความก่อนส่ง" in words_of(tap_on_card(actor, mine, "1.1", "แก้ไขรายงาน"))
    actor.says("แก้สรุปผล")
    actor.says("ฉบับแก้ไข")
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    actor.taps("แก้ไขรายงานนี้")
    any_stage.go_to(datetime(2026, 12, 3, 9, 0, tzinfo=BANGKOK))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.says("ยืนยัน"))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.taps("แก้ไขรายงานนี้", of=receipt))
    assert [r[:2] for r in revisions(any_stage)] == [(1, 1), (1, 2)]
