"""Double taps, stale buttons, repeated and disordered events, two people at once: a kind word or
silence, never a second report.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.handlers.cast import (
    DECEMBER,
    DONE,
    begin_month,
    fills,
    nothing_failed,
    officer,
    opens,
    reports,
    revisions,
    sends_report,
    tap_on_card,
)
from tests.stage import Actor, Stage, labels_in, words_of


def test_every_button_may_be_tapped_twice(stage: Stage) -> None:
    actor = officer(stage)
    cards = actor.says("รายงาน")
    for label in ("รายงานผล", "◐"):
        actor.taps(label)
        actor.taps(label)
    actor.says(DONE)
    for label in ("เพิ่มผลลัพธ์", "ข้าม", "เพิ่มหลักฐาน", "ไม่มีหลักฐาน"):
        actor.taps(label)
        actor.taps(label)
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
    heard = actor.taps("เพิ่มปัญหาอุปสรรค")
    actor.says("เพิ่มผลลัพธ์")
    assert "■ ผลลัพธ์" in words_of(actor.taps("ข้าม", of=heard))


def test_a_button_of_an_earlier_question_changes_nothing(stage: Stage) -> None:
    actor = officer(stage)
    asked = opens(actor)
    actor.taps("◐", of=asked)
    actor.says(DONE)
    heard = words_of(actor.taps("●", of=asked))
    assert "คำถามก่อนหน้า" in heard
    assert "ตรวจข้อความก่อนส่ง" in heard
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


def test_a_button_of_a_sent_form_tells_its_number_and_goes_on_with_the_open_one(
    stage: Stage,
) -> None:
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
    events = [
        e for w in any_stage.line.world.webhooks() for e in w["events"] if e["type"] == "message"
    ]
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
    said = ["2", DONE, "เพิ่มผลลัพธ์", "ข้าม", "ยืนยัน"]
    events = [
        _text_event(any_stage, actor, text, now + timedelta(seconds=i), i)
        for i, text in enumerate(said)
    ]
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
    assert "2570-000001-2" in words_of(
        slower.says("ยืนยัน")
    )  # knowingly: a revision, no second report
    assert reports(any_stage) == 1
    assert [r[:2] for r in revisions(any_stage)] == [(1, 1), (1, 2)]


def test_two_officers_carry_forward_at_once(any_stage: Stage) -> None:
    first, second = officer(any_stage), officer(any_stage, "นางสมหญิง รักดี")
    sends_report(first)
    begin_month(any_stage, DECEMBER)
    for actor in (first, second):
        actor.says("รายงาน")
    with ThreadPoolExecutor(2) as pool:
        heard = [
            words_of(m) for m in pool.map(lambda actor: actor.taps("ไม่มีความคืบหน้า"), (first, second))
        ]
    assert sorted("ใบรับรายงาน" in words for words in heard) == [False, True]
    assert len(revisions(any_stage)) == 2


def test_taps_and_words_of_one_person_at_once_make_one_report(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    review = fills(actor)
    action = actor.button("ยืนยันส่งรายงาน", review)
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda _: any_stage.line.world.tap(actor.chat_id, actor.user_id, action), range(4)
            )
        )
    assert len(revisions(any_stage)) == 1
    nothing_failed(any_stage)
