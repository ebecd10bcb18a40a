"""The picture of a rich menu as SVG: cells with an icon, a large word and a small line, drawn by us
in the bundled Sarabun.

A phone shows the 2,500 pixels on some 60 millimetres, so nothing here is smaller than 84 pixels
(about 12 points on the phone), and every text has a contrast of at least 7 to 1 against its ground
(WCAG 2.2, 1.4.6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from messages.parts import BRAND

WIDTH = 2500
HEIGHT = 843
"""Of a row; two rows are LINE's full size of 1686."""

_GROUND = "#DCE7E6"
_CARD = "#FFFFFF"
_TINT = "#E4F0EF"
_INK = "#12303A"
_QUIET = "#3E5560"
_MARGIN, _GAP, _ROUND = 36, 28, 56


class Icon(StrEnum):
    """The icons, on a grid of 24 by 24: strokes of one width, round ends."""

    PENCIL = (
        "M6 3.5h8l4 4V11 M14 3.5V8h4 M10 20.5H6a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1 M8.5 12h5 M8.5 "
        "8.5h2"
        " M13 20.5l.6-2.9 5.6-5.6 2.3 2.3-5.6 5.6z"
    )
    LIST = (
        "M9 4.5H6.5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-14a1 1 0 0 0-1-1H15"
        " M9.5 3h5v3.2h-5z M8.3 11l1.1 1.1 1.9-2.2 M13.5 11H16 M8.3 16l1.1 1.1 1.9-2.2 M13.5 16H16"
    )
    CHART = "M3.7 20.5h16.6 M5.2 17.5v-4.2h2.7v4.2z M10.6 17.5V8.7h2.7v8.8z M16 17.5V4h2.7v13.5z"
    BUBBLE = (
        "M5.5 4h13A1.8 1.8 0 0 1 20.3 5.8v9.4a1.8 1.8 0 0 1-1.8 1.8H12l-4.2 3.7V17H5.5a1.8 1.8 0 "
        "0 1-1.8-1.8V5.8A1.8 1.8 0 0 1 5.5 4z"
        " M9.8 8.7a2.2 2.2 0 1 1 3.2 2c-.7.35-1 .8-1 1.5 M12 14.3v.1"
    )
    STAMP = (
        "M13 3.5H6a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h4.5 M13 3.5l4.5 4.5v2.5 M13 3.5V8h4.5 M8 12h4"
        " M8 15.5h2 M20.7 16.7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0z M14.6 16.8l1.4 1.4 2.5-2.8"
    )
    LENS = "M16.3 10.3a6 6 0 1 1-12 0 6 6 0 0 1 12 0z M14.7 14.7l5.6 5.6"
    PERSON = (
        "M13.5 8a3.7 3.7 0 1 1-7.4 0 3.7 3.7 0 0 1 7.4 0z"
        " M3.3 20c.2-4 2.7-6.3 6.5-6.3s6.3 2.3 6.5 6.3z M18.7 6.3v5 M16.2 8.8h5"
    )


@dataclass(frozen=True)
class MenuCell:
    """What a cell shows; a ``strong`` one is what most come for."""

    icon: Icon
    title: str
    line: str
    strong: bool = False


def picture(rows: Sequence[Sequence[MenuCell]]) -> str:
    """Return the SVG of rows of cells."""
    height = HEIGHT * len(rows)
    drawn = "".join(
        _cell(cell, across, len(row), down, len(rows))
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 '
        f'{WIDTH} {height}" '
        f'font-family="Sarabun" text-anchor="middle"><rect width="{WIDTH}" height="{height}" '
        f'fill="{_GROUND}"/>{drawn}</svg>'
    )


def _cell(cell: MenuCell, across: int, columns: int, down: int, rows: int) -> str:
    """One card. Outer margins are wider than the gaps between cards; a tap in either belongs to the
    nearest card.
    """
    left = WIDTH * across // columns + (_MARGIN if across == 0 else _GAP // 2)
    right = WIDTH * (across + 1) // columns - (_MARGIN if across == columns - 1 else _GAP // 2)
    top = HEIGHT * down + (_MARGIN if down == 0 else _GAP // 2)
    bottom = HEIGHT * (down + 1) - (_MARGIN if down == rows - 1 else _GAP // 2)
    middle, ground = (left + right) / 2, BRAND if cell.strong else _CARD
    title, line = (126, 84) if columns > 2 else (166, 92)
    return (
        (
            f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" '
            f'rx="{_ROUND}" '
            f'fill="{ground}"/>'
        )
        + _icon(cell, middle, top + 205)
        + _text(cell.title, middle, top + 530, title, "#FFFFFF" if cell.strong else _INK, bold=True)
        + _text(
            cell.line, middle, top + 698, line, "#FFFFFF" if cell.strong else _QUIET, bold=False
        )
    )


def _icon(cell: MenuCell, x: float, y: float) -> str:
    """An icon in a disc of 276 pixels around a point."""
    disc, stroke = ("#FFFFFF", BRAND) if cell.strong else (_TINT, BRAND)
    scale = 8
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="138" fill="{disc}"/>'
        f'<path transform="translate({x - 12 * scale:g} {y - 12 * scale:g}) scale({scale})" '
        f'd="{cell.icon.value}" fill="none" '
        f'stroke="{stroke}" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _text(words: str, x: float, y: float, size: int, color: str, *, bold: bool) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" '
        f'fill="{color}"{weight}>{escape(words)}</text>'
    )
