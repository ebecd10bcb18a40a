"""What happened, in order: changes for the page to follow, calls received, webhooks sent."""

import itertools
import threading
import time
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from typing import Any

KEPT_CHANGES = 5_000
KEPT_CALLS = 20_000


class Journal:
    """Three logs under the world's lock; `changed` is notified with every change."""

    def __init__(self, lock: threading.RLock) -> None:
        self.changed = threading.Condition(lock)
        self.seq = 0
        self.closed = False
        self._changes: deque[dict[str, Any]] = deque(maxlen=KEPT_CHANGES)
        self._requests: deque[dict[str, Any]] = deque(maxlen=KEPT_CALLS)
        self._webhooks: deque[dict[str, Any]] = deque(maxlen=KEPT_CALLS)
        self._request_numbers = itertools.count(1)
        self._webhook_numbers = itertools.count(1)

    def change(self, kind: str, chat_id: str | None = None) -> int:
        """Note a change and wake who waits for one; returns its number."""
        self.seq += 1
        self._changes.append({"seq": self.seq, "chatId": chat_id, "kind": kind})
        self.changed.notify_all()
        return self.seq

    def changes(self, after: int, wait_seconds: float) -> list[dict[str, Any]]:
        """The changes after a number, waiting some real seconds for the first. Call with the
        world's lock held.

        Who asks for changes no longer kept is told `reset`: read everything again.
        """
        deadline = time.monotonic() + wait_seconds
        while self.seq <= after and not self.closed:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            self.changed.wait(left)
        oldest = self._changes[0]["seq"] if self._changes else self.seq + 1
        if after < oldest - 1:
            return [{"seq": self.seq, "chatId": None, "kind": "reset"}]
        return _after(self._changes, "seq", after)

    def request(
        self, at: datetime, method: str, path: str, status: int | None, **more: Any
    ) -> None:
        """Note a call; `status` None for a dropped one."""
        number = next(self._request_numbers)
        self._requests.append(
            {
                "n": number,
                "at": at.isoformat(),
                "method": method,
                "path": path,
                "status": status,
                **more,
            }
        )

    def webhook(
        self, at: datetime, status: int | None, events: list[dict[str, Any]], redelivery: bool
    ) -> None:
        """Note a webhook; `status` None for one without an answer."""
        number = next(self._webhook_numbers)
        self._webhooks.append(
            {
                "n": number,
                "at": at.isoformat(),
                "status": status,
                "events": events,
                "redelivery": redelivery,
            }
        )

    def requests(self, after: int = 0) -> list[dict[str, Any]]:
        """The calls received after a number."""
        return _after(self._requests, "n", after)

    def webhooks(self, after: int = 0) -> list[dict[str, Any]]:
        """The webhooks sent after a number."""
        return _after(self._webhooks, "n", after)

    def forget(self) -> None:
        """Drop the calls and webhooks logged; the numbers run on."""
        self._requests.clear()
        self._webhooks.clear()

    def close(self) -> None:
        """Let go of who waits."""
        self.closed = True
        self.changed.notify_all()


def _after(entries: Iterable[dict[str, Any]], key: str, number: int) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry[key] > number]
