"""The secretariat: excusing, reopening, reporting on behalf, looking agencies up; and help and
summaries for everybody.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from models.month.calendar import BANGKOK
from models.tables.agency import Agency, AgencyAlias
from models.tables.audit import AuditText
from models.tables.obligations import Obligation, Revision
from models.tables.organization import Organization
from models.tables.outbox import Delivery
from tests.handlers.cast import (
    DONE,
    HEALTH,
    LAND,
    SLUG,
    TREASURY,
    ask,
    begin_month,
    decides,
    evidence,
    fills,
    nothing_failed,
    officer,
    opens,
    reopens,
    reports,
    secretary,
    sends_report,
    states,
    tap_on_card,
)
from tests.stage import Stage, words_of


def test_an_obligation_is_excused_with_a_reason(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    cards = actor.says("รายงาน")
    listed = reviewer.says("คลัง")
    assert TREASURY in words_of(listed)
    assert "นายสมชาย ใจดี" in words_of(listed)
    tap_on_card(reviewer, listed, TREASURY, "ยกเว้น")
    assert "เหตุผล" in words_of(reviewer.says("ยืนยัน"))
    assert "ยกเว้นการรายงานแล้ว" in words_of(decides(reviewer, "อยู่ระหว่างปรับปรุงอาคาร"))
    reason = ask(
        any_stage,
        lambda s: s.scalars(
            select(Obligation.excuse_reason).where(Obligation.excused_at.is_not(None))
        ).all(),
    )
    assert reason == ["อยู่ระหว่างปรับปรุงอาคาร"]
    excused = next(key for key, state in states(any_stage).items() if state == "excused")
    heard = words_of(tap_on_card(actor, cards, f"มาตรการ {excused[0]}", "รายงานผล"))
    assert "ได้รับการยกเว้น" in heard
    again = words_of(reviewer.taps("ยกเว้น", of=listed))
    assert "ยกเว้นการรายงานนี้แล้วเมื่อ" in again
    reviewer.says("คลัง")
    assert "เปิดให้รายงาน" in words_of(reviewer.taps("ยกเลิกการยกเว้น"))
    assert "excused" not in states(any_stage).values()


def test_of_two_who_excuse_one_report_the_second_hears_of_the_first(stage: Stage) -> None:
    officer(stage)
    first, second = secretary(stage), secretary(stage, "นายใหม่ เพิ่งมา")
    for each in (first, second):
        tap_on_card(each, each.says("คลัง"), TREASURY, "ยกเว้น")
        each.says("อยู่ระหว่างปรับปรุงอาคาร" if each is first else "งบประมาณยังไม่มา")
    assert "ยกเว้นการรายงานแล้ว" in words_of(first.says("ยืนยัน"))
    said = words_of(second.says("ยืนยัน"))
    assert "นางสาวอรุณี เลขา ยกเว้นการรายงานนี้แล้วเมื่อ" in said
    assert "อยู่ระหว่างปรับปรุงอาคาร" in said
    notices = ask(
        stage, lambda s: s.scalars(select(Delivery).where(Delivery.purpose == "excused")).all()
    )
    assert len(notices) == 1


def test_a_report_that_is_in_needs_no_excuse(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    listed = reviewer.says(TREASURY)
    sends_report(actor, "1.1")
    sends_report(actor, "1.2")
    assert "มีรายงานแล้ว" in words_of(reviewer.taps("ยกเว้น", of=listed))


def test_the_secretariat_reopens_a_report_after_the_close(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    receipt = sends_report(actor)
    any_stage.go_to(datetime(2026, 12, 14, 10, 0, tzinfo=BANGKOK))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.taps("แก้ไขรายงานนี้", of=receipt))
    begin_month(any_stage, datetime(2026, 12, 14, 10, 0, tzinfo=BANGKOK))
    assert "เปิดให้รายงานหรือแก้ไข" in words_of(reopens(reviewer, reviewer.says(TREASURY)))
    mine = actor.says("งานของฉัน")
    tap_on_card(actor, mine, "พ.ย. 69", "แก้ไขรายงาน")
    actor.says("แก้สรุปผล")
    actor.says("แก้ไขหลังปิดรอบ")
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.taps("แก้ไขรายงานนี้"))


def test_reopening_asks_for_a_reason_and_a_second_tap(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    receipt = sends_report(actor)
    begin_month(stage, datetime(2026, 12, 14, 10, 0, tzinfo=BANGKOK))
    listed = reviewer.says(TREASURY)
    assert "โปรดพิมพ์เหตุผล" in words_of(reviewer.taps("เปิดให้แก้ไขอีกครั้ง", of=listed))
    assert "โปรดพิมพ์เหตุผล" in words_of(reviewer.says("..."))
    asked = reviewer.says("ตัวเลขไม่ตรงกับประกาศ")
    assert "ยังไม่ได้เปิด" in words_of(asked)
    assert "ตัวเลขไม่ตรงกับประกาศ" in words_of(asked)
    assert "ยังไม่ได้เปิด" in words_of(reviewer.says("เดี๋ยวก่อน"))
    assert "ปิดรับการแก้ไขแล้ว" in words_of(actor.taps("แก้ไขรายงานนี้", of=receipt))
    assert "ยังไม่ได้เปิดให้แก้ไขรายงานของ" in words_of(reviewer.says("ยกเลิก"))
    assert "สิ้นสุดแล้ว" in words_of(reviewer.taps("ยืนยันเปิดให้แก้ไข", of=asked))
    reviewer.taps("เปิดให้แก้ไขอีกครั้ง", of=listed)
    reviewer.says("ตัวเลขไม่ตรงกับประกาศ")
    assert "โปรดพิมพ์เหตุผล" in words_of(reviewer.says("ย้อนกลับ"))
    reviewer.says("ผู้ว่าฯ ขอให้เพิ่มตัวเลข")
    assert "เปิดให้รายงานหรือแก้ไขได้อีกครั้งแล้ว" in words_of(reviewer.says("ยืนยัน"))
    kept = ask(stage, lambda s: [str(entry.body) for entry in s.scalars(select(AuditText))])
    assert any("ผู้ว่าฯ ขอให้เพิ่มตัวเลข" in text for text in kept)
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.taps("แก้ไขรายงานนี้", of=receipt))
    nothing_failed(stage)


def test_the_secretariat_reports_on_behalf_of_an_agency(any_stage: Stage) -> None:
    reviewer = secretary(any_stage)
    listed = reviewer.says(HEALTH)
    assert "ยังไม่มีเจ้าหน้าที่ลงทะเบียน" in words_of(listed)
    reviewer.taps("รายงานแทน")
    reviewer.sends()
    shown = words_of(fills(reviewer))
    assert f"รายงานแทน{HEALTH}" in shown
    receipt = reviewer.says("ยืนยัน")
    assert "2570-000001-1" in words_of(receipt)
    kept = ask(
        any_stage, lambda s: [(r.on_behalf, r.sent_by.name) for r in s.scalars(select(Revision))]
    )
    assert kept == [(True, "นางสาวอรุณี เลขา")]
    assert len(evidence(any_stage)) == 1
    assert "รายงานแทน" in words_of(reviewer.says("ตรวจรายงาน"))
    reviewer.taps("ส่งกลับแก้ไข")
    assert "ยังไม่มีผู้ลงทะเบียน" in words_of(decides(reviewer))
    nothing_failed(any_stage)


def test_an_agency_is_found_by_a_part_of_its_name_and_asked_back_when_several_fit(
    stage: Stage,
) -> None:
    reviewer = secretary(stage)
    heard = reviewer.says("สำนักงาน")
    assert "พบ 3 หน่วยงาน" in words_of(heard)
    reviewer.taps(LAND[:10])
    assert "ยังไม่เข้าใจ" in words_of(reviewer.says("ไม่มีหน่วยงานนี้"))


def test_the_longest_reports_are_shown_as_many_as_fit(stage: Stage) -> None:
    for number, agency in enumerate((TREASURY, HEALTH, LAND)):
        actor = officer(stage, f"เจ้าหน้าที่ {number}", agency)
        opens(actor)
        for words in ("4", "ก" * 1500, "ข" * 800, "ค" * 800, "ไปต่อ", "ยืนยัน"):
            actor.says(words)
    sends_report(officer(stage), "1.2")
    reviewer = secretary(stage)
    heard = reviewer.says("ตรวจรายงาน")
    assert 1 <= len(heard) <= 5
    assert words_of(heard).count("ก" * 1500) == 3
    assert DONE in words_of(heard)
    nothing_failed(stage)


@pytest.mark.parametrize(
    "typed",
    [
        "สสจ.",
        "สสจ",
        "ส.ส.จ.",
        "ส ส จ ครับ",
        "สสจ sukhothai",
        "สสจ.sukhothai",
        "สำนักงาน สาธารณสุข จังหวัด",
    ],
)
def test_an_agency_is_found_by_its_abbreviation_however_it_is_dotted(
    stage: Stage, typed: str
) -> None:
    _add_alias(stage, HEALTH, "สสจ.")
    assert f"รายการของ{HEALTH}" in words_of(secretary(stage).says(typed))


def test_agencies_that_fit_are_listed_as_thai_is_sorted(stage: Stage) -> None:
    with stage.program.database.begin() as session:
        owner = session.scalars(select(Organization)).one()
        for name in ("โครงการชลประทาน", "คลังพัสดุ", "โครงการบ้านมั่นคง", "กองช่าง"):
            session.add(Agency(organization_id=owner.id, name=name))
    heard = words_of(secretary(stage).says("โครงการ"))
    assert heard.index("โครงการชลประทาน") < heard.index("โครงการบ้านมั่นคง")


def _add_alias(stage: Stage, agency: str, alias: str) -> None:
    with stage.program.database.begin() as session:
        found = session.scalars(select(Agency).where(Agency.name == agency)).one()
        session.add(
            AgencyAlias(organization_id=found.organization_id, agency_id=found.id, alias=alias)
        )


def test_an_officer_cannot_look_up_agencies(stage: Stage) -> None:
    heard = words_of(officer(stage).says(HEALTH))
    assert "ยังไม่เข้าใจ" in heard
    assert "ยังไม่มีเจ้าหน้าที่" not in heard


def test_help_shows_everybody_the_telephone_of_the_secretariat(stage: Stage) -> None:
    for actor in (officer(stage), secretary(stage)):
        heard = actor.says("ช่วยเหลือ")
        assert "055-612-345" in words_of(heard)
        assert actor.button("โทรหาฝ่ายเลขานุการ")["uri"] == "tel:055612345"
    assert "055-612-345" in words_of(stage.person("คนแปลกหน้า").says("ช่วยเหลือ"))


def test_help_does_without_a_telephone(stage: Stage) -> None:
    actor = officer(stage)
    with stage.program.database.begin() as session:
        session.scalars(select(Organization)).one().secretariat_phone = None
    assert "ยังไม่ได้ระบุหมายเลขโทรศัพท์" in words_of(actor.says("ช่วยเหลือ"))


def test_the_summary_is_by_role(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    for person in (actor, reviewer):
        assert "สรุปรอบเดือนพฤศจิกายน 2569" in words_of(person.says("สรุป"))
    assert TREASURY in words_of(actor.heard())
    assert reports(stage) == 1
    assert SLUG in words_of(reviewer.heard())
