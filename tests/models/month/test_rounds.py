from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.calendar import add_months, at, fiscal_months, local_day, month_of
from models.month.holidays import WorkingDays
from models.month.rounds import (
    begin_round,
    ensure_obligations,
    ensure_round,
    open_rounds,
    realign_rounds,
    round_times,
)
from models.reports.excuses import excuse
from models.tables.holiday import Holiday
from models.tables.obligations import Obligation, ObligationState, Progress, Round
from models.tables.organization import Organization, Policy
from models.tables.people import Role
from models.tables.plan import Assignment, Measure
from tests.patience import PATIENCE
from tests.scheduler.province import Province, obligation, report

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
DAYS = st.dates(date(2026, 9, 1), date(2027, 11, 30))


def states(session: Session, month: date) -> dict[tuple[str | None, str], ObligationState]:
    rows = session.scalars(select(Obligation).join(Round).where(Round.month == month))
    return {(row.assignment.measure.code, row.agency.name): row.state for row in rows}


def test_the_moments_of_a_plain_month() -> None:
    times = round_times(NOVEMBER, WorkingDays([]), Policy())
    assert times.opens_at == at(date(2026, 11, 20), 9)
    assert times.early_reminder_at == at(date(2026, 11, 25), 9)
    assert times.due_reminder_at == at(date(2026, 11, 30), 9)
    assert times.due_at == at(DECEMBER)
    assert times.missing_list_at == at(date(2026, 12, 1), 9)
    assert times.closes_at == at(date(2026, 12, 3), 9)


def test_days_off_move_the_moments_to_the_working_day_before() -> None:
    new_year = WorkingDays([date(2026, 12, 31), date(2027, 1, 1)])
    times = round_times(DECEMBER, new_year, Policy())
    assert times.opens_at == at(date(2026, 12, 18), 9)  # the 20th is a Sunday
    assert times.due_on == date(2026, 12, 30)
    assert times.early_reminder_at == at(date(2026, 12, 25), 9)
    assert times.missing_list_at == at(date(2027, 1, 4), 9)
    assert times.closes_at == at(date(2027, 1, 6), 9)


@given(st.integers(0, 365 * 24 * 60))
def test_every_bangkok_moment_lies_in_exactly_one_round(minutes: int) -> None:
    moment = at(OCTOBER, minute=minutes) - timedelta(seconds=1)
    months = [add_months(OCTOBER, number) for number in range(-2, 14)]
    begun = [month for month in months if at(month) <= moment < at(add_months(month, 1))]
    assert begun == [month_of(local_day(moment))]


policies = st.builds(
    Policy,
    reminder_day=st.integers(1, 31),
    send_hour=st.integers(8, 17),
    early_working_days=st.integers(0, 25),
    close_working_days=st.integers(0, 10),
    summary_working_days=st.integers(0, 10),
)


@given(st.sampled_from(fiscal_months(2570)), st.sets(DAYS, max_size=60), policies)
def test_a_rounds_moments_are_in_order_and_on_working_days(
    month: date, days_off: set[date], policy: Policy
) -> None:
    days = WorkingDays(days_off)
    times = round_times(month, days, policy)
    moments = [
        times.opens_at,
        times.early_reminder_at,
        times.due_reminder_at,
        times.missing_list_at,
        times.closes_at,
        times.summary_at,
    ]
    assert moments == sorted(moments)
    assert times.due_reminder_at < times.due_at <= times.missing_list_at
    assert all(days.is_working(local_day(moment)) for moment in moments)
    assert local_day(times.due_at - timedelta(seconds=1)) == times.due_on
    later = [times.due_on + timedelta(days=n) for n in range(1, 40)]
    assert not any(days.is_working(day) for day in later if month_of(day) == month)
    working = [
        day for day in (month + timedelta(days=n) for n in range(31)) if days.is_working(day)
    ]
    if any(month_of(day) == month for day in working):
        assert month_of(local_day(times.opens_at)) == month


def test_a_collective_party_is_asked_agency_by_agency(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        names = [f"หน่วยงานที่ {number}" for number in range(33)]
        everybody = province.group_of("ส่วนราชการประจำจังหวัดทุกแห่ง", names)
        province.measure("1.1", everybody)
        province.measure("2", names[0])
        assert ensure_obligations(session, province.organization, at(date(2026, 10, 2))) == 34
        assert ensure_obligations(session, province.organization, at(date(2026, 10, 3))) == 0
        everybody.members.append(province.agency("หน่วยงานใหม่"))
        session.flush()
        assert ensure_obligations(session, province.organization, at(date(2026, 10, 4))) == 1


def test_an_agency_named_beside_its_collective_party_is_asked_once(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        everybody = province.group_of("ทุกส่วนราชการ", ["สสจ.", "พช."])
        province.measure("1", everybody, "สสจ.")
        ensure_obligations(session, province.organization, at(date(2026, 10, 2)))
        assert sorted(row.agency.name for row in session.scalars(select(Obligation))) == [
            "พช.",
            "สสจ.",
        ]


def test_a_quarterly_measure_is_owed_in_december_march_june_and_september(
    database: Database,
) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("3", "สสจ.", "พช.", recurrence="quarterly")
        for month in fiscal_months(2570):
            begin_round(session, province.organization, month, at(month))
        rows = session.execute(
            select(Round.month, func.count()).join(Obligation).group_by(Round.month)
        ).all()
        assert {month.month: count for month, count in rows} == {12: 2, 3: 2, 6: 2, 9: 2}


def test_what_closed_before_the_plan_was_adopted_is_not_owed(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", "สสจ.")
        province.plan.adopted_at = at(date(2027, 2, 2), 14)  # January closes on 3 February
        now = at(date(2027, 2, 2), 15)
        assert ensure_obligations(session, province.organization, now) == 2
        assert begin_round(session, province.organization, DECEMBER, now) == 0
        assert set(session.scalars(select(Round.month))) == {date(2027, 1, 1), date(2027, 2, 1)}


def test_a_round_missed_while_everything_was_down_is_owed_all_the_same(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", "สสจ.")
        assert begin_round(session, province.organization, NOVEMBER, at(date(2027, 3, 1))) == 1
        assert states(session, NOVEMBER) == {("1", "สสจ."): ObligationState.OWED}


def test_a_measure_that_is_done_is_not_owed_in_the_next_round(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.person("ก้อย", Role.OFFICER, "สสจ.")
        province.measure("1", "สสจ.")
        province.measure("2", "สสจ.", recurrence="monthly")
        begin_round(session, province.organization, OCTOBER, at(OCTOBER))
        for code in ("1", "2"):
            report(session, OCTOBER, code, "สสจ.", at(date(2026, 10, 20), 10), Progress.DONE)
        begin_round(session, province.organization, NOVEMBER, at(NOVEMBER))
        assert states(session, NOVEMBER) == {
            ("1", "สสจ."): ObligationState.ENDED,
            ("2", "สสจ."): ObligationState.OWED,
        }


def test_an_excuse_after_the_period_holds_in_rounds_that_begin_later(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        secretary = province.person("เลขา", Role.SECRETARIAT)
        province.measure("1", "สสจ.", end=date(2026, 10, 31))
        begin_round(session, province.organization, NOVEMBER, at(NOVEMBER))
        excuse(
            session,
            obligation(session, NOVEMBER, "1", "สสจ."),
            "โครงการยกเลิก",
            by=secretary,
            now=at(NOVEMBER, 10),
        )
        begin_round(session, province.organization, DECEMBER, at(DECEMBER))
        assert states(session, DECEMBER) == {("1", "สสจ."): ObligationState.EXCUSED}


def test_an_edited_holiday_moves_open_rounds_and_leaves_closed_ones(database: Database) -> None:
    with database.begin() as session:
        organization = Province(session).organization
        closed = ensure_round(session, organization, OCTOBER, at(date(2026, 10, 5)))
        found = ensure_round(session, organization, NOVEMBER, at(date(2026, 11, 5)))
        assert found.due_on == date(2026, 11, 30)
        session.add_all(
            [
                Holiday(day=date(2026, 11, 30), name="พิเศษ"),
                Holiday(day=date(2026, 10, 30), name="ย้อนหลัง"),
            ]
        )
        session.flush()
        assert [
            found.month for found in open_rounds(session, organization, at(date(2026, 11, 10)))
        ] == [NOVEMBER]
        assert found.due_on == date(2026, 11, 27)
        assert closed.due_on == date(2026, 10, 30)
        session.delete(session.get_one(Holiday, date(2026, 11, 30)))
        assert realign_rounds(session, at(date(2026, 11, 10))) == 1
        assert found.due_on == date(2026, 11, 30)


def test_a_round_that_has_closed_stays_closed_when_a_holiday_is_added_afterwards(
    database: Database,
) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", "สสจ.")
        ensure_round(
            session, province.organization, OCTOBER, at(date(2026, 10, 5))
        )  # closes 4 November, 09:00
        session.add(Holiday(day=date(2026, 11, 4), name="พิเศษ"))
        session.flush()
        assert ensure_obligations(session, province.organization, at(date(2026, 11, 4), 10)) == 1
        assert states(session, OCTOBER) == {}


def test_two_who_make_the_same_round_at_once_make_it_once(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", province.group_of("ทุกแห่ง", [f"หน่วยงาน {n}" for n in range(40)]))
        organization_id = province.organization.id
    gate = threading.Barrier(2)

    def make() -> None:
        gate.wait(PATIENCE)
        with database.begin() as session:
            ensure_obligations(
                session, session.get_one(Organization, organization_id), at(date(2026, 10, 12))
            )

    with ThreadPoolExecutor(2) as pool:
        for made in [pool.submit(make), pool.submit(make)]:
            made.result(PATIENCE)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Round)) == 1
        assert session.scalar(select(func.count()).select_from(Obligation)) == 40


def test_removed_measures_and_assignments_are_not_asked_in_new_rounds(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", "สสจ.").removed_at = at(date(2026, 10, 9))
        kept = province.measure("2", "สสจ.", "พช.")
        kept.assignments[1].removed_at = at(date(2026, 10, 9))
        session.flush()
        begin_round(session, province.organization, NOVEMBER, at(NOVEMBER))
        assert set(states(session, NOVEMBER)) == {("2", "สสจ.")}
        assert session.scalar(select(func.count()).select_from(Assignment).join(Measure)) == 3


def test_an_agency_named_later_is_not_asked_twice(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        everybody = province.group_of("ส่วนราชการทุกแห่ง", ["คลังจังหวัด", "ที่ดินจังหวัด"])
        measure = province.measure("1.1", everybody)
        now = at(date(2026, 11, 2), 9)
        ensure_obligations(session, province.organization, now)
        measure.assignments.append(
            Assignment(position=9, agency=province.agency("คลังจังหวัด"), steps=[])
        )
        session.flush()
        ensure_obligations(session, province.organization, now)
        asked = session.execute(
            select(Obligation.agency_id, Round.month).join(Round, Round.id == Obligation.round_id)
        ).all()
        assert (
            len(asked) == len(set(asked)) == 4
        )  # two agencies, October (not closed yet) and November


def test_what_left_the_group_is_not_asked_any_more_unless_somebody_began_to_answer(
    database: Database,
) -> None:
    with database.begin() as session:
        province = Province(session)
        everybody = province.group_of("ส่วนราชการทุกแห่ง", ["คลังจังหวัด", "ที่ดินจังหวัด"])
        province.measure("1.1", everybody)
        now = at(date(2026, 11, 20), 9)
        ensure_obligations(session, province.organization, now)
        everybody.members.remove(province.agency("ที่ดินจังหวัด"))
        session.flush()
        ensure_obligations(session, province.organization, now)
        assert session.scalars(select(Obligation.agency_id)).all() == [
            province.agency("คลังจังหวัด").id
        ]
