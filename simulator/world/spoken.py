"""Messages of people, in the form LINE's webhooks give them."""

import mimetypes
import re
from typing import Any

from simulator.checks.actions import picked
from simulator.checks.images import sniffed_type
from simulator.checks.text_units import utf16_units
from simulator.errors import Impossible

CONTENT_KINDS = ("image", "video", "audio", "file")
DEFAULT_TYPES = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mp4",
    "file": "application/octet-stream",
}
TEXT_LIMIT = 10_000  # what LINE's apps let a person type


def text_message(
    text: str, bot_name: str, bot_id: str, in_group: bool, mention_bot: bool = False
) -> dict[str, Any]:
    """A text; in a group, `@` and the bot's name make a mention of the bot. Raises
    Impossible.
    """
    if not isinstance(text, str) or not text or len(text) > TEXT_LIMIT:
        raise Impossible(f"a text has 1 to {TEXT_LIMIT} letters")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Impossible("a text is made of whole characters") from None
    mark = f"@{bot_name}"
    found = re.search(rf"(?<!\S){re.escape(mark)}(?=\s|$)", text)
    if mention_bot and found is None:
        text, before = f"{mark} {text}", ""
    else:
        before = text[: found.start()] if found else ""
    message: dict[str, Any] = {"type": "text", "text": text}
    if in_group and (found or mention_bot):
        mentionee = {
            "index": utf16_units(before),
            "length": utf16_units(mark),
            "type": "user",
            "userId": bot_id,
            "isSelf": True,
        }
        message["mention"] = {"mentionees": [mentionee]}
    return message


def content_message(
    kind: str, data: bytes, file_name: str | None, image_set: dict[str, Any] | None
) -> dict[str, Any]:
    """A photo, video, voice or file. Raises Impossible for an unknown kind or nothing at all."""
    if kind not in CONTENT_KINDS:
        raise Impossible(f"a content is one of {', '.join(CONTENT_KINDS)}")
    if not data:
        raise Impossible("a content has bytes")
    if kind == "file":
        return {"type": "file", "fileName": file_name or "file", "fileSize": len(data)}
    message: dict[str, Any] = {"type": kind, "contentProvider": {"type": "line"}}
    if kind in {"video", "audio"}:
        message["duration"] = 1000
    if kind == "image" and image_set:
        message["imageSet"] = image_set
    return message


def content_type(kind: str, data: bytes, file_name: str | None) -> str:
    """The content type of bytes: what they begin with, else what their name ends with, else the
    usual of the kind.
    """
    by_name = mimetypes.guess_type(file_name)[0] if file_name else None
    sniffed = sniffed_type(data)
    if kind == "file":
        return by_name or sniffed or DEFAULT_TYPES[kind]
    return sniffed or by_name or DEFAULT_TYPES[kind]


def sticker_message(package_id: str, sticker_id: str) -> dict[str, Any]:
    """A sticker."""
    return {
        "type": "sticker",
        "packageId": package_id,
        "stickerId": sticker_id,
        "stickerResourceType": "STATIC",
    }


def location_message(latitude: float, longitude: float, title: str, address: str) -> dict[str, Any]:
    """A place. Raises Impossible outside the globe."""
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise Impossible("a place has a latitude of -90 to 90 and a longitude of -180 to 180")
    named = {key: value for key, value in (("title", title), ("address", address)) if value}
    return {"type": "location", **named, "latitude": latitude, "longitude": longitude}


def picked_params(action: dict[str, Any], params: dict[str, str] | None) -> dict[str, str]:
    """What a date picker gives for `params` {mode: value}, defaulting to its `initial`. Raises
    Impossible for what it does not offer.
    """
    mode = action.get("mode", "")
    value = (params or {}).get(mode, action.get("initial"))
    chosen = picked(mode, value)
    if chosen is None:
        raise Impossible(f"a {mode} is to be picked, as in LINE's format for it")
    lowest, highest = (picked(mode, action.get(bound)) for bound in ("min", "max"))
    if (lowest is not None and chosen < lowest) or (highest is not None and chosen > highest):
        raise Impossible(f"{value} is beyond what can be picked")
    return {mode: chosen}
