"""LINE's judgement of messages, from the stand-in's checker."""

from __future__ import annotations

from collections.abc import Iterable

from messages.parts import Message
from simulator.checks.messages import check_body


def taken(messages: Iterable[Message]) -> None:
    """Assert that LINE takes some messages in one push; what it refuses is raised."""
    found = list(messages)
    assert 1 <= len(found) <= 5
    check_body("push", {"to": "U" + "0" * 32, "messages": found}, frozenset())
