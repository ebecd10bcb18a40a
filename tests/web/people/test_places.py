"""Handing over in one step, and standing in during an absence, as the chat, the calendar and the
pages know it.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from bot.outbox.delivery import drain
from models.month.calendar import at
from models.month.owing import officers_by_agency
from models.tables.conversation import Draft
from models.tables.people import Membership, Person, Role
from tests.handlers.cast import (
    HEALTH,
    SLUG,
    START,
    TREASURY,
    ask,
    begin_month,
    officer,
    opens,
    secretary,
    sends_report,
    states,
)
from tests.stage import Stage, words_of
from tests.web.browser import Browser, signed_in

ROOM = f"/console/{SLUG}/people/"
CODE = re.compile(r"KN(?:-[0-9A-Z]{4}){3}")
LEAVER, NEXT = "นายสมชาย ใจดี", "นางสาวกานดา ดีงาม"


def role_of(stage: Stage, name: str) -> int:
    wanted = select(Membership.id).join(Person, Person.id == Membership.person_id)
    found = wanted.where(Person.full_name == name).order_by(Membership.id)
    return ask(stage, lambda s: s.scalars(found).first()) or 0


def reminded(stage: Stage, moment: date) -> list[str]:
    """Who is asked for the treasury's reports on a day."""
    return ask(
        stage,
        lambda s: [
            each.name
            for officers in officers_by_agency(s, 1, at(moment, 9)).values()
            for each in officers
        ],
    )


def handover_code(stage: Stage, browser: Browser) -> str:
    browser.open(f"{ROOM}role/{role_of(stage, LEAVER)}")
    browser.submit("/handover")
    (code,) = set(CODE.findall(browser.page))
    return str(code)


def test_duties_and_drafts_go_over_and_the_leaver_is_out(any_stage: Stage) -> None:
    leaver = officer(any_stage, LEAVER)
    begin_month(any_stage, START)
    sends_report(leaver)
    opens(leaver, "1.2")
    theirs = signed_in(any_stage, leaver)
    code = handover_code(any_stage, theirs)
    heard = len(leaver.messages())
    successor = any_stage.person(NEXT)
    assert LEAVER in words_of(successor.says(code))
    said = words_of(successor.taps("ยินยอมและลงทะเบียน"))
    assert f"รับช่วงต่อจาก {LEAVER} แล้ว" in said
    assert "แบบรายงานที่ค้างไว้ 1 รายการ" in said
    drain(any_stage.program)
    assert "ส่งมอบหน้าที่" in words_of(leaver.messages()[heard:])
    assert "ยังไม่ได้ลงทะเบียน" in words_of(leaver.says("รายงาน")) or "รหัสเชิญ" in words_of(
        leaver.messages()[-1:]
    )
    theirs.open(f"/console/{SLUG}/")
    assert theirs.path == "/sign-in"
    opens(successor, "1.2")
    drafts = ask(any_stage, lambda s: list(s.scalars(select(Draft.person_id).where(Draft.active))))
    assert len(drafts) == 1, "the leaver's, taken up"
    assert states(any_stage)["1.1", TREASURY, 11] == "sent", "what was reported stays"


def test_an_earlier_successors_code_is_good_no_more(stage: Stage) -> None:
    officer(stage, LEAVER)
    desk = signed_in(stage, secretary(stage))
    first, second = handover_code(stage, desk), handover_code(stage, desk)
    assert "หมดอายุแล้ว" in words_of(stage.person(NEXT).says(first))
    assert "รับช่วงต่อจาก" in words_of(stage.person(NEXT).says(second))


def test_an_officer_hands_over_the_own_role_only(stage: Stage) -> None:
    officer(stage, LEAVER)
    browser = signed_in(stage, officer(stage, NEXT, HEALTH))
    browser.open(f"{ROOM}role/{role_of(stage, LEAVER)}")
    assert browser.status == 404


@pytest.mark.parametrize("is_registered", [True, False])
def test_who_stands_in_is_asked_and_may_report_in_that_time_only(
    any_stage: Stage, is_registered: bool
) -> None:
    begin_month(any_stage, START)
    officer(any_stage, LEAVER)
    stands_in = any_stage.person(NEXT)
    desk = signed_in(any_stage, secretary(any_stage))
    if is_registered:
        any_stage.registered(NEXT, SLUG, Role.EXECUTIVE)
    desk.open(f"{ROOM}role/{role_of(any_stage, LEAVER)}")
    days = {"from": "2026-11-12", "until": "2026-11-13"}
    if is_registered:
        person = ask(
            any_stage,
            lambda s: s.get_one(Membership, role_of(any_stage, NEXT)).person_id,
        )
        desk.submit("/stand-in", person=str(person), **days)  # type: ignore[arg-type]
        assert "กำหนดผู้ปฏิบัติหน้าที่แทนแล้ว" in desk.page
    else:
        desk.submit("/stand-in", person="", name=NEXT, **days)  # type: ignore[arg-type]
        (code,) = set(CODE.findall(desk.page))
        assert f"แทน {LEAVER}" in words_of(stands_in.says(code))
        stands_in.taps("ยินยอมและลงทะเบียน")
    for day, who in ((11, LEAVER), (12, NEXT), (13, NEXT), (14, LEAVER)):
        assert reminded(any_stage, date(2026, 11, day)) == [who], day
    assert "1.1" not in words_of(stands_in.says("รายงาน"))
    any_stage.go_to(at(date(2026, 11, 12), 9))
    sends_report(stands_in)
    assert states(any_stage)["1.1", TREASURY, 11] == "sent"
    any_stage.go_to(at(date(2026, 11, 14), 9))
    opens_nothing = words_of(stands_in.says("รายงาน"))
    assert "1.1" not in opens_nothing


def test_a_page_of_who_stands_in_is_closed_when_it_ends(stage: Stage) -> None:
    begin_month(stage, START)
    officer(stage, LEAVER)
    desk, stands_in = signed_in(stage, secretary(stage)), stage.person(NEXT)
    desk.open(f"{ROOM}role/{role_of(stage, LEAVER)}")
    desk.submit("/stand-in", until="2026-11-10", person="", name=NEXT)
    (code,) = set(CODE.findall(desk.page))
    stands_in.says(code)
    stands_in.taps("ยินยอมและลงทะเบียน")
    browser = signed_in(stage, stands_in)
    assert "มาตรการสร้างการรับรู้ของบุคลากร" in browser.open(f"/console/{SLUG}/")
    stage.go_to(at(date(2026, 11, 11), 0))
    browser.open(f"/console/{SLUG}/")
    assert browser.path == "/sign-in"


def test_days_that_cannot_be_are_refused_and_what_was_typed_stays(stage: Stage) -> None:
    officer(stage, LEAVER)
    desk = signed_in(stage, secretary(stage))
    desk.open(f"{ROOM}role/{role_of(stage, LEAVER)}")
    desk.submit("/stand-in", until="2026-11-01", person="", name=NEXT)
    assert desk.status == 422
    assert 'value="2026-11-01"' in desk.page
    assert "วันสุดท้ายต้องไม่ก่อนวันแรก" in desk.page
