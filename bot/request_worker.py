"""gunicorn's threaded worker, with a pace at which every request must come in.

gunicorn gives a connection a thread at its first byte, and the thread waits for the rest as long as
the client likes: as many slow clients as there are threads stop LINE's webhook. Here a request is
read without a thread, and gets one once it is there as a whole; what stops coming is shut.

It builds on parts of gunicorn that are not promised: ``pyproject.toml`` holds the version.
"""

import re
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import http
from gunicorn.workers.gthread import TConn, ThreadWorker

SECONDS = 5.0
"""For a request's head and its first bytes, from its first moment."""
SLOWEST = 16 * 1024
"""Bytes a second of what follows, on average: a photo from a phone with a weak signal. Each so many
bytes give the request one second more.
"""
LARGEST_BODY = 32 * 1024 * 1024
"""Bytes; what says that it is larger is handed on at once, to be refused."""
MOST_HELD = 256 * 1024 * 1024
"""Bytes of unfinished requests that a worker holds; a request that would make them more is shut."""
_LARGEST_HEAD = 64 * 1024
_LARGEST_CHUNKED = 8 * 1024 * 1024  # no browser sends files so
_CHUNK = 64 * 1024
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r]*chunked", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
_LAST_CHUNK = re.compile(rb"\r\n0+[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n")
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def request_end(data: bytes | bytearray) -> int | None:
    """Return where the first request in some bytes ends; None when it is not there as a whole."""
    head = data.find(b"\r\n\r\n")
    if head < 0:
        return len(data) if len(data) > _LARGEST_HEAD else None
    body = head + 4
    if _CHUNKED.search(data, 0, body):
        last = _LAST_CHUNK.search(data, head + 2)
        if last is not None:
            return last.end()
        return len(data) if len(data) > _LARGEST_CHUNKED else None
    length = _LENGTH.search(data, 0, body)
    if length is None:
        return body
    if int(length[1]) > LARGEST_BODY:
        return len(data)
    end = body + int(length[1])
    return end if len(data) >= end else None


class _Reading:
    """A connection whose request is being read."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        self.began = time.monotonic()
        self.is_polled = self.was_told = False

    @property
    def until(self) -> float:
        """When it is shut, unless more of it has come by then (monotonic seconds)."""
        return self.began + SECONDS + len(self.data) / SLOWEST


class RequestWorker(ThreadWorker):  # type: ignore[misc]
    """Everything here runs on the worker's main thread."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reading: dict[TConn, _Reading] = {}  # in the order in which they began
        self._following: dict[TConn, bytes] = {}

    def accept(self, listener: Any) -> None:
        """Accept a connection and begin to read its request."""
        try:
            client, address = listener.accept()
        except OSError:  # somebody else took it, or it is gone again
            return
        self.nr_conns += 1
        self._begin(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: Any) -> None:
        """Read the next request of a connection that was kept open."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._begin(conn, self._following.pop(conn, b""))

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """After a request: what came with it of the next one is read on."""
        super().finish_request(conn, fs)
        if conn in self._following:
            if conn in self.keepalived_conns:
                self.on_client_socket_readable(conn, conn.sock)
            else:
                del self._following[conn]

    def murder_pending(self) -> None:
        """Shut what was not there in time."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [conn for conn, reading in self._reading.items() if reading.until <= now]:
            self._shut(conn)

    def _begin(self, conn: TConn, data: bytes = b"") -> None:
        self._reading[conn] = _Reading(data)
        self._read(conn)

    def _read(self, conn: TConn, _client: Any = None) -> None:
        reading = self._reading[conn]
        try:
            while request_end(reading.data) is None:
                received = conn.sock.recv(_CHUNK)
                if not received:
                    return self._shut(conn)
                reading.data += received
                if self._held() > MOST_HELD:
                    return self._shut(conn)
                if not reading.was_told and _EXPECTS.search(reading.data, 0, _LARGEST_HEAD):
                    reading.was_told = True
                    conn.sock.send(_CONTINUE)
        except BlockingIOError:
            if not reading.is_polled:
                reading.is_polled = True
                self.poller.register(conn.sock, EVENT_READ, partial(self._read, conn))
            return None
        except OSError:
            return self._shut(conn)
        return self._hand_on(conn)

    def _held(self) -> int:
        """Return how many bytes of unfinished requests there are."""
        return sum(len(each.data) for each in self._reading.values())

    def _hand_on(self, conn: TConn) -> None:
        """Give a request that is there to a thread."""
        reading = self._stop_reading(conn)
        end = request_end(reading.data)
        if rest := bytes(reading.data[end:]):
            self._following[conn] = rest
        if conn.parser is None:
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
        conn.parser.unreader.unread(bytes(reading.data[:end]))
        conn.data_ready = True
        self.enqueue_req(conn)

    def _shut(self, conn: TConn) -> None:
        self._stop_reading(conn)
        self.nr_conns -= 1
        conn.close()

    def _stop_reading(self, conn: TConn) -> _Reading:
        reading = self._reading.pop(conn)
        if reading.is_polled:
            self.poller.unregister(conn.sock)
        return reading
