"""The threads of a web process that handle what came in: a bounded pool at once, and a sweep for what was left over."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.delivery import drain
from bot.inbox import handle_conversation, leftovers
from bot.log import bug
from bot.program import Program

POOL = 32
SWEEP_SECONDS = 2.0
_LONGEST_QUEUE = 5000
_LEFT_OVER = timedelta(seconds=5)  # what is younger waits in the queue of the process that stored it


class Workers:
    """Started after the fork, by the first event or by the server's hook; stopped with the process.

    A conversation is handled by one thread of the process at a time, so that its answers leave in order.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._running: set[int] = set()
        self._again: set[int] = set()
        self._stopping = threading.Event()
        self._sweeper: threading.Thread | None = None

    def start(self) -> None:
        """Start the threads; a second call does nothing."""
        if self._pool is not None:
            return
        with self._lock:
            if self._pool is None and not self._stopping.is_set():
                _ = self._program.database  # opened here once, not by several threads at once
                self._program.recorder.start()
                self._sweeper = threading.Thread(target=self._sweep, name="sweeper", daemon=True)
                self._sweeper.start()
                self._pool = ThreadPoolExecutor(POOL, thread_name_prefix="inbox")

    def handle_soon(self, conversation_id: int) -> None:
        """Have a conversation handled on the pool. What does not fit stays in the inbox, and the sweep finds it."""
        self.start()
        with self._lock:
            if self._pool is None:
                return
            if conversation_id in self._running:
                self._again.add(conversation_id)
            elif len(self._running) < _LONGEST_QUEUE:
                self._pool.submit(self._handle, conversation_id)
                self._running.add(conversation_id)

    def stop(self) -> None:
        """Finish what was begun, start nothing new."""
        self._stopping.set()
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
        if self._sweeper is not None:
            self._sweeper.join(timeout=30)
        self._program.recorder.stop()

    def _handle(self, conversation_id: int) -> None:
        while True:
            try:
                handle_conversation(self._program, conversation_id)
            except Exception:  # noqa: BLE001 - the edge of a thread
                bug("inbox.failed", conversation=conversation_id)
            with self._lock:
                if conversation_id not in self._again or self._stopping.is_set():
                    self._running.discard(conversation_id)
                    self._again.discard(conversation_id)
                    return
                self._again.discard(conversation_id)

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_SECONDS):
            for name, part in (("inbox", self._take_leftovers), ("outbox", self._drain)):
                try:
                    part()
                except Exception:  # noqa: BLE001 - the edge of a thread
                    bug("sweep.failed", part=name)

    def _take_leftovers(self) -> None:
        # Through the pool: a conversation that one of its threads is busy with must not be answered out of order.
        for conversation_id in leftovers(self._program, waiting_for=_LEFT_OVER):
            if conversation_id not in self._running:
                self.handle_soon(conversation_id)

    def _drain(self) -> None:
        drain(self._program)
