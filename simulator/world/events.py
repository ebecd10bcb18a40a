"""Webhook events: made in LINE's form, queued in order, posted, logged, and sent again."""

import copy
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from simulator.clock import Clock
from simulator.errors import Impossible
from simulator.journal import Journal
from simulator.settings import Settings
from simulator.world.identifiers import ulid
from simulator.world.reply_tokens import ReplyTokens
from simulator.world.webhooks import Envelope, Poster, post

KEPT_EVENTS = 20_000
CROWDED_MS = (
    50  # events closer than this get timestamps one millisecond apart, so that their order shows
)

Answers = list[dict[str, Any]]


@dataclass(frozen=True)
class Raised:
    """Events on their way to the bot, and where to wait for what it answered."""

    event_ids: tuple[str, ...] = ()
    answered: Future[int | None] | None = field(default=None, repr=False)

    def wait(self) -> Answers:
        """`[{webhookEventId, status}]` once the webhook was answered. Never call it with the
        world's lock held.
        """
        status = self.answered.result() if self.answered is not None else None
        return [{"webhookEventId": event_id, "status": status} for event_id in self.event_ids]


class Events:
    """The channel's webhook side."""

    def __init__(
        self,
        channel_secret: str,
        bot_id: str,
        settings: Settings,
        clock: Clock,
        journal: Journal,
        lock: threading.RLock,
    ) -> None:
        self.settings = settings
        self.reply_tokens = ReplyTokens()
        self._secret = channel_secret
        self._bot_id = bot_id
        self._clock = clock
        self._journal = journal
        self._lock = lock
        self._known: dict[str, tuple[str | None, dict[str, Any]]] = {}
        self._last_timestamp = 0
        self._poster = Poster(self._deliver)

    def source(self, chat_id: str, sender: str | None, *, message: bool = False) -> dict[str, Any]:
        """LINE's `source` of an event in a chat."""
        if chat_id.startswith("U"):
            return {"type": "user", "userId": chat_id}
        source = {"type": "group", "groupId": chat_id}
        shown = self.settings.group_user_ids
        if sender is not None and (shown == "all" or (shown == "messages" and message)):
            source["userId"] = sender
        return source

    def raise_event(
        self, chat_id: str, kind: str, source: dict[str, Any], *, reply: bool = True, **payload: Any
    ) -> Raised:
        """Make an event and queue its webhook. Call with the world's lock held: the order of calls
        is the order sent.
        """
        now = self._clock.now()
        timestamp = self._timestamp()
        event: dict[str, Any] = {
            "type": kind,
            **payload,
            "webhookEventId": ulid(timestamp),
            "deliveryContext": {"isRedelivery": False},
            "timestamp": timestamp,
            "source": source,
        }
        if reply:
            event["replyToken"] = self.reply_tokens.issue(chat_id, now)
        event["mode"] = "active"
        self._remember(chat_id, event)
        return self._send(Envelope(chat_id, [event]))

    def redeliver(self, event_id: str) -> Raised:
        """Send a known event again as LINE does. Raises Impossible (404)."""
        if event_id not in self._known:
            raise Impossible(f"there is no event {event_id}", 404)
        chat_id, event = self._known[event_id]
        return self._send(_again(Envelope(chat_id, [event])))

    def send_raw(self, events: list[dict[str, Any]], *, bad_signature: bool = False) -> Raised:
        """Send any events in one body, as they are; their reply tokens can be used from now."""
        now = self._clock.now()
        for event in events:
            source = event.get("source") or {}
            chat_id = source.get("groupId") or source.get("userId")
            if isinstance(event.get("replyToken"), str) and chat_id:
                self.reply_tokens.register(
                    event["replyToken"], chat_id, _moment(event.get("timestamp")) or now
                )
            if isinstance(event.get("webhookEventId"), str):
                self._remember(chat_id, event)
        return self._send(Envelope(None, events, bad_signature=bad_signature))

    def probe(self, url: str) -> int | None:
        """Post an empty webhook, as the console's Verify button does, and return the status
        answered.
        """
        seconds = self.settings.webhook_seconds
        return post(url, self._secret, self._bot_id, Envelope(None, []), seconds)

    def close(self) -> None:
        """Finish what is being posted."""
        self._poster.close()

    def _timestamp(self) -> int:
        now = self._clock.milliseconds()
        crowded = 0 <= self._last_timestamp - now <= CROWDED_MS
        self._last_timestamp = self._last_timestamp + 1 if crowded else now
        return self._last_timestamp

    def _remember(self, chat_id: str | None, event: dict[str, Any]) -> None:
        self._known[event["webhookEventId"]] = (chat_id, event)
        if len(self._known) > KEPT_EVENTS:
            del self._known[next(iter(self._known))]

    def _send(self, envelope: Envelope) -> Raised:
        ids = tuple(str(event.get("webhookEventId", "")) for event in envelope.events)
        return Raised(ids, self._poster.send(envelope))

    def _deliver(self, envelope: Envelope) -> int | None:
        """Post an envelope, log it, and see to its redelivery; on a thread of the poster."""
        with self._lock:
            url = self.settings.webhook_url if self.settings.webhook_active else None
            seconds = self.settings.webhook_seconds
            now = self._clock.now()
            for event in envelope.events:
                self.reply_tokens.sent(event.get("replyToken", ""), now)
        status = post(url, self._secret, self._bot_id, envelope, seconds) if url else None
        with self._lock:
            self._journal.webhook(now, status, envelope.events, envelope.redelivery)
            waits = self.settings.redelivery_seconds if self.settings.redelivery and url else ()
        failed = status is None or not 200 <= status <= 299
        if failed and envelope.attempt < len(waits):
            self._poster.send_later(waits[envelope.attempt], _again(envelope))
        return status


def _again(envelope: Envelope) -> Envelope:
    events = copy.deepcopy(envelope.events)
    for event in events:
        event["deliveryContext"] = {"isRedelivery": True}
    return Envelope(envelope.chat_id, events, redelivery=True, attempt=envelope.attempt + 1)


def _moment(timestamp: Any) -> datetime | None:
    return datetime.fromtimestamp(timestamp / 1000, UTC) if isinstance(timestamp, int) else None
