"""The stand-in's time: it runs like any clock, from wherever it is set."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that can be set; threads may share it under the world's lock."""

    def __init__(
        self, start: datetime | None = None, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        """Start at an aware moment, or at the machine's own time; ``elapsed`` gives the seconds by
        which it runs on. Raises ValueError for a naive moment.
        """
        self._elapsed = elapsed
        self._real = elapsed()
        self._set = start if start is not None else datetime.now(UTC)
        _demand_zone(self._set)
        self.version = 0

    def now(self) -> datetime:
        """The moment, aware, in the zone the clock was set in."""
        return self._set + timedelta(seconds=self._elapsed() - self._real)

    def set(self, moment: datetime) -> None:
        """Go to an aware moment, later or earlier, and run on from there. Raises ValueError for a
        naive one.
        """
        _demand_zone(moment)
        self._set, self._real = moment, self._elapsed()
        self.version += 1

    def advance(self, seconds: float) -> None:
        """Go on (or back) by some seconds."""
        self.set(self.now() + timedelta(seconds=seconds))

    def offset_seconds(self) -> float:
        """How far this clock is ahead of the machine's."""
        return round((self.now() - datetime.now(UTC)).total_seconds(), 3)

    def milliseconds(self) -> int:
        """The moment in milliseconds since 1970."""
        return int(self.now().timestamp() * 1000)


def _demand_zone(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError(f"a clock needs a moment with a time zone, not {moment.isoformat()}")
