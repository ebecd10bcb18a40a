"""The first steps: computed from what is stored, done in any order, led to from the chat."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.outbox.delivery import drain
from models.first_steps import first_steps
from models.tables.holiday import HolidayConfirmation
from models.tables.organization import Organization
from models.tables.outbox import Delivery, DeliveryState
from models.tables.plan import Plan
from tests.handlers.cast import SLUG, START, ask, begin_month, officer, secretary
from tests.stage import Stage, words_of
from tests.web.browser import Browser, signed_in

SETUP = f"/console/{SLUG}/setup/"


def done(stage: Stage) -> set[str]:
    """The steps that are done."""

    def found(session: Session) -> set[str]:
        owner = session.scalars(select(Organization)).one()
        steps = first_steps(session, owner, stage.now())
        return {each.step.value for each in steps if each.is_done}

    return ask(stage, found)


def menu(browser: Browser) -> list[str]:
    nav = re.search(r'<nav aria-label="เมนูหลัก">(.*?)</nav>', browser.page, re.DOTALL)
    assert nav
    return re.findall(r">([^<>\s][^<>]*)</a>", nav[1])


def test_the_chat_leads_the_first_secretary_to_steps_that_the_data_ticks(any_stage: Stage) -> None:
    with any_stage.program.database.begin() as session:
        session.scalars(select(Organization)).one().secretariat_phone = None
    reviewer = secretary(any_stage)
    assert "ทำตามรายการ “เริ่มต้นใช้งาน”" in words_of(reviewer.messages()[-2:])
    reviewer.taps("เริ่มต้นใช้งาน")
    browser = signed_in(any_stage, reviewer)
    assert menu(browser)[0] == "เริ่มต้นใช้งาน"
    browser.open(SETUP)
    assert {"plan", "agencies"} <= done(any_stage) <= {"plan", "agencies", "calendar"}
    browser.submit("/office", name="", phone="055 612 345")
    assert (browser.status, "โปรดพิมพ์ชื่อหน่วยงาน" in browser.page) == (422, True)
    browser.open(SETUP)
    browser.submit("/office", name="จังหวัดสุโขทัย", phone="055 612 345")
    assert "office" in done(any_stage)
    browser.open(f"/console/{SLUG}/calendar/")
    browser.submit("/confirm")
    officer(any_stage)
    assert {"office", "days"} <= done(any_stage)
    browser.open(SETUP)
    assert "มีเจ้าหน้าที่แล้ว 1 จาก 3 หน่วยงาน" in browser.page
    assert "เริ่มต้นใช้งาน" not in menu(browser)


def test_a_test_message_arrives_is_counted_and_comes_once_a_minute(stage: Stage) -> None:
    reviewer = secretary(stage)
    begin_month(stage, START.replace(hour=22))  # the quiet hours do not hold it back
    browser = signed_in(stage, reviewer)
    browser.open(SETUP)
    browser.submit("/setup/test")
    browser.submit("/setup/test")
    assert "นาทีละครั้ง" in browser.page
    assert "กำลังส่ง" in browser.open(f"{SETUP}test")
    assert 'hx-trigger="every 3s"' in browser.page
    drain(stage.program)
    assert "ข้อความทดสอบจากก้าวหน้า" in words_of(reviewer.messages()[-1:])
    assert "LINE รับข้อความแล้ว" in browser.open(f"{SETUP}test")
    assert "hx-trigger" not in browser.page
    test = select(Delivery.state, Delivery.paid_messages).where(Delivery.purpose == "test")
    sent = ask(stage, lambda s: [tuple(row) for row in s.execute(test)])
    assert sent == [(DeliveryState.SENT, 1)]
    assert "test" in done(stage)
    stage.go_to(stage.now() + timedelta(minutes=1))
    browser.open(SETUP)
    browser.submit("/setup/test")
    assert "กำลังส่งข้อความทดสอบ" in browser.page


def test_the_group_is_linked_by_the_words_the_page_shows(stage: Stage) -> None:
    reviewer = secretary(stage)
    browser = signed_in(stage, reviewer)
    browser.open(SETUP)
    browser.submit("/setup/group")
    typed = re.search(r'class="say">([^<]+)<', browser.page)
    assert typed
    reviewer.in_group(stage.group("จังหวัด", reviewer)).says(typed[1])
    assert "group" in done(stage)


def test_two_who_change_the_office_at_once_lose_nothing(stage: Stage) -> None:
    first, second = secretary(stage), secretary(stage, "นายวิชัย รองเลขา")
    here, there = signed_in(stage, first), signed_in(stage, second)
    here.open(SETUP)
    there.open(SETUP)
    here.submit("/office", phone="1111")
    there.submit("/office", phone="2222")
    assert there.status == 422
    assert f"{first.name}แก้ไขชื่อหรือโทรศัพท์" in there.page
    assert 'value="2222"' in there.page
    assert ask(stage, lambda s: s.scalars(select(Organization.secretariat_phone)).one()) == "1111"


def test_without_a_round_the_first_page_is_the_checklist(stage: Stage) -> None:
    reviewer = secretary(stage)
    with stage.program.database.begin() as session:
        session.execute(delete(HolidayConfirmation))
        for plan in session.scalars(select(Plan)):
            plan.adopted_at = None
    browser = signed_in(stage, reviewer)
    assert browser.path in (SETUP, f"/console/{SLUG}/")
