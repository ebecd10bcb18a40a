"""The calendar's pages: looking moves and sends nothing, the second press does what was shown, and
words are kept within limits.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select

import web
from messages import parts
from models.month.calendar import BANGKOK
from models.tables.audit import AuditEntry, AuditText
from models.tables.holiday import HolidayConfirmation, OrganizationHoliday
from models.tables.obligations import Round
from models.tables.organization import Organization
from models.tables.outbox import Delivery
from tests.handlers.cast import SLUG, START, ask, begin_month, officer, secretary
from tests.stage import Stage, words_of
from tests.web.browser import Browser, signed_in

CALENDAR = f"/console/{SLUG}/calendar"
EARLY = datetime(2026, 11, 25, 9, 0, tzinfo=BANGKOK)


def due_on(stage: Stage) -> date:
    """When November's reports are due."""
    november = select(Round.due_on).where(Round.month == date(2026, 11, 1))
    return ask(stage, lambda s: s.scalars(november).one())


def deliveries(stage: Stage) -> int:
    return ask(stage, lambda s: s.scalar(select(func.count()).select_from(Delivery)) or 0)


def audited(stage: Stage, action: str) -> list[dict[str, object]]:
    rows = select(AuditText.body).join(AuditEntry).where(AuditEntry.action == action)
    return ask(stage, lambda s: list(s.scalars(rows)))


def table(browser: Browser) -> str:
    """The words of the page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", browser.page)))


def test_a_day_off_shows_what_moves_and_whom_it_tells_before_it_is_kept(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    any_stage.tick(EARLY)
    assert due_on(any_stage) == date(2026, 11, 30)
    browser, sent = signed_in(any_stage, reviewer), deliveries(any_stage)
    browser.open(f"{CALENDAR}/days-off/look?day=30/11/2569&name=วันหยุดพิเศษ&of=own")
    said = table(browser)
    assert "→ วันอังคารที่ 1 ธันวาคม 2569" in said
    assert "เลื่อนกำหนดส่งรายงานรอบเดือนพฤศจิกายน 2569" in said
    assert f"{actor.name} · 1 ข้อความ" in said
    assert due_on(any_stage) == date(2026, 11, 30)
    browser.submit("/change", shown="something else")
    assert browser.status == 422
    assert "โปรดตรวจอีกครั้ง" in browser.page
    browser.submit("/change")
    assert "บันทึกวันหยุดวันจันทร์ที่ 30 พฤศจิกายน 2569 วันหยุดพิเศษ แล้ว" in table(browser)
    assert due_on(any_stage) == date(2026, 12, 1)
    assert deliveries(any_stage) == sent
    (noted,) = audited(any_stage, "holiday.added")
    assert noted["by"]
    any_stage.tick()
    assert "1 ธันวาคม 2569" in words_of(actor.messages()[-1:])
    browser.open(f"{CALENDAR}/days-off/look?day=2026-11-30&of=own&do=remove")
    browser.submit("/change")
    assert ask(any_stage, lambda s: s.scalars(select(OrganizationHoliday.day)).all()) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("day=วันไหน&name=ก", "โปรดพิมพ์วันเดือนปี"),
        ("day=1/1/2550&name=ก", "ปีงบประมาณนี้"),
        ("day=30/11/2569&name=", "ชื่อวันหยุด"),
        ("day=27/11/2569&do=remove", "ไม่อยู่ในรายการวันหยุดแล้ว"),
    ],
)
def test_an_odd_day_is_one_sentence_and_what_was_typed_stays(
    stage: Stage, query: str, said: str
) -> None:
    browser = signed_in(stage, secretary(stage))
    browser.open(f"{CALENDAR}/days-off/look?{query}&of=own")
    assert (browser.status, said in browser.page) == (422, True)


def test_the_countrys_days_off_are_not_one_organizations_to_edit(stage: Stage) -> None:
    browser = signed_in(stage, secretary(stage))
    assert "ทั้งประเทศ</option>" in browser.open(f"{CALENDAR}/days-off")
    with stage.program.database.begin() as session:
        here = session.scalars(select(Organization)).one()
        session.add(
            Organization(
                slug="other",
                name="อีกแห่ง",
                kind=here.kind,
                channel_id=here.channel_id,
                settings={},
                created_at=stage.now(),
            )
        )
    browser.open(f"{CALENDAR}/days-off/look?day=30/11/2569&name=ก&of=national")
    assert "ใช้ร่วมกันหลายหน่วยงาน" in browser.page
    assert "ทั้งประเทศ</option>" not in browser.page


def test_the_years_list_is_confirmed_as_it_was_looked_at(stage: Stage) -> None:
    browser = signed_in(stage, secretary(stage))
    assert "ยังไม่ได้ยืนยัน" in browser.open(f"{CALENDAR}/")
    assert "วันจันทร์ที่ 30 พฤศจิกายน 2569" in browser.page
    browser.submit("/confirm", shown="older")
    assert "โปรดตรวจอีกครั้งแล้วกดยืนยัน" in browser.page
    browser.submit("/confirm")
    assert "ฝ่ายเลขานุการยืนยันแล้ว" in browser.page
    assert ask(stage, lambda s: s.scalars(select(HolidayConfirmation.fiscal_year)).all()) == [2570]


def test_what_will_be_sent_is_shown_with_its_card_and_cost_and_nothing_is_sent(
    stage: Stage,
) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    browser, sent = signed_in(stage, reviewer), deliveries(stage)
    browser.open(f"{CALENDAR}/sending")
    said = table(browser)
    assert f"เตือนก่อนกำหนดส่ง: เจ้าหน้าที่ที่ยังค้าง พ.ย. 69 ○ จะส่ง {actor.name}" in said
    assert 'class="f-bubble"' in browser.page
    assert "style=" not in browser.page
    assert deliveries(stage) == sent


def test_the_schedule_is_kept_as_shown_and_a_change_of_somebody_else_is_not_lost(
    stage: Stage,
) -> None:
    first, second = secretary(stage), secretary(stage, "นายวิชัย รองเลขา")
    begin_month(stage, START)
    here, there = signed_in(stage, first), signed_in(stage, second)
    page = here.open(f"{CALENDAR}/schedule")
    given = dict(re.findall(r'name="(\w+)" type="number"[^>]* value="(\d+)"', page))
    given["was"] = re.findall(r'name="was" value="(\w+)"', page)[0]

    def asked(**change: str) -> str:
        return "&".join(f"{name}={value}" for name, value in {**given, **change}.items())

    here.open(f"{CALENDAR}/schedule/look?{asked(send_hour='20')}")
    assert (here.status, "นอกช่วงงดส่ง" in here.page) == (422, True)
    here.open(f"{CALENDAR}/schedule/look?{asked(close_working_days='5')}")
    assert "ปิดรอบหลังกำหนดส่ง (วันทำการ): 3 → 5" in table(here)
    here.submit("/change")
    assert "บันทึกกำหนดการแล้ว" in here.page
    there.open(f"{CALENDAR}/schedule/look?{asked(reminder_day='15')}")
    assert there.status == 422
    assert f"{first.name}แก้ไขกำหนดการระหว่างที่ท่านกรอก" in there.page
    assert 'value="15"' in there.page
    settings = ask(stage, lambda s: s.scalars(select(Organization.settings)).one())
    assert (settings["close_working_days"], settings["reminder_day"]) == (5, 20)


def test_own_words_stand_on_the_cards_with_the_facts_and_can_be_taken_back(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    browser = signed_in(stage, reviewer)
    browser.open(f"{CALENDAR}/wording/reminder")
    browser.submit("/reminder", title="ถึงเวลาแล้ว {วันดี}")
    assert (browser.status, "{วันดี}" in browser.page) == (422, True)
    browser.submit("/reminder", title="ก" * 61)
    assert "ยาวเกิน 60" in browser.page
    browser.submit("/reminder", title="ถึงเวลารายงานเดือน{เดือน}", look="1")
    assert "ถึงเวลารายงานเดือนพฤศจิกายน 2569" in table(browser)
    browser.submit("/reminder", title="ถึงเวลารายงานเดือน{เดือน}", lead="ขอบคุณทุกท่าน")
    stage.tick(EARLY)
    said = words_of(actor.messages()[-1:])
    assert "ถึงเวลารายงานเดือนพฤศจิกายน 2569" in said
    assert "ใกล้ถึงกำหนดส่งรายงาน" in said
    assert "30 พฤศจิกายน 2569" in said
    browser, other = signed_in(stage, reviewer), signed_in(stage, reviewer)
    other.open(f"{CALENDAR}/wording/reminder")
    browser.open(f"{CALENDAR}/wording/reminder")
    browser.submit("/reminder", standard="1")
    other.submit("/reminder", title="อีกแบบ")
    assert (other.status, "แก้ไขถ้อยคำระหว่างที่ท่านกรอก" in other.page) == (422, True)
    assert [body["after"]["title"] for body in audited(stage, "wording.set")] == [  # type: ignore[index]
        "ถึงเวลารายงานเดือน{เดือน}",
        "",
    ]


def test_every_colour_of_the_cards_has_its_class() -> None:
    css = (Path(web.__file__).parent / "static" / "kaona.css").read_text(encoding="utf-8")
    inks = (parts.INK, parts.MUTED, parts.BRAND, parts.WARN, parts.ALERT, parts.CALM)
    assert [ink for ink in inks if f".ink-{ink[1:].lower()} " not in css] == []
    tones = (parts.BRAND, parts.WARN, parts.ALERT, parts.CALM)
    assert [tone for tone in tones if f".tone-{tone[1:].lower()} " not in css] == []
