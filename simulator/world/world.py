"""What people do: speak, tap, take back; and what the control API reads and sets.

Each doing changes the channel and raises a webhook, and returns what the control API answers once
that webhook was
answered: never call one with the lock held. Every one raises Impossible for what nobody could do in
LINE.
"""

from datetime import datetime, timedelta
from typing import Any

from simulator.errors import Impossible
from simulator.faults import Fault
from simulator.world import spoken
from simulator.world.community import Answer, Community
from simulator.world.events import Raised
from simulator.world.identifiers import opaque_token
from simulator.world.people import ChatMessage, Content
from simulator.world.taps import tapped


class World(Community):
    """Everything people do around a channel; `lock`, `clock`, `chats`, `quota`, `tokens`,
    `richmenus`, `journal` are the channel's.
    """

    # What people say

    def say(self, chat_id: str, sender: str, text: str, *, mention_bot: bool = False) -> Answer:
        """A text. In a group, `@` and the bot's name mention the bot; `mention_bot` puts them
        at its start.
        """
        bot = self.channel.bot
        in_group = chat_id.startswith("C")
        message = spoken.text_message(text, bot["name"], bot["userId"], in_group, mention_bot)
        return self._speak(chat_id, sender, message)

    def send_content(
        self,
        chat_id: str,
        sender: str,
        kind: str,
        data: bytes,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        image_set: dict[str, Any] | None = None,
        ready_after: float = 0,
    ) -> Answer:
        """A photo, video, voice or file. `image_set` {id, index, total} for photos sent together.

        The bot gets 202 for the bytes until `ready_after` seconds of the simulator's clock have
        passed.
        """
        message = spoken.content_message(kind, data, file_name, image_set)
        ready_at = self.clock.now() + timedelta(seconds=ready_after)
        found = content_type or spoken.content_type(kind, data, file_name)
        content = Content(data, found, message.get("fileName"), ready_at)
        return self._speak(chat_id, sender, message, content)

    def send_sticker(
        self, chat_id: str, sender: str, package_id: str = "446", sticker_id: str = "1988"
    ) -> Answer:
        """A sticker."""
        return self._speak(chat_id, sender, spoken.sticker_message(package_id, sticker_id))

    def send_location(
        self,
        chat_id: str,
        sender: str,
        latitude: float,
        longitude: float,
        title: str = "",
        address: str = "",
    ) -> Answer:
        """A place; degrees."""
        message = spoken.location_message(latitude, longitude, title, address)
        return self._speak(chat_id, sender, message)

    def _speak(
        self, chat_id: str, sender: str, message: dict[str, Any], content: Content | None = None
    ) -> Answer:
        with self.lock:
            sent, raised = self.send(chat_id, sender, message, content)
        return {"messageId": sent.id, "events": raised.wait()}

    def send(
        self, chat_id: str, sender: str, message: dict[str, Any], content: Content | None = None
    ) -> tuple[ChatMessage, Raised]:
        """Put a person's message into a chat and raise its `message` event. Call with the lock
        held.
        """
        self._enter(chat_id, sender)
        kept = self.keep(chat_id, sender, message, content)
        payload: dict[str, Any] = {"type": message["type"], "id": kept.id}
        if kept.quote_token is not None:
            payload["quoteToken"] = kept.quote_token
        payload |= {"markAsReadToken": opaque_token(24), **message}
        return kept, self.raise_in(chat_id, sender, "message", message=payload)

    def keep(
        self, chat_id: str, sender: str, message: dict[str, Any], content: Content | None = None
    ) -> ChatMessage:
        """Put a person's message into a chat without an event. Call with the lock held."""
        seq = self.journal.change("message", chat_id)
        return self.chats.add_message(
            seq, chat_id, sender, message, self.clock.now(), content=content
        )

    def raise_in(
        self, chat_id: str, sender: str, kind: str, *, reply: bool = True, **payload: Any
    ) -> Raised:
        """An event of a person in a chat, or none where the bot is not. Call with the lock held."""
        if chat_id.startswith("C") and not self.chats.group(chat_id).bot_in:
            return Raised()
        source = self.events.source(chat_id, sender, message=kind in {"message", "messageEdited"})
        return self.events.raise_event(chat_id, kind, source, reply=reply, **payload)

    def _enter(self, chat_id: str, sender: str) -> None:
        """Refuse who cannot speak in a chat; note when someone wrote to the bot alone."""
        person = self.chats.person(sender)
        self.chats.chat(chat_id)
        if chat_id.startswith("C"):
            if sender not in self.chats.group(chat_id).members:
                raise Impossible(f"{sender} is no member of {chat_id}", 403)
            return
        if chat_id != sender:
            raise Impossible(f"{sender} cannot speak in the chat of {chat_id}", 403)
        if person.blocked:
            raise Impossible(f"{sender} has blocked the bot", 409)
        person.wrote_at = self.clock.now()

    # Taps, and taking back

    def tap(
        self,
        chat_id: str,
        sender: str,
        action: dict[str, Any],
        params: dict[str, str] | None = None,
    ) -> Answer:
        """A tap on a button with an action of LINE's; `params` {mode: value} is what was picked of
        a datetimepicker.

        `uri`, `clipboard` and the camera's actions raise nothing.
        """
        with self.lock:
            self._enter(chat_id, sender)
            raised = tapped(self, chat_id, sender, action, params)
        return {"events": [answer for one in raised for answer in one.wait()]}

    def unsend(self, chat_id: str, sender: str, message_id: str) -> Answer:
        """A person takes a message back (`unsend`): its text and bytes are gone for the bot and for
        the page.
        """
        with self.lock:
            message = self._own(chat_id, sender, message_id)
            message.unsent, message.content = True, None
            self.journal.change("unsent", chat_id)
            raised = self.raise_in(
                chat_id, sender, "unsend", reply=False, unsend={"messageId": message_id}
            )
        return {"events": raised.wait()}

    def edit(self, chat_id: str, sender: str, message_id: str, text: str) -> Answer:
        """A person changes a text in a group (`messageEdited`, the same message id)."""
        with self.lock:
            message = self._own(chat_id, sender, message_id)
            if not chat_id.startswith("C") or message.message["type"] != "text":
                raise Impossible("only texts in groups can be edited")
            bot = self.channel.bot
            message.message = spoken.text_message(text, bot["name"], bot["userId"], True)
            message.quote_token, message.edited = f"{message.id}.{opaque_token(12)}", True
            self.journal.change("edited", chat_id)
            payload = {
                "type": "text",
                "id": message.id,
                "quoteToken": message.quote_token,
                **message.message,
            }
            raised = self.raise_in(chat_id, sender, "messageEdited", message=payload)
        return {"events": raised.wait()}

    def _own(self, chat_id: str, sender: str, message_id: str) -> ChatMessage:
        found_in, message = self.chats.message(message_id)
        if found_in != chat_id or message.sender != sender or message.unsent:
            raise Impossible(f"{message_id} is no message of {sender} in {chat_id}", 404)
        return message

    # Webhooks and the calendar

    def redeliver(self, event_id: str) -> Answer:
        """LINE sends an event again (`isRedelivery`)."""
        with self.lock:
            raised = self.events.redeliver(event_id)
        return {"events": raised.wait()}

    def send_events(self, events: list[dict[str, Any]], *, bad_signature: bool = False) -> Answer:
        """Any events in one webhook, as they are."""
        with self.lock:
            raised = self.events.send_raw(events, bad_signature=bad_signature)
        return {"events": raised.wait()}

    def set_clock(self, moment: datetime) -> None:
        """Go to a moment, with a time zone. Raises ValueError without one."""
        with self.lock:
            self.clock.set(moment)
            self.journal.change("clock")

    def advance_clock(self, seconds: float) -> None:
        """Go on by some seconds."""
        with self.lock:
            self.clock.advance(seconds)
            self.journal.change("clock")

    def add_fault(self, fault: Fault) -> None:
        """Order a fault of LINE's API."""
        with self.lock:
            self.faults.ordered.append(fault)

    def change_settings(self, wanted: dict[str, Any]) -> None:
        """Change what the control API's `settings` names, all or nothing."""
        with self.lock:
            changed = self.settings.changed(wanted)
            for name, value in changed.items():
                setattr(self.settings, name, value)
            if "quota" in wanted:
                self.quota.limit = wanted["quota"]
            self.journal.change("settings")

    def messages(self, chat_id: str) -> list[ChatMessage]:
        """A chat's messages so far, oldest first."""
        with self.lock:
            return list(self.chats.chat(chat_id).messages)

    def heard(self, chat_id: str) -> list[dict[str, Any]]:
        """The LINE message objects the bot has sent to a chat, oldest first."""
        return [message.message for message in self.messages(chat_id) if message.sender == "bot"]

    def requests(self, after: int = 0) -> list[dict[str, Any]]:
        """The calls of LINE's API received after a number, oldest first."""
        with self.lock:
            return self.journal.requests(after)

    def webhooks(self, after: int = 0) -> list[dict[str, Any]]:
        """The webhooks sent after a number, oldest first."""
        with self.lock:
            return self.journal.webhooks(after)
