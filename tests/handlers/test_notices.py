"""What officers are told of what the secretariat did: once, in working hours, and not when it is
old news by then.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot.outbox.delivery import drain
from models.month.calendar import BANGKOK
from models.tables.agency import Agency
from models.tables.obligations import Obligation
from models.tables.outbox import WITHDRAWN, Delivery
from models.tables.people import Role
from models.tables.plan import Assignment, Measure, Plan
from tests.handlers.cast import (
    HEALTH,
    LAND,
    SLUG,
    TREASURY,
    ask,
    begin_month,
    decides,
    nothing_failed,
    officer,
    reopens,
    secretary,
    sends_report,
    states,
    tap_on_card,
)
from tests.stage import Actor, Stage, words_of

EVENING = datetime(2026, 11, 10, 19, 0, tzinfo=BANGKOK)
MORNING = datetime(2026, 11, 11, 8, 0, tzinfo=BANGKOK)


def _told(stage: Stage, actor: Actor, seen: int) -> str:
    """What a person got by itself since they had so many messages."""
    drain(stage.program)
    return words_of(actor.messages()[seen:])


def _excuses(reviewer: Actor, agency: str = LAND, reason: str = "อยู่ระหว่างโอนภารกิจ") -> str:
    reviewer.says(agency)
    reviewer.taps("ยกเว้น")
    return words_of(decides(reviewer, reason))


def test_officers_are_told_that_they_are_excused_and_why(any_stage: Stage) -> None:
    first, second = officer(any_stage, "นายที่ดิน", LAND), officer(any_stage, "นางที่ดิน", LAND)
    other, reviewer = officer(any_stage), secretary(any_stage)
    seen = [len(actor.messages()) for actor in (first, second, other)]
    assert "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่" in _excuses(reviewer)
    for actor, before in ((first, seen[0]), (second, seen[1])):
        told = _told(any_stage, actor, before)
        for words in ("ไม่ต้องส่งรายงาน", "อยู่ระหว่างโอนภารกิจ", "มาตรการ 1.1", "055-612-345"):
            assert words in told
        assert len(actor.messages()) == before + 1
    assert _told(any_stage, other, seen[2]) == ""
    nothing_failed(any_stage)


def test_officers_are_told_that_an_excuse_was_taken_back_and_report_from_the_notice(
    stage: Stage,
) -> None:
    actor, reviewer = officer(stage, "นายที่ดิน", LAND), secretary(stage)
    _excuses(reviewer)
    drain(stage.program)
    reviewer.says(LAND)
    seen = len(actor.messages())
    cards = reviewer.messages()[-1:]
    assert "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่" in words_of(reviewer.taps("ยกเลิกการยกเว้น", of=cards))
    told = _told(stage, actor, seen)
    assert "โปรดส่งรายงาน" in told
    assert "วันจันทร์ที่ 30 พฤศจิกายน 2569" in told
    assert "เปิดให้รายงานหรือแก้ไขได้อยู่แล้ว" in words_of(reviewer.taps("ยกเลิกการยกเว้น", of=cards))
    assert _told(stage, actor, seen + 1) == ""
    assert "สถานะการดำเนินการ" in words_of(actor.taps("รายงานผล", of=actor.messages()[seen:]))
    nothing_failed(stage)


def test_officers_are_told_once_that_a_report_was_reopened_and_open_the_copy_from_the_notice(
    any_stage: Stage,
) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    sends_report(actor)
    begin_month(any_stage, datetime(2026, 12, 14, 10, 0, tzinfo=BANGKOK))
    listed, seen = reviewer.says(TREASURY), len(actor.messages())
    assert "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่" in words_of(reopens(reviewer, listed))
    told = _told(any_stage, actor, seen)
    assert "2570-000001-1" in told
    assert "ตัวเลขไม่ตรงกับประกาศ" in told
    assert "อยู่แล้ว" in words_of(reviewer.taps("เปิดให้แก้ไขอีกครั้ง", of=listed))
    assert _told(any_stage, actor, seen + 1) == ""
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.taps("เปิดสำเนา", of=actor.messages()[seen:]))
    actor.says("ยืนยัน")
    listed, seen = reviewer.says(TREASURY), len(actor.messages())
    reopens(reviewer, listed)
    assert "2570-000001-2" in _told(any_stage, actor, seen)  # another revision, another notice
    nothing_failed(any_stage)


def test_nobody_is_told_of_what_they_did_themselves(stage: Stage) -> None:
    both = secretary(stage)
    both.says(stage.invite(SLUG, Role.OFFICER, HEALTH, both.name))
    both.taps("ยินยอมและลงทะเบียน")
    colleague = officer(stage, "นายแพทย์", HEALTH)
    seen = len(colleague.messages())
    heard = _excuses(both, HEALTH)
    assert "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่" in heard
    assert "ไม่ต้องส่งรายงาน" in _told(stage, colleague, seen)
    rows = ask(
        stage,
        lambda s: s.scalars(select(Delivery.recipient).where(Delivery.purpose == "excused")).all(),
    )
    assert rows == [colleague.user_id]


def test_the_only_officer_who_excuses_their_own_agency_hears_of_no_telephone(stage: Stage) -> None:
    both = secretary(stage)
    both.says(stage.invite(SLUG, Role.OFFICER, HEALTH, both.name))
    both.taps("ยินยอมและลงทะเบียน")
    heard = _excuses(both, HEALTH)
    assert "แจ้ง" not in heard
    assert "ยกเว้นการรายงานแล้ว" in heard


def test_the_secretariat_hears_that_an_agency_has_nobody_to_be_told(stage: Stage) -> None:
    assert "ยังไม่มีผู้ลงทะเบียน โปรดแจ้งทางโทรศัพท์" in _excuses(secretary(stage))


def test_what_is_excused_and_taken_back_in_the_evening_reaches_nobody(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage, "นายที่ดิน", LAND), secretary(any_stage)
    any_stage.go_to(EVENING)
    assert "ในเวลาราชการ (11 พ.ย. 69 เวลา 08.00 น.)" in _excuses(reviewer)
    reviewer.says(LAND)
    seen = len(actor.messages())
    assert "ยกเลิกข้อความที่รอแจ้งแล้ว" in words_of(reviewer.taps("ยกเลิกการยกเว้น"))
    any_stage.go_to(MORNING)
    assert _told(any_stage, actor, seen) == ""
    assert states(any_stage)["1.1", LAND, 11] == "owed"


def test_what_is_returned_in_the_evening_and_mended_before_morning_is_not_told(
    any_stage: Stage,
) -> None:
    actor, colleague = officer(any_stage), officer(any_stage, "นางสมหญิง รักดี")
    reviewer = secretary(any_stage)
    receipt = sends_report(actor)
    any_stage.go_to(EVENING)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    decides(reviewer)
    actor.taps("แก้ไขรายงานนี้", of=receipt)
    actor.says("แก้สรุปผล")
    actor.says("แก้ไขตามที่แจ้งแล้ว")
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    seen = [len(each.messages()) for each in (actor, colleague)]
    any_stage.go_to(MORNING)
    assert [
        _told(any_stage, each, before)
        for each, before in zip((actor, colleague), seen, strict=True)
    ] == ["", ""]
    errors = ask(
        any_stage,
        lambda s: s.scalars(select(Delivery.error).where(Delivery.purpose == "returned")).all(),
    )
    assert errors == [WITHDRAWN, WITHDRAWN]


def test_a_return_of_another_report_is_still_told(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    receipt = sends_report(actor)
    sends_report(actor, "1.2")
    stage.go_to(EVENING)
    for _ in range(2):
        if "ตรวจทีละรายการ" in words_of(reviewer.says("ตรวจรายงาน")):
            reviewer.taps("ตรวจทีละรายการ")
        reviewer.taps("ส่งกลับแก้ไข")
        decides(reviewer)
    actor.taps("แก้ไขรายงานนี้", of=receipt)
    actor.says("ยืนยัน")
    seen = len(actor.messages())
    stage.go_to(MORNING)
    told = _told(stage, actor, seen)
    assert "2570-000002-1" in told
    assert "2570-000001" not in told


@pytest.mark.parametrize("label", ["รายงานผล", "ไม่มีความคืบหน้าเพิ่มเติม"])
def test_who_reports_before_morning_is_not_asked_again(stage: Stage, label: str) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    begin_month(stage, datetime(2026, 12, 8, 10, 0, tzinfo=BANGKOK))
    listed = reviewer.says(TREASURY)
    tap_on_card(reviewer, listed, "รอบ ธ.ค. 69", "ยกเว้น")
    decides(reviewer, "อยู่ระหว่างตรวจสอบ")
    drain(stage.program)
    stage.go_to(datetime(2026, 12, 8, 19, 0, tzinfo=BANGKOK))
    reviewer.says(TREASURY)
    reviewer.taps("ยกเลิกการยกเว้น")
    tap_on_card(actor, actor.says("รายงาน"), "มาตรการ 1.1", label)
    if label == "รายงานผล":
        for words in ("2", "จัดกิจกรรมแล้ว", "ยืนยัน"):
            actor.says(words)
    seen = len(actor.messages())
    stage.go_to(datetime(2026, 12, 9, 8, 0, tzinfo=BANGKOK))
    assert _told(stage, actor, seen) == ""


def test_a_report_that_an_earlier_one_ended_is_not_said_to_be_open(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    cards = actor.says("รายงาน")
    begin_month(stage, datetime(2026, 12, 8, 10, 0, tzinfo=BANGKOK))
    tap_on_card(reviewer, reviewer.says(TREASURY), "รอบ ธ.ค. 69", "ยกเว้น")
    decides(reviewer, "อยู่ระหว่างตรวจสอบ")
    listed = reviewer.says(TREASURY)
    tap_on_card(actor, cards, "มาตรการ 1.1", "รายงานผล")
    for words in ("3", "จัดกิจกรรมครบแล้ว", "ยืนยัน"):
        actor.says(words)
    reviewer.taps("ยกเลิกการยกเว้น", of=listed)
    assert states(stage)["1.1", TREASURY, 12] == "ended"
    assert "ดำเนินการแล้วเสร็จไปแล้ว" in words_of(reviewer.taps("ยกเลิกการยกเว้น", of=listed))


def test_taking_back_an_excuse_that_held_for_later_months_asks_for_them_again(stage: Stage) -> None:
    with stage.program.database.begin() as session:
        plan = session.scalars(select(Plan)).one()
        health = session.scalars(select(Agency).where(Agency.name == HEALTH)).one()
        over = Assignment(position=0, agency=health, end_on=date(2026, 10, 31))
        session.add(
            Measure(plan=plan, position=9, code="9.9", title="มาตรการที่สิ้นสุดแล้ว", assignments=[over])
        )
    actor, reviewer = officer(stage, "นายแพทย์", HEALTH), secretary(stage)
    begin_month(stage, datetime(2026, 11, 12, 10, 0, tzinfo=BANGKOK))
    _tap(stage, reviewer, "excuse", 11)
    decides(reviewer, "สิ้นสุดโครงการ")
    begin_month(stage, datetime(2026, 12, 8, 10, 0, tzinfo=BANGKOK))
    assert states(stage)["9.9", HEALTH, 12] == "excused"
    assert "มาตรการ 9.9" not in words_of(actor.says("รายงาน"))
    _tap(stage, reviewer, "reopen", 12)
    assert states(stage)["9.9", HEALTH, 12] == "owed"
    assert "มาตรการ 9.9" in words_of(actor.says("รายงาน"))


def _tap(stage: Stage, actor: Actor, action: str, month: int) -> None:
    """Tap the button of an agency's list for measure 9.9 of a month."""
    number = ask(
        stage,
        lambda s: next(
            o.id
            for o in s.scalars(select(Obligation))
            if o.assignment.measure.code == "9.9" and o.round.month.month == month
        ),
    )
    data = {"type": "postback", "label": "-", "data": f"a={action}&o={number}"}
    stage.line.world.tap(actor.chat_id, actor.user_id, data)
