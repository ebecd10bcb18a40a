"""LINE's Messaging API as this program uses it: one client a process, made after the fork, safe to
share between threads.

Requests go through line-bot-sdk's REST layer as plain dicts: its typed models drop what they do not
know and cost 20 ms for a large carousel. Every call has a timeout; nothing is retried here but a
token that died.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import urllib3
from linebot.v3.messaging import ApiClient, Configuration
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.messaging.rest import RESTResponse

from bot.line.access_token import AccessToken
from bot.line.errors import LineUnavailable as LineUnavailable
from bot.line.errors import NoToken as NoToken
from bot.line.errors import json_of, message_of, never_left
from bot.settings import Settings
from messages.parts import Message
from models.database import to_json

TIMEOUT = (3.0, 10.0)  # seconds to connect, to read
_POOL = 64
_JSON = "application/json"
# What urllib3 raises raw through the SDK, and an error body that is no UTF-8 (the SDK decodes it).
_NETWORK = (urllib3.exceptions.HTTPError, OSError, UnicodeDecodeError)


class SendOutcome(StrEnum):
    """The outcome of a request to send."""

    ACCEPTED = "accepted"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - the reply token: used or too old
    # nothing was sent: LINE was not reached or does not take our access token; try later
    BUSY = "busy"
    LIMITED = "limited"  # 429: too many at once, or another limit; nothing was sent
    QUOTA = "quota"  # the month's messages are used up
    REFUSED = "refused"  # LINE will never take this request
    UNKNOWN = "unknown"  # no answer, or a server error: it may have been sent


@dataclass(frozen=True)
class SendResult:
    """The outcome of a request to send, for the record."""

    outcome: SendOutcome
    request_id: str | None = None
    detail: str | None = None


class LineClient:
    """LINE's API with this channel's token."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # The SDK wants a token here; the one that counts goes into each request's headers.
        configuration = Configuration(host=settings.line_api_url, access_token="-")  # noqa: S106
        configuration.connection_pool_maxsize = _POOL
        # No waiting for a Retry-After either: a thread must not sleep for as long as a server asks.
        configuration.retries = urllib3.Retry(
            connect=1, read=0, redirect=0, status=0, other=0, respect_retry_after_header=False
        )
        self._rest = ApiClient(configuration).rest_client
        self._told: tuple[datetime, float] | None = None
        self._token = AccessToken(settings, self._rest.pool_manager, TIMEOUT)

    def close(self) -> None:
        """Close the connections."""
        self._rest.pool_manager.clear()

    # Sending

    def reply(self, reply_token: str, messages: list[Message]) -> SendResult:
        """Answer with a reply token: free, once."""
        return self._send("/v2/bot/message/reply", {"replyToken": reply_token}, messages, None)

    def push(self, recipient: str, messages: list[Message], retry_key: str) -> SendResult:
        """Push to a user or group; the retry key makes a repetition harmless for 24 hours."""
        return self._send("/v2/bot/message/push", {"to": recipient}, messages, retry_key)

    def _send(
        self, path: str, to: dict[str, str], messages: list[Message], retry_key: str | None
    ) -> SendResult:
        headers = {"X-Line-Retry-Key": retry_key} if retry_key else {}
        # The messages' JSON is there already where they were just stored.
        body = f'{to_json(to)[:-1]},"messages":{to_json(messages)}}}'.encode()
        try:
            response = self._call("POST", path, body, headers)
        except NoToken as error:
            return SendResult(SendOutcome.BUSY, detail=str(error))
        except ApiException as error:
            return _outcome_of(error, is_reply=retry_key is None)
        except _NETWORK as error:
            return SendResult(
                SendOutcome.BUSY if never_left(error) else SendOutcome.UNKNOWN,
                detail=type(error).__name__,
            )
        return SendResult(SendOutcome.ACCEPTED, response.getheader("x-line-request-id"))

    # Reading

    def present(self) -> datetime | None:
        """Return LINE's present moment (aware), by the ``Date`` of its last answer and the time
        passed since; None when there was none.
        """
        told = self._told
        if told is None:
            return None
        date, heard = told
        return date + timedelta(seconds=time.monotonic() - heard)

    def ask_present(self) -> datetime | None:
        """Return LINE's present moment by an answer asked for now; None when there is none."""
        self._told = None
        with suppress(LineUnavailable):  # an answer that refuses says the time too
            self.get("/v2/bot/info")
        return self.present()

    def get(self, path: str) -> dict[str, Any]:
        """Return the JSON LINE answers to a GET; LineUnavailable when it answers anything
        but 2xx.
        """
        return self.call("GET", path)

    def call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """Make one call of LINE's management API; LineUnavailable when it does not succeed."""
        try:
            response = self._call(method, path, body, {})
        except ApiException as error:
            raise LineUnavailable(error.status, message_of(error)) from error
        except _NETWORK as error:
            raise LineUnavailable(None, type(error).__name__) from error
        return json_of(response.data)

    def profile(self, user_id: str) -> dict[str, Any]:
        """Return a person's LINE profile."""
        return self.get(f"/v2/bot/profile/{quote(user_id)}")

    def group_member_count(self, group_id: str) -> int:
        """Return how many people are in a group, without the bot: the price of a push to it, in
        messages.
        """
        count = self.get(f"/v2/bot/group/{quote(group_id)}/members/count").get("count")
        if not isinstance(count, int):
            raise LineUnavailable(200, "without a count")
        return count

    @contextmanager
    def content(self, message_id: str) -> Iterator[urllib3.BaseHTTPResponse]:
        """Give the bytes of what a person sent, as a stream; LineUnavailable (202: not ready yet,
        404, 410: gone).
        """
        with self._stream(f"/v2/bot/message/{quote(message_id)}/content") as response:
            if response.status != 200:
                raise LineUnavailable(response.status)
            yield response

    def has_content(self, path: str) -> bool:
        """Return whether LINE's data host has bytes under a path (a rich menu's picture);
        LineUnavailable when it does not say.
        """
        with self._stream(path) as response:
            if response.status not in (200, 404):
                raise LineUnavailable(response.status)
            return response.status == 200

    @contextmanager
    def _stream(self, path: str) -> Iterator[urllib3.BaseHTTPResponse]:
        """Give what the data host answers, unread: the SDK reads whole bodies into memory; a film
        of 200 MB must not be.
        """
        try:
            response = self._open(path)
        except _NETWORK as error:
            raise LineUnavailable(None, type(error).__name__) from error
        try:
            yield response
        except urllib3.exceptions.HTTPError as error:  # it broke off while it was read
            raise LineUnavailable(None, type(error).__name__) from error
        finally:
            response.close()

    def _open(self, path: str) -> urllib3.BaseHTTPResponse:
        url, timeout = self._settings.line_data_api_url + path, urllib3.Timeout(*TIMEOUT)
        pool: urllib3.PoolManager = self._rest.pool_manager
        token = self._token.get()
        response = pool.request(
            "GET", url, headers=_headers(token), preload_content=False, timeout=timeout
        )
        if response.status == 401 and self._token.forget(token):
            response.close()
            fresh = _headers(self._token.get())
            response = pool.request(
                "GET", url, headers=fresh, preload_content=False, timeout=timeout
            )
        return response

    def upload(self, path: str, data: bytes, media_type: str) -> None:
        """Upload bytes to LINE's data host (a rich menu's picture)."""
        url = self._settings.line_data_api_url + path
        try:
            self._request("POST", url, data, {"Content-Type": media_type})
        except ApiException as error:
            raise LineUnavailable(error.status, message_of(error)) from error
        except _NETWORK as error:
            raise LineUnavailable(None, type(error).__name__) from error

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        json_headers = {"Content-Type": _JSON} if body is not None else {}
        return self._request(
            method, self._settings.line_api_url + path, body, json_headers | headers
        )

    def _request(self, method: str, url: str, body: Any, headers: dict[str, str]) -> Any:
        token = self._token.get()
        try:
            return self._ask(method, url, body, _headers(token) | headers)
        except ApiException as error:
            if error.status != 401 or not self._token.forget(token):
                raise
        # It died early: one fresh token, one more try.
        return self._ask(method, url, body, _headers(self._token.get()) | headers)

    def _ask(self, method: str, url: str, body: Any, headers: dict[str, str]) -> Any:
        try:
            response = (
                self._post_json(url, headers, body)
                if isinstance(body, bytes) and headers.get("Content-Type") == _JSON
                else self._rest.request(
                    method, url, headers=headers, body=body, _request_timeout=TIMEOUT
                )
            )
        except ApiException as error:
            self._note_time((error.headers or {}).get("Date"))
            raise
        self._note_time(response.getheader("Date"))
        return response

    def _post_json(self, url: str, headers: dict[str, str], body: bytes) -> RESTResponse:
        """Do what the SDK's REST layer does, which takes no JSON that was made already."""
        pool: urllib3.PoolManager = self._rest.pool_manager
        timeout = urllib3.Timeout(*TIMEOUT)
        try:
            answer = pool.request("POST", url, body=body, headers=headers, timeout=timeout)
        except urllib3.exceptions.SSLError as error:
            raise ApiException(status=0, reason=type(error).__name__) from error
        response = RESTResponse(answer)
        if not 200 <= response.status <= 299:
            raise ApiException(http_resp=response)
        return response

    def _note_time(self, date: str | None) -> None:
        try:
            told = parsedate_to_datetime(date or "")
        except ValueError:
            return  # an answer without a Date
        if told.tzinfo is not None:  # "-0000": of no known zone
            self._told = told, time.monotonic()


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "User-Agent": "kaona"}


def _outcome_of(error: ApiException, *, is_reply: bool) -> SendResult:
    request_id = (error.headers or {}).get("x-line-request-id")
    message = message_of(error)
    if error.status == 409:
        return SendResult(
            SendOutcome.ACCEPTED, (error.headers or {}).get("x-line-accepted-request-id")
        )
    if error.status == 429:
        # LINE does not promise its wording; taking an unknown 429 for a rate limit only means
        # trying again.
        outcome = SendOutcome.QUOTA if "monthly limit" in message else SendOutcome.LIMITED
    elif error.status == 401:
        # Our token is at fault, not the message: once an operator has replaced it, it goes out.
        outcome = SendOutcome.BUSY
    elif error.status is None or error.status == 0 or error.status >= 500:
        outcome = SendOutcome.UNKNOWN
    elif is_reply and error.status == 400 and "reply token" in message.lower():
        outcome = SendOutcome.TOKEN_REFUSED
    else:
        outcome = SendOutcome.REFUSED
    return SendResult(outcome, request_id, f"{error.status} {message}"[:300])
