"""Working days of Thai government offices: days off are seeded from the ``holidays`` package into a
table that people edit.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.database import insert_ignoring_duplicates
from models.tables.holiday import Holiday, HolidayYear, OrganizationHoliday

# Days that the package lists as public but on which government offices work: Labour Day is for
# banks and private firms,
# Children's Day falls on a Saturday and is no day off.
_NOT_FOR_OFFICES = ("Labor Day", "Labour Day", "วันแรงงาน", "Children", "วันเด็ก")


class WorkingDays:
    """The arithmetic of working days: Monday to Friday without the given days off."""

    def __init__(self, days_off: Iterable[date]) -> None:
        self._days_off = frozenset(days_off)

    def is_working(self, day: date) -> bool:
        """Return whether government offices work on that day."""
        return day.weekday() < 5 and day not in self._days_off

    def on_or_before(self, day: date) -> date:
        """Return that day if it is a working day, else the last one before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        """Return that day if it is a working day, else the next one after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def shift(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after (negative: before) a day."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day


@lru_cache(maxsize=64)
def known_days_off(year: int) -> tuple[tuple[date, str], ...]:
    """Return the days off the ``holidays`` package knows for a Gregorian year, as (day, Thai
    name).
    """
    from holidays.countries import (
        Thailand,
    )  # imported late: it costs 0.14 s that a webhook process need not pay

    found = Thailand(years=year, categories=("public", "government"), language="th")
    return tuple(
        sorted(
            (day, name)
            for day, name in found.items()
            if not any(w in name for w in _NOT_FOR_OFFICES)
        )
    )


class Calendars:
    """The working days of every organization over a stretch of time: the days off of the whole
    country and its own.
    """

    def __init__(self, national: Iterable[date], own: Iterable[Row[int, date]]) -> None:
        self._national = frozenset(national)
        self._own: dict[int, set[date]] = {}
        for organization_id, day in own:
            self._own.setdefault(organization_id, set()).add(day)

    def of(self, organization_id: int | None) -> WorkingDays:
        """Return the working days of an organization; None: of no one in particular."""
        return WorkingDays(self._national.union(self._own.get(organization_id or 0, ())))


def seed_holidays(session: Session, years: Iterable[int]) -> None:
    """Fill in the days off of years that were not seeded yet; what people edited stays."""
    done = set(session.scalars(select(HolidayYear.year)))
    for year in sorted(set(years) - done):
        known = known_days_off(year)
        rows = [{"day": day, "name": name} for day, name in known]
        if rows:
            session.execute(insert_ignoring_duplicates(session, Holiday), rows)
        said = {day.isoformat(): name for day, name in known}
        session.execute(
            insert_ignoring_duplicates(session, HolidayYear), [{"year": year, "package": said}]
        )


def load_calendars(session: Session, first: date, last: date) -> Calendars:
    """Return everybody's working days around a stretch of time (both days inclusive, with a margin
    of two months).
    """
    margin = timedelta(days=62)
    begin, end = first - margin, last + margin
    seed_holidays(session, range(begin.year, end.year + 1))
    own = select(OrganizationHoliday.organization_id, OrganizationHoliday.day)
    return Calendars(
        session.scalars(select(Holiday.day).where(Holiday.day.between(begin, end))),
        session.execute(own.where(OrganizationHoliday.day.between(begin, end))).all(),
    )


def load_working_days(
    session: Session, first: date, last: date, organization_id: int | None = None
) -> WorkingDays:
    """Return the working days of an organization, or of the country, around a stretch of time (as
    ``load_calendars``).
    """
    return load_calendars(session, first, last).of(organization_id)
