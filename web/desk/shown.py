"""How states are shown: a symbol and a word, never colour alone."""

from dataclasses import dataclass
from datetime import date, datetime

from messages.moments import format_moment
from models.tables.obligations import ObligationState
from thai.dates import long_month, short_month, weekday_date
from thai.labels import progress_label


@dataclass(frozen=True)
class ShownState:
    """A state's symbol, its word, and the class of its look."""

    symbol: str
    word: str
    look: str


STATES = {
    ObligationState.OWED: ShownState("○", "ยังไม่รายงาน", "owed"),
    ObligationState.SENT: ShownState("◐", "รอตรวจ", "sent"),
    ObligationState.RETURNED: ShownState("↩", "ส่งกลับแก้ไข", "returned"),
    ObligationState.ACCEPTED: ShownState("✓", "รับรองแล้ว", "accepted"),
    ObligationState.EXCUSED: ShownState("–", "ยกเว้น", "quiet"),
    ObligationState.ENDED: ShownState("■", "แล้วเสร็จก่อนหน้า", "quiet"),
    ObligationState.MISSED: ShownState("✕", "ไม่ได้รายงาน", "owed"),
}

FILTERS = {
    "progress": progress_label,
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
