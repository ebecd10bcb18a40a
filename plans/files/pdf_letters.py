"""The letters of a PDF page as pdfium finds them, in the order in which they are read, and the
lines they make.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

MAX_LETTERS = 600_000
_MARKS_OF_LETTERS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_TONES = re.compile("[\u0e48-\u0e4e]")
_HYPHENS = (0x02, 0xAD, 0xFFFE)  # what pdfium says of a hyphen at the end of a line
_BOLD = 600
_GAP = 0.25  # of the size: what a space takes at least


@dataclass(frozen=True)
class Glyph:
    """One letter: where it stands, where its line runs, and whether a space or the end of a text
    run comes before it.
    """

    text: str
    left: float
    right: float
    middle: float
    baseline: float
    size: float
    bold: bool
    spaces: int

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2


@dataclass
class GlyphLine:
    """Letters on one baseline; ``spaced`` tells that a space ends it."""

    letters: list[Glyph] = field(default_factory=list)
    spaced: bool = False

    @property
    def text(self) -> str:
        pieces = [
            " " * letter.spaces * (index > 0) + letter.text
            for index, letter in enumerate(self.letters)
        ]
        return "".join(pieces)

    @property
    def left(self) -> float:
        return min(letter.left for letter in self.letters)

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters)

    @property
    def width(self) -> float:
        """The width of an ordinary letter."""
        solid = [
            letter.right - letter.left for letter in self.letters if letter.right > letter.left
        ]
        return sum(solid) / len(solid) if solid else self.letters[0].size / 2


def read_letters(page: Any) -> list[Glyph]:
    """Return the letters of a page in the order pdfium gives them, spaces counted into the letter
    after them.
    """
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

    text = page.get_textpage()
    width, height = (
        page.get_mediabox()[2] - page.get_mediabox()[0],
        page.get_mediabox()[3] - page.get_mediabox()[1],
    )
    origin_x, origin_y = page.get_mediabox()[:2]
    turn = page.get_rotation() % 360
    box = [ctypes.c_double() for _ in range(4)]
    at_x, at_y = ctypes.c_double(), ctypes.c_double()
    letters: list[Glyph] = []
    spaces = made_up = 0
    for index in range(min(text.count_chars(), MAX_LETTERS + 1)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (0x20, 0xA0, 0x09):
            if pdfium.FPDFText_IsGenerated(text, index):
                made_up += 1
            else:
                spaces += 1
            continue
        if code in _HYPHENS:
            code = ord("-")
        if code < 0x20 or 0xD800 <= code < 0xE000:
            continue  # line ends that pdfium makes up; geometry tells better
        pdfium.FPDFText_GetCharBox(
            text, index, *map(ctypes.byref, (box[0], box[1], box[2], box[3]))
        )
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(at_x), ctypes.byref(at_y))
        left, right, bottom, top = (value.value for value in box)
        corners = [
            _shown(x - origin_x, y - origin_y, width, height, turn)
            for x, y in ((left, top), (right, bottom))
        ]
        baseline = _shown(at_x.value - origin_x, at_y.value - origin_y, width, height, turn)[1]
        begin, size = (
            min(corner[0] for corner in corners),
            pdfium.FPDFText_GetFontSize(text, index) or 10.0,
        )
        if made_up and not spaces and _stands_apart(letters, begin, baseline, size):
            spaces = made_up
        letters.append(
            Glyph(
                chr(code),
                begin,
                max(corner[0] for corner in corners),
                (corners[0][1] + corners[1][1]) / 2,
                baseline,
                size,
                pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD
                or _is_bold_font(pdfium, text, index),
                spaces,
            )
        )
        spaces = made_up = 0
    return letters


def _stands_apart(letters: Sequence[Glyph], begin: float, baseline: float, size: float) -> bool:
    """Tell whether a space that pdfium made up is one: it makes them up within Thai words too,
    where letters stand a little apart.
    """
    base = next(
        (letter for letter in reversed(letters) if not _MARKS_OF_LETTERS.match(letter.text)), None
    )
    if base is None or abs(base.baseline - baseline) > 0.3 * size:
        return False  # a line ends there, that is all
    return begin - base.right > _GAP * size or begin < base.left


def _shown(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """Return a point of the page as it is stored as a point of the page as it is shown, from the
    upper left.
    """
    return {0: (x, height - y), 90: (y, x), 180: (width - x, y), 270: (height - y, width - x)}.get(
        turn, (x, height - y)
    )


def _is_bold_font(pdfium: Any, text: Any, index: int) -> bool:
    name = ctypes.create_string_buffer(80)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 80, ctypes.byref(flags))
    return b"bold" in name.value.lower()


def read_lines(letters: list[Glyph]) -> list[GlyphLine]:
    """Return letters by the lines they stand on, each from left to right."""
    lines: list[GlyphLine] = []
    for letter in letters:
        last = lines[-1] if lines else None
        if last is None or abs(letter.baseline - last.letters[0].baseline) > 0.55 * max(
            letter.size, last.letters[0].size, 4
        ):
            if last is not None:
                last.spaced = letter.spaces > 0
            lines.append(GlyphLine())
        lines[-1].letters.append(letter)
    for line in lines:
        line.letters = _in_order(line.letters)
    return lines


def _in_order(letters: list[Glyph]) -> list[Glyph]:
    """Put marks that were drawn later under the letter they stand at: "รู้ให้" may be drawn as
    "ร้ให" and then "ู".

    Letters of another font ("–") may be drawn later too; they go where they stand.
    """
    bases = [letter for letter in letters if not _MARKS_OF_LETTERS.match(letter.text)]
    if not bases:
        return letters
    marks: dict[int, list[Glyph]] = {}
    place = 0
    for index, letter in enumerate(letters):
        if not _MARKS_OF_LETTERS.match(letter.text):
            place += index > 0
            continue
        near = place
        if index == 0 or not _belongs(letters[index - 1], letter):
            near = max(range(len(bases)), key=lambda other: _overlap(bases[other], letter))
        marks.setdefault(near, []).append(letter)
    clusters = [
        [base, *sorted(marks.get(place, []), key=lambda mark: bool(_TONES.match(mark.text)))]
        for place, base in enumerate(bases)
    ]
    ordered: list[Glyph] = []
    last: list[Glyph] = []
    for cluster in _as_they_stand(clusters):
        if not _is_echo(last, cluster):
            ordered += cluster
            last = cluster
    return ordered


def _as_they_stand(clusters: list[list[Glyph]]) -> list[list[Glyph]]:
    """Return letters with their marks from left to right; only one that stands wholly to the left
    of another moves before it.
    """
    ordered: list[list[Glyph]] = []
    moved = False
    for cluster in clusters:
        place = len(ordered)
        while place and cluster[0].right <= ordered[place - 1][0].left + 0.5:
            place -= 1
        moved = moved or place < len(ordered)
        ordered.insert(place, cluster)
    if not moved:
        return clusters
    # The spaces were counted in the order of drawing; now only the gaps tell.
    spaced = [ordered[0]]
    for before, cluster in pairwise(ordered):
        gap = cluster[0].left - max(letter.right for letter in before)
        spaced.append([replace(cluster[0], spaces=int(gap > 0.25 * cluster[0].size)), *cluster[1:]])
    return spaced


def _is_echo(before: list[Glyph], cluster: list[Glyph]) -> bool:
    """Tell letters said a second time for the mark of the same letter, as some programs write them
    ("ทั่ทั่" for "ทั่").
    """
    if len(cluster) < 2 or [letter.text for letter in before] != [
        letter.text for letter in cluster
    ]:
        return False
    left, right = min(letter.left for letter in before), max(letter.right for letter in before)
    return left - 0.2 <= cluster[0].left < right - 0.1


def _belongs(before: Glyph, mark: Glyph) -> bool:
    """Tell whether a mark was drawn at the letter before it: over or under it, or right
    behind it.
    """
    slack = 0.3 * max(before.right - before.left, 1.0)
    behind = mark.left >= before.left and mark.left - before.right <= 0.15 * mark.size
    return behind or before.left - slack <= mark.center <= before.right + slack


def _overlap(base: Glyph, mark: Glyph) -> float:
    """Return how much of a mark stands over or under a letter, in points; less than 0 is how far
    away it is.
    """
    return min(base.right, mark.right) - max(base.left, mark.left)
