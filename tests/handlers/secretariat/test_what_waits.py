"""What was pushed to one of the secretariat only: the others read it before their next answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.outbox.asking import count_groups, refresh_quota
from models.month.calendar import BANGKOK
from models.tables.people import Role
from tests.handlers.cast import SLUG, fills, nothing_failed, officer, secretary, tap_on_card
from tests.handlers.test_newcomers import CLOSES, LIST, OPENS, pushed
from tests.stage import Stage, words_of

LATER = timedelta(hours=2)
LISTED, BRIEF = "หน่วยงานที่ยังรายงานไม่ครบ", "สรุปสำหรับผู้บริหาร"


def test_the_others_of_the_secretariat_read_the_list_as_it_stands_and_once(
    any_stage: Stage,
) -> None:
    stage = any_stage
    reporter = officer(stage)
    first, second = secretary(stage), secretary(stage, "นายกิตติ เลขา")
    stage.registered("นายวิชัย ผู้ว่า", SLUG, Role.EXECUTIVE)
    stage.tick(LIST)
    told = [actor for actor in (first, second) if LISTED in words_of(actor.messages())]
    assert len(told) == 1
    waiting = second if told == [first] else first
    assert pushed(stage).count("missing_list") == 1
    stage.go_to(LIST + LATER)
    tap_on_card(reporter, reporter.says("รายงาน"), "มาตรการ 1.1", "รายงานรอบ พ.ย. 69")
    fills(reporter)
    reporter.says("ยืนยัน")
    heard = waiting.says("ตรวจรายงาน")
    assert "ผลการติดตามรอบเดือนพฤศจิกายน 2569" in words_of(heard[0])
    assert "ส่งแล้ว 1 จาก" in words_of(heard[0]), "as it stands now"
    assert len(heard) > 1, "the answer follows"
    assert LISTED not in words_of(waiting.says("ตรวจรายงาน"))
    assert LISTED not in words_of(told[0].says("ตรวจรายงาน"))
    stage.tick(CLOSES)
    assert pushed(stage)[-1:] == ["close_round"]
    stage.go_to(CLOSES + LATER)
    for actor in (first, second):
        assert BRIEF in words_of(actor.says("งานของฉัน")[0])
        assert BRIEF not in words_of(actor.says("งานของฉัน"))
    nothing_failed(stage)


def test_what_is_not_welcome_any_more_is_not_told(stage: Stage) -> None:
    first, second = secretary(stage), secretary(stage, "นายกิตติ เลขา")
    stage.tick(LIST)
    stage.go_to(CLOSES + LATER)
    heard = words_of([first.says("งานของฉัน"), second.says("งานของฉัน")])
    assert "ผลการติดตามรอบเดือน" not in heard


def test_the_forecast_is_read_with_the_next_answer_and_the_group_asks_for_its_summary(
    stage: Stage,
) -> None:
    member, reader = officer(stage), secretary(stage)
    group = member.in_group(stage.group("จังหวัด", member, reader))
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    # The card and both reminders, no more: what went is not reckoned once more.
    stage.line.world.change_settings({"quota": 4})
    refresh_quota(stage.program)
    count_groups(stage.program)
    stage.tick(OPENS)
    assert pushed(stage) == ["open_reminder"]
    heard = reader.says("งานของฉัน")
    assert "โควตาเพียงพอ" in words_of(heard[0])
    assert "ใช้ไปแล้ว 2 · เหลือ 2" in words_of(heard[0])
    assert "จะส่งอีกไม่เกิน 2 ข้อความ" in words_of(heard[0])
    stage.line.world.change_settings({"quota": 2})
    stage.go_to(datetime(2026, 12, 1, 8, 30, tzinfo=BANGKOK))
    refresh_quota(stage.program, older_than=timedelta(0))
    stage.tick(CLOSES)
    assert "ไม่พอส่งสรุปรอบเดือนพฤศจิกายน 2569 เข้ากลุ่มไลน์" in words_of(reader.messages())
    assert "สรุปรอบเดือนพฤศจิกายน 2569" in words_of(group.says("/สรุป"))
    nothing_failed(stage)
