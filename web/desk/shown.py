"""How dates and kinds are written in templates, and months in addresses."""

from datetime import date, datetime

from messages.moments import format_moment
from thai.dates import long_date, long_month, short_month, weekday_date
from thai.labels import progress_label

FILTERS = {
    "progress": progress_label,
    "long_day": long_date,
    "long_month": long_month,
    "short_month": short_month,
    "weekday": weekday_date,
    "moment": format_moment,
}
"""Words of dates and kinds, for templates."""


def month_address(month: date) -> str:
    """Return a month as addresses carry it: ``2026-11``."""
    return f"{month:%Y-%m}"


def month_of_address(text: str) -> date | None:
    """Read a month of an address; None when it is none."""
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a month has no zone
    except ValueError:
        return None
