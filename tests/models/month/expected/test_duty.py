from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.month.calendar import add_months, fiscal_months
from models.month.expected.duty import Duty, recurrence_months

YEAR = 2570
MONTHS = fiscal_months(YEAR)
RECURRENCES = [
    None,
    "daily",
    "weekly",
    "monthly",
    "every_2_months",
    "quarterly",
    "half_yearly",
    "yearly",
    *[f"times_per_year:{times}" for times in (1, 2, 3, 4, 5, 6, 12, 52)],
    "months:10",
    "months:1,7",
    "months:12,3,6",
]


def numbers(duty: Duty) -> list[int]:
    return [month.month for month in duty.months()]


def test_without_a_period_a_measure_runs_the_whole_fiscal_year() -> None:
    assert Duty.of(YEAR, None, None, None).months() == MONTHS


def test_a_period_that_has_ended_goes_on_asking_until_september() -> None:
    duty = Duty.of(YEAR, date(2027, 3, 1), date(2027, 4, 30), None)
    assert numbers(duty) == [3, 4, 5, 6, 7, 8, 9]
    assert not duty.is_overrun(date(2027, 4, 1))
    assert duty.is_overrun(date(2027, 5, 1))


def test_a_period_is_clipped_to_the_fiscal_year_and_one_outside_it_is_not_believed() -> None:
    assert Duty.of(YEAR, date(2026, 5, 1), date(2027, 1, 31), None).first == date(2026, 10, 1)
    assert Duty.of(YEAR, date(2024, 10, 1), date(2025, 9, 30), None).months() == MONTHS
    assert Duty.of(YEAR, date(2027, 6, 1), date(2027, 3, 1), None).months() == MONTHS


@pytest.mark.parametrize(
    ("recurrence", "asked"),
    [
        ("daily", [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("every_2_months", [11, 1, 3, 5, 7, 9]),
        ("quarterly", [12, 3, 6, 9]),
        ("half_yearly", [3, 9]),
        ("yearly", [9]),
        ("times_per_year:2", [3, 9]),
        ("times_per_year:3", [1, 5, 9]),
        ("times_per_year:4", [12, 3, 6, 9]),
        ("times_per_year:52", [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("months:10,4", [10, 4]),
    ],
)
def test_a_recurrence_asks_in_the_last_month_of_each_of_its_periods(
    recurrence: str, asked: list[int]
) -> None:
    assert numbers(Duty.of(YEAR, None, None, recurrence)) == asked


def test_a_recurrence_that_never_falls_into_or_after_its_period_is_asked_in_its_last_month() -> (
    None
):
    assert numbers(Duty.of(YEAR, date(2027, 1, 1), date(2027, 2, 28), "months:10")) == [2]


@pytest.mark.parametrize(
    "text", ["", "fortnightly", "times_per_year:0", "times_per_year:x", "months:13", "months:"]
)
def test_what_is_no_recurrence_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        recurrence_months(text)


days = st.none() | st.dates(date(2025, 1, 1), date(2028, 12, 31))


@given(days, days, st.sampled_from(RECURRENCES))
def test_every_assignment_is_asked_at_least_once_in_its_year_and_never_outside(
    start: date | None, end: date | None, recurrence: str | None
) -> None:
    duty = Duty.of(YEAR, start, end, recurrence)
    months = duty.months()
    assert months
    assert set(months) <= set(MONTHS)
    assert list(months) == sorted(months)
    assert MONTHS[0] <= duty.first <= duty.last <= MONTHS[-1]
    if recurrence is None:
        assert months == tuple(month for month in MONTHS if month >= duty.first)
    else:
        asked = {add_months(MONTHS[0], number - 1) for number in recurrence_months(recurrence)}
        assert set(months) <= asked or months == (duty.last,)
        assert {month for month in asked if duty.first <= month <= duty.last} <= set(months)
