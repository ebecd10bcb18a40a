"""Without a script, and without a mouse: what officers and the secretariat do every month."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from models.tables.obligations import ObligationState
from tests.handlers.cast import (
    DONE,
    HEALTH,
    START,
    TREASURY,
    begin_month,
    officer,
    revisions,
    secretary,
    sends_report,
    states,
)
from tests.simulator.page import chromium
from tests.stage import Stage
from tests.web.furnished import DESK, number_of
from tests.web.officer.office import comes_in, pages_of
from tests.web.test_every_page import Looker

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
REACHED = """() => {
  const all = [...document.querySelectorAll("main a[href], main button, main input, main select, "
    + "main textarea, main summary")];
  const seen = all.filter(e => !e.disabled && e.type !== "hidden" && e.checkVisibility());
  const here = document.activeElement, look = getComputedStyle(here);
  const radio = seen.filter(e => e.type === "radio" && e.name === here.name);
  return {at: here.type === "radio" ? seen.indexOf(radio[0]) : seen.indexOf(here),
    skipped: seen.filter(e => e.type === "radio").length, count: seen.length,
    shown: here === document.body || parseFloat(look.outlineWidth) > 0
      && look.outlineStyle !== "none"};
}"""


def test_reporting_returning_and_accepting_need_no_script(stage: Stage, chromium: Chromium) -> None:
    actor, reviewer = officer(stage, agency=HEALTH), secretary(stage)
    begin_month(stage, START)
    with pages_of(stage) as base, chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for words, decision in ((DONE, "ส่งกลับให้แก้ไข"), (f"{DONE} ทุกกลุ่มงาน", "รับรองรายงาน")):
            context.clear_cookies()
            comes_in(page, actor, base)
            page.get_by_label("อยู่ระหว่างดำเนินการ").check()
            page.get_by_label("สรุปผลการดำเนินการ").fill(words)
            page.get_by_role("button", name="ส่งรายการที่ครบ").click()
            expect(page.get_by_text("ได้รับรายงานแล้ว 1 รายการ")).to_be_visible()
            context.clear_cookies()
            Looker(page, base).comes_in(reviewer)
            page.goto(f"{base}{DESK}/waiting")
            page.get_by_label("หรือพิมพ์เหตุผลเอง").fill("ขอจำนวนที่ถูกต้อง")
            page.get_by_role("button", name=decision).click()
            expect(page.locator(".said.well").first).to_be_visible()
    assert len(revisions(stage)) == 2
    assert states(stage)["1.1", HEALTH, 11] == "accepted"


def test_all_can_be_reached_and_a_report_accepted_by_keyboard(
    stage: Stage, chromium: Chromium
) -> None:
    reviewer = secretary(stage)
    begin_month(stage, START)
    sends_report(officer(stage))
    report = f"/report/{number_of(stage, ObligationState.SENT)}"
    with pages_of(stage) as base, chromium.new_context() as context:
        looker = Looker(context.new_page(), base)
        looker.comes_in(reviewer)
        page = looker.page
        for address in ("/", "/month/2026-11", report):
            page.goto(f"{base}{DESK}{address}")
            all_is_reached(page)
        page.goto(f"{base}{DESK}{report}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # over the menu, to the page itself
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent").startswith("รับรองรายงาน"):
                break
        page.keyboard.press("Enter")
        expect(page.locator(".said.well").first).to_contain_text("รับรองรายงานแล้ว")
        context.close()
    assert states(stage)["1.1", TREASURY, 11] == "accepted"


def all_is_reached(page: Page) -> None:
    """Tab through a page: every action of it comes once, in its order, and is seen to be there."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    met: list[int] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate(REACHED)
        assert found["shown"], page.evaluate("document.activeElement.outerHTML")
        if found["at"] >= 0:
            met.append(found["at"])
        elif met and page.evaluate("!document.activeElement.closest('main')"):
            break
    assert met == sorted(set(met))
    choices = page.evaluate(
        "new Set([...document.querySelectorAll('main [type=radio]')].map(e => e.name)).size"
    )
    assert len(met) == found["count"] - found["skipped"] + choices, page.url
