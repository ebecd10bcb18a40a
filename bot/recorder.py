"""Recording what became of deliveries, many in one transaction when there are many.

A record that is lost to a kill does no harm: the row's lease runs out, a reply begun is not begun again, a push is repeated under its
retry key. So records may wait a moment for company; ``flush`` writes at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import Table, update

from bot.log import bug
from models.database import Database
from models.outbox import Delivery

COMPANY_SECONDS = 0.02
_TABLE = cast(Table, Delivery.__table__)


class Recorder:
    """Writes records at once, until ``start`` gives it a thread to gather them."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database
        self._waiting: list[tuple[int, dict[str, Any]]] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._something = threading.Event()
        self._stopping = False

    def start(self) -> None:
        """Gather records from now on."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._gather, name="recorder", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Write what waits and go back to writing at once."""
        thread, self._thread = self._thread, None
        self._stopping = True
        self._something.set()
        if thread is not None:
            thread.join(timeout=30)
        self._stopping = False
        self.flush()

    def record(self, delivery_id: int, values: dict[str, Any]) -> None:
        """Store what became of a delivery, soon."""
        with self._lock:
            self._waiting.append((delivery_id, values))
        if self._thread is None:
            self.flush()
        else:
            self._something.set()

    def flush(self) -> None:
        """Write everything that waits, now; when it returns, what was recorded before is in the database."""
        with self._writing:
            with self._lock:
                waiting, self._waiting = self._waiting, []
            if not waiting:
                return
            try:
                with self._database().connect() as connection:
                    for delivery_id, values in waiting:
                        connection.execute(update(_TABLE).where(_TABLE.c.id == delivery_id).values(values))
            except BaseException:
                with self._lock:
                    self._waiting[:0] = waiting
                raise

    def _gather(self) -> None:
        while not self._stopping:
            self._something.wait()
            self._something.clear()
            if not self._stopping:
                threading.Event().wait(COMPANY_SECONDS)
            try:
                self.flush()
            except Exception:  # noqa: BLE001 - the edge of a thread; what was not written waits for the next flush
                bug("record.failed")
