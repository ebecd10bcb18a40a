"""A plan's file in the browser: given, read by the scheduler, looked at, mended, stored."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import select

from models.tables.agency import Agency
from models.tables.plan import Measure, Plan
from models.tables.plan_reading import PlanReading
from tests.handlers.cast import SLUG, START, ask, begin_month, secretary, states
from tests.plans.forms import Document, write, write_sheets
from tests.stage import Stage
from tests.web.browser import AGENT, TOKEN, Browser, signed_in
from tests.web.plan.fields import fields_of

PLAN = f"/console/{SLUG}/plan"
HEADINGS = ["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"]
KEPT = "1.1 มาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน"
DOUBTED = "1.3 จัดทำคู่มือให้บริการประชาชน"
TITLE = "แผนส่งเสริมคุณธรรม จังหวัดสุโขทัย ประจำปีงบประมาณ พ.ศ. "
DOCUMENT: Document = [
    f"{TITLE}2570",
    [
        HEADINGS,
        [KEPT, "ประชุมชี้แจง", "ส่วนราชการประจำจังหวัด", "ทุกเดือน"],
        [DOUBTED, "สำรวจความต้องการ", "ผู้ที่ได้รับมอบหมาย", "เมื่อพร้อม"],
    ],
]


def give(browser: Browser, path: Path) -> str:
    """Choose a file on the page and press the button; the page of the work."""
    token = TOKEN.search(browser.open(f"{PLAN}/import"))
    assert token is not None
    answer = browser.client.post(
        f"{PLAN}/import",
        data={"csrf_token": token[1], "file": (io.BytesIO(path.read_bytes()), path.name)},
        base_url=browser.base,
        headers={"User-Agent": AGENT, "Referer": f"{browser.base}{PLAN}/import"},
        follow_redirects=True,
    )
    return browser._went(answer)


def read(stage: Stage, browser: Browser, path: Path) -> str:
    """Give a file, let the scheduler read it, go on to what came of it."""
    give(browser, path)
    assert stage.work() == 1
    number = ask(
        stage, lambda s: s.scalars(select(PlanReading.id).order_by(-PlanReading.id)).first()
    )
    return browser.open(f"{PLAN}/import/{number}")


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    return write(DOCUMENT, tmp_path / "แผน 2570.docx")


def test_a_file_is_read_mended_compared_and_stored(any_stage: Stage, docx: Path) -> None:
    begin_month(any_stage, START)
    browser = signed_in(any_stage, secretary(any_stage))
    read(any_stage, browser, docx)
    assert "แผน 2570.docx" in browser.page
    first, second = browser.page.index(DOUBTED[4:]), browser.page.index(KEPT[4:])
    assert first < second, "what is doubted stands first"
    assert "อ่านระยะเวลา “เมื่อพร้อม” ไม่ได้" in browser.page

    place = browser.path
    browser.open(f"{place}/measure/1")
    assert "ผู้ที่ได้รับมอบหมาย" in browser.page
    browser.submit("/measure/1", title="")
    assert browser.status == 422
    assert "โปรดระบุชื่อมาตรการ" in browser.page
    browser.open(f"{place}/measure/1")
    fields = fields_of(browser, "/measure/1")
    fields |= {"party": ["สำนักงานที่ดินจังหวัด"], "period": ["พ.ย. 69"], "covers": [""]}
    browser.post(f"{place}/measure/1", fields)
    assert "แก้ไขแล้ว" in browser.page
    assert "ข้อสงสัยที่ยังไม่ได้ตรวจ 1 จาก" in browser.page, "what is of no single measure is left"

    browser.open(f"{place}/store")
    assert "เพิ่มมาตรการ (1)" in browser.page
    assert "นำมาตรการออก (1)" in browser.page
    browser.submit("/store")
    assert browser.path == f"{PLAN}/2570"
    assert "จัดเก็บแผนปีงบประมาณ พ.ศ. 2570 แล้ว 2 มาตรการ" in browser.page
    assert ("1.3", "สำนักงานที่ดินจังหวัด", 11) in states(any_stage)
    assert ask(any_stage, lambda s: s.scalars(select(PlanReading.content)).all()) == [None]
    browser.open(place)
    assert browser.status == 404, "what was stored is no more on its way"


def test_who_confirms_a_doubt_stands_for_it_in_the_plan(stage: Stage, docx: Path) -> None:
    browser = signed_in(stage, secretary(stage))
    read(stage, browser, docx)
    browser.submit("/doubt")
    assert "บันทึกการยืนยันแล้ว" in browser.page
    assert "ยืนยันแล้ว" in browser.page
    browser.open(f"{browser.path}/store")
    browser.submit("/store")
    doubts = ask(stage, lambda s: s.scalars(select(Plan.doubts)).one())
    assert [d.get("settled_by") for d in doubts].count("นางสาวอรุณี เลขา") == 1
    assert any(not d.get("settled_at") for d in doubts), "the others stay open"
    browser.open(f"{PLAN}/2570/gaps")
    assert "ข้อสงสัยจากการนำเข้าที่ยังไม่ได้ตรวจ" in browser.page
    browser.submit("/doubt")
    assert "ตรวจข้อสงสัยนี้กับต้นฉบับแล้ว" in browser.page


def test_of_several_plans_one_is_chosen_and_stored_as_a_draft(stage: Stage, tmp_path: Path) -> None:
    sheets = {
        str(year): [
            f"{TITLE}{year}",
            [HEADINGS, [f"1 งานปี {year}", "ทำ", "กองคลัง", "ทุกเดือน"]],
        ]
        for year in (2571, 2572)
    }
    browser = signed_in(stage, secretary(stage))
    read(stage, browser, write_sheets(sheets, tmp_path / "สองปี.xlsx"))
    assert "ไฟล์นี้มีแผนหลายฉบับ" in browser.page
    number = browser.path
    browser.submit("/choose", plan="2")
    stage.work()
    assert "งานปี 2572" in browser.open(number)
    browser.open(f"{number}/store")
    browser.post(browser.path, fields_of(browser, "/store") | {"as": ["draft"]})
    assert "เก็บเป็นร่าง" not in browser.page
    assert "ร่าง ยังไม่ขอรายงาน" in browser.page
    browser.submit("/adopt")
    assert "ยืนยันประกาศใช้" in browser.page
    browser.submit("/adopt")
    assert "ประกาศใช้แผนปีงบประมาณ พ.ศ. 2572 แล้ว" in browser.page


def test_what_cannot_be_read_is_said_and_can_be_thrown_away(stage: Stage, tmp_path: Path) -> None:
    broken = tmp_path / "แผน.docx"
    broken.write_bytes(b"PK\x03\x04 no archive")
    browser = signed_in(stage, secretary(stage))
    page = give(browser, broken)
    assert "รอคิว" in page
    assert "○ ระบบกำลังอ่านไฟล์นี้" in browser.open(f"{PLAN}/import/1")
    stage.work()
    assert "ส่งไฟล์ทั้งฉบับอีกครั้ง" in browser.open(f"{PLAN}/import/1")
    browser.submit("/discard")
    assert "ลบไฟล์ที่ยังไม่ได้จัดเก็บแล้ว" in browser.page
    browser.open(f"{PLAN}/import")
    browser.submit("/plan/import")
    assert browser.status == 422


def test_a_printed_name_becomes_an_alias_and_no_second_agency(stage: Stage, tmp_path: Path) -> None:
    rows = [HEADINGS, [KEPT, "ทำ", "สนง.คลังจังหวัด", "ทุกเดือน"]]
    browser = signed_in(stage, secretary(stage))
    read(stage, browser, write([f"{TITLE}2570", rows], tmp_path / "แผน.xlsx"))
    before = ask(stage, lambda s: len(s.scalars(select(Agency)).all()))
    browser.open(f"{browser.path}/store")
    token = TOKEN.search(browser.page)
    assert token is not None
    browser.post(
        f"{browser.path.removesuffix('/store')}/alias",
        {
            "csrf_token": [token[1]],
            "name": ["สนง.คลังจังหวัด"],
            "is": ["สำนักงานคลังจังหวัด"],
        },
    )
    assert "บันทึกชื่อเรียกอื่นแล้ว" in browser.page
    browser.submit("/store")
    assert ask(stage, lambda s: len(s.scalars(select(Agency)).all())) == before
    measure = ask(
        stage, lambda s: [m.title for m in s.scalars(select(Measure)) if not m.removed_at]
    )
    assert measure == [KEPT[4:]]
