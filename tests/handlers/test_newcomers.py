"""Who comes after a slot ran hears the same in the answer to their coming, free, and not again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from models.month.calendar import BANGKOK
from models.tables.outbox import Delivery, DeliveryState
from models.tables.people import Role
from models.tables.plan import Plan
from tests.handlers.cast import SLUG, ask, nothing_failed, officer, secretary
from tests.stage import Stage, words_of

# November 2026 opens on Friday the 20th, is due on Monday the 30th, closes on Thursday 3 December.
OPENS = datetime(2026, 11, 20, 9, 0, tzinfo=BANGKOK)
DUE = datetime(2026, 11, 30, 9, 0, tzinfo=BANGKOK)
LIST = datetime(2026, 12, 1, 9, 0, tzinfo=BANGKOK)
CLOSES = datetime(2026, 12, 3, 9, 0, tzinfo=BANGKOK)
OCTOBER = datetime(2027, 10, 6, 10, 0, tzinfo=BANGKOK)  # September's round closed on the 5th
LATER = timedelta(minutes=30)


def pushed(stage: Stage) -> list[str]:
    """The purposes of what was pushed, in order."""
    return ask(
        stage,
        lambda s: list(
            s.scalars(
                select(Delivery.purpose)
                .where(Delivery.sent_by == "push", Delivery.state == DeliveryState.SENT)
                .order_by(Delivery.id)
            )
        ),
    )


def test_a_group_bound_after_the_opening_hears_its_card_in_the_answer(any_stage: Stage) -> None:
    stage = any_stage
    actor = officer(stage)
    group = actor.in_group(stage.group("จังหวัด", actor))
    stage.tick(OPENS)
    stage.go_to(OPENS + LATER)
    bound, card = group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    assert "เรียบร้อย" in words_of(bound)
    assert "ขอความร่วมมือรายงานความก้าวหน้ารอบเดือนพฤศจิกายน 2569" in words_of(card)
    stage.tick(OPENS + 2 * LATER)
    assert pushed(stage) == []
    assert len(group.messages()) == 3  # the greeting, and these two
    stage.tick(CLOSES)
    assert "close_round" in pushed(stage)
    nothing_failed(stage)


def test_a_group_bound_before_the_opening_hears_nothing_of_it_yet(stage: Stage) -> None:
    actor = officer(stage)
    group = actor.in_group(stage.group("จังหวัด", actor))
    assert len(group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")) == 1
    stage.tick(OPENS)
    assert pushed(stage) == ["open_reminder"]


def test_an_officer_who_registers_on_the_day_is_not_reminded_in_the_same_hour(
    stage: Stage,
) -> None:
    stage.tick(DUE)
    stage.go_to(DUE + LATER)
    actor = officer(stage)
    assert "มาตรการ 1.1" in words_of(actor.heard())
    stage.tick(DUE + 2 * LATER)
    assert pushed(stage) == []


def test_a_secretary_and_an_executive_hear_what_was_sent_before_they_came(stage: Stage) -> None:
    stage.tick(LIST)
    stage.go_to(LIST + LATER)
    heard = words_of(secretary(stage).heard())
    assert "ลงทะเบียน" in heard
    assert "หน่วยงานที่ยังรายงานไม่ครบ" in heard
    stage.tick(LIST + 2 * LATER)
    assert pushed(stage) == []
    stage.tick(CLOSES)
    assert pushed(stage) == ["close_round"]
    stage.go_to(CLOSES + LATER)
    governor = stage.registered("นายวิชัย ผู้ว่า", SLUG, Role.EXECUTIVE)
    assert "พฤศจิกายน 2569" in words_of(governor.heard())
    stage.tick(CLOSES + 2 * LATER)
    assert pushed(stage) == ["close_round"]
    nothing_failed(stage)


def test_a_summary_asked_for_in_a_year_without_a_plan_says_so(any_stage: Stage) -> None:
    stage = any_stage
    actor, reviewer = officer(stage), secretary(stage)
    group = actor.in_group(stage.group("จังหวัด", actor))
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    stage.tick(datetime(2027, 10, 1, 10, 0, tzinfo=BANGKOK))
    assert "ยังไม่มีแผนของปีงบประมาณ พ.ศ. 2571" in words_of(reviewer.messages()[-2:])
    asked = words_of(reviewer.says("สรุป"))
    assert "พ.ศ. 2571" in asked
    assert "กันยายน 2570" in asked  # its round has not closed
    assert "พ.ศ. 2571" not in words_of(actor.says("สรุป"))
    stage.go_to(OCTOBER)
    for who, word in ((reviewer, "สรุป"), (actor, "สรุป"), (group, "/สรุป")):
        answer = who.says(word)
        assert "ยังไม่มีแผนของปีงบประมาณ พ.ศ. 2571" in words_of(answer[-1])
        assert "กันยายน 2570" in words_of(answer)  # it has just closed
    assert "กันยายน 2570" in words_of(reviewer.says("สรุป ก.ย. 70"))
    nothing_failed(stage)


def test_the_first_secretary_hears_that_there_is_no_plan_yet(stage: Stage) -> None:
    with stage.program.database.begin() as session:
        session.scalars(select(Plan)).one().adopted_at = None
    stage.tick()
    heard = words_of(secretary(stage).heard())
    assert "ยังไม่มีแผนของปีงบประมาณ พ.ศ. 2570" in heard
    stage.tick()
    assert pushed(stage) == []
