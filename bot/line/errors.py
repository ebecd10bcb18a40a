"""What can go wrong when LINE is asked for something."""

import json
from typing import Any

import urllib3
from linebot.v3.messaging.exceptions import ApiException


class LineUnavailable(Exception):
    """LINE did not give what was asked for; ``status`` is None when there was no answer."""

    def __init__(self, status: int | None, detail: str = "") -> None:
        super().__init__(f"LINE answered {status or 'nothing'} {detail}".strip())
        self.status = status


class NoToken(LineUnavailable):
    """No channel access token could be had: nothing was asked of LINE yet. ``refused``: LINE does
    not take our id and secret.
    """

    def __init__(self, detail: str, *, refused: bool = False) -> None:
        super().__init__(None, f"(no access token: {detail})")
        self.refused = refused


class ChannelRefused(Exception):
    """LINE does not know the channel of the settings, or nothing answers there; the message is one
    English sentence for the operator.
    """


def never_left(error: Exception) -> bool:
    """Return whether a request surely did not reach LINE: no connection could be made."""
    reason = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
    return isinstance(
        reason, (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)
    )


def message_of(error: ApiException) -> str:
    """Return LINE's error message with the place it names; LINE quotes nothing of ours in it."""
    body = json_of(error.body)
    given = body.get("details")
    details = (
        [str(item.get("property")) for item in given if isinstance(item, dict)]
        if isinstance(given, list)
        else []
    )
    words = " ".join([str(body.get("message", error.reason or "")), *details])
    return "".join(
        letter if letter.isprintable() else " " for letter in words
    )  # it goes into a column and a log


def json_of(data: Any) -> dict[str, Any]:
    """Return the object an answer holds; an empty one when it holds none."""
    try:
        value = json.loads(data or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
