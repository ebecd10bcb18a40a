"""A webhook's body read as events, each by itself: a value or an event that cannot be kept costs
only itself, never its neighbours.

What cannot be stored as JSON is kept as its kind and the digest of its text: a number no database
takes in its place, an event that cannot be read at all (nested past every use, broken) whole.
"""

import hashlib
import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DEEPEST = 50  # levels of an event; LINE's have five, PostgreSQL ends at some thousands
_LONGEST_NUMBER = 300  # digits; Python itself refuses more than 4,300
_LOOKS = 50
"""Objects before an event's id that may be its beginning, in a body that is broken."""
_EVENTS = re.compile(r'"events"\s*:\s*\[')
_BETWEEN = " \t\r\n,]}"
_OBJECT = re.compile(r"[,\[]\s*(?=\{)")
_DESTINATION = re.compile(r'"destination"\s*:\s*"(\w{1,64})"')
_ID = re.compile(r'"(?:webhookEventId|timestamp)"\s*:')
_TYPE = re.compile(r'"type"\s*:\s*"(\w{1,40})"')


@dataclass(frozen=True)
class WebhookBody:
    """For whom a body is (LINE's id of a bot; None when it does not say), and its events."""

    destination: str | None
    events: list[dict[str, Any]]


def read_body(body: bytes) -> WebhookBody | None:
    """Read a body; None when it is in no shape that brings events."""
    text = _text_of(body)
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return _read_in_pieces(text)
    events = value.get("events") if isinstance(value, dict) else None
    if not isinstance(events, list):
        return None
    events = [event for event in events if isinstance(event, dict)]
    # Fewer brackets than that cannot be nested so deep.
    many = body.count(b"{") + body.count(b"[") > _DEEPEST
    if many and not all(map(_is_flat_enough, events)):
        return _read_in_pieces(text)
    destination = value.get("destination")
    return WebhookBody(destination if isinstance(destination, str) else None, events)


def unreadable(text: str) -> dict[str, Any]:
    """Return what is kept of an event that cannot be stored: its kind, as far as it can be told,
    and a digest.
    """
    kind = _TYPE.search(text)
    return {"type": "unreadable", "kind": kind[1] if kind else None, **_digest(text)}


def _text_of(body: bytes) -> str:
    try:
        return body.decode(json.detect_encoding(body), "surrogatepass")
    except UnicodeDecodeError:
        return body.decode("utf-8", "replace")


def _digest(text: str) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}


def _integer(text: str) -> Any:
    return int(text) if len(text) <= _LONGEST_NUMBER else {"kind": "number", **_digest(text)}


def _float(text: str) -> Any:
    value = float(text)
    return value if math.isfinite(value) else {"kind": "number", **_digest(text)}


# NaN and Infinity are no JSON; PostgreSQL would refuse to store them.
_DECODER = json.JSONDecoder(
    parse_int=_integer, parse_float=_float, parse_constant=lambda _name: None
)


def _is_flat_enough(event: dict[str, Any]) -> bool:
    level: list[Any] = [event]
    for _ in range(_DEEPEST):
        level = [
            part
            for value in level
            for part in (value.values() if isinstance(value, dict) else value)
            if isinstance(part, dict | list)
        ]
        if not level:
            return True
    return False


def _read_in_pieces(text: str) -> WebhookBody | None:
    """Read a body that is not JSON as a whole, or too deep."""
    found = _EVENTS.search(text)
    if found is None:
        return None
    destination = _DESTINATION.search(text)
    events = list(_broken_events(text, found.end()))
    return WebhookBody(destination[1] if destination else None, events)


def _broken_events(text: str, start: int) -> Iterator[dict[str, Any]]:
    """Give the events that are whole by themselves, and what lies between them as unreadable."""
    kept_to = start
    for begin, end, event in _whole_events(text, start):
        if spoilt := text[kept_to:begin].strip(_BETWEEN):
            yield unreadable(spoilt)
        yield event
        kept_to = end
    if spoilt := text[kept_to:].strip(_BETWEEN):
        yield unreadable(spoilt)


def _whole_events(text: str, start: int) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Give the smallest whole event round each id of LINE's, or round the time of one that has no
    id, with where it begins and ends.

    Not by counting brackets: those of a spoilt event do not match.
    """
    places = [place.end() for place in _OBJECT.finditer(text, start - 1)]
    read: dict[int, tuple[Any, int]] = {}
    done_to = start
    for found in _ID.finditer(text, start):
        if found.start() < done_to:
            continue
        near = bisect_left(places, found.start())
        for place in reversed(places[max(near - _LOOKS, 0) : near]):
            if place < done_to:
                break
            if place not in read:
                read[place] = _whole_object(text, place)
            value, end = read[place]
            if end > found.end() and _is_event(value):
                done_to = end
                if _is_flat_enough(value):
                    yield place, end, value
                break


def _whole_object(text: str, place: int) -> tuple[Any, int]:
    """Return the object that begins at a place, and where it ends; None and 0 for a broken one."""
    try:
        return _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, 0


def _is_event(value: Any) -> bool:
    """Tell an event from what stands in one: by its id, or by kind and time where it has none."""
    if "webhookEventId" in value:
        return isinstance(value["webhookEventId"], str)
    return isinstance(value.get("type"), str) and type(value.get("timestamp")) is int
