"""The stand-in's control API as the demo uses it: its people speak through it, and its clock is
read and set.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import urllib3

_TIMEOUT = urllib3.Timeout(connect=2, read=30)
_CLOCK_TIMEOUT = urllib3.Timeout(1)


class ControlFailed(Exception):
    """The stand-in did not answer, or refused; the message says what was asked and what came
    back.
    """


@dataclass(frozen=True)
class ClockReading:
    """The stand-in's clock: its present moment (aware) and how often it was set."""

    now: datetime
    version: int


class Control:
    """The stand-in at an address ("http://127.0.0.1:8080"); threads may share it. Every call may
    raise ControlFailed.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._pool = urllib3.PoolManager(maxsize=8, retries=False)

    def clock(self) -> ClockReading:
        """Read the clock."""
        return _reading(self._call("GET", "/_sim/clock", timeout=_CLOCK_TIMEOUT))

    def set_clock(self, moment: datetime) -> ClockReading:
        """Set the clock to an aware moment."""
        return _reading(self._call("POST", "/_sim/clock", {"now": moment.isoformat()}))

    def bot(self) -> dict[str, str]:
        """Return the bot's name, userId and basicId."""
        found = self._call("GET", "/_sim/state")["bot"]
        assert isinstance(found, dict)
        return found

    def settings(self, **changes: Any) -> None:
        """Change settings of the stand-in: its webhook, its guide."""
        self._call("POST", "/_sim/settings", changes)

    def add_person(self, name: str) -> str:
        """Let somebody with LINE add the bot as a friend; return the user id."""
        return str(self._call("POST", "/_sim/people", {"name": name})["userId"])

    def add_group(self, name: str, members: list[str]) -> str:
        """Let people found a group with the bot in it; return the group id."""
        return str(
            self._call("POST", "/_sim/groups", {"name": name, "members": members})["groupId"]
        )

    def say(self, chat_id: str, user_id: str, text: str) -> None:
        """Let somebody type a text; returns when the webhook was answered."""
        self._call("POST", f"/_sim/chats/{quote(chat_id)}/text", {"from": user_id, "text": text})

    def tap(self, chat_id: str, user_id: str, action: dict[str, Any]) -> None:
        """Let somebody press a button (a LINE action object)."""
        self._call(
            "POST", f"/_sim/chats/{quote(chat_id)}/action", {"from": user_id, "action": action}
        )

    def heard(self, chat_id: str) -> list[dict[str, Any]]:
        """Return the LINE message objects the bot has sent to a chat; this reads the chat, so
        nothing in it is new any more.
        """
        messages = self._call("GET", f"/_sim/chats/{quote(chat_id)}/messages")["messages"]
        return [entry["message"] for entry in messages if entry["from"] == "bot"]

    def _call(
        self, method: str, path: str, body: Any = None, timeout: urllib3.Timeout = _TIMEOUT
    ) -> dict[str, Any]:
        try:
            response = self._pool.request(method, self.url + path, json=body, timeout=timeout)
            value = json.loads(response.data)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise ControlFailed(f"{method} {path}: {type(error).__name__}") from error
        if response.status >= 400 or not isinstance(value, dict):
            raise ControlFailed(f"{method} {path}: {response.status} {value}")
        return value


def _reading(value: dict[str, Any]) -> ClockReading:
    return ClockReading(datetime.fromisoformat(value["now"]), int(value["version"]))
