"""The values of Flex components: sizes, spaces, colours, places, and the properties several share.

Source: "Flex Message" in LINE's Messaging API reference and the page "Flex Message layout".
"""

import re
from typing import Any

from simulator.checks.rules import Findings, Rule, integer, matching, one_of

SPACES = "none|xs|sm|md|lg|xl|xxl"
FONTS = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
PIXELS = r"\d+(?:\.\d+)?px"
PERCENT = r"\d+(?:\.\d+)?%"


def aspect_ratio(value: Any, found: Findings) -> None:
    """`width:height`, each 1 to 100000, the height at most three times the width."""
    match = (
        re.fullmatch(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)", value) if isinstance(value, str) else None
    )
    if match is None:
        found.refuse("invalid property: must be {width}:{height}")
        return
    width, height = float(match[1]), float(match[2])
    if not (1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width):
        found.refuse("invalid property: 1 to 100000, height at most three times the width")


color = matching(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?", "#RRGGBB or #RRGGBBAA")
space = matching(f"{SPACES}|{PIXELS}", "none, xs to xxl, or pixels")
offset = matching(f"{SPACES}|{PIXELS}|{PERCENT}", "none, xs to xxl, pixels or per cent")
length = matching(f"{PIXELS}|{PERCENT}", "pixels or per cent")
font_size = matching(f"{FONTS}|{PIXELS}", "xxs to 5xl, or pixels")
image_size = matching(f"{FONTS}|full|{PIXELS}|{PERCENT}", "xxs to 5xl, full, pixels or per cent")
flex = integer(0)

PLACE: dict[str, Rule] = {
    "margin": space,
    "position": one_of("relative", "absolute"),
    "offsetTop": offset,
    "offsetBottom": offset,
    "offsetStart": offset,
    "offsetEnd": offset,
}
TYPE: dict[str, Rule] = {
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
    "color": color,
    "size": font_size,
}
ALIGN = one_of("start", "end", "center")
GRAVITY = one_of("top", "bottom", "center")
