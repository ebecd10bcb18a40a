"""How often LINE lets each endpoint be called: token buckets by channel and endpoint, on the
machine's own time.

Source: "Rate limits" and "How rate limits work" in LINE's Messaging API reference. A bucket holds a
period's calls and refills evenly, so 60 an hour gives one back each minute.
"""

import time
from dataclasses import dataclass

from simulator.errors import LineError

MAX_BODY_BYTES = 2_000_000  # status 413, "Request exceeds the max size of 2MB"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in so many seconds."""

    calls: int
    seconds: float


USUAL = Rate(2000, 1)
PER_SECOND_370 = Rate(370, 1)
PER_SECOND_200 = Rate(200, 1)
PER_SECOND_100 = Rate(100, 1)
PER_SECOND_10 = Rate(10, 1)
PER_MINUTE_1000 = Rate(1000, 60)
PER_HOUR_100 = Rate(100, 3600)
PER_HOUR_60 = Rate(60, 3600)


class RateLimits:
    """What is left in each endpoint's bucket, and when that was."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, endpoint: str, rate: Rate, now: float | None = None) -> None:
        """Take one call from an endpoint's bucket. `now` is in seconds of any even clock.

        Raises LineError (429) when the bucket is empty.
        """
        now = time.monotonic() if now is None else now
        left, at = self._left.get(endpoint, (float(rate.calls), now))
        left = min(float(rate.calls), left + (now - at) * rate.calls / rate.seconds)
        if left < 1:
            self._left[endpoint] = (left, now)
            raise LineError(429, "The API rate limit has been exceeded. Try again later.")
        self._left[endpoint] = (left - 1, now)
