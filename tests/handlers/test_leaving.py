"""Who moved makes the successor's code; who wants no reminders keeps the last one."""

from __future__ import annotations

import re

from scheduler.recipients import agencies_of_officers
from tests.handlers.cast import START, ask, begin_month, nothing_failed, officer
from tests.stage import Stage, words_of


def _reminded(stage: Stage, *, early: bool) -> int:
    return ask(stage, lambda s: len(agencies_of_officers(s, 1, stage.now(), early=early)))


def test_who_moved_makes_the_successors_code_with_one_tap(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says("ย้ายแล้วครับ")
    code = re.search(r"KN(?:-[0-9A-Z]{4}){3}", words_of(actor.taps("ทำรหัสผู้รับช่วง")))
    assert code is not None
    nothing_failed(stage)


def test_reminders_stop_but_for_the_last_and_come_again(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    assert "วันครบกำหนด" in words_of(actor.says("หยุดแจ้งเตือน"))
    assert (_reminded(stage, early=True), _reminded(stage, early=False)) == (0, 1)
    assert "เปิดการเตือน" in words_of(actor.says("เปิดแจ้งเตือน"))
    assert _reminded(stage, early=True) == 1
    nothing_failed(stage)
