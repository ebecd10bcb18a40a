"""The channel access token: the long-lived one of the settings, or stateless ones issued when
needed (LINE advises these).
"""

import json
import threading
import time
from typing import Any

import urllib3

from bot.line.errors import NoToken
from bot.settings import Settings

_SHORTEST_REST = (
    300.0  # seconds before its end at which a token is replaced; a stateless one lives 900
)
_PAUSE = 2.0  # seconds for which a failure to get one is taken as the answer


class AccessToken:
    """Gives the token for a request; threads may share it, and one of them fetches a new one for
    all.
    """

    def __init__(self, settings: Settings, pool: Any, timeout: tuple[float, float]) -> None:
        self._settings = settings
        self._pool = pool
        self._timeout = urllib3.Timeout(*timeout)
        self._lock = threading.Lock()
        self._token = settings.line_channel_access_token or ""
        self._until = float("inf") if self._token else 0.0
        self._failure: tuple[float, NoToken] | None = None

    def get(self) -> str:
        """Return a token that should be good; NoToken when LINE gives none."""
        token, until = self._token, self._until
        if time.monotonic() < until:
            return token
        with self._lock:
            if time.monotonic() >= self._until:
                self._renew()
            return self._token

    def forget(self, token: str) -> bool:
        """Throw away a token LINE refused, if it is still the one in use; False when there is no
        other to be had.
        """
        if self._settings.line_channel_access_token:
            return False
        with self._lock:
            if self._token == token:
                self._until = 0.0
        return True

    def _renew(self) -> None:
        now = time.monotonic()
        if self._failure is not None and now < self._failure[0]:
            # Those who waited while one of us learned it need not each wait for LINE's time-out in
            # turn.
            raise self._failure[1]
        try:
            token, life = self._issue()
        except NoToken as error:
            self._failure = (time.monotonic() + _PAUSE, error)
            raise
        # In this order: a reader without the lock takes the token first.
        self._token = token
        self._until = now + max(life - _SHORTEST_REST, life / 2)

    def _issue(self) -> tuple[str, float]:
        """Ask for a stateless token; return it and the seconds it lives."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self._settings.line_channel_id,
            "client_secret": self._settings.line_channel_secret,
        }
        url = f"{self._settings.line_api_url}/oauth2/v3/token"
        try:
            response = self._pool.request(
                "POST", url, fields=form, encode_multipart=False, timeout=self._timeout
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise NoToken(type(error).__name__) from error
        if response.status != 200:
            raise NoToken(str(response.status), refused=400 <= response.status < 500)
        try:
            issued = json.loads(response.data)
            return str(issued["access_token"]), float(issued["expires_in"])
        except (ValueError, KeyError, TypeError) as error:
            raise NoToken(type(error).__name__) from error
