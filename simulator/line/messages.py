"""LINE's endpoints that send messages, check them, and count them."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from simulator import sending
from simulator.channel import Channel
from simulator.checks.messages import check_body
from simulator.errors import LineError
from simulator.limits import PER_HOUR_60, PER_SECOND_200
from simulator.routes import Body, Call, Route
from simulator.server import Answer, json_answer

VALIDATED = ("reply", "push", "multicast", "broadcast", "narrowcast")
MENTIONING = frozenset({"reply", "push"})


def _checked(call: Call, kind: str, *, mentions: bool = False) -> dict[str, Any]:
    check_body(kind, call.body, call.channel.settings.allow_http, mentions=mentions)
    body: dict[str, Any] = call.body
    return body


def _reply(call: Call) -> Answer:
    if "x-line-retry-key" in call.request.headers:
        raise LineError(400, "The retry key cannot be used with this endpoint")
    body = _checked(call, "reply", mentions=True)
    with call.channel.lock:
        return json_answer(sending.reply(call.channel, body["replyToken"], body["messages"]))


def _once(call: Call, send: Callable[[], sending.Sent]) -> Answer:
    """Send once for a retry key: a repetition within 24 hours is told 409 and what the first call
    was answered.
    """
    channel = call.channel
    key = call.request.headers.get("x-line-retry-key")
    with channel.lock:
        channel.retry_keys.check(key, channel.clock.now())
        sent = send()
        channel.retry_keys.accept(key, call.request_id, sent, channel.clock.now())
    return json_answer(sent)


def _push(call: Call) -> Answer:
    body = _checked(call, "push", mentions=True)
    return _once(call, lambda: sending.push(call.channel, body["to"], body["messages"]))


def _multicast(call: Call) -> Answer:
    body = _checked(call, "multicast")
    return _once(call, lambda: sending.multicast(call.channel, body["to"], body["messages"]))


def _broadcast(call: Call) -> Answer:
    body = _checked(call, "broadcast")
    return _once(call, lambda: sending.broadcast(call.channel, body["messages"]))


def _narrowcast(_: Call) -> Answer:
    raise LineError(403, "Access to this API is not available for your account")


def _validate(call: Call) -> Answer:
    kind = call.params["kind"]
    if kind not in VALIDATED:
        raise LineError(404, "Not found")
    _checked(call, "validate", mentions=kind in MENTIONING)
    return json_answer({})


def _quota(call: Call) -> Answer:
    limit = call.channel.quota.limit
    return json_answer({"type": "none"} if limit is None else {"type": "limited", "value": limit})


def _consumption(call: Call) -> Answer:
    with call.channel.lock:
        return json_answer({"totalUsage": call.channel.quota.used(call.channel.clock.now())})


def _delivered(call: Call) -> Answer:
    written = call.request.query.get("date", "")
    if call.params["kind"] not in {"reply", "push", "multicast", "broadcast"}:
        raise LineError(404, "Not found")
    if not re.fullmatch(r"\d{8}", written):
        raise LineError(400, "date is required" if not written else "Bad Request")
    try:
        day = datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 a day of UTC+9, not a moment
    except ValueError:
        raise LineError(400, "Bad Request") from None
    channel: Channel = call.channel
    with channel.lock:
        count = channel.quota.sent_on(call.params["kind"], day, channel.clock.now())
    return json_answer(
        {"status": "unready"} if count is None else {"status": "ready", "success": count}
    )


ROUTES = (
    Route("POST", "/v2/bot/message/reply", _reply, Body.JSON),
    Route("POST", "/v2/bot/message/push", _push, Body.JSON),
    Route("POST", "/v2/bot/message/multicast", _multicast, Body.JSON, PER_SECOND_200),
    Route("POST", "/v2/bot/message/broadcast", _broadcast, Body.JSON, PER_HOUR_60),
    Route("POST", "/v2/bot/message/narrowcast", _narrowcast, Body.JSON, PER_HOUR_60),
    Route("POST", "/v2/bot/message/validate/{kind}", _validate, Body.JSON),
    Route("GET", "/v2/bot/message/quota", _quota),
    Route("GET", "/v2/bot/message/quota/consumption", _consumption),
    Route("GET", "/v2/bot/message/delivery/{kind}", _delivered),
)
