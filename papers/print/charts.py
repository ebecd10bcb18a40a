"""Charts as SVG of our own, drawn by resvg with the typeface that comes with the program: right
Thai marks on every machine.

Nothing is shown by colour alone: what is late is hatched, what is missing is outlined, and every
bar carries its number. Sizes are in SVG units; a drawing scales to wherever it is put.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from models.month.summary import Count
from papers.print.letters_shown import showable
from thai.fonts import FAMILY
from thai.numbers import whole_per_cent
from thai.width import display_width

ON_TIME, LATE, MISSING = "#1f6f50", "#c98a1b", "#ffffff"
_EDGE, _INK, _SOFT = "#8a8f98", "#20242b", "#e6e9ee"
_HATCH = (
    '<pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#f3ddb3"/><rect width="3" height="6" '
    f'fill="{LATE}"/></pattern>'
)
COLUMNS = (720, 210)
BAR = (300, 22)


@dataclass(frozen=True)
class ChartMonth:
    """One column: the month's short name and its count, None while it has not begun; ``is_due`` is
    False until its due moment.
    """

    label: str
    count: Count | None
    is_due: bool = True


def share_bar(count: Count) -> str:
    """Return a bar of what was sent on time, what came late and what is missing; empty where
    nothing was expected.
    """
    width, height = BAR
    parts = [
        (
            f'<rect x="0.5" y="3.5" width="{width - 1}" height="{height - 7}" fill="{MISSING}" '
            f'stroke="{_EDGE}"/>'
        )
    ]
    if count.expected:
        unit = (width - 1) / count.expected
        on_time, late = count.on_time * unit, (count.sent - count.on_time) * unit
        parts += [
            _rect(0.5, 3.5, on_time, height - 7, ON_TIME),
            _rect(0.5 + on_time, 3.5, late, height - 7, "url(#late)"),
        ]
    return _svg(width, height, parts)


def legend(on_time: str, late: str, missing: str) -> str:
    """Return what the fillings of the bars mean, in the words given."""
    parts, x = [], 0.0
    for fill, word in ((ON_TIME, on_time), ("url(#late)", late), (MISSING, missing)):
        parts.append(
            f'<rect x="{x + 0.5}" y="4" width="22" height="13" fill="{fill}" stroke="{_EDGE}"/>'
        )
        parts.append(_text(x + 30, 16, word, 14))
        x += 56 + 8.2 * display_width(word)
    return _svg(round(x), 22, parts)


def month_columns(months: Sequence[ChartMonth]) -> str:
    """Return a column for every month: on time, late and missing, with the per cent that was sent
    above it.
    """
    width, height = COLUMNS
    top, bottom = 26, height - 30
    step = width / max(len(months), 1)
    parts = [f'<line x1="0" y1="{bottom}" x2="{width}" y2="{bottom}" stroke="{_EDGE}"/>']
    for place, month in enumerate(months):
        left, wide = place * step + step * 0.15, step * 0.7
        middle = left + wide / 2
        parts.append(_text(middle, height - 9, month.label, 15, anchor="middle"))
        count = month.count
        if count is None:
            continue
        if not count.expected:
            parts.append(_text(middle, bottom - 6, "–", 15, anchor="middle"))
            continue
        full = bottom - top
        on_time, sent = full * count.on_time / count.expected, full * count.sent / count.expected
        edge = _EDGE if month.is_due else _SOFT
        parts += [
            (
                f'<rect x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{full}" '
                f'fill="{MISSING}" '
                f'stroke="{edge}"/>'
            ),
            _rect(left, bottom - on_time, wide, on_time, ON_TIME),
            _rect(left, bottom - sent, wide, sent - on_time, "url(#late)"),
            _text(
                middle,
                top - 8,
                f"{whole_per_cent(count.sent, count.expected)}%",
                15,
                anchor="middle",
                bold=True,
            ),
        ]
    return _svg(width, height, parts)


def draw(svg: str, width: int) -> bytes:
    """Return a chart as PNG, ``width`` pixels wide, drawn with the bundled fonts only."""
    import resvg_py

    from thai.fonts import FONTS

    fonts = [str(Path(FONTS) / f"{FAMILY}-{weight}.ttf") for weight in ("Regular", "Bold")]
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts, width=width)
    )


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"'
    )
    return f'{head} font-family="{FAMILY}"><defs>{_HATCH}</defs>{"".join(parts)}</svg>'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
        f'height="{max(height, 0):.1f}" fill="{fill}"/>'
    )


def _text(
    x: float, y: float, words: str, size: int, *, anchor: str = "start", bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    shown = escape(showable(words))
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="{size}" fill="{_INK}" '
        f'text-anchor="{anchor}"{weight}>{shown}</text>'
    )
