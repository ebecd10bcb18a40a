"""Channel access tokens: issued, checked, dying on time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from simulator.world.identifiers import opaque_token

STATELESS_LIFE = timedelta(minutes=15)
SHORT_LIFE = timedelta(days=30)
MAX_SHORT = 30
LONG_LIVED_SECONDS = 3_138_007_490  # what LINE answers for a token that does not end


class Tokens:
    """The tokens of one channel. The moments given are the simulator's own."""

    def __init__(self, now: Callable[[], datetime], long_lived: str | None) -> None:
        self._now = now
        self.long_lived = long_lived
        self._ends: dict[str, datetime] = {}
        self._short: list[str] = []

    def issue_stateless(self) -> str:
        """A token for 15 minutes that cannot be revoked; any number may live."""
        now = self._now()
        self._ends = {token: ends for token, ends in self._ends.items() if ends > now}
        token = opaque_token(48)
        self._ends[token] = now + STATELESS_LIFE
        return token

    def issue_short_lived(self) -> str:
        """A token for 30 days; the thirty-first ends the oldest."""
        token = opaque_token(48)
        self._ends[token] = self._now() + SHORT_LIFE
        self._short.append(token)
        if len(self._short) > MAX_SHORT:
            self._ends.pop(self._short.pop(0), None)
        return token

    def seconds_left(self, token: str) -> int | None:
        """How long a token still lives, in seconds; None for an unknown or dead one."""
        if self.long_lived is not None and token == self.long_lived:
            return LONG_LIVED_SECONDS
        ends = self._ends.get(token)
        if ends is None:
            return None
        left = int((ends - self._now()).total_seconds())
        return left if left > 0 else None

    def revoke(self, token: str) -> None:
        """End a short-lived or the long-lived token; a stateless one lives on, as at LINE."""
        if token == self.long_lived:
            self.long_lived = None
        elif token in self._short:
            self._short.remove(token)
            self._ends.pop(token, None)
