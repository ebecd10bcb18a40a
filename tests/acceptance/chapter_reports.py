"""November to its due date: reports come in, the group is reminded, then whoever still owes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select

from models.tables.evidence import Evidence
from tests.acceptance import talk
from tests.acceptance.papers import COMMISSION, COMPLAINTS
from tests.acceptance.story import COLLECTIVE, GROUP_SIZE, Story, moment
from tests.stage import words_of


def the_first_officers_report(story: Story) -> None:
    """One with taps and photos, one in words with an obstacle, tapped twice and redelivered;
    nothing is counted twice.
    """
    story.go_to(moment(11, 10, 13, 5))
    first, second = story.paper.members[:2]
    actor = story.officers[first]
    story.pictures = [talk.photo(1), talk.photo(2)]
    talk.open_due(actor, COLLECTIVE)
    story.numbers[first] = talk.fill_with_taps(actor, story.pictures)
    story.ledger.send(COLLECTIVE, first)
    again = words_of(actor.taps("ยืนยันส่งรายงาน"))
    assert story.numbers[first] in again
    assert "ไม่ต้องส่งซ้ำ" in again
    talk.open_due(story.officers[second], COLLECTIVE)
    why = "วิทยากรติดภารกิจ จะจัดใหม่เดือนหน้า"
    story.numbers[second] = talk.fill_with_words(story.officers[second], "ยังไม่บรรลุผล", why)
    story.ledger.send(COLLECTIVE, second)
    _photos_lie_in_the_store(story)
    assert len(story.reports()) == story.ledger.revisions()


def _photos_lie_in_the_store(story: Story) -> None:
    with story.stage.program.database.read() as session:
        kept = session.execute(
            select(Evidence.sha256, Evidence.media_type, Evidence.path).order_by(Evidence.id)
        ).all()
    digests = [hashlib.sha256(picture).hexdigest() for picture in story.pictures]
    assert [(digest, media_type) for digest, media_type, _ in kept] == [
        (digest, "image/png") for digest in digests
    ]
    assert [(story.data_dir / str(path)).read_bytes() for _, _, path in kept] == story.pictures


def the_group_is_reminded(story: Story) -> None:
    """One card, which costs as many messages as the group has members."""
    story.days_pass(moment(11, 20, 9), "open_reminder 2026-11", sent=1)
    story.ledger.push(story.group_id, moment(11, 20, 9), GROUP_SIZE)
    card = words_of(story.last_push(story.group_id))
    expected = len(story.ledger.expected())
    agencies = len({duty.agency for duty in story.ledger.duties})
    assert f"รายการที่ต้องรายงาน {expected:,} รายการ จาก {agencies:,} หน่วยงาน" in card
    assert f"ได้รับรายงานแล้ว {len(story.ledger.reports):,} รายการ" in card
    assert "วันจันทร์ที่ 30 พฤศจิกายน 2569" in card


def most_report(story: Story) -> None:
    """Enough members report the collective measure; one agency and the officer of two agencies
    finish everything they owe.
    """
    story.go_to(moment(11, 23, 10))
    for agency in story.paper.members[2 : story.paper.reporters]:
        talk.open_due(story.officers[agency], COLLECTIVE)
        story.numbers[agency] = talk.fill_with_words(story.officers[agency])
        story.ledger.send(COLLECTIVE, agency)
    _finishes(story, story.paper.members[2])
    _finishes(story, COMMISSION)
    assert story.ledger.agencies_owing()[COMPLAINTS] == 1


def _finishes(story: Story, agency: str) -> None:
    actor = story.officers[agency]
    while story.ledger.agencies_owing()[agency]:
        duty = next(
            duty
            for duty in story.ledger.duties
            if duty.agency == agency and story.ledger.owes(duty)
        )
        talk.open_due(actor, duty.code, agency)
        talk.fill_with_words(actor, "ดำเนินการแล้วเสร็จ")
        story.ledger.send(duty.code, agency)


def those_who_owe_are_reminded_early(story: Story) -> None:
    """Wednesday the 25th: one message to each person who owes, with everything; none to who has
    finished.
    """
    _remind(story, moment(11, 25, 9), "early_reminder 2026-11")
    assert story.officers[COMPLAINTS].user_id in story.owing_people()
    assert story.officers[story.paper.members[2]].user_id not in story.owing_people()
    story.go_to(moment(11, 26, 11))
    _finishes(story, COMPLAINTS)


def those_who_still_owe_are_reminded_on_the_day(story: Story) -> None:
    """Monday the 30th: the same, without whoever finished since."""
    _remind(story, moment(11, 30, 9), "due_reminder 2026-11")
    assert story.officers[COMPLAINTS].user_id not in story.owing_people()


def _remind(story: Story, when: datetime, job: str) -> None:
    owing = story.owing_people()
    story.days_pass(when, job, sent=len(owing))
    for actor, owed in owing.values():
        story.ledger.push(actor.chat_id, when)
        told = words_of(story.last_push(actor.chat_id))
        assert ("ท่านมี" in told) == (owed > 1)
        assert owed == 1 or f"รอรายงาน {owed:,} รายการ" in told
