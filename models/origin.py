"""Where a change came from: a page, the chat, a command, or the clock.

A transaction begins in one of these places and carries it (``come_from``), so that whatever writes
the history in it tells the same; nobody below has to pass it on.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

_KEY = "kaona_origin"


class Place(StrEnum):
    """What kind of place a change is made in."""

    PAGE = "page"
    CHAT = "chat"
    COMMAND = "command"
    CLOCK = "clock"  # the scheduler: a moment came, or work somebody had asked for


@dataclass(frozen=True)
class Origin:
    """Where a change came from. ``person_id`` is who made it, where the place knows; ``described``
    names the browser with its address, or the user of the machine: it can be erased by itself.
    """

    place: Place
    person_id: int | None = None
    described: str | None = None


def come_from(session: Session, origin: Origin) -> None:
    """Say where everything that is changed in this session from now on comes from."""
    session.info[_KEY] = origin


def origin_of(session: Session) -> Origin | None:
    """Return where the session's changes come from; None where nobody said."""
    found = session.info.get(_KEY)
    return found if isinstance(found, Origin) else None
