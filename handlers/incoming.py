"""An event as LINE sent it, read tolerantly into a value: LINE may add fields, types and values
without notice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from messages.chat.group_words import slash_words
from messages.form.placing import place_name
from messages.taps import Tap, unpack

_LARGEST_TEXT = 10_000
_LONGEST_ID = 64  # LINE's have 18 to 33 letters


class EventKind(StrEnum):
    """What happened, as far as it matters to us."""

    TEXT = "text"
    MEDIA = "media"
    PLACE = "place"
    WORDLESS = "wordless"  # a sticker, whatever LINE may add: a message we cannot use
    TAP = "tap"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    JOIN = "join"
    LEAVE = "leave"
    MEMBERS = "members"
    UNSEND = "unsend"
    OTHER = "other"


@dataclass(frozen=True)
class Incoming:
    """One event: who, where, what; ``content`` is what was fetched for it beforehand."""

    kind: EventKind
    user_id: str | None
    group_id: str | None
    text: str = ""
    tap: Tap | None = None
    params: dict[str, str] = field(default_factory=dict)
    message_id: str | None = None
    media_type: str = ""
    file_name: str = ""
    place: str = ""
    """A place's name and address as LINE gives them; empty when it gives neither."""
    more_follow: bool = False
    """One of several photos sent together, and not their last."""
    content: dict[str, Any] = field(default_factory=dict)
    is_mentioned: bool = False
    left: tuple[str, ...] = ()
    """LINE user ids of those who left a group."""
    came: tuple[str, ...] = ()
    """LINE user ids of those who joined a group."""
    reply_token: str | None = None
    said_at: datetime | None = None
    """When it was said, of what is taken up later; None: now."""

    @classmethod
    def words(cls, text: str, message_id: str | None) -> Incoming:
        """Words that came earlier and are taken up now."""
        return cls(EventKind.TEXT, None, None, text=text, message_id=message_id)


_SIMPLE = {
    "follow": EventKind.FOLLOW,
    "unfollow": EventKind.UNFOLLOW,
    "join": EventKind.JOIN,
    "leave": EventKind.LEAVE,
    "memberJoined": EventKind.MEMBERS,
    "memberLeft": EventKind.MEMBERS,
    "unsend": EventKind.UNSEND,
}
_MEDIA = ("image", "video", "audio", "file")
_PLACE = "location"
_WIDE = ("utf-16-le", "surrogatepass")
_COORDINATES = ("latitude", "longitude")


def read_event(event: dict[str, Any], content: dict[str, Any] | None = None) -> Incoming:
    """Read a stored event; what is unknown comes out as ``EventKind.OTHER``, never as an error."""
    source = _dict(event, "source")
    message = _dict(event, "message")
    postback = _dict(event, "postback")
    kind = _kind_of(event, message)
    tap = unpack(_text(postback, "data")) if kind is EventKind.TAP else None
    params = {name: str(value) for name, value in _dict(postback, "params").items()}
    return Incoming(
        kind=kind,
        user_id=_id(source, "userId") or None,
        group_id=_id(source, "groupId") or _id(source, "roomId") or None,
        text=_own_words(message) if kind is EventKind.TEXT else "",
        tap=tap,
        params=params,
        message_id=_id(message, "id") or _id(_dict(event, "unsend"), "messageId") or None,
        media_type=_text(message, "type"),
        file_name=_text(message, "fileName"),
        place=_place_of(message) if kind is EventKind.PLACE else "",
        more_follow=_int(_dict(message, "imageSet"), "index")
        < _int(_dict(message, "imageSet"), "total"),
        content=content or _given_content(event, kind),
        is_mentioned=_mentions_bot(message),
        left=_members(_dict(event, "left")),
        came=_members(_dict(event, "joined")),
        reply_token=_usable_token(event),
    )


def concerns_bot(event: dict[str, Any]) -> bool:
    """Tell whether an event may be kept whole: in a group only words for the bot, and what happens
    to the group itself.
    """
    source = _dict(event, "source")
    if not (source.get("groupId") or source.get("roomId")):
        return True
    if event.get("type") != "message":
        return event.get("type") != "messageEdited"
    message = _dict(event, "message")
    if message.get("type") != "text":
        return False
    return _mentions_bot(message) or slash_words(_text(message, "text")) is not None


def to_keep(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event as it is stored: of what is not for the bot its ids only, of a place its name
    and address but not where on the globe it lies.
    """
    if not concerns_bot(event):
        return without_words(event)
    message = _dict(event, "message")
    if message.get("type") != _PLACE:
        return event
    named = {name: value for name, value in message.items() if name not in _COORDINATES}
    return event | {"message": named}


def without_words(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event stripped to its ids."""
    kept = {
        name: event[name]
        for name in ("type", "timestamp", "webhookEventId", "source")
        if name in event
    }
    return kept | {"message": {"id": _text(_dict(event, "message"), "id")}}


def wants_content(event: dict[str, Any]) -> bool:
    """Tell whether bytes must be fetched from LINE before an event is handled."""
    message = _dict(event, "message")
    source = _dict(event, "source")
    if event.get("type") != "message" or message.get("type") not in _MEDIA or source.get("groupId"):
        return False
    return bool(_dict(message, "contentProvider").get("type", "line") == "line")


def _given_content(event: dict[str, Any], kind: EventKind) -> dict[str, Any]:
    """Return what is known of a file without asking: LINE has no bytes of another provider's."""
    return {"refused": "external"} if kind is EventKind.MEDIA and not wants_content(event) else {}


def _kind_of(event: dict[str, Any], message: dict[str, Any]) -> EventKind:
    kind = event.get("type")
    if event.get("mode") == "standby":
        return EventKind.OTHER  # another module has the chat: LINE wants us to send nothing
    if kind == "postback":
        return EventKind.TAP
    if kind == "message":
        if message.get("type") == "text":
            return EventKind.TEXT
        if message.get("type") in _MEDIA:
            return EventKind.MEDIA
        return EventKind.PLACE if message.get("type") == _PLACE else EventKind.WORDLESS
    return _SIMPLE.get(str(kind), EventKind.OTHER)


def _place_of(message: dict[str, Any]) -> str:
    title, address = _text(message, "title"), _text(message, "address")
    return place_name(_whole(title.encode(*_WIDE)), _whole(address.encode(*_WIDE)))


def _whole(raw: bytes) -> str:
    """Return the text of UTF-16 units, without halves of a character and NUL, which no database
    takes.
    """
    return raw.decode("utf-16-le", "ignore").replace("\0", "").strip()


def _members(told: dict[str, Any]) -> tuple[str, ...]:
    found = told.get("members")
    members = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return tuple(filter(None, (_id(each, "userId") for each in members)))


def _own_words(message: dict[str, Any]) -> str:
    """Return a text without the mention of the bot at its place; indexes count UTF-16 units as LINE
    does.
    """
    text = _text(message, "text")[:_LARGEST_TEXT]
    raw = text.encode(*_WIDE)
    for mentionee in sorted(_mentionees(message), key=lambda m: -_int(m, "index")):
        if mentionee.get("isSelf") is True:
            start = _int(mentionee, "index") * 2
            raw = raw[:start] + raw[start + _int(mentionee, "length") * 2 :]
    return _whole(raw)


def _mentions_bot(message: dict[str, Any]) -> bool:
    return any(mentionee.get("isSelf") is True for mentionee in _mentionees(message))


def _mentionees(message: dict[str, Any]) -> list[dict[str, Any]]:
    found = _dict(message, "mention").get("mentionees")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _usable_token(event: dict[str, Any]) -> str | None:
    """Return the reply token; LINE's consoles send made-up ones of 32 zeros or f's that must not be
    used.
    """
    token = _id(event, "replyToken", 128)
    return token if token and set(token) not in ({"0"}, {"f"}) else None


def _dict(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _id(value: dict[str, Any], name: str, longest: int = _LONGEST_ID) -> str:
    """Return an id or token of LINE's; empty for what is none, and no database would take."""
    found = _text(value, name)
    return found if len(found) <= longest and found.isascii() and found.isprintable() else ""


def _int(value: dict[str, Any], name: str) -> int:
    found = value.get(name)
    return found if isinstance(found, int) else 0
