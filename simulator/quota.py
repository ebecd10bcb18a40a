"""The month's paid messages, counted as LINE counts: one for each recipient, whatever a call holds;
replies are free.
"""

from collections import Counter
from datetime import date, datetime, timedelta, timezone

from simulator.errors import LineError

# LINE's statistics run on UTC+9, whatever the country (reference, "Get number of sent messages").
LINE_ZONE = timezone(timedelta(hours=9))


class Quota:
    """How many messages may be sent in a calendar month, and how many were."""

    def __init__(self, limit: int | None) -> None:
        """`limit` messages a month; None for no limit."""
        self.limit = limit
        self._used: Counter[tuple[int, int]] = Counter()
        self._sent: Counter[tuple[str, date]] = Counter()

    def forget(self) -> None:
        """Nothing sent; the limit stays."""
        self._used.clear()
        self._sent.clear()

    def used(self, now: datetime) -> int:
        """Paid messages of the month that `now` lies in."""
        return self._used[_month(now)]

    def spend(self, count: int, now: datetime) -> None:
        """Count paid messages. Raises LineError (429), counting none, when they would pass the
        limit.
        """
        if self.limit is not None and count and self.used(now) + count > self.limit:
            raise LineError(429, "You have reached your monthly limit.")
        self._used[_month(now)] += count

    def note_sent(self, kind: str, count: int, now: datetime) -> None:
        """Count messages for the statistics of a day; `kind` is reply, push, multicast or
        broadcast.
        """
        self._sent[kind, now.astimezone(LINE_ZONE).date()] += count

    def sent_on(self, kind: str, day: date, now: datetime) -> int | None:
        """Messages sent on a day of UTC+9, or None while the day is not over."""
        return self._sent[kind, day] if day < now.astimezone(LINE_ZONE).date() else None

    def state(self, now: datetime) -> dict[str, int | None]:
        """`{limit, used}` for the control API."""
        return {"limit": self.limit, "used": self.used(now)}


def _month(now: datetime) -> tuple[int, int]:
    local = now.astimezone(LINE_ZONE)
    return local.year, local.month
