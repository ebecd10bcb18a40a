"""The letters of a PDF page as pdfium finds them, in the order in which they are read, and the
lines they make.
"""

import ctypes
import math
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

from plans.files.pdf_spaces import (
    MARKS_OF_LETTERS,
    Glyph,
    gap,
    is_share,
    is_stray,
    least_gap,
    with_sure_spaces,
)

MAX_LETTERS = 600_000
_TONES = re.compile("[\u0e48-\u0e4e]")
_SPACES = (0x20, 0xA0, 0x09)
_CLOSE = ".,)"  # no space stands before them, whatever room another font leaves
_ASKEW = 4.0  # degrees: a page is scanned less askew than that
_ASKED = 200  # letters of a page that tell how it lies
_MOST_STRAYS = 100
_HYPHENS = (0x02, 0xAD, 0xFFFE)  # what pdfium says of a hyphen at the end of a line
_BOLD = 600


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
    reader = _PageReader(page)
    letters: list[Glyph] = []
    doubtful: set[int] = set()
    strays: list[Glyph] = []
    spaces = made_up = 0
    for index in range(min(reader.count, MAX_LETTERS + 1)):
        code = reader.code(index)
        if code in _SPACES:
            if reader.is_made_up(index):
                made_up += 1
            elif (
                letters
                and len(strays) < _MOST_STRAYS
                and is_stray(space := reader.letter(index, " "), letters[-1])
            ):
                strays.append(space)
            else:
                spaces += 1
            continue
        if code in _HYPHENS:
            code = ord("-")
        if code < 0x20 or 0xD800 <= code < 0xE000:
            continue  # line ends that pdfium makes up; geometry tells better
        if reader.has_stamps and reader.is_askew(index):
            continue
        letter = reader.letter(index, chr(code))
        if made_up and not spaces and chr(code) not in _CLOSE:
            doubtful.add(len(letters))
        letters.append(replace(letter, spaces=spaces) if spaces else letter)
        spaces = made_up = 0
    return with_sure_spaces(letters, doubtful, strays)


class _PageReader:
    """What pdfium says of the letters of one page, turned as the page is shown."""

    def __init__(self, page: Any) -> None:
        self._text = page.get_textpage()
        self.count: int = self._text.count_chars()
        self._origin_x, self._origin_y, right, top = page.get_mediabox()
        self._width, self._height = right - self._origin_x, top - self._origin_y
        self._turn = page.get_rotation() % 360
        self._numbers = [ctypes.c_double() for _ in range(4)]
        asked = range(0, self.count, 1 + self.count // _ASKED)
        # A stamp stands across a page; of a page that lies askew every letter does.
        self.has_stamps = 2 * sum(map(self.is_askew, asked)) < len(asked)

    def code(self, index: int) -> int:
        """Return the Unicode number of a letter."""
        code: int = pdfium.FPDFText_GetUnicode(self._text, index)
        return code

    def is_made_up(self, index: int) -> bool:
        """Tell a space that is not in the file."""
        return bool(pdfium.FPDFText_IsGenerated(self._text, index))

    def is_askew(self, index: int) -> bool:
        """Tell a letter that stands neither upright nor on its side."""
        turn = math.degrees(pdfium.FPDFText_GetCharAngle(self._text, index)) % 90
        return _ASKEW < turn < 90 - _ASKEW

    def letter(self, index: int, shown: str) -> Glyph:
        """Return a letter with its place, without the spaces before it."""
        text, numbers = self._text, self._numbers
        pdfium.FPDFText_GetCharBox(text, index, *map(ctypes.byref, numbers))
        left, right, bottom, top = (number.value for number in numbers)
        corners = self._shown(left, top), self._shown(right, bottom)
        pdfium.FPDFText_GetCharOrigin(text, index, *map(ctypes.byref, numbers[:2]))
        return Glyph(
            shown,
            min(corner[0] for corner in corners),
            max(corner[0] for corner in corners),
            (corners[0][1] + corners[1][1]) / 2,
            self._shown(numbers[0].value, numbers[1].value)[1],
            pdfium.FPDFText_GetFontSize(text, index) or 10.0,
            pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD or _is_bold_font(text, index),
            0,
        )

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page as it is stored as a point of the page as it is shown, from
        the upper left.
        """
        x, y, width, height = x - self._origin_x, y - self._origin_y, self._width, self._height
        turned = {90: (y, x), 180: (width - x, y), 270: (height - y, width - x)}
        return turned.get(self._turn, (x, height - y))


def _is_bold_font(text: Any, index: int) -> bool:
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
    bases = [letter for letter in letters if not _is_mark(letter)]
    if not bases:
        return letters
    marks: dict[int, list[Glyph]] = {}
    place = 0
    for index, letter in enumerate(letters):
        if not _is_mark(letter):
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


def _is_mark(letter: Glyph) -> bool:
    """Tell a mark, and a sara am that is only a share of the letter it was drawn with."""
    return bool(MARKS_OF_LETTERS.match(letter.text)) or is_share(letter)


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
    # The spaces were counted in the order of drawing; now only the gaps count.
    least = least_gap([letter for cluster in ordered for letter in cluster])
    spaced = [ordered[0]]
    for before, cluster in pairwise(ordered):
        is_apart = min(gap(letter, cluster[0]) for letter in before) > least
        spaced.append([replace(cluster[0], spaces=int(is_apart)), *cluster[1:]])
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
    return left - (right - left) / 4 <= cluster[0].left < right - 0.1


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
