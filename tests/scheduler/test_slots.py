from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.month.calendar import at, fiscal_months, local, local_day
from models.month.holidays import WorkingDays
from models.month.rounds import round_times
from models.tables.organization import Policy
from scheduler.slots import Job, Slot, SlotVerdict, judge, month_slots, months_in_view, slots_by

NO_HOLIDAYS = WorkingDays([])
POLICY = Policy()
NOVEMBER = date(2026, 11, 1)
ENTERED = at(date(2026, 10, 1))


def slots(month: date = NOVEMBER) -> dict[Job, Slot]:
    return {slot.job: slot for slot in month_slots(round_times(month, NO_HOLIDAYS, POLICY))}


def test_each_job_names_how_late_it_is_welcome() -> None:
    welcome = {job: slot.welcome_until for job, slot in slots().items()}
    assert welcome[Job.OPEN_REMINDER] == slots()[Job.EARLY_REMINDER].due_at
    assert welcome[Job.EARLY_REMINDER] == slots()[Job.DUE_REMINDER].due_at
    assert welcome[Job.DUE_REMINDER] == at(date(2026, 12, 1))
    assert welcome[Job.MISSING_LIST] == slots()[Job.SUMMARY].due_at
    assert welcome[Job.SUMMARY] == at(date(2026, 12, 10), 9)


def test_the_summary_may_come_working_days_after_the_close() -> None:
    times = round_times(NOVEMBER, NO_HOLIDAYS, Policy(summary_working_days=3))
    later = {slot.job: slot for slot in month_slots(times)}
    assert times.closes_at == at(date(2026, 12, 3), 9)  # a Thursday
    assert later[Job.SUMMARY].due_at == at(date(2026, 12, 8), 9)
    assert later[Job.SUMMARY].welcome_until == at(date(2026, 12, 15), 9)
    assert later[Job.MISSING_LIST] == slots()[Job.MISSING_LIST]


def test_a_slot_runs_from_its_moment_until_it_is_not_welcome_any_more() -> None:
    reminder = slots()[Job.DUE_REMINDER]
    assert judge(reminder, at(date(2026, 11, 30), 8, 59), NO_HOLIDAYS, POLICY) is SlotVerdict.LATER
    assert judge(reminder, at(date(2026, 11, 30), 9), NO_HOLIDAYS, POLICY) is SlotVerdict.RUN
    assert judge(reminder, at(date(2026, 11, 30), 17, 59), NO_HOLIDAYS, POLICY) is SlotVerdict.RUN
    assert judge(reminder, at(date(2026, 11, 30), 18), NO_HOLIDAYS, POLICY) is SlotVerdict.LATER
    assert judge(reminder, at(date(2026, 12, 1)), NO_HOLIDAYS, POLICY) is SlotVerdict.SKIP


def test_in_quiet_time_and_on_days_off_a_slot_waits_but_a_round_begins() -> None:
    opening = slots()[Job.OPEN_REMINDER]  # Friday the 20th
    assert judge(opening, at(date(2026, 11, 21), 10), NO_HOLIDAYS, POLICY) is SlotVerdict.LATER
    assert judge(opening, at(date(2026, 11, 23), 7, 59), NO_HOLIDAYS, POLICY) is SlotVerdict.LATER
    assert judge(opening, at(date(2026, 11, 23), 8), NO_HOLIDAYS, POLICY) is SlotVerdict.RUN
    assert (
        judge(slots()[Job.BEGIN_ROUND], at(NOVEMBER), NO_HOLIDAYS, POLICY) is SlotVerdict.RUN
    )  # a Sunday, midnight


def test_slots_are_named_by_month_so_that_a_moved_due_date_repeats_nothing() -> None:
    moved = month_slots(round_times(NOVEMBER, WorkingDays([date(2026, 11, 30)]), POLICY))
    assert [slot.key for slot in moved] == ["2026-11"] * 6
    assert {(slot.job, slot.key) for slot in moved} == {
        (slot.job, slot.key) for slot in slots().values()
    }


def test_only_the_months_since_the_organization_was_entered_are_looked_at() -> None:
    assert months_in_view(at(date(2027, 1, 15)), ENTERED)[0] == date(2026, 10, 1)
    assert months_in_view(at(date(2026, 10, 15)), at(date(2025, 1, 1)))[0] == date(2026, 8, 1)
    assert months_in_view(at(date(2027, 1, 15)), at(date(2027, 1, 10))) == [
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert months_in_view(at(date(2027, 1, 15)), at(date(2028, 1, 1))) == [
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]


@given(
    st.integers(0, 364 * 24 * 60).map(lambda minutes: at(date(2026, 10, 1), minute=minutes)),
    st.sets(st.dates(date(2026, 9, 1), date(2027, 10, 31)), max_size=40),
    st.builds(
        Policy,
        reminder_day=st.integers(1, 28),
        send_hour=st.integers(0, 23),
        quiet_from_hour=st.integers(12, 24),
        quiet_until_hour=st.integers(0, 11),
    ),
)
def test_nothing_is_pushed_in_quiet_time_or_too_late(
    now: datetime, days_off: set[date], policy: Policy
) -> None:
    days = WorkingDays(days_off)
    for slot in slots_by(now, ENTERED, days, policy):
        verdict = judge(slot, now, days, policy)
        assert verdict is not SlotVerdict.RUN or slot.due_at <= now < slot.welcome_until
        if verdict is SlotVerdict.RUN and slot.job is not Job.BEGIN_ROUND:
            assert days.is_working(local_day(now))
            assert policy.quiet_until_hour <= local(now).hour < policy.quiet_from_hour
        assert verdict is not SlotVerdict.SKIP or now >= slot.welcome_until


def test_at_the_default_hour_every_slot_of_a_year_can_run_when_it_is_due() -> None:
    days = NO_HOLIDAYS
    for month in fiscal_months(2570):
        for slot in month_slots(round_times(month, days, POLICY)):
            assert judge(slot, slot.due_at, days, POLICY) is SlotVerdict.RUN
            assert (
                judge(slot, slot.due_at - timedelta(seconds=1), days, POLICY) is SlotVerdict.LATER
            )
