"""Draw the rooms of the house and what they import, as SVG; ``make pictures`` runs it.

Where a room stands is written down here. The arrows are worked out from the imports of today, and
one that follows from the others is left out: whoever imports scores reaches thai through it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.test_imports import MAY_IMPORT, ROOT, SUB_ROOMS, graph

PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
COLUMN, GAP, HEIGHT, BETWEEN, EDGE = 172, 16, 74, 38, 20
COLUMNS, ROWS = 5, 7
STYLE = """
  text { font-family: "Segoe UI", "Noto Sans", "DejaVu Sans", Helvetica, Arial, sans-serif; }
  .name { font-size: 17px; font-weight: 700; fill: #12352b; }
  .what { font-size: 12.5px; fill: #334155; }
  .inside { font-size: 11.5px; fill: #64748b; }
  .box { fill: #eef7f3; stroke: #2f7d65; stroke-width: 1.4; }
  .other { fill: #f6f1e7; stroke: #a07a2c; stroke-width: 1.4; }
  .arrow { stroke: #475569; stroke-width: 1.6; fill: none; }
  .call { stroke: #a07a2c; stroke-width: 1.6; stroke-dasharray: 5 4; fill: none; }
"""


@dataclass(frozen=True)
class Place:
    """Where a room is drawn: its row from the top, its first and last column, and what it holds."""

    row: int
    first: int
    last: int
    what: str

    @property
    def left(self) -> int:
        return EDGE + self.first * (COLUMN + GAP)

    @property
    def right(self) -> int:
        return EDGE + self.last * (COLUMN + GAP) + COLUMN

    @property
    def top(self) -> int:
        return EDGE + self.row * (HEIGHT + BETWEEN)

    @property
    def bottom(self) -> int:
        return self.top + HEIGHT


PLACES = {
    "demo": Place(0, 0, 2, "the sample province, and what runs it"),
    "simulator": Place(0, 4, 4, "a stand-in for LINE"),
    "bot": Place(1, 0, 4, "the program: settings, webhook, sending, command line"),
    "handlers": Place(2, 0, 0, "what words lead to"),
    "scheduler": Place(2, 1, 1, "what the calendar does"),
    "web": Place(2, 2, 2, "what a browser sees"),
    "messages": Place(3, 0, 1, "how things are said in LINE"),
    "plans": Place(3, 3, 3, "how a plan comes in"),
    "papers": Place(3, 4, 4, "how a year goes out"),
    "scores": Place(4, 3, 4, "the ITA scores and their rules"),
    "models": Place(5, 0, 4, "what is true: tables, migrations, and the rules of the month"),
    "thai": Place(6, 0, 4, "how Thai is written and measured"),
}


def imports() -> dict[str, set[str]]:
    """Return which rooms each room imports today."""
    found: dict[str, set[str]] = {room: set() for room in MAY_IMPORT}
    for name, targets in graph().items():
        room = name.partition(".")[0]
        found[room] |= {target.partition(".")[0] for target in targets} - {room}
    return found


def needed(edges: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Return the imports that do not follow from others, from the importing room to the other."""
    return sorted(
        (room, target)
        for room, targets in edges.items()
        for target in targets
        if not any(target in _reached(edges, other) for other in targets - {target})
    )


def _reached(edges: dict[str, set[str]], room: str) -> set[str]:
    found: set[str] = set()
    left = [room]
    while left:
        new = edges[left.pop()] - found
        found |= new
        left += new
    return found


def draw() -> str:
    """Return the picture."""
    width = 2 * EDGE + COLUMNS * COLUMN + (COLUMNS - 1) * GAP
    height = 2 * EDGE + ROWS * HEIGHT + (ROWS - 1) * BETWEEN + 24
    arrows = [_arrow(PLACES[room], PLACES[target]) for room, target in needed(imports())]
    calls = [
        _line("call", PLACES["demo"].right, 37 + EDGE, PLACES["simulator"].left - 2, 37 + EDGE),
        _line("call", _middle("simulator"), PLACES["simulator"].bottom, _middle("simulator"), 130),
    ]
    legend = (
        "An arrow: imports, in one direction only; what follows from other arrows is left out. "
        "Dashed: starts it, and speaks over HTTP as LINE does."
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img">',
        "<title>The rooms of the house and what they import</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7"'
        ' markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#475569"/>'
        "</marker></defs>",
        f'<rect width="{width}" height="{height}" rx="10" fill="#ffffff"/>',
        *arrows,
        *calls,
        *(_box(room, place) for room, place in PLACES.items()),
        f'<text class="inside" x="{EDGE}" y="{height - 14}">{escape(legend)}</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _middle(room: str) -> int:
    return (PLACES[room].left + PLACES[room].right) // 2


def _arrow(above: Place, below: Place) -> str:
    first, last = max(above.left, below.left), min(above.right, below.right)
    if first < last:
        upper = lower = (first + last) // 2
    else:
        upper, lower = (above.left + above.right) // 2, (below.left + below.right) // 2
    return _line("arrow", upper, above.bottom, lower, below.top - 1)


def _line(kind: str, x1: int, y1: int, x2: int, y2: int) -> str:
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" marker-end="url(#head)"/>'


def _box(room: str, place: Place) -> str:
    kind = "other" if room == "simulator" else "box"
    middle = (place.left + place.right) // 2
    inside = " · ".join(SUB_ROOMS.get(room, ()))
    if place.first == place.last and len(inside) > 26:  # two lines in a narrow box
        parts = inside.split(" · ")
        rows = [" · ".join(parts[: len(parts) // 2]), " · ".join(parts[len(parts) // 2 :])]
    else:
        rows = [inside] if inside else []
    texts = [("name", f"{room}/"), ("what", place.what), *(("inside", row) for row in rows)]
    step = 16 if len(texts) > 3 else 19
    y = place.top + (HEIGHT - step * (len(texts) - 1)) // 2 + 5
    drawn = [
        f'<text class="{style}" x="{middle}" y="{y + step * at}" text-anchor="middle">'
        f"{escape(text)}</text>"
        for at, (style, text) in enumerate(texts)
    ]
    return (
        f'<rect class="{kind}" x="{place.left}" y="{place.top}" rx="8"'
        f' width="{place.right - place.left}" height="{HEIGHT}"/>' + "".join(drawn)
    )


def main(path: Path = PICTURE) -> None:
    """Write the picture."""
    path.write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
