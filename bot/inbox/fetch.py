"""What must be fetched from LINE before an event can be handled: the bytes of photos and files, a
new person's profile.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.inbox.evidence_store import NotStored, clean_name
from bot.line.client import LineUnavailable, NoToken
from bot.log import exception, info
from bot.program import Program
from handlers.incoming import EventKind, read_event, wants_content
from messages.taps import Action
from models.tables.people import Membership, Person, is_held

_CHUNK = 64 * 1024
_GONE = (404, 410)
_LONGEST_FETCH = 75.0  # seconds; below the lease of the conversation


class FetchLater(Exception):
    """It cannot be had now; ``wait`` is how long to leave it.

    ``counts``: another try that failed, of which there are only so many. What is our own fault
    (no token, no room on the disk) does not count: it is tried until somebody has repaired it.
    """

    def __init__(self, wait: timedelta, *, counts: bool = True) -> None:
        super().__init__(str(wait))
        self.wait, self.counts = wait, counts


class WaitingEvent(NamedTuple):
    """An event that waits to be handled, as far as handling needs it (a plain row: it is read for
    every event).
    """

    id: int
    webhook_event_id: str
    channel_id: int
    conversation_id: int
    payload: dict[str, Any] | None
    content: dict[str, Any] | None
    received_at: datetime
    next_try_at: datetime | None
    attempts: int


def wants_fetch(session: Session, event: WaitingEvent) -> bool:
    """Return whether something must be fetched for an event, and was not yet.

    Files are fetched for those who registered only: what a stranger sends is none of our business,
    and would fill the disk.
    """
    if event.content is not None or not event.payload:
        return False
    incoming = read_event(event.payload)
    if incoming.tap is not None:
        return incoming.tap.action is Action.CONSENT
    if incoming.kind is not EventKind.MEDIA or not wants_content(event.payload):
        return False
    who = {"channel": event.channel_id, "line_user": incoming.user_id}
    return session.scalar(_IS_MEMBER, who) is not None


_IS_MEMBER = (
    select(Membership.id)
    .join(Person)
    .where(
        Person.channel_id == bindparam("channel"),
        Person.line_user_id == bindparam("line_user"),
        is_held(),
    )
    .limit(1)
)


def fetch_content(
    program: Program, payload: dict[str, Any], received_at: datetime
) -> dict[str, Any]:
    """Fetch what an event needs: ``{"stored": {...}}``, ``{"refused": why}`` or ``{"profile":
    name}``. FetchLater to try again.
    """
    incoming = read_event(payload)
    if incoming.tap is not None:
        return {"profile": _display_name(program, incoming.user_id or "")}
    message_id = incoming.message_id or ""
    try:
        with program.line.content(message_id) as stream:
            chunks = _in_time(stream.stream(_CHUNK))
            stored = program.store.save(chunks, received_at, incoming.file_name, key=message_id)
    except LineUnavailable as error:
        if error.status in _GONE:
            return {"refused": "gone"}
        info("content.later", message=message_id, status=error.status)
        if isinstance(error, NoToken) or error.status == 401:
            raise FetchLater(timedelta(seconds=15), counts=False) from error
        raise FetchLater(timedelta(seconds=3)) from error
    except NotStored as error:
        return {"refused": error.reason}
    except OSError as error:
        exception("content.not_stored", message=message_id)
        raise FetchLater(timedelta(seconds=15), counts=False) from error
    name = clean_name(incoming.file_name) or _plain_name(incoming.media_type, stored.path)
    return {"stored": {**stored.__dict__, "name": name}}


def _in_time(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass a stream on; LineUnavailable when it is so slow that the lease would run out and another
    process would begin it anew.
    """
    until = time.monotonic() + _LONGEST_FETCH
    for chunk in chunks:
        if time.monotonic() > until:
            raise LineUnavailable(None, "too slow")
        yield chunk


def _plain_name(media_type: str, path: str) -> str:
    """Return a name for something that came without one: LINE gives photos, films and voices
    none.
    """
    return f"{'photo' if media_type == 'image' else media_type}.{path.rpartition('.')[2]}"


def _display_name(program: Program, user_id: str) -> str | None:
    """Return how a person calls themselves in LINE; it is only a courtesy, so not getting it holds
    nothing up.
    """
    try:
        return str(program.line.profile(user_id)["displayName"])[:200]
    except (LineUnavailable, KeyError):
        return None
