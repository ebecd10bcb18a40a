"""A stored plan edited in its place: by htmx and without, with its consequences, by two at once;
its groups, what it lacks, and the next year's draft.
"""

from __future__ import annotations

import re

from sqlalchemy import select

from models.tables.audit import AuditText
from models.tables.people import Role
from models.tables.plan import Measure, Plan
from tests.handlers.cast import (
    HEALTH,
    LAND,
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
from tests.stage import Stage
from tests.web.browser import AGENT, Browser, signed_in
from tests.web.plan.fields import fields_of

PLAN = f"/console/{SLUG}/plan"
EDIT = "/measure/2/edit"
NEW_TITLE = "มาตรการเปิดเผยการจัดซื้อจัดจ้าง"


def desk(stage: Stage) -> Browser:
    begin_month(stage, START)
    return signed_in(stage, secretary(stage))


def form_of(browser: Browser) -> dict[str, list[str]]:
    browser.open(f"{PLAN}{EDIT}")
    return fields_of(browser, EDIT)


def test_a_title_is_edited_and_the_change_is_in_the_audit(stage: Stage) -> None:
    browser = desk(stage)
    assert "ประเด็นที่ 1 กระบวนการปฏิบัติงานที่โปร่งใส" in browser.open(f"{PLAN}/")
    form = form_of(browser)
    browser.post(f"{PLAN}{EDIT}", form | {"title": [NEW_TITLE], "steps": ["สำรวจ\r\nประกาศ"]})
    assert "ผลของการแก้ไขนี้" not in browser.page, "nothing is asked of anybody otherwise"
    assert browser.path == f"{PLAN}/2570"
    assert NEW_TITLE in browser.page
    assert "<li>ประกาศ</li>" in browser.page
    body = ask(stage, lambda s: s.scalars(select(AuditText.body)).all()[-1])
    assert ["title", "มาตรการเปิดเผยการใช้จ่ายงบประมาณ", NEW_TITLE] in body["changes"]
    assert browser.post(f"{PLAN}{EDIT}", form | {"period": ["เมื่อสะดวก"]})
    assert browser.status == 422
    assert "อ่านระยะเวลา “เมื่อสะดวก” ไม่ได้" in browser.page


def test_another_party_is_stored_once_its_consequences_were_seen(any_stage: Stage) -> None:
    browser = desk(any_stage)
    before = states(any_stage)
    assert ("1.2", TREASURY, 11) in before
    browser.post(f"{PLAN}{EDIT}", form_of(browser) | {"party": [HEALTH, "", ""]})
    assert "ผลของการแก้ไขนี้" in browser.page
    assert f"{HEALTH} · รอบพฤศจิกายน 2569" in browser.page
    assert states(any_stage) == before, "nothing is stored yet"
    browser.post(f"{PLAN}{EDIT}", fields_of(browser, EDIT))
    assert "ขอรายงานเพิ่ม 1 รายการ · ไม่ต้องรายงานแล้ว 1 รายการ" in browser.page
    assert ("1.2", HEALTH, 11) in states(any_stage)
    assert ("1.2", TREASURY, 11) not in states(any_stage)


def test_what_was_reported_stays_when_its_party_goes(stage: Stage) -> None:
    browser = desk(stage)
    sends_report(officer(stage), "1.2")
    browser.post(f"{PLAN}{EDIT}", form_of(browser) | {"party": ["สำนักงานใหม่", "", ""]})
    assert "มีรายงานแล้ว 1 ฉบับ" in browser.page
    assert "จะเพิ่มหน่วยงานใหม่ “สำนักงานใหม่”" in browser.page
    browser.post(f"{PLAN}{EDIT}", fields_of(browser, EDIT))
    assert states(stage)["1.2", TREASURY, 11] == "sent"
    assert ("1.2", "สำนักงานใหม่", 11) in states(stage)


def test_with_htmx_the_row_becomes_a_form_and_a_row_again(stage: Stage) -> None:
    browser = desk(stage)
    headers = {"HX-Request": "true", "User-Agent": AGENT, "Referer": f"{browser.base}{PLAN}/2570"}
    browser.open(f"{PLAN}/2570")
    assert f'hx-get="{PLAN}{EDIT}" hx-target="#m2"' in browser.page
    browser._went(browser.client.get(f"{PLAN}{EDIT}", base_url=browser.base, headers=headers))
    assert "<html" not in browser.page
    assert browser.page.lstrip().startswith('<section class="revision measure" id="m2"')
    form = fields_of(browser, EDIT)
    for title in ("", NEW_TITLE):
        answer = browser.client.post(
            f"{PLAN}{EDIT}", data=form | {"title": title}, base_url=browser.base, headers=headers
        )
        assert (
            browser._went(answer).lstrip().startswith('<section class="revision measure" id="m2"')
        )
        assert browser.status == (200 if title else 422)
    assert "✓ บันทึกแล้ว" in browser.page
    assert "<form" not in browser.page


def test_of_two_editors_the_later_sees_what_changed_and_keeps_what_was_typed(
    stage: Stage,
) -> None:
    here = desk(stage)
    there = signed_in(stage, secretary(stage, "นายวิชัย รองเลขา"))
    mine, theirs = form_of(here), form_of(there)
    there.post(f"{PLAN}{EDIT}", theirs | {"title": [NEW_TITLE]})
    here.post(f"{PLAN}{EDIT}", mine | {"steps": ["ขั้นตอนของฉัน"]})
    assert here.status == 409
    assert "! นายวิชัย รองเลขา แก้ไขมาตรการนี้ไปแล้วระหว่างที่ท่านพิมพ์" in here.page
    assert f"<ins>{NEW_TITLE}</ins>" in here.page
    again = fields_of(here, EDIT)
    assert again["steps"] == ["ขั้นตอนของฉัน"]
    titles = ask(stage, lambda s: [m.title for m in s.scalars(select(Measure))])
    assert NEW_TITLE in titles
    here.post(f"{PLAN}{EDIT}", again | {"title": [NEW_TITLE]})
    assert "<li>ขั้นตอนของฉัน</li>" in here.page


def test_a_measure_is_added_and_taken_out(stage: Stage) -> None:
    browser = desk(stage)
    browser.open(f"{PLAN}/2570/add")
    typed = {"title": ["มาตรการใหม่"], "code": ["1.3"], "issue": ["1"], "party": [LAND, ""]}
    browser.post(f"{PLAN}/2570/add", fields_of(browser, "/add") | typed)
    assert f"{LAND} · รอบพฤศจิกายน 2569" in browser.page
    browser.post(f"{PLAN}/2570/add", fields_of(browser, "/add"))
    assert "เพิ่มมาตรการแล้ว · ขอรายงานเพิ่ม 1 รายการ" in browser.page
    assert ("1.3", LAND, 11) in states(stage)
    browser.open(f"{PLAN}/measure/3/edit")
    browser.submit("/remove")
    assert "ไม่ต้องรายงานแล้ว 1 รายการ" in browser.page
    browser.submit("/remove")
    assert "นำมาตรการออกจากแผนแล้ว" in browser.page
    assert ("1.3", LAND, 11) not in states(stage)


def test_a_group_is_filled_by_ticking_and_not_over_somebodys_change(stage: Stage) -> None:
    browser = desk(stage)
    other = signed_in(stage, secretary(stage, "นายวิชัย รองเลขา"))
    for each in (browser, other):
        assert "ส่วนราชการประจำจังหวัด" in each.open(f"{PLAN}/groups")
        each.open(f"{PLAN}/groups/1")
    was = re.findall(r'name="was" value="(\d+)"', browser.page)
    assert len(was) == 3
    token = fields_of(browser, "/groups/1")["csrf_token"]
    browser.post(f"{PLAN}/groups/1", {"csrf_token": token, "was": was, "agency": was[:2]})
    assert "เพิ่ม 0 แห่ง นำออก 1 แห่ง" in browser.page
    left = [agency for code, agency, _ in states(stage) if code == "1.1"]
    assert len(left) == 2
    other.submit("/groups/1")
    assert other.status == 409
    assert "ข้อมูลเปลี่ยนไประหว่างที่ท่านทำรายการ" in other.page


def test_what_a_plan_lacks_is_listed_each_with_its_link(stage: Stage) -> None:
    browser = desk(stage)
    officer(stage)
    browser.post(f"{PLAN}{EDIT}", form_of(browser) | {"party": ["", "", ""]})
    browser.post(f"{PLAN}{EDIT}", fields_of(browser, EDIT))
    browser.open(f"{PLAN}/2570/gaps")
    assert f'href="{PLAN}{EDIT}"' in browser.page
    assert "ยังไม่มีผู้รับผิดชอบ (1)" in browser.page
    assert HEALTH in browser.page
    assert TREASURY not in browser.page, "it has an officer"


def test_the_next_years_draft_is_shown_written_and_stands_beside_this_year(stage: Stage) -> None:
    browser = desk(stage)
    browser.open(f"{PLAN}/2570/carry")
    assert "ร่างแผนปี 2571 จากแผนปี 2570" in browser.page
    browser.submit("/carry")
    assert browser.path == f"{PLAN}/2571"
    assert "ร่าง ยังไม่ขอรายงาน" in browser.page
    assert ask(stage, lambda s: s.scalars(select(Plan.fiscal_year)).all()) == [2570, 2571]
    assert "ปรับปรุง" in browser.open(f"{PLAN}/2571/beside"), "nobody reported on it"
    browser.open(f"{PLAN}/2570/carry")
    assert "ร่างเดิมและสิ่งที่แก้ไขในร่างจะหายไป" in browser.page
    browser.open(f"{PLAN}/2571")
    browser.submit("/remove")
    assert "จะลบ 2 มาตรการ" in browser.page
    browser.submit("/remove")
    assert "ลบแผนปีงบประมาณ พ.ศ. 2571 แล้ว" in browser.page
    assert ask(stage, lambda s: s.scalars(select(Plan.fiscal_year)).all()) == [2570]


def test_an_executive_reads_the_plan_and_is_offered_no_change(stage: Stage) -> None:
    begin_month(stage, START)
    governor = stage.registered("นายวิชัย ผู้ว่า", SLUG, Role.EXECUTIVE)
    browser = signed_in(stage, governor)
    browser.open(f"{PLAN}/")
    assert "มาตรการสร้างการรับรู้" in browser.page
    for address in re.findall(rf'href="({PLAN}[^"]*)"', browser.page):
        browser.open(address)
        assert browser.status == 200, address
        assert "แก้ไข" not in browser.page
