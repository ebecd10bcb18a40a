from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.month.calendar import at, local
from models.month.holidays import WorkingDays
from models.month.quiet import next_allowed
from models.tables.organization import Policy

SONGKRAN = WorkingDays([date(2027, 4, 13), date(2027, 4, 14), date(2027, 4, 15)])
NO_HOLIDAYS = WorkingDays([])


def test_in_office_hours_the_moment_itself_is_allowed() -> None:
    moment = at(date(2027, 4, 9), 9) + timedelta(seconds=17)
    assert next_allowed(moment, SONGKRAN, Policy()) == moment
    assert next_allowed(at(date(2027, 4, 9), 8), SONGKRAN, Policy()) == at(date(2027, 4, 9), 8)


def test_the_evening_waits_for_the_morning() -> None:
    assert next_allowed(at(date(2027, 4, 7), 18), SONGKRAN, Policy()) == at(date(2027, 4, 8), 8)
    assert next_allowed(at(date(2027, 4, 7), 3, 30), SONGKRAN, Policy()) == at(date(2027, 4, 7), 8)


def test_holidays_and_the_weekend_beside_them_are_waited_out() -> None:
    assert next_allowed(at(date(2027, 4, 12), 18), SONGKRAN, Policy()) == at(date(2027, 4, 16), 8)
    assert next_allowed(at(date(2027, 4, 9), 20), SONGKRAN, Policy()) == at(date(2027, 4, 12), 8)


def test_quiet_hours_may_lie_within_one_day_or_be_switched_off() -> None:
    lunch = Policy(quiet_from_hour=12, quiet_until_hour=13)
    assert next_allowed(at(date(2027, 4, 7), 12, 5), NO_HOLIDAYS, lunch) == at(date(2027, 4, 7), 13)
    assert next_allowed(at(date(2027, 4, 7), 23), NO_HOLIDAYS, lunch) == at(date(2027, 4, 7), 23)
    never = Policy(quiet_from_hour=0, quiet_until_hour=0)
    assert next_allowed(at(date(2027, 4, 7), 3), NO_HOLIDAYS, never) == at(date(2027, 4, 7), 3)
    by_midnight = Policy(quiet_from_hour=24, quiet_until_hour=8)
    assert next_allowed(at(date(2027, 4, 7), 3), NO_HOLIDAYS, by_midnight) == at(
        date(2027, 4, 7), 8
    )
    assert next_allowed(at(date(2027, 4, 7), 23), NO_HOLIDAYS, by_midnight) == at(
        date(2027, 4, 7), 23
    )


@given(
    st.integers(0, 365 * 24 * 60).map(lambda minutes: at(date(2026, 10, 1), minute=minutes)),
    st.integers(0, 24),
    st.integers(0, 24),
    st.sets(st.dates(date(2026, 10, 1), date(2027, 9, 30)), max_size=30),
)
def test_what_is_allowed_is_a_working_moment_and_the_first_one(
    moment: datetime, quiet_from: int, quiet_until: int, days_off: set[date]
) -> None:
    days, policy = (
        WorkingDays(days_off),
        Policy(quiet_from_hour=quiet_from, quiet_until_hour=quiet_until),
    )
    allowed = next_allowed(moment, days, policy)
    assert allowed >= moment
    assert next_allowed(allowed, days, policy) == allowed
    assert days.is_working(local(allowed).date())
    between = moment
    while between < allowed:
        assert next_allowed(between, days, policy) == allowed
        between += timedelta(hours=1)
