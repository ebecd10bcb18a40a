"""Thanks for an accepted report ride on the next answer, never on a push; what is returned comes as
a card with the reason and a button that opens a copy to mend.
"""

from __future__ import annotations

from bot.outbox.delivery import drain
from tests.handlers.cast import DONE, nothing_failed, officer, secretary, sends_report, states
from tests.stage import Stage, labels_in, words_of

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
