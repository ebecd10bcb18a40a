"""The scores' pages: the ledger with its steps, what-if, one score by hand, a file after a look."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import openpyxl
from sqlalchemy import select

from models.tables.organization import Organization
from models.tables.people import Role
from models.tables.year.score import Score
from scores.ledger import Entry
from scores.store import EnteredBy, enter_scores
from tests.handlers.cast import SLUG, ask, secretary
from tests.stage import Stage
from tests.web.browser import Browser, signed_in

SCORES = f"/console/{SLUG}/scores"


def scored(stage: Stage, **values: str) -> None:
    """Store scores of FY2567."""
    entries = [Entry(code, 0, Decimal(value), 2) for code, value in values.items()]
    with stage.program.database.begin() as session:
        owner = session.scalars(select(Organization).where(Organization.slug == SLUG)).one()
        enter_scores(
            session, owner, {2567: entries}, source="test", by=EnteredBy("test"), now=stage.now()
        )


def whole_year(stage: Stage, overall: str = "90.00") -> None:
    """Store the ten indicators, all 90, but the first."""
    indicators = {str(number): "90.00" for number in range(2, 11)}
    scored(stage, **{"1": "90.00", "overall": overall}, **indicators)


def values(stage: Stage) -> dict[str, str]:
    return ask(stage, lambda s: {row.code: f"{row.value:.2f}" for row in s.scalars(select(Score))})


def test_wrong_figures_stand_beside_right_ones(stage: Stage) -> None:
    whole_year(stage, overall="93.00")
    browser = signed_in(stage, secretary(stage))
    browser.open(f"{SCORES}?year=2567")
    assert "✕ 93.00" in browser.page
    assert "✓ 90.00" in browser.page


def test_what_if_answers_a_slider_with_the_outcome_alone(stage: Stage) -> None:
    whole_year(stage)
    governor = stage.registered("นายวิชัย ผู้ว่า", SLUG, Role.EXECUTIVE)
    browser = signed_in(stage, governor)
    assert "<h1>" in browser.open(f"{SCORES}/what-if?year=2567&v-9=100")
    answer = browser.client.get(
        f"{SCORES}/what-if?year=2567&v-1=0", base_url=browser.base, headers={"HX-Request": "true"}
    ).get_data(as_text=True)
    assert answer.startswith('<div id="outcome"')
    assert "ปรับ 1 รายการ" in answer
    assert "90.00" in answer
    browser.open(f"{SCORES}/2567/1")
    assert browser.status == 403


def test_a_score_entered_meanwhile_is_not_overwritten(any_stage: Stage) -> None:
    whole_year(any_stage)
    here = signed_in(any_stage, secretary(any_stage))
    there = signed_in(any_stage, secretary(any_stage, "นายวิชัย รองเลขา"))
    here.open(f"{SCORES}/2567/9")
    there.open(f"{SCORES}/2567/9")
    there.submit("/9", value="๙๕.๕")
    assert values(any_stage)["9"] == "95.50"
    here.submit("/9", value="91")
    assert here.status == 422
    assert "ผู้อื่นเปลี่ยนคะแนนนี้" in here.page
    assert "นายวิชัย รองเลขา" in here.page
    assert 'value="91"' in here.page
    assert values(any_stage)["9"] == "95.50"
    here.open(f"{SCORES}/99999/9")
    assert here.status == 404
    here.open(f"{SCORES}/2567/9")
    here.submit("/9", value="101")
    assert "โปรดพิมพ์คะแนน 0 ถึง 100" in here.page


def test_a_workbook_is_read_by_long_work_and_stored_after_a_look(stage: Stage) -> None:
    browser = signed_in(stage, secretary(stage))
    sent(browser, workbook(browser))
    assert stage.work() == 1
    browser.open(browser.path)
    browser.open(re.findall(r'href="(/console/[^"]+/scores/import/\d+)"', browser.page)[0])
    assert "คะแนนใหม่หรือเปลี่ยน 1 รายการ" in browser.page
    assert values(stage) == {}
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.page)[-1]
    seen = re.findall(r'name="seen" value="([^"]+)"', browser.page)
    browser.post(browser.path, {"csrf_token": [token], "seen": seen})
    assert values(stage) == {"9": "88.50"}


def workbook(browser: Browser) -> bytes:
    """The page's workbook with one score filled in."""
    browser.open(f"{SCORES}/2567/workbook")
    book = openpyxl.load_workbook(BytesIO(browser.answer.data))
    sheet = book.worksheets[0]
    row = next(r for r in sheet.iter_rows() if str(r[0].value) == "9")
    row[2].value = 88.5
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sent(browser: Browser, body: bytes) -> None:
    """Upload a file on the page of imports."""
    browser.open(f"{SCORES}/import")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.page)[-1]
    answer = browser.client.post(
        f"{SCORES}/import",
        data={"csrf_token": token, "year": "", "file": (BytesIO(body), "คะแนน.xlsx")},
        base_url=browser.base,
        headers={"Referer": f"{browser.base}{SCORES}/import"},
        follow_redirects=True,
    )
    browser.answer, browser.path = answer, answer.request.path
