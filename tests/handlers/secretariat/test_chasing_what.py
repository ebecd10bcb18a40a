"""What a nudge is about: the round its card shows, in words that are true when it goes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.outbox.asking import refresh_quota
from bot.outbox.delivery import drain
from models.month.calendar import BANGKOK, at
from models.month.chased import Chase, chased
from models.month.due import due_by_agency
from models.reports.waiting import waiting_by_agency
from models.tables.organization import Organization
from tests.handlers.cast import (
    HEALTH,
    LAND,
    begin_month,
    nothing_failed,
    officer,
    secretary,
    sends_report,
)
from tests.stage import Actor, Stage, actions_in, words_of

OVERDUE = datetime(2026, 12, 1, 9, 0, tzinfo=BANGKOK)


def pushed(stage: Stage, actor: Actor) -> list[dict[str, Any]]:
    """What somebody gets when what waits is sent."""
    actor._mark()
    drain(stage.program)
    return actor.heard()


def first_of_december(stage: Stage) -> tuple[Actor, Actor, Actor]:
    """Who reported November, who did not, and the secretariat, which has the list."""
    done, late = officer(stage, "นางสุข", HEALTH), officer(stage, "นายวิชัย", LAND)
    reviewer = secretary(stage)
    sends_report(done)
    begin_month(stage, OVERDUE)
    stage.tick(OVERDUE)
    return done, late, reviewer


def test_the_lists_button_asks_for_its_round_and_nobody_who_reported(stage: Stage) -> None:
    done, late, reviewer = first_of_december(stage)
    listed = reviewer.messages()
    look = reviewer.taps("ติดตาม", of=listed)
    said = words_of(look)
    assert "ติดตาม 1 หน่วยงาน 1 รายการ" in said
    assert "รอบเดือนพฤศจิกายน 2569 เกินกำหนดแล้ว" in said
    assert "ติดตามแล้ว 1 หน่วยงาน 1 ข้อความ" in words_of(reviewer.taps("ส่งติดตาม", of=look))
    told = words_of(pushed(stage, late))
    assert "มีรายการเกินกำหนดส่งรายงาน วันจันทร์ที่ 30 พฤศจิกายน 2569" in told
    assert "เกินกำหนดแล้วและยังไม่ได้รับ" in told
    assert "ธันวาคม" not in told
    assert "ขอติดตาม" not in words_of(done.messages())
    nothing_failed(stage)


def test_a_word_and_an_agencys_button_ask_for_what_is_overdue_alone(stage: Stage) -> None:
    _done, late, reviewer = first_of_december(stage)
    look = reviewer.says("ติดตาม")
    assert "ติดตาม 1 หน่วยงาน 1 รายการ" in words_of(look)
    one = reviewer.taps("ติดตามหน่วยงานนี้", of=reviewer.says(LAND))
    assert "รายการที่เกินกำหนดแล้ว" in words_of(one)
    reviewer.taps("ส่งติดตาม", of=one)
    assert "ธันวาคม" not in words_of(pushed(stage, late))


def test_the_first_card_tells_overdue_and_not_yet_due_apart(stage: Stage) -> None:
    _done, _late, reviewer = first_of_december(stage)
    card = reviewer.says("งานของฉัน")
    said = words_of(card)
    for words in (
        "รอบเดือนพฤศจิกายน 2569 ครบกำหนดวันจันทร์ที่ 30 พฤศจิกายน 2569",
        "รอบเดือนธันวาคม 2569 ครบกำหนดวันพุธที่ 30 ธันวาคม 2569",
        "เกินกำหนด 3 รายการ\nจาก 2 หน่วยงาน",
        "ยังไม่รายงาน 4 รายการ\nจาก 3 หน่วยงาน",
    ):
        assert words in said
    running = [action for action in _chasing(card) if "k=2" in action["data"]]
    reviewer._mark()
    stage.line.world.tap(reviewer.chat_id, reviewer.user_id, running[0])
    assert "ติดตาม 2 หน่วยงาน 2 รายการ" in words_of(reviewer.heard())


@pytest.mark.parametrize("kinds", [Chase.LATE, Chase.RUNNING, Chase.RETURNED])
@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2026, 12, 15)])
def test_as_much_is_counted_as_asked_for(stage: Stage, kinds: Chase, day: date) -> None:
    first_of_december(stage)
    now = at(day, 9)
    with stage.program.database.read() as session:
        (owner,) = session.scalars(select(Organization))
        waiting = waiting_by_agency(session, owner.id, now)
        counted = {each.name: each.asked(kinds) for each in waiting if each.asked(kinds)}
        dues = due_by_agency(session, owner.id, now).values()
        asked = {owed[0].agency_name: len(chased(owed, kinds, now)) for owed in dues}
    assert counted == {name: count for name, count in asked.items() if count}


def test_what_was_returned_is_chased_alone(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    officer(stage, "นางสุข", HEALTH)
    reviewer.taps("ส่งกลับแก้ไข", of=reviewer.says("ตรวจรายงาน"))
    reviewer.says("1")
    reviewer.says("ยืนยัน")
    card = reviewer.says("งานของฉัน")
    reviewer._mark()
    returned = [action for action in _chasing(card) if "k=4" in action["data"]]
    stage.line.world.tap(reviewer.chat_id, reviewer.user_id, returned[0])
    look = reviewer.heard()
    assert "รายการที่ส่งกลับให้แก้ไข" in words_of(look)
    assert "ติดตาม 1 หน่วยงาน 1 รายการ" in words_of(look)
    pushed(stage, actor)
    reviewer.taps("ส่งติดตาม", of=look)
    assert "รายงานที่ส่งกลับให้แก้ไข" in words_of(pushed(stage, actor))


def test_a_nudge_that_waits_says_what_is_true_when_it_goes_and_goes_once(stage: Stage) -> None:
    late, reviewer = officer(stage, "นายวิชัย", LAND), secretary(stage)
    stage.go_to(datetime(2026, 11, 30, 18, 30, tzinfo=BANGKOK))
    reviewer.taps("ส่งติดตาม", of=reviewer.says("ติดตาม"))
    begin_month(stage, datetime(2026, 12, 1, 8, 0, tzinfo=BANGKOK))
    told = words_of(pushed(stage, late))
    assert "มีรายการเกินกำหนดส่งรายงาน วันจันทร์ที่ 30 พฤศจิกายน 2569" in told
    assert "วันนี้ครบกำหนด" not in told
    stage.go_to(OVERDUE)
    assert "วันนี้ติดตามแล้ว" in words_of(reviewer.says("ติดตาม"))


@pytest.mark.parametrize(("quota", "left_out"), [(0, True), (50, False)])
def test_whom_the_months_messages_do_not_reach_is_named(
    stage: Stage, quota: int, left_out: bool
) -> None:
    officer(stage, "นายวิชัย", LAND)
    reviewer = secretary(stage)
    stage.line.world.change_settings({"quota": quota})
    refresh_quota(stage.program)
    answer = words_of(reviewer.taps("ส่งติดตาม", of=reviewer.says("ติดตาม")))
    assert (f"โปรดโทรศัพท์: {LAND}" in answer) is left_out
    assert ("ติดตามแล้ว 1 หน่วยงาน" in answer) is not left_out


def _chasing(card: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        action
        for message in card
        for action in actions_in(message)
        if action.get("data", "").startswith("a=nudge")
    ]
