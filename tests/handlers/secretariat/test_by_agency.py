"""What the secretariat does for an agency by words that name it."""

from __future__ import annotations

import pytest

from messages.secretariat.by_agency import AgencyRequest, asked_of_agency
from tests.handlers.cast import HEALTH, nothing_failed, officer, secretary, sends_report
from tests.stage import Stage, words_of

KNOWN = {
    "รับรอง คลังจังหวัด": AgencyRequest("accept", "คลังจังหวัด"),
    "รับรอง 1.1 ของคลังจังหวัดค่ะ": AgencyRequest("accept", "คลังจังหวัด", "1.1"),
    "ตรวจรายงานคลังจังหวัด": AgencyRequest("look", "คลังจังหวัด"),
    "ส่งกลับ คลังจังหวัด ๑.๑ เพราะ ไม่มีรูป": AgencyRequest("back", "คลังจังหวัด", "1.1", why="ไม่มีรูป"),
    "ติดตาม สสจ. หน่อย": AgencyRequest("nudge", "สสจ."),
    "ยกเว้น สสจ. 1.1 เพราะไม่มีงบ": AgencyRequest("excuse", "สสจ.", "1.1", why="ไม่มีงบ"),
    "รายงานแทน สสจ. ข้อ 1.1": AgencyRequest("report", "สสจ.", "1.1"),
    "ขยายเวลาให้ สสจ. 1.1 ถึง 2 ธ.ค.": AgencyRequest("extend", "สสจ.", "1.1", "ถึง 2 ธ.ค."),
    "ไม่ให้ สสจ. 1.1 เพราะ ปิดรอบ": AgencyRequest("deny", "สสจ.", "1.1", why="ปิดรอบ"),
    "อนุมัติ 1.1 ของ สสจ.": AgencyRequest("allow", "สสจ.", "1.1"),
    "คลังส่ง 1.1 หรือยัง": AgencyRequest("look", "คลัง", "1.1"),
}


@pytest.mark.parametrize("text", KNOWN)
def test_words_that_name_an_agency_are_read(text: str) -> None:
    assert asked_of_agency(text) == KNOWN[text]


@pytest.mark.parametrize("text", ["รับรอง", "รับรอง 1.1", "คลังจังหวัด", "สวัสดีค่ะ", "ติดตาม"])
def test_other_words_name_none(text: str) -> None:
    assert asked_of_agency(text) is None


def test_the_secretariat_decides_by_an_agencys_name(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    officer(stage, "นายหมอ ใจดี", HEALTH)
    sends_report(actor)
    assert "ไม่มีรายการมาตรการ 1.2" in words_of(reviewer.says("รับรอง 1.2 คลังจังหวัด"))
    assert "ตรวจครบแล้ว" in words_of(reviewer.says("รับรอง คลังจังหวัด"))
    shown = words_of(reviewer.says("ติดตาม สาธารณสุข"))
    assert "ติดตาม 1 หน่วยงาน" in shown
    assert "ติดตามแล้ว 1 หน่วยงาน" in words_of(reviewer.says("ยืนยัน"))
    assert "ตรวจก่อนยกเว้น" in words_of(reviewer.says("ยกเว้น คลังจังหวัด 1.2 เพราะไม่มีงบ"))
    assert "ยกเว้นการรายงานแล้ว" in words_of(reviewer.says("ยืนยัน"))
    lacks = words_of(reviewer.says("ขยายเวลาให้ สาธารณสุข 1.1 ถึง 2 ธ.ค."))
    assert "ยังไม่ได้ขยายเวลา" in lacks
    given = words_of(reviewer.says("ขยายเวลาให้ สาธารณสุข 1.1 ถึง 2 ธ.ค. เพราะ รอผล"))
    assert "ให้ขยายเวลาแล้ว" in given
    assert "ขณะนี้อยู่ในสถานะใด" in words_of(reviewer.says("รายงานแทน สาธารณสุข 1.1"))
    nothing_failed(stage)


def test_one_of_two_requests_for_a_measure_is_granted_by_its_agency(stage: Stage) -> None:
    actor, other = officer(stage), officer(stage, "นายหมอ ใจดี", HEALTH)
    reviewer = secretary(stage)
    for each in (actor, other):
        each.says("ขอขยายเวลา 1.1 ถึง 2 ธ.ค. เพราะ รอผล")
    given = words_of(reviewer.says("อนุมัติ 1.1 ของสาธารณสุข"))
    assert "ให้ขยายเวลาแล้ว" in given
    assert HEALTH in given
    assert "ไม่ให้" in words_of(reviewer.says("ไม่ให้ คลังจังหวัด 1.1 เพราะ ปิดรอบแล้ว"))
    nothing_failed(stage)
