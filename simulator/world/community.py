"""Who comes and goes: people add and block the bot, found groups, join and leave them.

The same rules hold for every method as in ``simulator.world.world``.
"""

from typing import Any

from simulator.channel import Channel
from simulator.errors import Impossible
from simulator.world.events import Raised
from simulator.world.people import Group, Person

Answer = dict[str, Any]


class Community:
    """The people and groups around a channel, whose parts it shows under their own names."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.lock = channel.lock
        self.clock = channel.clock
        self.chats = channel.chats
        self.events = channel.events
        self.faults = channel.faults
        self.journal = channel.journal
        self.quota = channel.quota
        self.richmenus = channel.richmenus
        self.settings = channel.settings
        self.tokens = channel.tokens

    def add_person(self, name: str, user_id: str | None = None, *, friend: bool = True) -> Answer:
        """Someone with LINE; a friend of the bot (`follow`) unless said otherwise."""
        with self.lock:
            person = self.chats.add_person(name, user_id)
            self.journal.change("people", person.user_id)
            raised = self._follow(person) if friend else Raised()
            state = person.state()
        return {**state, "events": raised.wait()}

    def follow(self, user_id: str) -> Answer:
        """A person adds or unblocks the bot (`follow`)."""
        with self.lock:
            person = self.chats.person(user_id)
            if person.friend and not person.blocked:
                raise Impossible(f"{user_id} is a friend already", 409)
            self.journal.change("people", user_id)
            raised = self._follow(person)
        return {"events": raised.wait()}

    def _follow(self, person: Person) -> Raised:
        unblocked, person.friend, person.blocked = person.blocked, True, False
        source = self.events.source(person.user_id, person.user_id)
        return self.events.raise_event(
            person.user_id, "follow", source, follow={"isUnblocked": unblocked}
        )

    def block(self, user_id: str) -> Answer:
        """A person blocks the bot (`unfollow`)."""
        with self.lock:
            person = self.chats.person(user_id)
            if person.blocked:
                raise Impossible(f"{user_id} has blocked the bot already", 409)
            person.blocked = True
            self.journal.change("people", user_id)
            raised = self.events.raise_event(
                user_id, "unfollow", self.events.source(user_id, user_id), reply=False
            )
        return {"events": raised.wait()}

    def add_group(self, name: str, members: list[str], group_id: str | None = None) -> Answer:
        """A group to which the bot is invited (`join`)."""
        with self.lock:
            group = self.chats.add_group(name, members, group_id)
            self.journal.change("groups", group.group_id)
            raised = self.events.raise_event(
                group.group_id, "join", self.events.source(group.group_id, None)
            )
            state = group.state()
        return {**state, "events": raised.wait()}

    def add_member(self, group_id: str, user_id: str) -> Answer:
        """A person joins a group (`memberJoined`)."""
        with self.lock:
            group = self.chats.group(group_id)
            self.chats.person(user_id)
            if user_id in group.members:
                raise Impossible(f"{user_id} is a member already", 409)
            group.members.append(user_id)
            raised = self._members_event(group, "memberJoined", "joined", user_id)
        return {"events": raised.wait()}

    def remove_member(self, group_id: str, user_id: str) -> Answer:
        """A person leaves a group (`memberLeft`)."""
        with self.lock:
            group = self.chats.group(group_id)
            if user_id not in group.members:
                raise Impossible(f"{user_id} is no member of {group_id}", 404)
            group.members.remove(user_id)
            raised = self._members_event(group, "memberLeft", "left", user_id)
        return {"events": raised.wait()}

    def _members_event(self, group: Group, kind: str, key: str, user_id: str) -> Raised:
        self.journal.change("groups", group.group_id)
        if not group.bot_in:
            return Raised()
        members = {key: {"members": [{"type": "user", "userId": user_id}]}}
        source = self.events.source(group.group_id, None)
        return self.events.raise_event(
            group.group_id, kind, source, reply=kind == "memberJoined", **members
        )

    def kick(self, group_id: str) -> Answer:
        """The bot is put out of a group (`leave`)."""
        with self.lock:
            raised = self.channel.leave_group(self.chats.group(group_id))
        return {"events": raised.wait()}
