"""Recording the outcomes of deliveries, write-behind: in batches, many in one transaction.

A record that is lost to a kill does no harm: the row's lease runs out, a reply begun is not begun
again, a push is repeated under its retry key. So records may be delayed for a moment to be written
as one batch; ``flush`` writes at once.
"""

import threading
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, Update, bindparam, update
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from bot.log import exception
from models.database import Database
from models.tables.outbox import Delivery, DeliveryState

BATCH_SECONDS = 0.02
_TRY_AGAIN_SECONDS = 5.0
_Record = tuple[int, dict[str, Any]]
_TABLE = cast(Table, Delivery.__table__)


class Recorder:
    """Writes records at once, until ``start`` gives it a thread to batch them."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database
        self._waiting: list[_Record] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._recorded = threading.Event()
        self._stopping = False

    def start(self) -> None:
        """Batch records from now on."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_behind, name="recorder", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Write what waits and go back to writing at once."""
        thread, self._thread = self._thread, None
        self._stopping = True
        self._recorded.set()
        if thread is not None:
            thread.join(timeout=30)
        self._stopping = False
        self._try_flush()

    def record(self, delivery_id: int, values: dict[str, Any]) -> None:
        """Store the outcome of an attempt to send a delivery, soon."""
        with self._lock:
            self._waiting.append((delivery_id, values))
        if self._thread is None:
            self.flush()
        else:
            self._recorded.set()

    def flush(self) -> None:
        """Write everything that waits, now; when it returns, what was recorded before is in the
        database.

        While the database is away records wait for the next flush; one that it will never take is
        dropped.
        """
        with self._writing:
            with self._lock:
                waiting, self._waiting = self._waiting, []
            if not waiting:
                return
            try:
                self._write(waiting)
            except (OperationalError, InterfaceError):
                self._keep(waiting)
                raise
            except SQLAlchemyError:
                self._write_one_by_one(waiting)
            except BaseException:
                self._keep(waiting)
                raise

    def _write(self, records: list[_Record]) -> None:
        alike: dict[tuple[bool, tuple[str, ...]], list[dict[str, Any]]] = {}
        for delivery_id, values in records:
            is_sent = values.get("state") is DeliveryState.SENT
            alike.setdefault((is_sent, tuple(values)), []).append(
                {"delivery": delivery_id, **values}
            )
        with self._database().connect() as connection:
            for (is_sent, columns), rows in alike.items():
                connection.execute(_update(columns, is_sent=is_sent), rows)

    def _write_one_by_one(self, records: list[_Record]) -> None:
        for record in records:
            try:
                self._write([record])
            except (OperationalError, InterfaceError):
                self._keep([record])
            except SQLAlchemyError:
                exception("record.dropped", delivery=record[0])

    def _keep(self, records: list[_Record]) -> None:
        with self._lock:
            self._waiting[:0] = records

    def _try_flush(self) -> None:
        try:
            self.flush()
        except Exception:  # noqa: BLE001 - the edge of a thread; what was not written waits for the next flush
            exception("record.failed")

    def _write_behind(self) -> None:
        while not self._stopping:
            # The time-out is for what could not be written: the database may be back.
            self._recorded.wait(_TRY_AGAIN_SECONDS)
            if self._recorded.is_set():
                self._recorded.clear()
                if not self._stopping:
                    threading.Event().wait(BATCH_SECONDS)
            self._try_flush()


@cache
def _update(columns: tuple[str, ...], *, is_sent: bool) -> Update:
    """The statement that records some columns; built once for each of the few kinds of record there
    are.
    """
    statement = (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("delivery"))
        .values({column: bindparam(column) for column in columns})
    )
    if not is_sent:
        # A record that comes late (its lease had run out) must not undo a later one.
        statement = statement.where(_TABLE.c.state == DeliveryState.WAITING)
    return statement
