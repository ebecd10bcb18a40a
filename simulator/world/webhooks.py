"""Posting webhooks: signed, in the order of each chat, again when they fail and redelivery
is on.
"""

import base64
import hashlib
import hmac
import http.client
import json
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

POSTERS = 16


@dataclass(frozen=True)
class Envelope:
    """One webhook body on its way: its chat (or None for a mixed one), events, and whether it is a
    redelivery.
    """

    chat_id: str | None
    events: list[dict[str, Any]]
    redelivery: bool = False
    bad_signature: bool = False
    attempt: int = 0


def sign(secret: str, body: bytes) -> str:
    """LINE's `x-line-signature` of a body: base64 of HMAC-SHA256 keyed with the channel secret."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def post(
    url: str, secret: str, destination: str, envelope: Envelope, seconds: float | None
) -> int | None:
    """Post one body and return the status answered; None for no answer within so many real seconds
    (None: wait as long as it takes).
    """
    body = json.dumps(
        {"destination": destination, "events": envelope.events},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    signature = sign(secret + "x" if envelope.bad_signature else secret, body)
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "LineBotWebhook/2.0",
        "x-line-signature": signature,
        "Connection": "close",
    }
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, headers)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


class Poster:
    """Threads that take each chat's webhooks one after the other, and different chats' side by
    side.
    """

    def __init__(self, deliver: Callable[[Envelope], int | None]) -> None:
        """`deliver` posts one envelope and returns the status, or None; it is called on a thread of
        the pool.
        """
        self._deliver = deliver
        self._pool = ThreadPoolExecutor(POSTERS, thread_name_prefix="webhook")
        self._lock = threading.Lock()
        self._waiting: dict[str | None, deque[tuple[Envelope, Future[int | None]]]] = defaultdict(
            deque
        )
        self._timers: set[threading.Timer] = set()
        self._closed = False

    def send(self, envelope: Envelope) -> Future[int | None]:
        """Queue an envelope behind the others of its chat; the future holds the status answered."""
        answered: Future[int | None] = Future()
        with self._lock:
            if self._closed:
                answered.set_result(None)
                return answered
            queue = self._waiting[envelope.chat_id]
            queue.append((envelope, answered))
            if len(queue) == 1:
                self._pool.submit(self._drain, envelope.chat_id)
        return answered

    def send_later(self, seconds: float, envelope: Envelope) -> None:
        """Queue an envelope after some real seconds."""

        def due() -> None:
            self._timers.discard(timer)
            self.send(envelope)

        timer = threading.Timer(seconds, due)
        timer.daemon = True
        with self._lock:
            if self._closed:
                return
            self._timers.add(timer)
        timer.start()

    def close(self) -> None:
        """Finish what is being posted and take no more."""
        with self._lock:
            self._closed = True
            timers = list(self._timers)
        for timer in timers:
            timer.cancel()
        self._pool.shutdown(wait=True)

    def _drain(self, chat_id: str | None) -> None:
        """Post a chat's queue until it is empty; the head stays in it while it is posted, so nobody
        else starts.
        """
        while True:
            with self._lock:
                envelope, answered = self._waiting[chat_id][0]
            try:
                answered.set_result(self._deliver(envelope))
            except Exception as error:  # noqa: BLE001 a bug must reach the waiting caller, not end the chat's queue
                answered.set_exception(error)
            with self._lock:
                queue = self._waiting[chat_id]
                queue.popleft()
                if not queue:
                    del self._waiting[chat_id]
                    return
