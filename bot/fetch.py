"""What must be fetched from LINE before an event can be handled: the bytes of photos and files, a new person's profile."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bot.evidence_store import NotStored, clean_name
from bot.line_client import LineUnavailable
from bot.log import note
from bot.program import Program
from handlers.incoming import read_event, wants_content
from handlers.registration import CONSENT

_CHUNK = 64 * 1024
_GONE = (404, 410)


class FetchLater(Exception):
    """LINE cannot give it now; ``wait`` is how long to leave it."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait


class Waiting(NamedTuple):
    """An event that waits to be handled, as far as handling needs it (a plain row: it is read for every event)."""

    id: int
    webhook_event_id: str
    channel_id: int
    payload: dict[str, Any] | None
    content: dict[str, Any] | None
    received_at: datetime
    next_try_at: datetime | None


def wants_fetch(event: Waiting) -> bool:
    """Tell whether something must be fetched for an event, and was not yet."""
    if event.content is not None or not event.payload:
        return False
    return wants_content(event.payload) or _is_consent(event.payload)


def fetch_content(program: Program, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Fetch what an event needs: ``{"stored": {...}}``, ``{"refused": why}`` or ``{"profile": name}``. FetchLater to try again."""
    incoming = read_event(payload)
    if _is_consent(payload):
        return {"profile": _display_name(program, incoming.user_id or "")}
    message_id = incoming.message_id or ""
    try:
        with program.line.content(message_id) as stream:
            stored = program.store.save(stream.stream(_CHUNK), now, incoming.file_name)
    except LineUnavailable as error:
        if error.status in _GONE:
            return {"refused": "gone"}
        note("content.later", message=message_id, status=error.status)
        raise FetchLater(timedelta(seconds=3)) from error
    except NotStored as error:
        return {"refused": error.reason}
    name = clean_name(incoming.file_name) or _plain_name(stored.path)
    return {"stored": {**stored.__dict__, "name": name}}


def _plain_name(path: str) -> str:
    """Return a name for something that came without one, by its type."""
    return f"photo.{path.rpartition('.')[2]}"


def _display_name(program: Program, user_id: str) -> str | None:
    """Return how a person calls themselves in LINE; it is only a courtesy, so not getting it holds nothing up."""
    try:
        return str(program.line.profile(user_id)["displayName"])[:200]
    except (LineUnavailable, KeyError):
        return None


def _is_consent(payload: dict[str, Any]) -> bool:
    tap = read_event(payload).tap
    return tap is not None and tap.action == CONSENT
