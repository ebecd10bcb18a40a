"""What officers wrote in lines, as entries of a paper, and how two of them are told to be the
same.
"""

import re

from papers.print.texts import is_written_list, printable, split_lines
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_BULLET = re.compile(r"^[-–—•▪■●*]\s*(?=\D)")


def lines_of(text: str) -> list[str]:
    """Return the entries of a text that was written in lines, without the numbers or the bullets
    before them; a list of two levels, or one with a sentence that leads to it, keeps them.
    """
    lines = split_lines(text)
    if all(map(_BULLET.match, lines)) or not is_written_list(lines):
        lines = [_BULLET.sub("", line) for line in lines]
    return [tidied for line in lines if (tidied := tidy(line))]


def tidy(text: str) -> str:
    """Return a text as papers print it, without a full stop at its end."""
    return printable(clean(text)).rstrip(" .")


def same_words(text: str) -> str:
    """Return a text as it is compared: without spaces, in Arabic digits."""
    return re.sub(r"\s", "", to_arabic_digits(text))
