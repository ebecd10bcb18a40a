"""Webhooks that are being taken at this moment: events are handled once these are acknowledged.

LINE waits for its answer at most two seconds, and people for theirs longer. What handles events
holds the database's turn to write, and the interpreter, for as long as a batch takes; a webhook
that came a moment before it would wait for all of it. And what is stored first is handled with the
rest: a large batch costs each event much less than a small one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Arriving:
    """How many webhooks a process is taking."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a webhook from its first moment to its answer."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                if not self._count:
                    self._changed.notify_all()

    def let_pass(self, seconds: float) -> None:
        """Wait until no webhook is being taken, but no longer than some seconds: while they come
        without end, what was stored is handled too.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._count, seconds)
