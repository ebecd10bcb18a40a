"""Retry keys: the calls accepted with one in the last 24 hours, so that a repetition is told so and
sends nothing.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simulator.errors import LineError

LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A call that was accepted: when, its request id, and what a repetition is answered beside the
    message.
    """

    at: datetime
    request_id: str
    answer: dict[str, Any]


class RetryKeys:
    """The keys seen on each endpoint."""

    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}

    def forget(self) -> None:
        """No call was ever accepted."""
        self._accepted.clear()

    def check(self, key: str | None, now: datetime) -> None:
        """Raise LineError: 400 for a key that is no UUID, 409 for one already accepted within 24
        hours.
        """
        if key is None:
            return
        try:
            uuid.UUID(key)
        except ValueError:
            raise LineError(400, "The retry key must be a UUID in hexadecimal notation") from None
        known = self._accepted.get(key.lower())
        if known is not None and now - known.at < LIFE:
            raise LineError(
                409,
                "The retry key is already accepted",
                headers={"x-line-accepted-request-id": known.request_id},
                **known.answer,
            )

    def accept(
        self, key: str | None, request_id: str, answer: dict[str, Any], now: datetime
    ) -> None:
        """Remember a call that took effect."""
        if key is not None:
            self._accepted[key.lower()] = Accepted(now, request_id, answer)
