"""Bangkok time, months and the Thai fiscal year.

The only module that knows the time zone. Moments are aware UTC everywhere else; a ``date`` is
always a day in Bangkok, a month is the ``date`` of its first day, and a fiscal year is its
Buddhist-era number: 2570 runs from 1 October 2026 to 30 September 2027.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from thai.dates import BUDDHIST_OFFSET

BANGKOK = ZoneInfo("Asia/Bangkok")


def local(moment: datetime) -> datetime:
    """Return an aware moment as Bangkok time; a naive one is a programming error (ValueError)."""
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return moment.astimezone(BANGKOK)


def local_day(moment: datetime) -> date:
    """Return the Bangkok day on which a moment falls."""
    return local(moment).date()


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC moment of a Bangkok day and hour (0 to 24; 24 is the next midnight)."""
    moment = datetime.combine(day, time(0), tzinfo=BANGKOK) + timedelta(hours=hour, minutes=minute)
    return moment.astimezone(UTC)


def month_of(day: date) -> date:
    """Return the month a day lies in, as the date of its first day."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Return the last day of the month a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(month: date, count: int) -> date:
    """Return the first day of the month ``count`` months after (or before) the month of
    ``month``.
    """
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def fiscal_year_of(day: date) -> int:
    """Return the Buddhist-era fiscal year a day lies in (October begins the next one)."""
    return day.year + BUDDHIST_OFFSET + (1 if day.month >= 10 else 0)


def fiscal_start(fiscal_year: int) -> date:
    """Return 1 October, the first day of a Buddhist-era fiscal year."""
    return date(fiscal_year - BUDDHIST_OFFSET - 1, 10, 1)


def fiscal_end(fiscal_year: int) -> date:
    """Return 30 September, the last day of a Buddhist-era fiscal year."""
    return date(fiscal_year - BUDDHIST_OFFSET, 9, 30)


def fiscal_months(fiscal_year: int) -> tuple[date, ...]:
    """Return the twelve months of a fiscal year, October first."""
    return tuple(add_months(fiscal_start(fiscal_year), index) for index in range(12))


def fiscal_month_number(month: date) -> int:
    """Return 1 for October to 12 for September."""
    return (month.month - 10) % 12 + 1
