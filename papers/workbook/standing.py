"""What stands at a place of the paper, and the digest by which a change of it is seen."""

import hashlib

from papers.print.texts import split_lines
from papers.result.composition import State

LONGEST = 30_000
"""Letters; Excel takes 32,767 in a cell."""


def standing_text(state: State) -> str:
    """Return the edit of a place, else what is drawn for it."""
    return state.edit.text if state.edit else "\n".join(line.text for line in state.drawn)


def digest_of(text: str) -> str:
    """Return a short SHA-256 of a text as it is read back."""
    return hashlib.sha256("\n".join(split_lines(text[:LONGEST])).encode()).hexdigest()[:16]
