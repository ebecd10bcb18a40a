"""What changed between two texts, in pieces that a reader of Thai can follow.

Thai has no spaces between words, so texts are compared by syllable-like clusters (a consonant with
what stands above, below and around it), runs of Latin letters or digits, and spaces; what little is
alike between two changes belongs to the change.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(
    r"[A-Za-z0-9\u0e50-\u0e59]+(?:[.,:/-][0-9\u0e50-\u0e59]+)*"  # a word, a number, a date
    r"|[\u0e40-\u0e44]?[\u0e01-\u0e2f][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*"
    r"|\s+|."
)
_SHORT = 3
"""So few pieces alike between two changes are noise."""
_MOST = 1_000_000
"""Pairs of pieces; longer texts are compared by what stands between spaces."""


class DifferenceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


Difference = tuple[tuple[DifferenceKind, str], ...]


def difference(before: str, after: str) -> Difference:
    """Return the pieces that lead from one text to another, in order: what was removed stands
    before what took its place. Equal texts are one piece; two empty ones none.
    """
    if before == after:
        return ((DifferenceKind.SAME, after),) if after else ()
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) * len(new) > _MOST:
        old, new = re.split(r"(\s+)", before), re.split(r"(\s+)", after)
    return tuple((kind, text) for kind, text in _steps(old, new) if text)


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[DifferenceKind, str]]:
    removed: list[str] = []
    added: list[str] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, i, j, k, m) in enumerate(steps):
        is_between = bool(removed or added) and number < len(steps) - 1
        if tag == "equal" and not (is_between and j - i < _SHORT):
            yield from _one_for_another(removed, added)
            removed, added = [], []
            yield DifferenceKind.SAME, "".join(new[k:m])
        else:
            removed += old[i:j]
            added += new[k:m]
    yield from _one_for_another(removed, added)


def _one_for_another(removed: list[str], added: list[str]) -> Iterator[tuple[DifferenceKind, str]]:
    if removed:
        yield DifferenceKind.REMOVED, "".join(removed)
    if added:
        yield DifferenceKind.ADDED, "".join(added)
