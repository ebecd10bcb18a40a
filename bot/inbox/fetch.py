"""The bytes of photos and files, fetched from LINE before an event is handled if they are there
soon, else afterwards (``awaiting``); and how a new person calls themselves.
"""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.inbox.evidence_store import NotStored, clean_name
from bot.line.client import LineUnavailable, NoToken
from bot.log import exception, info
from bot.program import Program
from handlers.incoming import EventKind, read_event, wants_content
from models.reports.awaited_files import bytes_left_today
from models.tables.evidence import Evidence
from models.tables.people import Membership, Person, is_held

_CHUNK = 64 * 1024
_GONE = (404, 410)
_LONGEST_FETCH = 75.0  # seconds; below the lease of an awaited file
SOON = 3.0
"""Seconds from a message's arrival in which its file is waited for before it is answered."""
AT_LEAST = 1.0
"""Seconds in which a file is waited for whose message had to wait itself: one of many at once."""
ASK_AGAIN = (0.5, 1.0, 1.3)
"""Seconds between asking for a file that LINE is still making ready, meanwhile."""


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


class WantedFile(NamedTuple):
    """A file to fetch: LINE's message id and type, its name if it has one, who sent it and when."""

    message_id: str
    media_type: str
    name: str
    user_id: str
    received_at: datetime


class _Attempt:
    """A fetch on a thread of its own and whoever waits for it: one of the two has the last word, so
    that nothing is stored that nobody would know of.
    """

    def __init__(self) -> None:
        self.outcome: Future[dict[str, Any]] = Future()
        self._decided = threading.Lock()

    @property
    def is_decided(self) -> bool:
        """Whether nobody waits any more, or the file is being stored."""
        return self._decided.locked()

    def decide(self) -> bool:
        """Tell whether the caller is the first to decide."""
        return self._decided.acquire(blocking=False)


def wants_fetch(session: Session, event: WaitingEvent, now: datetime) -> bool:
    """Return whether a file must be fetched for an event, and was not yet.

    Files are fetched for those who registered only: what a stranger sends is none of our business,
    and would fill the disk.
    """
    if event.content is not None or not event.payload:
        return False
    if not wants_content(event.payload):  # looked at first: most events bring no file
        return False
    incoming = read_event(event.payload)
    if incoming.kind is not EventKind.MEDIA:
        return False
    who = {"channel": event.channel_id, "line_user": incoming.user_id}
    return session.scalar(_IS_MEMBER.where(is_held(now)), who) is not None


_IS_MEMBER = (
    select(Membership.id)
    .join(Person)
    .where(
        Person.channel_id == bindparam("channel"),
        Person.line_user_id == bindparam("line_user"),
    )
    .limit(1)
)


def fetch_soon(program: Program, event: WaitingEvent) -> dict[str, Any]:
    """Fetch the file of an event if it is there soon: ``{"stored": {...}}``, ``{"refused": why}``,
    or ``{"awaited": name}`` when it is not. Whatever hangs, the caller does not.
    """
    incoming = read_event(event.payload or {})
    name = clean_name(incoming.file_name)
    wanted = WantedFile(
        incoming.message_id or "",
        incoming.media_type,
        name,
        incoming.user_id or "",
        event.received_at,
    )
    attempt = _Attempt()
    threading.Thread(
        target=_try, args=(program, wanted, attempt), name=f"file of {event.id}", daemon=True
    ).start()
    waited = (program.clock() - event.received_at).total_seconds()
    try:
        try:
            return attempt.outcome.result(max(SOON - waited, AT_LEAST))
        except NotInTime:
            if attempt.decide():
                raise
            return attempt.outcome.result(SOON)  # its last byte came as we looked at the clock
    except (FetchLater, NotInTime):
        return {"awaited": name}


def _try(program: Program, wanted: WantedFile, attempt: _Attempt) -> None:
    for pause in (*ASK_AGAIN, None):
        try:
            attempt.outcome.set_result(fetch_file(program, wanted, attempt))
        except FetchLater as later:
            if pause is not None and later.counts and not attempt.is_decided:
                threading.Event().wait(pause)
                continue
            attempt.outcome.set_exception(later)
        except BaseException as error:  # noqa: BLE001 - it reaches whoever waits
            attempt.outcome.set_exception(error)
        return


def fetch_file(
    program: Program, wanted: WantedFile, attempt: _Attempt | None = None
) -> dict[str, Any]:
    """Fetch a file: ``{"stored": {...}}`` or ``{"refused": why}``. FetchLater to try again."""
    try:
        most = _room(program, wanted)
        if not most:
            return {"refused": "day_full"}
        with program.line.content(wanted.message_id) as stream:
            chunks = _in_time(stream.stream(_CHUNK), attempt)
            stored = program.store.save(
                chunks, wanted.received_at, wanted.name, key=wanted.message_id, most=most
            )
    except LineUnavailable as error:
        if error.status in _GONE:
            return {"refused": "gone"}
        info("content.later", message=wanted.message_id, status=error.status)
        if isinstance(error, NoToken) or error.status == 401:
            raise FetchLater(timedelta(seconds=15), counts=False) from error
        raise FetchLater(timedelta(seconds=3)) from error
    except NotStored as error:
        return {"refused": error.reason}
    except OSError as error:
        exception("content.not_stored", message=wanted.message_id)
        raise FetchLater(timedelta(seconds=15), counts=False) from error
    name = wanted.name or _plain_name(wanted.media_type, stored.path)
    return {"stored": {**stored.__dict__, "name": name}}


def _room(program: Program, wanted: WantedFile) -> int:
    """Return how many bytes the sender may still hand in today. OSError when DATA_DIR is not the
    folder it was: something is not mounted, and what is written now would be lost beneath it.
    """
    with program.database.read() as session:
        person_id = session.scalar(
            select(Person.id).where(
                Person.channel_id == program.channel_id, Person.line_user_id == wanted.user_id
            )
        )
        if not program.store.is_there() and session.scalar(_ANY_FILE) is not None:
            raise OSError(
                "DATA_DIR has no folder evidence: is it mounted? (empty on purpose: make it)"
            )
        return bytes_left_today(session, person_id, program.clock()) if person_id else 0


_ANY_FILE = select(Evidence.id).where(Evidence.path.is_not(None)).limit(1)


def _in_time(chunks: Iterator[bytes], attempt: _Attempt | None) -> Iterator[bytes]:
    """Pass a stream on; LineUnavailable when it is so slow that the lease would run out and another
    process would begin it anew, or when nobody waits for it any more.
    """
    until = time.monotonic() + _LONGEST_FETCH
    for chunk in chunks:
        if time.monotonic() > until:
            raise LineUnavailable(None, "too slow")
        yield chunk
    if attempt is not None and not attempt.decide():
        raise LineUnavailable(None, "too slow")


def _plain_name(media_type: str, path: str) -> str:
    """Return a name for something that came without one: LINE gives photos, films and voices
    none.
    """
    return f"{'photo' if media_type == 'image' else media_type}.{path.rpartition('.')[2]}"


def keep_display_name(program: Program, user_id: str) -> None:
    """Store how a person calls themselves in LINE; it is only a courtesy, asked for after they were
    answered, and not getting it holds nothing up.
    """
    try:
        name = str(program.line.profile(user_id)["displayName"]).replace("\0", "")[:200]
    except (LineUnavailable, KeyError):
        return
    with program.database.begin() as session:
        session.execute(
            update(Person)
            .where(
                Person.channel_id == program.channel_id,
                Person.line_user_id == user_id,
                Person.erase_asked_at.is_(None),
            )
            .values(display_name=name)
        )
