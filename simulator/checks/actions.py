"""What LINE demands of an action: what a tap on a button, an image or an area does.

Which actions a place takes, and how long their labels may be there, is the table "Specifications of
the label" of LINE's reference.
"""

import re
from datetime import datetime, time
from typing import Any

from simulator.checks.rules import (
    Findings,
    Rule,
    Shape,
    action_uri,
    anything,
    letters,
    one_of,
    shape,
    tagged,
    text,
)

DATA_LIMIT = 300
ALT_URI = Shape("AltUri", {"desktop": action_uri})
PICKER_BOUNDS = {
    "date": ("1900-01-01", "2100-12-31"),
    "time": ("00:00", "23:59"),
    "datetime": ("1900-01-01T00:00", "2100-12-31T23:59"),
}
PICKER_FORMATS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d"),
}


def _postback_between(action: dict[str, Any], found: Findings) -> None:
    if "text" in action and "displayText" in action:
        found.refuse(
            "The displayText and text properties cannot both be used at the same time",
            "displayText",
        )
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        found.refuse("Valid only when inputOption is openKeyboard", "fillInText")


def picked(mode: str, value: Any) -> str | None:
    """A date picker's value in its mode's one spelling (which sorts by time), or None where it is
    not of LINE's format.
    """
    if (
        mode not in PICKER_FORMATS
        or not isinstance(value, str)
        or not PICKER_FORMATS[mode].fullmatch(value)
    ):
        return None
    try:
        (time if mode == "time" else datetime).fromisoformat(value)
    except ValueError:
        return None
    return value.upper()


def _picker_between(action: dict[str, Any], found: Findings) -> None:
    mode = action["mode"]
    least, most = PICKER_BOUNDS[mode]
    read: dict[str, str] = {}
    for key in ("initial", "max", "min"):
        if key not in action:
            continue
        value = picked(mode, action[key])
        if value is None or not least <= value <= most:
            found.refuse(f"Must be a {mode} between {least} and {most}", key)
        else:
            read[key] = value
    if "min" in read and "max" in read and not read["min"] < read["max"]:
        found.refuse("Must be greater than min", "max")


DATA = text(DATA_LIMIT, least=0)
KINDS: dict[str, tuple[str, dict[str, Rule], tuple[str, ...], Rule | None]] = {
    "postback": (
        "PostbackAction",
        {
            "data": DATA,
            "displayText": letters(300),
            "text": letters(300),
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            "fillInText": letters(300),
        },
        ("data",),
        _postback_between,
    ),
    "message": ("MessageAction", {"text": letters(300)}, ("text",), None),
    "uri": ("URIAction", {"uri": action_uri, "altUri": ALT_URI}, ("uri",), None),
    "datetimepicker": (
        "DatetimePickerAction",
        {
            "data": DATA,
            "mode": one_of(*PICKER_BOUNDS),
            **dict.fromkeys(("initial", "max", "min"), anything),
        },
        ("data", "mode"),
        _picker_between,
    ),
    "clipboard": ("ClipboardAction", {"clipboardText": text(1000)}, ("clipboardText",), None),
    "camera": ("CameraAction", {}, (), None),
    "cameraRoll": ("CameraRollAction", {}, (), None),
    "location": ("LocationAction", {}, (), None),
    "richmenuswitch": (
        "RichMenuSwitchAction",
        {"data": DATA, "richMenuAliasId": text(32)},
        ("data", "richMenuAliasId"),
        None,
    ),
}
"""Each kind of action: LINE's name for it, its properties beside the label, which of them it needs,
and what must hold between them.
"""


def _shapes(label: Rule, label_required: bool, kinds: tuple[str, ...]) -> dict[str, Rule]:
    """The actions of a place, by type."""
    made: dict[str, Rule] = {}
    for kind in kinds:
        name, properties, needed, between = KINDS[kind]
        if label_required and kind != "richmenuswitch":
            needed = (*needed, "label")
        made[kind] = shape(name, {"label": label, **properties}, needed, between)
    return made


EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
QUICK_REPLY_SHAPES = _shapes(letters(20), True, (*EVERYWHERE, "camera", "cameraRoll", "location"))
RICH_MENU_SHAPES = _shapes(letters(20, least=0), False, (*EVERYWHERE, "richmenuswitch"))

quick_reply_action = tagged(QUICK_REPLY_SHAPES)
rich_menu_action = tagged(RICH_MENU_SHAPES)
template_action = tagged(_shapes(letters(20), True, EVERYWHERE))
template_default_action = tagged(_shapes(letters(20, least=0), False, EVERYWHERE))
image_carousel_action = tagged(_shapes(letters(12, least=0), False, EVERYWHERE))
flex_button_action = tagged(_shapes(letters(40), True, EVERYWHERE))
flex_action = tagged(_shapes(letters(40, least=0), False, EVERYWHERE))
flex_video_action = tagged(_shapes(letters(40, least=0), False, ("uri",)))
