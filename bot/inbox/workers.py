"""The threads of a web process that handle what came in: at once and in batches, and a sweep for
what was left over.
"""

import threading
from collections import deque
from collections.abc import Callable, Container, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from bot.inbox.awaiting import claim_awaited, fetch_one
from bot.inbox.erasing import erase_files
from bot.inbox.handling import TakenEvent, finish, handle_batch, leftovers
from bot.log import exception
from bot.outbox.delivery import drain
from bot.program import Program

POOL = 32
FETCHING = 64
"""Threads that wait for files, and for what nobody waits for; none of them sends an answer."""
_AWAITED_AT_ONCE = 16
LARGEST_BATCH = 64
"""Conversations handled in one transaction: more would save little, and keep those waiting who need
the database too.
"""
_ACKNOWLEDGING_SECONDS = 0.1
"""For which webhooks go before the next batch: where they come without end, half of the time."""
SWEEP_SECONDS = 2.0
_LONGEST_QUEUE = 5000
# After which a conversation is looked at again that another process was handling.
_HELD_SECONDS = 0.02
# What is younger waits in the queue of the process that stored it.
_LEFT_OVER = timedelta(seconds=5)


class Workers:
    """Started after the fork, by the first event or by the server's hook; stopped with the process.

    The dispatcher, one thread, handles what waits in the queue, as much as there is, as one batch.
    A pool sends the answers; another one fetches what must be fetched first, so that no file of
    one person keeps the answers of others waiting. A conversation is in
    one place at a time (``_running``), from the queue until its answer was sent, so that its
    answers leave in order.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._changed = threading.Condition()
        self._pool: ThreadPoolExecutor | None = None
        self._fetching = ThreadPoolExecutor(FETCHING, thread_name_prefix="fetching")
        self._fetched: list[Future[None]] = []
        self._erased: Future[None] | None = None
        self._queue: deque[int] = deque()
        self._running: set[int] = set()
        self._again: set[int] = set()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the threads; a second call does nothing."""
        if self._pool is not None:
            return
        with self._changed:
            if self._pool is None and not self._stopping.is_set():
                _ = self._program.database  # opened here once, not by several threads at once
                self._program.recorder.start()
                self._pool = pool = ThreadPoolExecutor(POOL, thread_name_prefix="inbox")
                self._threads = [
                    threading.Thread(
                        target=self._dispatch, args=(pool,), name="inbox-dispatcher", daemon=True
                    ),
                    threading.Thread(target=self._sweep, name="sweeper", daemon=True),
                ]
                for thread in self._threads:
                    thread.start()

    def handle_soon(self, conversation_id: int) -> None:
        """Have a conversation handled. What does not fit into the queue stays in the inbox, and the
        sweep finds it.
        """
        self.start()
        with self._changed:
            if self._pool is None:
                return
            if conversation_id in self._running:
                self._again.add(conversation_id)
            elif len(self._running) < _LONGEST_QUEUE:
                self._running.add(conversation_id)
                self._queue.append(conversation_id)
                self._changed.notify()

    def stop(self) -> None:
        """Finish the work in progress, start nothing new."""
        with self._changed:
            self._stopping.set()
            pool, self._pool = self._pool, None
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=30)
        if pool is not None:
            pool.shutdown(wait=True)
            self._fetching.shutdown(wait=True, cancel_futures=True)
        self._program.recorder.stop()

    def _dispatch(self, pool: ThreadPoolExecutor) -> None:
        """Handle what waits in the queue, until the process stops; the pool finishes what was
        taken.
        """
        while conversations := self._next():
            try:
                batch = handle_batch(self._program, conversations)
            except Exception:  # noqa: BLE001 - the edge of a thread
                exception("inbox.failed", conversations=conversations)
                self._done(conversations)
                continue
            for conversation_id, taken in batch.taken.items():
                chosen = pool if taken.leased_until is None else self._fetching
                chosen.submit(self._finish, conversation_id, taken)
            self._done(
                [each for each in conversations if each not in batch.taken], again=batch.held
            )
            if batch.held and not batch.taken:
                threading.Event().wait(_HELD_SECONDS)

    def _next(self) -> list[int]:
        """Wait for conversations to handle and return some, those that wait longest; none when the
        process stops and none is left. Webhooks that are being taken go first.
        """
        with self._changed:
            while not self._queue and not self._stopping.is_set():
                self._changed.wait()
        self._program.arriving.let_pass(_ACKNOWLEDGING_SECONDS)
        with self._changed:
            return [self._queue.popleft() for _ in range(min(LARGEST_BATCH, len(self._queue)))]

    def _finish(self, conversation_id: int, taken: TakenEvent) -> None:
        more = taken.more
        try:
            more = finish(self._program, taken, self._later)
        except Exception:  # noqa: BLE001 - the edge of a thread
            exception("inbox.failed", conversation=conversation_id)
        self._done([conversation_id], again={conversation_id} if more else ())

    def _done(self, conversations: Iterable[int], *, again: Container[int] = ()) -> None:
        """Let go of conversations, or take them up again: those of ``again``, and those in which
        something came in meanwhile.
        """
        with self._changed:
            for conversation_id in conversations:
                if (
                    conversation_id in again or conversation_id in self._again
                ) and not self._stopping.is_set():
                    self._queue.append(conversation_id)
                    self._changed.notify()
                else:
                    self._running.discard(conversation_id)
                self._again.discard(conversation_id)

    def _later(self, work: Callable[[], object]) -> Future[None]:
        return self._fetching.submit(_logged, work)

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_SECONDS):
            for name, part in (
                ("inbox", self._take_leftovers),
                ("outbox", self._drain),
                ("files", self._look_after_files),
            ):
                try:
                    part()
                except Exception:  # noqa: BLE001 - the edge of a thread
                    exception("sweep.failed", part=name)

    def _take_leftovers(self) -> None:
        # Through the pool: a conversation that one of its threads is busy with must not be answered
        # out of order.
        for conversation_id in leftovers(self._program, waiting_for=_LEFT_OVER):
            if conversation_id not in self._running:
                self.handle_soon(conversation_id)

    def _drain(self) -> None:
        drain(self._program)

    def _look_after_files(self) -> None:
        """Fetch what is awaited and erase what is to be erased, on threads of which each is busy
        with few: a disk or a LINE that hangs must not keep this one, nor all the others.
        """
        self._fetched = [each for each in self._fetched if not each.done()]
        for evidence_id in claim_awaited(self._program, _AWAITED_AT_ONCE - len(self._fetched)):
            self._fetched.append(self._later(partial(fetch_one, self._program, evidence_id)))
        if self._erased is None or self._erased.done():
            self._erased = self._later(partial(erase_files, self._program))


def _logged(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:  # noqa: BLE001 - the edge of a thread
        exception("later.failed")
