"""HTTP/1.1 for the stand-in: keep-alive connections, a thread each, answers written in one piece.

Written on sockets rather than on http.server, whose header parsing costs more than answering a
reply does.
"""

from __future__ import annotations

import json
import socket
import socketserver
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from simulator.limits import MAX_BODY_BYTES

MAX_LINE = 65_536
MAX_HEADERS = 100
CONTROL_BODY_BYTES = 200_000_000  # a file a person sends
REASONS = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Request:
    """One call; header names are in small letters."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


# What answers a call: None closes the connection without a word.
Application = Callable[[Request], Answer | None]


class BadRequest(Exception):
    """What came is not HTTP as we speak it."""


def json_answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer of JSON."""
    encoded = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Answer(status, encoded, "application/json", headers or {})


class Connection(socketserver.StreamRequestHandler):
    """One client's connection: call after call until it says close or goes away."""

    disable_nagle_algorithm = True
    server: HttpServer

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        self.server.closed(self.connection)
        super().finish()

    def handle(self) -> None:
        try:
            while self._serve_one():
                pass
        except BadRequest as error:
            self._write(json_answer({"message": str(error)}, 400), keep=False)
        except OSError:
            pass  # the client left

    def _serve_one(self) -> bool:
        """Read a call and answer it; False when the connection is to be closed."""
        line = self.rfile.readline(MAX_LINE)
        while line in (b"\r\n", b"\n"):
            line = self.rfile.readline(MAX_LINE)
        if not line:
            return False
        try:
            method, target, version = line.decode("latin-1").split()
        except ValueError:
            raise BadRequest("a request line has a method, a target and a version") from None
        headers = self._headers()
        parts = urlsplit(target)
        limit = CONTROL_BODY_BYTES if parts.path.startswith("/_sim/") else MAX_BODY_BYTES
        body, too_large = self._body(headers, limit)
        query = dict(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else {}
        request = Request(method, unquote(parts.path), query, headers, body, too_large)
        try:
            answer = self.server.application(request)
        except Exception:  # noqa: BLE001 a bug of ours is told to whoever calls and whoever watches
            traceback.print_exc()
            answer = json_answer(
                {"message": "Internal Server Error", "error": "a bug in the stand-in"}, 500
            )
        if answer is None:
            return False
        keep = version != "HTTP/1.0" and headers.get("connection", "").lower() != "close"
        self._write(answer, keep=keep, head_only=method == "HEAD")
        return keep

    def _headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        for _ in range(MAX_HEADERS):
            line = self.rfile.readline(MAX_LINE)
            if line in (b"\r\n", b"\n", b""):
                return headers
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon:
                raise BadRequest("a header has a name and a value")
            headers[name.strip().lower()] = value.strip()
        raise BadRequest("too many headers")

    def _body(self, headers: dict[str, str], limit: int) -> tuple[bytes, bool]:
        """The body, and whether it was larger than the limit (then it is read and thrown away)."""
        if "100-continue" in headers.get("expect", "").lower():
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = b"".join(self._chunks())
            return (b"", True) if len(body) > limit else (body, False)
        try:
            length = int(headers.get("content-length", "0"))
        except ValueError:
            raise BadRequest("Content-Length is a number") from None
        if length <= limit:
            body = self.rfile.read(length) if length else b""
            if len(body) < length:
                raise ConnectionResetError("the body broke off")
            return body, False
        while length > 0 and (part := self.rfile.read(min(length, MAX_LINE))):
            length -= len(part)
        return b"", True

    def _chunks(self) -> list[bytes]:
        chunks: list[bytes] = []
        while True:
            try:
                size = int(self.rfile.readline(MAX_LINE).split(b";")[0], 16)
            except ValueError:
                raise BadRequest("a chunk begins with its size") from None
            if not size:
                while self.rfile.readline(MAX_LINE) not in (b"\r\n", b"\n", b""):
                    pass
                return chunks
            chunks.append(self.rfile.read(size))
            self.rfile.readline(MAX_LINE)

    def _write(self, answer: Answer, *, keep: bool, head_only: bool = False) -> None:
        head = [
            f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, '')}",
            f"Content-Type: {answer.content_type}",
            f"Content-Length: {len(answer.body)}",
        ]
        head += [f"{name}: {value}" for name, value in answer.headers.items()]
        if not keep:
            head.append("Connection: close")
        start = "\r\n".join(head).encode("utf-8") + b"\r\n\r\n"
        self.connection.sendall(start if head_only else start + answer.body)


class HttpServer(socketserver.ThreadingTCPServer):
    """A server on a host and port (0: any free one) that hands every call to an application."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, host: str, port: int, application: Application) -> None:
        self.application = application
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        self._thread: threading.Thread | None = None
        super().__init__((host, port), Connection)

    def start(self) -> None:
        """Serve on a thread of its own."""
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.02,), name="simulator", daemon=True
        )
        self._thread.start()

    def opened(self, connection: socket.socket) -> None:
        """Remember a connection, so that stopping can close it."""
        with self._open_lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""
        with self._open_lock:
            self._open.discard(connection)

    def stop(self) -> None:
        """Take no more calls and hang up on everyone."""
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        with self._open_lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it was closed already
        self.server_close()
