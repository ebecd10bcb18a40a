"""ส่งไม่ถึง: the secretariat hears first, and once, what did not arrive; nothing is said to be sent
that was not.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.outbox.asking import refresh_quota
from bot.outbox.delivery import drain
from models.month.calendar import BANGKOK, local_day
from models.outbox.quota import used_messages
from models.people.circulars import reach_of, store_circular
from models.people.memberships import end_membership
from models.people.stand_in import appoint_stand_in
from models.tables.conversation import InboxEvent
from models.tables.organization import Channel, GroupChat
from models.tables.people import Membership
from simulator.faults import Fault
from tests.handlers.cast import (
    HEALTH,
    LAND,
    SLUG,
    TREASURY,
    ask,
    decides,
    nothing_failed,
    officer,
    opens,
    secretary,
    sends_report,
)
from tests.stage import Actor, Stage, words_of


def _first(messages: list[dict[str, Any]]) -> str:
    return words_of(messages[:1])


def _returns(reviewer: Actor) -> str:
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    return words_of(decides(reviewer))


def _quota(stage: Stage, limit: int | None) -> None:
    stage.line.world.change_settings({"quota": limit})


def test_with_the_quota_used_up_nobody_is_said_to_be_notified(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    sends_report(actor)
    _quota(any_stage, 0)
    refresh_quota(any_stage.program)
    heard = _returns(reviewer)
    assert "ระบบแจ้งเจ้าหน้าที่แล้ว" not in heard
    assert "โควตาข้อความของเดือนนี้เหลือ 0 ข้อความ" in heard
    assert "โปรดแจ้งทางโทรศัพท์" in heard
    drain(any_stage.program)
    first = _first(reviewer.says("สรุป"))
    assert first.startswith("ส่งไม่ถึง 1 รายการ")
    assert "การแจ้งส่งกลับแก้ไข: นายสมชาย ใจดี (สำนักงานคลังจังหวัด)" in first
    assert "โควตา" in first
    assert "ส่งไม่ถึง" not in words_of(reviewer.says("สรุป")), "it is told once"
    assert "การแจ้งส่งกลับแก้ไข" in words_of(reviewer.says("ส่งไม่ถึง")), "and when it is asked for"
    seen = len(actor.messages())
    _quota(any_stage, 500)
    any_stage.go_to(any_stage.now() + timedelta(hours=1))
    drain(any_stage.program)
    assert "ถูกส่งกลับแก้ไข" in words_of(actor.messages()[seen:]), "the plan was enlarged"
    assert "การแจ้งส่งกลับแก้ไข" not in words_of(reviewer.says("ส่งไม่ถึง"))


def test_a_sending_that_fails_later_is_told_with_the_next_answer(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    _quota(stage, 0)  # nobody knows yet
    assert "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่" in _returns(reviewer)
    drain(stage.program)
    assert _first(reviewer.says("ตรวจรายงาน")).startswith("ส่งไม่ถึง 1 รายการ")


def test_who_blocked_the_account_is_named_as_such(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    sends_report(actor)
    any_stage.line.world.block(actor.user_id)
    first = _first(reviewer.says("สรุป"))
    assert first.startswith("ส่งไม่ถึง 1 รายการ")
    assert "(บล็อก): นายสมชาย ใจดี (สำนักงานคลังจังหวัด)" in first
    assert "ปิดรับข้อความ (บล็อก): นายสมชาย ใจดี" in words_of(reviewer.says(TREASURY))
    heard = _returns(reviewer)
    assert "เจ้าหน้าที่ปิดรับข้อความจากบัญชีนี้ (บล็อก): นายสมชาย ใจดี โปรดแจ้งทางโทรศัพท์" in heard
    assert "ยังไม่มีผู้ลงทะเบียน" not in heard


def test_who_unblocks_hears_what_came_meanwhile(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    sends_report(actor)
    any_stage.line.world.block(actor.user_id)
    any_stage.go_to(any_stage.now() + timedelta(days=1))
    _returns(reviewer)
    any_stage.line.world.follow(actor.user_id)
    told = words_of(actor.messages()[-2:])
    assert "ตั้งแต่ 10 พ.ย. 69" in told
    assert "ส่งกลับแก้ไขรายงานเลขที่ 2570-000001-1" in told
    assert "รายการที่ถึงกำหนดรายงาน 2 รายการ" in told
    assert "ท่านปิดรับข้อความ" not in words_of(actor.says("รายงาน")), "it is told once"
    nothing_failed(any_stage)


def test_who_comes_back_hears_of_announcements_answers_and_stand_ins(any_stage: Stage) -> None:
    actor, other = officer(any_stage), officer(any_stage, "นายแพทย์", HEALTH)
    reviewer = secretary(any_stage)
    actor.says("ขอขยายเวลา 1.1 ถึง 2 ธ.ค. 69 เพราะรอคำสั่งแต่งตั้งคณะทำงาน")
    any_stage.line.world.block(actor.user_id)
    any_stage.go_to(any_stage.now() + timedelta(days=1))
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ให้ขยายเวลา")
    with any_stage.program.database.begin() as session:
        now = any_stage.now()
        found = {each.person.name: each for each in session.scalars(select(Membership))}
        mine, theirs = found["นายสมชาย ใจดี"], found["นายแพทย์"]
        for title, agencies in (
            ("เลื่อนวันประชุม", {mine.agency_id, theirs.agency_id}),
            ("เฉพาะสาธารณสุข", {theirs.agency_id}),
        ):
            reach = reach_of(session, 1, [each or 0 for each in agencies], now)
            by = found["นางสาวอรุณี เลขา"].person
            store_circular(
                session, mine.organization, title, "ห้องประชุมใหม่", reach, key=title, by=by, now=now
            )
        first = local_day(now)
        appoint_stand_in(session, mine, theirs.person, first, first + timedelta(days=9), now)
    any_stage.go_to(any_stage.now() + timedelta(hours=1))
    any_stage.line.world.follow(actor.user_id)
    told = words_of(actor.messages()[-2:])
    assert "ขยายเวลาแล้ว 1.1" in told
    assert "ประกาศ: เลื่อนวันประชุม" in told
    assert "เฉพาะสาธารณสุข" not in told
    assert "นายแพทย์ รายงานแทนท่าน" in told
    assert "กำหนดส่งแรก" in told
    assert other.messages()
    nothing_failed(any_stage)


def test_whose_role_ended_meanwhile_hears_so_on_return(stage: Stage) -> None:
    actor = officer(stage)
    stage.line.world.block(actor.user_id)
    stage.go_to(stage.now() + timedelta(days=1))
    with stage.program.database.begin() as session:
        end_membership(session, session.scalars(select(Membership)).one(), stage.now())
    stage.line.world.follow(actor.user_id)
    told = words_of(actor.heard())
    assert "หน้าที่ของท่านสิ้นสุดแล้ว" in told
    assert "สำนักงานคลังจังหวัด" in told
    assert "หน้าที่ของท่านสิ้นสุด" not in words_of(actor.says("รายงาน")), "it is told once"
    nothing_failed(stage)


def test_who_leaves_the_group_is_named_to_the_secretariat_unless_they_came_back(
    any_stage: Stage,
) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    back, unknown = officer(any_stage, "นายแพทย์", HEALTH), any_stage.person("คนนอก")
    group = any_stage.group("กลุ่มจังหวัด", reviewer, actor, back, unknown)
    reviewer.in_group(group).says(f"/ผูกกลุ่ม {any_stage.invite(SLUG, None)}")
    for each in (actor, back, unknown):
        any_stage.line.world.remove_member(group, each.user_id)
    any_stage.line.world.add_member(group, back.user_id)
    first = _first(reviewer.says("สรุป"))
    assert first.startswith("ส่งไม่ถึง 1 รายการ")
    assert "ออกจากกลุ่มไลน์แล้ว: นายสมชาย ใจดี (สำนักงานคลังจังหวัด)" in first
    assert "ออกจากกลุ่มไลน์" not in words_of(reviewer.says("สรุป")), "it is told once"
    nothing_failed(any_stage)


def test_a_short_month_reminds_at_the_last_before_the_first_and_people_before_groups(
    any_stage: Stage,
) -> None:
    """Five messages for three officers, a group of three and two reminders: the secretariat is told
    at the opening, no card is made for the group, the last reminders are kept for, and who went
    without is known.
    """
    people = [
        officer(any_stage),
        officer(any_stage, "นายแพทย์", HEALTH),
        officer(any_stage, "นายที่ดิน", LAND),
    ]
    reviewer = secretary(any_stage)
    group = any_stage.group("กลุ่มจังหวัด", *people)
    people[0].in_group(group).says(f"/ผูกกลุ่ม {any_stage.invite(SLUG, None)}")
    any_stage.tick()
    reviewer.says("ส่งไม่ถึง")
    any_stage.go_to(datetime(2026, 11, 12, 9, 0, tzinfo=BANGKOK))
    with any_stage.program.database.read() as session:
        channel = session.scalars(select(Channel)).one()
        _quota(any_stage, used_messages(session, channel, any_stage.now()) + 5)
    refresh_quota(any_stage.program, older_than=timedelta(0))
    got = [len(person.messages()) for person in people]
    in_group = len(any_stage.line.world.messages(group))

    def reminders() -> list[int]:
        return [len(person.messages()) - before for person, before in zip(people, got, strict=True)]

    any_stage.tick(datetime(2026, 11, 20, 9, 0, tzinfo=BANGKOK))
    assert len(any_stage.line.world.messages(group)) == in_group
    forecast = words_of(reviewer.messages()[-1])
    assert "ไม่ส่งการ์ดเปิดรอบเข้ากลุ่มไลน์" in forecast
    assert "เหลือ 5" in forecast
    assert "ส่งไม่ถึง" not in words_of(reviewer.says("สรุป"))
    any_stage.tick(datetime(2026, 11, 25, 9, 0, tzinfo=BANGKOK))
    assert sum(reminders()) == 1
    heard = _first(reviewer.says("สรุป"))
    assert "การเตือนล่วงหน้า: " in heard
    assert heard.count("สำนักงาน") == 2
    any_stage.tick(datetime(2026, 11, 30, 9, 0, tzinfo=BANGKOK))
    assert sorted(reminders()) == [1, 1, 2]
    assert len(any_stage.line.world.messages(group)) == in_group


def test_who_has_answered_since_is_not_reminded_when_there_are_messages_again(
    stage: Stage,
) -> None:
    actor, other = officer(stage, "นายแพทย์", HEALTH), officer(stage, "นายที่ดิน", LAND)
    stage.tick()
    _quota(stage, 0)
    refresh_quota(stage.program, older_than=timedelta(0))
    stage.tick(datetime(2026, 11, 30, 9, 0, tzinfo=BANGKOK))
    sends_report(actor)
    seen = len(actor.messages()), len(other.messages())
    _quota(stage, 500)
    stage.tick(datetime(2026, 11, 30, 10, 0, tzinfo=BANGKOK))
    assert (len(actor.messages()) - seen[0], len(other.messages()) - seen[1]) == (0, 1)


def test_a_group_that_removed_the_account_is_shown(any_stage: Stage) -> None:
    reviewer = secretary(any_stage)
    group = any_stage.group("กลุ่มจังหวัด", reviewer)
    reviewer.in_group(group).says(f"/ผูกกลุ่ม {any_stage.invite(SLUG, None)}")
    any_stage.line.world.kick(group)
    first = _first(reviewer.says("สรุป"))
    assert first.startswith("ส่งไม่ถึง 1 รายการ")
    assert "บัญชีนี้ไม่อยู่ในกลุ่มไลน์" in first
    assert "ผูกกลุ่มใหม่" in first
    another = any_stage.group("กลุ่มจังหวัดใหม่", reviewer)
    reviewer.in_group(another).says(f"/ผูกกลุ่ม {any_stage.invite(SLUG, None)}")
    assert "บัญชีนี้ไม่อยู่ในกลุ่มไลน์" not in words_of(reviewer.says("ส่งไม่ถึง"))


def test_a_summary_that_nobody_was_sent_was_not_missed(stage: Stage) -> None:
    reviewer = secretary(stage)
    stage.line.world.block(reviewer.user_id)
    stage.tick(datetime(2026, 11, 20, 9, 0, tzinfo=BANGKOK))  # October's is too late by now
    stage.line.world.follow(reviewer.user_id)
    assert "พิมพ์ สรุป ต.ค. 69 เพื่อดู" not in words_of(reviewer.messages())
    stage.line.world.block(reviewer.user_id)
    stage.tick(datetime(2026, 12, 3, 9, 0, tzinfo=BANGKOK))
    stage.line.world.follow(reviewer.user_id)
    assert "พิมพ์ สรุป พ.ย. 69 เพื่อดู" in words_of(reviewer.messages())


def test_a_group_that_line_does_not_know_is_shown_and_stays_bound(stage: Stage) -> None:
    """The `leave` was lost, and the count says 404."""
    reviewer = secretary(stage)
    group = stage.group("กลุ่มจังหวัด", reviewer)
    reviewer.in_group(group).says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    stage.tick()
    reviewer.says("ส่งไม่ถึง")
    stage.line.world.add_fault(Fault("members/count", status=404))
    stage.tick(datetime(2026, 11, 20, 9, 0, tzinfo=BANGKOK))
    first = _first(reviewer.says("สรุป"))
    assert first.startswith("ส่งไม่ถึง 1 รายการ")
    assert "บัญชีนี้ไม่อยู่ในกลุ่มไลน์" in first
    assert ask(stage, lambda s: s.query(GroupChat).one().organization_id) is not None
    listed = reviewer.says("ส่งไม่ถึง")
    assert "พิมพ์ เลิกผูกกลุ่ม" in words_of(listed)
    assert "เลิกผูกกลุ่มไลน์นั้นแล้ว" in words_of(reviewer.says("เลิกผูกกลุ่ม"))
    assert "ยังไม่เข้าใจ" in words_of(reviewer.says("เลิกผูกกลุ่ม"))
    assert ask(stage, lambda s: s.query(GroupChat).one().organization_id) is None
    nothing_failed(stage)


def test_a_failed_event_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    actor, reviewer = officer(stage, "นายที่ดิน", LAND), secretary(stage)
    opens(actor)
    with monkeypatch.context() as patch:
        patch.setattr("handlers.form_input.take_words", None)
        actor.says("จัดกิจกรรม")
    assert ask(stage, lambda s: s.query(InboxEvent).filter(InboxEvent.failed).count()) == 1
    first = _first(reviewer.says("สรุป"))
    assert "ระบบดำเนินการข้อความที่ได้รับไม่สำเร็จ: นายที่ดิน (สำนักงานที่ดินจังหวัด)" in first


def test_a_summary_too_late_to_send_is_told(stage: Stage) -> None:
    reviewer = secretary(stage)
    stage.tick(datetime(2026, 11, 30, 9, 0, tzinfo=BANGKOK))
    reviewer.says("ส่งไม่ถึง")
    stage.tick(datetime(2026, 12, 28, 9, 0, tzinfo=BANGKOK))
    assert "สรุปผลรอบเดือนพฤศจิกายน 2569: เลยเวลาที่ควรส่งแล้ว" in _first(reviewer.says("สรุป"))


def test_nobody_but_the_secretariat_hears_it(stage: Stage) -> None:
    actor, other = officer(stage), officer(stage, "นายที่ดิน", LAND)
    stage.line.world.block(other.user_id)
    assert "บล็อก" not in words_of(actor.says("สรุป"))
    assert "บล็อก" not in words_of(actor.says("ส่งไม่ถึง"))
