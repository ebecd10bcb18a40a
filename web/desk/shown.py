"""How dates and kinds are written in templates, and months in addresses."""

from datetime import date, datetime

from sqlalchemy.orm import joinedload, selectinload

from messages.moments import format_moment
from models.month.calendar import local_day
from models.tables.obligations import Obligation, Report, Review, Revision
from models.tables.plan import Assignment
from thai.dates import long_date, long_month, short_date, short_month, weekday_date
from thai.labels import progress_label, role_label


def file_size(size: int) -> str:
    """Return how large a file is: "12 kB", "3.4 MB", "80.0 GB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    if size < 1_000_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{size / 1_000_000_000:.1f} GB"


FILTERS = {
    "progress": progress_label,
    "long_day": long_date,
    "long_month": long_month,
    "short_month": short_month,
    "weekday": weekday_date,
    "moment": format_moment,
    "role": role_label,
    "short_date": short_date,
    "short_day": lambda moment: short_date(local_day(moment)),
    "size": file_size,
    "day": lambda moment: weekday_date(local_day(moment)),
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


AS_SHOWN = (
    joinedload(Obligation.agency),
    joinedload(Obligation.round),
    joinedload(Obligation.assignment).joinedload(Assignment.measure),
    joinedload(Obligation.report)
    .selectinload(Report.revisions)
    .options(
        selectinload(Revision.evidence),
        joinedload(Revision.sent_by),
        joinedload(Revision.review).joinedload(Review.decided_by),
    ),
)
"""Loads an obligation with all that a page shows of its report."""
