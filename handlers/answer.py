"""What a handler gives back: messages for whoever spoke, and notices for others. Handlers neither
send nor commit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.prefetch import Prefetched
from messages.chat.small_talk import left_over
from messages.limits import MESSAGES
from messages.outgoing import Outgoing
from messages.parts import LineAction, Message, with_quick


@dataclass(frozen=True)
class Confirmed:
    """A change that an answer confirms, stated so that it can be said once more by itself."""

    organization_id: int
    message: Message


@dataclass(frozen=True)
class Answer:
    """What an event leads to beside its changes.

    ``messages`` answer it (none: silence), ``notices`` are pushes to others, ``erase`` are stored
    files to delete, ``entered`` are the LINE user ids of those who have just registered, or
    asked to be erased: they get another menu. ``joined``
    is the id of the organization to which the person, or the group, has just come: they hear with
    the answer what they missed. ``confirms`` is pushed if nobody knows whether the answer arrived.
    """

    messages: tuple[Message, ...] = ()
    notices: tuple[Outgoing, ...] = ()
    erase: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    joined: int | None = None
    confirms: Confirmed | None = None

    @classmethod
    def of(cls, *messages: Message) -> Answer:
        """An answer of messages only."""
        return cls(messages)

    def preceded_by(self, *messages: Message) -> Answer:
        """The same answer with messages before its own."""
        return replace(self, messages=(*messages, *self.messages))

    def followed_by(self, *messages: Message) -> Answer:
        """The same answer with messages after its own."""
        return replace(self, messages=(*self.messages, *messages))

    def fitting(self) -> Answer:
        """The answer as LINE takes it: of more messages than there is room for the first, and in
        the place of the others how many there are and how to see them. What comes first is said
        once only, and confirms what was changed; lists come last, and are there to be asked again.
        """
        if len(self.messages) <= MESSAGES:
            return self
        kept, left = self.messages[: MESSAGES - 1], self.messages[MESSAGES - 1 :]
        note = left_over(len(left), again=self.confirms is None)
        if quick := left[-1].get("quickReply"):
            note |= {"quickReply": quick}
        return replace(self, messages=(*kept, note))

    def with_quick(self, quick: Sequence[LineAction]) -> Answer:
        """The same answer with these quick replies under its last message."""
        return replace(self, messages=(*self.messages[:-1], with_quick(self.messages[-1], quick)))

    def offering(self, more: Sequence[LineAction]) -> Answer:
        """The same answer with these quick replies before those under its last message."""
        items = self.messages[-1].get("quickReply", {}).get("items", []) if self.messages else []
        return self.with_quick([*more, *(each["action"] for each in items)])

    @property
    def quick(self) -> list[LineAction]:
        """The quick replies under its last message."""
        items = self.messages[-1].get("quickReply", {}).get("items", []) if self.messages else []
        return [each["action"] for each in items]

    def beside(self, other: Answer) -> Answer:
        """The same answer after the messages of another, with its quick replies too: LINE shows
        only those under the last message.
        """
        offered = [each for each in other.quick if each not in self.quick]
        return self.preceded_by(*other.messages).with_quick([*offered, *self.quick])

    def notifying(self, notices: tuple[Outgoing, ...]) -> Answer:
        """The same answer, with notices to others."""
        return replace(self, notices=notices)

    def confirming(self, organization_id: int, message: Message) -> Answer:
        """The same answer, which confirms a change."""
        return replace(self, confirms=Confirmed(organization_id, message))

    def erasing(self, *paths: str) -> Answer:
        """The same answer, with stored files to delete."""
        return replace(self, erase=paths)


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
    entry_link: Callable[[str], str | None]
    known: Prefetched = field(default_factory=Prefetched)
