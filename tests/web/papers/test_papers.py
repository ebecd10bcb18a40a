"""The papers' pages: a cell edited beside its origins, two editors, publishing with a second look,
files made by long work.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.audit import AuditEntry
from models.tables.plan import Measure
from models.tables.year.result_report import CellEdit, ReportVersion
from papers.evidence_annex import NOT_PUBLISHED
from papers.result.publishing import Drafted, draft_version
from tests.handlers.cast import (
    DECEMBER,
    DONE,
    SLUG,
    START,
    TREASURY,
    ask,
    begin_month,
    officer,
    secretary,
    sends_report,
)
from tests.stage import Stage
from tests.web.browser import Browser, signed_in
from tests.web.public.test_public_page import accepted_report
from web.papers import versions
from web.papers.room import FRAMED_PICTURES

PAPERS = f"/console/{SLUG}/papers"
RESULT = f"{PAPERS}/2570/result"


def accepted(stage: Stage) -> Browser:
    """A secretary's browser after one report was sent and accepted."""
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor)
    browser = signed_in(stage, reviewer)
    browser.open(f"/console/{SLUG}/month/2026-11/agency/1")
    browser.submit("/accept")
    return browser


def measure_id(stage: Stage) -> int:
    return ask(stage, lambda s: s.scalars(select(Measure.id).where(Measure.code == "1.1")).one())


def summary(stage: Stage) -> str:
    return f"{RESULT}/{measure_id(stage)}/summary"


def test_a_cell_stands_beside_its_origins_and_an_edit_is_marked(any_stage: Stage) -> None:
    browser = accepted(any_stage)
    assert DONE in browser.open(RESULT)
    browser.open(summary(any_stage))
    assert TREASURY in browser.page
    assert "รับรองโดย นางสาวอรุณี เลขา" in browser.page
    browser.submit("/summary", text="1. จัดประชุมชี้แจงแล้ว\n2. เผยแพร่บนเว็บไซต์")
    assert browser.path == RESULT
    assert "จัดประชุมชี้แจงแล้ว" in browser.page
    assert "แก้ไขโดย นางสาวอรุณี เลขา" in browser.page
    assert "ที่มาเปลี่ยนหลังแก้ไข" not in browser.page
    begin_month(any_stage, DECEMBER)
    sends_report(any_stage.actors["นายสมชาย ใจดี"], summary="จัดอบรมเพิ่มอีกหนึ่งรุ่น")
    again = signed_in(any_stage, any_stage.actors["นางสาวอรุณี เลขา"])
    again.open(f"/console/{SLUG}/month/2026-12/agency/1")
    again.submit("/accept")
    again.open(RESULT)
    assert "เปลี่ยนแปลงหลังจากแก้ไข" in again.page
    again.open(summary(any_stage))
    again.submit("/summary/keep")
    assert "เปลี่ยนแปลงหลังจากแก้ไข" not in again.open(RESULT)


def test_who_edits_second_loses_nothing_and_overwrites_nothing(stage: Stage) -> None:
    here = accepted(stage)
    there = signed_in(stage, secretary(stage, "นายวิชัย รองเลขา"))
    path = summary(stage)
    here.open(path)
    there.open(path)
    there.submit("/summary", text="ฉบับของวิชัย")
    here.submit("/summary", text="ฉบับของอรุณี")
    assert here.status == 422
    assert "นายวิชัย รองเลขา แก้ไขช่องนี้เมื่อ" in here.page
    assert "ฉบับของวิชัย" in here.page
    assert ">ฉบับของอรุณี</textarea>" in here.page
    here.submit("/summary", text="ฉบับรวม")
    edits = ask(stage, lambda s: [(e.text, e.edited_by) for e in s.scalars(select(CellEdit))])
    assert edits == [("ฉบับของวิชัย", "นายวิชัย รองเลขา"), ("ฉบับรวม", "นางสาวอรุณี เลขา")]
    assert "report.edited" in ask(stage, lambda s: s.scalars(select(AuditEntry.action)).all())


def test_a_figure_nothing_tells_is_confirmed_by_name(stage: Stage) -> None:
    browser = accepted(stage)
    path = summary(stage).replace("summary", "outcome")
    browser.open(path)
    browser.submit("/outcome", text="ผลการประเมิน ITA ตัวชี้วัดที่ 1 ได้ 91.25 คะแนน")
    browser.open(path)
    browser.submit("/confirm")
    assert "ยืนยันตัวเลขในนามของท่านแล้ว" in browser.page
    assert "ยืนยันตัวเลข: 91.25 · นางสาวอรุณี เลขา" in browser.page
    assert "/confirm" not in browser.page


def test_publishing_is_looked_at_twice(any_stage: Stage) -> None:
    browser = accepted(any_stage)
    browser.open(f"{PAPERS}/2570/publish")
    browser.submit("/publish")
    assert browser.status == 422
    assert "ยังเผยแพร่ไม่ได้" in browser.page
    slow = signed_in(any_stage, any_stage.actors["นางสาวอรุณี เลขา"])
    slow.open(f"{PAPERS}/2570/publish")
    browser.open(summary(any_stage))
    browser.submit("/summary", text="ข้อความใหม่")
    publish(slow)
    assert "ข้อมูลเปลี่ยนหลังจากที่ท่านเปิดหน้านี้" in slow.page
    publish(slow)
    assert "เผยแพร่ฉบับที่ 1 แล้ว" in slow.page
    stored = ask(
        any_stage,
        lambda s: [(v.published_by, bool(v.despite)) for v in s.scalars(select(ReportVersion))],
    )
    assert stored == [("นางสาวอรุณี เลขา", True)]
    assert "ไม่มีสิ่งใดเปลี่ยน" in browser.open(f"{PAPERS}/2570/publish")
    framed = browser.client.get(f"{PAPERS}/2570/versions/1/page", base_url=browser.base)
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" in framed.headers["Content-Security-Policy"]
    browser.open(summary(any_stage))
    browser.submit("/summary", text="ข้อความใหม่กว่า")
    assert "+ ข้อความใหม่กว่า" in browser.open(f"{PAPERS}/2570/publish")


def test_what_is_published_is_composed_before_the_database_is_held(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    def noted(session: Session, *given: Any, **named: Any) -> Drafted:
        options = session.connection().get_execution_options()
        held.append(not options.get("kaona_read_only"))
        return draft_version(session, *given, **named)

    monkeypatch.setattr(versions, "draft_version", noted)
    browser = accepted(stage)
    browser.open(f"{PAPERS}/2570/publish")
    publish(browser)
    assert "เผยแพร่ฉบับที่ 1 แล้ว" in browser.page
    assert held == [False]


def test_papers_of_word_alone_are_shown_by_what_is_in_them(stage: Stage) -> None:
    browser = accepted_report(stage)
    memo = browser.open(f"{PAPERS}/2570/shown/memo")
    assert "บันทึกข้อความ" in memo
    assert "๒ มาตรการ" in memo
    annex = browser.open(f"{PAPERS}/2570/shown/evidence")
    assert NOT_PUBLISHED in annex
    assert '<img alt="" src="data:image/' in annex
    policy = browser.answer.headers["Content-Security-Policy"]
    assert policy == FRAMED_PICTURES
    assert "sandbox" in policy
    assert "font-family:Sarabun" in annex  # a frame fetches no typeface, and not every PC has one
    assert "ตัวอย่างเนื้อหา" in browser.open(f"{PAPERS}/2570/look/evidence")


def publish(browser: Browser) -> None:
    """Let every kind of finding stand that may, and press the button."""
    fields = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', browser.page)
        for name in ("csrf_token", "seen", "despite")
    }
    browser.post(f"{PAPERS}/2570/publish", fields)


def test_letters_to_all_are_one_work_and_links_are_asked_once(stage: Stage) -> None:
    browser = accepted(stage)
    begin_month(stage, DECEMBER.replace(day=20))
    browser = signed_in(stage, stage.actors["นางสาวอรุณี เลขา"])
    browser.open(f"{PAPERS}/2570/look/letters?month=2026-12")
    assert "จะได้รับหนังสือ" in browser.page
    browser.submit("/make/letters", format="zip")
    work = browser.path
    browser.open(f"{PAPERS}/2570/look/letters?month=2026-12")
    browser.submit("/make/letters", format="zip")
    assert browser.path == work
    assert stage.work() == 1
    browser.open(work)
    browser.open(re.findall(r'href="(/console/[^"]+/papers/made/\d+)"', browser.page)[0])
    browser.open(re.findall(r'href="(/console/[^"]+/file/\d+)"', browser.page)[0])
    assert browser.answer.data.startswith(b"PK")
    assert browser.answer.data.count(b".docx") == 2 * 3
    browser.open(f"{PAPERS}/2570/publish")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.page)[:1]
    browser.post(f"{PAPERS}/2570/links", {"csrf_token": token})
    assert stage.work() == 1
    assert "ตรวจลิงก์ล่าสุดเมื่อ" in browser.open(f"{PAPERS}/2570/publish")


def test_the_workbook_is_taken_back_after_a_look(stage: Stage) -> None:
    browser = accepted(stage)
    browser.open(f"{PAPERS}/2570/workbook/file")
    book = openpyxl.load_workbook(BytesIO(browser.answer.data))
    row = next(r for r in book.worksheets[0].iter_rows() if r[0].value == "1.1/summary")
    row[3].value = "แก้ใน Excel"
    out = BytesIO()
    book.save(out)
    browser.open(f"{PAPERS}/2570/workbook")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.page)[-1]
    answer = browser.client.post(
        f"{PAPERS}/2570/workbook",
        data={"csrf_token": token, "file": (BytesIO(out.getvalue()), "w.xlsx")},
        base_url=browser.base,
        headers={"Referer": f"{browser.base}{browser.path}"},
    )
    browser.answer = answer
    assert "+ แก้ใน Excel" in browser.page
    browser.submit("/take", take="1")
    assert "บันทึกสิ่งที่แก้ไขในสมุดงานแล้ว" in browser.page
    assert "แก้ใน Excel" in browser.page
