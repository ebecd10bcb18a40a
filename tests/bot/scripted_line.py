"""A small LINE that does what a test scripts for each call, and keeps what people would see: for
troubles the stand-in cannot be
timed to make. It spends reply tokens and remembers retry keys as LINE does."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from simulator.server import Answer, HttpServer, Request, json_answer

KEY_LIFE = timedelta(hours=24)
TROUBLES: dict[str, tuple[int, str]] = {
    "bad token": (400, "Invalid reply token"),
    "bad request": (400, "The request body has 1 error(s)"),
    "unauthorized": (401, "Authentication failed"),
    "forbidden": (403, "Access to this API is not available for your account"),
    "not found": (404, "Not found"),
    "too fast": (429, "The API rate limit has been exceeded. Try again later."),
    "no quota": (429, "You have reached your monthly limit."),
    "error": (500, "Internal server error"),
}
"""Refusals without effect; beside them ``ok``, ``drop`` (no answer, no effect), ``taken, drop`` and
``taken, error`` (effect, but told
otherwise)."""


@dataclass(frozen=True)
class Shown:
    """What somebody saw."""

    way: str
    recipient: str
    messages: tuple[str, ...]


@dataclass
class ScriptedLine:
    """Answers as ``script`` says for a path (everything well without one). A context manager."""

    now: Callable[[], datetime]
    script: Callable[[str], str] = lambda path: "ok"
    members: int = 50
    quota: int | None = None
    consumption: int = 0
    contents: dict[str, bytes] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    calls: list[Request] = field(default_factory=list)
    used_tokens: set[str] = field(default_factory=set)
    keys: dict[str, datetime] = field(default_factory=dict)
    tokens: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        self._server = HttpServer("127.0.0.1", 0, self._answer)
        self._server.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def paths(self, part: str = "") -> list[str]:
        """The paths called that hold a part, in order."""
        return [call.path for call in self.calls if part in call.path]

    def _answer(self, request: Request) -> Answer | None:
        with self.lock:
            self.calls.append(request)
        outcome = self.script(request.path)
        with self.lock:
            if outcome in TROUBLES:
                status, message = TROUBLES[outcome]
                return json_answer(
                    {"message": message}, status, {"x-line-request-id": f"r{len(self.calls)}"}
                )
            if outcome == "drop":
                return None
            answer = self._done(request)
        if outcome == "taken, drop":
            return None
        if outcome == "taken, error":
            return json_answer({"message": "Internal server error"}, 500)
        return answer

    def _done(self, request: Request) -> Answer:
        path = request.path
        if path == "/oauth2/v3/token":
            self.tokens += 1
            return json_answer(
                {"access_token": f"token-{self.tokens}", "expires_in": 900, "token_type": "Bearer"}
            )
        if path.endswith("/members/count"):
            return json_answer({"count": self.members})
        if path.endswith("/message/quota"):
            return json_answer(
                {"type": "none"} if self.quota is None else {"type": "limited", "value": self.quota}
            )
        if path.endswith("/consumption"):
            return json_answer({"totalUsage": self.consumption})
        if path.endswith("/content"):
            data = self.contents.get(path.split("/")[-2])
            return Answer(404) if data is None else Answer(200, data, "application/octet-stream")
        if path.endswith(("/reply", "/push")):
            return self._sent(request)
        return json_answer({"displayName": "สมชาย"})

    def _sent(self, request: Request) -> Answer:
        body: dict[str, Any] = json.loads(request.body)
        texts = tuple(
            str(message.get("text", message.get("altText"))) for message in body["messages"]
        )
        if request.path.endswith("/reply"):
            if body["replyToken"] in self.used_tokens:
                return json_answer({"message": "Invalid reply token"}, 400)
            self.used_tokens.add(body["replyToken"])
            self.shown.append(Shown("reply", "", texts))
            return json_answer({"sentMessages": [{"id": "1"}]})
        key = request.headers["x-line-retry-key"]
        if key in self.keys and self.now() - self.keys[key] < KEY_LIFE:
            return json_answer(
                {"message": "The retry key is already accepted"},
                409,
                {"x-line-accepted-request-id": "first"},
            )
        self.keys[key] = self.now()
        self.shown.append(Shown("push", body["to"], texts))
        self.consumption += self.members if body["to"].startswith("C") else 1
        return json_answer(
            {"sentMessages": [{"id": "1"}]}, headers={"x-line-request-id": f"r{len(self.calls)}"}
        )
