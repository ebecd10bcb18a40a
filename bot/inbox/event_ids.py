"""By what an event is known: its own id, and the key of the conversation it belongs to."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def id_of(event: dict[str, Any]) -> str:
    """Return webhookEventId; for an event without one (old test events) a digest of what a
    redelivery does not change.
    """
    given = event.get("webhookEventId")
    if isinstance(given, str) and given:
        return _short(given, 40)
    lasting = {name: value for name, value in event.items() if name != "deliveryContext"}
    return _short(json.dumps(lasting, sort_keys=True), 0)


def key_of(event: dict[str, Any]) -> str:
    """Return the conversation an event belongs to: its group or room, else its user; some events
    have no source.
    """
    source = event.get("source")
    source = source if isinstance(source, dict) else {}
    for name in ("groupId", "roomId", "userId"):
        if isinstance(source.get(name), str) and source[name]:
            return _short(source[name], 64)
    return "-"


def _short(text: str, limit: int) -> str:
    """Return an id as it is, or a digest in its place when a column would not take it (long, or
    with letters that are not ASCII).
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    return "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:38]
