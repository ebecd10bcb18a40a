"""What a handler gives back: messages for whoever spoke, and notices for others. Handlers neither
send nor commit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.prefetch import Prefetched
from messages.outgoing import Outgoing
from messages.parts import Message


@dataclass(frozen=True)
class Answer:
    """What an event leads to beside its changes.

    ``messages`` answer it (none: silence), ``notices`` are pushes to others, ``erase`` are stored
    files to delete, ``entered`` are the LINE user ids of those who have just registered.
    """

    messages: tuple[Message, ...] = ()
    notices: tuple[Outgoing, ...] = ()
    erase: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()

    @classmethod
    def of(cls, *messages: Message) -> Answer:
        """An answer of messages only."""
        return cls(messages)

    def telling(self, notices: tuple[Outgoing, ...]) -> Answer:
        """The same answer, with notices to others."""
        return replace(self, notices=notices)


SILENCE = Answer()


@dataclass(frozen=True)
class Context:
    """What every handler works with: the transaction's session, the channel, the moment, how to
    address evidence, who is known.
    """

    session: Session
    channel_id: int
    now: datetime
    evidence_link: Callable[[int], str | None]
    known: Prefetched = field(default_factory=Prefetched)
