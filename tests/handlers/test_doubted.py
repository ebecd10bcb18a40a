"""Answers that may not have arrived: what they confirmed is said once more when LINE is back, free
of a second change, in working hours, and not to who has seen it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.outbox.delivery import drain
from models.month.calendar import BANGKOK
from models.tables.people import Role
from simulator.faults import Fault
from tests.handlers.cast import (
    HEALTH,
    SLUG,
    fills,
    officer,
    opens,
    reports,
    secretary,
    sends_report,
    tap_on_card,
)
from tests.stage import Actor, Stage, words_of


def _minute_of_errors(stage: Stage, path: str = "reply") -> None:
    """LINE answers 500, for as long as nobody takes the fault away."""
    stage.line.world.add_fault(Fault(path, status=500))


def _until_the_token_died(stage: Stage) -> None:
    for _ in range(20):
        stage.go_to(stage.now() + timedelta(seconds=5))
        drain(stage.program)


def _line_is_back(stage: Stage) -> None:
    stage.line.world.faults.ordered.clear()


def _new(actor: Actor, seen: int) -> str:
    return words_of(actor.messages()[seen:])


def _sends_during_errors(stage: Stage, actor: Actor, code: str = "1.1") -> None:
    opens(actor, code)
    fills(actor)
    _minute_of_errors(stage)
    assert actor.says("ยืนยัน") == []


def test_who_never_saw_the_receipt_is_told_once_that_the_report_is_there(any_stage: Stage) -> None:
    actor = officer(any_stage)
    _sends_during_errors(any_stage, actor)
    seen = len(actor.messages())
    _until_the_token_died(any_stage)
    _line_is_back(any_stage)
    any_stage.go_to(any_stage.now() + timedelta(minutes=5))
    drain(any_stage.program)
    told = _new(actor, seen)
    assert "ได้รับรายงาน 1.1" in told
    assert "เลขที่รับ 2570-000001-1" in told
    assert len(actor.messages()) == seen + 1
    for _ in range(3):
        any_stage.go_to(any_stage.now() + timedelta(hours=1))
        drain(any_stage.program)
    assert len(actor.messages()) == seen + 1
    assert reports(any_stage) == 1


def test_several_receipts_in_doubt_go_as_one_push(stage: Stage) -> None:
    actor = officer(stage)
    cards = actor.says("รายงาน")
    _minute_of_errors(stage)
    for code in ("1.1", "1.2"):
        tap_on_card(actor, cards, f"มาตรการ {code}", "รายงานผล")
        for words in ("2", "จัดกิจกรรมแล้ว", "ยืนยัน"):
            actor.says(words)
    seen = len(actor.messages())
    _until_the_token_died(stage)
    _line_is_back(stage)
    stage.go_to(stage.now() + timedelta(minutes=5))
    drain(stage.program)
    assert reports(stage) == 2
    pushes = [r for r in stage.line.world.requests() if r["path"].endswith("/push")]
    assert [r["status"] for r in pushes] == [200]
    assert "2570-000002-1" in _new(actor, seen)


def test_who_got_a_later_answer_is_not_told_again(stage: Stage) -> None:
    actor = officer(stage)
    _sends_during_errors(stage, actor)
    _line_is_back(stage)
    actor.says("งานของฉัน")
    seen = len(actor.messages())
    for minutes in (2, 10, 60):
        stage.go_to(stage.now() + timedelta(minutes=minutes))
        drain(stage.program)
    assert len(actor.messages()) == seen


def test_lists_are_never_pushed_again(stage: Stage) -> None:
    actor = officer(stage)
    _minute_of_errors(stage)
    assert actor.says("งานของฉัน") == []
    seen = len(actor.messages())
    _until_the_token_died(stage)
    _line_is_back(stage)
    stage.go_to(stage.now() + timedelta(hours=1))
    drain(stage.program)
    assert len(actor.messages()) == seen


def test_what_was_confirmed_in_the_evening_is_said_in_the_morning(stage: Stage) -> None:
    actor = officer(stage)
    stage.go_to(datetime(2026, 11, 10, 19, 0, tzinfo=BANGKOK))
    _sends_during_errors(stage, actor)
    seen = len(actor.messages())
    _until_the_token_died(stage)
    _line_is_back(stage)
    stage.go_to(datetime(2026, 11, 10, 21, 0, tzinfo=BANGKOK))
    drain(stage.program)
    assert len(actor.messages()) == seen
    stage.go_to(datetime(2026, 11, 11, 8, 0, tzinfo=BANGKOK))
    drain(stage.program)
    assert "เลขที่รับ 2570-000001-1" in _new(actor, seen)


def test_reviewing_and_registering_are_stated_too(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    newcomer = stage.person("นางใหม่ มาเรียน")
    newcomer.says(stage.invite(SLUG, Role.OFFICER, HEALTH, newcomer.name))
    _minute_of_errors(stage)
    assert reviewer.taps("รับรอง") == []
    assert newcomer.taps("ยินยอมและลงทะเบียน") == []
    seen = len(reviewer.messages()), len(newcomer.messages())
    _until_the_token_died(stage)
    _line_is_back(stage)
    stage.go_to(stage.now() + timedelta(minutes=5))
    drain(stage.program)
    assert "2570-000001-1" in _new(reviewer, seen[0])
    assert "รับรองแล้ว" in _new(reviewer, seen[0])
    assert "ลงทะเบียนเรียบร้อยแล้ว" in _new(newcomer, seen[1])


def test_a_reply_cut_off_by_a_kill_is_tried_again_while_its_token_lives(stage: Stage) -> None:
    """Killed between the commit and the request: nothing was sent, the row is leased."""
    actor = officer(stage)
    opens(actor)
    fills(actor)
    stage.line.world.add_fault(Fault("reply", drop="before", times_left=1))
    assert actor.says("ยืนยัน") == []
    stage.go_to(stage.now() + timedelta(seconds=25))
    drain(stage.program)
    assert "2570-000001-1" in words_of(actor.heard())
    pushes = [r for r in stage.line.world.requests() if r["path"].endswith("/push")]
    assert pushes == []
