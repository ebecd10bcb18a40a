"""What LINE demands of a rich menu and of its picture."""

import re
from typing import Any

from simulator.checks.actions import rich_menu_action
from simulator.checks.images import picture_size
from simulator.checks.messages import USER_ID, refusal
from simulator.checks.rules import Findings, Shape, array, boolean, integer, letters, matching, text
from simulator.errors import LineError

MIN_WIDTH, MAX_WIDTH, MIN_HEIGHT, MIN_RATIO = 800, 2500, 250, 1.45
MAX_AREAS = 20
MAX_IMAGE_BYTES = 1_000_000
ALIAS_ID = re.compile(r"[a-z0-9_-]{1,32}")


def _size_between(size: dict[str, Any], found: Findings) -> None:
    if size["width"] / size["height"] < MIN_RATIO:
        found.refuse(f"The aspect ratio (width / height) must be at least {MIN_RATIO}")


SIZE = Shape(
    "RichMenuSize",
    {"width": integer(MIN_WIDTH, MAX_WIDTH), "height": integer(MIN_HEIGHT)},
    frozenset({"width", "height"}),
    _size_between,
)
BOUNDS = Shape(
    "RichMenuBounds",
    {"x": integer(0), "y": integer(0), "width": integer(1), "height": integer(1)},
    frozenset({"x", "y", "width", "height"}),
)
AREA = Shape(
    "RichMenuArea", {"bounds": BOUNDS, "action": rich_menu_action}, frozenset({"bounds", "action"})
)


def _areas_inside(menu: dict[str, Any], found: Findings) -> None:
    for index, area in enumerate(menu["areas"]):
        bounds, size = area["bounds"], menu["size"]
        if (
            bounds["x"] + bounds["width"] > size["width"]
            or bounds["y"] + bounds["height"] > size["height"]
        ):
            found.refuse("The bounds must lie inside the rich menu", "areas", index, "bounds")


RICH_MENU = Shape(
    "RichMenuRequest",
    {
        "size": SIZE,
        "selected": boolean,
        "name": letters(300),
        "chatBarText": letters(14),
        "areas": array(AREA, 0, MAX_AREAS),
    },
    frozenset({"size", "selected", "name", "chatBarText", "areas"}),
    _areas_inside,
)
_user_ids = array(matching(USER_ID.pattern, "a user ID"), 1, 500)
_menu_id = text(100)
BULK_LINK = Shape(
    "RichMenuBulkLinkRequest",
    {"richMenuId": _menu_id, "userIds": _user_ids},
    frozenset({"richMenuId", "userIds"}),
)
BULK_UNLINK = Shape("RichMenuBulkUnlinkRequest", {"userIds": _user_ids}, frozenset({"userIds"}))
CREATE_ALIAS = Shape(
    "CreateRichMenuAliasRequest",
    {
        "richMenuAliasId": matching(ALIAS_ID.pattern, "1 to 32 of a-z, 0-9, _ and -"),
        "richMenuId": _menu_id,
    },
    frozenset({"richMenuAliasId", "richMenuId"}),
)
UPDATE_ALIAS = Shape(
    "UpdateRichMenuAliasRequest", {"richMenuId": _menu_id}, frozenset({"richMenuId"})
)


def check_shape(rule: Shape, body: Any) -> None:
    """Refuse a body that is not of a shape. Raises LineError (400)."""
    found = Findings()
    rule(body, found)
    if found.problems:
        raise refusal(found)


def check_image(content: bytes, content_type: str, size: dict[str, int]) -> None:
    """Refuse a rich menu's picture: JPEG or PNG, at most 1 MB, of the menu's own size. Raises
    LineError (400 or 415).
    """
    if content_type not in {"image/jpeg", "image/png"}:
        raise LineError(415, f"The content type, {content_type}, is not supported")
    if len(content) > MAX_IMAGE_BYTES:
        raise LineError(
            413,
            "Request exceeds the max size of 1MB. Make the request smaller than 1MB and try again.",
        )
    read = picture_size(content)
    if read is None or read.content_type != content_type:
        raise LineError(400, "The image is not a JPEG or PNG, or not what the content type says")
    if (read.width, read.height) != (size["width"], size["height"]):
        raise LineError(
            400,
            (
                f"The image size {read.width}x{read.height} is not the rich menu's "
                f"{size['width']}x{size['height']}"
            ),
        )
