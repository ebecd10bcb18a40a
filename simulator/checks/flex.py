"""What LINE demands of a Flex Message: containers, components, what may stand in what, and how big
the JSON may be.

Source: "Flex Message" in LINE's Messaging API reference and the page "Flex Message layout".
"""

import json
from typing import Any

from simulator.checks.actions import flex_action, flex_button_action, flex_video_action
from simulator.checks.flex_values import (
    ALIGN,
    GRAVITY,
    PIXELS,
    PLACE,
    TYPE,
    aspect_ratio,
    color,
    flex,
    font_size,
    image_size,
    length,
    offset,
    space,
)
from simulator.checks.rules import (
    Findings,
    Rule,
    Shape,
    array,
    boolean,
    https_url,
    integer,
    matching,
    one_of,
    shape,
    tagged,
    text,
)

MAX_BUBBLES = 12
MAX_ANIMATED = 10
# LINE says 30 KB and 50 KB and not how they are counted. The strictest reading: thousands of bytes
# of compact JSON with
# every letter beyond ASCII escaped, as Python's json and LINE's SDK write it.
BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
VIDEO_BUBBLES = ("kilo", "mega", "giga")

TEXT_LIMIT = 5000  # the message's own limit; LINE names none for a component


def in_box(value: Any, found: Findings) -> None:
    """A component of a horizontal or vertical box."""
    _in_box(value, found)


def in_baseline(value: Any, found: Findings) -> None:
    """A component of a baseline box, where nothing is moved up or down."""
    _in_baseline(value, found)
    if isinstance(value, dict):
        for key in ("gravity", "offsetBottom"):
            if key in value:
                found.refuse("Not available in a baseline box", key)


def box(value: Any, found: Findings) -> None:
    """A box; its layout says what may stand in it."""
    (BASELINE_BOX if isinstance(value, dict) and value.get("layout") == "baseline" else BOX)(
        value, found
    )


def _text_between(component: dict[str, Any], found: Findings) -> None:
    if not component.get("text") and "contents" not in component:
        found.refuse("must be non-empty text", "text")


GRADIENT = shape(
    "FlexBoxLinearGradient",
    {
        "angle": matching(r"(?:[0-2]?\d?\d|3[0-5]\d)(?:\.\d+)?deg", "0deg to below 360deg"),
        "startColor": color,
        "endColor": color,
        "centerColor": color,
        "centerPosition": matching(r"(?:100(?:\.0+)?|\d?\d(?:\.\d+)?)%", "0% to 100%"),
    },
    ("angle", "startColor", "endColor"),
)
BOX_PROPERTIES: dict[str, Rule] = {
    **PLACE,
    "layout": one_of("horizontal", "vertical", "baseline"),
    "flex": flex,
    "spacing": space,
    "backgroundColor": color,
    "borderColor": color,
    "borderWidth": matching(
        f"none|light|normal|medium|semi-bold|bold|{PIXELS}", "none to bold, or pixels"
    ),
    "cornerRadius": space,
    "width": length,
    "maxWidth": length,
    "height": length,
    "maxHeight": length,
    "paddingAll": offset,
    "paddingTop": offset,
    "paddingBottom": offset,
    "paddingStart": offset,
    "paddingEnd": offset,
    "action": flex_action,
    "justifyContent": one_of(
        "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
    ),
    "alignItems": one_of("center", "flex-start", "flex-end"),
    "background": tagged({"linearGradient": GRADIENT}),
}
BOX = shape("FlexBox", {**BOX_PROPERTIES, "contents": array(in_box)}, ("layout", "contents"))
BASELINE_BOX = shape(
    "FlexBox", {**BOX_PROPERTIES, "contents": array(in_baseline)}, ("layout", "contents")
)
BUTTON = shape(
    "FlexButton",
    {
        **PLACE,
        "flex": flex,
        "color": color,
        "style": one_of("primary", "secondary", "link"),
        "action": flex_button_action,
        "gravity": GRAVITY,
        "height": one_of("md", "sm"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
    },
    ("action",),
)
IMAGE = shape(
    "FlexImage",
    {
        **PLACE,
        "url": https_url,
        "flex": flex,
        "align": ALIGN,
        "gravity": GRAVITY,
        "size": image_size,
        "aspectRatio": aspect_ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": color,
        "action": flex_action,
        "animated": boolean,
    },
    ("url",),
)
ICON = shape(
    "FlexIcon",
    {**PLACE, "url": https_url, "size": font_size, "aspectRatio": aspect_ratio, "scaling": boolean},
    ("url",),
)
SPAN = shape("FlexSpan", {**TYPE, "text": text(TEXT_LIMIT, least=0)})
TEXT = shape(
    "FlexText",
    {
        **PLACE,
        **TYPE,
        "flex": flex,
        "text": text(TEXT_LIMIT, least=0),
        "align": ALIGN,
        "gravity": GRAVITY,
        "wrap": boolean,
        "lineSpacing": matching(PIXELS, "pixels"),
        "action": flex_action,
        "maxLines": integer(0),
        "contents": array(tagged({"span": SPAN}), 1),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
    },
    (),
    _text_between,
)
SEPARATOR = shape("FlexSeparator", {"margin": space, "color": color})
FILLER = shape("FlexFiller", {"flex": flex})
VIDEO = shape(
    "FlexVideo",
    {
        "url": https_url,
        "previewUrl": https_url,
        "altContent": tagged({"box": box, "image": IMAGE}),
        "aspectRatio": aspect_ratio,
        "action": flex_video_action,
    },
    ("url", "previewUrl", "altContent"),
)

_in_box = tagged(
    {
        "box": box,
        "button": BUTTON,
        "image": IMAGE,
        "text": TEXT,
        "separator": SEPARATOR,
        "filler": FILLER,
    }
)
_in_baseline = tagged({"icon": ICON, "text": TEXT, "filler": FILLER})
block = tagged({"box": box})

BLOCK_STYLE = Shape(
    "FlexBlockStyle", {"backgroundColor": color, "separator": boolean, "separatorColor": color}
)
BUBBLE_STYLES = Shape(
    "FlexBubbleStyles", dict.fromkeys(("header", "hero", "body", "footer"), BLOCK_STYLE)
)


def _bubble_between(bubble: dict[str, Any], found: Findings) -> None:
    if not any(key in bubble for key in ("header", "hero", "body", "footer")):
        found.refuse("At least one block must be specified")
    if (
        bubble.get("hero", {}).get("type") == "video"
        and bubble.get("size", "mega") not in VIDEO_BUBBLES
    ):
        found.refuse(f"video needs a bubble of size {', '.join(VIDEO_BUBBLES)}", "hero")
    _measure(bubble, BUBBLE_BYTES, found)


def _carousel_between(carousel: dict[str, Any], found: Findings) -> None:
    bubbles = carousel["contents"]
    if len({part.get("size", "mega") for part in bubbles}) > 1:
        found.refuse("A carousel cannot contain bubbles of different sizes", "contents")
    for index, bubble in enumerate(bubbles):
        if bubble.get("hero", {}).get("type") == "video":
            found.refuse("video cannot be used in a carousel", "contents", index, "hero")
    _measure(carousel, CAROUSEL_BYTES, found)


def _measure(container: dict[str, Any], most: int, found: Findings) -> None:
    size = len(json.dumps(container, separators=(",", ":")))
    if size > most:
        found.refuse(f"The JSON is {size} bytes, at most {most} are allowed")


BUBBLE = shape(
    "FlexBubble",
    {
        "direction": one_of("ltr", "rtl"),
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "header": block,
        "hero": tagged({"box": box, "image": IMAGE, "video": VIDEO}),
        "body": block,
        "footer": block,
        "styles": BUBBLE_STYLES,
        "action": flex_action,
    },
    (),
    _bubble_between,
)
CAROUSEL = shape(
    "FlexCarousel",
    {"contents": array(tagged({"bubble": BUBBLE}), 1, MAX_BUBBLES)},
    ("contents",),
    _carousel_between,
)
_container = tagged({"bubble": BUBBLE, "carousel": CAROUSEL})


def _animated(value: Any) -> int:
    if isinstance(value, dict):
        return (value.get("animated") is True) + sum(map(_animated, value.values()))
    return sum(map(_animated, value)) if isinstance(value, list) else 0


def flex_container(value: Any, found: Findings) -> None:
    """The `contents` of a Flex message; problems inside are placed by a pointer from here, as LINE
    does.
    """
    found.flex_from = len(found.path)
    _container(value, found)
    if _animated(value) > MAX_ANIMATED:
        found.refuse(f"At most {MAX_ANIMATED} images may be animated")
    found.flex_from = None
