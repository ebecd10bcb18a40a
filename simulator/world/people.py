"""Who and what lives in the stand-in: people, groups, messages."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

# A person who is no friend can be pushed to for this long after writing to the bot (reference,
# "Send push message").
WROTE_LATELY = timedelta(days=7)


@dataclass
class Person:
    """Someone with LINE on a phone."""

    user_id: str
    name: str
    friend: bool = False
    blocked: bool = False
    wrote_at: datetime | None = None
    rich_menu_id: str | None = None

    def reachable(self, now: datetime) -> bool:
        """Whether a push is shown: to friends, and to who wrote in the last 7 days, and never to a
        blocker.
        """
        lately = self.wrote_at is not None and now - self.wrote_at <= WROTE_LATELY
        return not self.blocked and (self.friend or lately)

    def shows_profile(self) -> bool:
        """Whether the bot may read the profile: of friends, and of who ever wrote, and never of a
        blocker.
        """
        return not self.blocked and (self.friend or self.wrote_at is not None)

    def state(self) -> dict[str, Any]:
        """As the control API shows it."""
        return {
            "userId": self.user_id,
            "name": self.name,
            "friend": self.friend,
            "blocked": self.blocked,
        }


@dataclass
class Group:
    """A group chat; `members` are user ids in the order they came, the bot not among them."""

    group_id: str
    name: str
    members: list[str]
    bot_in: bool = True

    def state(self) -> dict[str, Any]:
        """As the control API shows it."""
        return {
            "groupId": self.group_id,
            "name": self.name,
            "members": list(self.members),
            "bot_in": self.bot_in,
        }


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a photo or file a person sent; not ready for the bot before `ready_at`."""

    data: bytes
    content_type: str
    file_name: str | None
    ready_at: datetime


@dataclass
class ChatMessage:
    """A message in a chat, by a person or by the bot (`sender` "bot")."""

    seq: int
    id: str
    at: datetime
    sender: str
    message: dict[str, Any]
    quote_token: str | None = None
    content: Content | None = None
    via: str | None = None
    unsent: bool = False
    edited: bool = False

    def state(self) -> dict[str, Any]:
        """As the control API shows it: nothing of its text or bytes once it is unsent."""
        shown: dict[str, Any] = {
            "seq": self.seq,
            "id": self.id,
            "at": self.at.isoformat(),
            "from": self.sender,
            "message": {"type": self.message["type"]} if self.unsent else self.message,
            "unsent": self.unsent,
        }
        if self.edited:
            shown["edited"] = True
        if self.content is not None and not self.unsent:
            shown["contentUrl"] = f"/_sim/content/{self.id}"
        if self.via is not None:
            shown["via"] = self.via
        return shown


@dataclass
class Chat:
    """The messages of a one-to-one chat (its id the person's) or of a group."""

    chat_id: str
    messages: list[ChatMessage] = field(default_factory=list)
    unread: int = 0
    loading_until: datetime | None = None

    @property
    def is_group(self) -> bool:
        return self.chat_id.startswith("C")
