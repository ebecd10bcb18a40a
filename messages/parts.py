"""The parts LINE messages are made of, as plain values in LINE's wire form, cut to LINE's limits
here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

from messages import limits
from messages.limits import clip

Message = dict[str, Any]
LineAction = dict[str, Any]
Component = dict[str, Any]
Bubble = dict[str, Any]
Style = Literal["primary", "secondary", "link"]

INK = "#1F2933"
MUTED = "#5B6775"
LINE_COLOR = "#E3E8EE"
BRAND = "#0B5D5B"
TINT = "#E2EEED"  # of the second button; LINE writes dark on it
WARN = "#8A4B00"
ALERT = "#9B1C1C"
CALM = "#40566B"
_GROWS = 19  # letters of a button's label that it has room for when they are half as large again


# Actions


def postbacks_in(value: Any) -> Iterator[str]:
    """Yield the data of every button in messages that sends some, in their order."""
    if isinstance(value, dict):
        if value.get("type") == "postback" and "data" in value:
            yield str(value["data"])
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from postbacks_in(part)


def buttons_in(value: Any) -> Iterator[LineAction]:
    """Yield every button in messages that sends some data or types some words, in their order."""
    if isinstance(value, dict):
        if value.get("type") in ("postback", "message") and "label" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from buttons_in(part)


def tap(label: str, data: str, *, says: str | None = None) -> LineAction:
    """A button that sends postback data; ``says`` (default: the label) appears in the chat as the
    person's words.
    """
    return {
        "type": "postback",
        "label": clip(label, limits.FLEX_LABEL),
        "data": data,
        "displayText": clip(says or label, limits.DISPLAY_TEXT),
    }


def message_action(label: str, words: str) -> LineAction:
    """A button that types words for the person."""
    return {
        "type": "message",
        "label": clip(label, limits.FLEX_LABEL),
        "text": clip(words, limits.DISPLAY_TEXT),
    }


def link(label: str, uri: str) -> LineAction:
    """A button that opens an address (https, or tel:)."""
    return {"type": "uri", "label": clip(label, limits.FLEX_LABEL), "uri": uri}


def retype(label: str, data: str, text: str) -> LineAction:
    """A button that opens the keyboard with a text to edit; without the text when it is longer than
    LINE lets us fill in.
    """
    action = tap(label, data) | {"inputOption": "openKeyboard"}
    return (
        action | {"fillInText": text}
        if text and limits.utf16_length(text) <= limits.DISPLAY_TEXT
        else action
    )


def copy_text(label: str, text: str) -> LineAction:
    """A button that copies a text of at most LINE's 1,000 letters."""
    return {"type": "clipboard", "label": clip(label, limits.FLEX_LABEL), "clipboardText": text}


def camera_roll(label: str) -> LineAction:
    """A quick reply that opens the person's photos (phones only)."""
    return {"type": "cameraRoll", "label": clip(label, limits.QUICK_LABEL)}


# Messages


def text_message(body: str, quick: Sequence[LineAction] = ()) -> Message:
    """A text, cut to what LINE takes."""
    return with_quick({"type": "text", "text": clip(body, limits.TEXT)}, quick)


def flex_message(alt: str, contents: dict[str, Any], quick: Sequence[LineAction] = ()) -> Message:
    """A bubble or carousel; ``alt`` is what the list of chats, notifications and screen readers
    give instead.
    """
    return with_quick(
        {"type": "flex", "altText": clip(alt, limits.ALT_TEXT), "contents": contents}, quick
    )


def with_quick(message: Message, quick: Sequence[LineAction]) -> Message:
    """Give a message quick replies: LINE shows 13 at most, with labels of 20, and only under the
    last message.
    """
    if not quick:
        return message
    items = []
    for action in quick[: limits.QUICK_REPLIES]:
        short = action | {"label": clip(action["label"], limits.QUICK_LABEL)}
        items.append({"type": "action", "action": short})
    return message | {"quickReply": {"items": items}}


_EMPTY_CAROUSEL = limits.wire_bytes({"type": "carousel", "contents": []}) - 1


def carousels(
    alt: str, bubbles: Sequence[Bubble], quick: Sequence[LineAction] = ()
) -> list[Message]:
    """Bubbles in as few messages as LINE's 12 bubbles and 50 KB allow, at most five; callers page
    what is longer.
    """
    rows: list[list[Bubble]] = []
    size = 0
    for bubble in bubbles:
        own = limits.wire_bytes(bubble) + 1  # with its comma
        size += own
        if not rows or len(rows[-1]) == limits.BUBBLES or size > limits.CAROUSEL_BYTES:
            rows.append([])
            size = _EMPTY_CAROUSEL + own
        rows[-1].append(bubble)
    messages = [
        flex_message(alt, row[0] if len(row) == 1 else {"type": "carousel", "contents": row})
        for row in rows[: limits.MESSAGES]
    ]
    return [*messages[:-1], with_quick(messages[-1], quick)]


# Flex


def words(
    text: str,
    *,
    size: str = "sm",
    color: str = INK,
    bold: bool = False,
    lines: int | None = None,
    limit: int = limits.TEXT,
    margin: str | None = None,
    flex: int | None = None,
    align: str | None = None,
) -> Component:
    """A wrapped text, as large as the person has set the letters of LINE. LINE refuses empty ones,
    so an empty text becomes a dash.
    """
    component: Component = {
        "type": "text",
        "text": clip(text, limit).strip() or "-",
        "wrap": True,
        "scaling": True,
        "size": size,
        "color": color,
    }
    extras = {
        "weight": "bold" if bold else None,
        "maxLines": lines,
        "margin": margin,
        "flex": flex,
        "align": align,
    }
    return component | {name: value for name, value in extras.items() if value is not None}


def muted(text: str, *, limit: int = limits.TEXT, margin: str | None = None) -> Component:
    """A small text in a quiet colour."""
    return words(text, size="xs", color=MUTED, limit=limit, margin=margin)


def entry(*lines: Component) -> Component:
    """One entry of a list on a card: its lines close together, apart from the entry before."""
    return box(lines, spacing="none", margin="md")


def field(label: str, value: str, *, limit: int = limits.TEXT, bold: bool = False) -> Component:
    """A small heading with its text under it."""
    value_words = words(value, limit=limit, bold=bold)
    return box([muted(label), value_words], spacing="xs", margin="md")


def row(label: str, value: str, *, bold: bool = False) -> Component:
    """A label and a short value on one line."""
    return box(
        [words(label, color=MUTED, flex=3), words(value, flex=7, align="end", bold=bold)],
        layout="horizontal",
        margin="sm",
    )


def box(contents: Sequence[Component], *, layout: str = "vertical", **style: Any) -> Component:
    """A box; ``style`` takes Flex properties as LINE names them."""
    return {"type": "box", "layout": layout, "contents": list(contents), **style}


def rule() -> Component:
    """A thin line."""
    return {"type": "separator", "margin": "md", "color": LINE_COLOR}


def button(action: LineAction, style: Style = "primary", *, beside: bool = False) -> Component:
    """A button of a card's footer: a short label grows with the letters of LINE; one that would
    then be cut off, or stands ``beside`` another, is made to fit.
    """
    found: Component = {"type": "button", "style": style, "height": "sm", "action": action}
    grows = not beside and limits.columns(action["label"]) <= _GROWS
    found |= {"scaling": True} if grows else {"adjustMode": "shrink-to-fit"}
    colors = {"primary": BRAND, "secondary": TINT}
    return found | {"color": colors[style]} if style in colors else found


def fitting(card: Callable[[int], Bubble], lengths: Sequence[int]) -> Bubble:
    """Return a card with its texts as long (of ``lengths``, the longest first) as LINE takes it."""
    for length in lengths:
        found = card(length)
        if limits.wire_bytes(found) <= limits.BUBBLE_BYTES:
            break
    return found


def bubble(
    title: str,
    body: Iterable[Component],
    buttons: Sequence[Component] = (),
    *,
    above: str = "",
    tone: str = BRAND,
    size: str = "mega",
    hero: Component | None = None,
) -> Bubble:
    """A card: a coloured head with a title (and a small line above it), a body, buttons."""
    head = [words(above, size="xs", color="#FFFFFF")] if above else []
    head.append(words(title, size="md", color="#FFFFFF", bold=True, limit=160))
    found: Bubble = {
        "type": "bubble",
        "size": size,
        "header": box(head, backgroundColor=tone, paddingAll="lg", spacing="xs"),
    }
    if hero:
        found["hero"] = hero
    contents = list(body)
    if contents:
        found["body"] = box(contents, paddingAll="lg", spacing="sm")
    if buttons:
        found["footer"] = box(buttons, paddingAll="md", spacing="sm")
    return found
