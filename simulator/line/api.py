"""LINE's Messaging API as a whole: every call is found, delayed or failed as ordered,
authorized, limited, read, served and logged.
"""

import contextlib
import time
import uuid
from datetime import UTC
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl

from simulator.channel import Channel
from simulator.errors import LineError
from simulator.faults import FaultEffect
from simulator.line import chats, login, messages, richmenus, tokens
from simulator.routes import Body, Call, Route, Table, parse_json
from simulator.server import Answer, Request, json_answer

ROUTES: tuple[Route, ...] = (
    *messages.ROUTES,
    *chats.ROUTES,
    *richmenus.ROUTES,
    *tokens.ROUTES,
    *login.ROUTES,
)
TABLE: Table[Route] = Table((route.method, route.template, route) for route in ROUTES)
UNAUTHORIZED = (
    "Authentication failed. Confirm that the access token in the authorization header is valid."
)
FAULT_MESSAGES = {
    429: "The API rate limit has been exceeded. Try again later.",
    500: "Internal Server Error",
}


class LineApi:
    """LINE's side of the stand-in."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def __call__(self, request: Request) -> Answer | None:
        """Answer a call, or None to drop its connection; either way it is logged."""
        request_id = str(uuid.uuid4())
        with self.channel.lock:
            effect = self.channel.faults.apply(request.path)
        if effect.delay_ms:
            time.sleep(effect.delay_ms / 1000)
        body: Any = None
        error: LineError | None = None
        answer: Answer | None = None
        try:
            if effect.drop != "before":
                route, params = TABLE.find(request.method, request.path)
                self._admit(route, request, effect)
                body = _read(route, request)
                answer = route.serve(Call(self.channel, request, params, body, request_id))
        except LineError as refused:
            error = refused
            answer = json_answer(refused.body(), refused.status, refused.headers)
        self._log(request, body, effect, answer, error)
        if answer is None or effect.drop is not None:
            return None
        return Answer(
            answer.status,
            answer.body,
            answer.content_type,
            {
                **answer.headers,
                "x-line-request-id": request_id,
                "Date": format_datetime(self.channel.clock.now().astimezone(UTC), usegmt=True),
            },
        )

    def _admit(self, route: Route, request: Request, effect: FaultEffect) -> None:
        """Refuse who has no live token, comes too often, or meets an ordered error."""
        if effect.status is not None:
            raise LineError(
                effect.status, effect.message or FAULT_MESSAGES.get(effect.status, "Error")
            )
        with self.channel.lock:
            if route.authorized:
                scheme, _, token = request.headers.get("authorization", "").partition(" ")
                if (
                    scheme.lower() != "bearer"
                    or self.channel.tokens.seconds_left(token.strip()) is None
                ):
                    raise LineError(
                        401,
                        UNAUTHORIZED,
                        headers={"WWW-Authenticate": 'Bearer realm="api.line.me"'},
                    )
            self.channel.rates.take(route.endpoint, route.rate)
        if request.too_large:
            raise LineError(
                413,
                (
                    "Request exceeds the max size of 2MB. Make the request smaller than 2MB and "
                    "try "
                    "again."
                ),
            )

    def _log(
        self,
        request: Request,
        body: Any,
        effect: FaultEffect,
        answer: Answer | None,
        error: LineError | None,
    ) -> None:
        """Note a call with its JSON, read already or not; forms hold secrets and are not kept."""
        if not request.headers.get("content-type", "").startswith("application/json"):
            body = None
        elif body is None:
            with contextlib.suppress(LineError):
                body = parse_json(request.body)
        with self.channel.lock:
            self.channel.journal.request(
                self.channel.clock.now(),
                request.method,
                request.path,
                None if answer is None else answer.status,
                body=body,
                retry_key=request.headers.get("x-line-retry-key"),
                error=error.message if error else ("dropped" if effect.drop else None),
            )


def _read(route: Route, request: Request) -> Any:
    """The body as the route wants it. Raises LineError: 415 for another content type, 400 for bad
    JSON.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if route.body is Body.JSON:
        if kind != "application/json":
            raise LineError(415, f"The content type, {kind or 'none'}, is not supported")
        return parse_json(request.body)
    if route.body is Body.FORM:
        if kind != "application/x-www-form-urlencoded":
            raise LineError(415, f"The content type, {kind or 'none'}, is not supported")
        return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    return None
