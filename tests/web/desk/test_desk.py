"""The secretariat's desk: what waits, the matrix, a report, accepting after a look; and whom it
refuses.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from bot.outbox.delivery import drain
from models.tables.audit import AuditText
from models.tables.obligations import Obligation, Report
from models.tables.people import Role
from tests.handlers.cast import (
    DONE,
    SLUG,
    START,
    TREASURY,
    ask,
    begin_month,
    officer,
    secretary,
    sends_report,
    states,
)
from tests.stage import Stage, words_of
from tests.web.browser import Browser, signed_in
from thai.sorting import thai_order

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


def test_what_was_left_for_the_secretariat_is_read_and_put_away(stage: Stage) -> None:
    reviewer = secretary(stage)
    begin_month(stage, START)
    stage.person("คนแปลกหน้า").says("ต้องส่งรายงานที่ไหนคะ")
    browser = signed_in(stage, reviewer)
    assert "“ต้องส่งรายงานที่ไหนคะ”" in browser.page
    browser.submit("/notes/done")
    assert "เก็บข้อความฝาก 1 เรื่องแล้ว" in browser.page
    assert "ต้องส่งรายงานที่ไหนคะ" not in browser.page
    assert "ไม่มีข้อความฝาก" in words_of(reviewer.says("ข้อความฝาก"))


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


def test_what_was_taken_back_is_told_and_not_accepted(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor)
    browser = signed_in(stage, reviewer)
    browser.open(f"/console/{SLUG}/report/{obligation_id(stage, 'sent')}")
    actor.says("เลิกส่ง")
    browser.submit("/accept")
    assert "รับรองรายงานแล้ว" not in browser.page
    report = ask(stage, lambda s: s.scalars(select(Report.obligation_id)).one())
    found = browser.open(f"/console/{SLUG}/report/{report}")
    assert "ฉบับที่ 1 ผู้ส่งเลิกส่งแล้ว" in found
    assert "2570-000001-1" in found
    assert "ยังไม่มีรายงาน" in found
    assert "เลิกส่งรายงาน" in browser.open(f"/console/{SLUG}/health/history")
    mine = signed_in(stage, actor).open(f"/console/{SLUG}/mine/report/{report}")
    assert "ผู้ส่งเลิกส่งแล้ว" in mine


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


def test_a_report_is_returned_with_a_reason_and_the_officer_hears_it(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    begin_month(any_stage, START)
    sends_report(actor)
    browser, seen = signed_in(any_stage, reviewer), len(actor.messages())
    browser.open(f"/console/{SLUG}/report/{obligation_id(any_stage, 'sent')}")
    browser.submit("/return")
    assert "โปรดเลือกหรือพิมพ์เหตุผล" in browser.page
    browser.submit("/return", reason="ขาดหลักฐานประกอบ", own="โปรดแนบบัญชีรายชื่อ")
    assert "ส่งรายงานกลับให้แก้ไขแล้ว" in browser.page
    assert "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่" in browser.page
    assert states(any_stage)["1.1", TREASURY, 11] == "returned"
    drain(any_stage.program)
    assert "โปรดแนบบัญชีรายชื่อ" in words_of(actor.messages()[seen:])


def test_an_obligation_is_excused_and_owed_again(stage: Stage) -> None:
    reviewer = secretary(stage)
    begin_month(stage, START)
    browser, owed = signed_in(stage, reviewer), obligation_id(stage, "owed")
    browser.open(f"/console/{SLUG}/report/{owed}")
    browser.submit("/excuse", own="หน่วยงานยุบเลิก")
    assert "ยกเว้นเพราะ หน่วยงานยุบเลิก" in browser.page
    browser.submit("/reopen")
    assert "เปิดให้แก้ไขอีกครั้งแล้ว" in browser.page
    assert list(states(stage).values()).count("excused") == 0


def test_who_reviews_second_is_told(stage: Stage) -> None:
    actor, first, second = officer(stage), secretary(stage), secretary(stage, "นายวิชัย รองเลขา")
    begin_month(stage, START)
    sends_report(actor)
    here, there = signed_in(stage, first), signed_in(stage, second)
    path = f"/console/{SLUG}/report/{obligation_id(stage, 'sent')}"
    there.open(path)
    here.open(path)
    here.submit("/accept")
    there.submit("/return", reason="ขาดหลักฐานประกอบ")
    assert "มีผู้ตรวจแล้ว" in there.page
    assert states(stage)["1.1", TREASURY, 11] == "accepted"


def obligation_id(stage: Stage, state: str) -> int:
    return ask(
        stage,
        lambda s: next(
            o.id for o in s.scalars(select(Obligation).order_by(Obligation.id)) if o.state == state
        ),
    )


def test_an_executive_looks_at_every_agency_and_is_offered_nothing_else(stage: Stage) -> None:
    governor = stage.registered("นายวิชัย ผู้ว่า", SLUG, Role.EXECUTIVE)
    begin_month(stage, START)
    sends_report(officer(stage))
    browser = signed_in(stage, governor)
    for address in re.findall(r'<a href="(/[^"]+)"', browser.page):
        browser.open(address)
        assert browser.status == 200, address
    browser.open(NOVEMBER)
    addresses = set(re.findall(r'<a href="(/[^"]+)"', browser.page))
    assert f"/console/{SLUG}/report/{obligation_id(stage, 'sent')}" in addresses
    for address in addresses:
        browser.open(address)
        assert browser.status == 200, address
    browser.open(f"/console/{SLUG}/report/{obligation_id(stage, 'sent')}")
    assert "<button" not in browser.page.replace('<button type="submit" class="plain">', "")


def test_agencies_stand_in_thai_order_and_are_found_however_they_are_typed(stage: Stage) -> None:
    begin_month(stage, START)
    browser = signed_in(stage, secretary(stage))
    browser.open(f"{NOVEMBER}?q=คลัง จังหวัด")
    assert "พบ 1 จาก 3" in browser.page
    browser.open(NOVEMBER)
    rows = re.findall(r'<tr><th scope="row"><a[^>]*>([^<]+)<', browser.page)
    assert rows == sorted(rows, key=thai_order)


def test_the_history_tells_what_was_done_on_a_page_and_what_in_the_chat(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor)
    browser = signed_in(stage, reviewer)
    browser.open(f"{NOVEMBER}/agency/1")
    browser.submit("/accept")
    texts = ask(
        stage,
        lambda s: [
            (text.body["origin"]["place"], text.body["origin"].get("person"), text.described)
            for text in s.scalars(select(AuditText).order_by(AuditText.entry_id))
        ],
    )
    assert [text[0] for text in texts[-2:]] == ["chat", "page"]
    assert texts[-1][1] == 2
    assert "Chrome บน Windows" in str(texts[-1][2])
