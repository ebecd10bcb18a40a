from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from models.database import Database
from models.month.holidays import WorkingDays, known_days_off, load_working_days
from models.tables.holiday import Holiday

DAYS = st.dates(date(2026, 10, 1), date(2027, 9, 30))


def test_known_days_off_are_those_of_offices() -> None:
    names = {name for _, name in known_days_off(2027)}
    assert date(2027, 4, 13) in {day for day, _ in known_days_off(2027)}
    assert not any("แรงงาน" in name or "วันเด็ก" in name for name in names)


def test_an_edited_year_is_not_filled_in_again(database: Database) -> None:
    special, cancelled = date(2027, 6, 14), date(2027, 4, 13)
    with database.begin() as session:
        assert not load_working_days(session, special, special).is_working(cancelled)
        session.execute(delete(Holiday).where(Holiday.day == cancelled))
        session.add(Holiday(day=special, name="วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"))
    with database.begin() as session:
        days = load_working_days(session, special, special)
        assert days.is_working(cancelled)
        assert not days.is_working(special)


@given(DAYS, st.integers(-30, 30), st.sets(DAYS, max_size=40))
def test_shifting_counts_working_days(day: date, count: int, days_off: set[date]) -> None:
    days = WorkingDays(days_off)
    moved = days.shift(day, count)
    if count == 0:
        assert moved == day
        return
    assert days.is_working(moved)
    first, last = sorted([day, moved])
    span = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    assert sum(days.is_working(other) for other in span if other != day) == abs(count)
