"""The first days of December: who is missing, what is good enough, the close, and what comes after
it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.month.summary import asked_round, view_round
from models.tables.obligations import Report
from models.tables.organization import Organization
from tests.acceptance import talk
from tests.acceptance.ledger import Answer
from tests.acceptance.papers import OFFICE
from tests.acceptance.story import COLLECTIVE, GROUP_SIZE, NOVEMBER, PHONE, Story, moment
from tests.stage import words_of


def the_secretariat_learns_who_is_missing(story: Story) -> None:
    """One list for the secretariat alone: agencies that owe, agencies without an officer, measures
    without a party.
    """
    story.days_pass(moment(12, 1, 9), "missing_list 2026-11", sent=1)
    story.ledger.push(story.secretary.chat_id, moment(12, 1, 9))
    told = story.last_push(story.secretary.chat_id)
    lines = words_of(told)
    owing = story.ledger.agencies_owing()
    assert story.ledger.total() in lines
    assert f"ยังรายงานไม่ครบ {len(owing):,} หน่วยงาน {sum(owing.values()):,} รายการ" in lines
    silent = [OFFICE, *story.paper.members[-2:]]
    assert f"ยังไม่มีผู้รายงาน {len(silent)} หน่วยงาน" in lines
    assert all(f"• {agency}" in lines for agency in silent)
    assert f"ยังไม่มีผู้รับผิดชอบ {len(story.paper.without_party)} มาตรการ" in lines
    assert all(f"• {title}" in lines for title in story.paper.without_party)
    first = story.paper.members[0]
    assert talk.line_after(told, first).startswith(f"ค้าง {owing[first]:,} รายการ") == bool(
        owing[first]
    )


def the_secretariat_reviews(story: Story) -> None:
    """Some are accepted, one is returned with a reason; its officer is told and sends a mended
    copy.
    """
    story.go_to(moment(12, 1, 10, 30))
    first, second, third = story.paper.members[:3]
    _evidence_opens(story, first)
    for agency in (first, third):
        assert "รับรองรายงานเลขที่" in words_of(
            talk.review(story.secretary, story.numbers[agency], "รับรอง")
        )
        story.collective_report(agency).answer = Answer.ACCEPTED
    talk.review(story.secretary, story.numbers[second], "ส่งกลับแก้ไข")
    looked = words_of(story.secretary.says("โปรดระบุวันที่จะจัดประชุมครั้งใหม่"))
    assert "ยังไม่ได้ส่งกลับ" in looked
    assert "ส่งกลับรายงานเลขที่" in words_of(story.secretary.says("ยืนยัน"))
    story.collective_report(second).answer = Answer.RETURNED
    story.stage.tick()
    story.ledger.push(story.officers[second].chat_id, moment(12, 1, 10, 30))
    notice = story.last_push(story.officers[second].chat_id)
    assert "โปรดระบุวันที่จะจัดประชุมครั้งใหม่" in words_of(notice)
    assert PHONE in words_of(notice)
    _mends(story, second, notice)


def _evidence_opens(story: Story, agency: str) -> None:
    """The secretariat's card leads to the very bytes the officer sent; a forged address leads
    nowhere.
    """
    card = story.card_of(story.numbers[agency])
    addresses = talk.addresses_in([card], lambda address: "/console/evidence/" in address)
    assert [story.fetch(address) for address in addresses] == [
        (200, picture) for picture in story.pictures
    ]
    assert story.fetch(addresses[0][:-3] + "xyz")[0] == 404


def _mends(story: Story, agency: str, notice: list[dict[str, Any]]) -> None:
    actor = story.officers[agency]
    actor.taps("เปิดสำเนาเพื่อแก้ไข", of=notice)
    actor.taps("แก้ปัญหาอุปสรรค")
    actor.says("วิทยากรติดภารกิจ กำหนดจัดใหม่วันที่ 18 ธันวาคม 2569")
    story.numbers[agency] = talk.receipt_in(actor.says("ยืนยัน"))
    assert story.numbers[agency].endswith("-2")
    story.ledger.send(COLLECTIVE, agency)


def the_secretariat_excuses_one_and_reports_for_one(story: Story) -> None:
    """For a member without an officer the secretariat writes a reason; for its own office it enters
    the report itself.
    """
    story.go_to(moment(12, 2, 9, 45))
    silent = story.paper.members[-1]
    talk.tap_near(
        story.secretary,
        story.secretary.says(silent),
        "ยกเว้น",
        story.paper.collective_title,
        "พ.ย. 69",
    )
    story.secretary.says("อยู่ระหว่างย้ายที่ทำการ")
    assert "ยกเว้นการรายงานแล้ว" in words_of(story.secretary.says("ยืนยัน"))
    story.ledger.excused.add(story.ledger.duty(COLLECTIVE, silent))
    talk.tap_near(story.secretary, story.secretary.says(OFFICE), "รายงานแทน", "1.1 ", "พ.ย. 69")
    talk.fill_with_words(story.secretary)
    story.ledger.send("1.1", OFFICE, late=True)


def one_reports_late(story: Story) -> None:
    """After the due date and before the close: taken, marked late, and in the summary at once."""
    late = story.paper.members[story.paper.reporters]
    actor = story.officers[late]
    # What names no month is December's by now; the late report has a button of its own.
    asked = actor.says("รายงาน")
    talk.tap_near(actor, asked, "รายงานรอบ พ.ย. 69", f"มาตรการ {COLLECTIVE}\n", "ธันวาคม")
    talk.fill_with_words(actor)
    assert "(ส่งหลังกำหนด)" in words_of(actor.heard())
    story.ledger.send(COLLECTIVE, late, late=True)
    _summary_is_right(story, story.group.says("/สรุป"))


def the_round_closes(story: Story) -> None:
    """The group gets the summary, the executive the brief, the secretariat the brief before its
    next answer.
    """
    story.days_pass(moment(12, 3, 9), "close_round 2026-11", sent=2)
    story.ledger.push(story.group_id, moment(12, 3, 9), GROUP_SIZE)
    story.ledger.push(story.governor.chat_id, moment(12, 3, 9))
    summary = story.last_push(story.group_id)
    _summary_is_right(story, summary)
    assert "ปิดรอบแล้ว" in words_of(summary)
    brief = words_of(story.last_push(story.governor.chat_id))
    assert [each for each in story.ledger.figures() if each not in brief] == []
    assert f"รายงานครบแล้ว {story.ledger.agencies()}" in brief
    missing = len(story.ledger.expected()) - len(story.ledger.reports)
    assert f"ยังไม่ครบ ค้าง {missing:,} รายการ" in brief
    assert words_of(story.secretary.says("ช่วยเหลือ")[:1]) == brief
    assert words_of(story.secretary.says("ช่วยเหลือ")[:1]) != brief


def _summary_is_right(story: Story, heard: list[dict[str, Any]]) -> None:
    lines = words_of(heard)
    assert "สรุปรอบเดือนพฤศจิกายน 2569" in lines
    assert story.ledger.total() in lines
    assert f"รายงานครบแล้ว {story.ledger.agencies()}" in lines
    assert talk.line_after(heard, story.paper.collective_title).endswith(
        f" {story.ledger.agencies(COLLECTIVE)}"
    )


def one_reports_after_the_close(story: Story) -> None:
    """A first report is taken even now, marked late; a sent one cannot be changed any more."""
    story.go_to(moment(12, 4, 14))
    late = story.paper.members[-3]
    actor = story.officers[late]
    talk.tap_near(
        actor, actor.says("งานของฉัน"), "รายงานผล", story.paper.collective_title, "พ.ย. 69"
    )
    talk.fill_with_words(actor)
    assert "(ส่งหลังกำหนด)" in words_of(actor.heard())
    story.ledger.send(COLLECTIVE, late, late=True)
    with story.stage.program.database.read() as session:
        report = session.scalars(select(Report).order_by(Report.id.desc()).limit(1)).one()
        assert (report.late, report.obligation.round.month) == (True, NOVEMBER)
        organization = session.scalars(select(Organization)).one()
        found = asked_round(session, organization, story.stage.now(), NOVEMBER)
        assert found is not None
        view = view_round(session, found, story.stage.now())
        assert view is not None
        total = view.summary.total
        assert (total.expected, total.sent) == (
            len(story.ledger.expected()),
            len(story.ledger.reports),
        )
        assert (total.sent - total.on_time, total.accepted) == (story.ledger.late(), 2)
    first = story.officers[story.paper.members[0]]
    assert "ปิดรับการแก้ไขแล้ว" in words_of(first.taps("แก้ไขรายงานนี้"))
