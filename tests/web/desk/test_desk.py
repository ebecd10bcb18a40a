"""The secretariat's desk: what waits, the matrix, a report, accepting after a look; and whom it
refuses.
"""

from __future__ import annotations

import pytest

from tests.handlers.cast import (
    DONE,
    SLUG,
    START,
    TREASURY,
    begin_month,
    officer,
    secretary,
    sends_report,
    states,
)
from tests.stage import Stage
from tests.web.browser import Browser, signed_in

NOVEMBER = f"/console/{SLUG}/month/2026-11"


def test_what_waits_is_one_click_from_done(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    begin_month(any_stage, START)
    sends_report(actor)
    browser = signed_in(any_stage, reviewer)
    assert TREASURY in browser.page
    browser.open(f"{NOVEMBER}/agency/1")
    assert DONE in browser.page
    browser.submit("/accept")
    assert "รับรองรายงานแล้ว 1 รายการ" in browser.page
    assert states(any_stage)["1.1", TREASURY, 11] == "accepted"


def test_what_was_not_looked_at_is_not_accepted(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor)
    browser = signed_in(stage, reviewer)
    browser.open(f"{NOVEMBER}/agency/1")
    actor.taps("แก้ไขรายงานนี้")
    actor.says("ยืนยัน")
    browser.submit("/accept")
    assert states(stage)["1.1", TREASURY, 11] == "sent"
    assert "ยังไม่ได้รับรอง 1 รายการ" in browser.page


@pytest.mark.parametrize("path", ["", "month/2026-11", "month/2026-11/agency/1", "report/1"])
def test_another_organization_is_not_found(stage: Stage, path: str) -> None:
    browser = signed_in(stage, secretary(stage))
    browser.open(f"/console/nobodys/{path}")
    assert browser.status == 404


def test_the_matrix_finds_agencies_and_says_states_in_words(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor)
    browser = signed_in(stage, reviewer)
    assert "รอตรวจ" in browser.open(NOVEMBER)
    assert "ยังไม่รายงาน" in browser.page
    browser.open(f"{NOVEMBER}?q=คลัง&show=waiting")
    assert "พบ 1 จาก" in browser.page


def test_nobody_comes_in_without_a_session(stage: Stage) -> None:
    browser = Browser(stage)
    browser.open(NOVEMBER)
    assert browser.path == "/sign-in"
