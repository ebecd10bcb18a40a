"""The executive's page: one tap from the card, everything to see and nothing to operate."""

from __future__ import annotations

import re

from models.month.calendar import local
from models.tables.people import Role
from tests.handlers.cast import HEALTH, SLUG, START, begin_month, officer, sends_report
from tests.stage import Stage
from tests.web.browser import Browser, signed_in


def test_one_tap_from_the_card_leads_to_the_page(any_stage: Stage) -> None:
    governor = any_stage.registered("นายวิชัย ผู้ว่า", SLUG, Role.EXECUTIVE)
    begin_month(any_stage, START)
    sends_report(officer(any_stage))
    for day in (30, 1, 2, 3, 4, 7, 8):
        moment = START.replace(month=11 if day == 30 else 12, day=day)
        any_stage.tick(moment)
    browser = Browser(any_stage)
    answer = governor.taps("เปิดหน้าผู้บริหาร")
    browser.open(str(governor.button("เปิดหน้าเว็บ", answer)["uri"]))
    browser.submit(browser.path)
    assert browser.path == f"/console/{SLUG}/executive/"
    browser.open(f"{browser.path}?month=2026-11")
    assert "พฤศจิกายน 2569" in browser.page
    assert HEALTH in browser.page.split('id="stuck"')[1].split("</section>")[0]
    assert "ระดับผลการประเมินที่คาด" in browser.page
    posts = re.findall(r'method="post" action="([^"]+)"', browser.page)
    assert posts == ["/sign-out"]
    assert local(any_stage.now()).month == 12


def test_an_executive_who_is_an_officer_too_keeps_the_own_reports(stage: Stage) -> None:
    both = officer(stage)
    both.says(stage.invite(SLUG, Role.EXECUTIVE, None, both.name))
    both.taps("ยินยอมและลงทะเบียน")
    begin_month(stage, START)
    browser = signed_in(stage, both)
    assert browser.path == f"/console/{SLUG}/executive/"
    (own,) = re.findall(r'href="([^"]+own=1)"', browser.page)
    assert "มาตรการเปิดเผยการใช้จ่ายงบประมาณ" in browser.open(own)
