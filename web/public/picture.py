"""The picture of a shared link (og:image): 1,200 by 630, drawn with the program's own typeface."""

from html import escape

from papers.print.charts import draw
from papers.print.letters_shown import showable
from thai.fonts import FAMILY
from thai.width import display_width

WIDTH, HEIGHT = 1200, 630
_OFFICE, _INK, _QUIET = "#1f5f4a", "#1d2430", "#4d5664"
_ACROSS = 32  # letters in a line of the name


def share_picture(above: str, name: str, lines: tuple[str, ...], below: str) -> bytes:
    """Return the picture as PNG: a small line, the organization's name, a few lines, the site."""
    rows = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<rect width="{WIDTH}" height="26" fill="{_OFFICE}"/>',
        _text(above, 130, 40, _QUIET),
    ]
    y = 215
    for row in _wrapped(name)[:2]:
        rows.append(_text(row, y, 66, _OFFICE, bold=True))
        y += 88
    for line in lines:
        rows.append(_text(line, y + 6, 42, _INK))
        y += 64
    rows.append(_text(below, HEIGHT - 34, 30, _QUIET))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="{FAMILY}">{"".join(rows)}</svg>'
    )
    return draw(svg, WIDTH)


def _wrapped(name: str) -> list[str]:
    """Return a name in lines that fit: broken at its spaces, else where the line is full."""
    rows = [""]
    for word in name.split():
        joined = f"{rows[-1]} {word}".strip()
        if display_width(joined) <= _ACROSS or not rows[-1]:
            rows[-1] = joined
        else:
            rows.append(word)
    return [part for row in rows for part in _cut(row)]


def _cut(row: str) -> list[str]:
    parts = [""]
    for letter in row:
        if display_width(parts[-1] + letter) > _ACROSS:
            parts.append("")
        parts[-1] += letter
    return parts


def _text(words: str, y: int, size: int, fill: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="72" y="{y}" font-size="{size}" fill="{fill}"{weight}>'
        f"{escape(showable(words))}</text>"
    )
