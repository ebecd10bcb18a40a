"""How much room Thai text takes in a cell: marks above and below the line take none, and a line is
broken at a word, not at its end.

Spreadsheets do not make a row as high as its text when a file is written by a program, so the
height is worked out here. It is rather too great than too small: what does not fit in a row is
neither seen nor printed.
"""

import unicodedata
from collections.abc import Iterable

_FILLED = 0.82
"""How much of a line is filled on average before a Thai word that does not fit goes to the next."""


def is_mark(letter: str) -> bool:
    """Tell whether a letter is a mark that stands above or below another, as Thai vowels and tones
    do.
    """
    return unicodedata.category(letter) == "Mn"


def display_width(text: str) -> int:
    """Return how many letters of a text take room on the line."""
    return sum(not is_mark(letter) for letter in text)


def wrapped_line_count(texts: Iterable[str], width: float) -> int:
    """Return how many lines some paragraphs take in a column ``width`` letters wide; one at
    least.
    """
    holds = max(1.0, width * _FILLED)
    return (
        sum(1 + int(display_width(part) / holds) for text in texts for part in text.split("\n"))
        or 1
    )
