"""What LINE demands of the messages a bot sends, and how it says what is wrong with them."""

import re
from typing import Any

from simulator.checks.actions import quick_reply_action
from simulator.checks.flex import flex_container
from simulator.checks.rules import (
    Findings,
    Rule,
    Shape,
    array,
    boolean,
    dotted,
    https_url,
    integer,
    matching,
    number,
    one_of,
    shape,
    tagged,
    text,
)
from simulator.checks.templates import BASE_SIZE, IMAGEMAP_VIDEO, imagemap_action, template
from simulator.errors import LineError

MAX_MESSAGES = 5
TEXT_LIMIT = 5000
ALT_TEXT_LIMIT = 1500
MAX_MENTIONS = 20
MAX_EMOJI = 20
MAX_SUBSTITUTIONS = 100
BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
SUBSTITUTION_KEY = re.compile(r"[0-9A-Za-z_]{1,20}")
USER_ID = re.compile(r"U[0-9a-f]{32}")
CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")


def _sender_name(value: Any, found: Findings) -> None:
    text(20)(value, found)
    if isinstance(value, str) and re.search(r"\bline\b", value, re.IGNORECASE):
        found.refuse("The name contains a word that may not be used")


def _emoji_places(message: dict[str, Any], found: Findings) -> None:
    """Each emoji's `index`, in UTF-16 units, must be that of a `$`."""
    for position, emoji in enumerate(message.get("emojis", [])):
        if not _is_dollar(message["text"], emoji["index"]):
            found.refuse("The index does not point at a $", "emojis", position, "index")


def _is_dollar(written: str, index: int) -> bool:
    units = written.encode("utf-16-le", "surrogatepass")
    return 0 <= index * 2 < len(units) and units[index * 2 : index * 2 + 2] == b"$\0"


def _placeholders(written: str) -> list[str] | None:
    """The names between braces, `{{` and `}}` set aside; None where braces do not pair."""
    rest = BRACES.sub("", written)
    return (
        None
        if "{" in rest or "}" in rest
        else [found[1] for found in BRACES.finditer(written) if found[1] is not None]
    )


def _text_v2_between(message: dict[str, Any], found: Findings) -> None:
    names, given = _placeholders(message["text"]), message.get("substitution", {})
    if names is None:
        found.refuse("The braces { and } must be used in pairs", "text")
        return
    for name in names:
        if name not in given:
            found.refuse(f"The substitution for {{{name}}} is not specified", "substitution")
    used = [given[name]["type"] for name in names if name in given]
    if used.count("mention") > MAX_MENTIONS:
        found.refuse(f"At most {MAX_MENTIONS} mentions are allowed", "substitution")
    if used.count("emoji") > MAX_EMOJI:
        found.refuse(f"At most {MAX_EMOJI} emoji are allowed", "substitution")
    if "mention" in used and not found.mentions_allowed:
        found.refuse("Mentions can only be used in reply and push messages", "substitution")


MENTIONEE = tagged(
    {
        "user": shape(
            "UserMentionTarget", {"userId": matching(USER_ID.pattern, "a user ID")}, ("userId",)
        ),
        "all": shape("AllMentionTarget", {}),
    }
)
SUBSTITUTION = tagged(
    {
        "mention": shape("MentionSubstitutionObject", {"mentionee": MENTIONEE}, ("mentionee",)),
        "emoji": shape(
            "EmojiSubstitutionObject",
            {"productId": text(100), "emojiId": text(100)},
            ("productId", "emojiId"),
        ),
    }
)


def _substitution(value: Any, found: Findings) -> None:
    if not isinstance(value, dict):
        found.refuse("Must be an object")
        return
    if len(value) > MAX_SUBSTITUTIONS:
        found.refuse(f"At most {MAX_SUBSTITUTIONS} substitutions are allowed")
    for key, part in value.items():
        if not SUBSTITUTION_KEY.fullmatch(key):
            found.refuse("The key must be 1 to 20 letters, digits or underscores", key)
        found.at(key, SUBSTITUTION, part)


EMOJI = Shape(
    "Emoji",
    {"index": integer(0), "productId": text(100), "emojiId": text(100)},
    frozenset({"index", "productId", "emojiId"}),
)
SENDER = Shape("Sender", {"name": _sender_name, "iconUrl": https_url})
QUICK_REPLY_ITEM = Shape(
    "QuickReplyItem",
    {"type": one_of("action"), "imageUrl": https_url, "action": quick_reply_action},
    frozenset({"type", "action"}),
)
QUICK_REPLY = Shape("QuickReply", {"items": array(QUICK_REPLY_ITEM, 1, 13)}, frozenset({"items"}))
COMMON: dict[str, Rule] = {"quickReply": QUICK_REPLY, "sender": SENDER}
_quote = text(1000)
_alt_text = text(ALT_TEXT_LIMIT)


def _message(
    name: str, properties: dict[str, Rule], required: tuple[str, ...], between: Any = None
) -> Shape:
    return shape(name, {**COMMON, **properties}, required, between)


MESSAGES: dict[str, Rule] = {
    "text": _message(
        "TextMessage",
        {"text": text(TEXT_LIMIT), "emojis": array(EMOJI, 0, MAX_EMOJI), "quoteToken": _quote},
        ("text",),
        _emoji_places,
    ),
    "textV2": _message(
        "TextMessageV2",
        {"text": text(TEXT_LIMIT), "substitution": _substitution, "quoteToken": _quote},
        ("text",),
        _text_v2_between,
    ),
    "sticker": _message(
        "StickerMessage",
        {
            "packageId": matching(r"\d{1,20}", "a number in a string"),
            "stickerId": matching(r"\d{1,20}", "a number in a string"),
            "quoteToken": _quote,
        },
        ("packageId", "stickerId"),
    ),
    "image": _message(
        "ImageMessage",
        {"originalContentUrl": https_url, "previewImageUrl": https_url},
        ("originalContentUrl", "previewImageUrl"),
    ),
    "video": _message(
        "VideoMessage",
        {
            "originalContentUrl": https_url,
            "previewImageUrl": https_url,
            "trackingId": matching(
                r"[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}", "up to 100 of the allowed letters"
            ),
        },
        ("originalContentUrl", "previewImageUrl"),
    ),
    "audio": _message(
        "AudioMessage",
        {"originalContentUrl": https_url, "duration": integer(1)},
        ("originalContentUrl", "duration"),
    ),
    "location": _message(
        "LocationMessage",
        {
            "title": text(100),
            "address": text(100),
            "latitude": number(-90, 90),
            "longitude": number(-180, 180),
        },
        ("title", "address", "latitude", "longitude"),
    ),
    "imagemap": _message(
        "ImagemapMessage",
        {
            "baseUrl": https_url,
            "altText": _alt_text,
            "baseSize": BASE_SIZE,
            "actions": array(imagemap_action, 1, 50),
            "video": IMAGEMAP_VIDEO,
        },
        ("baseUrl", "altText", "baseSize", "actions"),
    ),
    "template": _message(
        "TemplateMessage", {"altText": _alt_text, "template": template}, ("altText", "template")
    ),
    "flex": _message(
        "FlexMessage", {"altText": _alt_text, "contents": flex_container}, ("altText", "contents")
    ),
    "coupon": _message(
        "CouponMessage",
        {
            "couponId": text(100),
            "deliveryTag": matching(r"\w{1,30}", "up to 30 letters, digits and _"),
        },
        ("couponId",),
    ),
}
messages = array(tagged(MESSAGES), 1, MAX_MESSAGES)

_units = array(matching(r"[a-zA-Z0-9_]{1,30}", "1 to 30 letters, digits or _"), 0, 1)
_SENT: dict[str, Rule] = {"messages": messages, "notificationDisabled": boolean}
BODIES: dict[str, Shape] = {
    "reply": Shape(
        "ReplyMessageRequest",
        {**_SENT, "replyToken": text(200)},
        frozenset({"replyToken", "messages"}),
    ),
    "push": Shape(
        "PushMessageRequest",
        {
            **_SENT,
            "to": matching(CHAT_ID.pattern, "a user, group or room ID"),
            "customAggregationUnits": _units,
        },
        frozenset({"to", "messages"}),
    ),
    "multicast": Shape(
        "MulticastRequest",
        {
            **_SENT,
            "to": array(matching(USER_ID.pattern, "a user ID"), 1, 500),
            "customAggregationUnits": _units,
        },
        frozenset({"to", "messages"}),
    ),
    "broadcast": Shape("BroadcastRequest", _SENT, frozenset({"messages"})),
    "validate": Shape("ValidateMessageRequest", {"messages": messages}, frozenset({"messages"})),
}
MENTIONING = frozenset({"reply", "push"})


def check_body(kind: str, body: Any, allow_http: frozenset[str], *, mentions: bool = True) -> None:
    """Refuse a body of a sending call as LINE does.

    `kind` is reply, push, multicast, broadcast or validate. Raises LineError (400): `The request
    body has N error(s)` with `messages[0].text` for a place, or, when only Flex containers are
    wrong, `A message (messages[0]) in the request body is invalid` with a pointer inside the first
    wrong one.
    """
    found = Findings(allow_http=allow_http, mentions_allowed=mentions)
    try:
        BODIES[kind](body, found)
    except RecursionError:
        raise LineError(400, "The request body is nested too deeply") from None
    if found.problems:
        raise refusal(found)


def refusal(found: Findings) -> LineError:
    """What LINE answers to a body with these problems."""
    plain = [problem for problem in found.problems if problem.flex_from is None]
    if plain:
        return LineError(
            400,
            f"The request body has {len(plain)} error(s)",
            tuple({"message": problem.message, "property": problem.property} for problem in plain),
        )
    first = found.problems[0]
    place = first.path[:2]
    return LineError(
        400,
        f"A message ({dotted(place)}) in the request body is invalid",
        tuple(
            {"message": problem.message, "property": problem.property}
            for problem in found.problems
            if problem.path[:2] == place
        ),
    )
