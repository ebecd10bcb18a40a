"""ข้อมูลของฉัน on a page: what is stored, the consent, and erasure after a second look."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import select

from bot.line.richmenus import make_menus
from bot.program import Program
from bot.work.worker import work_off
from messages.richmenus.menus import MENUS, MenuKind
from models.people.personal_data.erasure import erase_person
from models.tables.organization import Organization, OrganizationKind
from models.tables.people import Membership, Person, Role
from models.tables.work import Work
from models.work import PAUSE
from tests.handlers.cast import (
    HEALTH,
    SLUG,
    START,
    ask,
    begin_month,
    officer,
    secretary,
    sends_report,
)
from tests.stage import Actor, Stage, words_of
from tests.web.browser import Browser, signed_in

MINE = f"/console/{SLUG}/me"


def name_of(stage: Stage, person: int) -> str:
    return ask(stage, lambda s: s.get_one(Person, person).name)


def test_an_officer_sees_downloads_and_erases_what_is_stored(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    sends_report(actor)
    browser = signed_in(stage, actor)
    assert "รายงานที่ส่ง" in browser.open(MINE)
    stored = json.loads(browser.open(f"{MINE}/download"))
    assert stored["person"][0]["line_user_id"] == actor.user_id
    assert stored["revision"][0]["sent_by_id"] == 1
    browser.open(MINE)
    assert "ยืนยันการลบข้อมูล" in browser.submit("/me/erase")
    assert name_of(stage, 1) == "นายสมชาย ใจดี", "the second look comes first"
    browser.submit("/me/erase")
    assert (browser.path, name_of(stage, 1)) == ("/sign-in", "(ลบข้อมูลแล้ว)")
    browser.open(MINE)
    assert browser.path == "/sign-in"


def test_who_withdraws_on_the_page_is_signed_out_and_told_how_to_return(stage: Stage) -> None:
    actor = officer(stage)
    browser = signed_in(stage, actor)
    browser.open(MINE)
    assert "ยืนยันการถอนความยินยอม" in browser.submit("/me/withdraw")
    browser.submit("/me/withdraw")
    assert browser.path == "/sign-in"
    assert ask(stage, lambda s: s.get_one(Person, 1).withdrawn_at) is not None
    actor.taps("ยินยอมอีกครั้ง", of=actor.says("รายงาน"))
    assert ask(stage, lambda s: s.get_one(Person, 1).withdrawn_at) is None


def test_the_secretariat_erases_its_own_people_and_nobody_who_serves_elsewhere(
    stage: Stage,
) -> None:
    officer(stage)
    browser = signed_in(stage, secretary(stage))
    person_page = f"/console/{SLUG}/person/1/data"
    give_role_elsewhere(stage)
    assert "มีบทบาทในหน่วยงานอื่นด้วย" in browser.open(person_page)
    browser.open(f"{person_page}/download")
    assert browser.status == 403
    with stage.program.database.begin() as session:
        session.get_one(Membership, 3).ended_at = stage.now()
    browser.open(person_page)
    browser.submit("/data/erase")
    browser.submit("/data/erase")
    assert "ลบข้อมูลของผู้นี้แล้ว" in browser.page
    assert name_of(stage, 1) == "(ลบข้อมูลแล้ว)"
    browser.open(person_page)
    assert browser.status == 404


def menu_of(stage: Stage, actor: Actor) -> str | None:
    """The name of the menu somebody sees at LINE."""
    with stage.line.world.lock:
        channel = stage.line.channel
        menu = channel.richmenus.shown_to(channel.chats.people[actor.user_id].rich_menu_id)
        return menu.menu["name"] if menu else None


def test_an_erasure_on_a_page_takes_the_menu_away_as_soon_as_line_answers(stage: Stage) -> None:
    make_menus(stage.program.line)
    actor = officer(stage)
    assert menu_of(stage, actor) == MENUS[MenuKind.OFFICER].name
    browser = signed_in(stage, secretary(stage))
    browser.open(f"/console/{SLUG}/person/1/data")
    browser.submit("/data/erase")
    browser.submit("/data/erase")
    away = Program(
        replace(stage.program.settings, line_api_url="http://127.0.0.1:9"), stage.program.clock
    )
    assert work_off(away) == 0, "LINE does not answer: it is tried again"
    away.close()
    assert stage.work() == 0, "and not at once"
    stage.go_to(stage.now() + PAUSE)
    assert stage.work() == 1
    assert menu_of(stage, actor) != MENUS[MenuKind.OFFICER].name
    assert actor.user_id not in ask(stage, lambda s: str(s.scalars(select(Work.given)).all()))


def test_the_only_secretary_names_who_follows_before_the_own_data_go(stage: Stage) -> None:
    reviewer = secretary(stage)
    officer(stage)
    officer(stage, "นางสาวกานดา ดีงาม", HEALTH)
    assert "ต้องมีผู้รับช่วงก่อน" in words_of(reviewer.says("ลบข้อมูลของฉัน"))
    browser = signed_in(stage, reviewer)
    browser.open(MINE)
    page = browser.submit("/me/erase")
    assert "เป็นฝ่ายเลขานุการเพียงคนเดียวของ" in page
    assert "นายสมชาย ใจดี</option>" in page
    browser.submit("/me/erase")
    assert "ต้องมีฝ่ายเลขานุการอย่างน้อย 1 คน" in browser.page
    assert name_of(stage, 1) == "นางสาวอรุณี เลขา"
    browser.submit("/me/erase", successor="2")
    assert (browser.path, name_of(stage, 1)) == ("/sign-in", "(ลบข้อมูลแล้ว)")
    # Before the menu of who follows is put right; what is read is rolled back.
    with stage.program.database.read() as session:
        erase_person(session, session.get_one(Person, 2), stage.now(), session.get_one(Person, 3))
        given = session.scalars(select(Work.given).where(Work.key == "person:2")).one()
        assert given == {"user": stage.actors["นายสมชาย ใจดี"].user_id}
    stage.work()
    followed = signed_in(stage, stage.actors["นายสมชาย ใจดี"])
    assert "งานที่รอ" in followed.open(f"/console/{SLUG}/")


def give_role_elsewhere(stage: Stage) -> None:
    with stage.program.database.begin() as session:
        other = Organization(
            slug="tak",
            name="จังหวัดตาก",
            kind=OrganizationKind.PROVINCE,
            channel_id=1,
            created_at=stage.now(),
        )
        session.add(other)
        session.flush()
        session.add(
            Membership(
                person_id=1, organization_id=other.id, role=Role.EXECUTIVE, since=stage.now()
            )
        )


def test_what_is_stored_of_a_person_is_not_shown_to_an_officer(stage: Stage) -> None:
    officer(stage)
    browser: Browser = signed_in(stage, officer(stage, "นางสาวกานดา ดีงาม"))
    browser.open(f"/console/{SLUG}/person/1/data")
    assert browser.status == 403
