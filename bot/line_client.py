"""LINE's Messaging API as this program uses it: one client a process, made after the fork, safe to share between threads.

Requests go through line-bot-sdk's REST layer as plain dicts: its typed models drop what they do not know and cost 20 ms for a large
carousel. Every call has a timeout; nothing is retried here but a token that died.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import urllib3
from linebot.v3.messaging import ApiClient, Configuration
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.oauth import ApiClient as OauthClient
from linebot.v3.oauth import ChannelAccessToken
from linebot.v3.oauth import Configuration as OauthConfiguration
from linebot.v3.oauth.exceptions import ApiException as OauthException

from bot.settings import Settings
from messages.parts import Message

TIMEOUT = (3.0, 10.0)  # seconds to connect, to read
_TOKEN_SECONDS = 600  # a stateless token lives 15 minutes; a fresh one is issued in good time
_POOL = 64


class Outcome(StrEnum):
    """What became of a request to send."""

    ACCEPTED = "accepted"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - the reply token: used or too old
    BUSY = "busy"  # rate limit: nothing was sent, try later
    QUOTA = "quota"  # the month's messages are used up
    REFUSED = "refused"  # LINE will never take this request
    UNKNOWN = "unknown"  # no answer, or a server error: it may have been sent


@dataclass(frozen=True)
class Sent:
    """The outcome of a request to send, for the record."""

    outcome: Outcome
    request_id: str | None = None
    detail: str | None = None


class LineUnavailable(Exception):
    """LINE did not give what was asked for; ``status`` is null when there was no answer."""

    def __init__(self, status: int | None, detail: str = "") -> None:
        super().__init__(f"LINE answered {status or 'nothing'} {detail}".strip())
        self.status = status


class NoToken(LineUnavailable):
    """No channel access token could be had: nothing was asked of LINE yet. ``refused``: LINE does not take our id and secret."""

    def __init__(self, detail: str, *, refused: bool = False) -> None:
        super().__init__(None, f"(no access token: {detail})")
        self.refused = refused


class LineClient:
    """LINE's API with this channel's token."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # The SDK wants a token here; the one that counts goes into each request's headers.
        configuration = Configuration(host=settings.line_api_url, access_token="-")  # noqa: S106
        configuration.connection_pool_maxsize = _POOL
        configuration.retries = urllib3.Retry(connect=1, read=0, redirect=0, other=0)
        self._rest = ApiClient(configuration).rest_client
        self._token = settings.line_channel_access_token
        self._token_until = float("inf") if self._token else 0.0
        self._token_lock = threading.Lock()

    # Sending

    def reply(self, reply_token: str, messages: list[Message]) -> Sent:
        """Answer with a reply token: free, once."""
        return self._send("/v2/bot/message/reply", {"replyToken": reply_token, "messages": messages}, None)

    def push(self, recipient: str, messages: list[Message], retry_key: str) -> Sent:
        """Push to a user or group; the retry key makes a repetition harmless for 24 hours."""
        return self._send("/v2/bot/message/push", {"to": recipient, "messages": messages}, retry_key)

    def _send(self, path: str, body: dict[str, Any], retry_key: str | None) -> Sent:
        headers = {"X-Line-Retry-Key": retry_key} if retry_key else {}
        try:
            response = self._call("POST", path, body, headers)
        except NoToken as error:
            return Sent(Outcome.BUSY, detail=str(error))
        except ApiException as error:
            return _outcome_of(error, is_reply=retry_key is None)
        except (urllib3.exceptions.HTTPError, OSError, UnicodeDecodeError) as error:
            return Sent(Outcome.UNKNOWN, detail=type(error).__name__)
        return Sent(Outcome.ACCEPTED, response.getheader("x-line-request-id"))

    # Reading

    def get(self, path: str) -> dict[str, Any]:
        """Return the JSON LINE answers to a GET; LineUnavailable when it answers anything but 2xx."""
        return self.call("GET", path)

    def call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """Make one call of LINE's management API; LineUnavailable when it does not succeed."""
        try:
            response = self._call(method, path, body, {})
        except ApiException as error:
            raise LineUnavailable(error.status, _message_of(error)) from error
        except (urllib3.exceptions.HTTPError, OSError, UnicodeDecodeError) as error:
            raise LineUnavailable(None, type(error).__name__) from error
        return _json(response.data)

    def profile(self, user_id: str) -> dict[str, Any]:
        """Return a person's LINE profile."""
        return self.get(f"/v2/bot/profile/{quote(user_id)}")

    def group_member_count(self, group_id: str) -> int:
        """Return how many people are in a group, without the bot: the price of a push to it, in messages."""
        return int(self.get(f"/v2/bot/group/{quote(group_id)}/members/count")["count"])

    @contextmanager
    def content(self, message_id: str) -> Iterator[urllib3.BaseHTTPResponse]:
        """Give the bytes of what a person sent, as a stream; LineUnavailable (202: not ready yet, 404, 410: gone)."""
        with self._stream(f"/v2/bot/message/{quote(message_id)}/content") as response:
            if response.status != 200:
                raise LineUnavailable(response.status)
            yield response

    def has_content(self, path: str) -> bool:
        """Tell whether LINE's data host has bytes under a path (a rich menu's picture); LineUnavailable when it does not say."""
        with self._stream(path) as response:
            if response.status not in (200, 404):
                raise LineUnavailable(response.status)
            return response.status == 200

    @contextmanager
    def _stream(self, path: str) -> Iterator[urllib3.BaseHTTPResponse]:
        """Give what the data host answers, unread: the SDK reads whole bodies into memory; a film of 200 MB must not be."""
        try:
            response = self._rest.pool_manager.request(
                "GET",
                self._settings.line_data_api_url + path,
                headers=self._headers(),
                preload_content=False,
                timeout=urllib3.Timeout(*TIMEOUT),
            )
        except ApiException as error:
            raise LineUnavailable(error.status, _message_of(error)) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise LineUnavailable(None, type(error).__name__) from error
        try:
            yield response
        finally:
            response.close()

    def upload(self, path: str, data: bytes, media_type: str) -> None:
        """Upload bytes to LINE's data host (a rich menu's picture)."""
        try:
            headers = self._headers() | {"Content-Type": media_type}
            self._rest.request(
                "POST", self._settings.line_data_api_url + path, headers=headers, body=data, _request_timeout=TIMEOUT
            )
        except ApiException as error:
            raise LineUnavailable(error.status, _message_of(error)) from error
        except (urllib3.exceptions.HTTPError, OSError, UnicodeDecodeError) as error:
            raise LineUnavailable(None, type(error).__name__) from error

    # The token

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        url = self._settings.line_api_url + path
        json_headers = {"Content-Type": "application/json"} if body is not None else {}
        for attempt in (0, 1):
            try:
                return self._rest.request(
                    method,
                    url,
                    headers=self._headers() | json_headers | headers,
                    body=body,
                    _request_timeout=TIMEOUT,
                )
            except ApiException as error:
                if error.status != 401 or attempt or self._settings.line_channel_access_token:
                    raise
                self._token_until = 0.0  # it died early: one fresh token, one more try
        raise AssertionError("unreachable")

    def _headers(self) -> dict[str, str]:
        if time.monotonic() >= self._token_until:
            with self._token_lock:
                if time.monotonic() >= self._token_until:
                    self._token = self._issue_token()
                    self._token_until = time.monotonic() + _TOKEN_SECONDS
        return {"Authorization": f"Bearer {self._token}", "User-Agent": "kaona"}

    def _issue_token(self) -> str:
        """Issue a stateless token: LINE advises against the everlasting kind."""
        client = OauthClient(OauthConfiguration(host=self._settings.line_api_url))
        try:
            issued = ChannelAccessToken(client).issue_stateless_channel_token_by_client_secret(
                self._settings.line_channel_id, self._settings.line_channel_secret, _request_timeout=TIMEOUT
            )
        except OauthException as error:
            raise NoToken(str(error.status), refused=400 <= (error.status or 0) < 500) from error
        except (urllib3.exceptions.HTTPError, OSError, UnicodeDecodeError) as error:
            raise NoToken(type(error).__name__) from error
        return str(issued.access_token)


def _outcome_of(error: ApiException, *, is_reply: bool) -> Sent:
    request_id = (error.headers or {}).get("x-line-request-id")
    message = _message_of(error)
    if error.status == 409:
        return Sent(Outcome.ACCEPTED, (error.headers or {}).get("x-line-accepted-request-id"))
    if error.status == 429:
        # LINE does not promise its wording; taking an unknown 429 for a rate limit only means trying again.
        outcome = Outcome.QUOTA if "monthly limit" in message else Outcome.BUSY
    elif error.status == 401:
        outcome = Outcome.BUSY  # our token, not the message: an operator can mend it, and then it goes out
    elif error.status is None or error.status == 0 or error.status >= 500:
        outcome = Outcome.UNKNOWN
    elif is_reply and error.status == 400 and "reply token" in message.lower():
        outcome = Outcome.TOKEN_REFUSED
    else:
        outcome = Outcome.REFUSED
    return Sent(outcome, request_id, f"{error.status} {message}"[:300])


def _message_of(error: ApiException) -> str:
    """Return LINE's error message with the place it names; LINE quotes nothing of ours in it."""
    body = _json(error.body)
    details = [str(item.get("property")) for item in body.get("details", []) if isinstance(item, dict)]
    return " ".join([str(body.get("message", error.reason or "")), *details])


def _json(data: Any) -> dict[str, Any]:
    try:
        value = json.loads(data or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
