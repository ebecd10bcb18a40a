"""The rich menus under the chat: which there are, what each cell does, LINE's JSON for them. Their
pictures: ``messages.richmenus.picture``.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from messages import limits, menu
from messages.parts import LineAction, message_action
from messages.richmenus.picture import HEIGHT, WIDTH, Icon, MenuCell, picture
from messages.taps import Action, pack

CHAT_BAR = "เมนู"
NAME_PREFIX = "kaona/"
"""Rich menus whose name begins so are ours; the office's own are left alone."""


class MenuKind(StrEnum):
    """For whom a rich menu is."""

    STRANGER = "stranger"
    OFFICER = "officer"
    SECRETARIAT = "secretariat"
    BOTH = "secretariat-officer"
    EXECUTIVE = "executive"


@dataclass(frozen=True)
class RichMenu:
    """One rich menu: rows of cells, each with the action a tap on it is."""

    kind: MenuKind
    rows: tuple[tuple[tuple[MenuCell, LineAction], ...], ...]

    @property
    def size(self) -> dict[str, int]:
        """Width and height in pixels: LINE's full size for two rows, its half size for one."""
        return {"width": WIDTH, "height": HEIGHT * len(self.rows)}

    @property
    def areas(self) -> list[dict[str, Any]]:
        """Where a tap counts; the areas cover the whole picture without gaps."""
        found = []
        for down, row in enumerate(self.rows):
            for across, (_cell, action) in enumerate(row):
                left, right = WIDTH * across // len(row), WIDTH * (across + 1) // len(row)
                bounds = {"x": left, "y": HEIGHT * down, "width": right - left, "height": HEIGHT}
                found.append({"bounds": bounds, "action": action})
        return found

    @property
    def svg(self) -> str:
        """The picture, as SVG in the size above."""
        return picture([[cell for cell, _action in row] for row in self.rows])

    @property
    def name(self) -> str:
        """The name at LINE: kind and a digest of everything, since a rich menu cannot be changed
        once it is made.
        """
        seen = json.dumps([self.areas, self.svg, CHAT_BAR], ensure_ascii=False, sort_keys=True)
        return f"{NAME_PREFIX}{self.kind}/{hashlib.sha256(seen.encode()).hexdigest()[:12]}"

    def body(self) -> dict[str, Any]:
        """LINE's rich menu object."""
        return {
            "size": self.size,
            "selected": True,
            "name": self.name,
            "chatBarText": CHAT_BAR,
            "areas": self.areas,
        }


def menu_for(roles: Collection[str]) -> MenuKind:
    """Return the kind of menu for somebody's roles (values of ``models.tables.people.Role``); a
    stranger's for none.
    """
    if "secretariat" in roles:
        return MenuKind.BOTH if "officer" in roles else MenuKind.SECRETARIAT
    if "officer" in roles:
        return MenuKind.OFFICER
    return MenuKind.EXECUTIVE if "executive" in roles else MenuKind.STRANGER


def _opens(cell: MenuCell, action: LineAction) -> tuple[MenuCell, LineAction]:
    """A cell that does what a button does; the menu folds away, so that the answer has the
    screen.
    """
    return cell, _short(action) | {"inputOption": "closeRichMenu"}


def _short(action: LineAction) -> LineAction:
    return action | {"label": limits.clip(action["label"], limits.QUICK_LABEL)}


_REPORT = _opens(MenuCell(Icon.PENCIL, "รายงานผล", "มาตรการที่ถึงกำหนด", strong=True), menu.DUE_ACTION)
_MINE = _opens(MenuCell(Icon.LIST, "งานของฉัน", "รายการและสถานะ"), menu.MINE_ACTION)
_SUMMARY = _opens(MenuCell(Icon.CHART, "สรุป", "ภาพรวมเดือนนี้"), menu.SUMMARY_ACTION)
_HELP = _opens(MenuCell(Icon.BUBBLE, "ช่วยเหลือ", "วิธีใช้และผู้ติดต่อ"), menu.HELP_ACTION)
_REVIEW = _opens(
    MenuCell(Icon.STAMP, "ตรวจรายงาน", "รับรองหรือส่งกลับ", strong=True), menu.REVIEW_ACTION
)
# The keyboard opens for the name; the tap itself says nothing and is answered by nothing ("typing"
# in handlers).
_FIND = (
    MenuCell(Icon.LENS, "หน่วยงาน", "พิมพ์ชื่อเพื่อค้นหา"),
    {
        "type": "postback",
        "label": "หน่วยงาน",
        "data": pack(Action.TYPING),
        "inputOption": "openKeyboard",
    },
)
# Words, not a postback: whoever has no code yet reads how to get one, exactly as if they had
# typed it.
_REGISTER = (
    MenuCell(Icon.PERSON, "ลงทะเบียน", "ใช้รหัสเชิญที่ได้รับ", strong=True),
    message_action(menu.REGISTER, menu.REGISTER),
)

MENUS: dict[MenuKind, RichMenu] = {
    made.kind: made
    for made in (
        RichMenu(MenuKind.STRANGER, ((_REGISTER, _HELP),)),
        RichMenu(MenuKind.OFFICER, ((_REPORT, _MINE), (_SUMMARY, _HELP))),
        RichMenu(MenuKind.SECRETARIAT, ((_REVIEW, _SUMMARY), (_FIND, _HELP))),
        RichMenu(MenuKind.BOTH, ((_REVIEW, _REPORT, _MINE), (_FIND, _SUMMARY, _HELP))),
        RichMenu(MenuKind.EXECUTIVE, ((_SUMMARY, _HELP),)),
    )
}
