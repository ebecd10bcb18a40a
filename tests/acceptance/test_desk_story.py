"""The secretary's month in a browser, from the first hour to the public page; officers in the chat
and on their page.

Once on SQLite and once on PostgreSQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.month.calendar import BANGKOK
from models.tables.agency import Agency
from models.tables.obligations import Obligation, Round
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.people import Role
from tests.databases import opened
from tests.handlers.cast import DONE, HEALTH, SLUG, TREASURY, ask, nothing_failed, sends_report
from tests.handlers.conftest import CHANNEL
from tests.plans.forms import write
from tests.simulator.page import chromium
from tests.stage import Actor, Stage, open_stage, words_of
from tests.web.browser import link_for
from tests.web.officer.office import comes_in, pages_of

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
FIRST_HOUR = datetime(2026, 11, 5, 9, 30, tzinfo=BANGKOK)
REPORTING = datetime(2026, 11, 24, 10, 0, tzinfo=BANGKOK)
DESK = f"/console/{SLUG}"
CODE = re.compile(r"KN(?:-[0-9A-Z]{4}){3}")
MENDED = "จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 92 คน"
OPENED = "เปิดเผยการใช้จ่ายงบประมาณบนเว็บไซต์แล้ว"
PLAN = [
    "แผนส่งเสริมคุณธรรม จังหวัดสุโขทัย ประจำปีงบประมาณ พ.ศ. 2570",
    [
        ["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"],
        ["1.1 สร้างการรับรู้ของบุคลากร", "ประชุมชี้แจง", TREASURY, "ทุกเดือน"],
        ["1.2 เปิดเผยการใช้จ่ายงบประมาณ", "เผยแพร่", TREASURY, "ทุกเดือน"],
        ["1.3 จัดทำคู่มือให้บริการประชาชน", "จัดทำคู่มือ", HEALTH, "ทุกเดือน"],
    ],
]


class Desk:
    """The secretary's browser."""

    def __init__(self, stage: Stage, page: Page, base: str) -> None:
        self.stage, self.page, self.base = stage, page, base

    def comes_in(self, actor: Actor) -> None:
        self.page.goto(self.base + link_for(actor).partition("go.th")[2])
        self.presses("เข้าสู่ระบบ")
        self.page.wait_for_url("**/console/**")

    def opens(self, address: str) -> None:
        self.page.goto(f"{self.base}{DESK}/{address}")

    def presses(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name).first.click()

    def reads(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def waits_for_work(self) -> None:
        """Let the scheduler do what was asked for; the page notices by itself and leads on."""
        self.page.wait_for_url("**/work/*")
        assert self.stage.work() == 1
        self.page.get_by_role("link", name="ดำเนินการต่อ").click()


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Iterator[Stage]:
    """An organization and nothing else, as the operator's command leaves it."""
    with opened(database_url) as database, database.begin() as session:
        channel = Channel(line_channel_id=CHANNEL)
        session.add(
            Organization(
                slug=SLUG,
                name="จังหวัดสุโขทัย",
                kind=OrganizationKind.PROVINCE,
                channel=channel,
                settings={},
                created_at=FIRST_HOUR,
            )
        )
    with open_stage(database_url, tmp_path / "data", start=FIRST_HOUR) as stage:
        yield stage


def number_of(stage: Stage, model: type[Agency], name: str) -> int:
    return ask(stage, lambda s: s.scalars(select(model.id).where(model.name == name)).one())


def test_the_secretarys_month_from_the_first_hour_to_the_public_page(
    stage: Stage, chromium: Chromium, tmp_path: Path
) -> None:
    reviewer = stage.registered("นางสาวอรุณี เลขา", SLUG, Role.SECRETARIAT)
    with pages_of(stage) as base, chromium.new_context() as context:
        desk = Desk(stage, context.new_page(), base)
        desk.comes_in(reviewer)
        the_first_hour(desk, write(PLAN, tmp_path / "แผน 2570.docx"))
        by_chat, by_page = invited(desk)
        stage.go_to(REPORTING)
        reported(chromium, by_chat, by_page, base)
        desk.comes_in(reviewer)
        returned_and_mended(desk, chromium, by_page)
        accepted_together(desk)
        a_moved_day(desk, by_chat)
        a_score(desk)
        published(desk)
        stage.tick(datetime(2027, 1, 20, 10, 0, tzinfo=BANGKOK))
        desk.comes_in(reviewer)
        letters(desk)
    nothing_failed(stage)


def the_first_hour(desk: Desk, plan: Path) -> None:
    """Telephone, days off, the plan: the checklist ticks what is there."""
    desk.opens("setup/")
    desk.page.get_by_label("โทรศัพท์ฝ่ายเลขานุการ").fill("055 612 345")
    desk.presses("บันทึก")
    desk.opens("calendar/")
    desk.presses("ยืนยันว่ารายการนี้ถูกต้อง")
    desk.opens("plan/import")
    desk.page.get_by_label("ไฟล์แผน").set_input_files(plan)
    desk.presses("ส่งไฟล์ให้ระบบอ่าน")
    desk.waits_for_work()
    desk.reads("1.3 จัดทำคู่มือให้บริการประชาชน")
    desk.opens("plan/import/1/store")
    desk.reads("เพิ่มมาตรการ (3)")
    desk.presses("จัดเก็บแผน")
    desk.reads("จัดเก็บแผนปีงบประมาณ พ.ศ. 2570 แล้ว 3 มาตรการ")


def invited(desk: Desk) -> list[Actor]:
    """Two officers enter by the codes that the page shows."""
    found = []
    for name, agency in (("นายสมชาย ใจดี", TREASURY), ("นางสาวกานดา ดีงาม", HEALTH)):
        desk.opens("people/invites")
        desk.page.get_by_label("บทบาท").select_option("officer")
        desk.page.get_by_label("หน่วยงาน (เฉพาะ").select_option(label=agency)
        desk.page.get_by_label("ชื่อผู้รับ").fill(name)
        desk.page.get_by_role("button", name="ออกรหัส", exact=True).click()
        expect(desk.page.locator("h1")).not_to_have_text("หน่วยงานและบุคคล")
        (code,) = set(CODE.findall(desk.page.locator("main").inner_text()))
        actor = desk.stage.person(name)
        actor.says(code)
        actor.taps("ยินยอมและลงทะเบียน")
        found.append(actor)
    return found


def reported(chromium: Chromium, by_chat: Actor, by_page: Actor, base: str) -> None:
    sends_report(by_chat, "1.1")
    sends_report(by_chat, "1.2", OPENED)
    answers_on_the_page(chromium, by_page, base, DONE)


def answers_on_the_page(chromium: Chromium, actor: Actor, base: str, words: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 780}) as context:
        page = context.new_page()
        comes_in(page, actor, base)
        item = page.locator("[data-item]").first
        item.get_by_label("อยู่ระหว่างดำเนินการ").check()
        item.get_by_label("สรุปผลการดำเนินการ").fill(words)
        expect(item.locator("[data-state]")).to_have_text("ครบ พร้อมส่ง")
        page.get_by_role("button", name="ส่งรายการที่ครบ").click()
        expect(page.get_by_text("ได้รับรายงานแล้ว 1 รายการ")).to_be_visible()


def returned_and_mended(desk: Desk, chromium: Chromium, actor: Actor) -> None:
    agency = number_of(desk.stage, Agency, HEALTH)
    of_health = select(Obligation.id).where(Obligation.agency_id == agency)
    report = ask(desk.stage, lambda s: s.scalars(of_health).one())
    desk.opens(f"report/{report}")
    desk.reads(DONE)
    desk.page.get_by_label("หรือพิมพ์เหตุผลเอง").fill("ตัวเลขไม่ตรงกับประกาศ")
    desk.presses("ส่งกลับให้แก้ไข แล้วไปรายการถัดไป")
    desk.reads("ส่งรายงานกลับให้แก้ไขแล้ว")
    desk.stage.tick()
    assert "ตัวเลขไม่ตรงกับประกาศ" in words_of(actor.messages())
    answers_on_the_page(chromium, actor, desk.base, MENDED)
    desk.opens(f"report/{report}")
    expect(desk.page.locator("ins").nth(1)).to_contain_text("92")
    desk.presses("รับรองรายงาน แล้วไปรายการถัดไป")
    desk.reads("รับรองรายงานแล้ว")


def accepted_together(desk: Desk) -> None:
    desk.opens(f"month/2026-11/agency/{number_of(desk.stage, Agency, TREASURY)}")
    desk.presses("รับรองรายงานที่เลือก (2 รายการที่รอตรวจ)")
    desk.reads("รับรองรายงานแล้ว 2 รายการ")


def a_moved_day(desk: Desk, told: Actor) -> None:
    """Nothing moves before the second press."""
    november = select(Round.due_on).where(Round.month == date(2026, 11, 1))
    desk.opens("calendar/days-off")
    desk.page.get_by_label("วันเดือนปี").fill("30/11/2569")
    desk.page.get_by_label("ชื่อวันหยุด").fill("วันหยุดพิเศษ")
    desk.presses("ดูผลก่อนบันทึก")
    desk.reads("วันอังคารที่ 1 ธันวาคม 2569")
    assert ask(desk.stage, lambda s: s.scalars(november).one()) == date(2026, 11, 30)
    desk.presses("ยืนยัน")
    desk.reads("บันทึกวันหยุด")
    assert ask(desk.stage, lambda s: s.scalars(november).one()) == date(2026, 12, 1)


def a_score(desk: Desk) -> None:
    desk.opens("scores/2567/9")
    desk.page.get_by_label("คะแนน 0 ถึง 100").fill("๙๕.๕")
    desk.presses("บันทึกคะแนน")
    desk.reads("95.50")


def published(desk: Desk) -> None:
    """The report gets a signer, is made, looked at twice and published; anybody may read it."""
    desk.opens("papers/2570/result/form")
    desk.page.get_by_label("ชื่อผู้ลงนาม").fill("นายประเสริฐ ตั้งใจ")
    desk.page.get_by_label("ตำแหน่งผู้ลงนาม").fill("ผู้ว่าราชการจังหวัดสุโขทัย")
    desk.presses("บันทึกรูปแบบ")
    expect(desk.page.locator(".said.well")).to_be_visible()
    desk.opens("papers/2570/result/form")
    expect(desk.page.get_by_label("ชื่อผู้ลงนาม")).to_have_value("นายประเสริฐ ตั้งใจ")
    desk.opens("papers/2570/look/result")
    expect(desk.page.frame_locator("iframe").locator("body")).to_contain_text("ประเสริฐ")
    desk.presses("จัดทำ Word")
    desk.waits_for_work()
    desk.opens("papers/2570/publish")
    desk.presses("เผยแพร่ฉบับที่ 1")
    desk.reads("ยังเผยแพร่ไม่ได้")
    for box in desk.page.get_by_role("group").get_by_role("checkbox").all():
        box.check()
    desk.presses("เผยแพร่ฉบับที่ 1")
    desk.reads("เผยแพร่ฉบับที่ 1 แล้ว")
    browser = desk.page.context.browser
    assert browser is not None
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{desk.base}/public/{SLUG}/2570/")
        expect(page.locator("main")).to_contain_text(MENDED)
        assert "สมชาย" not in page.content()
        assert context.cookies() == []


def letters(desk: Desk) -> None:
    """Two months later nobody has reported: letters are dated, asked for, made."""
    desk.opens("papers/2570/look/letters?month=2026-12")
    desk.page.get_by_label("เกินกำหนดมากกว่า (วัน)").fill("5")
    desk.presses("ดูรายชื่อ")
    desk.reads("2 หน่วยงานที่มีรายงานเกินกำหนดเกิน 5 วัน")
    desk.page.get_by_label("วันที่ของหนังสือ").fill("2027-01-21")
    desk.page.get_by_label("ที่อยู่ของสำนักงาน").fill("ศาลากลางจังหวัดสุโขทัย")
    desk.presses("จัดทำ")
    desk.waits_for_work()
    desk.reads("หนังสือติดตามรายงาน")
