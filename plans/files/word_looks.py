"""How the runs and cells of a Word file look, where that says something: struck out, raised,
painted, a tick of a font of symbols.

What a text says is read elsewhere (``plans.files.word``); here nothing is read but properties.
"""

import re
from xml.etree.ElementTree import Element

from plans.files.word_numbers import W
from plans.tables import BULLET

TICK = "●"
"""What a bullet alone in a cell stands for."""
_NOTE_MARK = re.compile(r"[\d๐-๙*†‡()/,]{1,4}")
# Ticks and boxes of Wingdings and its kin, by the last two digits of their number; of other symbols
# none says more than a bullet.
_SYMBOLS = {"FC": "✓", "FE": "☑", "FD": "☒", "50": "✓", "52": "☑", "A8": "☐", "6F": "☐", "A3": "☐"}


def is_on(run: Element, *names: str) -> bool:
    """Tell whether a run has a property: the first of some names that it says anything about."""
    for name in names:
        found = run.find(f"{W}rPr/{W}{name}")
        if found is not None:
            return found.get(f"{W}val", "1") not in ("0", "false", "none", "off")
    return False


def is_note_mark(run: Element) -> bool:
    """Tell a small raised "1/" or "*" that points to a note from words."""
    raised = run.find(f"{W}rPr/{W}vertAlign")
    text = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
    is_raised = raised is not None and raised.get(f"{W}val") == "superscript"
    return is_raised and _NOTE_MARK.fullmatch(text.strip()) is not None


def is_coloured(shade: Element | None) -> bool:
    """Tell the shade of a cell from white, and from none."""
    if shade is None or shade.get(f"{W}val") == "nil":
        return False
    fill = shade.get(f"{W}fill", "auto").lower()
    return fill not in ("auto", "ffffff") or shade.get(f"{W}val") not in (None, "clear")


def symbol(node: Element) -> str:
    """Return what a symbol stands for: a tick, a box, or a bullet where it says no more."""
    number = node.get(f"{W}char", "")[-2:].upper()
    return _SYMBOLS.get(number, BULLET)
