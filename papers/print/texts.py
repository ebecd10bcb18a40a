"""The texts of a paper: the digits they are written with, and the characters no paper can hold."""

import re
from collections.abc import Sequence

from thai.numbers import to_arabic_digits, to_thai_digits

# Digits in an address are part of it: they stay as they are, whichever digits the paper is written
# with.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE | re.ASCII
)
# What XML 1.0 forbids, and marks that turn the direction of what follows: no paper may hold them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)

# A number, letter or mark before an entry: "2.", "(2)", "ก.", "-"; "2.1" and "2.1.3" too, which may
# be a figure.
_ENTRY = re.compile(r"(?:\(?[0-9๐-๙]{1,2}[.)]|\(?[ก-ฮ][.)]|[-–•])\s+(?=\S)")
_SECOND_LEVEL = re.compile(r"[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){1,2}[.)]?\s+(?=\S)")


def is_written_list(texts: Sequence[str]) -> bool:
    """Tell whether some lines are a list with numbers or marks of its own."""
    return any(map(_ENTRY.match, texts)) or sum(map(bool, map(_SECOND_LEVEL.match, texts))) > 1


def turn_digits(text: str, thai_digits: bool) -> str:
    """Return a text with its digits turned, addresses excepted; its length stays, so that marks
    stay in place.
    """
    turn = to_thai_digits if thai_digits else to_arabic_digits
    parts, position = [], 0
    for match in _ADDRESS.finditer(text):
        parts += [turn(text[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*parts, turn(text[position:])])


def number_text(number: int, thai_digits: bool) -> str:
    """Return a whole number in the digits of the paper."""
    return to_thai_digits(str(number)) if thai_digits else str(number)


def printable(text: str) -> str:
    """Return a text without the characters that no paper can hold."""
    return _FORBIDDEN.sub("", text)
