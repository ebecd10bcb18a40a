"""What the tests of the stand-in share: a bot's ear for its webhooks, and a caller of its API over
HTTP.
"""

from __future__ import annotations

import json
import queue
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import urllib3

from simulator import Simulator
from tests.patience import PATIENCE

CHANNEL_ID = "2000000001"
CHANNEL_SECRET = "a-channel-secret"
ACCESS_TOKEN = "a-long-lived-token"
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Heard:
    """One webhook as it came."""

    signature: str
    body: bytes

    @property
    def events(self) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = json.loads(self.body)["events"]
        return events


class Ear:
    """Receives webhooks, answers with the statuses in `answers` (then 200) unless `may_answer` is
    cleared, and keeps what came.
    """

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.heard: queue.Queue[Heard] = queue.Queue()
        self.may_answer = threading.Event()
        self.may_answer.set()
        ear = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = ear.answers.pop(0) if ear.answers else 200
                ear.heard.put(Heard(self.headers.get("x-line-signature", ""), body))
                ear.may_answer.wait(PATIENCE)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/webhook?from=line"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def next(self) -> Heard:
        """The next webhook; fails when none comes."""
        return self.heard.get(timeout=PATIENCE)

    def event(self) -> dict[str, Any]:
        """The only event of the next webhook."""
        (event,) = self.next().events
        return event

    def silent(self) -> bool:
        """Whether nothing waits to be heard."""
        return self.heard.empty()

    def close(self) -> None:
        self.may_answer.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@dataclass(frozen=True)
class Said:
    """An answer of the stand-in."""

    status: int
    data: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.data)

    @property
    def places(self) -> list[str]:
        """Where LINE says the problems are."""
        return [detail["property"] for detail in self.json.get("details", [])]


class Api:
    """Calls LINE's API and the control API as any HTTP client would."""

    def __init__(self, line: Simulator, token: str | None = ACCESS_TOKEN) -> None:
        self.line = line
        self.token = token
        self._pool = urllib3.PoolManager(retries=False)

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        data: bytes | None = None,
    ) -> Said:
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            sent["Content-Type"], data = "application/json", json.dumps(body).encode()
        answer = self._pool.request(
            method, self.line.url + path, body=data, headers={**sent, **(headers or {})}
        )
        return Said(
            answer.status,
            answer.data,
            {name.lower(): value for name, value in answer.headers.items()},
        )

    def push(self, to: str, *messages: dict[str, Any], key: str | None = None) -> Said:
        """Push messages, or one text."""
        sent = list(messages) or [{"type": "text", "text": "สวัสดี"}]
        headers = {"X-Line-Retry-Key": key} if key else {}
        return self("POST", "/v2/bot/message/push", {"to": to, "messages": sent}, headers)

    def reply(self, token: str, *messages: dict[str, Any]) -> Said:
        """Reply messages, or one text."""
        sent = list(messages) or [{"type": "text", "text": "สวัสดี"}]
        return self("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": sent})

    def close(self) -> None:
        self._pool.clear()
