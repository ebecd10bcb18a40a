"""The people, groups and messages of the stand-in, and how to find them."""

import secrets
from datetime import datetime
from typing import Any

from simulator.errors import Impossible
from simulator.world.identifiers import group_id, user_id
from simulator.world.people import Chat, ChatMessage, Content, Group, Person

FIRST_MESSAGE_ID = 500_000_000_000_000_000  # LINE's are numbers of 18 digits
QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})


class Chats:
    """Everyone and everything said; used under the world's lock."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.chats: dict[str, Chat] = {}
        self._messages: dict[str, tuple[str, ChatMessage]] = {}
        self._next_message_id = FIRST_MESSAGE_ID

    def forget(self) -> None:
        """Nobody, nothing said."""
        for kept in (self.people, self.groups, self.chats, self._messages):
            kept.clear()

    def add_person(self, name: str, wanted_id: str | None) -> Person:
        """A new person. Raises Impossible for an id that is taken."""
        person = Person(wanted_id or user_id(), name)
        if person.user_id in self.people:
            raise Impossible(f"there is already a person {person.user_id}", 409)
        self.people[person.user_id] = person
        self.chats[person.user_id] = Chat(person.user_id)
        return person

    def add_group(self, name: str, members: list[str], wanted_id: str | None) -> Group:
        """A new group with the bot in it. Raises Impossible for unknown members or an id that is
        taken.
        """
        for member in members:
            self.person(member)
        group = Group(wanted_id or group_id(), name, list(dict.fromkeys(members)))
        if group.group_id in self.groups:
            raise Impossible(f"there is already a group {group.group_id}", 409)
        self.groups[group.group_id] = group
        self.chats[group.group_id] = Chat(group.group_id)
        return group

    def person(self, person_id: str) -> Person:
        """A person by id. Raises Impossible (404)."""
        if person_id not in self.people:
            raise Impossible(f"there is no person {person_id}", 404)
        return self.people[person_id]

    def group(self, wanted_id: str) -> Group:
        """A group by id. Raises Impossible (404)."""
        if wanted_id not in self.groups:
            raise Impossible(f"there is no group {wanted_id}", 404)
        return self.groups[wanted_id]

    def chat(self, chat_id: str) -> Chat:
        """A chat by the id of its person or group. Raises Impossible (404)."""
        if chat_id not in self.chats:
            raise Impossible(f"there is no chat {chat_id}", 404)
        return self.chats[chat_id]

    def message(self, message_id: str) -> tuple[str, ChatMessage]:
        """A message and its chat's id. Raises Impossible (404)."""
        if message_id not in self._messages:
            raise Impossible(f"there is no message {message_id}", 404)
        return self._messages[message_id]

    def find_message(self, message_id: str) -> ChatMessage | None:
        """A message by id, or None."""
        found = self._messages.get(message_id)
        return found[1] if found else None

    def add_message(
        self,
        seq: int,
        chat_id: str,
        sender: str,
        message: dict[str, Any],
        at: datetime,
        *,
        content: Content | None = None,
        via: str | None = None,
    ) -> ChatMessage:
        """Keep a message at a chat's end and give it an id, and a quote token if it can be
        quoted.
        """
        identity = self.next_message_id()
        quote = f"{identity}.{secrets.token_urlsafe(12)}" if message["type"] in QUOTABLE else None
        added = ChatMessage(seq, identity, at, sender, message, quote, content, via)
        chat = self.chats[chat_id]
        chat.messages.append(added)
        if sender == "bot":
            chat.unread += 1
            chat.loading_until = None
        else:
            chat.unread = 0
        self._messages[identity] = (chat_id, added)
        return added

    def next_message_id(self) -> str:
        """An id for a message, greater than all before."""
        self._next_message_id += secrets.randbelow(90_000) + 1
        return str(self._next_message_id)

    def quotes(self, quote_token: str, chat_id: str) -> bool:
        """Whether a quote token is of a message in this chat."""
        found = self._messages.get(quote_token.partition(".")[0])
        return found is not None and found[0] == chat_id and found[1].quote_token == quote_token

    def name_of(self, chat_id: str) -> str:
        """What a chat is called."""
        person = self.people.get(chat_id)
        return person.name if person else self.groups[chat_id].name
