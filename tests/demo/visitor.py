"""A visitor of the running demo: looks and acts through the control API, and waits for changes with
its long poll.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests.patience import PATIENCE

Found = TypeVar("Found")


class Visitor:
    """Somebody before the page at an address."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get(self, path: str) -> Any:
        """Fetch JSON."""
        return json.loads(self._open(Request(self.url + path)))

    def page(self, path: str = "/") -> str:
        """Fetch a page of the stand-in."""
        return self._open(Request(self.url + path)).decode()

    def post(self, path: str, value: Any) -> Any:
        """Send JSON, fetch JSON."""
        body = json.dumps(value).encode()
        return json.loads(
            self._open(Request(self.url + path, body, {"Content-Type": "application/json"}))
        )

    def state(self) -> dict[str, Any]:
        """All there is."""
        found = self.get("/_sim/state")
        assert isinstance(found, dict)
        return found

    def user(self, name: str) -> str:
        """The id of the person whose name begins so."""
        return next(
            str(one["userId"]) for one in self.state()["people"] if one["name"].startswith(name)
        )

    def group(self) -> str:
        """The id of the only group."""
        (group,) = self.state()["groups"]
        return str(group["groupId"])

    def says(self, user_id: str, text: str, chat_id: str | None = None) -> list[dict[str, Any]]:
        """Type a text, wait for the answer."""
        chat_id = chat_id or user_id
        seen = self.last(chat_id)
        self.post(f"/_sim/chats/{quote(chat_id)}/text", {"from": user_id, "text": text})
        return self.answer(chat_id, seen)

    def taps(self, user_id: str, label: str) -> list[dict[str, Any]]:
        """Press the newest button whose label says so, wait for the answer."""
        messages = [entry["message"] for entry in self.log(user_id) if entry["from"] == "bot"]
        found = [
            each
            for message in reversed(messages)
            for each in actions(message)
            if label in _label(each)
        ]
        assert found, f"no button {label!r} under {words(messages[-2:])!r}"
        seen = self.last(user_id)
        self.post(f"/_sim/chats/{quote(user_id)}/action", {"from": user_id, "action": found[0]})
        return self.answer(user_id, seen)

    def sends_photo(self, user_id: str, data: bytes) -> list[dict[str, Any]]:
        """Send a photo, wait for the answer."""
        seen = self.last(user_id)
        path = f"/_sim/chats/{quote(user_id)}/content?from={quote(user_id)}&type=image"
        self._open(Request(self.url + path, data, {"Content-Type": "image/png"}))
        return self.answer(user_id, seen)

    def sets_clock(self, moment: str) -> None:
        """Move the calendar."""
        self.post("/_sim/clock", {"now": moment})

    def log(self, chat_id: str) -> list[dict[str, Any]]:
        """Everything in a chat."""
        found = self.get(f"/_sim/chats/{quote(chat_id)}/messages")["messages"]
        assert isinstance(found, list)
        return found

    def pushed(self, chat_id: str, after: int) -> list[dict[str, Any]]:
        """What the bot has sent to a chat by itself since a message."""
        return [
            e
            for e in self.log(chat_id)
            if e["seq"] > after and e["from"] == "bot" and e.get("via") == "push"
        ]

    def answer(self, chat_id: str, after: int) -> list[dict[str, Any]]:
        """Wait for what the bot says in a chat after a message."""

        def look() -> list[dict[str, Any]]:
            return [
                entry["message"]
                for entry in self.log(chat_id)
                if entry["seq"] > after and entry["from"] == "bot"
            ]

        return self.until(look)

    def until(self, look: Callable[[], Found | None], seconds: float = PATIENCE) -> Found:
        """Look after every change until something is seen; AssertionError when it is not in
        time.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            seq = self.state()["seq"]
            if found := look():
                return found
            self.get(f"/_sim/changes?after={seq}&wait=1")
        raise AssertionError(f"not seen within {seconds:g} seconds")

    def last(self, chat_id: str) -> int:
        """The number of a chat's newest message."""
        return max((entry["seq"] for entry in self.log(chat_id)), default=0)

    def _open(self, request: Request) -> bytes:
        try:
            with urlopen(request, timeout=PATIENCE) as response:
                data = response.read()
                assert isinstance(data, bytes)
                return data
        except HTTPError as error:
            raise AssertionError(
                f"{request.full_url}: {error.code} {error.read().decode()}"
            ) from error


def actions(value: Any) -> Iterator[dict[str, Any]]:
    """Every action inside a message."""
    if isinstance(value, dict):
        if value.get("type") in ("postback", "message", "uri"):
            yield value
        for part in value.values():
            yield from actions(part)
    elif isinstance(value, list):
        for part in value:
            yield from actions(part)


def words(value: Any) -> str:
    """All the words of some messages."""
    found: list[str] = []
    if isinstance(value, dict):
        found += [
            str(value[key])
            for key in ("text", "altText", "label")
            if isinstance(value.get(key), str)
        ]
        found += [words(part) for part in value.values()]
    elif isinstance(value, list):
        found += [words(part) for part in value]
    return "\n".join(text for text in found if text)


def _label(action: dict[str, Any]) -> str:
    return str(action.get("label", ""))
