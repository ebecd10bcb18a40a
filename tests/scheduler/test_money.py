"""What the month costs: what is pushed to one, what waits for an answer, what the quota holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tick import tick
from models.database import Database
from models.month.calendar import at
from models.month.planned import Planned
from models.outbox.line_plans import LINE_PLANS, advise_plan
from models.outbox.quota import messages_left, reminders_to_come
from models.tables.obligations import Revision
from models.tables.organization import Channel, Organization
from models.tables.outbox import Delivery, DeliveryState, JobRun
from models.tables.people import Membership, Person, Role
from scheduler.preview import look_ahead
from scheduler.recipients import agencies_of_officers
from tests.scheduler.province import Province, line_id, report
from tests.scheduler.test_tick import (
    CLOSES,
    DUE,
    EARLY,
    ENTERED,
    LIST,
    NOVEMBER,
    OPENS,
    enter,
    jobs,
    outbox,
    person,
    recipients,
)

OTHERS = ("เลขา สอง", "เลขา สาม")


def more_people(database: Database) -> None:
    """Two more in the secretariat, the second of them there last; a second officer of สสจ."""
    with database.begin() as session:
        organization = session.scalars(select(Organization)).one()
        agency_id = person(session, "ก้อย").memberships[0].agency_id
        for name in (*OTHERS, "กิ่ง"):
            is_officer = name == "กิ่ง"
            found = Person(
                channel_id=organization.channel_id,
                line_user_id=line_id("U", f"sukhothai{name}"),
                full_name=name,
                created_at=ENTERED,
                seen_at=OPENS - timedelta(days=1) if name == OTHERS[1] else None,
            )
            found.memberships.append(
                Membership(
                    organization=organization,
                    agency_id=agency_id if is_officer else None,
                    role=Role.OFFICER if is_officer else Role.SECRETARIAT,
                    since=ENTERED,
                )
            )
            session.add(found)


def allow(database: Database, limit: int | None) -> None:
    """LINE was asked, and allows so many messages a month."""
    with database.begin() as session:
        session.scalars(select(Channel)).one().quota_limit = limit


def waits(database: Database, job: str) -> list[str]:
    """Whose answers will carry what a slot says."""
    with database.read() as session:
        run = session.scalars(select(JobRun).where(JobRun.job == job).order_by(JobRun.id)).all()[-1]
        return list(run.detail.get("waits", []))


def of_secretariat(*names: str) -> list[str]:
    return [line_id("U", f"sukhothai{name}") for name in names]


def sent_to(database: Database, purpose: str) -> list[str]:
    return [each.recipient for each in outbox(database, purpose)]


def test_the_first_reminder_is_for_one_officer_of_an_agency_the_last_one_for_all(
    database: Database,
) -> None:
    enter(database)
    more_people(database)
    tick(database, OPENS)
    both = of_secretariat("ก้อย", "กิ่ง")
    with database.begin() as session:
        first = agencies_of_officers(session, 1, OPENS, early=True)
        assert [each in first for each in both] == [True, False]
        sent = report(session, NOVEMBER, "1.1", "สสจ.", OPENS)
        assert sent.report is not None
        sent.report.current.sent_by = person(session, "กิ่ง")
    tick(database, EARLY)
    assert sorted(sent_to(database, "early_reminder")) == sorted(
        [both[1], line_id("U", "sukhothaiขวัญ")]
    )
    tick(database, DUE)
    assert {*both} <= {*sent_to(database, "due_reminder")}
    with database.begin() as session:
        person(session, "กิ่ง").memberships[0].quiet = True
        assert both[0] in agencies_of_officers(session, 1, OPENS, early=True)
        person(session, "กิ่ง").memberships[0].quiet = False
        session.flush()
        assert both[0] not in agencies_of_officers(session, 1, OPENS, early=True)
        session.scalars(select(Revision)).one().withdrawn_at = DUE  # taken back: nobody has sent
        session.flush()
        assert both[0] in agencies_of_officers(session, 1, OPENS, early=True)


def test_the_list_is_pushed_to_who_was_there_last_and_the_brief_to_executives(
    database: Database,
) -> None:
    enter(database)
    more_people(database)
    tick(database, OPENS)
    tick(database, LIST)
    assert sent_to(database, "missing_list") == of_secretariat(OTHERS[1])
    assert waits(database, "missing_list") == of_secretariat("เลขา", OTHERS[0])
    tick(database, CLOSES)
    assert recipients(database, "close_round") == ["กลุ่ม", "ผู้ว่า"]
    assert len(waits(database, "close_round")) == 3
    assert jobs(tick(database, CLOSES + timedelta(hours=1))) == []


def test_where_no_executive_can_be_reached_one_of_the_secretariat_gets_the_brief(
    database: Database,
) -> None:
    enter(database)
    more_people(database)
    with database.begin() as session:
        person(session, "ผู้ว่า").blocked_at = ENTERED
    tick(database, CLOSES)
    found = sent_to(database, "close_round")
    assert [each for each in found if each.startswith("U")] == of_secretariat(OTHERS[1])


def test_the_forecast_is_the_sum_of_what_is_sent_and_waits_while_it_suffices(
    database: Database,
) -> None:
    enter(database)
    more_people(database)
    allow(database, 300)
    with database.begin() as session:
        owner = session.scalars(select(Organization)).one()
        planned = look_ahead(session, owner, [NOVEMBER], OPENS - timedelta(hours=1))
        ahead = {each.job: each.messages for each in planned if each.state is Planned.AHEAD}
    assert ahead == {
        **{"begin_round": 0, "open_reminder": 50, "early_reminder": 2, "due_reminder": 3},
        **{"missing_list": 1, "close_round": 51},
    }
    assert jobs(tick(database, OPENS)) == [("open_reminder", "2026-11", False, 1)]
    assert outbox(database, "forecast") == []
    assert len(waits(database, "open_reminder")) == 3
    with database.read() as session:
        channel_id = session.scalars(select(Channel.id)).one()
        assert reminders_to_come(session, channel_id, OPENS) == 2 + 3
    for job, moment in (("early_reminder", EARLY), ("due_reminder", DUE), ("missing_list", LIST)):
        tick(database, moment)
        assert sum(each.paid_messages for each in outbox(database, job)) == ahead[job]


def test_a_group_that_costs_too_much_gets_no_card_and_the_secretariat_is_told_at_the_opening(
    database: Database,
) -> None:
    enter(database)
    more_people(database)
    allow(database, 54)  # the group's 50, and one less than both reminders
    assert jobs(tick(database, OPENS)) == [("open_reminder", "2026-11", False, 1)]
    assert outbox(database, "open_reminder") == []
    (told,) = outbox(database, "forecast")
    assert [told.recipient] == of_secretariat(OTHERS[1])
    words = str(told.messages)
    for part in ("เหลือ 54", "ไม่เกิน 55 ข้อความ", "ไม่ส่งการ์ดเปิดรอบเข้ากลุ่มไลน์", "/สรุป", "Free (300"):
        assert part in words
    assert jobs(tick(database, OPENS + timedelta(hours=1))) == []
    allow(database, 300)
    assert jobs(tick(database, OPENS + timedelta(hours=2))) == [
        ("open_reminder", "2026-11", False, 1)
    ]
    assert len(outbox(database, "open_reminder")) == 1


@pytest.mark.parametrize(("limit", "goes"), [(103, False), (104, True), (None, True)])
def test_a_summary_leaves_room_for_reminders_and_the_next_opening_card(
    database: Database, limit: int | None, goes: bool
) -> None:
    enter(database)
    allow(database, limit)
    tick(database, at(date(2026, 12, 1), 8))
    tick(database, CLOSES)
    expected = (["กลุ่ม"] if goes else []) + ["ผู้ว่า"]
    assert recipients(database, "close_round") == expected


def test_who_is_secretary_and_executive_hears_that_the_summary_was_withheld(
    database: Database,
) -> None:
    enter(database)
    with database.begin() as session:
        organization = session.scalars(select(Organization)).one()
        person(session, "ผู้ว่า").memberships.append(
            Membership(organization=organization, role=Role.SECRETARIAT, since=ENTERED)
        )
    allow(database, 60)
    tick(database, at(date(2026, 12, 1), 8))
    tick(database, CLOSES)
    (brief,) = outbox(database, "close_round")
    assert "เข้ากลุ่มไลน์ จึงไม่ส่ง" in str(brief.messages[0])
    assert len(brief.messages) > 1


def push(session: Session, messages: int, month: int, to: str = "C") -> None:
    """A push that was sent on the 15th of a month of 2026."""
    moment = at(date(2026, month, 15), 9)
    session.add(
        Delivery(
            channel_id=session.scalars(select(Channel.id)).one(),
            recipient=line_id(to, "sukhothai"),
            purpose="open_reminder",
            messages=[],
            state=DeliveryState.SENT,
            next_try_at=moment,
            paid_messages=messages,
            created_at=moment,
            sent_at=moment,
            sent_by="push",
        )
    )


def test_the_cards_that_were_left_out_count_in_the_recommended_plan(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        channel, now = province.organization.channel, at(date(2026, 12, 20), 9)
        push(session, 24, 11, "U")
        few = advise_plan(session, channel, now)
        province.line_group(200)
        session.flush()
        many = advise_plan(session, channel, now)
        assert few is not None
        assert many is not None
        assert (few.most, few.plan) == (24, LINE_PLANS[0])
        assert (many.most, many.plan, many.months) == (424, LINE_PLANS[1], few.months)


def test_the_plan_is_recommended_by_the_sums_of_the_last_months(database: Database) -> None:
    with database.begin() as session:
        channel = Province(session).organization.channel
        now = at(date(2026, 12, 20), 9)
        assert advise_plan(session, channel, now) is None
        first = advise_plan(session, channel, now, 290)
        assert first is not None
        assert (first.plan, first.months) == (LINE_PLANS[0], ())
        for messages, month in ((999, 8), (114, 9), (301, 10), (120, 11), (20_000, 12)):
            push(session, messages, month)
        session.flush()
        channel.quota_limit = 300
        advice = advise_plan(session, channel, now)
        assert advice is not None
        assert advice.months == (
            (date(2026, 9, 1), 114),
            (date(2026, 10, 1), 301),
            (date(2026, 11, 1), 120),
        )
        assert (advice.most, advice.plan, advice.is_short) == (301, LINE_PLANS[1], True)
        channel.quota_used_elsewhere, channel.quota_read_at = 40_000, now
        by_hand = advise_plan(session, channel, now)
        assert by_hand is not None
        assert by_hand.plan is None
        assert messages_left(session, channel.id, now) == 0
