"""ถามต่อ: executives and the secretariat ask how an issue or an agency stands; nobody else may."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.tables.agency import Agency, AgencyAlias
from models.tables.people import Role
from tests.handlers.cast import (
    HEALTH,
    LAND,
    SLUG,
    TREASURY,
    nothing_failed,
    officer,
    secretary,
    sends_report,
)
from tests.stage import Actor, Stage, actions_in, words_of


@pytest.fixture
def governor(stage: Stage) -> Actor:
    """An executive of a province in which one agency has reported."""
    sends_report(officer(stage))
    with stage.program.database.begin() as session:
        health = session.scalars(select(Agency).where(Agency.name == HEALTH)).one()
        health.aliases.append(AgencyAlias(organization_id=health.organization_id, alias="สสจ."))
    return stage.registered("นายผู้ว่า ราชการ", SLUG, Role.EXECUTIVE)


def test_the_brief_is_one_card_from_which_one_asks_further(stage: Stage, governor: Actor) -> None:
    brief = governor.says("สรุป พ.ย. 69")
    assert len(brief) == 1
    assert "สถานะรายประเด็น" in words_of(brief)
    issue = governor.taps("ประเด็นที่ 1", of=brief)
    said = words_of(issue)
    assert "ส่งแล้ว 1 จาก 4 รายการ" in said
    assert HEALTH in said
    behind = governor.taps("หน่วยงานที่ยังไม่ครบ", of=brief)
    assert "ยังรายงานไม่ครบ 3 หน่วยงาน" in words_of(behind)
    agency = words_of(governor.taps("ดูหน่วยงานนี้", of=behind))
    assert "○ ยังไม่รายงาน" in agency
    nothing_failed(stage)


@pytest.mark.parametrize("words", ["ประเด็นที่ 1 เป็นอย่างไร", "ประเด็น ๑ ถึงไหนแล้วครับ", "ขอดูประเด็นที่ 1"])
def test_an_issue_is_asked_in_words(governor: Actor, words: str) -> None:
    assert "ยังไม่ครบ 3 หน่วยงาน" in words_of(governor.says(words))


def test_an_agency_is_asked_in_words(stage: Stage, governor: Actor) -> None:
    for words in ("สสจ. เป็นอย่างไร", "สสจ เป็นไงบ้างครับ", "ขอสถานะของ สสจ.", "สสจ."):
        assert HEALTH in words_of(governor.says(words)), words
    assert "● ส่งแล้ว รอตรวจ" in words_of(governor.says("คลังจังหวัดถึงไหนแล้ว"))
    assert "โปรดเลือก" in words_of(governor.says("สำนักงาน เป็นอย่างไร"))
    assert "ไม่มีรายการของประเด็นนี้" in words_of(governor.says("ประเด็นที่ 9 เป็นอย่างไร"))


def test_the_secretariat_may_ask_an_officer_may_not(stage: Stage, governor: Actor) -> None:
    reviewer, actor = secretary(stage), officer(stage)
    asked = reviewer.says("สสจ. เป็นอย่างไร")
    assert "รายงานแทน" in words_of(reviewer.taps("ดูรายการของหน่วยงาน", of=asked))
    for words in ("ประเด็นที่ 1 เป็นอย่างไร", "สสจ. เป็นอย่างไร"):
        assert HEALTH not in words_of(actor.says(words))
    brief = governor.says("สรุป")
    for action in actions_in(brief):
        if "a=issue" in str(action.get("data")) or "a=standing" in str(action.get("data")):
            actor._mark()
            stage.line.world.tap(actor.chat_id, actor.user_id, action)
            assert "เฉพาะผู้ที่ได้รับมอบหมาย" in words_of(actor.heard())
    assert TREASURY in words_of(reviewer.says(TREASURY))


def test_what_is_known_here_is_answered_and_left_to_nobody(stage: Stage, governor: Actor) -> None:
    asked = (
        (
            officer(stage),
            {
                "ครบกำหนดวันไหน": "ปิดรอบ",
                "เมื่อไหร่ปิดรอบคะ": "ปิดรอบ",
                "ส่งแล้วแก้ได้ไหม": "เลิกส่ง",
            },
        ),
        (
            governor,
            {
                "ใครยังไม่ส่งบ้าง": HEALTH,
                "เดือนนี้เป็นอย่างไรบ้าง": "สรุปสำหรับผู้บริหาร",
                "มาตรการ 1.1 ไปถึงไหนแล้ว": f"ยังไม่รายงาน: {LAND}",
                "1.1 คืออะไร": "มาตรการ 1.1",
            },
        ),
        (
            secretary(stage),
            {
                "มีอะไรค้างบ้าง": "งานของฝ่ายเลขานุการ",
                "เตือนคนที่ยังไม่ส่ง": "ติดตาม",
            },
        ),
    )
    for actor, table in asked:
        for words, answer in table.items():
            heard = words_of(actor.says(words))
            assert answer in heard, words
            assert "ฝาก" not in heard.split("ข้อความฝาก")[0], words
    nothing_failed(stage)


QUESTIONS = {
    "หน่วยงานที่ยังไม่ครบ": "ยังรายงานไม่ครบ",
    "หน่วยงานใดยังไม่รายงาน": "ยังรายงานไม่ครบ",
    "ส่งครบหรือยัง": "ยังรายงานไม่ครบ",
    "เหลือหน่วยไหน": "ยังรายงานไม่ครบ",
    "ขอภาพรวมจังหวัด": "พฤศจิกายน 2569",
    "กี่เปอร์เซ็นต์แล้ว": "พฤศจิกายน 2569",
    "เดือนที่แล้วเป็นอย่างไร": "ตุลาคม 2569",
    "แล้วประเด็นที่ 1 ล่ะ": "ประเด็นที่ 1",
    "ทำไม สาธารณสุขจังหวัด ยังไม่ส่ง": HEALTH,
    "มีปัญหาอุปสรรคอะไรบ้าง": "งบประมาณไม่พอ",
    "มาตรการไหนยังไม่บรรลุผล": TREASURY,
    "เรื่องใดติดขัด": "1.1",
}


def test_what_executives_ask_is_answered_and_becomes_no_note(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("1.1 ยังไม่บรรลุผล จัดประชุมไม่ได้ ปัญหา: งบประมาณไม่พอ")
    actor.says("ยืนยัน")
    executive = stage.registered("นายผู้ว่า ตั้งใจ", SLUG, Role.EXECUTIVE)
    for asked, said in QUESTIONS.items():
        answer = words_of(executive.says(asked))
        assert said in answer, (asked, answer[:300])
        assert "ฝากข้อความ" not in answer, asked
    reviewer = secretary(stage)
    assert "รายงานรอตรวจ 1 รายการ" in words_of(reviewer.says("รอตรวจกี่รายการ"))
    assert "ดูก่อนส่ง" in words_of(reviewer.says("หน่วยไหนยังไม่ส่ง"))
    nothing_failed(stage)
