"""What each may see and do: forged buttons, roles that end, measures that go, rounds that close."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from models.month.calendar import BANGKOK
from models.tables.obligations import Obligation
from models.tables.people import Membership, Role
from models.tables.plan import Measure
from tests.handlers.cast import (
    DONE,
    HEALTH,
    SLUG,
    TREASURY,
    ask,
    fills,
    nothing_failed,
    officer,
    opens,
    reports,
    revisions,
    secretary,
    sends_report,
    states,
    tap_on_card,
)
from tests.stage import Actor, Stage, words_of


def forge(actor: Actor, data: str) -> str:
    """Tap a button that nobody was ever shown; return what is answered."""
    actor._mark()
    action = {"type": "postback", "label": "x", "data": data, "displayText": "x"}
    actor.stage.line.world.tap(actor.chat_id, actor.user_id, action)
    return words_of(actor.heard())


@pytest.mark.parametrize("action", ["report", "edit", "same", "excuse", "reopen"])
def test_a_forged_button_for_another_agencys_report_opens_nothing(
    stage: Stage, action: str
) -> None:
    other = officer(stage, "นายที่ดิน", HEALTH)
    sends_report(officer(stage), "1.2")
    secret = ask(
        stage,
        lambda s: s.scalars(
            select(Obligation.id)
            .join(Obligation.assignment)
            .join(Measure)
            .where(Measure.code == "1.2")
        ).one(),
    )
    heard = forge(other, f"a={action}&o={secret}")
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in heard
    assert DONE not in heard
    assert "เปิดเผย" not in heard


@pytest.mark.parametrize("action", ["accept", "return", "files"])
def test_an_officer_reviews_nothing(stage: Stage, action: str) -> None:
    actor = officer(stage)
    sends_report(actor)
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in forge(actor, f"a={action}&r=1")
    assert states(stage)["1.1", TREASURY, 11] == "sent"


def test_a_forged_draft_of_another_is_over(stage: Stage) -> None:
    first, other = officer(stage), officer(stage, "นายสาธารณสุข", HEALTH)
    opens(first)
    assert "สิ้นสุดแล้ว" in forge(other, "a=word&d=1&w=cancel")
    assert "■ สรุปผลการดำเนินการ" in words_of(first.says("2"))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a=",
        "x=1",
        "a=report",
        "a=report&o=",
        "a=report&o=-1",
        "a=report&o=99999999999999",
        "a=report&o=2147483648",
        "a=report&o=๑",
        "a=accept&r=2147483647",
        "a=ans&d=1",
        "a=ans&d=1&q=nothing&v=%00",
        "a=word&d=1&w=fly",
        "a=redo&d=1&q=nothing",
        "a=old&d=1&q=summary",
        "a=held&d=1&use=1",
        "a=agency&g=1",
        "a=due&page=999999",
        "a=mine&page=0",
        "a=consent&c=KN",
        "a=summary&full=1",
        "a=" + "ก" * 30,
    ],
)
def test_whatever_a_button_carries_gets_a_kind_answer(any_stage: Stage, data: str) -> None:
    actor = officer(any_stage)
    opens(actor)
    assert forge(actor, data) != ""
    nothing_failed(any_stage)


def test_executives_see_the_whole_and_report_nothing(stage: Stage) -> None:
    sends_report(officer(stage))
    chief = stage.registered("ผู้ว่าราชการจังหวัด", SLUG, Role.EXECUTIVE)
    assert "สำหรับผู้บริหาร" in words_of(chief.says("สรุป"))
    brief, full = words_of(chief.heard()), words_of(chief.taps("ดูสรุปรายละเอียด"))
    assert full != brief
    assert "สรุปรอบเดือนพฤศจิกายน" in full
    for word in ("รายงาน", "งานของฉัน"):
        assert "ไม่มีรายการที่ต้องรายงาน" in words_of(chief.says(word))
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in words_of(chief.says("ตรวจรายงาน"))
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in forge(chief, "a=report&o=1")


def test_a_role_that_ends_in_the_middle_of_a_form_ends_the_form(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(stage.invite(SLUG, Role.OFFICER, HEALTH))
    actor.taps("ยินยอม")
    opens(actor, "1.2")  # the treasury's
    review = fills(actor)
    with stage.program.database.begin() as session:
        session.scalars(
            select(Membership).where(Membership.agency.has(name=TREASURY))
        ).one().ended_at = stage.now()
    assert reports(stage) == 0
    actor.taps("ยืนยันส่งรายงาน", of=review)
    actor.says("ยืนยัน")
    assert reports(stage) == 0
    assert TREASURY not in words_of(actor.says("รายงาน"))


def test_a_measure_taken_out_of_the_plan_is_shown_and_taken_no_more(stage: Stage) -> None:
    actor = officer(stage)
    cards = actor.says("รายงาน")
    with stage.program.database.begin() as session:
        session.scalars(select(Measure).where(Measure.code == "1.2")).one().removed_at = stage.now()
    for word in ("รายงาน", "งานของฉัน"):
        assert "เปิดเผยการใช้จ่าย" not in words_of(actor.says(word))
    assert "เปิดเผยการใช้จ่าย" not in words_of(secretary(stage).says(TREASURY))
    assert "ถูกนำออกจากแผนแล้ว" in words_of(tap_on_card(actor, cards, "มาตรการ 1.2", "รายงานผล"))


def test_a_sent_report_can_be_changed_until_the_round_closes_and_not_after(
    any_stage: Stage,
) -> None:
    actor = officer(any_stage)
    receipt = sends_report(actor)
    any_stage.go_to(
        datetime(2026, 12, 3, 8, 59, tzinfo=BANGKOK)
    )  # it closes on the 3rd working day, at 9
    mine = actor.says("งานของฉัน")
    assert "เลขที่รับ 2570-000001-1" in words_of(mine)
    assert "ตรวจข้อความก่อนส่ง" in words_of(tap_on_card(actor, mine, "1.1", "แก้ไขรายงาน"))
    actor.says("แก้สรุปผล")
    actor.says("ฉบับแก้ไข")
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    actor.taps("แก้ไขรายงานนี้")
    any_stage.go_to(datetime(2026, 12, 3, 9, 0, tzinfo=BANGKOK))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.says("ยืนยัน"))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.taps("แก้ไขรายงานนี้", of=receipt))
    assert [r[:2] for r in revisions(any_stage)] == [(1, 1), (1, 2)]
