"""Cards of version 0.1.0 lie in people's chats: their buttons, byte for byte as it packed them, do
what they did.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handlers.tapping import HANDLERS
from messages.taps import Action
from models.tables.agency import Agency
from models.tables.conversation import Draft
from models.tables.obligations import Obligation
from tests.handlers.cast import (
    DECEMBER,
    DONE,
    TREASURY,
    ask,
    begin_month,
    fills,
    nothing_failed,
    officer,
    opens,
    revisions,
    secretary,
    sends_report,
)
from tests.stage import Actor, Stage, words_of


def tap_old(actor: Actor, data: str) -> str:
    """Tap a button that carries some data; return the words of the answer."""
    action = {"type": "postback", "label": "ปุ่มเดิม", "data": data, "displayText": "ปุ่มเดิม"}
    before = len(actor.messages())
    actor.stage.line.world.tap(actor.chat_id, actor.user_id, action)
    return words_of(actor.messages()[before:])


def _treasury(stage: Stage, month: int = 11, code: str = "1.1") -> int:
    """The treasury's obligation for a measure in a month."""
    return ask(
        stage,
        lambda s: next(
            o.id
            for o in s.scalars(select(Obligation))
            if (o.assignment.measure.code, o.agency.name, o.round.month.month)
            == (code, TREASURY, month)
        ),
    )


def _draft(stage: Stage) -> int:
    return ask(stage, lambda s: s.scalars(select(Draft.id).where(Draft.active)).one())


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        ("a=due&page=1", "รายการที่ถึงกำหนดรายงาน 2 รายการ"),
        ("a=due&page=2", "รายการที่ถึงกำหนดรายงาน 2 รายการ"),
        ("a=mine", "งานของฉัน 2 รายการ"),
        ("a=mine&page=1", "งานของฉัน 2 รายการ"),
        ("a=summary", "สรุปรอบเดือน"),
        ("a=summary&full=1", "สรุปรอบเดือน"),
        ("a=review", "เฉพาะผู้ที่ได้รับมอบหมาย"),
        ("a=help", "วิธีใช้และผู้ติดต่อ"),
        ("a=typing", ""),
        ("a=unheard&o=1", "สิ้นสุดแล้ว"),
    ],
)
def test_the_buttons_of_the_menu(stage: Stage, data: str, heard: str) -> None:
    words = tap_old(officer(stage), data)
    assert heard in words
    assert bool(words) == bool(heard)


def test_the_buttons_that_register(stage: Stage) -> None:
    actor = stage.person("นายสมชาย ใจดี")
    assert "ยังไม่ถูกใช้" in tap_old(actor, "a=decline&c=KN-ABCD-EFGH-JKMN")
    assert "ไม่พบรหัสเชิญนี้" in tap_old(actor, "a=consent&c=KN-ABCD-EFGH-JKMN")


def test_the_buttons_of_a_form(stage: Stage) -> None:
    actor = officer(stage)
    assert "อยู่ในสถานะใด" in tap_old(actor, f"a=report&o={_treasury(stage)}")
    draft = _draft(stage)
    steps: list[tuple[str, str]] = [
        (f"a=ans&d={draft}&q=progress&v=in_progress", "■ สรุปผลการดำเนินการ"),
        (f"a=word&d={draft}&w=back&q=summary", "อยู่ในสถานะใด"),
        (f"a=ans&d={draft}&q=progress&v=done", "■ สรุปผลการดำเนินการ"),
    ]
    for data, heard in steps:
        assert heard in tap_old(actor, data)
    actor.says(DONE)
    steps = [
        (f"a=word&d={draft}&w=skip&q=outcome", "ตรวจข้อความก่อนส่ง"),
        (f"a=drop&d={draft}", "ยังไม่มีหลักฐาน"),
        (f"a=ans&d={draft}&q=evidence&v=done", "ตรวจข้อความก่อนส่ง"),
        (f"a=redo&d={draft}&q=summary", "ข้อความเดิม"),
        (f"a=old&d={draft}&q=summary", "ตรวจข้อความก่อนส่ง"),
        (f"a=held&d={draft}&use=1", "ตรวจข้อความก่อนส่ง"),
        (f"a=word&d={draft}&w=park&q=review", "พักร่างไว้แล้ว"),
        (f"a=word&d={draft}&w=confirm&q=review", "ตรวจข้อความก่อนส่ง"),
        (f"a=word&d={draft}&w=confirm&q=review", "ใบรับรายงาน"),
        (f"a=edit&o={_treasury(stage)}", "ตรวจข้อความก่อนส่ง"),
    ]
    for data, heard in steps:
        assert heard in tap_old(actor, data)
    assert revisions(stage) == [(1, 1, "done", DONE)]
    nothing_failed(stage)


def test_the_buttons_that_remove_evidence(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.sends()
    fills(actor)
    draft = _draft(stage)
    assert "ต้องการนำรายการใดออก" in tap_old(actor, f"a=drop&d={draft}")
    assert "1 รายการ" in tap_old(actor, f"a=drop&d={draft}&e=0")
    assert "เหลือหลักฐาน 0 รายการ" in tap_old(actor, f"a=drop&d={draft}&e=1")


def test_the_button_of_no_further_progress(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    begin_month(stage, DECEMBER)
    assert "ใบรับรายงาน" in tap_old(actor, f"a=same&o={_treasury(stage, 12)}")


def test_the_buttons_of_the_secretariat(stage: Stage) -> None:
    actor, office = officer(stage), secretary(stage)
    sends_report(actor)
    sends_report(actor, "1.2")
    agency = ask(stage, lambda s: s.scalars(select(Agency.id).where(Agency.name == TREASURY)).one())
    steps: list[tuple[str, str]] = [
        ("a=review", "รายงานรอตรวจ 2 รายการ"),
        ("a=files&r=1", "ไม่มีไฟล์หรือลิงก์"),
        ("a=accept&r=1", "รับรองรายงานเลขที่"),
        ("a=return&r=2", "■ ส่งกลับแก้ไข"),
    ]
    for data, heard in steps:
        assert heard in tap_old(office, data)
    draft = _draft(stage)
    assert "ยังไม่ได้ส่งกลับ" in tap_old(office, f"a=ans&d={draft}&q=reason&v=1")
    assert "ส่งกลับรายงานเลขที่" in tap_old(office, f"a=word&d={draft}&w=confirm&q=review")
    steps = [
        (f"a=agency&g={agency}", f"รายการของ{TREASURY}"),
        (f"a=agency&g={agency}&page=1", f"รายการของ{TREASURY}"),
        (f"a=excuse&o={_treasury(stage)}", "มีรายงานแล้ว"),
        (f"a=reopen&o={_treasury(stage)}", "โปรดพิมพ์เหตุผลที่เปิดให้แก้ไข"),
    ]
    for data, heard in steps:
        assert heard in tap_old(office, data)
    nothing_failed(stage)


def test_every_action_has_somebody_who_answers_it() -> None:
    assert set(Action) - set(HANDLERS) == {Action.CONSENT, Action.DECLINE}
