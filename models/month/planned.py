"""What the month will send, as somebody looks ahead (``scheduler.preview`` finds it)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Planned(StrEnum):
    """Where a slot stands; the values are printed."""

    AHEAD = "ahead"
    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets a push: ``name`` is None for a group, ``messages`` what it costs (paid messages),
    None for a group whose members nobody counted yet, 0 for who reads it with their next answer.
    """

    name: str | None
    messages: int | None

    @property
    def is_free(self) -> bool:
        """Whether it is not pushed, but read with the next answer."""
        return self.name is not None and self.messages == 0


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """One slot, or (``WAITING``) messages that are stored already and go at their time.

    ``at`` (UTC) is when it goes or was done, None when its time is over. ``to`` is empty for what
    was done.
    """

    job: str
    month: date | None
    at: datetime | None
    state: Planned
    to: tuple[Addressee, ...] = ()
    card: tuple[dict[str, Any], ...] = ()
    """What the first of them would read, as LINE takes it."""

    @property
    def messages(self) -> int:
        """What it costs in paid messages, without groups nobody counted yet."""
        return sum(each.messages or 0 for each in self.to)
