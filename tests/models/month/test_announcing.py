"""What was announced of a round moves only later, and who was on time stays on time
(docs/month.md#a-date-that-was-announced).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.announcing import (
    Told,
    announce,
    forget_told,
    is_announced,
    rounds_to_announce,
    take_untold,
    told_of,
)
from models.month.calendar import add_months, at, fiscal_year_of, local_day
from models.month.holidays import WorkingDays, load_working_days
from models.month.rounds import begin_round, ensure_round, realign_rounds, round_times
from models.tables.base import Base
from models.tables.holiday import Holiday, OrganizationHoliday
from models.tables.obligations import Report, Round
from models.tables.organization import Policy
from models.tables.people import Role
from tests.scheduler.province import Province, line_id, report

DECEMBER, SEPTEMBER = date(2026, 12, 1), date(2027, 9, 1)
DUE_ON = date(2026, 12, 30)  # the 31st and 1 January are days off
GROUP = line_id("C", "sukhothai")
edits = st.lists(
    st.one_of(
        st.tuples(st.just("day off"), st.integers(-14, 20)),
        st.tuples(st.just("own day off"), st.integers(-14, 20)),
        st.tuples(st.just("working day"), st.integers(-14, 20)),
        st.tuples(st.just("close"), st.integers(1, 10)),
        st.tuples(st.just("reminder"), st.integers(1, 28)),
        st.tuples(st.just("hour"), st.integers(8, 17)),
        st.tuples(st.just("hours pass"), st.integers(1, 72)),
        st.tuples(st.just("report"), st.integers(0, 2)),
    ),
    max_size=12,
)


@cache
def in_memory() -> Engine:
    """An empty database in memory; what a session does not commit is gone with it."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    return engine


def december(session: Session) -> tuple[Province, Round]:
    province = Province(session)
    province.measure("1", "สสจ.", "พช.", "กษ.")
    province.person("ก้อย", Role.OFFICER, "สสจ.")
    province.line_group()
    begin_round(session, province.organization, DECEMBER, at(DECEMBER))
    return province, ensure_round(session, province.organization, DECEMBER, at(DECEMBER))


def edit(session: Session, province: Province, kind: str, number: int) -> None:
    day = DUE_ON + timedelta(days=number)
    owner = province.organization
    if kind == "day off":
        session.merge(Holiday(day=day, name="พิเศษ"))
    elif kind == "own day off":
        session.merge(OrganizationHoliday(organization_id=owner.id, day=day, name="ประจำถิ่น"))
    elif kind == "working day":
        session.execute(delete(Holiday).where(Holiday.day == day))
    option = {"close": "close_working_days", "reminder": "reminder_day", "hour": "send_hour"}
    if kind in option:
        owner.settings = {**owner.settings, option[kind]: number}
    session.flush()


@settings(max_examples=60)
@given(edits, st.booleans())
def test_an_announced_round_never_moves_earlier_and_no_close_is_past(
    changes: list[tuple[str, int]], told: bool
) -> None:
    with Session(in_memory()) as session:
        province, found = december(session)
        if told:
            announce(session, found, [GROUP])
        now, agencies = at(date(2026, 12, 21), 10), ["สสจ.", "พช.", "กษ."]
        for kind, number in changes:
            before = (found.opens_at, found.due_on, found.closes_at)
            if kind == "hours pass":
                now += timedelta(hours=number)
            elif kind == "report":
                if agencies:
                    report(session, DECEMBER, "1", agencies.pop(), now)
            else:
                edit(session, province, kind, number)
            was_open = found.closes_at > now
            realign_rounds(session, now)
            after = (found.opens_at, found.due_on, found.closes_at)
            if not was_open:
                assert after == before
                continue
            assert found.closes_at > now
            if told:
                assert all(new >= old for new, old in zip(after, before, strict=True))
            if after != before:
                days = load_working_days(session, DECEMBER, DECEMBER, province.organization.id)
                assert all(
                    days.is_working(day) for day in (found.due_on, local_day(found.closes_at))
                )
            assert found.due_at == at(found.due_on, 24)
            for each in session.scalars(select(Report)):
                assert each.late == (each.first_sent_at >= found.due_at)


@given(
    st.sets(st.dates(date(2026, 11, 20), date(2027, 1, 20)), max_size=12),
    st.dates(date(2026, 12, 20), date(2027, 1, 6)),
    st.integers(1, 10),
    st.integers(8, 17),
)
def test_above_a_floor_the_moments_keep_their_order_and_working_days(
    days_off: set[date], due_on: date, close: int, hour: int
) -> None:
    days, policy = WorkingDays(days_off), Policy(close_working_days=close, send_hour=hour)
    floor = Round(
        opens_at=at(date(2026, 12, 18), 16), due_on=due_on, closes_at=at(due_on, 9 + 24 * close)
    )
    times = round_times(DECEMBER, days, policy, floor)
    moments = [
        *(times.opens_at, times.early_reminder_at, times.due_reminder_at),
        *(times.missing_list_at, times.closes_at, times.summary_at),
    ]
    assert moments == sorted(moments)
    assert times.due_reminder_at < times.due_at <= times.missing_list_at
    assert all(days.is_working(local_day(moment)) for moment in moments)
    assert times.opens_at >= floor.opens_at
    assert times.due_on >= floor.due_on
    assert times.closes_at >= floor.closes_at


def put_off(session: Session, day: date, now: datetime) -> None:
    session.add(Holiday(day=day, name="พิเศษ"))
    session.flush()
    realign_rounds(session, now)


def test_a_mistaken_day_off_removed_the_same_day_leaves_nobody_late(database: Database) -> None:
    with database.begin() as session:
        province, found = december(session)
        now = at(date(2026, 12, 28), 10)
        put_off(session, DUE_ON, now)
        assert found.due_on == date(2026, 12, 29)  # nobody was told
        late = report(session, DECEMBER, "1", "สสจ.", at(DUE_ON, 9)).report
        assert late is not None
        assert late.late
        session.delete(session.get_one(Holiday, DUE_ON))
        realign_rounds(session, at(DUE_ON, 15))
        assert found.due_on == DUE_ON
        session.refresh(late)
        assert not late.late
        assert province.organization.id == found.organization_id


def test_a_day_off_entered_on_the_eve_puts_an_announced_date_off(database: Database) -> None:
    with database.begin() as session:
        province, found = december(session)
        announce(session, found, [GROUP, line_id("U", "sukhothaiก้อย"), line_id("U", "stranger")])
        assert told_of(session, found) == Told(people=1, groups=1, messages=51)
        put_off(session, DUE_ON, at(date(2026, 12, 29), 18, 30))
        assert found.due_on == date(2027, 1, 4)
        assert found.closes_at == at(date(2027, 1, 7), 9)
        sent = report(session, DECEMBER, "1", "สสจ.", at(DUE_ON, 9)).report
        assert sent is not None
        assert not sent.late
        assert rounds_to_announce(session, at(DUE_ON, 9)) == [found]
        assert len(take_untold(session, found)) == 2
        assert take_untold(session, found) == []
        assert rounds_to_announce(session, at(DUE_ON, 9)) == []
        assert province.organization.id == found.organization_id


def test_a_shorter_close_closes_no_past_round(database: Database) -> None:
    with database.begin() as session:
        province, found = december(session)
        closes_at, now = found.closes_at, at(date(2027, 1, 5), 10)
        province.organization.settings = {"close_working_days": 1}
        realign_rounds(session, now)
        assert found.closes_at == closes_at > now


def test_an_organizations_own_day_off_moves_its_rounds_alone(database: Database) -> None:
    with database.begin() as session:
        province, found = december(session)
        other = Province(session, "tak").organization
        its = ensure_round(session, other, DECEMBER, at(DECEMBER))
        edit(session, province, "own day off", 0)
        assert realign_rounds(session, at(date(2026, 12, 2))) == 1
        assert (found.due_on, its.due_on) == (date(2026, 12, 29), DUE_ON)


def test_who_was_told_is_forgotten_some_time_after_the_close(database: Database) -> None:
    with database.begin() as session:
        _, found = december(session)
        announce(session, found, [GROUP])
        forget_told(session, found.closes_at)
        assert is_announced(session, found)
        forget_told(session, found.closes_at + timedelta(seconds=1))
        assert not is_announced(session, found)


def test_september_pushed_into_october_stays_in_its_year(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.line_group()
        found = ensure_round(session, province.organization, SEPTEMBER, at(SEPTEMBER))
        announce(session, found, [GROUP])
        put_off(session, date(2027, 9, 30), at(date(2027, 9, 29)))
        assert found.due_on == date(2027, 10, 1)
        assert found.fiscal_year == fiscal_year_of(SEPTEMBER) == 2570
        assert found.month == add_months(date(2027, 10, 1), -1)
