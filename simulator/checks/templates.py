"""What LINE demands of template messages and imagemaps."""

from typing import Any

from simulator.checks.actions import image_carousel_action, template_action, template_default_action
from simulator.checks.rules import (
    Findings,
    Rule,
    Shape,
    action_uri,
    array,
    https_url,
    integer,
    letters,
    matching,
    one_of,
    shape,
    tagged,
    text,
)
from simulator.checks.text_units import graphemes

SHORT_TEXT = 60  # graphemes of a text beside a title or an image
PICTURE: dict[str, Rule] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}
CARD: dict[str, Rule] = {
    "thumbnailImageUrl": https_url,
    "imageBackgroundColor": matching(r"#[0-9A-Fa-f]{6}", "#RRGGBB"),
    "title": letters(40),
    "defaultAction": template_default_action,
}


def _short_beside_picture(card: dict[str, Any], found: Findings) -> None:
    if ("title" in card or "thumbnailImageUrl" in card) and graphemes(card["text"]) > SHORT_TEXT:
        found.refuse(f"Length must be between 1 and {SHORT_TEXT}", "text")


def _columns_alike(carousel: dict[str, Any], found: Findings) -> None:
    columns = carousel["columns"]
    if len({len(column["actions"]) for column in columns}) > 1:
        found.refuse("The number of actions must be the same in all columns", "columns")
    for key in ("title", "thumbnailImageUrl"):
        if len({key in column for column in columns}) > 1:
            found.refuse(f"{key} must be in all columns or in none", "columns")


BUTTONS = shape(
    "ButtonsTemplate",
    {**CARD, **PICTURE, "text": letters(160), "actions": array(template_action, 1, 4)},
    ("text", "actions"),
    _short_beside_picture,
)
CONFIRM = shape(
    "ConfirmTemplate",
    {"text": letters(240), "actions": array(template_action, 2, 2)},
    ("text", "actions"),
)
COLUMN = Shape(
    "CarouselColumn",
    {**CARD, "text": letters(120), "actions": array(template_action, 1, 3)},
    frozenset({"text", "actions"}),
    _short_beside_picture,
)
CAROUSEL = shape(
    "CarouselTemplate", {**PICTURE, "columns": array(COLUMN, 1, 10)}, ("columns",), _columns_alike
)
IMAGE_COLUMN = Shape(
    "ImageCarouselColumn",
    {"imageUrl": https_url, "action": image_carousel_action},
    frozenset({"imageUrl", "action"}),
)
IMAGE_CAROUSEL = shape(
    "ImageCarouselTemplate", {"columns": array(IMAGE_COLUMN, 1, 10)}, ("columns",)
)
template = tagged(
    {"buttons": BUTTONS, "confirm": CONFIRM, "carousel": CAROUSEL, "image_carousel": IMAGE_CAROUSEL}
)

AREA = Shape(
    "ImagemapArea",
    {"x": integer(0), "y": integer(0), "width": integer(1), "height": integer(1)},
    frozenset({"x", "y", "width", "height"}),
)
_label = text(100, least=0)
imagemap_action = tagged(
    {
        "message": shape(
            "MessageImagemapAction",
            {"label": _label, "area": AREA, "text": text(400)},
            ("area", "text"),
        ),
        "uri": shape(
            "URIImagemapAction",
            {"label": _label, "area": AREA, "linkUri": action_uri},
            ("area", "linkUri"),
        ),
        "clipboard": shape(
            "ClipboardImagemapAction",
            {"label": _label, "area": AREA, "clipboardText": text(1000)},
            ("area", "clipboardText"),
        ),
    }
)
BASE_SIZE = Shape(
    "ImagemapBaseSize",
    {"width": integer(1040, 1040), "height": integer(1)},
    frozenset({"width", "height"}),
)
EXTERNAL_LINK = Shape(
    "ImagemapExternalLink",
    {"linkUri": action_uri, "label": text(30)},
    frozenset({"linkUri", "label"}),
)
IMAGEMAP_VIDEO = Shape(
    "ImagemapVideo",
    {
        "originalContentUrl": https_url,
        "previewImageUrl": https_url,
        "area": AREA,
        "externalLink": EXTERNAL_LINK,
    },
    frozenset({"originalContentUrl", "previewImageUrl", "area"}),
)
