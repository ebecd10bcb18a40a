"""One letter of a PDF page, and which of the spaces that pdfium tells of are spaces."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

MARKS_OF_LETTERS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_GAP = 0.25  # of the size: what a space takes at least
_NARROW_GAP = 0.18  # what it takes where the letters of its line stand closer than half of that
_SHARE = 0.3  # of the size: a narrower sara am is only a share of the letter it was drawn with
_SARA_AA = 0.4  # of the size: how far such a sara am reaches behind that letter


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


def is_stray(space: Glyph, before: Glyph) -> bool:
    """Tell a space that pdfium names far from where it stands, behind a letter much further on."""
    is_same_line = abs(space.baseline - before.baseline) < 0.3 * before.size
    return is_same_line and 0 < space.left < before.left - before.size


def with_sure_spaces(
    letters: list[Glyph], doubtful: Container[int], strays: Sequence[Glyph]
) -> list[Glyph]:
    """Return letters, before the doubtful ones a space where one is: pdfium makes them up within
    Thai words too, where letters stand a little apart. Stray ones go where they stand.
    """
    settled: list[Glyph] = []
    for _, line in groupby(enumerate(letters), lambda one: round(one[1].baseline, 1)):
        places, run = zip(*line, strict=True)
        least = least_gap(run)
        near = [one for one in strays if abs(one.baseline - run[0].baseline) < 0.3 * run[0].size]
        base: Glyph | None = None
        for place, letter in zip(places, run, strict=True):
            is_apart = base and (gap(base, letter) > least or letter.left < base.left)
            is_sure = place in doubtful and is_apart
            is_sure = is_sure or bool(base and any(_between(base, one, letter) for one in near))
            settled.append(replace(letter, spaces=1) if is_sure else letter)
            base = base if base and MARKS_OF_LETTERS.match(letter.text) else letter
    return settled


def _between(before: Glyph, space: Glyph, letter: Glyph) -> bool:
    """Tell whether a space stands between two letters of its line."""
    return before.right - 1 <= space.left and space.right <= letter.left + 1


def least_gap(line: Sequence[Glyph]) -> float:
    """Return what a space takes at least on a line: the less, the closer its letters stand."""
    bases = [letter for letter in line if not MARKS_OF_LETTERS.match(letter.text)]
    gaps = sorted(apart for one, other in pairwise(bases) if (apart := gap(one, other)) > 0)
    size = line[0].size
    is_close = bool(gaps) and 2 * gaps[len(gaps) // 2] <= _NARROW_GAP * size
    return (_NARROW_GAP if is_close else _GAP) * size


def gap(before: Glyph, letter: Glyph) -> float:
    """Return how far a letter stands behind another, in points."""
    return letter.left - before.right - (_SARA_AA * before.size if is_share(before) else 0)


def is_share(letter: Glyph) -> bool:
    """Tell whether a letter is a ำ so narrow that it is drawn as a part of another one."""
    return letter.text == "ำ" and letter.right - letter.left < _SHARE * letter.size
