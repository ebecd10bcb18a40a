"""Draw the signs of states as a small font that looks alike on every machine, for Sarabun has none
of them; ``make pictures`` runs it. Drawn here, so nobody's licence is on it.
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from math import atan2, cos, pi, sin

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.test_imports import ROOT

FILE = ROOT / "web" / "static" / "signs.woff"
EM, WIDTH, MIDDLE, RADIUS, STROKE = 1000, 860, 340, 370, 88
CENTRE = WIDTH // 2
Point = tuple[float, float]


class Drawing:
    """One sign of filled shapes; all turn clockwise, so that they add up, holes the other way."""

    def __init__(self) -> None:
        self.pen = TTGlyphPen(None)

    def disc(self, x: float, y: float, radius: float, *, hole: bool = False) -> None:
        """Fill a disc, or cut it out."""
        self._arc(x, y, radius, 0, 2 * pi if hole else -2 * pi)

    def shape(self, *points: Point) -> None:
        """Fill a polygon, whichever way it was given."""
        pairs = zip(points, (*points[1:], points[0]), strict=True)
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
        first, *others = points if area < 0 else points[::-1]
        self.pen.moveTo(_whole(first))
        for each in others:
            self.pen.lineTo(_whole(each))
        self.pen.closePath()

    def line(self, *points: Point, width: float = STROKE) -> None:
        """Draw a line through some points, with round ends."""
        for begin, end in pairwise(points):
            turn = atan2(end[1] - begin[1], end[0] - begin[0]) + pi / 2
            x, y = cos(turn) * width / 2, sin(turn) * width / 2
            self.shape(
                (begin[0] + x, begin[1] + y),
                (end[0] + x, end[1] + y),
                (end[0] - x, end[1] - y),
                (begin[0] - x, begin[1] - y),
            )
        for each in points:
            self.disc(*each, width / 2)

    def ring(self) -> None:
        """Draw a circle."""
        self.disc(CENTRE, MIDDLE, RADIUS)
        self.disc(CENTRE, MIDDLE, RADIUS - STROKE, hole=True)

    def left_half(self) -> None:
        """Fill the left half of the circle."""
        inner = RADIUS - STROKE / 2
        points = [_on(CENTRE, MIDDLE, inner, pi / 2 + n * pi / 16) for n in range(17)]
        self.shape(*points)

    def bow(self, x: float, y: float, radius: float) -> list[Point]:
        """Return points of a half circle from below to above, open to the left."""
        return [_on(x, y, radius, -pi / 2 + n * pi / 10) for n in range(11)]

    def _arc(self, x: float, y: float, radius: float, begin: float, turn: float) -> None:
        step = turn / 8
        far = radius / cos(step / 2)
        off = [_whole(_on(x, y, far, begin + step * (n + 0.5))) for n in range(8)]
        self.pen.qCurveTo(*off, None)
        self.pen.closePath()


def _on(x: float, y: float, radius: float, angle: float) -> Point:
    return x + radius * cos(angle), y + radius * sin(angle)


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _signs() -> dict[str, Drawing]:
    signs = {sign: Drawing() for sign in "○◐●◷✓✕↩→−■▲▼△✎"}
    low, high, left, right = 60, 620, 130, 730
    for sign in "○◐◷":
        signs[sign].ring()
    signs["◐"].left_half()
    signs["●"].disc(CENTRE, MIDDLE, RADIUS)
    signs["◷"].line((CENTRE, 600), (CENTRE, MIDDLE), (690, MIDDLE), width=70)
    signs["✓"].line((130, 340), (340, 110), (740, 610), width=100)
    signs["✕"].line((180, 90), (680, 590), width=100)
    signs["✕"].line((180, 590), (680, 90), width=100)
    hook = signs["↩"]
    hook.line((180, 210), (560, 210), *hook.bow(560, 380, 170), (380, 550))
    hook.line((350, 40), (180, 210), (350, 380))
    signs["→"].line((110, MIDDLE), (740, MIDDLE))
    signs["→"].line((540, 140), (740, MIDDLE), (540, 540))
    signs["−"].line((160, MIDDLE), (700, MIDDLE))
    signs["■"].shape((150, 60), (150, 620), (710, 620), (710, 60))
    signs["▲"].shape((100, low), (CENTRE, high), (760, low))
    signs["▼"].shape((100, high), (CENTRE, low), (760, high))
    signs["△"].line((left, 80), (CENTRE, 600), (right, 80), (left, 80))
    signs["✎"].line((130, 40), (200, 260), (560, 620), (710, 470), (350, 110), (130, 40), width=70)
    return signs


def draw() -> bytes:
    """Return the font as WOFF, the same bytes whenever it is drawn."""
    signs = _signs()
    named = {sign: f"u{ord(sign):04X}" for sign in signs}
    build = FontBuilder(EM, isTTF=True)
    build.setupGlyphOrder([".notdef", *named.values()])
    build.setupCharacterMap({ord(sign): name for sign, name in named.items()})
    glyphs = {named[sign]: drawing.pen.glyph() for sign, drawing in signs.items()}
    build.setupGlyf({".notdef": TTGlyphPen(None).glyph()} | glyphs)
    build.setupHorizontalMetrics(
        {
            name: (WIDTH, glyph.xMin if glyph.numberOfContours else 0)
            for name, glyph in glyphs.items()
        }
        | {".notdef": (WIDTH, 0)}
    )
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Kaona Signs", "styleName": "Regular"})
    build.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    build.setupPost()
    build.font["head"].created = build.font["head"].modified = 0
    build.font.recalcTimestamp = False
    build.font.flavor = "woff"
    out = BytesIO()
    build.font.save(out)
    return out.getvalue()


def main() -> None:
    """Write the file."""
    FILE.write_bytes(draw())


if __name__ == "__main__":
    main()
