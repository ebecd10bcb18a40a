"""The rich menus: what a tap does, LINE's limits, and that the pictures can be read."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
import resvg_py

from messages import menu
from messages.richmenus.menus import MENUS, NAME_PREFIX, MenuKind, RichMenu, menu_for
from messages.richmenus.picture import HEIGHT, WIDTH, Icon, MenuCell, picture
from messages.taps import Action, unpack
from models.tables.people import Role
from simulator.checks.richmenu import RICH_MENU, check_shape
from tests.pictures import Picture, read
from thai.fonts import FONTS

SMALL = 0.2
"""The scale at which pictures are looked at: reading a full one back takes long."""


def drawn(svg: str, fonts: list[Path]) -> Picture:
    """Render at a fifth of the size."""
    files = [str(font) for font in fonts]
    return read(
        bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, skip_system_fonts=True, font_files=files, width=500
            )
        )
    )


SARABUN = [FONTS / "Sarabun-Regular.ttf", FONTS / "Sarabun-Bold.ttf"]


@pytest.mark.parametrize("found", MENUS.values(), ids=lambda menu: menu.kind.value)
def test_line_takes_every_menu(found: RichMenu) -> None:
    check_shape(RICH_MENU, found.body())


@pytest.mark.parametrize("found", MENUS.values(), ids=lambda menu: menu.kind.value)
def test_areas_cover_the_whole_picture_once(found: RichMenu) -> None:
    bounds = [area["bounds"] for area in found.areas]
    assert (
        sum(b["width"] * b["height"] for b in bounds) == found.size["width"] * found.size["height"]
    )
    for one, other in combinations(bounds, 2):
        apart_across = (
            one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        )
        apart_down = (
            one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        )
        assert apart_across or apart_down


def test_cells_are_few_and_large() -> None:
    for found in MENUS.values():
        assert all(
            area["bounds"]["width"] >= WIDTH // 3 and area["bounds"]["height"] == HEIGHT
            for area in found.areas
        )
        assert 2 <= len(found.areas) <= 6


def test_a_tap_is_the_one_the_buttons_of_the_chat_send() -> None:
    buttons = {action["data"]: action for action in menu.menu(list(Role))}
    for found in MENUS.values():
        for area in found.areas:
            action = area["action"]
            if action["type"] == "message":
                assert action["text"] in menu.COMMANDS
            elif action["inputOption"] == "closeRichMenu":
                assert action["displayText"] == buttons[action["data"]]["displayText"]
            else:
                tapped = unpack(action["data"])
                assert tapped is not None
                assert (tapped.action, "displayText" in action) == (Action.TYPING, False)


@pytest.mark.parametrize(
    ("roles", "kind"),
    [
        ([], MenuKind.STRANGER),
        (["officer"], MenuKind.OFFICER),
        (["secretariat"], MenuKind.SECRETARIAT),
        (["executive"], MenuKind.EXECUTIVE),
        (["officer", "executive"], MenuKind.OFFICER),
        (["secretariat", "executive"], MenuKind.SECRETARIAT),
        (["officer", "secretariat", "executive"], MenuKind.BOTH),
    ],
)
def test_everybody_gets_the_menu_of_their_roles(roles: list[str], kind: MenuKind) -> None:
    assert menu_for(roles) is kind


def test_a_menus_words_include_every_command_of_its_role() -> None:
    said = {
        kind: {area["action"].get("label") for area in found.areas} for kind, found in MENUS.items()
    }
    assert {"รายงานผล", menu.MINE, menu.SUMMARY, menu.HELP} <= said[MenuKind.OFFICER] & said[
        MenuKind.BOTH
    ]
    assert {menu.REVIEW, menu.SUMMARY, menu.HELP} <= said[MenuKind.SECRETARIAT] & said[
        MenuKind.BOTH
    ]
    assert said[MenuKind.STRANGER] == {menu.REGISTER, menu.HELP}


def test_a_menu_that_looks_or_does_otherwise_has_another_name() -> None:
    officer = MENUS[MenuKind.OFFICER]
    (first, second), below = officer.rows
    assert re.fullmatch(rf"{NAME_PREFIX}officer/[0-9a-f]{{12}}", officer.name)
    assert officer.name == RichMenu(MenuKind.OFFICER, officer.rows).name
    assert officer.name != RichMenu(MenuKind.OFFICER, ((second, first), below)).name
    dumb = (first[0], {**first[1], "data": "a=help"})
    assert officer.name != RichMenu(MenuKind.OFFICER, ((dumb, second), below)).name


def test_whatever_a_cell_says_the_picture_stays_well_formed() -> None:
    svg = picture([[MenuCell(Icon.LIST, "<b>&\"'", "]]> &amp; <script/>")]])
    texts = [
        node.text for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    assert texts == ["<b>&\"'", "]]> &amp; <script/>"]


@pytest.mark.parametrize("found", MENUS.values(), ids=lambda menu: menu.kind.value)
def test_every_cell_is_drawn_inside_its_card(found: RichMenu) -> None:
    seen = drawn(found.svg, SARABUN)
    for area in found.areas:
        left, top, wide, high = (
            int(area["bounds"][name] * SMALL) for name in ("x", "y", "width", "height")
        )
        middle = top + high // 2
        ground = seen.at(left + 12, middle)
        inside = [
            seen.at(x, y)
            for y in range(top + 12, top + high - 12)
            for x in range(left + 12, left + wide - 12)
        ]
        assert sum(pixel != ground for pixel in inside) > len(inside) // 20
        for x in (left + 11, left + wide - 11):
            column = {seen.at(x, y) for y in range(top + 24, top + high - 24)}
            assert column == {ground}, f"{area['action']['label']}: something reaches column {x}"
        # Between the lowest tail of the word and the highest mark of the line under it.
        assert seen.at(left + wide // 2, top + high - 12) == ground


def test_the_words_are_drawn_with_the_bundled_font() -> None:
    svg = MENUS[MenuKind.OFFICER].svg
    assert drawn(svg, SARABUN).lines != drawn(svg, []).lines
    assert drawn(svg, SARABUN).lines != drawn(svg, SARABUN[:1]).lines  # the bold one too


@pytest.mark.parametrize("found", MENUS.values(), ids=lambda menu: menu.kind.value)
def test_every_word_stands_out_from_its_ground(found: RichMenu) -> None:
    root = ElementTree.fromstring(found.svg)
    cards = [node for node in root.iter("{http://www.w3.org/2000/svg}rect") if node.get("rx")]
    words = list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert len(words) == 2 * len(cards)
    for word in words:
        x, y = float(word.get("x", "")), float(word.get("y", ""))
        ground = next(card.get("fill", "") for card in cards if _holds(card, x, y))
        assert _contrast(word.get("fill", ""), ground) >= 7
        assert int(word.get("font-size", "0")) >= 84


def _holds(card: ElementTree.Element, x: float, y: float) -> bool:
    left, top, wide, high = (float(card.get(name, "")) for name in ("x", "y", "width", "height"))
    return left <= x <= left + wide and top <= y <= top + high


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours "#RRGGBB"."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
