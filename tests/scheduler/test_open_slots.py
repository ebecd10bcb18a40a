"""A slot that made no delivery stays open until its welcome ends; one that made any is spent."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from bot.tick import tick
from models.database import Database
from models.month.adoption import adopt_plan
from models.month.calendar import at
from models.month.rounds import ensure_obligations
from models.reports.reviews import review_report
from models.tables.obligations import ReviewDecision
from models.tables.organization import GroupChat, Organization
from models.tables.outbox import WITHDRAWN, DeliveryState, JobRun
from models.tables.people import Person, Role
from models.tables.plan import Measure, Plan
from tests.scheduler.province import Province, obligation, report
from tests.scheduler.test_tick import (
    CLOSES,
    DUE,
    EARLY,
    LIST,
    NOVEMBER,
    OPENS,
    enter,
    jobs,
    outbox,
    person,
    recipients,
)

LATER = timedelta(hours=1)


def adopt(database: Database, adopted: bool = True) -> None:
    """Take the plan out of force, or have it adopted after the opening."""
    with database.begin() as session:
        plan = session.scalars(select(Plan)).one()
        plan.adopted_at = OPENS if adopted else None
        if adopted:
            session.flush()
            ensure_obligations(session, plan.organization, OPENS + LATER)


def test_a_plan_that_comes_after_the_opening_hour_gets_its_card_once(database: Database) -> None:
    enter(database)
    adopt(database, False)
    assert jobs(tick(database, OPENS)) == [("open_reminder", "2026-11", False, 0)]
    assert jobs(tick(database, OPENS + timedelta(minutes=5))) == []  # looked at again, in silence
    adopt(database)
    assert jobs(tick(database, OPENS + LATER)) == [("open_reminder", "2026-11", False, 1)]
    assert recipients(database, "open_reminder") == ["กลุ่ม"]
    assert jobs(tick(database, OPENS + 2 * LATER)) == []
    with database.read() as session:
        run = session.scalars(select(JobRun).where(JobRun.job == "open_reminder")).one()
        assert (run.skipped, run.detail, run.ran_at) == (False, {"deliveries": 1}, OPENS + LATER)


def test_every_job_that_reached_nobody_waits_for_whoever_comes(database: Database) -> None:
    enter(database)
    with database.begin() as session:
        for found in session.scalars(select(Person)):
            found.blocked_at = OPENS
        session.scalars(select(GroupChat)).one().left_at = OPENS
    for job, moment, reached in (
        ("open_reminder", OPENS, 1),
        ("early_reminder", EARLY, 2),
        ("due_reminder", DUE, 2),
        ("missing_list", LIST, 1),
        ("close_round", CLOSES, 2),
    ):
        assert (job, "2026-11", False, 0) in jobs(tick(database, moment))
        with database.begin() as session:
            for found in session.scalars(select(Person)):
                found.blocked_at = None
            session.scalars(select(GroupChat)).one().left_at = None
        assert jobs(tick(database, moment + LATER)) == [(job, "2026-11", False, reached)]
        with database.begin() as session:
            for found in session.scalars(select(Person)):
                found.blocked_at = moment
            session.scalars(select(GroupChat)).one().left_at = moment


def test_an_open_slot_closes_with_its_welcome_and_is_not_called_skipped(
    database: Database,
) -> None:
    enter(database)
    adopt(database, False)
    tick(database, OPENS)
    adopt(database)
    assert jobs(tick(database, EARLY)) == [("early_reminder", "2026-11", False, 2)]
    assert outbox(database, "open_reminder") == []


def test_an_open_slot_waits_in_quiet_hours_as_any_other(database: Database) -> None:
    enter(database)
    adopt(database, False)
    tick(database, OPENS)
    adopt(database)
    assert jobs(tick(database, at(date(2026, 11, 20), 20))) == []
    assert jobs(tick(database, at(date(2026, 11, 22), 10))) == []  # a Sunday
    assert len(jobs(tick(database, at(date(2026, 11, 23), 9)))) == 1


def test_what_was_returned_since_is_told_by_its_own_notice_alone(database: Database) -> None:
    enter(database)
    tick(database, OPENS)
    with database.begin() as session:
        for code, agency in (("1.1", "สสจ."), ("1.1", "พช."), ("2", "สสจ.")):
            report(session, NOVEMBER, code, agency, OPENS)
    assert jobs(tick(database, EARLY)) == [("early_reminder", "2026-11", False, 0)]
    with database.begin() as session:
        found = obligation(session, NOVEMBER, "2", "สสจ.")
        assert found.report is not None
        review_report(
            session,
            found.report.current,
            ReviewDecision.RETURNED,
            by=person(session, "เลขา"),
            now=EARLY,
            reason="ขาดหลักฐาน",
        )
    assert jobs(tick(database, EARLY + LATER)) == []
    assert jobs(tick(database, DUE)) == [("due_reminder", "2026-11", False, 1)]


# A year without a plan


def test_the_secretariat_hears_each_month_that_the_year_has_no_plan(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.person("เลขา", Role.SECRETARIAT)
        province.person("ผู้ว่า", Role.EXECUTIVE)
        province.line_group()
    october, first_working = date(2027, 10, 1), at(date(2027, 10, 1), 9)
    tick(database, at(date(2027, 9, 30), 23))
    assert outbox(database, "begin_round") == []  # 2570 has its plan
    tick(database, at(october))
    (notice,) = outbox(database, "begin_round")
    assert recipients(database, "begin_round") == ["เลขา"]
    assert "ยังไม่มีแผนของปีงบประมาณ พ.ศ. 2571" in str(notice.messages)
    assert (notice.next_try_at, notice.paid_messages) == (first_working, 1)
    tick(database, at(date(2027, 10, 20), 9))
    assert len(outbox(database, "begin_round")) == 1
    tick(database, at(date(2027, 11, 1), 9))
    assert len(outbox(database, "begin_round")) == 2


def test_a_plan_that_comes_before_the_hour_takes_the_notice_back(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.person("เลขา", Role.SECRETARIAT)
        draft = Plan(organization=province.organization, fiscal_year=2571)
        draft.measures.append(Measure(position=0, code="1", title="มาตรการ"))
        session.add(draft)
    tick(database, at(date(2027, 10, 1)))
    with database.begin() as session:
        owner = session.scalars(select(Organization)).one()
        adopt_plan(session, owner, 2571, at(date(2027, 10, 1), 7))
    (notice,) = outbox(database, "begin_round")
    assert (notice.state, notice.error) == (DeliveryState.GIVEN_UP, WITHDRAWN)


def test_months_made_up_for_after_an_outage_are_not_told_of(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.person("เลขา", Role.SECRETARIAT)
        session.add(Plan(organization=province.organization, fiscal_year=2571))  # a draft
    tick(database, at(date(2028, 1, 4), 10))
    (notice,) = outbox(database, "begin_round")
    assert "ยังไม่ได้ประกาศใช้" in str(notice.messages)
    assert notice.dedupe_key is not None
    assert notice.dedupe_key.startswith("begin_round:2028-01:")
