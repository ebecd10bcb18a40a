"""Thanks for an accepted report ride on the next answer, or on the next reminder, and are no push
themselves; what is returned comes as a card with the reason and a button that opens a copy to mend.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.outbox.delivery import drain
from bot.tick import tick
from models.month.calendar import BANGKOK
from models.tables.outbox import Delivery
from simulator.faults import Fault
from tests.handlers.cast import (
    DONE,
    ask,
    nothing_failed,
    officer,
    secretary,
    sends_report,
    states,
)
from tests.stage import Actor, Stage, labels_in, words_of

THANKS = "ฝ่ายเลขานุการรับรองรายงานของท่านแล้ว"


def test_thanks_for_what_was_accepted_ride_on_the_next_answer_once(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    sends_report(actor)
    sends_report(actor, "1.2")
    seen = len(actor.messages())
    reviewer.taps("รับรองทั้งหมด 2 รายการ", of=reviewer.says("ตรวจรายงาน"))
    drain(any_stage.program)
    assert len(actor.messages()) == seen  # no push
    first = actor.says("งานของฉัน")
    assert f"{THANKS} 2 รายการ" in words_of(first[0])
    assert "งานของฉัน" in words_of(first[1])
    assert THANKS not in words_of(actor.says("งานของฉัน"))
    assert THANKS not in words_of(reviewer.heard())
    nothing_failed(any_stage)


def test_a_returned_report_comes_with_the_reason_and_a_copy_to_mend(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    sends_report(actor, "1.2")
    seen = len(actor.messages())
    together = reviewer.says("ตรวจรายงาน")
    one = reviewer.taps("ดูฉบับเต็ม", of=together)
    assert DONE in words_of(one)
    reviewer.taps("ขาดหลักฐานประกอบ", of=reviewer.taps("ส่งกลับแก้ไข", of=one))
    rest = reviewer.taps("ยืนยันส่งกลับ")
    assert "ส่งกลับรายงาน" in words_of(rest[0])
    reviewer.taps("รับรอง", of=rest[1:])
    assert sorted(states(stage).values()).count("accepted") == 1
    drain(stage.program)
    card = actor.messages()[seen:]
    assert len(card) == 1
    assert "ขาดหลักฐานประกอบ" in words_of(card)
    assert THANKS not in words_of(card)
    copy = actor.taps(labels_in(card[0])[0], of=card)
    assert THANKS in words_of(copy[0])
    assert DONE in words_of(copy[1:])
    nothing_failed(stage)


REMINDED = datetime(2026, 11, 25, 10, 0, tzinfo=BANGKOK)


def _accepted(stage: Stage) -> tuple[Actor, int]:
    """An officer of whom one report was accepted and another is due; what they have read."""
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.taps("รับรอง", of=reviewer.says("ตรวจรายงาน"))
    drain(stage.program)
    return actor, len(actor.messages())


def _reminders(stage: Stage) -> list[tuple[int, int]]:
    """How many messages each reminder had, and what was paid for it."""
    found = select(Delivery).where(Delivery.purpose.like("%_reminder")).order_by(Delivery.id)
    return ask(stage, lambda s: [(len(d.messages), d.paid_messages) for d in s.scalars(found)])


def test_thanks_ride_on_a_reminder_for_nothing_and_once(any_stage: Stage) -> None:
    actor, seen = _accepted(any_stage)
    any_stage.tick(REMINDED)
    card = actor.messages()[seen:]
    assert THANKS in words_of(card[0])
    assert "1.2" in words_of(card[1])
    assert THANKS not in words_of(actor.says("งานของฉัน"))
    any_stage.tick(datetime(2026, 11, 30, 10, 0, tzinfo=BANGKOK))
    assert (2, 1) in _reminders(any_stage)
    assert words_of(actor.messages()[seen:]).count(THANKS) == 1
    nothing_failed(any_stage)


def test_thanks_on_a_push_that_fails_are_not_lost(stage: Stage) -> None:
    actor, _ = _accepted(stage)
    stage.line.world.add_fault(Fault("push", status=400))
    stage.tick(REMINDED)
    stage.line.world.faults.ordered.clear()
    assert THANKS in words_of(actor.says("งานของฉัน"))
    assert THANKS not in words_of(actor.says("งานของฉัน"))


def test_thanks_said_before_a_reminder_goes_are_taken_off_it(stage: Stage) -> None:
    actor, seen = _accepted(stage)
    stage.go_to(REMINDED)
    tick(stage.program.database, stage.now())  # it waits to be sent
    assert THANKS in words_of(actor.says("งานของฉัน"))
    drain(stage.program)
    assert "1.2" in words_of(actor.messages()[-1])
    assert words_of(actor.messages()[seen:]).count(THANKS) == 1
    assert (1, 1) in _reminders(stage)
