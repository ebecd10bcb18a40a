"""The typeface that comes with the program (Sarabun, SIL OFL 1.1): cards, charts and papers look
the same on every machine.
"""

from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("font_files")
"""The folder with the font files and their licence."""
FAMILY = "Sarabun"


@cache
def covered() -> frozenset[int]:
    """Return the code points that the typeface has a letter for (its ``cmap`` table)."""
    from fontTools.ttLib import TTFont  # loaded only where a text is checked: it takes its time

    with TTFont(FONTS / f"{FAMILY}-Regular.ttf") as font:
        return frozenset(font.getBestCmap())
